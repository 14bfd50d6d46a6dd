// The engine "clang-tidy": an upstream check, mapped to a rule and its
// incidents. The check runs inside of our own run, with its own context, as it
// does in clang-tidy and clangd; what it reports becomes findings.
#include "collect/TraversalScope.h"
#include "engines/Engine.h"
#include "engines/RuleProgram.h"
#include "model/Fingerprint.h"
#include "support/Error.h"
#include "support/Shape.h"

#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Regex.h"

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

struct TidySpec {
  std::string Check;
  std::map<std::string, std::string> Options;
  std::vector<std::string> Only;
  bool SafeFixes = false;
};

const Shape<TidySpec> &specShape() {
  static const Shape<TidySpec> S =
      Shape<TidySpec>("clang-tidy", "A check of clang-tidy's own")
          .required("check", &TidySpec::Check, "the check's name in clang-tidy",
                    text().notEmpty())
          .optional("options", &TidySpec::Options,
                    "the check's options, without the check's name in front")
          .optional("only", &TidySpec::Only,
                    "POSIX extended regular expressions; only warnings that "
                    "one of them matches are findings of this rule")
          .optional("safeFixes", &TidySpec::SafeFixes,
                    "whether --fix may apply the check's changes unseen");
  return S;
}

/// The checks of all modules that are linked in, or that the clang-tidy has
/// which loads us. Our own module is passed over: it is what is being loaded.
const tidy::ClangTidyCheckFactories &upstreamChecks() {
  static const tidy::ClangTidyCheckFactories Factories = [] {
    tidy::ClangTidyCheckFactories All;
    for (const auto &Entry : tidy::ClangTidyModuleRegistry::entries())
      if (Entry.getName() != "codex-module")
        Entry.instantiate()->addCheckFactories(All);
    return All;
  }();
  return Factories;
}

class PreparedCheck : public PreparedRule {
public:
  using PreparedRule::PreparedRule;
  TidySpec Spec;
};

std::unique_ptr<tidy::ClangTidyContext> makeContext(const TidySpec &Spec) {
  tidy::ClangTidyOptions Options = tidy::ClangTidyOptions::getDefaults();
  Options.Checks = "-*," + Spec.Check;
  for (const auto &[Name, Value] : Spec.Options)
    Options.CheckOptions[Spec.Check + "." + Name] =
        tidy::ClangTidyOptions::ClangTidyValue(Value);
  return std::make_unique<tidy::ClangTidyContext>(
      std::make_unique<tidy::DefaultOptionsProvider>(
          tidy::ClangTidyGlobalOptions(), Options));
}

/// Makes findings of what one check reports. Notes and changes belong to the
/// warning before them.
class Capture : public DiagnosticConsumer {
public:
  explicit Capture(const PreparedCheck &Rule) : Rule(Rule) {}

  UnitContext *Unit = nullptr; ///< set while the check may report
  std::vector<Finding> Findings;

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (!Unit || Level == DiagnosticsEngine::Ignored)
      return;
    SmallString<128> Whole;
    Info.FormatDiagnostic(Whole);
    StringRef Text = Whole;
    Text.consume_back(" [" + Rule.Spec.Check + "]");
    if (Level == DiagnosticsEngine::Note) {
      if (Open)
        Findings.back().Steps.push_back(
            {Unit->location(Info.getLocation()), Text.str()});
    } else {
      Open = Unit->inScope(Info.getLocation()) && isWanted(Text);
      if (Open)
        add(Info, Text.str());
    }
    if (Open && Info.getNumFixItHints())
      addFix(Info, Text);
  }

