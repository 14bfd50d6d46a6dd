//===- UnitRunner.cpp - From planned units to facts -----------------------===//

#include "driver/run/UnitRunner.h"

#include "driver/cache/RecordingFiles.h"
#include "driver/run/HeaderSharing.h"
#include "engines/RuleProgram.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

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
                   WorkerStatus &Status, const SharedHeaders *Shared,
                   std::string *Difference) {
  ProgramVisitor Visitor(Program, Status);
  return collectUnit(Unit, Root, std::move(Files), Visitor, Shared, Difference);
}

std::vector<size_t> codex::unitsToRun(const Plan &ThePlan) {
  std::vector<size_t> Units;
  for (size_t I = 0; I < ThePlan.Units.size(); ++I)
    if (ThePlan.Units[I].Problem.empty())
      Units.push_back(I);
  return Units;
}

/// The longest first, so that no long one is left for the end.
static std::vector<size_t> orderOfWork(llvm::ArrayRef<PlannedUnit> Units,
                                       llvm::ArrayRef<size_t> Wanted) {
  std::vector<size_t> Order = Wanted.vec();
  llvm::sort(Order, [&](size_t A, size_t B) {
    return std::make_pair(Units[B].Bytes, A) <
           std::make_pair(Units[A].Bytes, B);
  });
  return Order;
}

//===----------------------------------------------------------------------===//
// What a worker hands over
//===----------------------------------------------------------------------===//

namespace {

/// The first two lines of a worker's output; the two parts of the facts follow.
struct Handover {
  double ParseSeconds = 0;
  double EngineSeconds = 0;
  size_t TextSize = 0;
  std::string CacheProblem;
  std::string Difference;
};

} // namespace

static std::string writeHandover(const Handover &H, const PackedFacts &Packed) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << llvm::format("%.6f %.6f %zu ", H.ParseSeconds, H.EngineSeconds,
                     H.TextSize)
     << H.CacheProblem << '\n'
     << H.Difference << '\n'
     << Packed.Text << Packed.Order;
  return Text;
}

/// False where it is not what writeHandover wrote.
static bool readHandover(llvm::StringRef &Text, Handover &H) {
  auto [Line, Rest] = Text.split('\n');
  llvm::SmallVector<llvm::StringRef, 4> Words;
  Line.split(Words, ' ', /*MaxSplit=*/3);
  std::tie(H.Difference, Text) = Rest.split('\n');
  if (Words.size() != 4 || Words[0].getAsDouble(H.ParseSeconds) ||
      Words[1].getAsDouble(H.EngineSeconds) ||
      Words[2].getAsInteger(10, H.TextSize))
    return false;
  H.CacheProblem = Words[3].str();
  return H.TextSize <= Text.size();
}

