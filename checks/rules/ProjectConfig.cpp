#include "rules/ProjectConfig.h"

#include "rules/EnumNames.h"
#include "support/Error.h"
#include "support/Suggest.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace codex {

static std::vector<PathGlob>
knownGlobs(std::initializer_list<StringRef> Patterns) {
  std::vector<PathGlob> Globs;
  for (StringRef Pattern : Patterns)
    Globs.push_back(cantFail(PathGlob::create(Pattern)));
  return Globs;
}

std::vector<PathGlob> ProjectConfig::defaultTestPaths() {
  return knownGlobs({"**/{test,tests,testing,unittest,unittests}/**",
                     "**/*{_test,_tests,_unittest,Test,Tests}.*",
                     "**/test_*.*"});
}

std::vector<PathGlob> ProjectConfig::defaultThirdPartyPaths() {
  return knownGlobs(
      {"**/{third_party,third-party,thirdparty,thirdParty,ThirdParty}/**",
       "**/{3rdparty,3rd_party,3rd-party,3rdParty,contrib,deps,_deps}/**",
       "**/{vendor,vendored,external,externals,extern}/**",
       "**/{Vendor,External,Externals,Extern}/**"});
}

bool ProjectConfig::isTestPath(StringRef RelativePath) const {
  return matchesAny(TestPaths, RelativePath);
}

bool ProjectConfig::isThirdPartyPath(StringRef RelativePath) const {
  return matchesAny(ThirdPartyPaths, RelativePath);
}

