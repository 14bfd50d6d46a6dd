// More of the standard library: atomics, text, variants, promises, what binds
// arguments, and how many things a container has.
#include "engines/order/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::order {

//===----------------------------------------------------------------------===//
// How many there are
//===----------------------------------------------------------------------===//

/// One more thing, \p What, is in \p Object.
void FunctionLowering::countUp(int Object, int What) {
  int Place = field(Object, "#n");
  int Old = load(Place, Shared.Unit.ast().IntTy);
  effect(Instr::Store,
         {Place, value(Instr::Derive, {Old, What}, text("count"))});
}

void FunctionLowering::setCount(int Object, int Count) {
  effect(Instr::Store, {field(Object, "#n"), Count});
}

/// What `empty`, `size` and `length` say; -1: the method is another.
int FunctionLowering::countOf(int Object, StringRef Method) {
  int Count = load(field(Object, "#n"), Shared.Unit.ast().IntTy);
  if (Method == "empty")
    return value(Instr::Compare, {Count, number(0)}, text("=="));
  return Count;
}

bool isCountMethod(StringRef Name) {
  return Name == "empty" || Name == "size" || Name == "length";
}

/// Of a string made from, or set to, \p From; false: nobody knows.
bool FunctionLowering::countText(int Object, const Expr *From) {
  const auto *Literal =
      dyn_cast<clang::StringLiteral>(From->IgnoreParenImpCasts());
  if (!Literal)
    return false;
  setCount(Object, number(Literal->getLength()));
  return true;
}

int FunctionLowering::textMethod(const CallExpr *E, StringRef Name,
                                 OverloadedOperatorKind Op, int Object) {
  if (isCountMethod(Name))
    return countOf(Object, Name);
  if (Name == "clear") {
    setCount(Object, number(0));
    return -2;
  }
  bool Adds = Op == OO_PlusEqual || Name == "append" || Name == "push_back";
  if (!Adds)
    return -1;
  const Expr *What = E->getArg(E->getNumArgs() > 1 && Op ? 1 : 0);
  int Added = lower(What);
  countUp(Object, Added);
  return Object;
}

//===----------------------------------------------------------------------===//
// Atomics: an atomic is what it holds
//===----------------------------------------------------------------------===//

int FunctionLowering::atomicMethod(const CallExpr *E, const CXXMethodDecl *M,
                                   int Object) {
  StringRef Name = M->getIdentifier() ? M->getName() : StringRef();
  OverloadedOperatorKind Op = M->getOverloadedOperator();
  const bool IsOperator = isa<CXXOperatorCallExpr>(E);
  auto Arg = [&](unsigned I) { return lower(E->getArg(I + IsOperator)); };
  unsigned Count = E->getNumArgs() - IsOperator;
  QualType Type = M->getReturnType();
  auto Change = [&](StringRef How, int By, bool IsOld) {
    int Old = load(Object, Type);
    int New = value(Instr::Derive, {Old, By}, text(How));
    effect(Instr::Store, {Object, New});
    return IsOld ? Old : New;
  };
  if (isa<CXXConversionDecl>(M) || Name == "load" || Name == "test")
    return Type->isRecordType() ? Object : load(Object, Type);
  if (int R = signalMethod(E, Name, Object); R != -1)
    return R;
  // std::atomic<std::shared_ptr<...>> is the object that it holds.
  const bool IsRecord =
      Count && E->getArg(IsOperator)->getType()->isRecordType();
  if (IsRecord && (Name == "store" || Op == OO_Equal)) {
    transfer(Object, Arg(0), E->getArg(IsOperator));
    return -2;
  }
  if (Name == "store" && Count) {
    effect(Instr::Store, {Object, Arg(0)});
    return -2;
  }
  if (Name == "exchange" && Count) {
    int New = Arg(0), Old = load(Object, Type);
    effect(Instr::Store, {Object, New});
    return Old;
  }
  if (Name == "test_and_set") {
    int Old = load(Object, Type);
    effect(Instr::Store, {Object, number(1)});
    return Old;
  }
  if (Op == OO_PlusPlus || Op == OO_MinusMinus)
    return Change(Op == OO_PlusPlus ? "+" : "-", number(1), Count == 1);
  if (Count && (Op == OO_PlusEqual || Name == "fetch_add"))
    return Change("+", Arg(0), Name == "fetch_add");
  if (Count && (Op == OO_MinusEqual || Name == "fetch_sub"))
    return Change("-", Arg(0), Name == "fetch_sub");
  return -1;
}

//===----------------------------------------------------------------------===//
// Variants
//===----------------------------------------------------------------------===//

bool isVariant(const CXXRecordDecl *Class) {
  return Class && isa<ClassTemplateSpecializationDecl>(Class) &&
         Class->getName() == "variant";
}

