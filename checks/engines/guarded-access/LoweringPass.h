//===- LoweringPass.h - One body on its way to operations -------*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_LOWERINGPASS_H
#define CODEX_ENGINES_GUARDED_ACCESS_LOWERINGPASS_H

#include "engines/guarded-access/Containers.h"
#include "engines/guarded-access/Lowering.h"
#include "engines/guarded-access/NameScan.h"

#include "llvm/ADT/SmallPtrSet.h"

namespace codex::guarded {

/// A range-based for, as the places that its facts pass through. By induction:
/// what holds of each element that the loop has passed (Passed) starts as true,
/// is narrowed at every step by what holds of the current one (Current), and
/// where the loop ends by itself it holds of every element of Container.
struct RangeLoop {
  const clang::CXXForRangeStmt *Loop = nullptr;
  const Term *Container = nullptr;
  const Term *Current = nullptr;
  const Term *Passed = nullptr;
  /// Current is the element itself or an unchanging copy of it.
  bool Learns = false;

  struct Place {
    BlockCode *Block = nullptr;
    std::size_t Operation = 0;
  };
  Place Start, Bound, Next; ///< operations; Next may be missing
  BlockCode *Test = nullptr;
};

/// Statements and edges are in Lowering.cpp, what calls do in
/// LoweringCalls.cpp, and what can be said only when all atoms are known in
/// LoweringCompletion.cpp.
/// What may be written through \p E, an argument or what a pointer is given:
/// all that `c ? &a : nullptr`, `{&a, &b}` and `&v[0]` lead to.
void reachedThrough(UnitState &Unit, const clang::Expr *E, bool IsReference,
                    llvm::SmallVectorImpl<const Term *> &Places);

class Lowering {
public:
  Lowering(UnitState &Unit, const clang::FunctionDecl *Owner,
           SummaryOf Summaries, const ScannedNames &Names)
      : Unit(Unit), Owner(Owner), Summaries(Summaries),
        CalledLambdas(Names.CalledLambdas),
        ElementParameters(Names.ElementParameters),
        Unevaluated(Names.Unevaluated), Tags(Names.Tags) {
    for (const clang::VarDecl *V : Names.Globals)
      Globals.push_back(Unit.Terms.variable(V));
    for (const clang::VarDecl *V : Names.Kept)
      Kept.push_back(Unit.Terms.variable(V));
    for (const auto &[V, Given] : Names.ToOneOfSeveral)
      if (!Unit.Names.isAlias(V))
        for (const clang::Expr *E : Given)
          reachedThrough(Unit, E, V->getType()->isReferenceType(),
                         PointsTo[Unit.Terms.variable(V)]);
    for (const auto &[V, L] : CalledLambdas)
      RunWhereCalled.insert(L);
    for (const clang::CXXForRangeStmt *Loop : Names.Loops)
      addLoop(Loop);
  }

  FunctionCode run(const clang::Stmt *Body, const clang::CFG &Graph);

private:
  // One method for each kind of thing that changes facts.
  void statement(const clang::Stmt *S);
  void initializer(const clang::CXXCtorInitializer *I);
  void variable(const clang::VarDecl *V);
  void lambda(const clang::LambdaExpr *L);
  void returnValue(const clang::ReturnStmt *R);
  void returnFound(const Term *Result, const clang::Expr *Value,
                   const clang::ReturnStmt *R);
  void call(const clang::Expr *E);
  void evaluate(const clang::Expr *E);
  void passArguments(const CallParts &Call, const clang::Stmt *At);
  void emplaceAlternative(const clang::Expr *E, const CallParts &Call);
  bool wrapperMember(const clang::Expr *E, const CallParts &Call);
  bool knownFunction(const clang::Expr *E, const CallParts &Call);
  Bdd tagSays(const Term *Variant);
  Bdd asserted(const AssertionModel &A, const CallParts &Call);
  bool isExpandedFrom(clang::SourceLocation At,
                      llvm::ArrayRef<std::string> Macros) const;
  bool mayThrow(const clang::Stmt *S);
  bool isWithinAssertion(clang::SourceLocation At) const;
  void assertionOff(const clang::ExplicitCastExpr *E);
  Bdd assertedByArgument(const clang::Expr *E);
  bool isFailureOfAssertion(const clang::Expr *E, const CallParts &Call) const;
  void unknownEffects(const clang::Expr *E, const CallParts &Call);
  bool summarisedEffects(const clang::Expr *E, const CallParts &Call);
  void applySummary(const clang::Expr *E, const CallParts &Call,
                    const clang::FunctionDecl *F, const Summary &S);
  void lambdaArguments(const clang::Expr *E, const CallParts &Call);
  Bdd isBetween(const clang::Expr *Value, int64_t Low, int64_t High);
  /// Where none of a switch's cases is taken.
  Bdd isOutsideOf(const clang::Expr *Value,
                  llvm::SmallVectorImpl<std::pair<int64_t, int64_t>> &Ranges);
  Bdd temporaryMade(const clang::Stmt *Temporary);
  void edges(const clang::CFGBlock &Block, BlockCode &Code);
  void addLoop(const clang::CXXForRangeStmt *Loop);
  RangeLoop::Place addLoopSet(const RangeLoop &Loop, const clang::Stmt *At);
  void loopVariable(const clang::VarDecl *V);
  void isElement(const Term *T, const Elements &Of, const clang::Stmt *At);
  bool algorithm(const clang::Expr *E, const CallParts &Call);
  bool isOfAnotherClass(const clang::CXXRecordDecl *Other);
  bool isForeign(const Term *T);
  void completeCopies(Operation &O);
  void completeElements(Operation &O);
  void completeGrowth(Operation &O);
  void completeBits(Operation &O);
  void completeLoop(RangeLoop &Loop);
  void complete(FunctionCode &Code);
  void findHandlers(const clang::Stmt *Body, const clang::CFG &Graph,
                    FunctionCode &Code);

