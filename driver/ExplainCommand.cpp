//===- ExplainCommand.cpp - codex-lint explain ----------------------------===//

#include "driver/Analysis.h"
#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "driver/judge/Baseline.h"
#include "driver/judge/Waivers.h"
#include "driver/plan/ProjectRoot.h"
#include "driver/report/Telling.h"
#include "rules/RulePages.h"
#include "support/Error.h"
#include "support/Json.h"
#include "support/Suggest.h"

#include "llvm/ADT/StringExtras.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

/// A finding that has been reported, as far as is needed to speak of it.
struct KnownFinding {
  std::string Rule;
  std::string Line; ///< where it is and what it says
};

class ExplainCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.add_option("RULE|FINGERPRINT", Subject,
                   "The rule's id, with or without 'codex-'; or the "
                   "fingerprint of a finding that --in or the baseline has")
        ->required();
    App.add_option("--in", Report,
                   "What 'check --format json' wrote, to find it in")
        ->option_text("FILE");
    addRulesOption(App, Places);
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  llvm::Expected<KnownFinding> findingNamed(llvm::StringRef Fingerprint,
                                            Env &World) const;

  std::string Subject;
  std::string Report;
  std::vector<std::string> Places;
};

} // namespace

static CommandRegistry::Add<ExplainCommand>
    X("explain", "Explain a rule: why, what happened, what to write instead");

static bool isFingerprint(llvm::StringRef Text) {
  return Text.size() == 16 && llvm::all_of(Text, llvm::isHexDigit);
}

static std::string text(const JsonValue &Object, llvm::StringRef Key) {
  const JsonValue *Value = Object.find(Key);
  if (!Value)
    return "";
  return Value->kind() == JsonValue::Kind::String ? Value->string().str()
                                                  : Value->text();
}

static std::optional<KnownFinding> findIn(const JsonValue &Report,
                                          llvm::StringRef Fingerprint) {
  const JsonValue *Findings = Report.find("findings");
  if (!Findings || Findings->kind() != JsonValue::Kind::Array)
    return std::nullopt;
  for (const JsonValue &F : Findings->array())
    if (Fingerprint.equals_insensitive(text(F, "fingerprint")))
      return KnownFinding{text(F, "rule"),
                          text(F, "file") + ":" + text(F, "line") + ":" +
                              text(F, "column") + ": " + text(F, "message")};
  return std::nullopt;
}

llvm::Expected<KnownFinding>
ExplainCommand::findingNamed(llvm::StringRef Fingerprint, Env &World) const {
  if (!Report.empty()) {
    llvm::Expected<JsonValue> Json =
        readJsonFile(World.absolute(Report), World.Files.get());
    if (!Json)
      return Json.takeError();
    if (std::optional<KnownFinding> Found = findIn(*Json, Fingerprint))
      return *Found;
    return makeError("'" + Report + "' has no finding " + Fingerprint);
  }
  std::string Root = projectRoot(World.Directory, {}, *World.Files);
  llvm::Expected<ProjectConfig> Config =
      Analysis::readConfig(Root, *World.Files);
  if (!Config)
    return Config.takeError();
  llvm::Expected<Baseline> Known =
      Baseline::read(Root, Config->Baseline, *World.Files);
  if (!Known)
    return Known.takeError();
  const BaselineEntry *Entry = Known->find(Fingerprint.lower());
  if (!Entry)
    return makeError("the baseline has no finding " + Fingerprint +
                     "; say --in FILE with what 'codex-lint check --format "
                     "json' wrote");
  std::string Line = Entry->File + ": an old finding, in the baseline";
  if (!Entry->Function.empty())
    Line += ", in '" + Entry->Function + "'";
  return KnownFinding{Entry->Rule, Line};
}

llvm::Expected<ExitCode> ExplainCommand::run(Env &World) {
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithWarnings(World, Places);
  if (!Loaded)
    return Loaded.takeError();
  std::string Id = Subject;
  if (isFingerprint(Subject)) {
    llvm::Expected<KnownFinding> Found = findingNamed(Subject, World);
    if (!Found)
      return Found.takeError();
    World.Out << visibleText(Found->Line, /*OneLine=*/true) << "\n\n";
    Id = Found->Rule;
  }
  llvm::StringRef Name = Id;
  Name.consume_front("codex-");
  const Rule *R = Loaded->Rules.findRule(Name);
  if (!R)
    R = WaiverBook::ruleNamed(Name);
  if (!R) {
    std::vector<llvm::StringRef> Known;
    for (const Rule &Other : Loaded->Rules.Rules)
      Known.push_back(Other.Id);
    return makeError("there is no rule '" + Name + "'" +
                     suggestion(Name, Known));
  }
  if (R->Id != Name)
    World.Out << "'" << Name << "' is now called '" << R->Id << "'.\n\n";
  World.Out << ruleExplanation(*R, Loaded->Rules);
  return ExitCode::Clean;
}