std::vector<QualType> typeArguments(const CXXRecordDecl *Variant) {
  std::vector<QualType> Out;
  for (const TemplateArgument &A :
       cast<ClassTemplateSpecializationDecl>(Variant)
           ->getTemplateArgs()
           .asArray()) {
    if (A.getKind() == TemplateArgument::Type)
      Out.push_back(A.getAsType());
    else if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &P : A.pack_elements())
        if (P.getKind() == TemplateArgument::Type)
          Out.push_back(P.getAsType());
  }
  return Out;
}

static bool sameType(QualType A, QualType B) {
  return A.getNonReferenceType().getCanonicalType().getUnqualifiedType() ==
         B.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

/// The place of \p Type among the alternatives of \p Variant; -1: none.
static int alternative(const CXXRecordDecl *Variant, QualType Type) {
  for (auto [N, One] : enumerate(typeArguments(Variant)))
    if (sameType(One, Type))
      return N;
  return -1;
}

void FunctionLowering::setAlternative(int Object, const CXXRecordDecl *Variant,
                                      QualType Type) {
  // With nothing said, the first one.
  int N = Type.isNull() ? 0 : alternative(Variant, Type);
  effect(Instr::Store, {field(Object, "#alt"),
                        N < 0 ? emit(Instr::Derive, {}).Dst : number(N)});
}

int FunctionLowering::holds(int Object, int Alternative) {
  int Now = load(field(Object, "#alt"), Shared.Unit.ast().IntTy);
  return value(Instr::Compare, {Now, number(Alternative)}, text("=="));
}

/// `holds_alternative`, `get_if` and `visit`; -1: another function.
int FunctionLowering::variantFunction(const CallExpr *E,
                                      const FunctionDecl *F) {
  StringRef Name = F->getName();
  bool Visits = Name == "visit" && E->getNumArgs() == 2;
  if (!Visits && E->getNumArgs() != 1)
    return -1;
  const Expr *Of = E->getArg(Visits ? 1 : 0);
  QualType Type = Of->getType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  const CXXRecordDecl *Variant = Type->getAsCXXRecordDecl();
  if (!isVariant(Variant))
    return -1;
  if (Visits)
    return visitVariant(E, Variant);
  const TemplateArgumentList *List = F->getTemplateSpecializationArgs();
  if (!List || !List->size())
    return -1;
  int Index = -1;
  if ((*List)[0].getKind() == TemplateArgument::Type)
    Index = alternative(Variant, (*List)[0].getAsType());
  else if ((*List)[0].getKind() == TemplateArgument::Integral)
    Index = (*List)[0].getAsIntegral().getExtValue();
  if (Index < 0)
    return -1;
  int Object = lower(Of);
  if (Name == "holds_alternative")
    return holds(Object, Index);
  if (Name == "get_if") {
    int Is = holds(Object, Index);
    return value(Instr::Select,
                 {Is, value(Instr::Element, {Object}), number(0)});
  }
  return -1;
}

/// The call operators of \p Class and its bases.
static void callOperators(const CXXRecordDecl *Class,
                          std::vector<const FunctionDecl *> &Out) {
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class)
    return;
  for (const Decl *D : Class->decls()) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(D);
        M && M->getOverloadedOperator() == OO_Call)
      Out.push_back(M);
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(D);
        T && T->getTemplatedDecl()->getOverloadedOperator() == OO_Call)
      for (const FunctionDecl *Instance : T->specializations())
        Out.push_back(Instance);
  }
  for (const CXXBaseSpecifier &B : Class->bases())
    callOperators(B.getType()->getAsCXXRecordDecl(), Out);
}

const FunctionDecl *callOperatorOf(const CXXRecordDecl *Class) {
  std::vector<const FunctionDecl *> All;
  callOperators(Class, All);
  return All.empty() ? nullptr : All.front();
}

int FunctionLowering::visitVariant(const CallExpr *E,
                                   const CXXRecordDecl *Variant) {
  const CXXRecordDecl *Visitor = E->getArg(0)->getType()->getAsCXXRecordDecl();
  std::vector<const FunctionDecl *> All;
  callOperators(Visitor, All);
  if (All.empty())
    return -1;
  int Body = lower(E->getArg(0)), Object = lower(E->getArg(1));
  int Code = -1, Inside = value(Instr::Element, {Object}), Given = -1;
  std::vector<QualType> Types = typeArguments(Variant);
  for (size_t N = Types.size(); N-- > 0;) {
    const FunctionDecl *Fits = nullptr;
    for (const FunctionDecl *F : All)
      if (F->getNumParams() == 1 &&
          sameType(F->getParamDecl(0)->getType(), Types[N]))
        Fits = F;
    if (!Fits)
      continue;
    Shared.want(Fits);
    int One = value(Instr::Function, {}, text(Shared.idOf(Fits)));
    // A number or a pointer is handed over by value.
    QualType Wants = Fits->getParamDecl(0)->getType();
    int It = Wants->isReferenceType() || Wants->isRecordType()
                 ? Inside
                 : load(Inside, Wants);
    if (Code < 0) {
      Code = One;
      Given = It;
      continue;
    }
    int Is = holds(Object, N);
    Code = value(Instr::Select, {Is, One, Code});
    Given = value(Instr::Select, {Is, It, Given});
  }
  if (Code < 0)
    return -1;
  return indirect(E, {Code, Body, Given});
}

