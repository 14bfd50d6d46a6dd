//===- Judge.cpp - From what units say to a verdict -----------------------===//

#include "driver/judge/Judge.h"

#include "driver/judge/Baseline.h"
#include "driver/judge/FurtherPlaces.h"
#include "driver/judge/Waivers.h"
#include "model/Fingerprint.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace codex;

llvm::StringRef codex::toString(Verdict V) {
  switch (V) {
  case Verdict::Pass:
    return "pass";
  case Verdict::Fail:
    return "fail";
  case Verdict::Incomplete:
    return "incomplete";
  }
  llvm_unreachable("a verdict of no kind");
}

llvm::StringRef codex::toString(Status S) {
  switch (S) {
  case Status::New:
    return "new";
  case Status::Old:
    return "old";
  case Status::Baseline:
    return "baseline";
  case Status::Waived:
    return "waived";
  case Status::Exempt:
    return "exempt";
  }
  llvm_unreachable("a status of no kind");
}

static auto stepKey(const Step &S) {
  return std::tie(S.At.File, S.At.Line, S.At.Column, S.Message);
}

/// Findings are one where these are equal, whoever saw them.
static auto placeKey(const Finding &F) {
  return std::tie(F.Begin, F.Rule, F.Message);
}

/// A total order, so that of several accounts of one finding the same one is
/// kept whatever the order of units.
static bool comesBefore(const Finding &A, const Finding &B) {
  if (placeKey(A) != placeKey(B))
    return placeKey(A) < placeKey(B);
  if (A.Steps.size() != B.Steps.size())
    return A.Steps.size() < B.Steps.size();
  for (auto [StepA, StepB] : llvm::zip(A.Steps, B.Steps))
    if (stepKey(StepA) != stepKey(StepB))
      return stepKey(StepA) < stepKey(StepB);
  return std::tie(A.Function, A.Identity, A.EndLine, A.EndColumn) <
         std::tie(B.Function, B.Identity, B.EndLine, B.EndColumn);
}

static void sortAndMerge(std::vector<Finding> &Findings) {
  llvm::sort(Findings, comesBefore);
  Findings.erase(llvm::unique(Findings,
                              [](const Finding &A, const Finding &B) {
                                return placeKey(A) == placeKey(B);
                              }),
                 Findings.end());
}

static std::string relativeTo(llvm::StringRef Root, llvm::StringRef File) {
  llvm::StringRef Rest = File;
  if (Rest.consume_front(Root) && (Rest.consume_front("/") || Root == "/"))
    return Rest.str();
  return File.str();
}

static std::string describe(const ParseError &Error) {
  std::string Text = Error.Message;
  if (!Error.At.File.empty())
    Text = Error.At.File + ":" + std::to_string(Error.At.Line) + ":" +
           std::to_string(Error.At.Column) + ": " + Text;
  return Text;
}

static FailedUnit failedUnit(const CompileUnit &Unit, llvm::StringRef Root,
                             UnitOutcome &Outcome) {
  FailedUnit Failed;
  Failed.File = relativeTo(Root, Unit.File);
  Failed.Command = commandKey(Unit);
  Failed.Reason = Outcome.Failure;
  if (!Outcome.Facts)
    return Failed;
  UnitFacts &Facts = *Outcome.Facts;
  size_t Count = Facts.Errors.size();
  std::string Reason = std::to_string(Count) + " error" +
                       (Count == 1 ? "" : "s") + " of the compiler";
  if (Facts.Fatal)
    Reason += ", the last of them fatal";
  if (Count)
    Reason += "; first: " + describe(Facts.Errors.front());
  Failed.Reason = std::move(Reason);
  // A front end that could not start, or not read the file, has seen nothing.
  Failed.Partial = llvm::is_contained(Facts.Files, Failed.File);
  Failed.Fatal = Facts.Fatal;
  Failed.Errors = std::move(Facts.Errors);
  return Failed;
}

