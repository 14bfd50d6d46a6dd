#include "engines/pattern/Names.h"

#include "engines/pattern/Through.h"
#include "support/NamePattern.h"

#include "clang/AST/Expr.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/ASTMatchers/Dynamic/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

#include <optional>

using namespace clang;
using namespace clang::ast_matchers;
using namespace llvm;

namespace codex {

const DeclNames::Entry *DeclNames::enter(const std::string &Name) {
  return &*Names.try_emplace("::" + Name, unsigned(Names.size())).first;
}

const DeclNames::Entry &DeclNames::qualified(const NamedDecl &D) {
  const Entry *&Known = ByDecl[&D];
  if (!Known)
    Known = enter(D.getQualifiedNameAsString());
  return *Known;
}

const DeclNames::Entry &DeclNames::last(const NamedDecl &D) {
  // What has no name is called after what it is.
  if (!D.getDeclName())
    return qualified(D);
  const Entry *&Known = ByName[D.getDeclName().getAsOpaquePtr()];
  if (!Known)
    Known = enter(D.getNameAsString());
  return *Known;
}

unsigned DeclNames::number(const void *Address) {
  // The matchers are asked about one call after the other.
  if (Last != Address) {
    Last = Address;
    LastNumber =
        Numbers.try_emplace(Address, unsigned(Numbers.size())).first->second;
  }
  return LastNumber;
}

void DeclNames::forgetDecls() {
  ByDecl.clear();
  ByName.clear();
  Numbers.clear();
  Last = nullptr;
  ++Unit;
}

namespace {

/// Clang's matchesName, but for the memory. Matchers are values that do not
/// change; what this one remembers depends on names alone.
class NameMatcher : public ast_matchers::internal::MatcherInterface<NamedDecl> {
public:
  NameMatcher(StringRef Text, std::shared_ptr<DeclNames> Names)
      : Pattern(Text), LastOnly(isAboutLastName(Text)),
        Names(std::move(Names)) {}

