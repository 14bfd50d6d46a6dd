// Locks that are held where a call stands, and locks that a call takes.
#include "engines/pattern/Parts.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSwitch.h"

#include <set>

using namespace clang;

namespace codex::pattern {

namespace {

/// A mutex: a variable, or a member of this or of a variable; or a member of
/// what a member holds (this->State->Lock).
struct Mutex {
  const ValueDecl *Base = nullptr;    ///< null: this
  const ValueDecl *Field = nullptr;   ///< null: Base itself
  const ValueDecl *Through = nullptr; ///< the member between the two
  bool operator==(const Mutex &O) const {
    return Base == O.Base && Field == O.Field && Through == O.Through;
  }
  bool ofThis() const { return !Base; }
};

enum class Kind { None, Shared, Exclusive, Release };

struct Locking {
  Kind What = Kind::None;
  Mutex Which;
  const VarDecl *Guard = nullptr; ///< may be null
};

StringRef nameOf(const NamedDecl *D) {
  return D && D->getIdentifier() ? D->getName() : StringRef();
}

std::optional<Mutex> mutexOf(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref))
    return mutexOf(U->getSubExpr());
  if (const auto *R = dyn_cast<DeclRefExpr>(E))
    return Mutex{cast<ValueDecl>(R->getDecl()->getCanonicalDecl()), nullptr};
  const auto *M = dyn_cast<MemberExpr>(E);
  if (!M)
    return std::nullopt;
  const Expr *Base = M->getBase()->IgnoreParenImpCasts();
  if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Base);
      Arrow &&
      (Arrow->getOperator() == OO_Arrow || Arrow->getOperator() == OO_Star))
    Base = Arrow->getArg(0)->IgnoreParenImpCasts();
  if (isa<CXXThisExpr>(Base))
    return Mutex{nullptr, M->getMemberDecl()};
  if (const auto *Held = dyn_cast<MemberExpr>(Base);
      Held && isa<CXXThisExpr>(Held->getBase()->IgnoreParenImpCasts()))
    return Mutex{nullptr, M->getMemberDecl(), Held->getMemberDecl()};
  if (const auto *R = dyn_cast<DeclRefExpr>(Base))
    return Mutex{cast<ValueDecl>(R->getDecl()->getCanonicalDecl()),
                 M->getMemberDecl()};
  return std::nullopt;
}

bool mayBeTakenTwice(QualType T) {
  const auto *R = T.getCanonicalType()->getAsCXXRecordDecl();
  return R && nameOf(R).contains_insensitive("recursive");
}

Kind kindOfGuard(QualType T) {
  const auto *R = T.getCanonicalType()->getAsCXXRecordDecl();
  return llvm::StringSwitch<Kind>(nameOf(R))
      .Cases({"lock_guard", "unique_lock", "scoped_lock", "MutexLock",
              "WriterMutexLock", "QMutexLocker"},
             Kind::Exclusive)
      .Cases({"shared_lock", "ReaderMutexLock"}, Kind::Shared)
      .Default(Kind::None);
}

/// The guard that \p D is, if it takes its mutex at once.
Locking guard(const VarDecl *D) {
  Locking L{kindOfGuard(D->getType()), {}, D};
  const Expr *Init = D->getInit();
  if (L.What == Kind::None || !Init)
    return {};
  const auto *C = dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit());
  if (!C || C->getNumArgs() != 1 ||
      mayBeTakenTwice(C->getArg(0)->getType().getNonReferenceType()))
    return {};
  std::optional<Mutex> M = mutexOf(C->getArg(0));
  if (!M)
    return {};
  L.Which = *M;
  return L;
}

Locking lockCall(const CallExpr *C) {
  const FunctionDecl *F = C->getDirectCallee();
  Locking L;
  const Expr *Of = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
    if (C->getNumArgs() != 0)
      return {};
    L.What = llvm::StringSwitch<Kind>(nameOf(F))
                 .Cases({"lock", "Lock", "WriterLock"}, Kind::Exclusive)
                 .Cases({"lock_shared", "ReaderLock"}, Kind::Shared)
                 .Cases({"unlock", "unlock_shared", "Unlock", "WriterUnlock",
                         "ReaderUnlock"},
                        Kind::Release)
                 .Default(Kind::None);
    Of = M->getImplicitObjectArgument();
    if (mayBeTakenTwice(Of->getType()))
      return {};
  } else if (C->getNumArgs() == 1) {
    L.What = llvm::StringSwitch<Kind>(nameOf(F))
                 .Cases({"pthread_mutex_lock", "pthread_rwlock_wrlock",
                         "pthread_spin_lock", "mtx_lock"},
                        Kind::Exclusive)
                 .Case("pthread_rwlock_rdlock", Kind::Shared)
                 .Cases({"pthread_mutex_unlock", "pthread_rwlock_unlock",
                         "pthread_spin_unlock", "mtx_unlock"},
                        Kind::Release)
                 .Default(Kind::None);
    Of = C->getArg(0);
  }
  std::optional<Mutex> M;
  if (L.What != Kind::None)
    M = mutexOf(Of);
  if (!M)
    return {};
  L.Which = *M;
  return L;
}

/// What one statement of a block does to locks, not looking into blocks.
void locksOf(const Stmt *S, llvm::function_ref<void(Locking)> Each) {
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *One : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(One))
        if (Locking L = guard(V); L.What != Kind::None)
          Each(L);
    return;
  }
  if (const auto *E = dyn_cast<Expr>(S))
    if (const auto *C = dyn_cast<CallExpr>(E->IgnoreParenCasts()))
      if (Locking L = lockCall(C); L.What != Kind::None)
        Each(L);
}

