//===- UnitRunner.cpp - From planned units to facts -----------------------===//

#include "driver/run/UnitRunner.h"

#include "driver/run/HeaderSharing.h"
#include "engines/RuleProgram.h"
#include "facts/FactsFile.h"

#include "llvm/ADT/STLExtras.h"

using namespace codex;

namespace {

/// Runs the rules, and says in \c Status how far they are.
class ProgramVisitor : public UnitVisitor {
public:
  ProgramVisitor(const RuleProgram &Program, WorkerStatus &Status)
      : Program(Program), Status(Status) {}

  void begin(clang::Preprocessor &Preprocessor) override {
    Status.set("parsing");
    Run = Program.start();
    Run.begin(Preprocessor);
  }
  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    Run.collect(Unit, Facts, [&](llvm::StringRef Engine) {
      Status.set(("running the engine '" + Engine + "'").str());
    });
    Status.set("closing");
  }

private:
  const RuleProgram &Program;
  RuleProgram::UnitRun Run;
  WorkerStatus &Status;
};

} // namespace

UnitFacts
codex::analyseUnit(const CompileUnit &Unit, llvm::StringRef Root,
                   const RuleProgram &Program,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                   WorkerStatus &Status, const SharedHeaders *Shared) {
  ProgramVisitor Visitor(Program, Status);
  return collectUnit(Unit, Root, std::move(Files), Visitor, Shared);
}

/// The longest first, so that no long one is left for the end.
static std::vector<size_t> orderOfWork(llvm::ArrayRef<PlannedUnit> Units) {
  std::vector<size_t> Order;
  for (size_t I = 0; I < Units.size(); ++I)
    if (Units[I].Problem.empty())
      Order.push_back(I);
  llvm::sort(Order, [&](size_t A, size_t B) {
    return std::make_pair(Units[B].Bytes, A) <
           std::make_pair(Units[A].Bytes, B);
  });
  return Order;
}

std::vector<UnitOutcome> codex::runUnits(
    const Plan &ThePlan, const RuleProgram &Program,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
    const WorkLimits &Limits, const Shortcuts &Ways,
    llvm::function_ref<void(size_t Count, const PlannedUnit &)> Done) {
  std::vector<size_t> Order = orderOfWork(ThePlan.Units);
  HeaderSharing Sharing;
  if (Ways.On)
    Sharing =
        HeaderSharing::make(ThePlan, Order, Files, Limits, Ways.Directory);
  auto Work = [&](size_t Task, WorkerStatus &Status) {
    const CompileUnit &Unit = ThePlan.Units[Task].Unit;
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    writeFacts(analyseUnit(Unit, ThePlan.Root, Program, Files, Status,
                           Sharing.of(Task)),
               OS);
    return Text;
  };
  size_t Count = 0;
  std::vector<WorkResult> Results =
      runWorkers(Order, Limits, Work,
                 [&](size_t Task) { Done(++Count, ThePlan.Units[Task]); });

  std::vector<UnitOutcome> Outcomes(ThePlan.Units.size());
  for (auto [Planned, Outcome] : llvm::zip(ThePlan.Units, Outcomes))
    Outcome.Failure = Planned.Problem;
  for (size_t Task : Order) {
    WorkResult &Result = Results[Task];
    Outcomes[Task].Failure = std::move(Result.Failure);
    if (!Outcomes[Task].Failure.empty())
      continue;
    llvm::Expected<UnitFacts> Facts = parseFacts(Result.Output, "worker");
    if (Facts)
      Outcomes[Task].Facts = std::move(*Facts);
    else
      Outcomes[Task].Failure =
          "its result cannot be read: " + llvm::toString(Facts.takeError());
  }
  return Outcomes;
}