  bool matches(const NamedDecl &Node, ast_matchers::internal::ASTMatchFinder *,
               ast_matchers::internal::BoundNodesTreeBuilder *) const override {
    const DeclNames::Entry &Name =
        LastOnly ? Names->last(Node) : Names->qualified(Node);
    if (Said.size() <= Name.second)
      Said.resize(Name.second + 1);
    std::optional<bool> &Answer = Said[Name.second];
    if (!Answer)
      Answer = Pattern.match(Name.first());
    return *Answer;
  }

private:
  NamePattern Pattern;
  bool LastOnly;
  std::shared_ptr<DeclNames> Names;
  mutable std::vector<std::optional<bool>> Said; ///< by the name's number
};

/// A matcher of Clang's that says the same of all nodes with one \p Of, and
/// binds nothing.
template <typename NodeType, const void *Of(const NodeType &)>
class RememberingMatcher
    : public ast_matchers::internal::MatcherInterface<NodeType> {
public:
  RememberingMatcher(ast_matchers::internal::Matcher<NodeType> Clangs,
                     std::shared_ptr<DeclNames> Names)
      : Clangs(std::move(Clangs)), Names(std::move(Names)) {}

  bool matches(
      const NodeType &Node, ast_matchers::internal::ASTMatchFinder *Finder,
      ast_matchers::internal::BoundNodesTreeBuilder *Builder) const override {
    const void *Asked = Of(Node);
    if (!Asked)
      return Clangs.matches(Node, Finder, Builder);
    if (Unit != Names->unit()) {
      Unit = Names->unit();
      Said.clear();
    }
    unsigned Number = Names->number(Asked);
    if (Said.size() <= Number)
      Said.resize(Number + 1, Answer::Unknown);
    if (Said[Number] != Answer::Unknown)
      return Said[Number] == Answer::Yes;
    // The answer may need others of this matcher, which make room for theirs.
    // It binds nothing, and one that says no forgets what was bound.
    ast_matchers::internal::BoundNodesTreeBuilder Bound(*Builder);
    bool Matches = Clangs.matches(Node, Finder, Builder);
    if constexpr (std::is_same_v<NodeType, CallExpr>)
      if (const CallExpr *On = Matches ? nullptr : pattern::handedOnBy(Node)) {
        Matches = Clangs.matches(*On, Finder, Builder);
        if (Matches)
          *Builder = Bound;
      }
    Said[Number] = Matches ? Answer::Yes : Answer::No;
    return Matches;
  }

private:
  enum class Answer : uint8_t { Unknown, No, Yes };

  ast_matchers::internal::Matcher<NodeType> Clangs;
  std::shared_ptr<DeclNames> Names;
  mutable std::vector<Answer> Said; ///< by number
  mutable unsigned Unit = 0;        ///< that Said is about
};

const void *calleeOf(const CallExpr &Call) { return Call.getCalleeDecl(); }

const void *canonicalOf(const QualType &Type) {
  return Type.isNull() ? nullptr : Type.getCanonicalType().getAsOpaquePtr();
}

/// \p Clangs, with a memory.
template <typename NodeType, const void *Of(const NodeType &)>
dynamic::VariantMatcher remembering(const dynamic::VariantMatcher &Clangs,
                                    std::shared_ptr<DeclNames> Names) {
  return dynamic::VariantMatcher::SingleMatcher(
      ast_matchers::internal::Matcher<NodeType>(
          new RememberingMatcher<NodeType, Of>(
              Clangs.getTypedMatcher<NodeType>(), std::move(Names))));
}

/// Clang's parser hands a constructor on without a look at it, but for
/// isBuilderMatcher; so the address of anything may stand for ours.
const char Does = 0;
const char ValueOf = 0;

dynamic::MatcherCtor ours(const char &Mark) {
  return reinterpret_cast<dynamic::MatcherCtor>(&Mark);
}

bool isOurs(dynamic::MatcherCtor Ctor) {
  return Ctor == ours(Does) || Ctor == ours(ValueOf);
}

} // namespace

bool NameCachingSema::isBuilderMatcher(dynamic::MatcherCtor Ctor) const {
  return !isOurs(Ctor) && RegistrySema::isBuilderMatcher(Ctor);
}

dynamic::VariantMatcher
NameCachingSema::seeingThrough(dynamic::MatcherCtor Ctor,
                               dynamic::SourceRange Range, StringRef BindId,
                               ArrayRef<dynamic::ParserValue> Arguments,
                               dynamic::Diagnostics *Problems) const {
  if (!BindId.empty()) {
    Problems->addError(Range, dynamic::Diagnostics::ET_RegistryNotBindable);
    return dynamic::VariantMatcher();
  }
  if (Arguments.size() != 1) {
    Problems->addError(Range, dynamic::Diagnostics::ET_RegistryWrongArgCount)
        << 1 << Arguments.size();
    return dynamic::VariantMatcher();
  }
  dynamic::VariantMatcher Made;
  if (const dynamic::VariantValue &Inner = Arguments[0].Value;
      Inner.isMatcher())
    Made = Ctor == ours(Does)
               ? pattern::doesMatcher(Inner.getMatcher(), Uses)
               : pattern::valueOfMatcher(Inner.getMatcher(), Uses);
  if (Made.isNull())
    Problems->addError(Arguments[0].Range,
                       dynamic::Diagnostics::ET_RegistryWrongArgType)
        << 1 << "a matcher of one kind of node"
        << Arguments[0].Value.getTypeAsString();
  return Made;
}

bool NameCachingSema::dependsOnPlace(StringRef Text) const {
  while (!Text.empty()) {
    StringRef Word =
        Text.take_while([](char C) { return isAlnum(C) || C == '_'; });
    if (is_contained({"bind", "equalsBoundNode", "traverse"}, Word) ||
        OfPlace.contains(Word))
      return true;
    Text = Text.drop_front(std::max<size_t>(Word.size(), 1));
  }
  return false;
}

/// Empty where it has more than one line.
StringRef NameCachingSema::textAt(dynamic::SourceRange Range) const {
  if (Range.Start.Line != 1 || Range.End.Line != 1)
    return "";
  return Reading.slice(Range.Start.Column - 1, Range.End.Column - 1);
}

std::optional<dynamic::MatcherCtor>
NameCachingSema::lookupMatcherCtor(StringRef Name) {
  if (Name == "does")
    return ours(Does);
  if (Name == "valueOf")
    return ours(ValueOf);
  std::optional<dynamic::MatcherCtor> Found =
      RegistrySema::lookupMatcherCtor(Name);
  if (Found && Name == "matchesName")
    MatchesName = *Found;
  if (Found && is_contained({"ignoringParenImpCasts", "hasCondition"}, Name))
    OfValues.insert(*Found);
  if (Found && Name == "callee")
    Callee = *Found;
  if (Found && Name == "hasCanonicalType")
    CanonicalType = *Found;
  if (Found && is_contained({"matchesName", "matchesSelector",
                             "isExpansionInFileMatching"},
                            Name))
    OnExpressions.insert(*Found);
  return Found;
}

dynamic::VariantMatcher NameCachingSema::actOnMatcherExpression(
    dynamic::MatcherCtor Ctor, dynamic::SourceRange Range, StringRef BindId,
    ArrayRef<dynamic::ParserValue> Arguments, dynamic::Diagnostics *Problems) {
  if (isOurs(Ctor))
    return seeingThrough(Ctor, Range, BindId, Arguments, Problems);
  // Clang's own says that an expression is none to nobody but the terminal, and
  // goes on with nothing.
  std::string Why;
  if (OnExpressions.contains(Ctor) && !Arguments.empty() &&
      Arguments[0].Value.isString() &&
      !Regex(Arguments[0].Value.getString()).isValid(Why)) {
    Problems->addError(Arguments[0].Range,
                       dynamic::Diagnostics::ET_ParserStringError)
        << Arguments[0].Value.getString() + ": " + Why;
    return dynamic::VariantMatcher();
  }
  if (OfValues.contains(Ctor) && Arguments.size() == 1 &&
      Arguments[0].Value.isMatcher() &&
      Arguments[0].Value.getMatcher().hasTypedMatcher<Expr>()) {
    dynamic::ParserValue Wider = Arguments[0];
    Wider.Value =
        dynamic::VariantMatcher::SingleMatcher(pattern::throughReturns(
            Arguments[0].Value.getMatcher().getTypedMatcher<Expr>()));
    return RegistrySema::actOnMatcherExpression(Ctor, Range, BindId, Wider,
                                                Problems);
  }
  // With flags behind the pattern, or with a name bound: Clang's own.
  if (Ctor == MatchesName && BindId.empty() && Arguments.size() == 1 &&
      Arguments[0].Value.isString())
    return dynamic::VariantMatcher::SingleMatcher(
        ast_matchers::internal::Matcher<NamedDecl>(
            new NameMatcher(Arguments[0].Value.getString(), Names)));
  dynamic::VariantMatcher Clangs = RegistrySema::actOnMatcherExpression(
      Ctor, Range, BindId, Arguments, Problems);
  if ((Ctor != Callee && Ctor != CanonicalType) || !BindId.empty() ||
      Arguments.size() != 1 || !Arguments[0].Value.isMatcher())
    return Clangs;
  StringRef Text = textAt(Range);
  if (Text.empty() || dependsOnPlace(Text))
    return Clangs;
  if (Ctor == CanonicalType && Clangs.hasTypedMatcher<QualType>())
    return remembering<QualType, canonicalOf>(Clangs, Names);
  // There is one of the called expression, too.
  if (Ctor == Callee && Clangs.hasTypedMatcher<CallExpr>() &&
      Arguments[0].Value.getMatcher().hasTypedMatcher<Decl>())
    return remembering<CallExpr, calleeOf>(Clangs, Names);
  return Clangs;
}

} // namespace codex
