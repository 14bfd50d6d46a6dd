// Expressions: what they compute, in terms of places and values.
#include "engines/order/FunctionLowering.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::order {

static bool isObject(QualType Type) {
  return Type->isRecordType() || Type->isArrayType();
}

/// A function's address as `const void *`: a table of symbols, a line of a
/// backtrace. Nobody calls what is handed over like this.
static bool isSymbolOnly(const CastExpr *E) {
  QualType From = E->getSubExpr()->getType(), To = E->getType();
  return E->getCastKind() == CK_BitCast && From->isFunctionPointerType() &&
         To->isVoidPointerType() && To->getPointeeType().isConstQualified();
}

const Expr *peel(const Expr *E) {
  while (E) {
    if (const auto *X = dyn_cast<ParenExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = X->getReplacement();
    else if (const auto *X = dyn_cast<CXXDefaultInitExpr>(E))
      E = X->getExpr();
    else if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E))
      E = X->getExpr();
    else if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E))
      E = X->getSemanticForm();
    else if (const auto *X = dyn_cast<CXXStdInitializerListExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<OpaqueValueExpr>(E);
             X && X->getSourceExpr())
      E = X->getSourceExpr();
    else if (const auto *X = dyn_cast<GenericSelectionExpr>(E))
      E = X->getResultExpr();
    else if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E);
             X && isObject(X->getSubExpr()->getType()))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CastExpr>(E)) {
      if (isSymbolOnly(X))
        return E;
      switch (X->getCastKind()) {
      case CK_NoOp:
      case CK_DerivedToBase:
      case CK_UncheckedDerivedToBase:
      case CK_BaseToDerived:
      case CK_Dynamic:
      case CK_BitCast:
      case CK_LValueBitCast:
      case CK_IntegralCast:
      case CK_IntegralToPointer:
      case CK_PointerToIntegral:
      case CK_UserDefinedConversion:
      case CK_ConstructorConversion:
      case CK_ToVoid:
      case CK_AtomicToNonAtomic:
      case CK_NonAtomicToAtomic:
        E = X->getSubExpr();
        continue;
      default:
        return E;
      }
    } else if (const auto *X = dyn_cast<UnaryOperator>(E);
               X &&
               (X->getOpcode() == UO_Extension || X->getOpcode() == UO_Plus))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXConstructExpr>(E);
             X && X->isElidable() && X->getNumArgs() == 1)
      E = X->getArg(0);
    else
      return E;
  }
  return E;
}

int FunctionLowering::lower(const Expr *E) {
  const Expr *Core = peel(E);
  if (auto It = Registers.find(Core); It != Registers.end())
    return It->second;
  int Result = compute(Core);
  Registers[Core] = Result;
  return Result;
}

/// Registers of parts, in order, for the parts that are expressions.
int FunctionLowering::derive(const Expr *E) {
  std::vector<int> Parts;
  for (const Stmt *Child : E->children())
    if (const auto *Part = dyn_cast_or_null<Expr>(Child))
      if (int R = lower(Part); R >= 0)
        Parts.push_back(R);
  OrderInstr &I = emit(Instr::Derive, {});
  I.Args = std::move(Parts);
  return I.Dst;
}

int FunctionLowering::self() {
  int Parameter = value(Instr::Param, {0});
  OrderInstr &I = emit(Instr::Load, {Parameter});
  I.Shape = 'p';
  return I.Dst;
}

/// Moves or copies what \p Source is.
void FunctionLowering::transfer(int To, int From, const Expr *Source) {
  bool Moves = Source->isPRValue() || Source->isXValue();
  // In C an object's value is read from where it stays.
  if (const auto *C = dyn_cast<CastExpr>(Source->IgnoreParens());
      C && C->getCastKind() == CK_LValueToRValue)
    Moves = false;
  effect(Moves ? Instr::Move : Instr::Copy, {To, From});
}

int FunctionLowering::condition(const Expr *E) { return lower(E); }

