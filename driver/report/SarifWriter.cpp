//===- SarifWriter.cpp - A report as SARIF 2.1.0 --------------------------===//
//
// What code scanning reads of it: rules with help, partialFingerprints (so that
// a finding keeps its conversation), codeFlows and relatedLocations (steps),
// suppressions (waivers), and notifications for units that failed. Paths are
// relative to SRCROOT, and no absolute path of this machine is told. SARIF
// counts columns in code points, findings in bytes; lines are looked up.
//
//===----------------------------------------------------------------------===//

#include "driver/report/SarifRules.h"
#include "driver/report/SourceLines.h"
#include "driver/report/Writer.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace codex;
using llvm::json::Array;
using llvm::json::fixUTF8;
using llvm::json::Object;
using llvm::json::Value;

static constexpr llvm::StringLiteral SchemaUri =
    "https://json.schemastore.org/sarif-2.1.0.json";
static constexpr llvm::StringLiteral FingerprintKey = "codex/v1";

namespace {

class SarifReport {
public:
  SarifReport(const Report &TheReport, const WriteOptions &Options)
      : TheReport(TheReport), Sources(TheReport.Root, Options.Files) {}

  Object document();

private:
  Array rules();
  Object result(const JudgedFinding &Judged);
  Object physicalLocation(const Location &At, unsigned EndLine,
                          unsigned EndColumn);
  Object stepLocation(const Step &S);
  Array codeFlows(const Finding &F);
  Array fixes(const Finding &F);
  Object invocation();
  unsigned column(const Location &At);

  const Report &TheReport;
  SourceLines Sources;
  std::map<std::string, unsigned> RuleIndex;
};

class SarifWriter : public Writer {
  void write(const Report &TheReport, const WriteOptions &Options,
             llvm::raw_ostream &OS) const override {
    Value Document = SarifReport(TheReport, Options).document();
    OS << llvm::formatv("{0:2}\n", Document);
  }
};

} // namespace

static WriterRegistry::Add<SarifWriter> X("sarif", "SARIF 2.1.0");

/// RFC 3986: what is neither unreserved nor '/' is escaped.
static std::string uri(llvm::StringRef Path) {
  std::string Result = llvm::sys::path::is_absolute(Path) ? "file://" : "";
  for (unsigned char C : Path) {
    if (llvm::isAlnum(C) || llvm::StringRef("/-._~+@").contains(C))
      Result += C;
    else
      Result += "%" + llvm::utohexstr(C, /*LowerCase=*/false, /*Width=*/2);
  }
  return Result;
}

static Object artifact(llvm::StringRef File) {
  Object Result{{"uri", uri(File)}};
  if (!llvm::sys::path::is_absolute(File))
    Result["uriBaseId"] = "SRCROOT";
  return Result;
}

/// The column in code points.
unsigned SarifReport::column(const Location &At) {
  llvm::StringRef Before =
      Sources.line(At.File, At.Line).take_front(At.Column ? At.Column - 1 : 0);
  unsigned Continuing = llvm::count_if(
      Before, [](unsigned char C) { return (C & 0xC0) == 0x80; });
  return std::max(1u, At.Column) - Continuing;
}

Object SarifReport::physicalLocation(const Location &At, unsigned EndLine,
                                     unsigned EndColumn) {
  Object Result{{"artifactLocation", artifact(At.File)}};
  if (At.Line == 0)
    return Result;
  Object Region{{"startLine", At.Line}, {"startColumn", column(At)}};
  if (EndLine >= At.Line && EndColumn) {
    Region["endLine"] = EndLine;
    Region["endColumn"] = column({At.File, EndLine, EndColumn});
  }
  Result["region"] = std::move(Region);
  return Result;
}

Object SarifReport::stepLocation(const Step &S) {
  return Object{{"physicalLocation", physicalLocation(S.At, 0, 0)},
                {"message", Object{{"text", fixUTF8(S.Message)}}}};
}

Array SarifReport::codeFlows(const Finding &F) {
  Array Locations;
  for (const Step &S : F.Steps)
    Locations.push_back(Object{{"location", stepLocation(S)}});
  Step Last{F.Begin, F.Message};
  Locations.push_back(Object{{"location", stepLocation(Last)}});
  return Array{Object{
      {"threadFlows", Array{Object{{"locations", std::move(Locations)}}}}}};
}

Array SarifReport::fixes(const Finding &F) {
  Array Result;
  for (const Fix &TheFix : F.Fixes) {
    std::map<std::string, Array> ByFile;
    for (const Edit &E : TheFix.Edits)
      ByFile[E.File].push_back(Object{
          {"deletedRegion",
           Object{{"byteOffset", E.Offset}, {"byteLength", E.Length}}},
          {"insertedContent", Object{{"text", fixUTF8(E.Replacement)}}}});
    Array Changes;
    for (auto &[File, Replacements] : ByFile)
      Changes.push_back(Object{{"artifactLocation", artifact(File)},
                               {"replacements", std::move(Replacements)}});
    Result.push_back(
        Object{{"description", Object{{"text", fixUTF8(TheFix.Description)}}},
               {"artifactChanges", std::move(Changes)}});
  }
  return Result;
}