//===----------------------------------------------------------------------===//
// Bound arguments
//===----------------------------------------------------------------------===//

/// 1 for _1 of std or boost; 0: no placeholder.
static unsigned placeholder(QualType Type) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Type.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Class ||
      !is_contained({"_Placeholder", "__ph", "arg"}, Class->getName()) ||
      Class->getTemplateArgs().size() < 1 ||
      Class->getTemplateArgs()[0].getKind() != TemplateArgument::Integral)
    return 0;
  return Class->getTemplateArgs()[0].getAsIntegral().getZExtValue();
}

/// A callable that holds arguments: those of its call stand at the places of
/// "#nth", or of bind_front behind them all.
int FunctionLowering::bind(const CallExpr *E, bool Front) {
  int Object = value(Instr::Temporary, {});
  for (unsigned I = 0; I < E->getNumArgs(); ++I) {
    const Expr *A = E->getArg(I);
    // A pointer, &Class::method or this: the value and not its temporary.
    if (const auto *T = dyn_cast<MaterializeTemporaryExpr>(A);
        T && !T->getType()->isRecordType())
      A = T->getSubExpr();
    int Value = callable(A);
    bool IsObject = A->getType()->isRecordType();
    if (I == 0) {
      if (IsObject)
        effect(Instr::Copy, {Object, Value});
      else
        effect(Instr::Store, {field(Object, "#fn"), Value});
      continue;
    }
    int Place = field(Object, "#b" + std::to_string(I - 1));
    if (unsigned Which = placeholder(A->getType())) {
      effect(Instr::Store, {Place, number(0)});
      effect(Instr::Store, {field(Place, "#nth"), number(Which)});
      continue;
    }
    // A reference that was asked for, or a copy of the bound object's own.
    const auto *Call = dyn_cast<CallExpr>(peel(A));
    const FunctionDecl *Maker = Call ? Call->getDirectCallee() : nullptr;
    bool IsReference =
        Maker && Maker->getIdentifier() &&
        (Maker->getName() == "ref" || Maker->getName() == "cref");
    if (IsObject && !IsReference) {
      int Own = field(Object, "#c" + std::to_string(I - 1));
      transfer(Own, Value, A);
      effect(Instr::Store, {Place, Own});
    } else if (A->isGLValue() && !IsObject) {
      effect(Instr::Store, {Place, load(Value, A->getType())});
    } else {
      effect(Instr::Store, {Place, Value});
    }
  }
  if (Front)
    effect(Instr::Store, {field(Object, "#front"), number(1)});
  return Object;
}

/// \p E as something that is called: an object of the project's own with a
/// call operator is known by it.
int FunctionLowering::callable(const Expr *E) {
  int Value = lower(E);
  const CXXRecordDecl *Class = E->getType()->getAsCXXRecordDecl();
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class || Class->isLambda() || isForeign(Shared.Unit, Class))
    return Value;
  if (const FunctionDecl *Call = callOperatorOf(Class)) {
    Shared.want(Call);
    effect(Instr::Closure, {Value}, text(Shared.idOf(Call)));
  }
  return Value;
}

/// Calls what the first of \p Args is, with the others.
int FunctionLowering::indirect(const CallExpr *E, std::vector<int> Args) {
  OrderInstr &I = emit(Instr::Indirect, {});
  I.Args = std::move(Args);
  QualType Type = E->getType().getCanonicalType();
  I.Shape = E->isGLValue() || Type->isPointerType() ? 'p'
            : Type->isVoidType()                    ? 'v'
            : Type->isRecordType()                  ? 'r'
            : Type->isBooleanType()                 ? 'b'
                                                    : 'i';
  I.Mutable = ~1u & ~Instr::Elsewhere;
  at(I, E->getBeginLoc());
  if (auto It = TryOf.find(E); It != TryOf.end())
    I.Try = It->second;
  return I.Dst;
}

//===----------------------------------------------------------------------===//
// Promises and tasks that are called later
//===----------------------------------------------------------------------===//

