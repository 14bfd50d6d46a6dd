// Calls and constructions. What the standard library does to places is said
// here; what other libraries' functions mean is said by models.
#include "engines/order/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace llvm;

namespace codex::order {

bool isForeign(const UnitContext &Unit, const CXXRecordDecl *Class) {
  return !Unit.inScope(Class->getLocation());
}

static bool hasMethod(const CXXRecordDecl *Class, StringRef Name) {
  for (const CXXMethodDecl *M : Class->methods())
    if (M->getIdentifier() && M->getName() == Name)
      return true;
  for (const CXXBaseSpecifier &B : Class->bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
      if (Base->hasDefinition() && hasMethod(Base->getDefinition(), Name))
        return true;
  return false;
}

ClassKind kindOf(const UnitContext &Unit, const CXXRecordDecl *Class) {
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class || !isForeign(Unit, Class) || Class->isLambda())
    return ClassKind::Plain;
  StringRef Name = Class->getName();
  if (isSmartPointer(Class))
    return ClassKind::Smart;
  bool IsTemplate = isa<ClassTemplateSpecializationDecl>(Class);
  if (Name == "basic_string" || Name == "basic_string_view")
    return ClassKind::Text;
  if ((IsTemplate && (Name == "atomic" || Name.starts_with("__atomic_"))) ||
      Name == "atomic_flag")
    return ClassKind::Atomic;
  if (IsTemplate && (Name == "promise" || Name == "packaged_task"))
    return ClassKind::Promise;
  if (isSignal(Class))
    return ClassKind::Signal;
  if (Name == "thread" || Name == "jthread" || Name == "future" ||
      Name == "shared_future" || Name == "__basic_future")
    return ClassKind::Task;
  if (IsTemplate && (Name == "function" || Name == "move_only_function" ||
                     Name == "reference_wrapper"))
    return ClassKind::Callable;
  if (IsTemplate && (hasMethod(Class, "has_value") || hasMethod(Class, "ok")) &&
      (hasMethod(Class, "value") || Name == "optional"))
    return ClassKind::Wrapper;
  if (IsTemplate && (hasMethod(Class, "begin") || hasMethod(Class, "front") ||
                     hasMethod(Class, "swap")))
    return ClassKind::Container;
  bool Star = false, Next = false;
  for (const CXXMethodDecl *M : Class->methods()) {
    Star |= M->getOverloadedOperator() == OO_Star;
    Next |= M->getOverloadedOperator() == OO_PlusPlus;
  }
  if (Star && Next)
    return ClassKind::Iterator;
  if (hasMethod(Class, "ok") || Name == "error_code" || Name == "Result")
    return ClassKind::Status;
  return ClassKind::Plain;
}

int FunctionLowering::objectOf(const Expr *Object) {
  if (Object->getType()->isPointerType())
    return lower(Object);
  return lower(Object);
}

//===----------------------------------------------------------------------===//
// Any call
//===----------------------------------------------------------------------===//

static char shapeOf(QualType Type) {
  if (Type->isVoidType())
    return 'v';
  if (Type->isPointerType() || Type->isReferenceType())
    return 'p';
  if (Type->isRecordType())
    return 'r';
  return Type->isBooleanType() ? 'b' : 'i';
}

static bool isMutable(QualType Type) {
  if (Type->isReferenceType() || Type->isPointerType())
    return !Type->getPointeeType().isConstQualified();
  return false;
}

int FunctionLowering::emitCall(const Expr *E, const FunctionDecl *Callee,
                               char Op, ArrayRef<int> Args,
                               const Events &Meaning) {
  unsigned Mutable = 0, Shift = 0;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && !Method->isStatic()) {
    Shift = 1;
    Mutable |= !Method->isConst();
  }
  for (unsigned I = 0; I < Args.size() && I + Shift < 31; ++I)
    if (I < Callee->getNumParams() &&
        isMutable(Callee->getParamDecl(I)->getType()))
      Mutable |= 1u << (I + Shift);
  if (!Callee->isDefined() && Meaning.empty() &&
      Shared.Unit.inScope(Callee->getLocation()))
    Mutable |= Instr::Elsewhere;
  Shared.want(Callee);
  OrderInstr &I = emit(Op, {}, text(Shared.idOf(Callee)));
  I.Args.assign(Args.begin(), Args.end());
  I.Mutable = Mutable;
  I.Shape = isa<CXXConstructorDecl>(Callee)
                ? 'v'
                : shapeOf(Callee->getReturnType().getCanonicalType());
  for (OrderEvent One : Meaning) {
    // What is not 0, and never below it, is above.
    if (One.Valid == "zero" && One.Out < 0 &&
        isNeverNegative(Callee->getReturnType()))
      One.Valid = "=0,1..";
    I.Events.push_back(Shared.event(One));
  }
  at(I, E->getExprLoc().isValid() ? E->getBeginLoc() : Decl->getLocation());
  if (auto It = TryOf.find(E); It != TryOf.end())
    I.Try = It->second;
  return I.Dst;
}

