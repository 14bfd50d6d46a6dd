// The engine "pattern": a Clang AST matcher in the rule file. It reports each
// place that the matcher finds, with the source text of what the matcher binds.
#include "collect/TraversalScope.h"
#include "engines/Engine.h"
#include "engines/RuleProgram.h"
#include "engines/pattern/Names.h"
#include "engines/pattern/Needs.h"
#include "engines/pattern/Parts.h"
#include "engines/pattern/Through.h"
#include "model/Fingerprint.h"
#include "support/Error.h"
#include "support/NamePattern.h"
#include "support/Shape.h"

#include "clang/AST/ParentMapContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/Dynamic/Diagnostics.h"
#include "clang/ASTMatchers/Dynamic/Parser.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Regex.h"

#include <set>

using namespace clang;
using namespace clang::ast_matchers;
using namespace llvm;

namespace codex {
namespace {

/// A text with a name and the place that it was read from, in file order.
struct NamedText {
  std::string Name;
  std::string Text;
  JsonPosition At;
};

struct PatternSpec {
  std::vector<NamedText> Matchers; ///< alternatives; their names are empty
  std::vector<NamedText> Let;
  std::string At;
  std::vector<NamedText> Texts; ///< a name occurs once for each regex
  std::vector<NamedText> Notes;
  std::vector<std::string> InOrder;
};

void readText(const JsonValue &V, StringRef Name, std::vector<NamedText> &Out,
              Reading &R) {
  if (V.kind() != JsonValue::Kind::String)
    return R.wrongKind(V, "a string");
  Out.push_back({Name.str(), V.string().str(), V.position()});
}

/// A string, or a list of strings.
void readTexts(const JsonValue &V, StringRef Name, std::vector<NamedText> &Out,
               Reading &R) {
  if (V.kind() != JsonValue::Kind::Array)
    return readText(V, Name, Out, R);
  readElements(V, R,
               [&](const JsonValue &One) { readText(One, Name, Out, R); });
}

json::Object textsSchema() {
  return json::Object{
      {"type", json::Array{"string", "array"}},
      {"items", json::Object{{"type", "string"}}},
  };
}

Type<std::vector<NamedText>> oneOrMore() {
  return {[](const JsonValue &V, std::vector<NamedText> &Out, Reading &R) {
            Out.clear();
            readTexts(V, "", Out, R);
          },
          textsSchema()};
}

Type<std::vector<NamedText>> byName(bool Lists) {
  json::Value Each = json::Object{{"type", "string"}};
  if (Lists)
    Each = textsSchema();
  return {[Lists](const JsonValue &V, std::vector<NamedText> &Out, Reading &R) {
            Out.clear();
            readMembers(V, R, [&](StringRef Key, const JsonValue &One) {
              Lists ? readTexts(One, Key, Out, R) : readText(One, Key, Out, R);
            });
          },
          json::Object{{"type", "object"}, {"additionalProperties", Each}}};
}

const Shape<PatternSpec> &specShape() {
  static const Shape<PatternSpec> S =
      Shape<PatternSpec>("pattern", "A Clang AST matcher")
          .required("matcher", &PatternSpec::Matchers,
                    "the matcher, or a list of matchers each of which will do",
                    oneOrMore())
          .optional("let", &PatternSpec::Let,
                    "parts of matchers, by the name that a matcher, or a part "
                    "further down, uses them by",
                    byName(false))
          .required("at", &PatternSpec::At,
                    "the bound name of the node that is reported",
                    text().notEmpty())
          .optional("text", &PatternSpec::Texts,
                    "for bound names, POSIX extended regular expressions of "
                    "which one must match the value of the string literal, or "
                    "else the source text, that is bound",
                    byName(true))
          .optional("notes", &PatternSpec::Notes,
                    "for bound names, the message of a step there; {name} is "
                    "the source text of a bound node",
                    byName(false))
          .optional("inOrder", &PatternSpec::InOrder,
                    "bound names whose nodes must begin one after the other in "
                    "the source; matchers do not say what comes first");
  return S;
}

using ast_matchers::internal::ASTMatchFinder;
using ast_matchers::internal::BoundNodesTreeBuilder;
using ast_matchers::internal::DynTypedMatcher;
using dynamic::Parser;

constexpr size_t MaxParentheses = 2000;

class PreparedPattern : public PreparedRule {
public:
  using PreparedRule::PreparedRule;

