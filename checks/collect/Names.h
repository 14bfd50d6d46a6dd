//===- Names.h - What functions are called in models and facts --*- C++ -*-===//
#ifndef CODEX_COLLECT_NAMES_H
#define CODEX_COLLECT_NAMES_H

#include "collect/UnitContext.h"

#include "clang/AST/Mangle.h"
#include "llvm/ADT/DenseMap.h"

#include <string>

namespace codex {

/// "ns::Class::name", without inline namespaces, template arguments and
/// classes that have no name.
std::string plainName(const clang::NamedDecl *D);

bool isLambdaCall(const clang::FunctionDecl *F);

/// A name without a scope in a model is C's; a function that the project
/// defines itself only happens to have it.
bool mayBeInModel(const UnitContext &Unit, const clang::FunctionDecl *F,
                  llvm::StringRef PlainName);

/// Names by which the link step finds functions and variables.
class LinkerNames {
public:
  LinkerNames(UnitContext &Unit, std::string MainFile)
      : Unit(Unit), MainFile(std::move(MainFile)), Names(Unit.ast()) {}

  /// The linker's name, or one that is the unit's own.
  const std::string &idOf(const clang::NamedDecl *D);

private:
  UnitContext &Unit;
  std::string MainFile;
  clang::ASTNameGenerator Names;
  llvm::DenseMap<const clang::Decl *, std::string> Ids;
};

} // namespace codex

#endif // CODEX_COLLECT_NAMES_H
