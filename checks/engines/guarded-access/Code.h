//===- Code.h - A function body as operations on facts ----------*- C++ -*-===//
//
// The small language between Clang's control-flow graph and the solver: each
// block of the graph becomes a list of operations that say how facts change,
// and a condition for each of its edges. Everything about the C++ language is
// dealt with on the way in (Lowering); the solver knows atoms only.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_CODE_H
#define CODEX_ENGINES_GUARDED_ACCESS_CODE_H

#include "engines/guarded-access/Bdd.h"
#include "engines/guarded-access/Terms.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"

#include <string>
#include <vector>

namespace codex::guarded {

/// A place in the code that needs a value inside (or none) of a wrapper.
struct Access {
  const clang::Expr *At = nullptr;     ///< the whole access
  const clang::Expr *Object = nullptr; ///< what is unwrapped
  const clang::FunctionDecl *Callee = nullptr;
  const Term *Place = nullptr;
  llvm::StringRef Kind; ///< for messages: "optional", "search"
  llvm::StringRef Name; ///< of the access; empty: the callee's
  bool Throws = false;  ///< by itself, where what it needs is not there
  Bdd Required;
  bool NeedsError = false; ///< needs that no value is inside
  /// What the object may do instead of what is needed, for messages.
  llvm::StringRef Fault = "be empty";
  /// For a call of a function that unwraps what it is given: the access in it.
  const clang::Expr *Inside = nullptr;
  std::string ObjectText; ///< where Object is not what is unwrapped
  /// ... of a function that other units may call, too: it is reported in the
  /// function itself, unless all of its callers make sure of it.
  const clang::FunctionDecl *Shared = nullptr;
};

struct Operation {
  enum class Kind {
    Set,    ///< Written places change; Values say to what, where known
    Assume, ///< Condition holds from here on
    Check,  ///< AccessIndex is reached
    Lambda, ///< a lambda is created, or called where At is not it; its body
            ///< starts with what is known here
  };
  Kind Is = Kind::Set;
  const clang::Stmt *At = nullptr;

  llvm::SmallVector<const Term *, 1> Written;
  /// Atoms of the written places, each with its value in terms of what held
  /// before; all assigned at once.
  llvm::SmallVector<std::pair<AtomId, Bdd>, 2> Values;
  /// Whatever is known of From (and of its parts) holds of To afterwards.
  struct Copy {
    const Term *From;
    const Term *To;
  };
  llvm::SmallVector<Copy, 1> Copies;
  /// To, an integer, gets the value of From.
  llvm::SmallVector<std::pair<const Term *, const clang::Expr *>, 1>
      IntegerSources;
  /// Of an Assume: whatever holds of From (and of its parts) holds of To.
  llvm::SmallVector<Copy, 1> Implications;
  /// Of a Set: whatever can be said to hold does so of these; not so, where
  /// MakesOnDemand (`map[key]`), of an element that is named by its key.
  llvm::SmallVector<const Term *, 1> AllHold;
  bool MakesOnDemand = false;
  int Step = 0; ///< what is added to Written[0], where that is known
  /// What has one element more afterwards; else null.
  const Term *Grows = nullptr;
  /// Of a Set by something that puts a value in (`insert`, `x.f = ...`): who
  /// does so where a getter has just said that there is none, fills it.
  bool MayFill = false;
  /// Set when the code is complete: atoms that hold afterwards if they did not.
  llvm::SmallVector<AtomId, 1> Fills;
  /// Of a Set that happens only as far as functions whose bodies are not seen
  /// do it: which of the places each may write.
  struct UnseenWrite {
    const Term *Place;
    const clang::FunctionDecl *By;
    bool operator==(const UnseenWrite &Other) const {
      return Place == Other.Place && By == Other.By;
    }
  };
  llvm::SmallVector<UnseenWrite, 1> Unseen;
  /// Set when the code is complete: the atoms that change, sorted.
  llvm::SmallVector<AtomId, 4> Changed;

  Bdd Condition;
  /// Of an Assume: these hold, too. Apart, since many conditions that have
  /// nothing to do with each other may be too large as one diagram.
  llvm::SmallVector<Bdd, 0> Others;
  /// Since the operation before, or in this one, something may throw.
  bool AfterThrow = true;
  /// An Assume that only says: past an access, what it needed was there.
  bool FromAccess = false;
  unsigned AccessIndex = 0;
  const clang::LambdaExpr *Lambda = nullptr;
  /// Of a Lambda: what its body can name, beside globals.
  llvm::SmallVector<const Term *, 4> Named;
};

struct BlockCode {
  std::vector<Operation> Operations;
  /// One for each successor, in the graph's order.
  llvm::SmallVector<Bdd, 2> EdgeConditions;
  /// On the second edge, by which a range-based for ends, these hold, too:
  /// apart, as Operation::Others are.
  llvm::SmallVector<Bdd, 0> AtLoopEnd;
  /// Where an exception can go to: a block, from an operation on. (A block may
  /// begin before the try.)
  struct Handler {
    unsigned Block;
    std::size_t From;
  };
  llvm::SmallVector<Handler, 1> Handlers;
};

struct FunctionCode {
  std::vector<BlockCode> Blocks; ///< by CFGBlock::getBlockID
  std::vector<Access> Accesses;
  /// Calls of the project's functions of which nothing is known here.
  std::vector<const clang::Expr *> UnseenCalls;
  /// Calls of functions that other units may call, too, all of whose
  /// requirements are among the accesses.
  std::vector<std::pair<const clang::FunctionDecl *, const clang::Expr *>>
      SharedCalls;
};

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_CODE_H