  void assign(const Term *To, clang::QualType T, const clang::Expr *From,
              const clang::Stmt *At);
  std::optional<Bdd> heldAt(const clang::Expr *Pointer);
  void assignInto(Operation &Set, const Term *To, clang::QualType T,
                  const clang::Expr *From);
  void assignFields(Operation &Set, const Term *To,
                    const clang::CXXRecordDecl *Record,
                    const clang::InitListExpr *List);
  bool assignTuple(Operation &Set, const Term *To,
                   const clang::CXXRecordDecl *Record, const clang::Expr *From);
  void assignContainer(Operation &Set, const Term *To,
                       const clang::CXXRecordDecl *Record,
                       const clang::Expr *From);
  void write(llvm::ArrayRef<const Term *> Places, const clang::Stmt *At);
  void setHolds(const Term *Place, bool Value, const clang::Stmt *At);
  void swap(const clang::Expr *A, const clang::Expr *B, clang::QualType T,
            const clang::Stmt *At);
  void access(const clang::Expr *E, const clang::Expr *Object,
              bool ObjectIsPointer, const clang::FunctionDecl *Callee,
              const WrapperModel &W, bool NeedsError);
  /// \p A is reached; it is checked if it \p Counts for this rule.
  void require(Access A, bool Counts);
  void dereference(const clang::Stmt *S);
  void dereferenceInside(const clang::Stmt *S);
  /// The body of \p L starts with what is known here.
  void startLambda(const clang::LambdaExpr *L, const clang::Stmt *At);
  /// `--it`: something is there, unless \p Iterator was at the beginning.
  bool stepBack(const Term *Iterator, const clang::Stmt *At);
  void mustNotBeMissing(const clang::Expr *At, const clang::Expr *Pointer,
                        llvm::StringRef Name,
                        const clang::FunctionDecl *Callee);
  void assume(Bdd Condition, const clang::Stmt *At);
  void suspended(const clang::Stmt *At);
  Operation &add(Operation::Kind Is, const clang::Stmt *At);

  UnitState &Unit;
  const clang::FunctionDecl *Owner;
  SummaryOf Summaries;
  FunctionCode Code;
  BlockCode *Current = nullptr;
  /// By block, the first operation of each of its elements.
  std::vector<std::vector<std::size_t>> ElementStarts;
  /// Variables that outlive every call and are named in the body.
  std::vector<const Term *> Globals;
  llvm::DenseMap<const clang::VarDecl *, const clang::LambdaExpr *>
      CalledLambdas;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> OtherClasses;
  const llvm::DenseMap<const clang::LambdaExpr *, std::vector<ElementParameter>>
      &ElementParameters;
  llvm::SmallPtrSet<const clang::LambdaExpr *, 4> RunWhereCalled;
  std::vector<RangeLoop> Loops;
  const llvm::SmallPtrSetImpl<const clang::Stmt *> &Unevaluated;
  llvm::ArrayRef<std::pair<const clang::Expr *, const clang::Expr *>> Tags;
  llvm::DenseMap<const Term *, Bdd> TagsOf; ///< tagSays, by the object
  std::vector<const Term *> Kept;
  /// What is behind a pointer or reference to one of several.
  llvm::DenseMap<const Term *, llvm::SmallVector<const Term *, 2>> PointsTo;
  unsigned ConstantsReturned = 0;
  /// Variables that are elements of containers: to write to one is to write to
  /// the container.
  llvm::DenseMap<const Term *, const Term *> ElementOf;
};

/// A pointer, or a class that behaves as one.
bool isPointerLikeType(clang::QualType T);

/// What an assignment or call says of an atom, told apart from what the same
/// expression says of it as a condition.
inline const void *ownSite(const clang::Stmt *S) {
  return reinterpret_cast<const char *>(S) + 1;
}

/// Past conversions between pointers and between iterators.
const clang::Expr *lookedUp(const clang::Expr *From);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_LOWERINGPASS_H
