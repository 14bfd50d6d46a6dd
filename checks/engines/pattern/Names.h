//===- Names.h - Names that matchers ask for --------------------*- C++ -*-===//
#ifndef CODEX_ENGINES_PATTERN_NAMES_H
#define CODEX_ENGINES_PATTERN_NAMES_H

#include "clang/ASTMatchers/Dynamic/Parser.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

#include <memory>
#include <vector>

namespace clang {
class NamedDecl;
} // namespace clang

namespace codex {

/// The qualified names of a unit's declarations, each spelt out once, and
/// numbered: the many declarations that share a name share what is known of it.
class DeclNames {
public:
  using Entry = llvm::StringMapEntry<unsigned>;

  /// The name begins with "::", as matchesName has it.
  const Entry &qualified(const clang::NamedDecl &D);
  /// "::" and the last part of that.
  const Entry &last(const clang::NamedDecl &D);
  /// Before another unit: declarations may lie at the same addresses.
  void forgetDecls();

private:
  const Entry *enter(const std::string &Name);

  llvm::DenseMap<const clang::NamedDecl *, const Entry *> ByDecl;
  llvm::DenseMap<void *, const Entry *> ByName; ///< of DeclarationName
  llvm::StringMap<unsigned> Names;
};

/// Makes matchers of their text as Clang's own does; but what matchesName says
/// of a name is found out once, and not for each use of what it names.
class NameCachingSema
    : public clang::ast_matchers::dynamic::Parser::RegistrySema {
public:
  explicit NameCachingSema(std::shared_ptr<DeclNames> Names)
      : Names(std::move(Names)) {}

  std::optional<clang::ast_matchers::dynamic::MatcherCtor>
  lookupMatcherCtor(llvm::StringRef Name) override;

  clang::ast_matchers::dynamic::VariantMatcher actOnMatcherExpression(
      clang::ast_matchers::dynamic::MatcherCtor Ctor,
      clang::ast_matchers::dynamic::SourceRange Range, llvm::StringRef BindId,
      llvm::ArrayRef<clang::ast_matchers::dynamic::ParserValue> Arguments,
      clang::ast_matchers::dynamic::Diagnostics *Problems) override;

private:
  std::shared_ptr<DeclNames> Names;
  clang::ast_matchers::dynamic::MatcherCtor MatchesName = nullptr;
  /// Those whose first argument is a regular expression.
  llvm::SmallDenseSet<clang::ast_matchers::dynamic::MatcherCtor> OnExpressions;
};

} // namespace codex

#endif // CODEX_ENGINES_PATTERN_NAMES_H
