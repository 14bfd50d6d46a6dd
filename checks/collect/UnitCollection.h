//===- UnitCollection.h - One parse of one unit, and its visitor -*- C++
//-*-===//
#ifndef CODEX_COLLECT_UNITCOLLECTION_H
#define CODEX_COLLECT_UNITCOLLECTION_H

#include "collect/CollectAction.h"
#include "collect/UnitContext.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/Diagnostic.h"

namespace clang {
class ASTReader;
class CompilerInstance;
} // namespace clang

namespace codex {

class SharedHeadersUse;

/// CPU seconds of this process so far.
[[nodiscard]] double cpuSeconds();

/// Keeps errors as values; warnings are not asked for.
class ErrorKeeper : public clang::DiagnosticConsumer {
public:
  ErrorKeeper(UnitFacts &Facts, llvm::StringRef Root)
      : Facts(Facts), Root(Root) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

private:
  UnitFacts &Facts;
  llvm::StringRef Root;
};

/// The measured span of one unit.
struct Collection {
  UnitVisitor &Visitor;
  llvm::StringRef Root;
  UnitFacts &Facts;
  SharedHeadersUse *Use = nullptr;       ///< null: from no shared headers
  llvm::ArrayRef<std::string> Ours = {}; ///< as CompileUnit has them
  const Preamble *Head = nullptr;        ///< null: from no preamble
  double Started = cpuSeconds();
  bool Reached = false;

  /// Errors may come of what the unit did not ask for.
  [[nodiscard]] bool isInVain() const;
  /// Looks at all that was parsed. \p Reader has the preamble, if there is one.
  void visit(clang::ASTContext &Ast, clang::ASTReader *Reader = nullptr);
  /// Writes down what was read.
  void listDefined(UnitContext &Unit);
  void listFiles(const clang::CompilerInstance &Compiler);

private:
  UnitScope scope(clang::ASTReader *Reader) const;
};

/// The project's files that \p Sources has read as system headers.
[[nodiscard]] std::vector<std::string>
foreignFiles(clang::SourceManager &Sources, llvm::StringRef Root,
             llvm::ArrayRef<std::string> Ours);

/// Facts with nothing in them but which unit they are of.
[[nodiscard]] UnitFacts factsOf(const CompileUnit &Unit, llvm::StringRef Root);

} // namespace codex

#endif // CODEX_COLLECT_UNITCOLLECTION_H
