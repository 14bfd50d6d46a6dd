#include "engines/guarded-access/EffectCollector.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"

#include <set>

using namespace clang;
using namespace llvm;

namespace codex::guarded {
namespace {

/// What one function writes: a walk over its body, lambdas included.
class BodyEffects : public ConstDynamicRecursiveASTVisitor {
public:
  BodyEffects(UnitContext &Context, UnitState &Unit, const FunctionDecl *F)
      : Context(Context), Unit(Unit), F(F) {
    ShouldVisitLambdaBody = true;
    ShouldVisitImplicitCode = true;
  }

  struct Call {
    const FunctionDecl *To;
    bool Virtual;
    bool operator<(const Call &Other) const {
      return std::tie(To, Virtual) < std::tie(Other.To, Other.Virtual);
    }
  };
  struct Pass {
    std::string Target;
    Call To;
    unsigned Argument;
  };
  std::set<std::string> Writes;
  SmallVector<Call, 8> Calls; ///< each once, in the order of the source
  std::vector<Pass> Passes;
  bool SpeaksOfWrappers = false;
  bool MayNotReturn = false;

  void run() {
    SpeaksOfWrappers = isWrapper(F->getReturnType());
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *I : Constructor->inits())
        TraverseStmt(I->getInit());
    TraverseStmt(F->getBody());
  }

  bool VisitBinaryOperator(const BinaryOperator *B) override {
    if (B->isAssignmentOp())
      write(B->getLHS());
    return true;
  }
  bool VisitUnaryOperator(const UnaryOperator *U) override {
    if (U->isIncrementDecrementOp() ||
        (U->getOpcode() == UO_AddrOf && !PassedOn.contains(U)))
      write(U->getSubExpr());
    return true;
  }
  bool VisitReturnStmt(const ReturnStmt *R) override {
    QualType T = F->getReturnType();
    if (R->getRetValue() && T->isLValueReferenceType() &&
        !T->getPointeeType().isConstQualified()) {
      write(R->getRetValue());
      if (isWrapper(R->getRetValue()->getType()))
        empties(R->getRetValue());
    }
    return true;
  }
  bool VisitCXXThrowExpr(const CXXThrowExpr *) override {
    MayNotReturn = true;
    return true;
  }
  bool VisitDeclRefExpr(const DeclRefExpr *Ref) override {
    SpeaksOfWrappers |= isWrapper(Ref->getType());
    return true;
  }
  bool VisitMemberExpr(const MemberExpr *Member) override {
    SpeaksOfWrappers |= isWrapper(Member->getType());
    return true;
  }
  bool VisitCXXConstructExpr(const CXXConstructExpr *Construct) override {
    handle(Construct);
    return true;
  }
  /// `return {Code::Fine, value};`
  bool VisitInitListExpr(const InitListExpr *List) override {
    for (const Expr *Init : List->inits())
      SpeaksOfWrappers |= Init && isWrapper(Init->getType());
    return true;
  }
  bool VisitCallExpr(const CallExpr *Call) override {
    SpeaksOfWrappers |= isWrapper(Call->getType());
    handle(Call);
    return true;
  }

private:
  bool isWrapper(QualType T) {
    return T->getAsCXXRecordDecl() && Unit.Known.wrapper(T);
  }
  bool isProjects(const FunctionDecl *Called) {
    return !Called->getBuiltinID() &&
           !Unit.Ast.getSourceManager().isInSystemHeader(Called->getLocation());
  }

  void call(const FunctionDecl *Called, bool Virtual) {
    MayNotReturn |= Called->isNoReturn() || Unit.Known.neverReturns(Called);
    Called = Called->getCanonicalDecl();
    if (isProjects(Called) && !isLambdaCall(Called) &&
        Seen.insert({Called, Virtual}).second)
      Calls.push_back({Called, Virtual});
  }

