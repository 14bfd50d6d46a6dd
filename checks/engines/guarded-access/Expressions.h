//===- Expressions.h - What expressions name and mean -----------*- C++ -*-===//
//
// Turns expressions into terms, and conditions into Boolean functions of atoms.
// Says nothing of program points: a term or function holds at the moment at
// which its expression is evaluated.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_EXPRESSIONS_H
#define CODEX_ENGINES_GUARDED_ACCESS_EXPRESSIONS_H

#include "engines/guarded-access/Atoms.h"
#include "engines/guarded-access/Bdd.h"
#include "engines/guarded-access/Library.h"
#include "engines/guarded-access/Terms.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <optional>

namespace codex::guarded {

/// A call's callee, object and arguments, whatever its syntax.
struct CallParts {
  const clang::FunctionDecl *Callee = nullptr; ///< null: an unknown function
  const clang::Expr *Object = nullptr;         ///< null: not a method call
  bool ObjectIsPointer = false;                ///< Object is what `->` is on
  llvm::SmallVector<const clang::Expr *, 4> Arguments;
};

/// Empty if \p E is no call.
std::optional<CallParts> callParts(const clang::Expr *E);

class Expressions {
public:
  Expressions(clang::ASTContext &Ast, Library &Known, TermTable &Terms,
              AtomTable &Atoms, BddManager &Bdds)
      : Ast(Ast), Known(Known), Terms(Terms), Atoms(Atoms), Bdds(Bdds) {}

  /// What \p E names, or null if it has no lasting name.
  const Term *term(const clang::Expr *E);
  /// What \p D, a variable or something that stands for itself, is called.
  const Term *named(const clang::ValueDecl *D);
  /// As term; an expression with no name gets one for this occurrence alone.
  const Term *place(const clang::Expr *E);
  /// The object that a call is made on: what `->` points to, or what `.` is on.
  const Term *object(const CallParts &Call);

  /// When \p E is true.
  Bdd truth(const clang::Expr *E);
  /// When \p E, of a wrapper type (or converted to \p W), has a value inside.
  Bdd holds(const clang::Expr *E, const WrapperModel *W = nullptr);
  /// When the wrapper inside \p E, a wrapper around a wrapper, has a value,
  /// where there is one.
  Bdd heldInside(const clang::Expr *E);
  /// When \p E, an integer or enumeration, is at most \p Bound.
  Bdd atMost(const clang::Expr *E, int64_t Bound);

  /// When \p E, a pointer or iterator, is what a look-up returns that found
  /// nothing. False of what comes from anywhere else.
  Bdd missing(const clang::Expr *E);
  /// When the variant \p Place holds the alternative with this number.
  Bdd holdsAlternative(const Term *Place, clang::QualType T, int64_t Number,
                       const void *Site);
  /// When the function call \p E about an alternative succeeds; empty if it is
  /// no such call. \p Use says which.
  std::optional<Bdd> alternative(const clang::Expr *E, const CallParts &Call,
                                 VariantUse &Use);

  Bdd holdsAtom(const Term *T, const void *Site);
  Bdd missingAtom(const Term *T, const void *Site);
  Bdd trueAtom(const Term *T, const void *Site) {
    return atom(T, Predicate::True, 0, Site);
  }

  /// What holds of \p Element (or of its parts) where \p Predicate, called with
  /// it, returns \p Value.
  std::vector<const Term *> heldWhere(const clang::Expr *Predicate, bool Value,
                                      const Term *Element);

  /// Calls of \p F with equal arguments and nothing written in between give
  /// equal results, and change nothing.
  bool isPure(const clang::FunctionDecl *F);
  /// What if \p F, whose body is not seen, were? All names are made anew.
  void supposePure(const clang::FunctionDecl *F, bool Value) {
    Pure[F->getCanonicalDecl()] = Value;
    TermCache.clear();
  }

  /// \p Outer is a wrapper whose value's type is \p Inner.
  bool isWrappedIn(clang::QualType Inner, clang::QualType Outer);
  /// The wrapper that a value of the wrapper type \p Outer is, or null.
  const WrapperModel *wrapperInside(clang::QualType Outer);

  /// A reference or pointer that is bound once and for all: \p D means
  /// \p Target wherever it is named.
  void setAlias(const clang::VarDecl *D, const Term *Target) {
    Aliases[D] = Target;
  }
  bool isAlias(const clang::VarDecl *D) const { return Aliases.count(D); }
  /// Variables whose value changes after their initialisation somewhere.
  llvm::DenseSet<const clang::VarDecl *> Changing;
  /// Those of them that are not just given constants and counted up.
  llvm::DenseSet<const clang::VarDecl *> NoCounters;
  /// Variables and fields that get the result of a look-up somewhere.
  llvm::DenseMap<const clang::Decl *, const LookupModel *> LookupPlaces;
  /// ... and the one container that it is looked for in; null: several, or it
  /// is not known.
  llvm::DenseMap<const clang::Decl *, const Term *> LookupContainers;
  /// The look-up that \p E does itself, or null.
  const LookupModel *lookup(const clang::Expr *E);
  /// What \p F, a member that looks something up, would return if it were
  /// called as \p Call is.
  const Term *lookupTerm(const clang::FunctionDecl *F, const CallParts &Call);
  /// The look-up whose result \p T is, or may be.
  const LookupModel *lookupOf(const Term *T);
  /// Whether \p T asks for the dynamic type of an object.
  static bool asksForType(const Term *T);
  /// When \p Iterator is at the beginning of its container.
  Bdd atBegin(const Term *Iterator, const void *Site);
  /// Whether it can be there where it is at the end.
  Bdd endIsBegin(const Term *Iterator, const void *Site);
  /// \p T is a look-up's result itself, not a place that may have it.
  bool isLookup(const Term *T) const { return LookupTerms.count(T); }
  void looksUp(const Term *T, const LookupModel &L) { LookupTerms[T] = &L; }
  /// \p T is what \p Like, a look-up's result in a callee, is called here.
  void looksUpAs(const Term *T, const Term *Like) {
    if (const LookupModel *L = LookupTerms.lookup(Like))
      LookupTerms[T] = L;
  }