  struct TextCondition {
    std::string Name;
    std::vector<NamePattern> Any;
  };

  struct Alternative {
    DynTypedMatcher Matcher;
    pattern::Need Need;
    std::string Root; ///< the name that it binds what it matches by, if any
  };

  PatternSpec Spec;
  std::vector<Alternative> Alternatives;
  std::vector<TextCondition> Conditions;
  std::set<std::string> Bound; ///< the names that the matchers bind
  // The engine's; all rules share them.
  std::shared_ptr<DeclNames> Names;
  std::shared_ptr<pattern::Uses> Uses;
  std::shared_ptr<pattern::NameQuestions> Questions;
};

/// The names that the texts bind: `.bind("name")`.
std::set<std::string> boundNames(ArrayRef<NamedText> First,
                                 ArrayRef<NamedText> Second) {
  std::set<std::string> Names;
  Regex Bind("\\.bind\\(\"([^\"]*)\"\\)");
  for (ArrayRef<NamedText> Texts : {First, Second})
    for (const NamedText &Text : Texts) {
      SmallVector<StringRef, 2> Groups;
      for (StringRef Rest = Text.Text; Bind.match(Rest, &Groups);
           Rest = Rest.substr(Groups[0].end() - Rest.begin()))
        Names.insert(Groups[1].str());
    }
  return Names;
}

/// What \p Matcher ends with is about the whole of it.
std::string nameOfWhole(StringRef Matcher) {
  SmallVector<StringRef, 2> Groups;
  Regex Bind("\\.bind\\(\"([^\"]*)\"\\)[[:space:]]*$");
  return Bind.match(Matcher, &Groups) ? Groups[1].str() : "";
}

/// Turns the texts of a spec into matchers and regexes.
class Preparation {
public:
  Preparation(PreparedPattern &Rule)
      : Rule(Rule), R(Rule.rule().File, "$.spec"), Bound(Rule.Bound),
        Maker(Rule.Names, Rule.Uses), Needs(*Rule.Questions) {
    Bound = boundNames(Rule.Spec.Matchers, Rule.Spec.Let);
    pattern::addParts(Named, Rule.Uses);
    for (const auto &Part : Named)
      Maker.namedOpaque(Part.getKey());
  }

  Error run() {
    parseLet();
    parseMatchers();
    letsMustBeUsed();
    for (const NamedText &Text : Rule.Spec.Texts)
      inNamed("text", Text, [&] { addCondition(Text); });
    for (const NamedText &Note : Rule.Spec.Notes)
      inNamed("notes", Note, [&] { mustBeBound(Note.At, Note.Name); });
    for (const std::string &Name : Rule.Spec.InOrder)
      R.inMember("inOrder", [&] { mustBeBound(at("inOrder"), Name); });
    R.inMember("at", [&] { mustBeBound(at("at"), Rule.Spec.At); });
    return R.take();
  }

private:
  JsonPosition at(StringRef Key) {
    const JsonValue *Value = Rule.rule().Spec.find(Key);
    return Value ? Value->position() : Rule.rule().Spec.position();
  }

  void inNamed(StringRef Key, const NamedText &Text,
               function_ref<void()> Body) {
    R.inMember(Key, [&] { R.inMember(Text.Name, Body); });
  }

  void mustBeBound(JsonPosition Place, StringRef Name) {
    if (Bound.count(Name.str()))
      return;
    R.problem(Place, "no matcher binds '" + Name +
                         "'; bound are: " + llvm::join(Bound, ", "));
  }

  /// Clang's parser calls itself for each parenthesis, up to the stack's end.
  bool isTooDeep(const NamedText &Text) {
    if (StringRef(Text.Text).count('(') <= MaxParentheses)
      return false;
    R.problem(Text.At, "a matcher of more than " +
                           std::to_string(MaxParentheses) +
                           " parentheses is not read; give its parts names "
                           "('let')");
    return true;
  }

