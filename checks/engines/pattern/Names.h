//===- Names.h - Names that matchers ask for --------------------*- C++ -*-===//
#ifndef CODEX_ENGINES_PATTERN_NAMES_H
#define CODEX_ENGINES_PATTERN_NAMES_H

#include "engines/pattern/Parts.h"

#include "clang/ASTMatchers/Dynamic/Parser.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <memory>
#include <vector>

namespace clang {
class NamedDecl;
} // namespace clang

namespace codex {

/// The qualified names of a unit's declarations, each spelt out once, and
/// numbered: the many declarations that share a name share what is known of it.
/// What is known of one declaration or type goes by a number of its own.
class DeclNames {
public:
  using Entry = llvm::StringMapEntry<unsigned>;

  /// The name begins with "::", as matchesName has it.
  const Entry &qualified(const clang::NamedDecl &D);
  /// "::" and the last part of that.
  const Entry &last(const clang::NamedDecl &D);
  /// From 0 on, of a declaration's or type's address.
  unsigned number(const void *Address);

  /// Before another unit: declarations may lie at the same addresses.
  void forgetDecls();
  /// What is remembered by number holds for one of these.
  unsigned unit() const { return Unit; }

private:
  const Entry *enter(const std::string &Name);

  llvm::DenseMap<const clang::NamedDecl *, const Entry *> ByDecl;
  llvm::DenseMap<void *, const Entry *> ByName; ///< of DeclarationName
  llvm::StringMap<unsigned> Names;
  llvm::DenseMap<const void *, unsigned> Numbers;
  const void *Last = nullptr; ///< of number
  unsigned LastNumber = 0;
  unsigned Unit = 0;
};

/// Makes matchers of their text as Clang's own does; but what matchesName says
/// of a name is found out once, and not for each use of what it names, and so
/// is what callee says of a function and hasCanonicalType of a type. It knows
/// two matchers more: does(...) and valueOf(...), see Through.h.
class NameCachingSema
    : public clang::ast_matchers::dynamic::Parser::RegistrySema {
public:
  NameCachingSema(std::shared_ptr<DeclNames> Names,
                  std::shared_ptr<pattern::Uses> Uses)
      : Names(std::move(Names)), Uses(std::move(Uses)) {}

  /// Before \p Text is parsed.
  void begin(llvm::StringRef Text) { Reading = Text; }
  /// Once \p Text has been given the name \p Name.
  void named(llvm::StringRef Name, llvm::StringRef Text) {
    if (dependsOnPlace(Text))
      OfPlace.insert(Name);
  }
  /// \p Name is a part that may ask for anything.
  void namedOpaque(llvm::StringRef Name) { OfPlace.insert(Name); }

  std::optional<clang::ast_matchers::dynamic::MatcherCtor>
  lookupMatcherCtor(llvm::StringRef Name) override;

  clang::ast_matchers::dynamic::VariantMatcher actOnMatcherExpression(
      clang::ast_matchers::dynamic::MatcherCtor Ctor,
      clang::ast_matchers::dynamic::SourceRange Range, llvm::StringRef BindId,
      llvm::ArrayRef<clang::ast_matchers::dynamic::ParserValue> Arguments,
      clang::ast_matchers::dynamic::Diagnostics *Problems) override;

  bool isBuilderMatcher(
      clang::ast_matchers::dynamic::MatcherCtor Ctor) const override;

private:
  clang::ast_matchers::dynamic::VariantMatcher seeingThrough(
      clang::ast_matchers::dynamic::MatcherCtor Ctor,
      clang::ast_matchers::dynamic::SourceRange Range, llvm::StringRef BindId,
      llvm::ArrayRef<clang::ast_matchers::dynamic::ParserValue> Arguments,
      clang::ast_matchers::dynamic::Diagnostics *Problems) const;
  /// Whether what matches is not the same wherever it is asked: it binds, or
  /// looks at what is bound.
  bool dependsOnPlace(llvm::StringRef Text) const;
  llvm::StringRef textAt(clang::ast_matchers::dynamic::SourceRange Range) const;

  std::shared_ptr<DeclNames> Names;
  std::shared_ptr<pattern::Uses> Uses;
  llvm::StringRef Reading;
  llvm::StringSet<> OfPlace; ///< parts that dependsOnPlace
  clang::ast_matchers::dynamic::MatcherCtor MatchesName = nullptr;
  clang::ast_matchers::dynamic::MatcherCtor Callee = nullptr;
  clang::ast_matchers::dynamic::MatcherCtor CanonicalType = nullptr;
  /// Those whose argument is about a value, and sees through what returns it.
  llvm::SmallDenseSet<clang::ast_matchers::dynamic::MatcherCtor> OfValues;
  /// Those whose first argument is a regular expression.
  llvm::SmallDenseSet<clang::ast_matchers::dynamic::MatcherCtor> OnExpressions;
};

} // namespace codex

#endif // CODEX_ENGINES_PATTERN_NAMES_H
