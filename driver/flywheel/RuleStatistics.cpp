#include "driver/flywheel/RuleStatistics.h"

#include "driver/flywheel/Labels.h"
#include "rules/RuleTest.h"
#include "support/Error.h"
#include "support/Json.h"
#include "support/Suggest.h"
#include "support/TextLayout.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

#include <map>
#include <set>

using namespace llvm;

namespace codex {
namespace {

/// A rule blocks in the shipped set only with so many labels, and so many of
/// them true.
constexpr unsigned LeastRead = 30;
constexpr unsigned LeastPercent = 90;

struct Numbers {
  unsigned Bad = 0, Ok = 0, FalseNegatives = 0, FalsePositives = 0;
  unsigned True = 0, Debatable = 0, False = 0, Unread = 0;
  std::set<std::string> Projects;
  std::map<std::string, unsigned> Statuses; ///< of findings in reports
  unsigned LetPass = 0; ///< that would have blocked, and the glass was broken

  unsigned read() const { return True + Debatable + False; }
  /// Of what was read, in percent; rounded down, so that 89.9 is not 90.
  unsigned precision() const { return read() ? True * 100 / read() : 0; }
  /// All that was found was read, and there may be less of it than 30.
  bool mayBeEnforced() const {
    return read() > 0 && (read() >= LeastRead || Unread == 0) &&
           precision() >= LeastPercent;
  }
};

using ByRule = std::map<std::string, Numbers>;

/// What reports of check and gate, and the logs of broken glass, have.
struct FromReports {
  unsigned Reports = 0;     ///< of check and gate
  unsigned GlassBroken = 0; ///< uses in reports, and lines of logs
};

Error addLabels(StringRef Path, ByRule &Known, Env &World) {
  vfs::FileSystem &Files = *World.Files;
  std::string Absolute = World.absolute(Path);
  ErrorOr<vfs::Status> Status = Files.status(Absolute);
  if (!Status)
    return makeError(Path + ": " + Status.getError().message());
  std::vector<std::string> All;
  if (Status->isDirectory()) {
    std::error_code Problem;
    for (vfs::directory_iterator It = Files.dir_begin(Absolute, Problem), End;
         !Problem && It != End; It.increment(Problem))
      if (sys::path::extension(It->path()) == ".json")
        All.push_back(It->path().str());
    if (Problem)
      return makeError(Path + ": cannot be listed: " + Problem.message());
    llvm::sort(All);
  } else {
    All.push_back(Absolute);
  }
  for (const std::string &File : All) {
    Expected<LabelFile> Labels = readLabels(File, Files);
    if (!Labels)
      return Labels.takeError();
    for (const Label &L : Labels->Labels) {
      Numbers &N = Known[L.Rule];
      N.Projects.insert(Labels->Project);
      ++(L.TheLabel == "true"        ? N.True
         : L.TheLabel == "false"     ? N.False
         : L.TheLabel == "debatable" ? N.Debatable
                                     : N.Unread);
    }
  }
  return Error::success();
}

std::string textOf(const JsonValue &Object, StringRef Key) {
  const JsonValue *V =
      Object.kind() == JsonValue::Kind::Object ? Object.find(Key) : nullptr;
  return V && V->kind() == JsonValue::Kind::String ? V->string().str() : "";
}

const JsonValue *findingsOf(const JsonValue &Json) {
  const JsonValue *Findings = Json.kind() == JsonValue::Kind::Object
                                  ? Json.find("findings")
                                  : nullptr;
  return Findings && Findings->kind() == JsonValue::Kind::Array ? Findings
                                                                : nullptr;
}

/// A line of policy.breakGlassLog: what was let pass, and why.
bool isGlassLine(const JsonValue &Json) {
  return findingsOf(Json) && !textOf(Json, "reason").empty() &&
         !Json.find("verdict");
}

void addGlassLine(const JsonValue &Json, ByRule &Known, FromReports &Sums) {
  ++Sums.GlassBroken;
  for (const JsonValue &F : findingsOf(Json)->array())
    if (!textOf(F, "rule").empty())
      ++Known[textOf(F, "rule")].LetPass;
}

/// The log has one object a line.
Error addGlassLog(StringRef Text, StringRef Path, ByRule &Known,
                  FromReports &Sums) {
  for (StringRef Line : split(Text, '\n')) {
    if (Line.trim().empty())
      continue;
    Expected<JsonValue> Json = parseJson(Line, Path);
    if (!Json)
      return Json.takeError();
    if (!isGlassLine(*Json))
      return makeError(Path + ": is no log of broken glass: a line has no "
                              "'reason' or no 'findings'");
    addGlassLine(*Json, Known, Sums);
  }
  return Error::success();
}

Error addReport(StringRef Path, ByRule &Known, FromReports &Sums, Env &World) {
  std::string File = World.absolute(Path);
  auto Buffer = World.Files->getBufferForFile(File);
  if (!Buffer)
    return makeError(Path + ": " + Buffer.getError().message());
  StringRef Text = (*Buffer)->getBuffer();
  Expected<JsonValue> Json = parseJson(Text, File);
  if (!Json) {
    // Several objects are a log; the error is about the second of them.
    Expected<JsonValue> First = parseJson(Text.split('\n').first, File);
    bool IsLog = First && isGlassLine(*First);
    if (!First)
      consumeError(First.takeError());
    if (!IsLog)
      return Json.takeError();
    consumeError(Json.takeError());
    return addGlassLog(Text, File, Known, Sums);
  }
  if (isGlassLine(*Json)) {
    addGlassLine(*Json, Known, Sums);
    return Error::success();
  }
  const JsonValue *Findings = findingsOf(*Json);
  if (!Findings)
    return makeError(Path + ": is no report of codex-lint: 'findings' is "
                            "missing; --format json makes one");
  ++Sums.Reports;
  const JsonValue *Glass = Json->find("breakGlass");
  bool Broken = Glass && Glass->kind() == JsonValue::Kind::Object;
  Sums.GlassBroken += Broken;
  for (const JsonValue &F : Findings->array()) {
    if (textOf(F, "rule").empty())
      continue;
    Numbers &N = Known[textOf(F, "rule")];
    ++N.Statuses[textOf(F, "status")];
    const JsonValue *Blocks = F.find("blocks");
    N.LetPass += Broken && Blocks &&
                 Blocks->kind() == JsonValue::Kind::Boolean &&
                 Blocks->boolean();
  }
  return Error::success();
}

} // namespace

static void printText(ArrayRef<const Rule *> Chosen, ByRule &Known,
                      bool Findings, const FromReports &Sums, Env &World) {
  std::vector<std::vector<std::string>> Rows{
      {"RULE", "STATE", "BAD", "OK", "FN", "FP", "READ", "TRUE", "DEBATABLE",
       "FALSE", "PRECISION", "PROJECTS"}};
  if (Findings)
    for (const char *Title : {"NEW", "OLD", "BASELINE", "WAIVED", "LET PASS"})
      Rows.front().push_back(Title);
  auto Text = [](unsigned N) { return std::to_string(N); };
  for (const Rule *R : Chosen) {
    Numbers &N = Known[R->Id];
    Rows.push_back({R->Id, toString(R->TheState).str(), Text(N.Bad),
                    Text(N.Ok), Text(N.FalseNegatives), Text(N.FalsePositives),
                    Text(N.read()), Text(N.True), Text(N.Debatable),
                    Text(N.False),
                    N.read() ? Text(N.precision()) + " %" : "-",
                    Text(N.Projects.size())});
    if (!Findings)
      continue;
    for (const char *Status : {"new", "old", "baseline", "waived"})
      Rows.back().push_back(Text(N.Statuses[Status]));
    Rows.back().push_back(Text(N.LetPass));
  }
  World.Out << table(Rows);
  if (Sums.GlassBroken)
    World.Out << "the glass was broken "
              << (Sums.GlassBroken == 1
                      ? std::string("once")
                      : std::to_string(Sums.GlassBroken) + " times")
              << (Sums.Reports ? ", in " + std::to_string(Sums.Reports) +
                                     (Sums.Reports == 1 ? " report" : " reports") +
                                     " and the logs"
                               : std::string())
              << "; a rule that is often let pass is worth a look\n";
  for (const Rule *R : Chosen) {
    const Numbers &N = Known[R->Id];
    if (N.mayBeEnforced() && R->TheState == State::Advisory)
      World.Out << R->Id << " may be enforced: " << N.True << " of " << N.read()
                << " findings read are true\n";
    else if (N.read() && !N.mayBeEnforced() && R->TheState == State::Enforced)
      World.Out << R->Id << " is enforced, with " << N.True << " of "
                << N.read() << " findings read true; the shipped set asks for "
                << LeastPercent << " % of at least " << LeastRead
                << ", or of all there are\n";
  }
}

static void printJson(ArrayRef<const Rule *> Chosen, ByRule &Known,
                      Env &World) {
  json::OStream Out(World.Out, 2);
  Out.array([&] {
    for (const Rule *R : Chosen)
      Out.object([&] {
        Numbers &N = Known[R->Id];
        Out.attribute("id", R->Id);
        Out.attribute("state", toString(R->TheState));
        Out.attribute("bad", N.Bad);
        Out.attribute("ok", N.Ok);
        Out.attribute("falseNegatives", N.FalseNegatives);
        Out.attribute("falsePositives", N.FalsePositives);
        Out.attribute("incidents", int64_t(R->Incidents.size()));
        Out.attributeObject("labels", [&] {
          Out.attribute("true", N.True);
          Out.attribute("debatable", N.Debatable);
          Out.attribute("false", N.False);
          Out.attribute("unread", N.Unread);
        });
        if (N.read())
          Out.attribute("precision", N.precision());
        Out.attribute("mayBeEnforced", N.mayBeEnforced());
        Out.attribute("projects", json::Array(N.Projects));
        Out.attributeObject("findings", [&] {
          for (const auto &[Status, Count] : N.Statuses)
            Out.attribute(Status, Count);
        });
        Out.attribute("letPass", N.LetPass);
      });
  });
  World.Out << '\n';
}

Expected<ExitCode> RuleStatistics::run(const RuleSet &Rules, bool AsJson,
                                       Env &World) const {
  std::vector<const Rule *> Chosen;
  std::vector<StringRef> Names;
  for (const Rule &R : Rules.Rules) {
    Names.push_back(R.Id);
    if (Ids.empty() || is_contained(Ids, R.Id))
      Chosen.push_back(&R);
  }
  for (const std::string &Id : Ids)
    if (!Rules.findRule(Id))
      return makeError("there is no rule '" + Id + "'" + suggestion(Id, Names));
  ByRule Known;
  FromReports Sums;
  for (const Rule *R : Chosen) {
    Expected<RuleTest> Test = readRuleTest(*R);
    if (!Test)
      return Test.takeError();
    Numbers &N = Known[R->Id];
    N.Bad = Test->BadFunctions;
    N.Ok = Test->OkFunctions;
    N.FalseNegatives = Test->FalseNegatives.size();
    N.FalsePositives = Test->FalsePositives.size();
  }
  for (const std::string &Path : LabelFiles)
    if (Error E = addLabels(Path, Known, World))
      return std::move(E);
  for (const std::string &Path : Reports)
    if (Error E = addReport(Path, Known, Sums, World))
      return std::move(E);
  if (AsJson)
    printJson(Chosen, Known, World);
  else
    printText(Chosen, Known, !Reports.empty(), Sums, World);
  return ExitCode::Clean;
}

} // namespace codex