int FunctionLowering::call(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  std::vector<int> Args;
  const Expr *Object = nullptr;
  unsigned First = 0;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
    Object = M->getImplicitObjectArgument();
  } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
             O && Callee && isa<CXXMethodDecl>(Callee) &&
             !cast<CXXMethodDecl>(Callee)->isStatic()) {
    Object = O->getArg(0);
    First = 1;
  }
  if (Callee) {
    if (Callee->getBuiltinID() && Callee->getName() == "__builtin_expect")
      return lower(E->getArg(0));
    if (Object)
      if (int R = knownMethod(E, cast<CXXMethodDecl>(Callee), Object); R != -1)
        return R == -2 ? -1 : R;
    if (int R = knownFunction(E, Callee); R != -1)
      return R == -2 ? -1 : R;
  }
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
    if (int R = isAtEnd(O); R >= 0)
      return R;
  if (Object)
    Args.push_back(objectOf(Object));
  for (unsigned I = First; I < E->getNumArgs(); ++I)
    Args.push_back(lower(E->getArg(I)));
  if (!Callee) {
    // A pointer to a method is called for an object.
    const auto *Member =
        dyn_cast<BinaryOperator>(E->getCallee()->IgnoreParenImpCasts());
    bool Points = Member && Member->isPtrMemOp();
    Args.insert(Args.begin(),
                lower(Points ? Member->getRHS() : E->getCallee()));
    return indirect(E, std::move(Args));
  }
  // Whatever a library's object calls, it may be known what it was made of.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && Method->getOverloadedOperator() == OO_Call && Object &&
      isForeign(Shared.Unit, Method->getParent()) &&
      !Method->getParent()->isLambda() && Shared.Matcher.ofCall(Callee).empty())
    return indirect(E, std::move(Args));
  char Op = Instr::Call;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && Method->isVirtual()) {
    const auto *Member =
        dyn_cast<MemberExpr>(E->getCallee()->IgnoreParenImpCasts());
    if (!Member || !Member->hasQualifier())
      Op = Instr::Virtual;
  }
  return emitCall(E, Callee, Op, Args, Shared.Matcher.ofCall(Callee));
}

//===----------------------------------------------------------------------===//
// Free functions of the standard library
//===----------------------------------------------------------------------===//

static bool isStd(const Decl *D) {
  const DeclContext *C = D->getDeclContext();
  for (; C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C))
      if (N->getDeclContext()->getRedeclContext()->isTranslationUnit())
        return N->getName() == "std" || N->getName() == "boost" ||
               N->getName() == "absl" || N->getName() == "folly";
  return false;
}

/// Type \p Index of what \p F is an instance for.
static QualType typeArgument(const FunctionDecl *F, unsigned Index) {
  const TemplateArgumentList *List = F->getTemplateSpecializationArgs();
  if (!List || List->size() <= Index)
    return {};
  const TemplateArgument &A = (*List)[Index];
  return A.getKind() == TemplateArgument::Type ? A.getAsType() : QualType();
}

/// The constructor of \p Class that arguments like these choose.
static const CXXConstructorDecl *constructorFor(const CXXRecordDecl *Class,
                                                ArrayRef<const Expr *> Args) {
  const CXXConstructorDecl *Best = nullptr;
  int BestScore = -1;
  for (const Decl *D : Class->decls()) {
    const auto *C = dyn_cast<CXXConstructorDecl>(D);
    if (!C)
      if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
        C = dyn_cast<CXXConstructorDecl>(T->getTemplatedDecl());
    if (!C || C->isDeleted() || C->getMinRequiredArguments() > Args.size() ||
        (C->getNumParams() < Args.size() && !C->isVariadic()))
      continue;
    int Score = 0;
    for (unsigned I = 0; I < Args.size() && I < C->getNumParams(); ++I) {
      QualType P = C->getParamDecl(I)->getType().getNonReferenceType();
      QualType A = Args[I]->getType().getNonReferenceType();
      Score += P.getCanonicalType().getUnqualifiedType() ==
               A.getCanonicalType().getUnqualifiedType();
    }
    if (Score > BestScore) {
      BestScore = Score;
      Best = C;
    }
  }
  return Best;
}

static bool isPairOrTuple(const CXXRecordDecl *Class) {
  return isa<ClassTemplateSpecializationDecl>(Class) && isStd(Class) &&
         (Class->getName() == "pair" || Class->getName() == "tuple");
}

static std::string memberName(const CXXRecordDecl *Class, unsigned N) {
  return Class->getName() == "tuple" ? "get" + std::to_string(N)
         : N                         ? "second"
                                     : "first";
}

/// An object of \p Type comes to be at \p Target, made with \p Args.
void FunctionLowering::makeObject(int Target, QualType Type,
                                  ArrayRef<const Expr *> Args, const Expr *At) {
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class) {
    if (Args.size() == 1 && !Type->isReferenceType() &&
        !Args[0]->getType()->isArrayType())
      storeScalar(Target, lower(Args[0]), Args[0]);
    else if (Args.size() == 1)
      effect(Instr::Store, {Target, lower(Args[0])});
    return;
  }
  if (Args.size() == 1 &&
      Args[0]->getType().getNonReferenceType()->getAsCXXRecordDecl() ==
          Type->getAsCXXRecordDecl()) {
    transfer(Target, lower(Args[0]), Args[0]);
    return;
  }
  const CXXConstructorDecl *C = constructorFor(Class, Args);
  std::vector<int> Values = {Target};
  for (const Expr *A : Args) {
    int R = lower(A);
    Values.push_back(R);
  }
  ClassKind Kind = kindOf(Shared.Unit, Class);
  if (Kind == ClassKind::Smart && Args.size() == 1) {
    effect(Instr::Store, {field(Target, "#p"), Values[1]});
    return;
  }
  if (Kind == ClassKind::Task && !Args.empty()) {
    OrderInstr &I = emit(Instr::Spawn, {}, -1, false);
    I.Args = Values;
    at(I, At->getBeginLoc());
    return;
  }
  if (Kind == ClassKind::Callable && Args.size() == 1) {
    callable(Args[0]);
    if (Args[0]->getType()->isRecordType())
      effect(Instr::Copy, {Target, Values[1]});
    else
      effect(Instr::Store, {field(Target, "#fn"), Values[1]});
    return;
  }
  if (isPairOrTuple(Class)) {
    std::vector<QualType> Types = typeArguments(Class);
    if (Args.size() == Types.size()) {
      for (auto [N, A] : enumerate(Args))
        makeObject(field(Target, memberName(Class, N)), Types[N], {A}, At);
      return;
    }
  }
  if (Kind == ClassKind::Text)
    Args.empty() ? setCount(Target, number(0))
                 : void(countText(Target, Args[0]));
  if (Class->isAggregate() && !Args.empty()) {
    // Its members, in their order.
    unsigned N = 0;
    for (const FieldDecl *Member : Class->fields()) {
      if (N >= Args.size())
        break;
      initialise(field(Target, Member->getName()), Member->getType(), Args[N]);
      ++N;
    }
    return;
  }
  nameClass(Target, Class);
  Events Meaning = Shared.Matcher.ofConstruction(Class);
  if (C) {
    for (const OrderEvent &E : Shared.Matcher.ofCall(C))
      Meaning.push_back(E);
    emitCall(At, C, Instr::Call, Values, Meaning);
    Block->Code.back().Mutable |= 1;
  }
}