private:
  bool isWanted(StringRef Text) const {
    return Rule.Spec.Only.empty() ||
           llvm::any_of(Rule.Spec.Only, [&](const std::string &Pattern) {
             return Regex(Pattern).match(Text);
           });
  }

  void add(const Diagnostic &Info, std::string Text) {
    SourceRange Range = Info.getLocation();
    for (const CharSourceRange &R : Info.getRanges())
      if (R.getBegin() == Range.getBegin())
        Range = R.getAsRange();
    const FunctionDecl *Around = functionAt(Info.getLocation());
    Finding F;
    F.Rule = Rule.rule().Id;
    Unit->setRange(F, Range);
    F.Function = Unit->functionName(Around);
    F.InTestBody = Unit->inTestBody(Around);
    F.Identity = makeIdentity(F.Rule, F.Function, Text);
    F.Message = fillMessage(Rule.rule().Message, {{"message", std::move(Text)},
                                                  {"code", Unit->code(Range)}});
    Findings.push_back(std::move(F));
  }

  void addFix(const Diagnostic &Info, StringRef Text) {
    Fix Change;
    Change.Description = Text.str();
    Change.Safe = Rule.Spec.SafeFixes;
    const SourceManager &Sources = Unit->sources();
    for (const FixItHint &Hint : Info.getFixItHints()) {
      CharSourceRange Range = Lexer::makeFileCharRange(
          Hint.RemoveRange, Sources, Unit->ast().getLangOpts());
      if (Range.isInvalid())
        return;
      unsigned Begin = Sources.getFileOffset(Range.getBegin());
      Change.Edits.push_back({Unit->location(Range.getBegin()).File, Begin,
                              Sources.getFileOffset(Range.getEnd()) - Begin,
                              Hint.CodeToInsert});
    }
    Findings.back().Fixes.push_back(std::move(Change));
  }

  /// The innermost function whose text \p Loc lies in, or null.
  const FunctionDecl *functionAt(SourceLocation Loc) const {
    const SourceManager &Sources = Unit->sources();
    auto [File, Offset] = Sources.getDecomposedExpansionLoc(Loc);
    const FunctionDecl *Best = nullptr;
    unsigned BestBegin = 0;
    for (const FunctionDecl *F : Unit->functions()) {
      auto [BeginFile, Begin] =
          Sources.getDecomposedExpansionLoc(F->getBeginLoc());
      auto [EndFile, End] = Sources.getDecomposedExpansionLoc(F->getEndLoc());
      if (BeginFile == File && EndFile == File && Begin <= Offset &&
          Offset <= End && (!Best || Begin > BestBegin)) {
        Best = F;
        BestBegin = Begin;
      }
    }
    return Best;
  }

  const PreparedCheck &Rule;
  bool Open = false; ///< the last warning became a finding
};

/// One rule's check at work on one unit. Members are in the order in which they
/// need each other.
class RunningCheck {
public:
  explicit RunningCheck(const PreparedCheck &Rule)
      : Captured(Rule), Context(makeContext(Rule.Spec)) {
    auto Options = std::make_unique<DiagnosticOptions>();
    Diagnostics = std::make_unique<DiagnosticsEngine>(
        DiagnosticIDs::create(), *Options, &Captured,
        /*ShouldOwnClient=*/false);
    Context->setDiagnosticsEngine(std::move(Options), Diagnostics.get());
  }

  void begin(Preprocessor &Preprocessor) {
    SourceManager &Sources = Preprocessor.getSourceManager();
    Diagnostics->setSourceManager(&Sources);
    if (OptionalFileEntryRef Main =
            Sources.getFileEntryRefForID(Sources.getMainFileID()))
      Context->setCurrentFile(Main->getName());
    for (auto &Check : upstreamChecks().createChecks(Context.get())) {
      if (!Check->isLanguageVersionSupported(Preprocessor.getLangOpts()))
        continue;
      Check->registerPPCallbacks(Sources, &Preprocessor, &Preprocessor);
      Checks.push_back(std::move(Check));
    }
  }

  void attach(UnitContext &Unit, ast_matchers::MatchFinder &Finder) {
    Captured.Unit = &Unit;
    Context->setASTContext(&Unit.ast());
    for (auto &Check : Checks)
      Check->registerMatchers(&Finder);
  }

  void finish(FactBuilder &Facts) {
    for (Finding &F : Captured.Findings)
      Facts.finding(std::move(F));
    Captured.Unit = nullptr;
  }

private:
  Capture Captured;
  std::unique_ptr<DiagnosticsEngine> Diagnostics;
  std::unique_ptr<tidy::ClangTidyContext> Context;
  std::vector<std::unique_ptr<tidy::ClangTidyCheck>> Checks;
};

