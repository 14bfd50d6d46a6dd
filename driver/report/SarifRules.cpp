//===- SarifRules.cpp - Rules as SARIF describes them ---------------------===//

#include "driver/report/SarifRules.h"

#include "llvm/ADT/StringExtras.h"

using namespace codex;
using llvm::json::Array;
using llvm::json::Object;

/// "unchecked-unwrap" becomes "UncheckedUnwrap".
static std::string camelCase(llvm::StringRef Id) {
  std::string Name;
  bool Upper = true;
  for (char C : Id) {
    if (C == '-') {
      Upper = true;
      continue;
    }
    Name += Upper ? llvm::toUpper(C) : C;
    Upper = false;
  }
  return Name;
}

namespace {

/// The same help twice: in Markdown, and as plain text for those who show no
/// Markdown.
class Help {
public:
  void paragraph(const llvm::Twine &Line) {
    Text += (Line + "\n\n").str();
    Markdown += (Line + "\n\n").str();
  }
  void heading(llvm::StringRef Title) {
    Text += (Title + ":\n").str();
    Markdown += ("**" + Title + "**\n\n").str();
  }
  void item(const llvm::Twine &Line) {
    Text += ("- " + Line + "\n").str();
    Markdown += ("- " + Line + "\n").str();
  }
  void end() {
    Text += '\n';
    Markdown += '\n';
  }

  std::string Text;
  std::string Markdown;
};

} // namespace

static void addList(Help &H, llvm::StringRef Title,
                    llvm::ArrayRef<std::string> Lines) {
  if (Lines.empty())
    return;
  H.heading(Title);
  for (const std::string &Line : Lines)
    H.item(Line);
  H.end();
}

static Help helpOf(const Rule &TheRule, const RuleSet &Rules) {
  Help H;
  H.paragraph(TheRule.sentence());
  addList(H, "Why", TheRule.Why);
  addList(H, "What to write instead", TheRule.Fix);
  std::vector<std::string> Incidents;
  for (const std::string &Id : TheRule.Incidents) {
    const Incident *Known = Rules.findIncident(Id);
    if (!Known)
      continue;
    std::string Line = Known->oneLine();
    if (!Known->Sources.empty())
      Line += " " + Known->Sources.front();
    Incidents.push_back(std::move(Line));
  }
  addList(H, "Where it comes from", Incidents);
  addList(H, "What it does not report", TheRule.Limits);
  H.paragraph("codex-lint explain " + TheRule.Id);
  return H;
}

Object codex::sarifRule(const Rule &TheRule, const RuleSet &Rules) {
  bool Blocks =
      TheRule.TheLevel == Level::Must && TheRule.TheState == State::Enforced;
  Help H = helpOf(TheRule, Rules);
  Array Tags{"codex"};
  if (!TheRule.Family.empty())
    Tags.push_back(TheRule.Family);
  Array Incidents;
  for (const std::string &Id : TheRule.Incidents)
    Incidents.push_back(Id);

  Object Descriptor{
      {"id", TheRule.Id},
      {"name", camelCase(TheRule.Id)},
      {"shortDescription", Object{{"text", TheRule.Title}}},
      {"fullDescription", Object{{"text", TheRule.sentence()}}},
      {"help", Object{{"text", H.Text}, {"markdown", H.Markdown}}},
      {"defaultConfiguration", Object{{"level", Blocks ? "error" : "warning"}}},
      {"properties", Object{{"tags", std::move(Tags)},
                            {"level", toString(TheRule.TheLevel).str()},
                            {"state", toString(TheRule.TheState).str()},
                            {"problem.severity", Blocks ? "error" : "warning"},
                            {"incidents", std::move(Incidents)}}}};
  if (!TheRule.Rfc.empty())
    Descriptor["helpUri"] = TheRule.Rfc;
  return Descriptor;
}