int FunctionLowering::knownFunction(const CallExpr *E, const FunctionDecl *F) {
  const IdentifierInfo *Id = F->getIdentifier();
  if (!Id)
    return -1;
  StringRef Name = Id->getName();
  auto Arg = [&](unsigned I) { return lower(E->getArg(I)); };
  auto Rest = [&](unsigned From) {
    std::vector<const Expr *> All;
    for (unsigned I = From; I < E->getNumArgs(); ++I)
      All.push_back(E->getArg(I));
    return All;
  };
  if (Name == "pthread_create" && E->getNumArgs() == 4) {
    std::vector<int> Args = {Arg(0), Arg(1), Arg(2), Arg(3)};
    // The call itself may be what a rule speaks of.
    if (const Events &Meaning = Shared.Matcher.ofCall(F); !Meaning.empty())
      emitCall(E, F, Instr::Call, Args, Meaning);
    OrderInstr &I = emit(Instr::Spawn, {Args[0], Args[2], Args[3]});
    at(I, E->getBeginLoc());
    return number(0);
  }
  if (Name == "pthread_join") {
    // The thread is named by its value; the place that holds it tells it.
    const Expr *Thread = E->getArg(0)->IgnoreParenImpCasts();
    OrderInstr &I = emit(Instr::Join, {lower(Thread)});
    at(I, E->getBeginLoc());
    return number(0);
  }
  if (Name == "pthread_detach") {
    effect(Instr::Detach, {lower(E->getArg(0)->IgnoreParenImpCasts())});
    return number(0);
  }
  if (Name == "pthread_once" && E->getNumArgs() == 2) {
    int Body = Arg(1);
    OrderInstr &I = emit(Instr::Indirect, {Body});
    at(I, E->getBeginLoc());
    return number(0);
  }
  if (int R = signalFunction(E, Name); R >= 0)
    return R;
  if (Name == "make_error_code" && E->getNumArgs() == 1) {
    int Code = value(Instr::Temporary, {});
    effect(Instr::Store,
           {field(Code, "#s"),
            value(Instr::Compare, {Arg(0), number(0)}, text("=="))});
    return Code;
  }
  if (!isStd(F) || !Shared.Matcher.ofCall(F).empty())
    return -1;
  if (Name == "bind" || Name == "bind_front")
    return bind(E, Name == "bind_front");
  if (int R = variantFunction(E, F); R >= 0)
    return R;
  if (is_contained({"move", "forward", "ref", "cref", "addressof", "as_const",
                    "to_address", "static_pointer_cast", "launder",
                    "dynamic_pointer_cast", "const_pointer_cast",
                    "move_if_noexcept"},
                   Name) &&
      E->getNumArgs() == 1)
    return Arg(0);
  if (Name == "get" && E->getNumArgs() == 1 &&
      F->getTemplateSpecializationArgs()) {
    const TemplateArgument &A = (*F->getTemplateSpecializationArgs())[0];
    QualType From = E->getArg(0)->getType();
    const CXXRecordDecl *Class = From->getAsCXXRecordDecl();
    StringRef Of = Class ? Class->getName() : "";
    if (Of == "variant")
      return value(Instr::Element, {Arg(0)});
    std::string Which = "0";
    if (A.getKind() == TemplateArgument::Integral)
      Which = toString(A.getAsIntegral(), 10);
    if (Of == "pair")
      return field(Arg(0), Which == "0" ? "first" : "second");
    if (Of == "tuple")
      return field(Arg(0), "get" + Which);
    return value(Instr::Element, {Arg(0)});
  }
  if (Name == "swap" && E->getNumArgs() == 2) {
    int A = Arg(0), B = Arg(1), T = value(Instr::Temporary, {});
    effect(Instr::Move, {T, A});
    effect(Instr::Move, {A, B});
    effect(Instr::Move, {B, T});
    return -2;
  }
  if (Name == "exchange" && E->getNumArgs() == 2) {
    int A = Arg(0), B = Arg(1);
    if (E->getType()->isRecordType()) {
      int T = value(Instr::Temporary, {});
      effect(Instr::Move, {T, A});
      effect(Instr::Copy, {A, B});
      return T;
    }
    int Old = load(A, E->getType());
    effect(Instr::Store, {A, B});
    return Old;
  }
  if (is_contained({"make_unique", "make_shared", "allocate_shared",
                    "make_unique_for_overwrite"},
                   Name)) {
    QualType Type = typeArgument(F, 0);
    if (Type.isNull())
      return -1;
    int Made = value(Instr::Heap, {});
    makeObject(Made, Type, Rest(Name == "allocate_shared"), E);
    int Pointer = value(Instr::Temporary, {});
    effect(Instr::Store, {field(Pointer, "#p"), Made});
    return Pointer;
  }
  if (is_contained({"make_optional", "make_any"}, Name) &&
      E->getNumArgs() >= 1) {
    int Object = value(Instr::Temporary, {});
    makeObject(inside(Object),
               Name == "make_any" ? typeArgument(F, 0)
                                  : typeArgument(F, 0).getNonReferenceType(),
               Rest(0), E);
    effect(Instr::Store, {field(Object, "#s"), number(1)});
    return Object;
  }
  if (is_contained({"make_pair", "make_tuple", "tie", "forward_as_tuple"},
                   Name)) {
    int Object = value(Instr::Temporary, {});
    for (unsigned I = 0; I < E->getNumArgs(); ++I) {
      std::string Which = Name == "make_pair" ? (I ? "second" : "first")
                                              : "get" + std::to_string(I);
      int From = Arg(I), To = field(Object, Which);
      if (E->getArg(I)->getType()->isRecordType())
        transfer(To, From, E->getArg(I));
      else
        effect(Instr::Store, {To, E->getArg(I)->isGLValue()
                                      ? load(From, E->getArg(I)->getType())
                                      : From});
    }
    return Object;
  }
  bool InPlace =
      is_contained({"call_once", "invoke", "visit", "apply", "invoke_r"}, Name);
  bool Async = Name == "async";
  if (InPlace || Async) {
    unsigned Body = Name == "call_once" ? 1 : 0;
    // std::async(std::launch::async, f, ...)
    if (Async && E->getArg(0)->getType()->isEnumeralType())
      Body = 1;
    if (E->getNumArgs() <= Body)
      return -1;
    std::vector<int> Values;
    for (unsigned I = Body; I < E->getNumArgs(); ++I)
      Values.push_back(callable(E->getArg(I)));
    if (Async) {
      int Task = value(Instr::Temporary, {});
      OrderInstr &I = emit(Instr::Spawn, {Task}, -1, false);
      I.Args.insert(I.Args.end(), Values.begin(), Values.end());
      at(I, E->getBeginLoc());
      return Task;
    }
    if (Name == "visit" || Name == "apply")
      for (size_t I = 1; I < Values.size(); ++I)
        Values[I] = value(Instr::Element, {Values[I]});
    return indirect(E, std::move(Values));
  }
  return algorithm(E, Name, 0);
}