int FunctionLowering::variable(const ValueDecl *D, const DeclRefExpr *Ref) {
  if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
    Shared.want(Function);
    return value(Instr::Function, {},
                 text(Ref && Callees.contains(Ref) ? Shared.idOf(Function)
                                                   : Shared.valueOf(Function)));
  }
  if (const auto *Constant = dyn_cast<EnumConstantDecl>(D))
    return value(Instr::Number, {}, text(toString(Constant->getInitVal(), 10)));
  if (const auto *Binding = dyn_cast<BindingDecl>(D)) {
    if (const VarDecl *Holder = Binding->getHoldingVar();
        Holder && Holder->getInit())
      return lower(Holder->getInit());
    if (Binding->getBinding())
      return lower(Binding->getBinding());
    return emit(Instr::Derive, {}).Dst;
  }
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V)
    return emit(Instr::Derive, {}).Dst;
  bool IsReference = V->getType()->isReferenceType();
  if (auto It = Captures.find(V->getCanonicalDecl()); It != Captures.end()) {
    int Place = field(self(), "cap:" + Shared.idOf(V));
    return It->second->getType()->isReferenceType()
               ? load(Place, It->second->getType())
               : Place;
  }
  int Place = -1;
  if (const auto *P = dyn_cast<ParmVarDecl>(V);
      P && Decl && P->getDeclContext() == Decl) {
    unsigned Index = P->getFunctionScopeIndex() + F.HasThis;
    Place = value(Instr::Param, {int(Index)});
    // Objects are handed over by address, whoever owns them.
    if (IsReference || V->getType()->isRecordType())
      return load(Place, Shared.Unit.ast().VoidPtrTy);
    return Place;
  }
  if (V->hasGlobalStorage())
    Place = value(Instr::Global, {}, text(Shared.idOf(V)));
  else
    Place = value(Instr::Local, {}, text(Shared.idOf(V)));
  return IsReference ? load(Place, V->getType()) : Place;
}

/// The declaration whose value a load reads, and for members their object.
static const ValueDecl *readPlace(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->getMemberDecl();
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    return D->getDecl();
  return nullptr;
}

int FunctionLowering::cast(const CastExpr *E) {
  const Expr *Sub = E->getSubExpr();
  if (isSymbolOnly(E))
    return value(Instr::Text_, {});
  switch (E->getCastKind()) {
  case CK_LValueToRValue: {
    int Place = lower(Sub);
    if (isObject(E->getType()))
      return Place;
    int Value = load(Place, E->getType());
    const ValueDecl *D = readPlace(Sub);
    const Events *Meaning = D ? &Shared.Matcher.ofRead(D) : nullptr;
    if (!Meaning || Meaning->empty())
      return Value;
    int Object = -1;
    if (const auto *M = dyn_cast<MemberExpr>(Sub->IgnoreParens()))
      Object = lower(M->getBase());
    OrderInstr &I = emit(Instr::Touch, {Object, Value});
    attach(I, *Meaning);
    at(I, Sub->getExprLoc());
    return I.Dst;
  }
  case CK_ArrayToPointerDecay:
    if (isa<clang::StringLiteral>(Sub->IgnoreParens()))
      return value(Instr::Text_, {});
    return value(Instr::Element, {lower(Sub)});
  case CK_FunctionToPointerDecay:
    return lower(Sub);
  case CK_NullToPointer:
  case CK_NullToMemberPointer:
    return number(0);
  case CK_IntegralToBoolean:
  case CK_PointerToBoolean:
  case CK_MemberPointerToBoolean:
    return value(Instr::Compare, {lower(Sub), number(0)}, text("!="));
  default:
    return derive(E);
  }
}

int FunctionLowering::unary(const UnaryOperator *E) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getOpcode()) {
  case UO_Deref:
  case UO_AddrOf:
    return lower(Sub);
  case UO_LNot:
    return value(Instr::Not, {lower(Sub)});
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec: {
    int Place = lower(Sub);
    int Old = load(Place, E->getType());
    if (E->getType()->isPointerType())
      return E->isGLValue() ? Place : Old;
    // `++healthy` is remembered.
    int New = value(Instr::Derive, {Old, number(1)},
                    text(E->isIncrementOp() ? "+" : "-"));
    effect(Instr::Store, {Place, New});
    if (E->isGLValue())
      return Place;
    return E->isPostfix() ? Old : New;
  }
  default:
    return derive(E);
  }
}