static void sortAndUnique(std::vector<Gap> &Gaps) {
  auto Key = [](const Gap &G) { return std::tie(G.At, G.Rule, G.Reason); };
  llvm::sort(Gaps, [&](const Gap &A, const Gap &B) { return Key(A) < Key(B); });
  Gaps.erase(llvm::unique(Gaps, [&](const Gap &A,
                                    const Gap &B) { return Key(A) == Key(B); }),
             Gaps.end());
}

namespace {

/// What the units of a run say together.
struct Joined {
  std::vector<Finding> Findings;
  /// Files that no unit of the run has read, and that have a finding of the
  /// link step: units beside the run are a part of the programs, too.
  std::set<std::string> FilesBeside;
  std::set<std::string> Own; ///< files that some unit has looked at
};

} // namespace

static Joined join(const Plan &ThePlan, std::vector<UnitOutcome> &Outcomes,
                   UnitFacts Linked, Report &Result) {
  Joined All;
  for (auto [Planned, Outcome] : llvm::zip(ThePlan.Units, Outcomes)) {
    ++Result.Units.Total;
    if (Outcome.Facts) {
      UnitFacts &Facts = *Outcome.Facts;
      llvm::move(Facts.Findings, std::back_inserter(All.Findings));
      llvm::move(Facts.Gaps, std::back_inserter(Result.Gaps));
      for (const std::string &File : Facts.Files) {
        if (llvm::sys::path::is_absolute(File))
          continue;
        Result.Files.insert(File);
        if (!llvm::binary_search(Facts.Foreign, File))
          All.Own.insert(File);
        else
          Result.Foreign.insert(File);
      }
      Result.TakenAsOurs.insert(Planned.Unit.Ours.begin(),
                                Planned.Unit.Ours.end());
      for (auto &[File, Functions] : Facts.Defined)
        llvm::append_range(Result.Defined[File], Functions);
      Result.Functions += Facts.Functions;
      Result.ParseSeconds += Facts.ParseSeconds;
      Result.Began += Outcome.Began;
      Result.BeganFromOwn += Outcome.From == Beginning::OwnHeaders;
      Result.BeganFromHead += Outcome.From == Beginning::Preamble;
      if (!Outcome.Difference.empty())
        Result.ParsedTwice.emplace_back(
            relativeTo(ThePlan.Root, Planned.Unit.File), Outcome.Difference);
      Result.EngineSeconds += Facts.EngineSeconds;
    }
    bool Whole =
        Outcome.Facts && Outcome.Facts->Errors.empty() && !Outcome.Facts->Fatal;
    if (Whole) {
      ++Result.Units.Analysed;
      Result.Units.Cached += Outcome.Cached;
    } else
      Result.Units.Failed.push_back(
          failedUnit(Planned.Unit, ThePlan.Root, Outcome));
  }
  normalise(Result.Defined);
  for (const std::string &File : All.Own)
    Result.Foreign.erase(File);
  for (Finding &F : Linked.Findings) {
    if (!llvm::sys::path::is_absolute(F.Begin.File) &&
        Result.Files.insert(F.Begin.File).second)
      All.FilesBeside.insert(F.Begin.File);
    All.Findings.push_back(std::move(F));
  }
  llvm::move(Linked.Gaps, std::back_inserter(Result.Gaps));
  Result.Units.OtherLanguages = ThePlan.OtherLanguages;
  llvm::sort(Result.Units.Failed, [](const FailedUnit &A, const FailedUnit &B) {
    return std::tie(A.File, A.Reason) < std::tie(B.File, B.Reason);
  });
  sortAndUnique(Result.Gaps);
  return All;
}

/// Open or closed: a run that analysed nothing has nothing to pass.
static bool analysedNothing(const UnitCounts &Units) {
  return Units.Analysed == 0 &&
         llvm::none_of(Units.Failed,
                       [](const FailedUnit &U) { return U.Partial; });
}

