#include "tidy/RuleCheck.h"

#include "tidy/FormerNames.h"

#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/FileManager.h"

using namespace clang;
using namespace llvm;

namespace codex {

RuleCheck::RuleCheck(StringRef Name, tidy::ClangTidyContext *Context,
                     const Rule &R, std::shared_ptr<UnitSession> Session)
    : ClangTidyCheck(Name, Context), TheRule(R), Session(std::move(Session)),
      IncludeTests(Options.get("IncludeTests", false)),
      IsEnabled([Context](StringRef Check) {
        return Context->isCheckEnabled(Check);
      }),
      Former(Name != "codex-" + R.Id) {
  this->Session->addRule(R.Id);
  if (this->Session->claimGeneral())
    for (const std::string &Problem : this->Session->loaded().Problems)
      configurationDiag("%0") << Problem;
}

void RuleCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Map) {
  Options.store(Map, "IncludeTests", IncludeTests);
}

void RuleCheck::registerPPCallbacks(const SourceManager &,
                                    Preprocessor *Preprocessor,
                                    clang::Preprocessor *) {
  Session->begin(*Preprocessor);
}

void RuleCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
}

void RuleCheck::check(const ast_matchers::MatchFinder::MatchResult &Match) {
  Ast = Match.Context;
}

void RuleCheck::onEndOfTranslationUnit() {
  if (!Ast)
    return;
  // Under a name that the rule had once it says nothing if it is on under its
  // name of today, too ('codex-*' names both).
  if (Former && IsEnabled("codex-" + TheRule.Id)) {
    Ast = nullptr;
    return;
  }
  const UnitFacts &Facts = Session->facts(*Ast);
  for (const Finding &F : Facts.Findings)
    if (F.Rule == TheRule.Id &&
        (IncludeTests || !F.InTestBody || !TheRule.exemptsTests()) &&
        !isSilenced(F))
      emit(F);
  for (const Gap &G : Facts.Gaps)
    if (G.Rule == TheRule.Id || G.Rule == TheRule.Engine)
      emit(G);
  Ast = nullptr;
}

bool RuleCheck::isSilenced(const Finding &F) const {
  if (TheRule.Formerly.empty())
    return false;
  SourceLocation At = place(F.Begin);
  if (At.isInvalid())
    return false;
  // The check runs under one of the rule's names, and all of them count.
  std::vector<std::string> Names = TheRule.Formerly;
  Names.push_back(TheRule.Id);
  const SourceManager &Sources = Ast->getSourceManager();
  return silencedByFormerName(Sources.getBufferData(Sources.getFileID(At)),
                              F.Begin.Line, Names);
}

SourceLocation RuleCheck::place(const Location &L) const {
  const SourceManager &Sources = Ast->getSourceManager();
  OptionalFileEntryRef File =
      Sources.getFileManager().getOptionalFileRef(L.File);
  if (!File || !L.Line)
    return {};
  return Sources.translateFileLineCol(*File, L.Line, L.Column);
}

void RuleCheck::emit(const Finding &F) {
  SourceLocation Begin = place(F.Begin);
  {
    DiagnosticBuilder Out = diag(Begin, "%0");
    Out << F.Message;
    SourceLocation End = place({F.Begin.File, F.EndLine, F.EndColumn});
    if (Begin.isValid() && End.isValid())
      Out << CharSourceRange::getCharRange(Begin, End);
    const SourceManager &Sources = Ast->getSourceManager();
    for (const Fix &Change : F.Fixes) {
      if (!Change.Safe)
        continue;
      for (const Edit &E : Change.Edits) {
        OptionalFileEntryRef File =
            Sources.getFileManager().getOptionalFileRef(E.File);
        if (!File)
          continue;
        SourceLocation At =
            Sources.getComposedLoc(Sources.translateFile(*File), E.Offset);
        Out << FixItHint::CreateReplacement(
            CharSourceRange::getCharRange(At, At.getLocWithOffset(E.Length)),
            E.Replacement);
      }
      break;
    }
  }
  for (const Step &S : F.Steps)
    diag(place(S.At), "%0", DiagnosticIDs::Note) << S.Message;
  emitReason(Begin);
}

void RuleCheck::emitReason(SourceLocation Place) {
  std::string Reason = TheRule.sentence();
  for (const std::string &Id : TheRule.Incidents)
    if (const Incident *Happened = Session->loaded().Rules.findIncident(Id)) {
      Reason += " " + Happened->oneLine() + ".";
      break;
    }
  Reason += " More: codex-lint explain " + TheRule.Id;
  diag(Place, "%0", DiagnosticIDs::Note) << Reason;
}

void RuleCheck::emit(const Gap &G) {
  diag(place(G.At), "not analysed for '%0': %1", DiagnosticIDs::Remark)
      << TheRule.Id << G.Reason;
}

} // namespace codex