/// Fills \p Outcome; the result is why the cache could not be written, or "".
static std::string takeHandover(llvm::StringRef Text, UnitOutcome &Outcome) {
  Handover H;
  if (!readHandover(Text, H)) {
    Outcome.Failure = "its result cannot be read";
    return "";
  }
  llvm::StringRef Packed = Text.take_front(H.TextSize);
  llvm::Expected<UnpackedFacts> Unit = unpackFacts(Packed);
  if (!Unit) {
    Outcome.Failure =
        "its result cannot be read: " + llvm::toString(Unit.takeError());
    return H.CacheProblem;
  }
  Outcome.Facts = std::move(Unit->Facts);
  Outcome.Facts->ParseSeconds = H.ParseSeconds;
  Outcome.Facts->EngineSeconds = H.EngineSeconds;
  Outcome.OrderText = Text.drop_front(H.TextSize).str();
  Outcome.Difference = std::move(H.Difference);
  Outcome.Id = digestOf(Packed);
  return H.CacheProblem;
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

void codex::findUnits(const Plan &ThePlan, llvm::ArrayRef<size_t> Units,
                      UnitCache &Cache,
                      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                      llvm::MutableArrayRef<UnitOutcome> Outcomes) {
  FileStates Now = Cache.statesOf(std::move(Files));
  for (size_t I : Units) {
    std::optional<UnitCache::Found> Found =
        Cache.find(ThePlan.Units[I].Unit, Now);
    if (!Found)
      continue;
    UnitOutcome &Outcome = Outcomes[I];
    Outcome.Facts = std::move(Found->Unit.Facts);
    Outcome.OrderInCache = Found->Unit.Order;
    Outcome.Id = Found->Id;
    Outcome.Cached = true;
  }
}

/// What a worker does for one unit.
static std::string
analyse(const CompileUnit &Unit, llvm::StringRef Root,
        const RuleProgram &Program, UnitCache *Cache,
        llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
        WorkerStatus &Status, const SharedHeaders *Shared) {
  auto Recording =
      llvm::makeIntrusiveRefCnt<RecordingFiles>(std::move(Files), Root);
  if (Shared) {
    // The precompiled header stands for the questions that made it.
    Recording->leaveOut(Shared->File);
    bool Whole = Inputs::forEach(
        Shared->Questions, Root,
        [&](llvm::StringRef Path, Answer Kind, const Digest &Value) {
          Recording->inputs().add(Path, Kind, Value);
          return true;
        });
    if (!Whole)
      Recording->inputs().setUnstable();
  }
  std::string Difference;
  UnitFacts Facts = analyseUnit(Unit, Root, Program, Recording, Status, Shared,
                                &Difference);
  llvm::replace(Difference, '\n', ' ');
  PackedFacts Packed = packFacts(Facts);
  Handover H = {Facts.ParseSeconds, Facts.EngineSeconds, Packed.Text.size(),
                "", std::move(Difference)};
  // Without files there was no analysis, whatever stood in its way.
  if (Cache && !Facts.Files.empty() &&
      !Cache->store(Unit, Packed, Recording->inputs()))
    H.CacheProblem = Cache->problem();
  return writeHandover(H, Packed);
}

std::string codex::runUnits(
    const Plan &ThePlan, llvm::ArrayRef<size_t> Units,
    const RuleProgram &Program, UnitCache *Cache,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
    const WorkLimits &Limits, const Shortcuts &Ways,
    llvm::MutableArrayRef<UnitOutcome> Outcomes,
    llvm::function_ref<void(size_t Count, const PlannedUnit &)> Done) {
  std::vector<size_t> Order = orderOfWork(ThePlan.Units, Units);
  HeaderSharing Sharing;
  if (Ways.On)
    Sharing = HeaderSharing::make(ThePlan, Order, Files, Limits, Ways, Cache);
  auto Work = [&](size_t Task, WorkerStatus &Status) {
    return analyse(ThePlan.Units[Task].Unit, ThePlan.Root, Program, Cache,
                   Files, Status, Sharing.of(Task));
  };
  size_t Count = 0;
  std::vector<WorkResult> Results =
      runWorkers(Order, Limits, Work,
                 [&](size_t Task) { Done(++Count, ThePlan.Units[Task]); });

  // What is parsed twice may take too long, and Clang may have its own trouble
  // with precompiled headers.
  std::vector<size_t> Again;
  llvm::copy_if(Order, std::back_inserter(Again), [&](size_t Task) {
    return !Results[Task].Failure.empty() && Sharing.of(Task);
  });
  std::vector<bool> Began(ThePlan.Units.size());
  for (size_t Task : Order)
    Began[Task] = Sharing.of(Task) && Results[Task].Failure.empty();
  Sharing = HeaderSharing();
  std::vector<WorkResult> Whole =
      runWorkers(Again, Limits, Work, [](size_t) {});
  for (size_t Task : Again)
    Results[Task] = std::move(Whole[Task]);

  std::string CacheProblem;
  for (size_t Task : Order) {
    UnitOutcome &Outcome = Outcomes[Task];
    Outcome = {};
    Outcome.Failure = std::move(Results[Task].Failure);
    if (!Outcome.Failure.empty())
      continue;
    std::string Problem = takeHandover(Results[Task].Output, Outcome);
    Outcome.Began = Began[Task];
    if (CacheProblem.empty())
      CacheProblem = std::move(Problem);
    Results[Task].Output = std::string();
  }
  return CacheProblem;
}

std::vector<UnitOutcome>
codex::runUnits(const Plan &ThePlan, const RuleProgram &Program,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                const WorkLimits &Limits) {
  std::vector<UnitOutcome> Outcomes(ThePlan.Units.size());
  for (auto [Planned, Outcome] : llvm::zip(ThePlan.Units, Outcomes))
    Outcome.Failure = Planned.Problem;
  Shortcuts Ways;
  Ways.On = false;
  runUnits(ThePlan, unitsToRun(ThePlan), Program, /*Cache=*/nullptr,
           std::move(Files), Limits, Ways, Outcomes,
           [](size_t, const PlannedUnit &) {});
  return Outcomes;
}
