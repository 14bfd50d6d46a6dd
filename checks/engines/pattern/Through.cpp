#include "engines/pattern/Through.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace clang::ast_matchers;
using ast_matchers::internal::ASTMatchFinder;
using ast_matchers::internal::BoundNodesTreeBuilder;
using ast_matchers::internal::DynTypedMatcher;

namespace codex::pattern {

namespace {

constexpr unsigned MaxCalls = 3;
constexpr unsigned MaxOrigins = 6;

/// The functions that are called below a statement, and what it returns; a
/// lambda's body is run elsewhere.
class BodyVisitor : public DynamicRecursiveASTVisitor {
public:
  bool TraverseLambdaExpr(LambdaExpr *) override { return true; }
  bool VisitCallExpr(CallExpr *C) override {
    if (FunctionDecl *F = C->getDirectCallee()) {
      Called.push_back(F);
      addMade(*F);
    }
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) override {
    Called.push_back(C->getConstructor());
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *R) override {
    if (R->getRetValue())
      Returned.push_back(R->getRetValue());
    return true;
  }

  std::vector<const FunctionDecl *> Called;
  std::vector<const Expr *> Returned;

private:
  /// make_unique<T> and make_shared<T> call a constructor of T.
  void addMade(const FunctionDecl &F) {
    const TemplateArgumentList *Given = F.getTemplateSpecializationArgs();
    if (!Given || !F.isInStdNamespace() || !F.getIdentifier() ||
        (F.getName() != "make_unique" && F.getName() != "make_shared") ||
        Given->get(0).getKind() != TemplateArgument::Type)
      return;
    const CXXRecordDecl *Made = Given->get(0).getAsType()->getAsCXXRecordDecl();
    if (!Made || !Made->hasDefinition())
      return;
    for (const CXXConstructorDecl *C : Made->ctors())
      if (!C->isCopyOrMoveConstructor())
        Called.push_back(C);
  }
};

/// What is known of one statement and stays so for the unit.
struct Body {
  llvm::SmallVector<const FunctionDecl *, 4> Calls; ///< definitions
  std::vector<const Expr *> Returned;
};

/// Null where the unit has none, or where it is a library's.
const FunctionDecl *ownDefinition(const FunctionDecl *F,
                                  const ASTContext &Ast) {
  const FunctionDecl *Definition = nullptr;
  if (!F->hasBody(Definition) || !Definition->getBody())
    return nullptr;
  const SourceManager &Sources = Ast.getSourceManager();
  return Sources.isInSystemHeader(Definition->getLocation()) ? nullptr
                                                             : Definition;
}

class Bodies {
public:
  explicit Bodies(std::shared_ptr<Uses> All) : All(std::move(All)) {}

  const Body &of(const Stmt &S) {
    if (Unit != All->number()) {
      Unit = All->number();
      Known.clear();
    }
    std::unique_ptr<Body> &B = Known[&S];
    if (!B) {
      B = std::make_unique<Body>();
      BodyVisitor Visitor;
      Visitor.TraverseStmt(const_cast<Stmt *>(&S));
      llvm::SmallPtrSet<const FunctionDecl *, 8> Seen;
      for (const FunctionDecl *F : Visitor.Called)
        if (const FunctionDecl *Own = ownDefinition(F, All->ast()))
          if (Seen.insert(Own).second)
            B->Calls.push_back(Own);
      B->Returned = std::move(Visitor.Returned);
    }
    return *B;
  }

  Uses &uses() { return *All; }

private:
  std::shared_ptr<Uses> All;
  unsigned Unit = 0;
  llvm::DenseMap<const Stmt *, std::unique_ptr<Body>> Known;
};

class DoesMatcher : public ast_matchers::internal::MatcherInterface<Stmt> {
public:
  DoesMatcher(DynTypedMatcher Inner, std::shared_ptr<Uses> All)
      : Inner(std::move(Inner)), Known(std::make_unique<Bodies>(All)) {}

