//===- Calls.h - Who calls whom in one unit ---------------------*- C++ -*-===//
#ifndef CODEX_ENGINES_REACHABILITY_CALLS_H
#define CODEX_ENGINES_REACHABILITY_CALLS_H

#include "collect/Names.h"
#include "facts/CallFacts.h"
#include "rules/Model.h"
#include "support/NamePattern.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace codex::reach {

/// C functions of the system that no model groups otherwise.
inline constexpr llvm::StringLiteral SystemC = "system-c";

/// What the models say, for those groups and entries that some rule uses.
class NameTable {
public:
  void add(const GroupModel &G);
  void add(const EntryModel &E);
  void want(llvm::StringRef Group) { Wanted.insert(Group); }
  bool wants(llvm::StringRef Group) const { return Wanted.count(Group); }

  void labels(const UnitContext &Unit, const clang::FunctionDecl *F,
              std::vector<std::string> &Out) const;
  /// How a function becomes an entry by being given to \p F.
  std::vector<const EntryModel *> registers(const UnitContext &Unit,
                                            const clang::FunctionDecl *F) const;
  std::vector<const EntryModel *> loops(const UnitContext &Unit,
                                        const clang::FunctionDecl *F) const;
  const EntryModel *field(const clang::FieldDecl *F) const;
  const EntryModel *overrides(const clang::CXXMethodDecl *M) const;
  const EntryModel *named(const clang::FunctionDecl *F) const;

private:
  llvm::StringMap<std::vector<std::string>> Functions, Types;
  llvm::StringMap<std::vector<const EntryModel *>> Calls, Loops;
  llvm::StringMap<const EntryModel *> Fields, Overrides, Derived;
  std::vector<std::pair<NamePattern, const EntryModel *>> Named;
  llvm::StringSet<> Wanted;
};

CallUnit collectCalls(UnitContext &Unit, const NameTable &Names,
                      llvm::StringRef MainFile);

} // namespace codex::reach

#endif // CODEX_ENGINES_REACHABILITY_CALLS_H
