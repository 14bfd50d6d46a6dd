//===- GroupRun.cpp - Units that begin from one parse ---------------------===//

#include "driver/run/GroupRun.h"

#include "collect/SharedParse.h"
#include "driver/run/HeaderTree.h"
#include "driver/run/LateDirectories.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace codex;

//===----------------------------------------------------------------------===//
// Records: units' results on the way through the workers between
//===----------------------------------------------------------------------===//

static std::string writeRecord(size_t Unit, bool Began, const WorkResult &R) {
  std::string Text;
  llvm::raw_string_ostream(Text)
      << Unit << ' ' << Began << ' ' << R.Failure.size() << ' '
      << R.Output.size() << '\n'
      << R.Failure << R.Output;
  return Text;
}

bool codex::readRecord(llvm::StringRef &Text, size_t &Unit, bool &Began,
                       WorkResult &R) {
  auto [Line, Rest] = Text.split('\n');
  llvm::SmallVector<llvm::StringRef, 4> Words;
  Line.split(Words, ' ');
  size_t Failure = 0, Output = 0;
  if (Words.size() != 4 || Words[0].getAsInteger(10, Unit) ||
      Words[2].getAsInteger(10, Failure) || Words[3].getAsInteger(10, Output) ||
      Rest.data() == nullptr || Rest.size() < Failure + Output)
    return false;
  Began = Words[1] == "1";
  R.Failure = Rest.take_front(Failure).str();
  R.Output = Rest.substr(Failure, Output).str();
  Text = Rest.drop_front(Failure + Output);
  return true;
}

//===----------------------------------------------------------------------===//
// A group
//===----------------------------------------------------------------------===//

namespace {

class GroupRun {
public:
  GroupRun(const UnitWork &R, const UnitGroup &G, WorkTurns &Turns,
           WorkerStatus &Status)
      : R(R), G(G), Turns(Turns), Visitor(R.Program, Status),
        Recording(R.recording()) {}

  /// Parses what all of the group share, if anything comes of it.
  void begin(WorkerStatus &Status);
  /// Runs all units: first those that have more in common.
  void run(WorkerStatus &Status);

private:
  using Ran = llvm::function_ref<void(size_t Unit, WorkResult &)>;

  /// Runs \p Units and what is below in workers; \p Keeps: one of them writes
  /// what is shared. What they come to is written as records.
  void run(llvm::ArrayRef<size_t> Units, llvm::ArrayRef<HeaderTree> Below,
           bool Keeps, WorkerStatus &Status);
  void runNode(const HeaderTree &Node, WorkerStatus &Status);
  /// Nothing where own headers that were parsed before do not fit.
  std::string runUnit(size_t Unit, WorkerStatus &Status);
  void keep(WorkerStatus &Status);
  void writeRecords(std::string &Text);

  const UnitWork &R;
  const UnitGroup &G;
  WorkTurns &Turns;
  ProgramVisitor Visitor;
  llvm::IntrusiveRefCntPtr<RecordingFiles> Recording;
  llvm::IntrusiveRefCntPtr<LateDirectories> Late;
  std::unique_ptr<SharedParse> Parse; ///< null: they are parsed as they are
  bool InNode = false;   ///< this process has parsed headers of the project
  std::set<size_t> Left; ///< units without a result so far
};

} // namespace

void GroupRun::begin(WorkerStatus &Status) {
  Status.set("looking for headers that units share");
  HeaderNames Names = commonHeaders(R.ThePlan, G, R.Files);
  Status.set("parsing headers that units share");
  if (G.isMerged())
    Late = llvm::makeIntrusiveRefCnt<LateDirectories>(Recording);
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files = Recording;
  if (Late)
    Files = Late;
  llvm::Expected<std::unique_ptr<SharedParse>> Parsed =
      SharedParse::begin(G.like(R.ThePlan), Names, R.ThePlan.Root, Files);
  // Without it costs time, and no finding.
  if (Parsed)
    Parse = std::move(*Parsed);
  else
    llvm::consumeError(Parsed.takeError());
}

void GroupRun::run(WorkerStatus &Status) {
  HeaderTree Tree;
  Tree.Units = G.Units;
  if (Parse)
    Tree = makeHeaderTree(R.ThePlan, G.Units, *R.Files);
  Left.insert(G.Units.begin(), G.Units.end());
  run(Tree.Units, Tree.Below,
      /*Keeps=*/Parse && !R.Ways.Directory.empty() && !G.isMerged() &&
          G.Units.size() >= LeastToKeep,
      Status);
  // Those to which the project's own headers did not fit.
  std::vector<size_t> Again(Left.begin(), Left.end());
  if (!Again.empty())
    run(Again, {}, /*Keeps=*/false, Status);
}