  void handle(const Expr *E) {
    std::optional<CallParts> Parts = callParts(E);
    if (!Parts)
      return;
    bool Virtual = false;
    if (const FunctionDecl *Called = Parts->Callee) {
      const auto *Method = dyn_cast<CXXMethodDecl>(Called);
      Virtual = Method && Method->isVirtual() && !isa<CXXConstructExpr>(E);
      call(Called, Virtual);
      if (Method && Parts->Object)
        object(*Method, *Parts);
    }
    for (auto [Index, Argument] : enumerate(Parts->Arguments))
      argument(*Parts, Index, Argument, Virtual);
  }

  /// What a call does to the object that it is made on. What the project's own
  /// methods do to members, their own bodies say.
  void object(const CXXMethodDecl &Method, const CallParts &Call) {
    if (Method.isStatic() || Method.isConst())
      return;
    QualType T = Call.Object->getType();
    if (Call.ObjectIsPointer)
      T = T->getPointeeType();
    if (Method.isCopyAssignmentOperator() || Method.isMoveAssignmentOperator())
      wholeObject(T);
    if (const WrapperModel *W = Unit.Known.wrapper(T)) {
      switch (Unit.Known.role(*W, &Method)) {
      case Role::None:
      case Role::Empty:
      case Role::Swap:
        if (Method.getOverloadedOperator() != OO_Equal ||
            Call.Arguments.empty() || mayBeEmpty(*W, Call.Arguments[0]))
          empties(Call.Object);
        write(Call.Object);
        break;
      case Role::Engage:
        write(Call.Object);
        break;
      default:
        break;
      }
      return;
    }
    OverloadedOperatorKind Op = Method.getOverloadedOperator();
    if ((isProjects(&Method) && Op != OO_Equal) || Op == OO_Subscript ||
        Op == OO_Star || Op == OO_Arrow || Op == OO_Call ||
        Unit.Names.isPure(&Method))
      return;
    write(Call.Object);
  }

  void argument(const CallParts &Call, unsigned Index, const Expr *Argument,
                bool Virtual) {
    const FunctionDecl *Called = Call.Callee;
    QualType T = Called && Index < Called->getNumParams()
                     ? Called->getParamDecl(Index)->getType()
                     : Argument->getType();
    const Expr *Inner = strip(Argument);
    runsArgument(Called, Inner);
    const auto *Address = dyn_cast<UnaryOperator>(Inner);
    if (Address && Address->getOpcode() == UO_AddrOf) {
      PassedOn.insert(Address);
      Inner = Address->getSubExpr();
    } else {
      Address = nullptr;
    }
    if (T->isRValueReferenceType()) {
      if (Argument->isXValue()) { // moved from
        wholeObject(Argument->getType());
        write(Inner);
      }
      return;
    }
    bool Mutable = (T->isLValueReferenceType() || T->isPointerType()) &&
                   !T->getPointeeType().isConstQualified();
    if (!Mutable)
      return;
    // Whoever is given the address of a member is to put something there.
    if (T->isLValueReferenceType() && isWrapper(Inner->getType()))
      empties(Inner);
    std::optional<std::string> Target;
    if (T->isPointerType() && !Address)
      Target = pointee(Inner);
    else
      Target = targetOf(Inner);
    if (Called && isProjects(Called)) {
      if (Target)
        Passes.push_back(
            {*Target, {Called->getCanonicalDecl(), Virtual}, Index});
      return;
    }
    // memset, read and the like write all of it.
    if (T->isVoidPointerType() ||
        (T->isPointerType() && T->getPointeeType()->isCharType()))
      wholeObject(Address ? Inner->getType()
                          : Inner->getType()->getPointeeType());
    if (Target)
      Writes.insert(*Target);
  }