  void parseLet() {
    for (const NamedText &Text : Rule.Spec.Let)
      inNamed("let", Text, [&] {
        StringRef Code = Text.Text;
        dynamic::Diagnostics Problems;
        dynamic::VariantValue Value;
        if (isTooDeep(Text))
          return;
        Maker.begin(Text.Text);
        if (Parser::parseExpression(Code, &Maker, &Named, &Value, &Problems)) {
          Named[Text.Name] = Value;
          Maker.named(Text.Name, Text.Text);
          Needs.let(Text.Name, Text.Text);
        } else {
          notAMatcher(Text, Problems);
        }
      });
  }

  /// A part that no matcher uses, directly or through another part, is left
  /// over from a change, or meant to be used under a misspelt name.
  void letsMustBeUsed() {
    for (const NamedText &Part : Rule.Spec.Let) {
      Regex Name("(^|[^A-Za-z0-9_\"])" + Part.Name + "([^A-Za-z0-9_\"(]|$)");
      auto UsesIt = [&](const NamedText &Text) {
        return &Text != &Part && Name.match(Text.Text);
      };
      if (none_of(Rule.Spec.Matchers, UsesIt) && none_of(Rule.Spec.Let, UsesIt))
        inNamed("let", Part, [&] {
          R.problem(Part.At, "nothing uses this part; take it out, or name it "
                             "in a matcher");
        });
    }
  }

  /// \p Problems has one line for each step of the way in.
  void notAMatcher(const NamedText &Text, dynamic::Diagnostics &Problems) {
    SmallVector<StringRef, 4> Lines;
    std::string Full = Problems.toStringFull();
    StringRef(Full).split(Lines, '\n', -1, /*KeepEmpty=*/false);
    R.problem(Text.At, "in the matcher, at " + llvm::join(Lines, " At "));
  }

  void parseMatchers() {
    for (const NamedText &Text : Rule.Spec.Matchers)
      R.inMember("matcher", [&] {
        if (isTooDeep(Text))
          return;
        StringRef Code = Text.Text;
        dynamic::Diagnostics Problems;
        Maker.begin(Text.Text);
        auto Matcher =
            Parser::parseMatcherExpression(Code, &Maker, &Named, &Problems);
        MatchFinder Trial;
        if (!Matcher)
          notAMatcher(Text, Problems);
        else if (!Trial.addDynamicMatcher(*Matcher, nullptr))
          R.problem(Text.At, "this matcher matches no kind of node that can "
                             "be looked for");
        else
          Rule.Alternatives.push_back(
              {*Matcher, Needs.read(Text.Text), nameOfWhole(Text.Text)});
      });
  }

  void addCondition(const NamedText &Text) {
    mustBeBound(Text.At, Text.Name);
    NamePattern Pattern(Text.Text);
    std::string Why;
    if (!Pattern.isValid(Why))
      return R.problem(Text.At, "in the regular expression: " + Why);
    if (Rule.Conditions.empty() || Rule.Conditions.back().Name != Text.Name)
      Rule.Conditions.push_back({Text.Name, {}});
    Rule.Conditions.back().Any.push_back(std::move(Pattern));
  }

  PreparedPattern &Rule;
  Reading R;
  std::set<std::string> &Bound; ///< the rule's
  Parser::NamedValueMap Named;
  NameCachingSema Maker;
  pattern::NeedReader Needs;
};

/// Makes findings of one rule's matches in one unit.
class Reporter : public MatchFinder::MatchCallback {
public:
  Reporter(const PreparedPattern &Rule, UnitContext &Unit, FactBuilder &Facts)
      : Rule(Rule), Unit(Unit), Facts(Facts) {}