  bool matches(const Stmt &Node, ASTMatchFinder *Finder,
               BoundNodesTreeBuilder *Builder) const override {
    llvm::SmallPtrSet<const Stmt *, 16> Seen;
    return does(Node, MaxCalls, Seen, Finder, Builder);
  }

private:
  bool does(const Stmt &S, unsigned Depth,
            llvm::SmallPtrSetImpl<const Stmt *> &Seen, ASTMatchFinder *Finder,
            BoundNodesTreeBuilder *Builder) const {
    if (!Seen.insert(&S).second)
      return false;
    BoundNodesTreeBuilder Here(*Builder);
    if (Inner.matches(DynTypedNode::create(S), Finder, &Here) ||
        Finder->matchesDescendantOf(S, Inner, &(Here = *Builder),
                                    ASTMatchFinder::BK_First)) {
      *Builder = Here;
      return true;
    }
    if (!Depth)
      return false;
    for (const FunctionDecl *F : Known->of(S).Calls) {
      if (does(*F->getBody(), Depth - 1, Seen, Finder, Builder))
        return true;
      const auto *Constructor = dyn_cast<CXXConstructorDecl>(F);
      if (!Constructor)
        continue;
      for (const CXXCtorInitializer *I : Constructor->inits())
        if (I->isWritten() &&
            does(*I->getInit(), Depth - 1, Seen, Finder, Builder))
          return true;
    }
    return false;
  }

  DynTypedMatcher Inner;
  std::unique_ptr<Bodies> Known;
};

/// The right side where \p Use is what an assignment sets.
const Expr *assignedTo(const Expr &Use, ASTContext &Ast) {
  const Stmt *Below = &Use;
  const Stmt *Parent = parentOf(Use, Ast);
  while (Parent && isa<ParenExpr>(Parent)) {
    Below = Parent;
    Parent = parentOf(*Parent, Ast);
  }
  if (const auto *B = dyn_cast_or_null<BinaryOperator>(Parent))
    return B->getOpcode() == BO_Assign && B->getLHS() == Below ? B->getRHS()
                                                               : nullptr;
  if (const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(Parent))
    return O->getOperator() == OO_Equal && O->getNumArgs() == 2 &&
                   O->getArg(0) == Below
               ? O->getArg(1)
               : nullptr;
  return nullptr;
}

class ValueOfMatcher : public ast_matchers::internal::MatcherInterface<Expr> {
public:
  ValueOfMatcher(ast_matchers::internal::Matcher<Expr> Inner,
                 std::shared_ptr<Uses> All)
      : Inner(std::move(Inner)), Known(std::make_unique<Bodies>(All)) {}

  bool matches(const Expr &Node, ASTMatchFinder *Finder,
               BoundNodesTreeBuilder *Builder) const override {
    llvm::SmallPtrSet<const void *, 16> Seen;
    return isOf(&Node, MaxOrigins, Seen, Finder, Builder);
  }

private:
  using SeenSet = llvm::SmallPtrSetImpl<const void *>;

  bool isOf(const Expr *E, unsigned Depth, SeenSet &Seen,
            ASTMatchFinder *Finder, BoundNodesTreeBuilder *Builder) const {
    while (E) {
      BoundNodesTreeBuilder Here(*Builder);
      if (Inner.matches(*E, Finder, &Here)) {
        *Builder = Here;
        return true;
      }
      const Expr *Next = sameValue(E);
      if (!Next)
        break;
      E = Next;
    }
    if (!E || !Depth)
      return false;
    auto Any = [&](const Expr *From) {
      return From && isOf(From, Depth - 1, Seen, Finder, Builder);
    };
    if (const auto *C = dyn_cast<AbstractConditionalOperator>(E))
      return Any(C->getTrueExpr()) || Any(C->getFalseExpr());
    if (const auto *Call = dyn_cast<CallExpr>(E)) {
      const FunctionDecl *F = Call->getDirectCallee();
      F = F ? ownDefinition(F, Finder->getASTContext()) : nullptr;
      if (!F || !Seen.insert(F).second)
        return false;
      return llvm::any_of(Known->of(*F->getBody()).Returned, Any);
    }
    const ValueDecl *D = declOf(E);
    if (!D || !isa<VarDecl, FieldDecl>(D) || !Seen.insert(D).second)
      return false;
    const auto *Loop = dyn_cast<VarDecl>(D);
    if (Loop && Loop->isCXXForRangeDecl())
      return false;
    if (const auto *V = dyn_cast<VarDecl>(D);
        V && !isa<ParmVarDecl>(V) && Any(V->getInit()))
      return true;
    if (const auto *F = dyn_cast<FieldDecl>(D); F && isInitialised(*F, Any))
      return true;
    if (llvm::any_of(Known->uses().givenTo(*D), Any))
      return true;
    return llvm::any_of(Known->uses().of(*D), [&](const Expr *Use) {
      return Any(assignedTo(*Use, Finder->getASTContext()));
    });
  }