/// The member that \p E, a `&Class::member`, points to; null: it is no such.
static const ValueDecl *pointedMember(const Expr *E) {
  const auto *Address = dyn_cast<UnaryOperator>(peel(E));
  const auto *Named =
      Address && Address->getOpcode() == UO_AddrOf &&
              Address->getType()->isMemberDataPointerType()
          ? dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens())
          : nullptr;
  return Named ? dyn_cast<FieldDecl>(Named->getDecl()) : nullptr;
}

/// Algorithms call what they are given, here, with elements.
int FunctionLowering::algorithm(const CallExpr *E, StringRef Name,
                                unsigned First) {
  for (unsigned I = First; I < E->getNumArgs(); ++I) {
    QualType Type = E->getArg(I)->getType();
    const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
    Class = Class ? Class->getDefinition() : nullptr;
    bool Calls = Class && (Class->isLambda() ||
                           kindOf(Shared.Unit, Class) == ClassKind::Callable ||
                           (I > First && !isForeign(Shared.Unit, Class) &&
                            callOperatorOf(Class)));
    const ValueDecl *Member = I > First ? pointedMember(E->getArg(I)) : nullptr;
    if (!Calls && !Type->isFunctionPointerType() && !Type->isFunctionType() &&
        !Type->isMemberFunctionPointerType() && !Member)
      continue;
    int Range = -1;
    if (I > First) {
      const Expr *Of = E->getArg(First);
      Range = lower(Of);
      const CXXRecordDecl *Whole = Of->getType()->getAsCXXRecordDecl();
      if (Of->getType()->isArrayType() ||
          (Whole && kindOf(Shared.Unit, Whole) == ClassKind::Container))
        Range = value(Instr::Element, {Range});
    }
    if (Member) {
      // &Shard::good: what the elements have there is what it says.
      if (Range < 0 || !is_contained({"all_of", "any_of", "none_of"}, Name))
        return -1;
      int Is = load(field(Range, Member->getName()), Member->getType());
      return Name == "none_of" ? value(Instr::Not, {Is}) : Is;
    }
    int Body = callable(E->getArg(I));
    OrderInstr &C = emit(Instr::InPlace, {Body, Range}, text(Name));
    C.Shape = shapeOf(E->getType().getCanonicalType());
    at(C, E->getBeginLoc());
    if (auto It = TryOf.find(E); It != TryOf.end())
      C.Try = It->second;
    return C.Dst;
  }
  return -1;
}

/// An object's class, with its bases, for the calls of its virtual methods.
void FunctionLowering::nameClass(int Object, const CXXRecordDecl *Class) {
  if (!Class || !Class->hasDefinition() || !Class->isPolymorphic() ||
      isForeign(Shared.Unit, Class))
    return;
  std::string Names;
  SmallVector<const CXXRecordDecl *, 4> Work = {Class};
  for (size_t I = 0; I < Work.size(); ++I) {
    const CXXRecordDecl *One = Work[I]->getDefinition();
    const CXXRecordDecl *Pattern = One->getTemplateInstantiationPattern();
    // No linker's name begins so.
    Names += ";";
    if (!One->isExternallyVisible())
      Names += Shared.MainFile + "|";
    Names += Shared.Unit.functionName(Pattern ? Pattern : One);
    for (const CXXBaseSpecifier &B : One->bases())
      if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
          Base && Base->hasDefinition() && !is_contained(Work, Base))
        Work.push_back(Base);
  }
  effect(Instr::Store,
         {field(Object, "#class"), value(Instr::Text_, {}, text(Names))});
}

//===----------------------------------------------------------------------===//
// Methods of smart pointers, wrappers, containers, callables and tasks
//===----------------------------------------------------------------------===//

static bool isBoolConversion(const CXXMethodDecl *M) {
  const auto *C = dyn_cast<CXXConversionDecl>(M);
  return C && C->getConversionType()->isBooleanType();
}