void codex::setVerdict(Report &Result, const JudgePolicy &Policy) {
  Result.Reasons.clear();
  size_t Blocking = llvm::count_if(
      Result.Findings, [](const JudgedFinding &F) { return F.Blocks; });
  // What was so before is not the change's to answer for.
  size_t Failed = llvm::count_if(
      Result.Units.Failed, [](const FailedUnit &U) { return !U.AtBaseToo; });
  bool GlassIsBroken = Result.Change && Result.Change->Glass;
  if (Blocking)
    Result.Reasons.push_back(std::to_string(Blocking) +
                             (Blocking == 1 ? " finding" : " findings") +
                             (GlassIsBroken   ? " would block"
                              : Blocking == 1 ? " blocks"
                                              : " block"));
  if (Failed)
    Result.Reasons.push_back(std::to_string(Failed) + " of " +
                             std::to_string(Result.Units.Total) +
                             " units could not be analysed, or only in part");
  size_t Gaps = Result.Gaps.size() - Result.GapsAtBase;
  if (Gaps)
    Result.Reasons.push_back(std::to_string(Gaps) +
                             " places could not be analysed");
  if (Failed || Gaps)
    Result.Reasons.push_back(
        !Result.Change && analysedNothing(Result.Units)
            ? "nothing was analysed, and that is no pass under any policy"
        : Policy.FailClosed
            ? "an incomplete analysis does not pass (policy fail-closed)"
            : "an incomplete analysis blocks nothing by itself (policy "
              "fail-open; .codex.json can say \"policy\": {\"incomplete\": "
              "\"fail-closed\"})");
  Result.TheVerdict = Blocking         ? Verdict::Fail
                      : Failed || Gaps ? Verdict::Incomplete
                                       : Verdict::Pass;
}

/// In tests, where the rule lets that be.
static bool isExempt(const Finding &F, const Rule *R,
                     const JudgePolicy &Policy) {
  return R && R->exemptsTests() &&
         (F.InTestBody || Policy.IsTestFile(F.Begin.File));
}

/// A waiver is for one place. Where a finding has more, the first of them that
/// no waiver is for becomes a finding with the rest of them.
static void leaveWaived(std::vector<Finding> &All, const RuleSet &Rules,
                        const JudgePolicy &Policy, WaiverBook &Waivers) {
  std::vector<Finding> Left;
  for (Finding &F : All) {
    std::vector<Finding> Places = furtherPlaces(F);
    if (Places.empty() || isExempt(F, Rules.findRule(F.Rule), Policy) ||
        !Waivers.find(F))
      continue;
    for (Step &S : F.Steps)
      S.Identity.clear();
    llvm::erase_if(
        Places, [&](const Finding &P) { return Waivers.find(P) != nullptr; });
    if (Places.empty())
      continue;
    Finding &First = Left.emplace_back(Places.front());
    for (const Finding &P : llvm::drop_begin(Places))
      First.Steps.push_back({P.Begin, P.Message, P.Identity});
  }
  llvm::append_range(All, Left);
  llvm::sort(All, comesBefore);
}

static JudgedFinding weigh(Finding F, const RuleSet &Rules,
                           const JudgePolicy &Policy, WaiverBook &Waivers) {
  JudgedFinding Judged;
  Judged.TheRule = Rules.findRule(F.Rule);
  if (!Judged.TheRule)
    Judged.TheRule = WaiverBook::ruleNamed(F.Rule);
  if (Judged.TheRule)
    Judged.TheState = Policy.StateOf(*Judged.TheRule, F.Begin.File);
  if (isExempt(F, Judged.TheRule, Policy))
    Judged.TheStatus = Status::Exempt;
  else if (const Waiver *Holding = Waivers.find(F)) {
    Judged.TheStatus = Status::Waived;
    Judged.WaivedBecause = Holding->Reason;
    Judged.WaivedAt = Holding->At;
  }
  if (Judged.TheStatus == Status::New && Policy.Known &&
      Policy.Known->find(F.Fingerprint))
    Judged.TheStatus = Status::Baseline;
  Judged.Blocks = blocks(Judged);
  // A waiver may be for a further place alone; that is none then.
  for (Step &S : F.Steps) {
    if (S.Identity.empty())
      continue;
    Finding Place;
    Place.Rule = F.Rule;
    Place.Begin = S.At;
    if (Waivers.find(Place))
      S.Identity.clear();
  }
  Judged.TheFinding = std::move(F);
  return Judged;
}