static StringRef comparison(BinaryOperatorKind Op) {
  return BinaryOperator::isComparisonOp(Op) ? BinaryOperator::getOpcodeStr(Op)
                                            : StringRef();
}

bool isNeverNegative(QualType Type) {
  if (const auto *Enum = Type->getAsEnumDecl())
    return Enum->isComplete() && Enum->getNumNegativeBits() == 0;
  return Type->isUnsignedIntegerType() && !Type->isBooleanType();
}

/// `status > 0` and `1 > status`, of what is never negative, ask whether it is
/// 0, and are lowered so; -1: another comparison.
int FunctionLowering::comparesWithNothing(const BinaryOperator *E) {
  const Expr *Of = E->getLHS(), *With = E->getRHS();
  BinaryOperatorKind Op = E->getOpcode();
  auto NumberOf = [&](const Expr *X) -> std::optional<int64_t> {
    Expr::EvalResult Result;
    if (X->isValueDependent() || X->containsErrors() ||
        !X->getType()->isIntegralOrEnumerationType() ||
        !X->EvaluateAsInt(Result, Shared.Unit.ast()))
      return std::nullopt;
    return Result.Val.getInt().tryExtValue();
  };
  std::optional<int64_t> Number = NumberOf(With);
  if (!Number) {
    std::swap(Of, With);
    Op = BinaryOperator::reverseComparisonOp(Op);
    Number = NumberOf(With);
  }
  if (!Number || !isNeverNegative(Of->IgnoreParenImpCasts()->getType()))
    return -1;
  bool Some = (Op == BO_GT && *Number == 0) || (Op == BO_GE && *Number == 1);
  bool None = (Op == BO_LE && *Number == 0) || (Op == BO_LT && *Number == 1);
  if (!Some && !None)
    return -1;
  return value(Instr::Compare, {lower(Of), number(0)},
               text(Some ? "!=" : "=="));
}

/// What the walk can compute; empty: nothing of that kind.
static StringRef arithmetic(BinaryOperatorKind Op) {
  switch (Op) {
  case BO_Add:
  case BO_AddAssign:
    return "+";
  case BO_Sub:
  case BO_SubAssign:
    return "-";
  case BO_And:
  case BO_AndAssign:
    return "&";
  case BO_Or:
  case BO_OrAssign:
    return "|";
  case BO_Shl:
    return "<<";
  default:
    return {};
  }
}

int FunctionLowering::binary(const BinaryOperator *E) {
  const Expr *Left = E->getLHS(), *Right = E->getRHS();
  switch (E->getOpcode()) {
  case BO_Comma:
    lower(Left);
    return lower(Right);
  case BO_LAnd:
  case BO_LOr: {
    int A = lower(Left), B = lower(Right);
    return value(E->getOpcode() == BO_LAnd ? Instr::And : Instr::Or, {A, B});
  }
  case BO_Assign: {
    int Value = lower(Right), Place = lower(Left);
    if (isObject(E->getType())) {
      transfer(Place, Value, Right);
    } else {
      effect(Instr::Store, {Place, Value});
      if (const ValueDecl *D = readPlace(Left))
        if (Events Made = Shared.Matcher.ofInit(D); !Made.empty()) {
          OrderInstr &I = emit(Instr::Touch, {Place, Value});
          attach(I, Made);
          at(I, E->getExprLoc());
        }
    }
    return E->isGLValue() || isObject(E->getType()) ? Place : Value;
  }
  default:
    break;
  }
  if (E->isCompoundAssignmentOp()) {
    int Right2 = lower(Right), Place = lower(Left);
    int Old = load(Place, E->getType());
    bool IsBoolean = E->getType()->isBooleanType();
    char Op = !IsBoolean                       ? Instr::Derive
              : E->getOpcode() == BO_AndAssign ? Instr::And
              : E->getOpcode() == BO_OrAssign  ? Instr::Or
                                               : Instr::Derive;
    int New = E->getType()->isPointerType() ? Old : value(Op, {Old, Right2});
    if (New != Old && Op == Instr::Derive)
      if (StringRef How = arithmetic(E->getOpcode()); !How.empty())
        Block->Code.back().Text = text(How);
    effect(Instr::Store, {Place, New});
    return E->isGLValue() ? Place : New;
  }
  if (StringRef Op = comparison(E->getOpcode()); !Op.empty()) {
    if (int R = comparesWithNothing(E); R >= 0)
      return R;
    int A = lower(Left), B = lower(Right);
    return value(Instr::Compare, {A, B}, text(Op));
  }
  if (E->getType()->isPointerType())
    return lower(Left->getType()->isPointerType() ? Left : Right);
  if (E->getOpcode() == BO_And || E->getOpcode() == BO_Or)
    if (E->getLHS()->IgnoreParenImpCasts()->getType()->isBooleanType()) {
      int A = lower(Left), B = lower(Right);
      return value(E->getOpcode() == BO_And ? Instr::And : Instr::Or, {A, B});
    }
  if (StringRef How = arithmetic(E->getOpcode());
      !How.empty() && E->getType()->isIntegralOrEnumerationType()) {
    int A = lower(Left), B = lower(Right);
    return value(Instr::Derive, {A, B}, text(How));
  }
  return derive(E);
}