/// The type of a container's elements.
static QualType elementType(const CXXRecordDecl *Class) {
  for (StringRef Name : {"mapped_type", "value_type"})
    for (const Decl *D : Class->decls())
      if (const auto *T = dyn_cast<TypedefNameDecl>(D))
        if (T->getName() == Name)
          return T->getUnderlyingType();
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(Class))
    if (S->getTemplateArgs().size() &&
        S->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      return S->getTemplateArgs()[0].getAsType();
  return {};
}

int FunctionLowering::knownMethod(const CallExpr *E, const CXXMethodDecl *M,
                                  const Expr *ObjectExpr) {
  if (!Shared.Matcher.ofCall(M).empty())
    return -1;
  QualType ObjectType = ObjectExpr->getType();
  if (ObjectType->isPointerType())
    ObjectType = ObjectType->getPointeeType();
  const CXXRecordDecl *Class = M->getParent();
  ClassKind Kind = kindOf(Shared.Unit, Class);
  if (Kind == ClassKind::Plain)
    if (const CXXRecordDecl *Own = ObjectType->getAsCXXRecordDecl();
        Own && Own->hasDefinition() && isForeign(Shared.Unit, Own))
      Kind = kindOf(Shared.Unit, Own), Class = Own->getDefinition();
  const bool IsOperator = isa<CXXOperatorCallExpr>(E);
  auto Arg = [&](unsigned I) { return E->getArg(I + IsOperator); };
  unsigned Count = E->getNumArgs() - IsOperator;
  StringRef Name = M->getIdentifier() ? M->getName() : StringRef();
  OverloadedOperatorKind Op = M->getOverloadedOperator();
  bool Foreign = isForeign(Shared.Unit, M->getParent());
  // std::ranges::all_of and its like are objects.
  if (Op == OO_Call && Foreign)
    if (const auto *Named = dyn_cast<DeclRefExpr>(peel(ObjectExpr));
        Named && isa<VarDecl>(Named->getDecl()) && isStd(Named->getDecl()))
      if (int R = algorithm(E, cast<VarDecl>(Named->getDecl())->getName(), 1);
          R >= 0)
        return R;
  // Assignment of anything that the project does not define itself.
  if (Op == OO_Equal && Count == 1 && (!M->isUserProvided() || Foreign)) {
    int Object = objectOf(ObjectExpr);
    const Expr *From = Arg(0);
    QualType Type = From->getType();
    int Value = lower(From);
    if (Kind == ClassKind::Text && countText(Object, From))
      return Object;
    if (isVariant(ObjectType->getAsCXXRecordDecl()) &&
        Type->getAsCXXRecordDecl() != ObjectType->getAsCXXRecordDecl())
      setAlternative(Object, ObjectType->getAsCXXRecordDecl(), Type);
    if (Kind == ClassKind::Callable && !Type->isRecordType()) {
      effect(Instr::Store,
             {field(Object, "#fn"), Type->isNullPtrType() ? number(0) : Value});
    } else if (Kind == ClassKind::Callable) {
      callable(From);
      effect(Instr::Copy, {Object, Value});
    } else if (Kind == ClassKind::Smart && !Type->isRecordType()) {
      effect(Instr::Store, {field(Object, "#p"), number(0)});
    } else if (Kind == ClassKind::Smart) {
      effect(From->isXValue() || From->isPRValue() ? Instr::Move : Instr::Copy,
             {Object, Value});
    } else if (Kind == ClassKind::Wrapper &&
               Type->getAsCXXRecordDecl() != ObjectType->getAsCXXRecordDecl()) {
      bool Empty =
          Type->getAsCXXRecordDecl() &&
          (Type->getAsCXXRecordDecl()->getName().contains("nullopt") ||
           Type->getAsCXXRecordDecl()->getName().contains("unexpected"));
      if (!Empty)
        transfer(inside(Object), Value, From);
      effect(Instr::Store, {field(Object, "#s"), number(!Empty)});
    } else if (isVariant(ObjectType->getAsCXXRecordDecl()) &&
               Type->getAsCXXRecordDecl() != ObjectType->getAsCXXRecordDecl()) {
      int Inside = value(Instr::Element, {Object});
      if (Type->isRecordType())
        transfer(Inside, Value, From);
      else
        storeScalar(Inside, Value, From);
    } else if (Type->isRecordType() || Type->isArrayType()) {
      transfer(Object, Value, From);
    } else {
      effect(Instr::Store, {Object, Value});
    }
    return Object;
  }
  if (Kind == ClassKind::Plain)
    return -1;
  auto Truth = [&](int Object, StringRef Field) {
    int Place = field(Object, Field);
    OrderInstr &I = emit(Instr::Load, {Place});
    I.Shape = Field == "#p" ? 'p' : 'i';
    return value(Instr::Compare, {I.Dst, number(0)}, text("!="));
  };
  switch (Kind) {
  case ClassKind::Smart: {
    int Object = objectOf(ObjectExpr);
    if (Op == OO_Arrow || Op == OO_Star || Name == "get" || Name == "release" ||
        Op == OO_Subscript) {
      int Place = field(Object, "#p");
      OrderInstr &I = emit(Instr::Load, {Place});
      I.Shape = 'p';
      int Result = I.Dst;
      if (Name == "release")
        effect(Instr::Store, {Place, number(0)});
      return Result;
    }
    if (Name == "lock")
      return Object;
    if (Name == "reset") {
      int New = Count ? lower(Arg(0)) : number(0);
      int Place = field(Object, "#p");
      if (Class->getName() == "unique_ptr") {
        // What it owned ends.
        OrderInstr &Old = emit(Instr::Load, {Place});
        Old.Shape = 'i';
        effect(Instr::Destroy, {Old.Dst});
      }
      effect(Instr::Store, {Place, New});
      return -2;
    }
    if (isBoolConversion(M))
      return Truth(Object, "#p");
    if (Name == "swap" && Count == 1) {
      int Other = lower(Arg(0)), T = value(Instr::Temporary, {});
      effect(Instr::Move, {T, Object});
      effect(Instr::Move, {Object, Other});
      effect(Instr::Move, {Other, T});
      return -2;
    }
    return -1;
  }
  case ClassKind::Wrapper: {
    int Object = objectOf(ObjectExpr);
    if (isBoolConversion(M) || Name == "has_value" || Name == "ok")
      return Truth(Object, "#s");
    if (Name == "value") {
      // Throws, or ends the program, where there is nothing inside.
      OrderInstr &I = emit(Instr::Touch, {Truth(Object, "#s")}, text("there"),
                           /*HasResult=*/false);
      at(I, E->getBeginLoc());
      if (auto It = TryOf.find(E); It != TryOf.end())
        I.Try = It->second;
      return inside(Object);
    }
    if (Op == OO_Star || Op == OO_Arrow || Name == "get")
      return inside(Object);
    if (Name == "status")
      return Object;
    if (int R = monadicMethod(E, Name, Object); R >= 0)
      return R;
    if (Name == "reset") {
      effect(Instr::Destroy, {inside(Object)});
      effect(Instr::Store, {field(Object, "#s"), number(0)});
      return -2;
    }
    if (Name == "emplace") {
      std::vector<const Expr *> Args;
      for (unsigned I = 0; I < Count; ++I)
        Args.push_back(Arg(I));
      int Element = inside(Object);
      makeObject(Element, elementType(Class), Args, E);
      effect(Instr::Store, {field(Object, "#s"), number(1)});
      return Element;
    }
    return -1;
  }
  case ClassKind::Status: {
    const bool IsCode = Class->getName() == "error_code";
    if (isBoolConversion(M)) {
      int Result = Truth(objectOf(ObjectExpr), "#s");
      return IsCode ? value(Instr::Not, {Result}) : Result;
    }
    if (Name == "ok")
      return Truth(objectOf(ObjectExpr), "#s");
    if (Name == "failed" || (IsCode && Name == "value"))
      return value(Instr::Not, {Truth(objectOf(ObjectExpr), "#s")});
    if (Op == OO_Exclaim)
      return IsCode ? Truth(objectOf(ObjectExpr), "#s")
                    : value(Instr::Not, {Truth(objectOf(ObjectExpr), "#s")});
    return -1;
  }
  case ClassKind::Callable: {
    int Object = objectOf(ObjectExpr);
    if (isBoolConversion(M))
      return value(
          Instr::Compare,
          {load(field(Object, "#fn"), Shared.Unit.ast().IntTy), number(0)},
          text("!="));
    if (Name == "get" || isa<CXXConversionDecl>(M))
      return Object;
    if (Op != OO_Call)
      return -1;
    std::vector<int> Args = {Object};
    for (unsigned I = 0; I < Count; ++I)
      Args.push_back(lower(Arg(I)));
    return indirect(E, std::move(Args));
  }
  case ClassKind::Text:
    return textMethod(E, Name, Op, objectOf(ObjectExpr));
  case ClassKind::Atomic:
    return atomicMethod(E, M, objectOf(ObjectExpr));
  case ClassKind::Promise:
    return promiseMethod(E, M, objectOf(ObjectExpr));
  case ClassKind::Signal:
    return signalMethod(E, Name, objectOf(ObjectExpr));
  case ClassKind::Task: {
    int Object = objectOf(ObjectExpr);
    if (Name == "join" || Name == "get" || Name == "wait") {
      OrderInstr &I = emit(Instr::Join, {Object});
      I.Shape = shapeOf(E->getType().getCanonicalType());
      at(I, E->getBeginLoc());
      if (auto It = TryOf.find(E); It != TryOf.end())
        I.Try = It->second;
      return I.Dst;
    }
    if (Name == "detach") {
      effect(Instr::Detach, {Object});
      return -2;
    }
    return -1;
  }
  case ClassKind::Iterator:
    // An iterator is the element that it stands at.
    if (Op == OO_Star || Op == OO_Arrow || Op == OO_PlusPlus ||
        Op == OO_MinusMinus || Op == OO_Plus || Op == OO_Subscript)
      return objectOf(ObjectExpr);
    return -1;
  case ClassKind::Container: {
    StringRef Of = Class->getName();
    if (Of.contains("stream"))
      return -1;
    if (isVariant(Class)) {
      int Object = objectOf(ObjectExpr);
      if (Name == "index")
        return load(field(Object, "#alt"), Shared.Unit.ast().IntTy);
      QualType Type = M->getReturnType().getNonReferenceType();
      if (Name != "emplace" || Type->isVoidType())
        return -1;
      std::vector<const Expr *> Args;
      for (unsigned I = 0; I < Count; ++I)
        Args.push_back(Arg(I));
      int Element = value(Instr::Element, {Object});
      makeObject(Element, Type, Args, E);
      setAlternative(Object, Class, Type);
      return Element;
    }
    if (isCountMethod(Name))
      return countOf(objectOf(ObjectExpr), Name);
    bool IsMap = Of.contains("map");
    if (Op == OO_Subscript || Name == "at") {
      lower(Arg(0));
      return elementOf(objectOf(ObjectExpr), ObjectType);
    }
    if (is_contained({"begin", "end", "cbegin", "cend", "rbegin", "rend",
                      "find", "front", "back", "top", "data", "lower_bound"},
                     Name))
      return value(Instr::Element, {objectOf(ObjectExpr)});
    if (Name.starts_with("emplace") || Name == "try_emplace") {
      int Object = objectOf(ObjectExpr);
      int Element = IsMap ? elementOf(Object, ObjectType)
                          : value(Instr::Element, {Object});
      std::vector<const Expr *> Args;
      for (unsigned I = IsMap || Name == "emplace_hint" ? 1 : 0; I < Count; ++I)
        Args.push_back(Arg(I));
      QualType Type = elementType(Class);
      if (!Type.isNull())
        makeObject(Element, Type, Args, E);
      countUp(Object, Args.empty() ? -1 : lower(Args.back()));
      return Element;
    }
    if (is_contained({"push_back", "push_front", "push", "insert", "assign",
                      "insert_or_assign"},
                     Name) &&
        Count) {
      int Object = objectOf(ObjectExpr);
      const Expr *From = Arg(Count - 1);
      int Value = lower(From);
      bool Pair = From->getType()->getAsCXXRecordDecl() &&
                  From->getType()->getAsCXXRecordDecl()->getIdentifier() &&
                  From->getType()->getAsCXXRecordDecl()->getName() == "pair";
      int Element = IsMap && !Pair ? elementOf(Object, ObjectType)
                                   : value(Instr::Element, {Object});
      // Before it is moved from.
      countUp(Object, Value);
      if (From->getType()->isRecordType())
        transfer(Element, Value, From);
      else if (From->isGLValue())
        effect(Instr::Store, {Element, load(Value, From->getType())});
      else
        effect(Instr::Store, {Element, Value});
      return Element;
    }
    if (Name == "clear") {
      int Object = objectOf(ObjectExpr);
      effect(Instr::Destroy, {value(Instr::Element, {Object})});
      setCount(Object, number(0));
      return -2;
    }
    return -1;
  }
  case ClassKind::Plain:
    break;
  }
  return -1;
}