  void run(const MatchFinder::MatchResult &Match) override {
    const BoundNodes::IDToNodeMap &Nodes = Match.Nodes.getMap();
    auto At = Nodes.find(Rule.Spec.At);
    if (At == Nodes.end())
      return;
    SourceRange Range = rangeOf(At->second);
    if (!Unit.inScope(Range.getBegin()) || !conditionsHold(Nodes) ||
        !inOrder(Nodes))
      return;

    std::vector<std::pair<StringRef, std::string>> Arguments;
    for (const auto &[Name, Node] : Nodes)
      Arguments.emplace_back(Name, textOf(Node));
    const Decl *Around = declAround(At->second);
    Finding F;
    F.Rule = Rule.rule().Id;
    Unit.setRange(F, Range);
    F.Function = Unit.functionName(Around);
    F.InTestBody = Unit.inTestBody(Around);
    F.Message = fillMessage(Rule.rule().Message, Arguments);
    F.Identity = makeIdentity(F.Rule, F.Function, Unit.code(Range));
    for (const NamedText &Note : Rule.Spec.Notes)
      if (auto It = Nodes.find(Note.Name); It != Nodes.end())
        F.Steps.push_back({Unit.location(rangeOf(It->second).getBegin()),
                           fillMessage(Note.Text, Arguments)});
    const auto *Call = At->second.get<CallExpr>();
    if (Call)
      Calls.insert(Call);
    Found.push_back(
        {std::move(F), Call ? pattern::handedOnBy(*Call) : nullptr});
  }

  /// A function that does no more than hand on is one place, however often it
  /// is called: where the call in it is reported, the calls of it are not.
  void finish() {
    for (auto &[F, Inside] : Found)
      if (!Inside || !Calls.count(Inside))
        Facts.finding(std::move(F));
    Found.clear();
  }

  /// Whether what is said of the text of \p Node, which has the name \p Name
  /// once it is matched, holds.
  bool mayReport(const DynTypedNode &Node, StringRef Name) const {
    return Name.empty() ||
           llvm::all_of(Rule.Conditions, [&](const auto &Condition) {
             return Condition.Name != Name || holds(Condition, Node);
           });
  }

private:
  /// A declaration is pointed to by its name.
  static SourceRange rangeOf(const DynTypedNode &Node) {
    if (const auto *D = Node.get<NamedDecl>())
      return D->getLocation();
    return Node.getSourceRange();
  }

  std::string textOf(const DynTypedNode &Node) const {
    if (const auto *D = Node.get<NamedDecl>())
      return D->getNameAsString();
    if (const auto *T = Node.get<QualType>())
      return T->getAsString(PrintingPolicy(Unit.ast().getLangOpts()));
    return Unit.code(Node.getSourceRange());
  }

  bool conditionsHold(const BoundNodes::IDToNodeMap &Nodes) const {
    return llvm::all_of(Rule.Conditions, [&](const auto &Condition) {
      auto It = Nodes.find(Condition.Name);
      return It != Nodes.end() && holds(Condition, It->second);
    });
  }

  bool holds(const PreparedPattern::TextCondition &Condition,
             const DynTypedNode &Node) const {
    const auto *Literal = Node.get<clang::StringLiteral>();
    std::string Text = Literal && Literal->getCharByteWidth() == 1
                           ? Literal->getString().str()
                           : textOf(Node);
    return llvm::any_of(Condition.Any,
                        [&](const NamePattern &P) { return P.match(Text); });
  }

  bool inOrder(const BoundNodes::IDToNodeMap &Nodes) const {
    SourceLocation Last;
    for (const std::string &Name : Rule.Spec.InOrder) {
      auto It = Nodes.find(Name);
      if (It == Nodes.end())
        return false;
      SourceLocation Next =
          Unit.sources().getExpansionLoc(rangeOf(It->second).getBegin());
      if (Last.isValid() &&
          !Unit.sources().isBeforeInTranslationUnit(Last, Next))
        return false;
      Last = Next;
    }
    return true;
  }

  const Decl *declAround(DynTypedNode Node) const {
    while (!Node.get<Decl>()) {
      DynTypedNodeList Parents = Unit.ast().getParents(Node);
      if (Parents.empty())
        return nullptr;
      Node = Parents[0];
    }
    return Node.get<Decl>();
  }

