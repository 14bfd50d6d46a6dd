#include "rules/RuleReader.h"

#include "rules/EnumNames.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace codex {

/// A template's braces must pair and hold a name: "'{object}' is ...".
static bool isTemplate(StringRef Message) {
  for (;;) {
    size_t Brace = Message.find_first_of("{}");
    if (Brace == StringRef::npos)
      return true;
    size_t End = Message.find('}', Brace);
    if (Message[Brace] == '}' || End == StringRef::npos)
      return false;
    StringRef Name = Message.slice(Brace + 1, End);
    if (Name.empty() || !all_of(Name, [](char C) { return isAlnum(C); }))
      return false;
    Message = Message.substr(End + 1);
  }
}

static void checkRule(const JsonValue &Json, Reading &R, Rule &Out) {
  refuseControlCharacters(Json, R);
  StringRef Stem = sys::path::stem(R.file());
  if (Out.Id != Stem)
    R.inMember("id", [&] {
      R.problem(*Json.find("id"), "the id is '" + Out.Id +
                                      "', but the file's name says '" + Stem +
                                      "'; they must be the same");
    });
  Out.EngineAt = Json.find("engine")->position();
  if (!isTemplate(Out.Message))
    R.inMember("message", [&] {
      R.problem(*Json.find("message"),
                "a '{' or '}' stands alone; names are written '{name}'");
    });
  if (Json.find("spec")->kind() != JsonValue::Kind::Object)
    R.inMember("spec", [&] { R.wrongKind(*Json.find("spec"), "an object"); });
}

static Shape<ReadFindings> figuresShape() {
  using F = ReadFindings;
  return Shape<F>("figures", "what people said of findings in real projects")
      .required("true", &F::True, "a case can be named in which it goes wrong")
      .required("debatable", &F::Debatable, "only a person can know")
      .required("false", &F::False, "the check is there to be read")
      .optional("unread", &F::Unread, "reported, and nobody has looked")
      .required("projects", &F::Projects, "names and versions",
                listOf(text().notEmpty()));
}

static Shape<StateChange> historyShape() {
  using C = StateChange;
  return Shape<C>("state change", "one step of the rule's way; 'codex-lint "
                                  "rules promote' and its kin write them")
      .required("date", &C::Date, "the day",
                text().matching("[0-9]{4}-[0-9]{2}-[0-9]{2}",
                                "a day such as '2026-11-27'"))
      .required("from", &C::From, "the state before", stateType())
      .required("to", &C::To, "the state after", stateType())
      .required("reason", &C::Reason, "why", text().notEmpty())
      .optional("figures", &C::Figures, "what was known on that day",
                figuresShape())
      .optional("forced", &C::Forced, "it was done against the figures");
}

const Shape<Rule> &ruleShape() {
  static const Shape<Rule> S =
      Shape<Rule>("rule", "One engineering standard: \"If you need X, use Y\".")
          .ignored("$schema", "the schema that an editor checks the file with")
          .required("id", &Rule::Id,
                    "names the bad pattern; the same as the file's stem",
                    kebabCase())
          .required("title", &Rule::Title, "the rule in a few words",
                    text().notEmpty())
          .required("need", &Rule::Need, "X of \"If you need X, use Y.\"",
                    text().notEmpty())
          .required("use", &Rule::Use, "Y of \"If you need X, use Y.\"",
                    text().notEmpty())
          .required("level", &Rule::TheLevel,
                    "how binding the rule is, in the sense of RFC 2119",
                    levelType())
          .required("state", &Rule::TheState,
                    "draft: run only when named; advisory: reported; enforced: "
                    "blocks; retired: kept for its history",
                    stateType())
          .required(
              "since", &Rule::Since, "the version that had it first",
              text().matching("[0-9]+(\\.[0-9]+)+", "a version such as '0.1'"))
          .required("engine", &Rule::Engine,
                    "the kind of analysis that reads the spec", kebabCase())
          .required("message", &Rule::Message,
                    "what is wrong here; {names} are filled in by the engine",
                    text().notEmpty())
          .required("why", &Rule::Why,
                    "what happens otherwise; a paragraph each",
                    listOf(text().notEmpty()))
          .required("fix", &Rule::Fix, "what to write instead; a way each",
                    listOf(text().notEmpty()))
          .optional("limits", &Rule::Limits,
                    "what the rule does not report, and why",
                    listOf(text().notEmpty()))
          .optional("incidents", &Rule::Incidents,
                    "ids of the incidents that taught it", listOf(kebabCase()))
          .optional("exempt", &Rule::Exempt, "code that the rule leaves alone",
                    listOf(text().oneOf({"tests"})))
          .optional("owners", &Rule::Owners, "whom to ask",
                    listOf(text().notEmpty()))
          .optional("rfc", &Rule::Rfc, "where the rule was discussed",
                    text().matching("https?://.*", "a URL"))
          .optional("formerly", &Rule::Formerly,
                    "ids that it had before, the first one first; waivers, "
                    "baselines and NOLINT of them keep working",
                    listOf(kebabCase()))
          .optional("history", &Rule::History,
                    "how it came to its state, the oldest step first",
                    listOf(historyShape()))
          .required("spec", &Rule::Spec, "what the engine reads")
          .check(checkRule);
  return S;
}

Error readRule(const JsonValue &Json, StringRef File, Rule &Out) {
  Out.File = File.str();
  Out.Family = sys::path::filename(sys::path::parent_path(File)).str();
  return ruleShape().read(Json, File, Out);
}

Expected<Rule> readRuleFile(StringRef File) {
  Expected<JsonValue> Json = readJsonFile(File);
  if (!Json)
    return Json.takeError();
  Rule R;
  if (Error E = readRule(*Json, File, R))
    return std::move(E);
  return R;
}

} // namespace codex