//===----------------------------------------------------------------------===//
// Constructions
//===----------------------------------------------------------------------===//

/// A number or a pointer, which \p Source may hand over by reference.
void FunctionLowering::storeScalar(int To, int From, const Expr *Source) {
  effect(Instr::Store,
         {To, Source->isGLValue() ? load(From, Source->getType()) : From});
}

int FunctionLowering::construct(const CXXConstructExpr *E) {
  int Target = -1;
  if (auto It = VariableTargets.find(E); It != VariableTargets.end()) {
    Target =
        value(It->second->hasGlobalStorage() ? Instr::Global : Instr::Local, {},
              text(Shared.idOf(It->second)));
  } else if (auto Member = MemberTargets.find(E);
             Member != MemberTargets.end()) {
    Target = self();
    if (Member->second->isAnyMemberInitializer())
      Target = field(Target, Member->second->getAnyMember()->getName());
  } else if (auto New = HeapTargets.find(E); New != HeapTargets.end()) {
    Target = value(Instr::Heap, {});
    HeapObjects[New->second] = Target;
  } else {
    Target = value(Instr::Temporary, {});
  }
  if (E->getType()->isArrayType())
    Target = value(Instr::Element, {Target});
  constructAt(Target, E);
  return Target;
}

/// `errno`, as the C library's headers have it.
static bool isErrno(const Expr *E) {
  const auto *Read = dyn_cast<UnaryOperator>(E->IgnoreParenImpCasts());
  const auto *Call =
      Read && Read->getOpcode() == UO_Deref
          ? dyn_cast<CallExpr>(Read->getSubExpr()->IgnoreParenImpCasts())
          : nullptr;
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && F->getIdentifier() &&
         is_contained({"__errno_location", "__error", "___errno"},
                      F->getName());
}

