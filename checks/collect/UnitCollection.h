//===- UnitCollection.h - One parse of one unit, and its visitor -*- C++
//-*-===//
#ifndef CODEX_COLLECT_UNITCOLLECTION_H
#define CODEX_COLLECT_UNITCOLLECTION_H

#include "collect/CollectAction.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/Diagnostic.h"

namespace clang {
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
  SharedHeadersUse *Use = nullptr;       ///< null: parsed whole
  llvm::ArrayRef<std::string> Ours = {}; ///< as CompileUnit has them
  double Started = cpuSeconds();
  bool Reached = false;

  /// Errors may come of what the unit did not ask for.
  [[nodiscard]] bool isInVain() const;
  /// Looks at all that was parsed.
  void visit(clang::ASTContext &Ast);
  /// Writes down what was read.
  void listDefined(UnitContext &Unit);
  void listFiles(const clang::CompilerInstance &Compiler);

private:
  void listForeign(clang::SourceManager &Sources);
};

/// Facts with nothing in them but which unit they are of.
[[nodiscard]] UnitFacts factsOf(const CompileUnit &Unit, llvm::StringRef Root);

} // namespace codex

#endif // CODEX_COLLECT_UNITCOLLECTION_H