  const PreparedPattern &Rule;
  UnitContext &Unit;
  FactBuilder &Facts;
  /// Each with the call in the function that its own call is of, if that
  /// function only hands on.
  std::vector<std::pair<Finding, const CallExpr *>> Found;
  llvm::DenseSet<const CallExpr *> Calls;
};

/// Tries the matchers of all rules on each node: Clang's finder would try every
/// one that is about the kind of node, this leaves out those that cannot match
/// in the function that the node stands in. To the finder it is a matcher that
/// never matches.
class Dispatcher {
public:
  Dispatcher(const pattern::UnitNames *Names, ASTContext &Ast)
      : Names(Names), Ast(Ast) {}

  /// Does nothing if \p One can match nothing in the unit.
  void add(const PreparedPattern::Alternative &One, Reporter &Found) {
    std::optional<pattern::Need> Left =
        Names ? One.Need.within(*Names) : pattern::Need();
    if (Left)
      Tried.push_back({&One, &Found, std::move(*Left)});
  }

  /// Once all are added.
  void begin() {
    OutsideFunctions.resize(Tried.size(), true);
    Wanted = &OutsideFunctions;
  }

  /// Declarations come before what is in them.
  void enter(const Decl &D) {
    const FunctionDecl *F = outermostFunction(D);
    if (F == Function)
      return;
    Function = F;
    Wanted = &OutsideFunctions;
    const BitVector *Said = F && Names ? Names->inFunction(*F) : nullptr;
    if (!Said)
      return;
    InFunction.clear();
    InFunction.resize(Tried.size());
    for (auto [I, One] : enumerate(Tried))
      if (One.Left.mayBeMet(*Said))
        InFunction.set(I);
    Wanted = &InFunction;
  }

  void match(const DynTypedNode &Node, ASTMatchFinder &Finder) {
    BitVector Now = ofKind(Node.getNodeKind());
    Now &= *Wanted;
    for (unsigned I : Now.set_bits()) {
      const auto &[What, Found, Left] = Tried[I];
      BoundNodesTreeBuilder Bound;
      if ((Names && !Found->mayReport(Node, What->Root)) ||
          !What->Matcher.matches(Node, &Finder, &Bound))
        continue;
      Visitor V(*Found, Ast);
      Bound.visitMatches(&V);
    }
  }

private:
  struct Attempt {
    const PreparedPattern::Alternative *What;
    Reporter *Found;
    pattern::Need Left;
  };

  class Visitor : public BoundNodesTreeBuilder::Visitor {
  public:
    Visitor(Reporter &Found, ASTContext &Ast) : Found(Found), Ast(Ast) {}
    void visitMatch(const BoundNodes &Nodes) override {
      Found.run(MatchFinder::MatchResult(Nodes, &Ast));
    }

  private:
    Reporter &Found;
    ASTContext &Ast;
  };

  static const FunctionDecl *outermostFunction(const Decl &D) {
    const FunctionDecl *Outermost = dyn_cast<FunctionDecl>(&D);
    for (const DeclContext *C = D.getLexicalDeclContext(); C;
         C = C->getLexicalParent())
      if (const auto *F = dyn_cast<FunctionDecl>(C))
        Outermost = F;
    return Outermost;
  }

  const BitVector &ofKind(ASTNodeKind Kind) {
    BitVector &Fitting = ByKind[Kind];
    if (Fitting.empty()) {
      Fitting.resize(Tried.size());
      for (auto [I, One] : enumerate(Tried))
        if (One.What->Matcher.canMatchNodesOfKind(Kind))
          Fitting.set(I);
    }
    return Fitting;
  }

