//===- SharedHeadersUse.h - One unit that begins from shared headers -*- C++ -*-
#ifndef CODEX_COLLECT_SHAREDHEADERSUSE_H
#define CODEX_COLLECT_SHAREDHEADERSUSE_H

#include "collect/SharedHeaders.h"
#include "collect/UnitContext.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileEntry.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
class CompilerInvocation;
class NamedDecl;
class SourceManager;
} // namespace clang

namespace codex {

/// Watches one unit while it is parsed, and says whether what came out is what
/// would have come out without shared headers. Lives as long as the compiler.
class SharedHeadersUse {
public:
  explicit SharedHeadersUse(const SharedHeaders &Shared);

  /// Before the compiler is made.
  void apply(clang::CompilerInvocation &Invocation) const;
  /// Once there is a preprocessor.
  void watch(clang::CompilerInstance &Compiler);

  /// The unit's own declarations: those behind \p Last.
  void setBoundary(clang::SourceLocation First, clang::Decl *Last) {
    Boundary = First;
    LastShared = Last;
  }
  UnitScope scope() const { return {true, {}, LastShared}; }

  /// Not empty: why this unit must be parsed without.
  llvm::StringRef difference() const { return Difference; }

  /// Looks at what the unit's own code \p Decls refers to: without shared
  /// headers, what it did not include would be an error, or a function that it
  /// did include would be called.
  void checkReferences(clang::ASTContext &Ast,
                       llvm::ArrayRef<clang::Decl *> Decls);

  /// Whether \p File is one of the shared headers.
  bool isShared(const clang::FileEntry &File) const;
  /// The shared headers that the unit includes, however deep.
  std::vector<llvm::StringRef> includedPaths() const;

private:
  class Watcher;

  std::optional<unsigned> headerAt(clang::SourceLocation Loc);
  /// Whether it was parsed with the shared headers.
  bool isOfShared(clang::SourceLocation Loc) const;
  /// Whether what is declared there would be without shared headers.
  bool isThere(clang::SourceLocation Loc);
  bool isThere(const clang::NamedDecl &D);
  bool isNamedByIncluded(llvm::StringRef Name) const;
  /// Calls \p Visit for each header in which the name of that hash stands.
  void forMentions(uint64_t Hash,
                   llvm::function_ref<void(unsigned)> Visit) const;
  /// What the directive at \p At brings, if it is the first to.
  void include(unsigned Header, clang::SourceLocation At);
  /// Of the points, those from \p Next on that lie before \p D. Looks whether
  /// it could mean something to the headers of the others.
  size_t passPoints(size_t Next, const clang::Decl &D);
  void differ(const llvm::Twine &Why);

  const SharedHeaders &Shared;
  const clang::SourceManager *Sources = nullptr;
  /// Where the unit begins, if not from a precompiled header.
  clang::SourceLocation Boundary;
  clang::Decl *LastShared = nullptr;
  std::vector<bool> Included;
  /// By what comes before it in the unit; empty: by nothing.
  std::vector<llvm::StringRef> Poisoned;
  /// Where the unit includes each of the project's own headers, in order.
  struct Point {
    clang::SourceLocation At;
    unsigned Header;
  };
  std::vector<Point> Points;
  /// Headers that come behind what is looked at.
  llvm::BitVector Later;
  HeaderClosures Closures;
  /// How often the included headers ask for __COUNTER__; nothing: not known.
  std::optional<unsigned> Counts = 0;
  llvm::DenseMap<clang::FileID, std::optional<unsigned>> OfFile;
  std::string Difference;
};

} // namespace codex

#endif // CODEX_COLLECT_SHAREDHEADERSUSE_H
