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

Error addReport(StringRef Path, ByRule &Known, Env &World) {
  Expected<JsonValue> Json =
      readJsonFile(World.absolute(Path), World.Files.get());
  if (!Json)
    return Json.takeError();
  const JsonValue *Findings = Json->kind() == JsonValue::Kind::Object
                                  ? Json->find("findings")
                                  : nullptr;
  if (!Findings || Findings->kind() != JsonValue::Kind::Array)
    return makeError(Path + ": is no report of codex-lint: 'findings' is "
                            "missing; --format json makes one");
  for (const JsonValue &F : Findings->array()) {
    auto Text = [&](StringRef Key) -> std::string {
      const JsonValue *V =
          F.kind() == JsonValue::Kind::Object ? F.find(Key) : nullptr;
      return V && V->kind() == JsonValue::Kind::String ? V->string().str() : "";
    };
    if (!Text("rule").empty())
      ++Known[Text("rule")].Statuses[Text("status")];
  }
  return Error::success();
}

} // namespace

static void printText(ArrayRef<const Rule *> Chosen, ByRule &Known,
                      bool Findings, Env &World) {
  std::vector<std::vector<std::string>> Rows{
      {"RULE", "STATE", "BAD", "OK", "FN", "FP", "READ", "TRUE", "DEBATABLE",
       "FALSE", "PRECISION", "PROJECTS"}};
  if (Findings)
    for (const char *Title : {"NEW", "OLD", "BASELINE", "WAIVED"})
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
    if (Findings)
      for (const char *Status : {"new", "old", "baseline", "waived"})
        Rows.back().push_back(Text(N.Statuses[Status]));
  }
  World.Out << table(Rows);
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
    if (Error E = addReport(Path, Known, World))
      return std::move(E);
  if (AsJson)
    printJson(Chosen, Known, World);
  else
    printText(Chosen, Known, !Reports.empty(), World);
  return ExitCode::Clean;
}

} // namespace codex
