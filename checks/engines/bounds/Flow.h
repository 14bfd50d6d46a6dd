//===- Flow.h - Where outside numbers go in a unit --------------*- C++ -*-===//
//
// Follows numbers that somebody outside of the program chose through the
// functions of a unit, to uses that need them to be in a range. An origin is
// one place where such numbers come in; a comparison closes an origin, and with
// it everything that was computed from it. See docs/adr/0013-bounds.md.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_BOUNDS_FLOW_H
#define CODEX_ENGINES_BOUNDS_FLOW_H

#include "collect/Names.h"
#include "rules/Model.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

#include <map>
#include <memory>
#include <set>

namespace codex::bounds {

inline constexpr llvm::StringLiteral Length = "length";
inline constexpr llvm::StringLiteral Allocation = "allocation";
inline constexpr llvm::StringLiteral Index = "index";
inline constexpr llvm::StringLiteral Narrowing = "narrowing";
inline constexpr llvm::StringLiteral Rounds = "loop";

/// What the models say, by name.
class Names {
public:
  void add(const Model &M);

  const OutsideModel *source(const UnitContext &Unit,
                             const clang::FunctionDecl *F) const;
  llvm::SmallVector<const SizeUseModel *, 2>
  uses(const UnitContext &Unit, const clang::FunctionDecl *F) const;
  bool isBounding(const UnitContext &Unit, const clang::FunctionDecl *F) const;
  bool isPassing(const UnitContext &Unit, const clang::FunctionDecl *F) const;

private:
  llvm::StringMap<const OutsideModel *> Sources;
  llvm::StringMap<std::vector<const SizeUseModel *>> Uses;
  std::set<std::string, std::less<>> Bounding, Passing;
};

/// Where a number comes in. A parameter is an origin as well, for summaries.
struct Origin {
  std::string Name; ///< "number from the network"; empty: a parameter
  clang::SourceLocation At;
  unsigned Bits = 64;
  bool Text = false;
  int Parameter = -1;
  /// On its way to a caller: what the functions between did.
  std::vector<std::pair<clang::SourceLocation, std::string>> Way;
};

/// Some number: where it may come from, and how many bits it has at most.
struct Value {
  std::set<int> Origins;
  unsigned Bits = 64;
  void join(const Value &Other) {
    Bits = Origins.empty()         ? Other.Bits
           : Other.Origins.empty() ? Bits
                                   : std::max(Bits, Other.Bits);
    Origins.insert(Other.Origins.begin(), Other.Origins.end());
  }
};

struct Sink {
  std::string Use;  ///< "length" ...
  std::string Name; ///< for people: "copies so many bytes"
  clang::SourceRange Range;
  const clang::FunctionDecl *In = nullptr;
  std::string Text;  ///< the code of the number
  unsigned Fits = 0; ///< numbers of so many bits are no matter; 0: all are
};

/// An outside number that reaches a use.
struct Hit {
  Origin From;
  Sink To;
  unsigned Bits = 64;
  std::vector<std::pair<clang::SourceLocation, std::string>> Way;
};

/// What a function does with its parameters, and what it returns.
struct Summary {
  bool Known = false;
  std::vector<Hit> ParameterHits; ///< From.Parameter says which
  std::vector<Origin> Returns;
  unsigned ReturnBits = 64;
  std::set<int> ReturnsParameters;
  std::map<int, std::vector<Origin>> Out; ///< by parameter
  std::set<int> Checks; ///< parameters that it compares with something
};

class UnitFlow {
public:
  UnitFlow(UnitContext &Unit, const Names &TheNames)
      : Unit(Unit), TheNames(TheNames) {}

  /// Hits in \p F that come from an origin in it or below. A function without
  /// a control-flow graph is told to \p Gap.
  std::vector<Hit> run(const clang::FunctionDecl *F,
                       llvm::function_ref<void(llvm::StringRef)> Gap);

private:
  friend class FunctionFlow;

  const Summary &summaryOf(const clang::FunctionDecl *F);
  bool mayMatter(const clang::FunctionDecl *F);
  /// Members that hold numbers from outside, wherever they are read.
  const std::map<const clang::FieldDecl *, Origin> &outsideMembers();

  UnitContext &Unit;
  const Names &TheNames;
  std::map<const clang::FunctionDecl *, Summary> Summaries;
  std::map<const clang::FunctionDecl *, bool> Matters;
  std::map<const clang::FunctionDecl *, std::vector<Hit>> OwnHits;
  std::map<const clang::FieldDecl *, Origin> OutsideMembers;
  bool MembersKnown = false;
};

/// Whether \p E puts bytes together to a number: (p[0] << 8) | p[1].
bool decodesBytes(const clang::Expr *E, const clang::ASTContext &Ast,
                  unsigned &Bytes);

} // namespace codex::bounds

#endif // CODEX_ENGINES_BOUNDS_FLOW_H
