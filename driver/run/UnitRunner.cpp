//===- UnitRunner.cpp - From planned units to facts -----------------------===//

#include "driver/run/UnitRunner.h"

#include "collect/SharedParse.h"
#include "driver/cache/RecordingFiles.h"
#include "driver/run/HeaderSharing.h"
#include "driver/run/LateDirectories.h"
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

UnitFacts codex::analyseUnit(
    const CompileUnit &Unit, llvm::StringRef Root, const RuleProgram &Program,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files, WorkerStatus &Status,
    const SharedHeaders *Shared, std::string *Difference) {
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

namespace {

/// What all workers of a run are given.
struct Run {
  const Plan &ThePlan;
  const RuleProgram &Program;
  UnitCache *Cache;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  const WorkLimits &Limits;
  const Shortcuts &Ways;

  llvm::IntrusiveRefCntPtr<RecordingFiles> recording() const {
    return llvm::makeIntrusiveRefCnt<RecordingFiles>(Files, ThePlan.Root);
  }
};

} // namespace

/// Keeps what was found, and writes it for the parent.
static std::string handOver(const Run &R, const CompileUnit &Unit,
                            const UnitFacts &Facts, std::string Difference,
                            const Inputs &Read) {
  llvm::replace(Difference, '\n', ' ');
  PackedFacts Packed = packFacts(Facts);
  Handover H = {Facts.ParseSeconds, Facts.EngineSeconds, Packed.Text.size(), "",
                std::move(Difference)};
  // Without files there was no analysis, whatever stood in its way.
  if (R.Cache && !Facts.Files.empty() && !R.Cache->store(Unit, Packed, Read))
    H.CacheProblem = R.Cache->problem();
  return writeHandover(H, Packed);
}

/// What a worker does for one unit.
static std::string analyse(const Run &R, const CompileUnit &Unit,
                           WorkerStatus &Status, const SharedHeaders *Shared) {
  auto Recording = R.recording();
  if (Shared) {
    // The precompiled header stands for the questions that made it.
    Recording->leaveOut(Shared->File);
    bool Whole = Inputs::forEach(
        Shared->Questions, R.ThePlan.Root,
        [&](llvm::StringRef Path, Answer Kind, const Digest &Value) {
          Recording->inputs().add(Path, Kind, Value);
          return true;
        });
    if (!Whole)
      Recording->inputs().setUnstable();
  }
  std::string Difference;
  UnitFacts Facts = analyseUnit(Unit, R.ThePlan.Root, R.Program, Recording,
                                Status, Shared, &Difference);
  return handOver(R, Unit, Facts, std::move(Difference), Recording->inputs());
}

//===----------------------------------------------------------------------===//
// Units that begin from one parse
//===----------------------------------------------------------------------===//

/// The same in a process that was forked from one which has parsed headers, and
/// has asked \p Asked for them. \p Late is null, or to be filled.
static std::string analyseFrom(const Run &R, SharedParse &Parse,
                               const CompileUnit &Unit,
                               llvm::IntrusiveRefCntPtr<RecordingFiles> Asked,
                               LateDirectories *Late, const OwnFlags &Own,
                               WorkerStatus &Status) {
  ProgramVisitor Visitor(R.Program, Status);
  std::string Difference;
  std::optional<UnitFacts> Facts;
  if (!Late || Late->fill(Own.Searched, Parse.searchPath(), Difference))
    Facts = Parse.collect(Unit, Own.Macros, Visitor, Difference);
  if (!Facts)
    Facts = analyseUnit(Unit, R.ThePlan.Root, R.Program, Asked, Status);
  return handOver(R, Unit, *Facts, std::move(Difference), Asked->inputs());
}

/// One unit's result on the way from its worker through the group's.
static std::string writeRecord(size_t Task, bool Began, const WorkResult &R) {
  std::string Text;
  llvm::raw_string_ostream(Text)
      << Task << ' ' << Began << ' ' << R.Failure.size() << ' '
      << R.Output.size() << '\n'
      << R.Failure << R.Output;
  return Text;
}

/// Takes the next whole record out of \p Text; false where there is none.
static bool readRecord(llvm::StringRef &Text, size_t &Task, bool &Began,
                       WorkResult &R) {
  auto [Line, Rest] = Text.split('\n');
  llvm::SmallVector<llvm::StringRef, 4> Words;
  Line.split(Words, ' ');
  size_t Failure = 0, Output = 0;
  if (Words.size() != 4 || Words[0].getAsInteger(10, Task) ||
      Words[2].getAsInteger(10, Failure) || Words[3].getAsInteger(10, Output) ||
      Rest.data() == nullptr || Rest.size() < Failure + Output)
    return false;
  Began = Words[1] == "1";
  R.Failure = Rest.take_front(Failure).str();
  R.Output = Rest.substr(Failure, Output).str();
  Text = Rest.drop_front(Failure + Output);
  return true;
}

/// What a worker does for a group: it parses what the units share, and has a
/// pool of its own for them.
static void analyseGroup(const Run &R, const UnitGroup &G, WorkTurns &Turns,
                         WorkerStatus &Status) {
  Status.set("looking for headers that units share");
  HeaderNames Names = commonHeaders(R.ThePlan, G, R.Files);
  Status.set("parsing headers that units share");
  auto Recording = R.recording();
  llvm::IntrusiveRefCntPtr<LateDirectories> Late;
  if (G.isMerged())
    Late = llvm::makeIntrusiveRefCnt<LateDirectories>(Recording);
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files = Recording;
  if (Late)
    Files = Late;
  llvm::Expected<std::unique_ptr<SharedParse>> Parse =
      SharedParse::begin(G.like(R.ThePlan), Names, R.ThePlan.Root, Files);
  // Without it they are parsed as they are: it costs time, and no finding.
  if (!Parse)
    llvm::consumeError(Parse.takeError());
  Status.set("waiting for units that share headers");
  Status.Waits = true;
  Turns.give(&Status);
  std::vector<size_t> Tasks = G.Units;
  const size_t Keeping = R.ThePlan.Units.size();
  if (Parse && !R.Ways.Directory.empty() && !G.isMerged() &&
      G.Units.size() >= LeastToKeep)
    Tasks.push_back(Keeping);
  auto Work = [&](size_t Task, WorkerStatus &Its) -> std::string {
    if (Parse && Task == Keeping) {
      Its.set("writing headers that units share");
      HeaderStore Store(CacheDirectory(R.Ways.Directory, ""), R.ThePlan.Root);
      Store.keep(
          G.Key, (*Parse)->headers(), Recording->inputs(),
          [&](llvm::StringRef Output) { return (*Parse)->write(Output); });
      return "";
    }
    const CompileUnit &Unit = R.ThePlan.Units[Task].Unit;
    if (!Parse)
      return analyse(R, Unit, Its, nullptr);
    OwnFlags Own;
    if (G.isMerged())
      Own = G.Own[llvm::find(G.Units, Task) - G.Units.begin()];
    return analyseFrom(R, **Parse, Unit, Recording, Late.get(), Own, Its);
  };
  PoolWays Ways;
  Ways.Turns = &Turns;
  Ways.Holder = &Status;
  (void)runWorkers(
      Tasks, R.Limits, Work,
      [&](size_t Task, WorkResult &Result) {
        if (Task == Keeping)
          return;
        writeOutput(writeRecord(Task, Parse && Result.Failure.empty(), Result));
        Result = WorkResult();
      },
      Ways);
  Turns.take(Status);
}

namespace {

/// By the unit's number in the plan.
struct RunResults {
  std::vector<WorkResult> Results;
  std::vector<bool> Shared; ///< was to begin from shared headers
  std::vector<bool> Began;  ///< did
};

} // namespace

static RunResults
runFirst(const Run &R, const HeaderSharing &Sharing,
         llvm::ArrayRef<size_t> Order,
         llvm::function_ref<void(size_t Count, const PlannedUnit &)> Done) {
  // A group's task has a number behind those of the units.
  llvm::ArrayRef<UnitGroup> Groups = Sharing.groups();
  const size_t First = R.ThePlan.Units.size();
  RunResults Ran = {std::vector<WorkResult>(First), std::vector<bool>(First),
                    std::vector<bool>(First)};
  std::vector<size_t> Tasks;
  for (size_t G = 0; G < Groups.size(); ++G) {
    Tasks.push_back(First + G);
    for (size_t Unit : Groups[G].Units) {
      Ran.Shared[Unit] = true;
      Ran.Results[Unit].Failure = "the worker of its group has died";
    }
  }
  for (size_t Unit : Order) {
    if (!Ran.Shared[Unit])
      Tasks.push_back(Unit);
    if (Sharing.of(Unit))
      Ran.Shared[Unit] = true;
  }

  size_t Count = 0;
  auto Take = [&](size_t Unit, bool Began, WorkResult &Result) {
    Ran.Began[Unit] = Began && Result.Failure.empty();
    Ran.Results[Unit] = std::move(Result);
    Done(++Count, R.ThePlan.Units[Unit]);
  };
  auto TakeRecords = [&](size_t Task, std::string &Text) {
    llvm::StringRef Rest = Text;
    size_t Unit = 0;
    bool Began = false;
    WorkResult Result;
    while (Task >= First && readRecord(Rest, Unit, Began, Result))
      Take(Unit, Began, Result);
    Text.erase(0, Text.size() - Rest.size());
  };
  WorkTurns Turns(R.Limits.Jobs);
  PoolWays Ways;
  Ways.Turns = &Turns;
  Ways.Waiting = Groups.size();
  Ways.Received = TakeRecords;
  auto Work = [&](size_t Task, WorkerStatus &Status) -> std::string {
    if (Task < First)
      return analyse(R, R.ThePlan.Units[Task].Unit, Status, Sharing.of(Task));
    analyseGroup(R, Groups[Task - First], Turns, Status);
    return "";
  };
  (void)runWorkers(
      Tasks, R.Limits, Work,
      [&](size_t Task, WorkResult &Result) {
        if (Task < First)
          Take(Task, Sharing.of(Task), Result);
      },
      Ways);
  return Ran;
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
    Sharing = HeaderSharing::make(ThePlan, Order, Files, Ways, Cache);
  const Run R = {ThePlan, Program, Cache, Files, Limits, Ways};
  RunResults Ran = runFirst(R, Sharing, Order, Done);

  // What is parsed twice may take too long, and Clang may have its own trouble
  // with headers that are there before.
  std::vector<size_t> Again;
  llvm::copy_if(Order, std::back_inserter(Again), [&](size_t Unit) {
    return !Ran.Results[Unit].Failure.empty() && Ran.Shared[Unit];
  });
  Sharing = HeaderSharing();
  auto Whole = [&](size_t Unit, WorkerStatus &Status) {
    return analyse(R, ThePlan.Units[Unit].Unit, Status, nullptr);
  };
  (void)runWorkers(Again, Limits, Whole, [&](size_t Unit, WorkResult &Result) {
    Ran.Results[Unit] = std::move(Result);
    Ran.Began[Unit] = false;
  });

  std::string CacheProblem;
  for (size_t Unit : Order) {
    UnitOutcome &Outcome = Outcomes[Unit];
    Outcome = {};
    Outcome.Failure = std::move(Ran.Results[Unit].Failure);
    if (!Outcome.Failure.empty())
      continue;
    std::string Problem = takeHandover(Ran.Results[Unit].Output, Outcome);
    Outcome.Began = Ran.Began[Unit];
    if (CacheProblem.empty())
      CacheProblem = std::move(Problem);
    Ran.Results[Unit].Output = std::string();
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