  std::optional<int64_t> constant(const clang::Expr *E);

  /// `L Op R`, where \p E is the whole expression.
  Bdd comparison(const clang::Expr *E, clang::BinaryOperatorKind Op,
                 const clang::Expr *L, const clang::Expr *R);

private:
  const Term *termOf(const clang::Expr *E);
  const Term *callTerm(const clang::Expr *E, const CallParts &Call);
  const Term *partOfTuple(const clang::FunctionDecl *F, const CallParts &Call);
  const Term *returnedPlace(const clang::FunctionDecl *F, const Term *Object);
  Bdd truthOf(const clang::Expr *E);
  std::optional<Bdd> returned(llvm::ArrayRef<const clang::Stmt *> Body);
  void relateToSize(Bdd Held, const Term *T, const void *Site);
  Bdd atom(const Term *T, Predicate Is, int64_t Value, const void *Site);
  Bdd integerComparison(const clang::Expr *L, clang::BinaryOperatorKind Op,
                        int64_t R);
  std::optional<std::pair<Bdd, const clang::Expr *>>
  valueOr(const clang::Expr *E);
  std::optional<int64_t> lastAlternative(const clang::Expr *E);
  std::optional<Bdd> foundCount(const clang::Expr *E);
  std::optional<Bdd> okOfCode(const clang::Expr *E);
  bool isEndOfAnother(const Term *Found, const clang::Expr *E);
  bool isOnlyLookedUp(const Term *T);
  bool isCounter(const Term *T) const;
  std::optional<Bdd> isEmptyOfSize(const clang::Expr *E);
  llvm::SmallVector<std::pair<int64_t, Bdd>, 4> fewValues(const clang::Expr *E);
  std::optional<Bdd> algorithmTruth(const clang::Expr *E,
                                    const CallParts &Call);
  void askAbout(const clang::Expr *E, const CallParts &Call);
  Bdd nonZero(const clang::Expr *E);
  std::optional<Bdd> validIterator(const clang::Expr *E, const CallParts &Call);
  std::optional<Bdd> sentinelTruth(const clang::Expr *E, const CallParts &Call);
  bool alwaysReturnsValue(const clang::Expr *Callable, const WrapperModel &W);
  /// A call that the model says compares two of its arguments.
  std::optional<Bdd> comparer(const CallParts &Call);
  void relateToOtherCasts(const clang::CXXDynamicCastExpr *Cast,
                          const Term *Result);
  /// What a text begins with has in it what is looked for in the text.
  void relateTexts(const clang::CallExpr *Call, const Term *Result);
  /// Whether the dynamic type of the object has been compared.
  Bdd typeIsKnown(const Term *Object, const clang::Expr *At);
  /// `typeid(*this) == typeid(x)`; empty if these are no typeids.
  std::optional<Bdd> typeidEquality(const clang::Expr *L, const clang::Expr *R);
  /// What \p E stands for where a model says so; else \p E.
  const clang::Expr *carried(const clang::Expr *E);
  bool isPureBody(const clang::FunctionDecl *F, unsigned Depth);

  clang::ASTContext &Ast;
  Library &Known;
  TermTable &Terms;
  AtomTable &Atoms;
  BddManager &Bdds;
  llvm::DenseMap<const clang::VarDecl *, const Term *> Aliases;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Pure;
  llvm::DenseMap<const clang::Expr *, const Term *> TermCache;
  llvm::DenseMap<const Term *, const LookupModel *> LookupTerms;
  /// By what is cast: to which class, and the result.
  llvm::DenseMap<const Term *,
                 llvm::SmallVector<
                     std::pair<const clang::CXXRecordDecl *, const Term *>, 2>>
      CastsOf;
  /// Comparisons with a literal, and searches, by the text that they are about.
  struct TextUse {
    const Term *Result = nullptr;
    std::string Begin;  ///< of a comparison: what is equal
    std::string Sought; ///< of a search
  };
  llvm::DenseMap<const Term *, llvm::SmallVector<TextUse, 2>> TextUses;
  unsigned ConstantsDepth = 0;
};

/// Without parentheses, conversions, temporaries, std::move and the like:
/// whatever leaves the value what it is.
const clang::Expr *strip(const clang::Expr *E);
/// One of these less, or \p E itself.
const clang::Expr *stripOnce(const clang::Expr *E);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_EXPRESSIONS_H