int FunctionLowering::promiseMethod(const CallExpr *E, const CXXMethodDecl *M,
                                    int Object) {
  StringRef Name = M->getIdentifier() ? M->getName() : StringRef();
  if (Name == "get_future") {
    int Future = value(Instr::Temporary, {});
    effect(Instr::Store, {field(Future, "#promise"), Object});
    return Future;
  }
  if (Name.starts_with("set_value") && E->getNumArgs() == 1) {
    const Expr *A = E->getArg(0);
    int Value = lower(A);
    if (!A->getType()->isRecordType() && A->isGLValue())
      Value = load(Value, A->getType());
    effect(Instr::Store, {field(Object, "#v"), Value});
    return -2;
  }
  if (Name.starts_with("set_value") && E->getNumArgs() == 0) {
    effect(Instr::Store, {field(Object, "#v"), number(1)});
    return -2;
  }
  if (Name.starts_with("set_exception")) {
    // Whoever gets the value gets the exception.
    effect(Instr::Store, {field(Object, "#thrown"), number(1)});
    effect(Instr::Store, {field(Object, "#v"), number(1)});
    return -2;
  }
  if (M->getOverloadedOperator() == OO_Call) {
    std::vector<int> Args = {Object};
    for (unsigned I = 1; I < E->getNumArgs(); ++I)
      Args.push_back(lower(E->getArg(I)));
    int Result = indirect(E, std::move(Args));
    effect(Instr::Store, {field(Object, "#v"), Result});
    return -2;
  }
  return -1;
}

/// `It == End`, where \p End says that there is no more; -1: not of that kind.
int FunctionLowering::isAtEnd(const CXXOperatorCallExpr *E) {
  bool Equal = E->getOperator() == OO_EqualEqual;
  if ((!Equal && E->getOperator() != OO_ExclaimEqual) || E->getNumArgs() != 2)
    return -1;
  for (unsigned I : {0u, 1u}) {
    const auto *End = dyn_cast<CXXMemberCallExpr>(peel(E->getArg(I)));
    const CXXMethodDecl *M = End ? End->getMethodDecl() : nullptr;
    if (!M || !M->getIdentifier() ||
        (M->getName() != "end" && M->getName() != "cend"))
      continue;
    int Now =
        load(field(lower(E->getArg(1 - I)), "#end"), Shared.Unit.ast().IntTy);
    return value(Instr::Compare, {Now, number(0)}, text(Equal ? "!=" : "=="));
  }
  return -1;
}

//===----------------------------------------------------------------------===//
// Functions without a body, as values
//===----------------------------------------------------------------------===//

/// The name of a function that does what a call of \p F means; where \p F has a
/// body that the project can see, or means nothing, its own.
const std::string UnitLowering::valueOf(const FunctionDecl *F) {
  std::string Id = idOf(F);
  const FunctionDecl *Body = nullptr;
  if ((F->hasBody(Body) && Unit.inScope(Body->getLocation())) ||
      Matcher.ofCall(F).empty())
    return Id;
  std::string Name = "call|" + Id;
  if (!Thunks.insert(Name).second)
    return Name;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  OrderFunction Thunk;
  Thunk.Id = Name;
  Thunk.Name = Unit.functionName(F);
  Thunk.HasThis = Method && !Method->isStatic();
  Thunk.IsInline = true;
  Thunk.Blocks.resize(3);
  Thunk.Blocks[0].Next = {2};
  Thunk.Blocks[2].Next = {1};
  std::vector<OrderInstr> &Code = Thunk.Blocks[2].Code;
  int Next = 0;
  auto Emit = [&](char Op, std::vector<int> Args) -> OrderInstr & {
    OrderInstr I;
    I.Op = Op;
    I.Args = std::move(Args);
    I.Dst = Next++;
    Code.push_back(std::move(I));
    return Code.back();
  };
  std::vector<int> Args;
  for (unsigned I = 0; I < F->getNumParams() + Thunk.HasThis; ++I) {
    int Place = Emit(OrderInstr::Param, {int(I)}).Dst;
    OrderInstr &Load = Emit(OrderInstr::Load, {Place});
    Load.Shape = 'p';
    Args.push_back(Load.Dst);
  }
  OrderInstr &Call = Emit(OrderInstr::Call, Args);
  Call.Text = text(Id);
  QualType Type = F->getReturnType().getCanonicalType();
  Call.Shape = Type->isVoidType()                                 ? 'v'
               : Type->isPointerType() || Type->isReferenceType() ? 'p'
               : Type->isRecordType()                             ? 'r'
               : Type->isBooleanType()                            ? 'b'
                                                                  : 'i';
  for (const OrderEvent &E : Matcher.ofCall(F))
    Call.Events.push_back(event(E));
  int Result = Call.Dst;
  OrderInstr Return;
  Return.Op = OrderInstr::Return;
  if (!Type->isVoidType())
    Return.Args = {Result};
  Code.push_back(std::move(Return));
  Out.Functions.push_back(std::move(Thunk));
  return Name;
}

} // namespace codex::order
