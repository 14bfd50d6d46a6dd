// Locks that are held where a call stands, and locks that a call takes.
#include "engines/pattern/Parts.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ParentMapContext.h"
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

/// What \p C locks as an object that holds a guard: struct Writing {
/// unique_lock L; Writing(mutex &M) : L(M) {} };
Locking heldBy(const CXXConstructExpr *C) {
  const FunctionDecl *Body = nullptr;
  if (C->getNumArgs() == 0 || !C->getConstructor()->hasBody(Body))
    return {};
  for (const CXXCtorInitializer *I : cast<CXXConstructorDecl>(Body)->inits()) {
    Kind What = I->isMemberInitializer()
                    ? kindOfGuard(I->getMember()->getType())
                    : Kind::None;
    const auto *Takes =
        What == Kind::None
            ? nullptr
            : dyn_cast<CXXConstructExpr>(I->getInit()->IgnoreImplicit());
    if (!Takes || Takes->getNumArgs() != 1)
      continue;
    const auto *R =
        dyn_cast<DeclRefExpr>(Takes->getArg(0)->IgnoreParenImpCasts());
    const auto *P = R ? dyn_cast<ParmVarDecl>(R->getDecl()) : nullptr;
    if (!P || P->getFunctionScopeIndex() >= C->getNumArgs() ||
        mayBeTakenTwice(P->getType().getNonReferenceType()))
      continue;
    if (std::optional<Mutex> M = mutexOf(C->getArg(P->getFunctionScopeIndex())))
      return {What, *M};
  }
  return {};
}

/// What \p C locks by the guard that it returns: auto W = Table.write();
Locking returnedBy(const CXXMemberCallExpr *C) {
  const FunctionDecl *Body = nullptr;
  if (!C->getMethodDecl() || !C->getMethodDecl()->hasBody(Body))
    return {};
  const auto *Block = dyn_cast<CompoundStmt>(Body->getBody());
  const auto *Only = Block && Block->size() == 1
                         ? dyn_cast<ReturnStmt>(Block->body_front())
                         : nullptr;
  const Expr *Value = Only ? Only->getRetValue() : nullptr;
  const auto *Made =
      Value ? dyn_cast<CXXConstructExpr>(Value->IgnoreUnlessSpelledInSource())
            : nullptr;
  Locking L = Made ? heldBy(Made) : Locking();
  if (L.What == Kind::None || !L.Which.ofThis() || L.Which.Through)
    return {};
  const Expr *On = C->getImplicitObjectArgument()->IgnoreParenImpCasts();
  if (isa<CXXThisExpr>(On))
    return L;
  if (const auto *R = dyn_cast<DeclRefExpr>(On)) {
    L.Which.Base = cast<ValueDecl>(R->getDecl()->getCanonicalDecl());
    return L;
  }
  const auto *Member = dyn_cast<MemberExpr>(On);
  if (!Member || !isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
    return {};
  L.Which.Through = Member->getMemberDecl();
  return L;
}

/// The guard that \p D is, or holds, if it takes its mutex at once.
Locking guard(const VarDecl *D) {
  Locking L{kindOfGuard(D->getType()), {}, D};
  const Expr *Init = D->getInit();
  if (!Init)
    return {};
  if (L.What == Kind::None) {
    Init = Init->IgnoreUnlessSpelledInSource();
    if (const auto *Made = dyn_cast<CXXConstructExpr>(Init))
      L = heldBy(Made);
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Init))
      L = returnedBy(Call);
    L.Guard = D;
    return L;
  }
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

/// The parent of \p S, or the declaration that it begins a variable of.
const Stmt *around(const Stmt &S, ASTContext &Ast) {
  DynTypedNodeList Parents = Ast.getParents(S);
  if (!Parents.empty())
    if (const auto *V = Parents[0].get<VarDecl>())
      Parents = Ast.getParents(*V);
  return Parents.empty() ? nullptr : Parents[0].get<Stmt>();
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
    const Stmt *Up = around(*Now, Ast);
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
  bool VisitCXXConstructExpr(const CXXConstructExpr *C) override {
    if (Locking L = heldBy(C); L.What != Kind::None)
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
    const auto *Part = dyn_cast<MemberExpr>(Object);
    if (M.ofThis() && M.Through && Part &&
        isa<CXXThisExpr>(Part->getBase()->IgnoreParenImpCasts()) &&
        Part->getMemberDecl() == M.Through)
      return Mutex{nullptr, M.Field};
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

/// The member of this that \p C is called on, if it points or refers to a
/// \p Class.
bool isCalledOnPartner(const CallExpr *C, const CXXRecordDecl *Class) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(C);
  const auto *On =
      Call ? dyn_cast<MemberExpr>(
                 Call->getImplicitObjectArgument()->IgnoreParenImpCasts())
           : nullptr;
  if (!On || !isa<CXXThisExpr>(On->getBase()->IgnoreParenImpCasts()))
    return false;
  QualType T = On->getMemberDecl()->getType();
  const CXXRecordDecl *Of = T->getPointeeCXXRecordDecl();
  return Of && Of->getCanonicalDecl() == Class->getCanonicalDecl();
}

/// \p F, a method of another class, calls back a method of the class that
/// \p Held belongs to, which locks it: the two know each other, so that the
/// object is taken to be the one that the lock is held in.
bool comesBack(const FunctionDecl *F, const Mutex &Held, bool HeldShared,
               unsigned Depth, std::set<const FunctionDecl *> &Seen) {
  const FunctionDecl *Def = nullptr;
  if (!F || !F->hasBody(Def) || !Seen.insert(Def).second)
    return false;
  const auto *Class =
      dyn_cast<CXXRecordDecl>(cast<FieldDecl>(Held.Field)->getParent());
  LocksIn In;
  In.TraverseStmt(Def->getBody());
  for (const CallExpr *C : In.Calls) {
    const FunctionDecl *Next = C->getDirectCallee();
    std::set<const FunctionDecl *> There;
    if (Class && isCalledOnPartner(C, Class) &&
        takes(Next, Held, HeldShared, There))
      return true;
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Next);
    if (Depth && !(Method && Method->getParent() == Class) &&
        comesBack(Next, Held, HeldShared, Depth - 1, Seen))
      return true;
  }
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
    if (std::optional<Mutex> There = inCallee(H.Which, &S, Callee)) {
      if (takes(Callee, *There, Shared, Seen))
        return true;
      continue;
    }
    const auto *Other = dyn_cast<CXXMethodDecl>(Callee);
    const auto *Field = dyn_cast_or_null<FieldDecl>(H.Which.Field);
    if (Field && H.Which.ofThis() && !H.Which.Through && Other &&
        isCalledOnPartner(&S, Other->getParent()) &&
        Other->getParent() != Field->getParent() &&
        comesBack(Callee, H.Which, Shared, 1, Seen))
      return true;
  }
  return false;
}

} // namespace codex::pattern