/// Construction of a class that libraries define. True: it is done.
bool FunctionLowering::knownConstruction(int Target,
                                         const CXXConstructExpr *E) {
  const CXXRecordDecl *Class = E->getConstructor()->getParent();
  ClassKind Kind = kindOf(Shared.Unit, Class);
  auto ArgRecord = [&](unsigned I) {
    return E->getArg(I)->getType()->getAsCXXRecordDecl();
  };
  auto ArgName = [&](unsigned I) {
    const CXXRecordDecl *R = ArgRecord(I);
    return R && R->getIdentifier() ? R->getName() : StringRef();
  };
  switch (Kind) {
  case ClassKind::Smart: {
    if (E->getNumArgs() == 0) {
      effect(Instr::Store, {field(Target, "#p"), number(0)});
      return true;
    }
    int Value = lower(E->getArg(0));
    if (ArgRecord(0) && ArgName(0) != "nullptr_t")
      transfer(Target, Value, E->getArg(0));
    else
      effect(Instr::Store, {field(Target, "#p"), Value});
    return true;
  }
  case ClassKind::Wrapper: {
    if (E->getNumArgs() == 0) {
      effect(Instr::Store,
             {field(Target, "#s"), number(Class->getName() == "expected")});
      return true;
    }
    int Value = lower(E->getArg(0));
    StringRef From = ArgName(0);
    if (ArgRecord(0) == Class ||
        (kindOf(Shared.Unit, ArgRecord(0)) == ClassKind::Wrapper &&
         From == Class->getName())) {
      transfer(Target, Value, E->getArg(0));
      return true;
    }
    if (From == "nullopt_t" || From == "unexpected" || From == "none_t" ||
        From == "unexpect_t" || From == "Status") {
      effect(Instr::Store, {field(Target, "#s"), number(0)});
      return true;
    }
    if (From == "in_place_t") {
      std::vector<const Expr *> Args(E->arg_begin() + 1, E->arg_end());
      makeObject(inside(Target), elementType(Class), Args, E);
      effect(Instr::Store, {field(Target, "#s"), number(1)});
      return true;
    }
    int Element = inside(Target);
    if (E->getArg(0)->getType()->isRecordType())
      transfer(Element, Value, E->getArg(0));
    else
      effect(Instr::Store, {Element, E->getArg(0)->isGLValue()
                                         ? load(Value, E->getArg(0)->getType())
                                         : Value});
    effect(Instr::Store, {field(Target, "#s"), number(1)});
    return true;
  }
  case ClassKind::Status: {
    if (Class->getName() == "Result")
      return false;
    if (E->getNumArgs() == 0) {
      effect(Instr::Store, {field(Target, "#s"), number(1)});
      return true;
    }
    // Status(code, text): the code 0 means well.
    if (!E->getArg(0)->getType()->isIntegralOrEnumerationType())
      return false;
    int Code = lower(E->getArg(0));
    // Whoever makes a status of errno tells of what went wrong.
    effect(Instr::Store,
           {field(Target, "#s"),
            isErrno(E->getArg(0))
                ? number(0)
                : value(Instr::Compare, {Code, number(0)}, text("=="))});
    return true;
  }
  case ClassKind::Text: {
    unsigned Given = 0;
    for (const Expr *A : E->arguments())
      Given += !isa<CXXDefaultArgExpr>(A);
    if (Given == 0)
      setCount(Target, number(0));
    return Given == 0 || (Given == 1 && countText(Target, E->getArg(0)));
  }
  case ClassKind::Atomic:
    effect(Instr::Store,
           {Target, E->getNumArgs() ? lower(E->getArg(0)) : number(0)});
    return true;
  case ClassKind::Promise:
    if (E->getNumArgs() && Class->getName() == "packaged_task")
      effect(Instr::Copy, {Target, callable(E->getArg(0))});
    return true;
  case ClassKind::Callable: {
    if (E->getNumArgs() == 0 || ArgName(0) == "nullptr_t" ||
        E->getArg(0)->getType()->isNullPtrType()) {
      effect(Instr::Store, {field(Target, "#fn"), number(0)});
      return true;
    }
    int Value = callable(E->getArg(0));
    if (E->getArg(0)->getType()->isRecordType())
      effect(Instr::Copy, {Target, Value});
    else
      effect(Instr::Store, {field(Target, "#fn"), Value});
    return true;
  }
  case ClassKind::Task: {
    if (E->getNumArgs() == 0)
      return true;
    if (ArgRecord(0) == Class) {
      transfer(Target, lower(E->getArg(0)), E->getArg(0));
      return true;
    }
    std::vector<int> Args = {Target};
    for (const Expr *A : E->arguments())
      Args.push_back(callable(A));
    OrderInstr &I = emit(Instr::Spawn, {}, -1, false);
    I.Args = Args;
    at(I, E->getBeginLoc());
    return true;
  }
  case ClassKind::Container: {
    StringRef Of = Class->getName();
    if (isVariant(Class))
      setAlternative(Target, Class,
                     E->getNumArgs() ? E->getArg(0)->getType() : QualType());
    if (E->getNumArgs() == 0 || isa<CXXDefaultArgExpr>(E->getArg(0)))
      setCount(Target, number(0));
    for (unsigned I = 0; I < E->getNumArgs(); ++I) {
      const Expr *A = E->getArg(I);
      if (isa<CXXDefaultArgExpr>(A))
        continue;
      int Value = lower(A);
      // A list of elements, and not one object that is made with braces.
      bool IsList =
          ArgName(I) == "initializer_list" || peel(A)->getType()->isArrayType();
      if (Of == "pair" && E->getNumArgs() == 2) {
        int Place = field(Target, I ? "second" : "first");
        if (A->getType()->isRecordType())
          transfer(Place, Value, A);
        else
          effect(Instr::Store,
                 {Place, A->isGLValue() ? load(Value, A->getType()) : Value});
      } else if (Of == "tuple") {
        int Place = field(Target, "get" + std::to_string(I));
        if (A->getType()->isRecordType())
          transfer(Place, Value, A);
        else
          effect(Instr::Store,
                 {Place, A->isGLValue() ? load(Value, A->getType()) : Value});
      } else if (IsList) {
        effect(Instr::Copy, {Target, Value});
        if (const auto *List = dyn_cast<InitListExpr>(peel(A)))
          setCount(Target, number(List->getNumInits()));
      } else if (isVariant(Class) && !A->getType()->isRecordType()) {
        storeScalar(value(Instr::Element, {Target}), Value, A);
      } else if (A->getType()->isRecordType()) {
        // From iterators or as many copies of one value: elements.
        effect(Instr::Copy, {value(Instr::Element, {Target}), Value});
      }
    }
    return true;
  }
  case ClassKind::Signal:
    return true;
  case ClassKind::Iterator:
  case ClassKind::Plain:
    return false;
  }
  return false;
}