  /// An algorithm calls what it is given; who keeps it may do so later, and
  /// that is a call through a pointer, as others are.
  void runsArgument(const FunctionDecl *Called, const Expr *Argument) {
    if (!Called || !Called->isInStdNamespace() || isa<CXXMethodDecl>(Called))
      return;
    if (const auto *Address = dyn_cast<UnaryOperator>(Argument))
      Argument = strip(Address->getSubExpr());
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Argument))
      if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
        call(Function, /*Virtual=*/false);
  }

  void wholeObject(QualType T) {
    const CXXRecordDecl *Record =
        T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
    if (!Record || !Record->hasDefinition() ||
        !Context.inScope(Record->getLocation()))
      return;
    Writes.insert("class:" + Record->getQualifiedNameAsString());
    for (const CXXBaseSpecifier &Base : Record->getDefinition()->bases())
      wholeObject(Base.getType());
  }

  void write(const Expr *E) {
    if (std::optional<std::string> Target = targetOf(strip(E)))
      Writes.insert(*Target);
  }

  /// What leaves a member without a value, of whatever object.
  void empties(const Expr *E) {
    if (const auto *Member = dyn_cast<MemberExpr>(strip(E)))
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
        Writes.insert("empty:" + Field->getQualifiedNameAsString());
  }

  bool mayBeEmpty(const WrapperModel &W, const Expr *Given) {
    const Expr *Inner = strip(Given);
    while (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner)) {
      if (Construct->getNumArgs() == 0)
        return isWrapper(Construct->getType());
      Inner = strip(Construct->getArg(0));
    }
    if (const auto *List = dyn_cast<InitListExpr>(Inner))
      return List->getNumInits() == 0 &&
             !List->getType()->isAggregateType(); // `T{}` is something
    std::optional<CallParts> Call = callParts(Inner);
    if (Call && Call->Callee && Unit.Known.isEngagedMaker(Call->Callee))
      return false;
    return isWrapper(Inner->getType()) ||
           Unit.Known.isEmptySource(W, Inner->getType());
  }

  /// What the pointer \p E points to, where that has a name.
  std::optional<std::string> pointee(const Expr *E) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      if (const auto *P = dyn_cast<ParmVarDecl>(Ref->getDecl()))
        return parameter(P);
    return std::nullopt;
  }

  std::optional<std::string> parameter(const ParmVarDecl *P) {
    if (P->getDeclContext() != F)
      return std::nullopt;
    return "param:" + std::to_string(P->getFunctionScopeIndex());
  }

  /// Nothing for what the function made itself, and for what no test is kept
  /// in.
  std::optional<std::string> targetOf(const Expr *E) {
    E = strip(E);
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      if (!Field || carriesNothing(Field->getType()) || isOwn(Member))
        return std::nullopt;
      return "field:" + Field->getQualifiedNameAsString();
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      if (!V || carriesNothing(V->getType().getNonReferenceType()))
        return std::nullopt;
      if (const auto *P = dyn_cast<ParmVarDecl>(V))
        return P->getType()->isReferenceType() ? parameter(P) : std::nullopt;
      if (V->hasGlobalStorage())
        return "global:" + V->getQualifiedNameAsString();
      // A name for something else.
      if (V->getType()->isReferenceType() && V->getInit() &&
          Names.insert(V).second) {
        std::optional<std::string> Target = targetOf(V->getInit());
        Names.erase(V);
        return Target;
      }
      return std::nullopt;
    }
    if (const auto *Unary = dyn_cast<UnaryOperator>(E))
      return Unary->getOpcode() == UO_Deref
                 ? pointee(strip(Unary->getSubExpr()))
                 : std::nullopt;
    if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      return targetOf(Subscript->getBase());
    // An element of a container is a part of it.
    std::optional<CallParts> Call = callParts(E);
    if (!Call || !Call->Object || !Call->Callee || isProjects(Call->Callee) ||
        Call->ObjectIsPointer || Unit.Known.wrapper(Call->Object->getType()))
      return std::nullopt;
    return targetOf(Call->Object);
  }

  /// A flag, a state or a count may carry a test; not so a fraction, or a
  /// letter.
  static bool carriesNothing(QualType T) {
    return T->isFloatingType() || T->isAnyCharacterType();
  }

  /// A member of a local object, of one that was just made, or, while the
  /// object is made, of its own.
  bool isOwn(const MemberExpr *Member) {
    while (true) {
      const Expr *Base = strip(Member->getBase());
      if (isa<CXXThisExpr>(Base))
        return isa<CXXConstructorDecl>(F);
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Base)) {
        const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        if (!V || V->hasGlobalStorage() || V->getType()->isReferenceType())
          return false;
        if (!Member->isArrow())
          return true;
        const Expr *Init = V->getInit() ? strip(V->getInit()) : nullptr;
        return Init && isa<CXXNewExpr>(Init);
      }
      const auto *Outer = dyn_cast<MemberExpr>(Base);
      if (!Outer || Member->isArrow())
        return false;
      Member = Outer;
    }
  }

  UnitContext &Context;
  UnitState &Unit;
  const FunctionDecl *F;
  SmallPtrSet<const UnaryOperator *, 8> PassedOn;
  std::set<Call> Seen;
  SmallPtrSet<const VarDecl *, 4> Names; ///< being resolved
};