/// Where a rule is a draft or retired, it finds nothing.
static void take(JudgedFinding Judged, Report &Result) {
  if (Judged.TheState == State::Advisory || Judged.TheState == State::Enforced)
    Result.Findings.push_back(std::move(Judged));
}

/// A rule that has got another name finds the same: what is in a baseline, and
/// what a merge request has been told of, stays known. So the first name that a
/// rule had is the one in identities.
static void keepFirstNames(std::vector<Finding> &Findings,
                           const RuleSet &Rules) {
  for (Finding &F : Findings) {
    const Rule *R = Rules.findRule(F.Rule);
    auto KeepFirst = [&](std::string &Identity) {
      llvm::StringRef Rest = Identity;
      if (R && !R->Formerly.empty() && Rest.consume_front(R->Id + "\n"))
        Identity = R->Formerly.front() + "\n" + Rest.str();
    };
    KeepFirst(F.Identity);
    for (Step &S : F.Steps)
      KeepFirst(S.Identity);
  }
}

Report codex::judge(const Plan &ThePlan, std::vector<UnitOutcome> Outcomes,
                    UnitFacts Linked, const RuleSet &Rules,
                    std::vector<const Rule *> Selected,
                    const JudgePolicy &Policy,
                    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  Report Result;
  Result.Root = ThePlan.Root;
  Result.Rules = &Rules;
  Result.RulesRun = std::move(Selected);
  Joined All = join(ThePlan, Outcomes, std::move(Linked), Result);
  sortAndMerge(All.Findings);

  WaiverBook Waivers(Rules, Result.RulesRun, Policy);
  for (const std::string &File : Result.Files) {
    llvm::SmallString<256> Path(ThePlan.Root);
    llvm::sys::path::append(Path, File);
    if (auto Buffer = Files->getBufferForFile(Path))
      Waivers.read(File, (*Buffer)->getBuffer());
  }
  keepFirstNames(All.Findings, Rules);
  leaveWaived(All.Findings, Rules, Policy, Waivers);
  assignFingerprints(All.Findings);
  for (Finding &F : All.Findings)
    take(weigh(std::move(F), Rules, Policy, Waivers), Result);

  // Only now is it known which waivers had nothing to waive.
  std::vector<Finding> OfWaivers = Waivers.findings(
      /*Complete=*/Result.Units.Failed.empty() && Result.Gaps.empty());
  const std::string &Unused = WaiverBook::ruleNamed("unused-waiver")->Id;
  llvm::erase_if(OfWaivers, [&](const Finding &F) {
    // Read for the sake of one finding, and not to be judged themselves.
    if (All.FilesBeside.count(F.Begin.File))
      return true;
    return F.Rule == Unused && Policy.WhollySeen &&
           !Policy.WhollySeen(F.Begin.File);
  });
  llvm::sort(OfWaivers, comesBefore);
  assignFingerprints(OfWaivers);
  for (const Finding &F : OfWaivers)
    take(weigh(F, Rules, Policy, Waivers), Result);
  if (Policy.Known)
    addPlacesBeside(*Policy.Known, Result);
  llvm::sort(Result.Findings,
             [](const JudgedFinding &A, const JudgedFinding &B) {
               return comesBefore(A.TheFinding, B.TheFinding);
             });
  Result.Waivers = Waivers.holding();
  Result.Lapsed = Waivers.lapsed();
  for (Waiver &W : Result.Waivers)
    W.Unused = llvm::any_of(OfWaivers, [&](const Finding &F) {
      return F.Begin == W.At && F.Rule == Unused;
    });
  setVerdict(Result, Policy);
  return Result;
}

ExitCode codex::exitCodeOf(const Report &TheReport, const JudgePolicy &Policy) {
  switch (TheReport.TheVerdict) {
  case Verdict::Pass:
    return ExitCode::Clean;
  case Verdict::Fail:
    return ExitCode::Findings;
  case Verdict::Incomplete:
    return Policy.FailClosed || analysedNothing(TheReport.Units)
               ? ExitCode::Incomplete
               : ExitCode::Clean;
  }
  llvm_unreachable("a verdict of no kind");
}