  static const ValueDecl *declOf(const Expr *E) {
    if (const auto *R = dyn_cast<DeclRefExpr>(E))
      return R->getDecl();
    if (const auto *M = dyn_cast<MemberExpr>(E))
      return M->getMemberDecl();
    return nullptr;
  }

  static bool isInitialised(const FieldDecl &F,
                            llvm::function_ref<bool(const Expr *)> Any) {
    if (F.hasInClassInitializer() && Any(F.getInClassInitializer()))
      return true;
    const auto *Record = dyn_cast<CXXRecordDecl>(F.getParent());
    if (!Record)
      return false;
    for (const CXXConstructorDecl *C : Record->ctors()) {
      const FunctionDecl *Definition = nullptr;
      if (!C->hasBody(Definition))
        continue;
      for (const CXXCtorInitializer *I :
           cast<CXXConstructorDecl>(Definition)->inits())
        if (I->isWritten() && I->getMember() == &F && Any(I->getInit()))
          return true;
    }
    return false;
  }

  /// The expression below \p E that has the same value, if there is one.
  static const Expr *sameValue(const Expr *E) {
    if (const auto *P = dyn_cast<ParenExpr>(E))
      return P->getSubExpr();
    if (const auto *C = dyn_cast<CastExpr>(E))
      return C->getSubExpr();
    if (const auto *F = dyn_cast<FullExpr>(E))
      return F->getSubExpr();
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      return M->getSubExpr();
    if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      return B->getSubExpr();
    if (const auto *I = dyn_cast<InitListExpr>(E))
      return I->getNumInits() == 1 ? I->getInit(0) : nullptr;
    if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
      unsigned Given = 0;
      for (const Expr *A : C->arguments())
        Given += !isa<CXXDefaultArgExpr>(A);
      return Given == 1 ? C->getArg(0) : nullptr;
    }
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
      return llvm::StringSwitch<bool>(nameOf(C))
                     .Cases({"c_str", "data", "str", "native", "string"}, true)
                     .Default(false)
                 ? C->getImplicitObjectArgument()
                 : nullptr;
    if (const auto *C = dyn_cast<CallExpr>(E))
      return C->isCallToStdMove() ? C->getArg(0) : nullptr;
    return nullptr;
  }

  static StringRef nameOf(const CallExpr *C) {
    const FunctionDecl *F = C->getDirectCallee();
    return F && F->getIdentifier() ? F->getName() : StringRef();
  }

  ast_matchers::internal::Matcher<Expr> Inner;
  std::unique_ptr<Bodies> Known;
};

class ReturnsMatcher : public ast_matchers::internal::MatcherInterface<Expr> {
public:
  explicit ReturnsMatcher(ast_matchers::internal::Matcher<Expr> Inner)
      : Inner(std::move(Inner)) {}

  bool matches(const Expr &Node, ASTMatchFinder *Finder,
               BoundNodesTreeBuilder *Builder) const override {
    const Expr *E = &Node;
    for (unsigned Left = MaxReturns;; --Left) {
      BoundNodesTreeBuilder Here(*Builder);
      if (Inner.matches(*E, Finder, &Here)) {
        *Builder = Here;
        return true;
      }
      const auto *Call = dyn_cast<CallExpr>(E->IgnoreParenImpCasts());
      E = Call && Left ? returnedBy(*Call) : nullptr;
      if (!E)
        return false;
    }
  }

private:
  static constexpr unsigned MaxReturns = 2;