  const pattern::UnitNames *Names; ///< null where all are to be tried
  ASTContext &Ast;
  std::vector<Attempt> Tried;
  DenseMap<ASTNodeKind, BitVector> ByKind;
  const FunctionDecl *Function = nullptr;
  BitVector OutsideFunctions, InFunction;
  BitVector *Wanted = nullptr;
};

template <typename NodeType>
class DispatchMatcher
    : public ast_matchers::internal::MatcherInterface<NodeType> {
public:
  explicit DispatchMatcher(Dispatcher &To) : To(To) {}

  bool matches(const NodeType &Node, ASTMatchFinder *Finder,
               BoundNodesTreeBuilder *) const override {
    if constexpr (std::is_same_v<NodeType, Decl>)
      To.enter(Node);
    To.match(DynTypedNode::create(Node), *Finder);
    return false;
  }

private:
  Dispatcher &To;
};

class PatternAnalysis : public UnitAnalysis {
public:
  PatternAnalysis(ArrayRef<const PreparedRule *> Prepared,
                  const pattern::NameQuestions *Questions)
      : Prepared(Prepared), Questions(Questions) {}

  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    TraversalScope Scope(Unit);
    std::optional<pattern::UnitNames> Names;
    if (Questions)
      Names.emplace(Unit.ast(), *Questions);
    Dispatcher All(Names ? &*Names : nullptr, Unit.ast());
    MatchFinder Finder;
    std::vector<std::unique_ptr<Reporter>> Reporters;
    for (const PreparedRule *P : Prepared) {
      const auto &Rule = *static_cast<const PreparedPattern *>(P);
      Rule.Names->forgetDecls();
      Rule.Uses->begin(Unit.ast());
      Reporters.push_back(std::make_unique<Reporter>(Rule, Unit, Facts));
      for (const PreparedPattern::Alternative &One : Rule.Alternatives)
        if (One.Matcher.canConvertTo<Decl>() ||
            One.Matcher.canConvertTo<Stmt>())
          All.add(One, *Reporters.back());
        else
          Finder.addDynamicMatcher(One.Matcher, Reporters.back().get());
    }
    All.begin();
    Nothing Ignored;
    Finder.addMatcher(
        ast_matchers::internal::Matcher<Decl>(new DispatchMatcher<Decl>(All)),
        &Ignored);
    Finder.addMatcher(
        ast_matchers::internal::Matcher<Stmt>(new DispatchMatcher<Stmt>(All)),
        &Ignored);
    Finder.matchAST(Unit.ast());
    for (std::unique_ptr<Reporter> &Each : Reporters)
      Each->finish();
  }

private:
  struct Nothing : MatchFinder::MatchCallback {
    void run(const MatchFinder::MatchResult &) override {}
  };

  std::vector<const PreparedRule *> Prepared;
  const pattern::NameQuestions *Questions; ///< null where all is to be tried
};

class Pattern : public Engine {
public:
  Expected<std::unique_ptr<PreparedRule>>
  prepare(const Rule &R, const RuleSet &) const override {
    auto Prepared = std::make_unique<PreparedPattern>(R);
    Prepared->Names = Names;
    Prepared->Uses = Uses;
    Prepared->Questions = Questions;
    if (Error E = specShape().read(R.Spec, R.File, Prepared->Spec, "$.spec"))
      return std::move(E);
    if (Error E = Preparation(*Prepared).run())
      return std::move(E);
    return Prepared;
  }

  std::unique_ptr<UnitAnalysis>
  start(ArrayRef<const PreparedRule *> Prepared) const override {
    makeReady();
    return std::make_unique<PatternAnalysis>(
        Prepared, isThorough() ? nullptr : Questions.get());
  }

  void makeReady() const override { Questions->prepare(); }

  std::vector<std::string>
  messageNames(const PreparedRule &Prepared) const override {
    const auto &Bound = static_cast<const PreparedPattern &>(Prepared).Bound;
    return {Bound.begin(), Bound.end()};
  }

  std::string specSchema() const override {
    return formatv("{0:2}", json::Value(specShape().schema())).str();
  }

private:
  std::shared_ptr<DeclNames> Names = std::make_shared<DeclNames>();
  std::shared_ptr<pattern::Uses> Uses = std::make_shared<pattern::Uses>();
  std::shared_ptr<pattern::NameQuestions> Questions =
      std::make_shared<pattern::NameQuestions>();
};

} // namespace

static EngineRegistry::Add<Pattern> Registration("pattern",
                                                 "a Clang AST matcher");

} // namespace codex