/// What is held at \p S, by the statements in front of it in the blocks around
/// it. Empty where a guard is unlocked by hand anywhere.
llvm::SmallVector<Locking, 2> heldAt(const Stmt &S, ASTContext &Ast) {
  llvm::SmallVector<Locking, 2> Held;
  auto Take = [&](Locking L) {
    if (L.What == Kind::Release)
      llvm::erase_if(Held, [&](const Locking &H) {
        return H.Which == L.Which || (H.Guard && H.Guard == L.Which.Base);
      });
    else
      Held.push_back(L);
  };
  llvm::SmallVector<std::pair<const Stmt *, const Stmt *>, 8> Way;
  for (const Stmt *Now = &S; Now;) {
    if (isa<LambdaExpr>(Now))
      break;
    const Stmt *Up = parentOf(*Now, Ast);
    if (Up)
      Way.push_back({Up, Now});
    Now = Up;
  }
  for (auto [Up, Inner] : llvm::reverse(Way)) {
    if (const auto *I = dyn_cast<IfStmt>(Up)) {
      if (I->getInit() && I->getInit() != Inner)
        locksOf(I->getInit(), Take);
      continue;
    }
    const auto *Block = dyn_cast<CompoundStmt>(Up);
    if (!Block)
      continue;
    for (const Stmt *Before : Block->body()) {
      if (Before == Inner)
        break;
      locksOf(Before, Take);
    }
  }
  return Held;
}

/// What a body locks and unlocks, in source order, but for lambdas in it.
class LocksIn : public ConstDynamicRecursiveASTVisitor {
public:
  std::vector<Locking> Locks;
  std::vector<const CallExpr *> Calls;
  bool TraverseLambdaExpr(const LambdaExpr *) override { return true; }
  bool VisitVarDecl(const VarDecl *D) override {
    if (Locking L = guard(D); L.What != Kind::None)
      Locks.push_back(L);
    return true;
  }
  bool VisitCallExpr(const CallExpr *C) override {
    if (Locking L = lockCall(C); L.What != Kind::None)
      Locks.push_back(L);
    else
      Calls.push_back(C);
    return true;
  }
};

/// \p M as the function that \p C calls knows it.
std::optional<Mutex> inCallee(const Mutex &M, const CallExpr *C,
                              const FunctionDecl *Callee) {
  if (const auto *V = dyn_cast_or_null<VarDecl>(M.Base);
      V && V->hasGlobalStorage())
    return M;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(C)) {
    const Expr *Object =
        Member->getImplicitObjectArgument()->IgnoreParenImpCasts();
    const auto *R = dyn_cast<DeclRefExpr>(Object);
    if (M.ofThis() ? isa<CXXThisExpr>(Object)
                   : R && M.Field && R->getDecl()->getCanonicalDecl() == M.Base)
      return Mutex{nullptr, M.Field, M.Through};
  }
  for (unsigned I = 0; I < C->getNumArgs() && I < Callee->getNumParams(); ++I) {
    const Expr *A = C->getArg(I)->IgnoreParenImpCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(A);
        U && U->getOpcode() == UO_AddrOf)
      A = U->getSubExpr()->IgnoreParenImpCasts();
    const auto *R = dyn_cast<DeclRefExpr>(A);
    if (M.Base && R && R->getDecl()->getCanonicalDecl() == M.Base)
      return Mutex{cast<ValueDecl>(Callee->getParamDecl(I)->getCanonicalDecl()),
                   M.Field, M.Through};
  }
  return std::nullopt;
}

bool takes(const FunctionDecl *F, const Mutex &M, bool HeldShared,
           std::set<const FunctionDecl *> &Seen) {
  const FunctionDecl *Def = nullptr;
  if (!F || !F->hasBody(Def) || Seen.size() > 64 || !Seen.insert(Def).second)
    return false;
  Mutex Here = M;
  // Parameters of the declaration are others than those of the definition.
  if (const auto *P = dyn_cast_or_null<ParmVarDecl>(M.Base))
    Here.Base = Def->getParamDecl(P->getFunctionScopeIndex());
  LocksIn In;
  In.TraverseStmt(Def->getBody());
  for (const Locking &L : In.Locks)
    if (L.Which == Here) {
      if (L.What == Kind::Release)
        return false; // given back first
      if (L.What == Kind::Exclusive || !HeldShared)
        return true;
    }
  for (const CallExpr *C : In.Calls)
    if (const FunctionDecl *Next = C->getDirectCallee())
      if (std::optional<Mutex> There = inCallee(Here, C, Next))
        if (takes(Next, *There, HeldShared, Seen))
          return true;
  return false;
}

} // namespace

bool locksWhatIsHeld(const CallExpr &S, ASTContext &Ast) {
  const FunctionDecl *Callee = S.getDirectCallee();
  Locking Own = lockCall(&S);
  // Guards and their mutexes in one function are plain syntax.
  if (!Callee || Own.What == Kind::Release ||
      (Own.What != Kind::None && isa<CXXMemberCallExpr>(S)) ||
      (Own.What == Kind::None && !Callee->hasBody()))
    return false;
  for (const Locking &H : heldAt(S, Ast)) {
    bool Shared = H.What == Kind::Shared;
    if (Own.What != Kind::None) {
      if (Own.Which == H.Which && (!Shared || Own.What == Kind::Exclusive))
        return true;
      continue;
    }
    std::set<const FunctionDecl *> Seen;
    if (std::optional<Mutex> There = inCallee(H.Which, &S, Callee))
      if (takes(Callee, *There, Shared, Seen))
        return true;
  }
  return false;
}

} // namespace codex::pattern