int FunctionLowering::list(const InitListExpr *E) {
  if (const InitListExpr *Semantic = E->getSemanticForm())
    E = Semantic;
  QualType Type = E->getType();
  if (!isObject(Type))
    return E->getNumInits() ? lower(E->getInit(0)) : number(0);
  int Object;
  if (auto It = VariableTargets.find(E); It != VariableTargets.end())
    Object =
        value(It->second->hasGlobalStorage() ? Instr::Global : Instr::Local, {},
              text(Shared.idOf(It->second)));
  else if (auto Member = MemberTargets.find(E);
           Member != MemberTargets.end() &&
           Member->second->isAnyMemberInitializer())
    Object = field(self(), Member->second->getAnyMember()->getName());
  else
    Object = value(Instr::Temporary, {});
  auto Put = [&](int Place, const Expr *Init) {
    int Value = lower(Init);
    if (isObject(Init->getType()) && !Init->isGLValue())
      transfer(Place, Value, Init);
    else
      effect(Instr::Store, {Place, Value});
  };
  if (const RecordDecl *R = Type->getAsRecordDecl(); R && R->isUnion()) {
    if (const FieldDecl *Member = E->getInitializedFieldInUnion();
        Member && E->getNumInits())
      Put(field(Object, Member->getName()), E->getInit(0));
    return Object;
  } else if (R && R->getName() == "array" && E->getNumInits() == 1 &&
             isa<CXXRecordDecl>(R) &&
             isForeign(Shared.Unit, cast<CXXRecordDecl>(R))) {
    // std::array is what it has inside.
    effect(Instr::Move, {Object, lower(E->getInit(0))});
    return Object;
  } else if (R) {
    unsigned I = 0;
    if (const auto *Class = dyn_cast<CXXRecordDecl>(R))
      for (const CXXBaseSpecifier &Base : Class->bases()) {
        (void)Base;
        if (I < E->getNumInits())
          Put(Object, E->getInit(I++));
      }
    for (const FieldDecl *Member : R->fields())
      if (I < E->getNumInits() && !Member->isUnnamedBitField())
        Put(field(Object, Member->getName()), E->getInit(I++));
    return Object;
  }
  for (const Expr *Init : E->inits())
    Put(value(Instr::Element, {Object}), Init);
  return Object;
}