class TidyAnalysis : public UnitAnalysis {
public:
  explicit TidyAnalysis(ArrayRef<const PreparedRule *> Prepared) {
    for (const PreparedRule *P : Prepared)
      Running.push_back(std::make_unique<RunningCheck>(
          *static_cast<const PreparedCheck *>(P)));
  }

  void begin(Preprocessor &Preprocessor) override {
    for (auto &Check : Running)
      Check->begin(Preprocessor);
  }

  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    ast_matchers::MatchFinder Finder;
    for (auto &Check : Running)
      Check->attach(Unit, Finder);
    TraversalScope Scope(Unit);
    Finder.matchAST(Unit.ast());
    for (auto &Check : Running)
      Check->finish(Facts);
  }

private:
  std::vector<std::unique_ptr<RunningCheck>> Running;
};

class ClangTidy : public Engine {
public:
  Expected<std::unique_ptr<PreparedRule>>
  prepare(const Rule &R, const RuleSet &) const override {
    auto Prepared = std::make_unique<PreparedCheck>(R);
    if (Error E = specShape().read(R.Spec, R.File, Prepared->Spec, "$.spec"))
      return std::move(E);
    for (const std::string &Pattern : Prepared->Spec.Only) {
      std::string Why;
      if (!Regex(Pattern).isValid(Why))
        return makeError(R.File + ": at $.spec.only: '" + Pattern +
                         "' is no regular expression: " + Why);
    }
    if (Error E = checkNames(R, Prepared->Spec))
      return std::move(E);
    return Prepared;
  }

  std::unique_ptr<UnitAnalysis>
  start(ArrayRef<const PreparedRule *> Prepared) const override {
    return std::make_unique<TidyAnalysis>(Prepared);
  }

  std::string specSchema() const override {
    return formatv("{0:2}", json::Value(specShape().schema())).str();
  }

private:
  /// Keeps what a check says of its options.
  struct Complaints : DiagnosticConsumer {
    std::vector<std::string> Texts;
    void HandleDiagnostic(DiagnosticsEngine::Level,
                          const Diagnostic &Info) override {
      SmallString<128> Text;
      Info.FormatDiagnostic(Text);
      Texts.push_back(std::string(Text));
    }
  };

  /// The check must exist, and it must have the options and take their values:
  /// clang-tidy itself takes any word for an option.
  static Error checkNames(const Rule &R, const TidySpec &Spec) {
    Reading Problems(R.File, "$.spec");
    std::unique_ptr<tidy::ClangTidyContext> Context = makeContext(Spec);
    Complaints Said;
    auto Options = std::make_unique<DiagnosticOptions>();
    DiagnosticsEngine Diagnostics(DiagnosticIDs::create(), *Options, &Said,
                                  /*ShouldOwnClient=*/false);
    Context->setDiagnosticsEngine(std::move(Options), &Diagnostics);
    auto Checks = upstreamChecks().createChecks(Context.get());
    if (Checks.size() != 1) {
      Problems.inMember("check", [&] {
        Problems.problem(*R.Spec.find("check"),
                         "clang-tidy has no check '" + Spec.Check + "'");
      });
      return Problems.take();
    }
    for (const std::string &Text : Said.Texts)
      Problems.problem(R.Spec, Text);
    tidy::ClangTidyOptions::OptionMap Known;
    Checks.front()->storeOptions(Known);
    for (const auto &[Name, Value] : Spec.Options) {
      if (Known.contains(Spec.Check + "." + Name))
        continue;
      Problems.inMember("options", [&] {
        Problems.problem(*R.Spec.find("options")->find(Name),
                         "the check '" + Spec.Check + "' has no option '" +
                             Name + "'");
      });
    }
    return Problems.take();
  }
};

} // namespace

static EngineRegistry::Add<ClangTidy>
    Registration("clang-tidy", "a check of clang-tidy's own");

} // namespace codex