State ProjectConfig::stateOf(const Rule &R, StringRef RelativePath) const {
  for (const PathOverride &Override : llvm::reverse(Paths)) {
    if (!matchesAny(Override.Match, RelativePath))
      continue;
    for (const auto &[Id, Changed] : Override.Rules)
      if (Id == R.Id || is_contained(R.Formerly, Id))
        return Changed.TheState;
  }
  return R.TheState;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static Type<std::vector<PathGlob>> globs() {
  auto Read = [](const JsonValue &V, std::vector<PathGlob> &Out, Reading &R) {
    std::vector<std::string> Patterns;
    listOf(text()).Read(V, Patterns, R);
    Out.clear();
    if (V.kind() != JsonValue::Kind::Array)
      return;
    for (const auto &[Index, Pattern] : enumerate(Patterns)) {
      Expected<PathGlob> Glob = PathGlob::create(Pattern);
      if (Glob)
        Out.push_back(std::move(*Glob));
      else
        R.inElement(Index, [&, Index = Index] {
          R.problem(V.array()[Index], toString(Glob.takeError()));
        });
    }
  };
  return {Read, listOf(text()).Schema};
}

static Type<JsonValue> objectType() {
  auto Read = [](const JsonValue &V, JsonValue &Out, Reading &R) {
    if (V.kind() != JsonValue::Kind::Object)
      return R.wrongKind(V, "an object");
    Out = V;
  };
  return {Read, json::Object{{"type", "object"}}};
}

static Shape<RuleOverride> ruleOverrideShape() {
  return Shape<RuleOverride>("rule override",
                             "What differs from the rule file.")
      .optional("level", &RuleOverride::TheLevel, "its level here",
                maybe(levelType()))
      .optional("state", &RuleOverride::TheState, "its state here",
                maybe(stateType()))
      .optional("spec", &RuleOverride::Spec,
                "keys that replace those of the rule's spec", objectType())
      .check([](const JsonValue &V, Reading &, RuleOverride &Out) {
        Out.At = V.position();
      });
}

static Shape<StateOverride> stateOverrideShape() {
  return Shape<StateOverride>("state override", "Its state for the paths.")
      .required("state", &StateOverride::TheState, "its state here",
                stateType())
      .check([](const JsonValue &V, Reading &, StateOverride &Out) {
        Out.At = V.position();
      });
}

static Shape<PathOverride> pathOverrideShape() {
  return Shape<PathOverride>("path override", "What differs for some paths.")
      .required("match", &PathOverride::Match,
                "patterns of paths, relative to the root", globs())
      .required("rules", &PathOverride::Rules, "states of rules, by id",
                mapOf(stateOverrideShape()));
}

static Shape<ProjectPolicy> policyShape() {
  using P = ProjectPolicy;
  return Shape<P>("policy", "What blocks, and for how long not.")
      .optional("incomplete", &P::Incomplete,
                "what an incomplete analysis does; default: fail-closed in the "
                "gate, fail-open elsewhere",
                maybe(enumOf<IncompletePolicy>(
                    {{"fail-closed", IncompletePolicy::FailClosed},
                     {"fail-open", IncompletePolicy::FailOpen}})))
      .optional("waiverDays", &P::WaiverDays,
                "how far away a waiver's end may be; default 180")
      .optional("maxShown", &P::MaxShown,
                "how many findings are shown to people; default 20")
      .optional("baselineMayGrow", &P::BaselineMayGrow,
                "whether a grown baseline passes; default false")
      .optional("breakGlass", &P::TheBreakGlass,
                "how a block may be overridden; default trailer",
                enumOf<BreakGlass>({{"trailer", BreakGlass::Trailer},
                                    {"option", BreakGlass::Option},
                                    {"off", BreakGlass::Off}}))
      .optional("breakGlassLog", &P::BreakGlassLog,
                "a file that each override adds a line to, relative to the "
                "root or absolute; default: none",
                text().notEmpty());
}

static Shape<ProjectLimits> limitsShape() {
  using L = ProjectLimits;
  return Shape<L>("limits", "What one translation unit may cost.")
      .optional("unitSeconds", &L::UnitSeconds, "seconds; default 120",
                unsignedType<unsigned>(1, 86400))
      .optional("unitMemoryMiB", &L::UnitMemoryMiB, "memory; default 4096",
                unsignedType<unsigned>(64, 1 << 20));
}

/// {"paths": [...]}: an object, so that more can be said of it one day.
static Type<std::vector<PathGlob>> pathsOf(StringRef Name, StringRef Doc) {
  struct Inside {
    std::vector<PathGlob> Paths;
  };
  Type<Inside> Inner = Shape<Inside>(Name, Doc).optional(
      "paths", &Inside::Paths, "patterns of paths, instead of the default ones",
      globs());
  auto Read = [Inner](const JsonValue &V, std::vector<PathGlob> &Out,
                      Reading &R) {
    Inside Found{Out};
    Inner.Read(V, Found, R);
    Out = std::move(Found.Paths);
  };
  return {Read, Inner.Schema};
}

const Shape<ProjectConfig> &configShape() {
  using C = ProjectConfig;
  static const Shape<C> S =
      Shape<C>("configuration", "What a project says in .codex.json.")
          .ignored("$schema", "the schema that an editor checks the file with")
          .optional("rulePacks", &C::RulePacks,
                    "rules beside the built-in ones: directories, relative to "
                    "the root, or objects that pin a pack's name, version and "
                    "digest",
                    packReferences())
          .optional("rules", &C::Rules, "what differs from rule files, by id",
                    mapOf(ruleOverrideShape()))
          .optional("paths", &C::Paths,
                    "what differs for some paths; the last match holds",
                    listOf(pathOverrideShape()))
          .optional("models", &C::Models,
                    "the project's own models: patterns of files, relative to "
                    "the root",
                    globs())
          .optional(
              "tests", &C::TestPaths, "what is test code",
              pathsOf("tests", "What is test code, beside what the code says."))
          .optional("thirdParty", &C::ThirdPartyPaths,
                    "what others write: system headers, where a compiler takes "
                    "them for such",
                    pathsOf("third party", "What others write."))
          .optional("baseline", &C::Baseline,
                    "the baseline's file, relative to the root; default "
                    ".codex-baseline",
                    text().notEmpty())
          .optional("policy", &C::Policy, "what blocks", policyShape())
          .optional("limits", &C::Limits, "what a unit may cost",
                    limitsShape());
  return S;
}

Expected<ProjectConfig> parseConfig(StringRef Text, StringRef File) {
  Expected<JsonValue> Json = parseJson(Text, File);
  if (!Json)
    return Json.takeError();
  ProjectConfig Config;
  Config.File = File.str();
  if (Error E = configShape().read(*Json, File, Config))
    return E;
  return Config;
}

//===----------------------------------------------------------------------===//
// Applying
//===----------------------------------------------------------------------===//

static Rule *findRule(RuleSet &Rules, StringRef Id) {
  return const_cast<Rule *>(std::as_const(Rules).findRule(Id));
}

static std::string unknownRule(const RuleSet &Rules, StringRef Id) {
  std::vector<StringRef> Known;
  for (const Rule &R : Rules.Rules)
    Known.push_back(R.Id);
  return ("there is no rule '" + Id + "'" + suggestion(Id, Known)).str();
}

Error applyConfig(const ProjectConfig &Config, RuleSet &Rules) {
  Reading R(Config.File, "$");
  R.inMember("rules", [&] {
    for (const auto &[Id, Override] : Config.Rules) {
      Rule *Changed = findRule(Rules, Id);
      if (!Changed) {
        R.problem(Override.At, unknownRule(Rules, Id));
        continue;
      }
      Changed->TheLevel = Override.TheLevel.value_or(Changed->TheLevel);
      Changed->TheState = Override.TheState.value_or(Changed->TheState);
      if (!Override.Spec.isNull()) {
        Changed->Overlay = std::make_shared<const JsonOrigin>(
            JsonOrigin{Config.File, "$.rules" + memberStep(Id) + ".spec"});
        Changed->Spec =
            Changed->Spec.overlaid(Override.Spec, Changed->Overlay.get());
      }
    }
  });
  R.inMember("paths", [&] {
    for (const auto &[Index, Path] : enumerate(Config.Paths))
      R.inElement(Index, [&, &Path = Path] {
        for (const auto &[Id, Override] : Path.Rules)
          if (!Rules.findRule(Id))
            R.problem(Override.At, unknownRule(Rules, Id));
      });
  });
  return R.take();
}

} // namespace codex
