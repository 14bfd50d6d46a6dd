//===- UnitRunner.cpp - From planned units to facts -----------------------===//

#include "driver/run/UnitRunner.h"

#include "driver/run/GroupRun.h"
#include "driver/run/HeaderSharing.h"
#include "driver/run/UnitHead.h"
#include "driver/run/UnitWork.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

using namespace codex;

/// A change of more units than this is no editing, and what each of them begins
/// with takes up tens of megabytes.
static constexpr size_t MostEdited = 8;

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
  Beginning From = Beginning::Other;
  std::string CacheProblem;
  std::string Difference;
};

} // namespace

static std::string writeHandover(const Handover &H, const PackedFacts &Packed) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << llvm::format("%.6f %.6f %zu %c ", H.ParseSeconds, H.EngineSeconds,
                     H.TextSize, static_cast<char>(H.From))
     << H.CacheProblem << '\n'
     << H.Difference << '\n'
     << Packed.Text << Packed.ForLink;
  return Text;
}

/// False where it is not what writeHandover wrote.
static bool readHandover(llvm::StringRef &Text, Handover &H) {
  auto [Line, Rest] = Text.split('\n');
  llvm::SmallVector<llvm::StringRef, 5> Words;
  Line.split(Words, ' ', /*MaxSplit=*/4);
  std::tie(H.Difference, Text) = Rest.split('\n');
  if (Words.size() != 5 || Words[0].getAsDouble(H.ParseSeconds) ||
      Words[1].getAsDouble(H.EngineSeconds) ||
      Words[2].getAsInteger(10, H.TextSize) || Words[3].size() != 1)
    return false;
  H.From = static_cast<Beginning>(Words[3][0]);
  H.CacheProblem = Words[4].str();
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
  Outcome.ForLink = Text.drop_front(H.TextSize).str();
  Outcome.Difference = std::move(H.Difference);
  Outcome.From = H.From;
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
    Outcome.ForLinkInCache = Found->Unit.ForLink;
    Outcome.Id = Found->Id;
    Outcome.Cached = true;
  }
}

std::string codex::handOver(const UnitWork &R, const CompileUnit &Unit,
                            const UnitFacts &Facts, std::string Difference,
                            const Inputs &Read, Beginning Began) {
  llvm::replace(Difference, '\n', ' ');
  PackedFacts Packed = packFacts(Facts);
  Handover H = {
      Facts.ParseSeconds,   Facts.EngineSeconds, Packed.Text.size(), Began, "",
      std::move(Difference)};
  // Without files there was no analysis, whatever stood in its way.
  if (R.Cache && !Facts.Files.empty() && !R.Cache->store(Unit, Packed, Read))
    H.CacheProblem = R.Cache->problem();
  return writeHandover(H, Packed);
}

/// A precompiled file, \p File, stands for the questions that made it.
static void take(RecordingFiles &Recording, llvm::StringRef File,
                 llvm::StringRef Questions, llvm::StringRef Root) {
  Recording.leaveOut(File);
  bool Whole = Inputs::forEach(
      Questions, Root,
      [&](llvm::StringRef Path, Answer Kind, const Digest &Value) {
        Recording.inputs().add(Path, Kind, Value);
        return true;
      });
  if (!Whole)
    Recording.inputs().setUnstable();
}

/// Nothing where the unit is to be parsed whole.
static std::optional<std::string> analyseAfterHead(const UnitWork &R,
                                                   const CompileUnit &Unit,
                                                   WorkerStatus &Status) {
  std::unique_ptr<StoredPreamble> Stored = preambleOf(R, Unit, Status);
  if (!Stored)
    return std::nullopt;
  auto Recording = R.recording();
  take(*Recording, Stored->Head.File, Stored->Head.Questions, R.ThePlan.Root);
  ProgramVisitor Visitor(R.Program, Status);
  std::optional<UnitFacts> Facts =
      collectAfter(Stored->Head, Unit, R.ThePlan.Root, Recording, Visitor);
  if (!Facts)
    return std::nullopt;
  return handOver(R, Unit, *Facts, "", Recording->inputs(),
                  Beginning::Preamble);
}

std::string codex::analyse(const UnitWork &R, const CompileUnit &Unit,
                           WorkerStatus &Status, const SharedHeaders *Shared) {
  if (std::optional<std::string> Found = analyseAfterHead(R, Unit, Status))
    return std::move(*Found);
  auto Recording = R.recording();
  if (Shared)
    take(*Recording, Shared->File, Shared->Questions, R.ThePlan.Root);
  std::string Difference;
  UnitFacts Facts = analyseUnit(Unit, R.ThePlan.Root, R.Program, Recording,
                                Status, Shared, &Difference);
  return handOver(R, Unit, Facts, std::move(Difference), Recording->inputs());
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
runFirst(const UnitWork &R, const HeaderSharing &Sharing,
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
  Program.makeReady();
  UnitWork R = {ThePlan, Program, Cache, Files, Limits, Ways};
  R.KeepsHeads =
      Ways.On && !Ways.Directory.empty() && Cache && Units.size() <= MostEdited;
  RunResults Ran = runFirst(R, Sharing, Order, Done);

  // What is parsed twice may take too long, and Clang may have its own trouble
  // with headers that are there before.
  std::vector<size_t> Again;
  llvm::copy_if(Order, std::back_inserter(Again), [&](size_t Unit) {
    return !Ran.Results[Unit].Failure.empty() && Ran.Shared[Unit];
  });
  Sharing = HeaderSharing();
  R.KeepsHeads = false;
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
    Outcome.Began = Ran.Began[Unit] && Outcome.From != Beginning::Preamble;
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
