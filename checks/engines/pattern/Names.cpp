#include "engines/pattern/Names.h"

#include "support/NamePattern.h"

#include "clang/AST/Decl.h"
#include "clang/ASTMatchers/ASTMatchers.h"
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

void DeclNames::forgetDecls() {
  ByDecl.clear();
  ByName.clear();
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

} // namespace

std::optional<dynamic::MatcherCtor>
NameCachingSema::lookupMatcherCtor(StringRef Name) {
  std::optional<dynamic::MatcherCtor> Found =
      RegistrySema::lookupMatcherCtor(Name);
  if (Found && Name == "matchesName")
    MatchesName = *Found;
  if (Found && is_contained({"matchesName", "matchesSelector",
                             "isExpansionInFileMatching"},
                            Name))
    OnExpressions.insert(*Found);
  return Found;
}

dynamic::VariantMatcher NameCachingSema::actOnMatcherExpression(
    dynamic::MatcherCtor Ctor, dynamic::SourceRange Range, StringRef BindId,
    ArrayRef<dynamic::ParserValue> Arguments, dynamic::Diagnostics *Problems) {
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
  // With flags behind the pattern, or with a name bound: Clang's own.
  if (Ctor == MatchesName && BindId.empty() && Arguments.size() == 1 &&
      Arguments[0].Value.isString())
    return dynamic::VariantMatcher::SingleMatcher(
        ast_matchers::internal::Matcher<NamedDecl>(
            new NameMatcher(Arguments[0].Value.getString(), Names)));
  return RegistrySema::actOnMatcherExpression(Ctor, Range, BindId, Arguments,
                                              Problems);
}

} // namespace codex