void GroupRun::run(llvm::ArrayRef<size_t> Units,
                   llvm::ArrayRef<HeaderTree> Below, bool Keeps,
                   WorkerStatus &Status) {
  Status.set("waiting for units that share headers");
  Status.Waits = true;
  Turns.give(&Status);
  // Other tasks have numbers behind those of the units.
  const size_t Keeping = R.ThePlan.Units.size(), First = Keeping + 1;
  std::vector<size_t> Tasks;
  for (size_t I = 0; I < Below.size(); ++I)
    Tasks.push_back(First + I);
  Tasks.insert(Tasks.end(), Units.begin(), Units.end());
  if (Keeps)
    Tasks.push_back(Keeping);

  auto Work = [&](size_t Task, WorkerStatus &Its) -> std::string {
    if (Task == Keeping)
      keep(Its);
    else if (Task >= First)
      runNode(Below[Task - First], Its);
    else
      return runUnit(Task, Its);
    return "";
  };
  auto Relay = [&](size_t Task, std::string &Text) {
    if (Task >= First)
      writeRecords(Text);
  };
  PoolWays Ways;
  Ways.Turns = &Turns;
  Ways.Holder = &Status;
  Ways.Waiting = Below.empty() ? 0 : 1;
  Ways.Received = Relay;
  (void)runWorkers(
      Tasks, R.Limits, Work,
      [&](size_t Task, WorkResult &Result) {
        if (Task < Keeping &&
            !(Result.Failure.empty() && Result.Output.empty())) {
          Left.erase(Task);
          writeOutput(
              writeRecord(Task, Parse && Result.Failure.empty(), Result));
        }
        Result = WorkResult();
      },
      Ways);
  Turns.take(Status);
}

/// What a worker between has written, as far as it is whole.
void GroupRun::writeRecords(std::string &Text) {
  llvm::StringRef Rest = Text;
  size_t Unit = 0;
  bool Began = false;
  WorkResult Result;
  while (readRecord(Rest, Unit, Began, Result))
    Left.erase(Unit);
  size_t Whole = Text.size() - Rest.size();
  writeOutput(llvm::StringRef(Text).take_front(Whole));
  Text.erase(0, Whole);
}

/// In a process of its own. If nothing comes of it, its units are left.
void GroupRun::runNode(const HeaderTree &Node, WorkerStatus &Status) {
  InNode = true;
  Visitor.reportTo(Status);
  if (Parse->extend(Node.Headers, Visitor))
    run(Node.Units, Node.Below, /*Keeps=*/false, Status);
}

std::string GroupRun::runUnit(size_t Number, WorkerStatus &Status) {
  const CompileUnit &Unit = R.ThePlan.Units[Number].Unit;
  if (!Parse)
    return analyse(R, Unit, Status, nullptr);
  OwnFlags Own;
  if (G.isMerged())
    Own = G.Own[llvm::find(G.Units, Number) - G.Units.begin()];
  Visitor.reportTo(Status);
  Status.set("parsing");
  std::string Difference;
  std::optional<UnitFacts> Facts;
  if (!Late || Late->fill(Own.Searched, Parse->searchPath(), Difference))
    Facts = Parse->collect(Unit, Own.Macros, Visitor, Difference);
  if (!Facts && InNode)
    return "";
  if (!Facts)
    Facts = analyseUnit(Unit, R.ThePlan.Root, R.Program, Recording, Status);
  return handOver(R, Unit, *Facts, std::move(Difference), Recording->inputs(),
                  InNode ? Beginning::OwnHeaders : Beginning::Other);
}

void GroupRun::keep(WorkerStatus &Status) {
  Status.set("writing headers that units share");
  HeaderStore Store(CacheDirectory(R.Ways.Directory, ""), R.ThePlan.Root);
  Store.keep(G.Key, Parse->headers(), Recording->inputs(),
             [&](llvm::StringRef Output) { return Parse->write(Output); });
}

void codex::analyseGroup(const UnitWork &R, const UnitGroup &G,
                         WorkTurns &Turns, WorkerStatus &Status) {
  GroupRun Run(R, G, Turns, Status);
  Run.begin(Status);
  Run.run(Status);
}