  static const Expr *returnedBy(const CallExpr &Call) {
    const FunctionDecl *F = Call.getDirectCallee();
    F = F ? ownDefinition(F, F->getASTContext()) : nullptr;
    const auto *Block = F ? dyn_cast<CompoundStmt>(F->getBody()) : nullptr;
    const auto *Only = Block && Block->size() == 1
                           ? dyn_cast<ReturnStmt>(Block->body_front())
                           : nullptr;
    return Only && Only->getRetValue()
               ? Only->getRetValue()->IgnoreParenImpCasts()
               : nullptr;
  }

  ast_matchers::internal::Matcher<Expr> Inner;
};

/// The call whose result \p E is, or says how it went: f(x), f(x) == 0, !f(x).
const CallExpr *callIn(const Expr *E) {
  while (E) {
    E = E->IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
    if (const auto *C = dyn_cast<CallExpr>(E))
      return C;
    if (const auto *U = dyn_cast<UnaryOperator>(E))
      E = U->getSubExpr();
    else if (const auto *B = dyn_cast<BinaryOperator>(E);
             B && B->isComparisonOp())
      E = B->getLHS();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
             C && C->getNumArgs() == 1)
      E = C->getArg(0);
    else
      return nullptr;
  }
  return nullptr;
}

/// Whether \p C is given what the function around it was given, or it has
/// nothing to give.
bool handsOn(const CallExpr &C, const FunctionDecl &From) {
  struct Finder : DynamicRecursiveASTVisitor {
    bool VisitDeclRefExpr(DeclRefExpr *R) override {
      Found |= isa<ParmVarDecl>(R->getDecl());
      return !Found;
    }
    bool Found = false;
  } Parameters;
  if (From.getNumParams() == 0)
    return true;
  for (const Expr *A : C.arguments())
    Parameters.TraverseStmt(const_cast<Expr *>(A));
  return Parameters.Found;
}

} // namespace

ast_matchers::internal::Matcher<Expr>
throughReturns(const ast_matchers::internal::Matcher<Expr> &Inner) {
  return ast_matchers::internal::Matcher<Expr>(new ReturnsMatcher(Inner));
}

const CallExpr *handedOnBy(const CallExpr &Call) {
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F || isa<CXXOperatorCallExpr>(Call))
    return nullptr;
  const ASTContext &Ast = F->getASTContext();
  const FunctionDecl *Own = ownDefinition(F, Ast);
  const auto *Block = Own ? dyn_cast<CompoundStmt>(Own->getBody()) : nullptr;
  if (!Block || Block->body_empty() || Block->size() > 2)
    return nullptr;
  const Stmt *Last = Block->body_back();
  const Expr *Value = dyn_cast<Expr>(Last);
  if (const auto *R = dyn_cast<ReturnStmt>(Last))
    Value = R->getRetValue();
  const CallExpr *On = Value ? callIn(Value) : nullptr;
  const FunctionDecl *To = On ? On->getDirectCallee() : nullptr;
  if (!To || isa<CXXOperatorCallExpr>(On) ||
      !Ast.getSourceManager().isInSystemHeader(To->getLocation()) ||
      !handsOn(*On, *Own))
    return nullptr;
  return On;
}

dynamic::VariantMatcher doesMatcher(const dynamic::VariantMatcher &Inner,
                                    std::shared_ptr<Uses> All) {
  std::optional<DynTypedMatcher> One;
  if (Inner.hasTypedMatcher<Stmt>())
    One = Inner.getTypedMatcher<Stmt>();
  else
    One = Inner.getSingleMatcher();
  if (!One)
    return dynamic::VariantMatcher();
  return dynamic::VariantMatcher::SingleMatcher(
      ast_matchers::internal::Matcher<Stmt>(
          new DoesMatcher(*One, std::move(All))));
}

dynamic::VariantMatcher valueOfMatcher(const dynamic::VariantMatcher &Inner,
                                       std::shared_ptr<Uses> All) {
  if (!Inner.hasTypedMatcher<Expr>())
    return dynamic::VariantMatcher();
  return dynamic::VariantMatcher::SingleMatcher(
      ast_matchers::internal::Matcher<Expr>(
          new ValueOfMatcher(Inner.getTypedMatcher<Expr>(), std::move(All))));
}

} // namespace codex::pattern