int FunctionLowering::lambda(const LambdaExpr *E) {
  int Object = value(Instr::Temporary, {});
  const CXXMethodDecl *Body = E->getCallOperator();
  // A generic lambda: any of its instances is as good as another.
  if (const FunctionTemplateDecl *T = Body->getDescribedFunctionTemplate())
    for (const FunctionDecl *Instance : T->specializations())
      Body = cast<CXXMethodDecl>(Instance);
  Shared.want(Body);
  effect(Instr::Closure, {Object}, text(Shared.idOf(Body)));
  auto Init = E->capture_init_begin();
  for (const LambdaCapture &C : E->captures()) {
    const Expr *Value = *Init++;
    if (!Value)
      continue;
    if (C.capturesThis()) {
      effect(Instr::Store, {field(Object, "this"), self()});
      continue;
    }
    if (!C.capturesVariable())
      continue;
    int Place = field(Object, "cap:" + Shared.idOf(C.getCapturedVar()));
    if (C.getCaptureKind() == LCK_ByRef) {
      effect(Instr::Store, {Place, lower(Value)});
      continue;
    }
    int From = lower(Value);
    const Expr *Core = peel(Value);
    if (isObject(Value->getType()))
      transfer(Place, From, isa<CXXConstructExpr>(Core) ? Value : Core);
    else
      effect(Instr::Store, {Place, From});
  }
  return Object;
}

int FunctionLowering::elementOf(int Object, QualType Container) {
  int Element = value(Instr::Element, {Object});
  const CXXRecordDecl *Class =
      Container.getNonReferenceType()->getAsCXXRecordDecl();
  if (Class && Class->getName().contains("map"))
    return field(Element, "second");
  return Element;
}