class UnitEffects {
public:
  UnitEffects(UnitContext &Context, Analysis &Unit, LinkerNames &Names,
              const MetNeeds &Met)
      : Context(Context), Unit(Unit), Names(Names), Met(Met) {}

  EffectUnit run() {
    for (const FunctionDecl *F : Context.functions())
      if (F->getBody() && !F->isDependentContext())
        function(F);
    UnitState &State = Unit.unit();
    for (const auto &[F, Uses] : State.Known.endings(State.Ast))
      if (F->isExternallyVisible() && !F->isTemplated())
        Out.Endings.push_back({idOf(F), int(Uses.Ends), int(Uses.Others)});
    return std::move(Out);
  }

private:
  int text(StringRef T) {
    auto [It, New] = Numbers.try_emplace(T, Out.Texts.size());
    if (New)
      Out.Texts.push_back(T.str());
    return It->second;
  }
  int idOf(const FunctionDecl *F) { return text(Names.idOf(F)); }

  bool isCalledUnseen(const FunctionDecl *F) {
    const SourceManager &Sources = Unit.unit().Ast.getSourceManager();
    // Whoever calls what it overrides does not see it, wherever it stands.
    if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
        Method && Method->isVirtual())
      return !Sources.isInSystemHeader(F->getLocation());
    return F->isExternallyVisible() && !F->isInlined() &&
           Sources.isInMainFile(Sources.getExpansionLoc(F->getLocation()));
  }

  void function(const FunctionDecl *F) {
    BodyEffects Body(Context, Unit.unit(), F);
    Body.run();
    EffectFunction Effects;
    Effects.Id = idOf(F);
    if (const auto *Method = dyn_cast<CXXMethodDecl>(F))
      overrides(Method, Effects.Overrides);
    for (const std::string &Target : Body.Writes)
      Effects.Writes.push_back(text(Target));
    for (const BodyEffects::Call &C : Body.Calls)
      Effects.Calls.push_back({idOf(C.To), C.Virtual});
    for (const BodyEffects::Pass &P : Body.Passes)
      Effects.Passes.push_back({text(P.Target),
                                {idOf(P.To.To), P.To.Virtual},
                                static_cast<int>(P.Argument)});
    bool MayPromise = Body.SpeaksOfWrappers ||
                      (Body.MayNotReturn && F->getReturnType()->isVoidType());
    if (isCalledUnseen(F) && (MayPromise || !Unit.gettersBeside(F).empty()))
      for (const std::string &Promise : Unit.promises(F))
        Effects.Promises.push_back(text(Promise));
    if (auto Its = Met.find(F); Its != Met.end())
      for (StringRef Promise : Its->second)
        Effects.Promises.push_back(text(Promise));
    Out.Functions.push_back(std::move(Effects));
  }

  void overrides(const CXXMethodDecl *Method, std::vector<int> &Ids) {
    for (const CXXMethodDecl *Base : Method->overridden_methods()) {
      Ids.push_back(idOf(Base));
      overrides(Base, Ids);
    }
  }

  UnitContext &Context;
  Analysis &Unit;
  LinkerNames &Names;
  const MetNeeds &Met;
  EffectUnit Out;
  StringMap<int> Numbers;
};

} // namespace

EffectUnit collectEffects(UnitContext &Context, Analysis &Unit,
                          LinkerNames &Names, const MetNeeds &Met) {
  return UnitEffects(Context, Unit, Names, Met).run();
}

} // namespace codex::guarded