void FunctionLowering::constructAt(int Target, const CXXConstructExpr *E) {
  const CXXConstructorDecl *C = E->getConstructor();
  const CXXRecordDecl *Class = C->getParent();
  if (C->isCopyOrMoveConstructor() && E->getNumArgs() >= 1) {
    int From = lower(E->getArg(0));
    bool Moves = C->isMoveConstructor() || E->getArg(0)->isPRValue();
    effect(Moves ? Instr::Move : Instr::Copy, {Target, From});
    return;
  }
  Events Meaning;
  // A class without any constructor of its own comes to be without a call.
  bool Silent = C->isTrivial() && !C->isUserProvided();
  for (const OrderEvent &Made : Shared.Matcher.ofConstruction(Class))
    if (!Silent || Class->hasAttrs())
      Meaning.push_back(Made);
  for (const OrderEvent &Called : Shared.Matcher.ofCall(C))
    if (llvm::none_of(Meaning, [&](const OrderEvent &Other) {
          return Other.Event == Called.Event;
        }))
      Meaning.push_back(Called);
  if (Meaning.empty() && isForeign(Shared.Unit, Class) &&
      knownConstruction(Target, E))
    return;
  std::vector<int> Args = {Target};
  for (const Expr *A : E->arguments())
    Args.push_back(lower(A));
  if (Silent && Meaning.empty())
    return;
  // A base's part is not an object of its own.
  if (E->getConstructionKind() == CXXConstructionKind::Complete)
    nameClass(Target, Class);
  emitCall(E, C, Instr::Call, Args, Meaning);
  // In front of the arguments stands the object itself.
  Block->Code.back().Mutable |= 1;
}

} // namespace codex::order