int FunctionLowering::compute(const Expr *E) {
  const ASTContext &Ast = Shared.Unit.ast();
  if (E->containsErrors())
    return emit(Instr::Derive, {}).Dst;
  if (E->isPRValue() && E->getType()->isIntegralOrEnumerationType() &&
      !E->isValueDependent() && !isa<CallExpr>(E)) {
    Expr::EvalResult Result;
    if (!E->HasSideEffects(Ast) && E->EvaluateAsInt(Result, Ast) &&
        Result.Val.isInt())
      return value(Instr::Number, {}, text(toString(Result.Val.getInt(), 10)));
  }
  if (const auto *X = dyn_cast<DeclRefExpr>(E))
    return variable(X->getDecl(), X);
  if (const auto *X = dyn_cast<MemberExpr>(E)) {
    if (isa<VarDecl, EnumConstantDecl>(X->getMemberDecl())) {
      lower(X->getBase());
      return variable(X->getMemberDecl(), nullptr);
    }
    const auto *Member = dyn_cast<FieldDecl>(X->getMemberDecl());
    int Object = X->isArrow() ? lower(X->getBase()) : objectOf(X->getBase());
    if (!Member)
      return Object;
    int Place = Member->isAnonymousStructOrUnion()
                    ? Object
                    : field(Object, Member->getName());
    return Member->getType()->isReferenceType() ? load(Place, Member->getType())
                                                : Place;
  }
  if (isa<CXXThisExpr>(E))
    return ThisCapture ? load(field(self(), "this"), Ast.VoidPtrTy) : self();
  if (const auto *X = dyn_cast<CallExpr>(E))
    return call(X);
  if (const auto *X = dyn_cast<CXXConstructExpr>(E))
    return construct(X);
  if (const auto *X = dyn_cast<CXXInheritedCtorInitExpr>(E)) {
    (void)X;
    return self();
  }
  if (const auto *X = dyn_cast<CXXNewExpr>(E)) {
    const Expr *Init = X->getInitializer();
    if (X->isArray()) {
      int Made = value(Instr::Heap, {});
      return value(Instr::Element, {Made});
    }
    const Expr *Core = Init ? peel(Init) : nullptr;
    int Value = Core ? lower(Core) : -1;
    if (auto It = HeapObjects.find(X); It != HeapObjects.end())
      return It->second;
    int Made = value(Instr::Heap, {});
    if (Core && isObject(Core->getType()))
      effect(Instr::Move, {Made, Value});
    else if (Core)
      effect(Instr::Store, {Made, Value});
    return Made;
  }
  if (const auto *X = dyn_cast<CXXDeleteExpr>(E)) {
    int Object = lower(X->getArgument());
    if (QualType Type = X->getDestroyedType(); !Type.isNull())
      destructor(Object, Type);
    return -1;
  }
  if (const auto *X = dyn_cast<CastExpr>(E))
    return cast(X);
  if (const auto *X = dyn_cast<UnaryOperator>(E))
    return unary(X);
  if (const auto *X = dyn_cast<BinaryOperator>(E))
    return binary(X);
  if (const auto *X = dyn_cast<ConditionalOperator>(E)) {
    int C = lower(X->getCond()), A = lower(X->getTrueExpr()),
        B = lower(X->getFalseExpr());
    return value(Instr::Select, {C, A, B});
  }
  if (const auto *X = dyn_cast<BinaryConditionalOperator>(E)) {
    int A = lower(X->getCommon()), B = lower(X->getFalseExpr());
    return value(Instr::Select, {A, A, B});
  }
  if (const auto *X = dyn_cast<ArraySubscriptExpr>(E)) {
    lower(X->getIdx());
    return lower(X->getBase());
  }
  if (const auto *X = dyn_cast<InitListExpr>(E))
    return list(X);
  if (const auto *X = dyn_cast<CXXParenListInitExpr>(E)) {
    int Object = value(Instr::Temporary, {});
    const RecordDecl *R = X->getType()->getAsRecordDecl();
    auto Member = R ? R->field_begin() : RecordDecl::field_iterator();
    for (const Expr *Init : X->getInitExprs()) {
      bool Fits = R && Member != R->field_end();
      if (!Fits) {
        lower(Init);
        continue;
      }
      initialise(field(Object, Member->getName()), Member->getType(), Init);
      ++Member;
    }
    return Object;
  }
  if (const auto *X = dyn_cast<CompoundLiteralExpr>(E))
    return lower(X->getInitializer());
  if (const auto *X = dyn_cast<LambdaExpr>(E))
    return lambda(X);
  if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E)) {
    int Value = lower(X->getSubExpr());
    int Object = value(Instr::Temporary, {});
    effect(Instr::Store, {Object, Value});
    return Object;
  }
  if (const auto *X = dyn_cast<CXXThrowExpr>(E)) {
    if (X->getSubExpr())
      lower(X->getSubExpr());
    std::string Types;
    if (X->getSubExpr()) {
      QualType Type = X->getSubExpr()->getType();
      SmallVector<const CXXRecordDecl *, 4> Work;
      if (const CXXRecordDecl *Class = Type->getAsCXXRecordDecl())
        Work.push_back(Class->getDefinition());
      else
        Types = Type.getCanonicalType().getAsString();
      for (size_t I = 0; I < Work.size(); ++I) {
        if (!Work[I])
          continue;
        Types += (Types.empty() ? "" : ";") + plainName(Work[I]);
        for (const CXXBaseSpecifier &B : Work[I]->bases())
          if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
            Work.push_back(Base->getDefinition());
      }
    }
    OrderInstr &I = emit(Instr::Throw, {}, text(Types), false);
    at(I, X->getThrowLoc());
    if (auto It = TryOf.find(E); It != TryOf.end())
      I.Try = It->second;
    return -1;
  }
  if (isa<clang::StringLiteral, PredefinedExpr>(E))
    return value(Instr::Text_, {});
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr, ImplicitValueInitExpr,
          CXXScalarValueInitExpr>(E))
    return isObject(E->getType()) ? value(Instr::Temporary, {}) : number(0);
  // Whoever awaits a coroutine gets what it returns, as from a function.
  if (const auto *X = dyn_cast<CoroutineSuspendExpr>(E))
    return lower(isa<CoawaitExpr>(X) ? cast<CoawaitExpr>(X)->getOperand()
                                     : X->getCommonExpr());
  if (const auto *X = dyn_cast<StmtExpr>(E)) {
    // The parts are elements of the graph already; its value is the last one.
    const auto *Last = dyn_cast_or_null<Expr>(
        X->getSubStmt()->body_empty() ? nullptr : X->getSubStmt()->body_back());
    return Last ? lower(Last) : -1;
  }
  return derive(E);
}

} // namespace codex::order