Object SarifReport::result(const JudgedFinding &Judged) {
  const Finding &F = Judged.TheFinding;
  Object Location{
      {"physicalLocation", physicalLocation(F.Begin, F.EndLine, F.EndColumn)}};
  if (!F.Function.empty())
    Location["logicalLocations"] = Array{Object{
        {"fullyQualifiedName", fixUTF8(F.Function)}, {"kind", "function"}}};

  Object Result{
      {"ruleId", F.Rule},
      {"level", Judged.Blocks ? "error" : "warning"},
      {"message", Object{{"text", fixUTF8(F.Message)}}},
      {"locations", Array{std::move(Location)}},
      {"partialFingerprints", Object{{FingerprintKey, F.Fingerprint}}},
      {"properties", Object{{"status", toString(Judged.TheStatus)},
                            {"state", toString(Judged.TheState)}}}};
  auto Index = RuleIndex.find(F.Rule);
  if (Index != RuleIndex.end())
    Result["ruleIndex"] = Index->second;
  if (!F.Steps.empty()) {
    Array Related;
    for (size_t I = 0; I < F.Steps.size(); ++I) {
      Object Related1 = stepLocation(F.Steps[I]);
      Related1["id"] = I;
      Related.push_back(std::move(Related1));
    }
    Result["relatedLocations"] = std::move(Related);
    Result["codeFlows"] = codeFlows(F);
  }
  if (!F.Fixes.empty())
    Result["fixes"] = fixes(F);
  if (Judged.TheStatus == Status::Waived)
    Result["suppressions"] =
        Array{Object{{"kind", "inSource"},
                     {"status", "accepted"},
                     {"justification", fixUTF8(Judged.WaivedBecause)}}};
  if (Judged.TheStatus == Status::Exempt)
    Result["suppressions"] =
        Array{Object{{"kind", "external"},
                     {"status", "accepted"},
                     {"justification", "the rule exempts tests"}}};
  return Result;
}

Array SarifReport::rules() {
  std::map<std::string, const Rule *> ById;
  for (const Rule *R : TheReport.RulesRun)
    ById[R->Id] = R;
  // Findings about waivers have rules that no engine runs.
  for (const JudgedFinding &Judged : TheReport.Findings)
    if (Judged.TheRule)
      ById[Judged.TheRule->Id] = Judged.TheRule;
  Array Result;
  for (const auto &[Id, TheRule] : ById) {
    RuleIndex[Id] = Result.size();
    Result.push_back(sarifRule(*TheRule, *TheReport.Rules));
  }
  return Result;
}

Object SarifReport::invocation() {
  Array Notifications;
  for (const FailedUnit &Unit : TheReport.Units.Failed)
    Notifications.push_back(
        Object{{"level", Unit.Partial ? "warning" : "error"},
               {"message", Object{{"text", fixUTF8(Unit.Reason)}}},
               {"locations",
                Array{Object{{"physicalLocation",
                              physicalLocation({Unit.File, 0, 0}, 0, 0)}}}}});
  for (const Gap &G : TheReport.Gaps) {
    Object Notification{
        {"level", "warning"},
        {"message", Object{{"text", "not analysed: " + fixUTF8(G.Reason)}}}};
    if (!G.At.File.empty())
      Notification["locations"] =
          Array{Object{{"physicalLocation", physicalLocation(G.At, 0, 0)}}};
    Notifications.push_back(std::move(Notification));
  }
  auto Tell = [&](llvm::ArrayRef<std::string> Notes) {
    for (const std::string &Note : Notes)
      Notifications.push_back(Object{
          {"level", "warning"}, {"message", Object{{"text", fixUTF8(Note)}}}});
  };
  Tell(TheReport.Notes);
  if (TheReport.Change)
    Tell(TheReport.Change->Notes);
  return Object{{"executionSuccessful", TheReport.Units.Failed.empty()},
                {"toolExecutionNotifications", std::move(Notifications)}};
}

Object SarifReport::document() {
  Object Driver{{"name", "codex-lint"},
                {"version", CODEX_VERSION},
                {"semanticVersion", CODEX_VERSION},
                {"rules", rules()}};
  Array Results;
  for (const JudgedFinding &Judged : TheReport.Findings)
    Results.push_back(result(Judged));
  Object Root{
      {"description", Object{{"text", "The root of the checked project."}}}};
  Object Run{{"tool", Object{{"driver", std::move(Driver)}}},
             {"columnKind", "unicodeCodePoints"},
             {"originalUriBaseIds", Object{{"SRCROOT", std::move(Root)}}},
             {"invocations", Array{invocation()}},
             {"results", std::move(Results)}};
  return Object{{"$schema", SchemaUri},
                {"version", "2.1.0"},
                {"runs", Array{std::move(Run)}}};
}
