//===- Names.h - What models call a declaration -----------------*- C++ -*-===//
#ifndef CODEX_COLLECT_NAMES_H
#define CODEX_COLLECT_NAMES_H

#include "clang/AST/Decl.h"

#include <string>

namespace codex {

/// "std::filesystem::remove": without inline and anonymous namespaces, without
/// template arguments; a constructor is "ns::Class::Class".
std::string plainName(const clang::NamedDecl *D);

} // namespace codex

#endif // CODEX_COLLECT_NAMES_H
