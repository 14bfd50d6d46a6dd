//===- RuleCheck.h - A rule as a clang-tidy check ---------------*- C++ -*-===//
#ifndef CODEX_TIDY_RULECHECK_H
#define CODEX_TIDY_RULECHECK_H

#include "tidy/UnitSession.h"

#include "clang-tidy/ClangTidyCheck.h"

#include <functional>
#include <memory>

namespace codex {

/// Emits what one rule found in one unit. The findings come from the session
/// that all checks of the unit share.
class RuleCheck : public clang::tidy::ClangTidyCheck {
public:
  /// \p R and the session's program outlive the check.
  RuleCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
            const Rule &R, std::shared_ptr<UnitSession> Session);

  void registerPPCallbacks(const clang::SourceManager &Sources,
                           clang::Preprocessor *Preprocessor,
                           clang::Preprocessor *ModuleExpander) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &) override;
  void onEndOfTranslationUnit() override;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Map) override;

private:
  void emit(const Finding &F);
  void emitReason(clang::SourceLocation Place);
  void emit(const Gap &G);
  /// By a NOLINT with a name that the rule had once.
  bool isSilenced(const Finding &F) const;
  clang::SourceLocation place(const Location &L) const;

  const Rule &TheRule;
  std::shared_ptr<UnitSession> Session;
  const bool IncludeTests;
  std::function<bool(llvm::StringRef)> IsEnabled;
  const bool Former; ///< registered under a name that the rule had once
  clang::ASTContext *Ast = nullptr; ///< of the unit, once it is parsed
};

} // namespace codex

#endif // CODEX_TIDY_RULECHECK_H
