#include "engines/guarded-access/LoweringPass.h"

#include "collect/BranchCondition.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

Operation &Lowering::add(Operation::Kind Is, const Stmt *At) {
  Operation O;
  O.Is = Is;
  O.At = At;
  Current->Operations.push_back(std::move(O));
  return Current->Operations.back();
}

void Lowering::assume(Bdd Condition, const Stmt *At) {
  if (!Condition.isTrue())
    add(Operation::Kind::Assume, At).Condition = Condition;
}

void Lowering::write(ArrayRef<const Term *> Places, const Stmt *At) {
  Operation &Set = add(Operation::Kind::Set, At);
  for (const Term *Place : Places)
    if (Place)
      Set.Written.push_back(Place);
}

void Lowering::setHolds(const Term *Place, bool Value, const Stmt *At) {
  Operation &Set = add(Operation::Kind::Set, At);
  Set.Written.push_back(Place);
  Set.Values.emplace_back(Unit.Atoms.get(Place, Predicate::Holds, 0, At),
                          Value ? Bdd::top() : Bdd::bottom());
}

bool isPointerLikeType(QualType T) {
  return T->isPointerType() || T->isNullPtrType() ||
         isPointerLike(T->getAsCXXRecordDecl());
}

void Lowering::assignFields(Operation &Set, const Term *To,
                            const CXXRecordDecl *Record,
                            const InitListExpr *List) {
  unsigned Next = List ? Record->getNumBases() : 0;
  for (const FieldDecl *F : Record->fields()) {
    const Expr *Init = F->getInClassInitializer();
    if (List) {
      if (Next >= List->getNumInits())
        return;
      Init = List->getInit(Next++);
    }
    const Term *Place = Unit.Terms.field(To, F);
    if (!Place)
      continue;
    // `return {Code::Broken, {}}`: callers will ask for it.
    if (Init && To->kind() == Term::Kind::Result && Unit.Atoms.KeepVisible &&
        F->getType()->isIntegralOrEnumerationType() &&
        !F->getType()->isBooleanType() && ++ConstantsReturned <= 8)
      if (std::optional<int64_t> Number = Unit.Names.constant(Init);
          Number && *Number > INT64_MIN)
        for (int64_t Bound : {*Number - 1, *Number})
          Unit.Atoms.get(Place, Predicate::AtMost, Bound, ownSite(Set.At));
    if (Init)
      assignInto(Set, Place, F->getType(), Init);
    else if (const WrapperModel *W = Unit.Known.wrapper(F->getType()))
      Set.Values.emplace_back(
          Unit.Atoms.get(Place, Predicate::Holds, 0, Set.At),
          W->DefaultEngaged ? Bdd::top() : Bdd::bottom());
  }
}

/// Past conversions between pointers and between iterators.
const Expr *lookedUp(const Expr *From) {
  From = strip(From);
  while (const auto *Construct = dyn_cast<CXXConstructExpr>(From)) {
    const Expr *Only = onlyArgument(Construct);
    if (!Only)
      break;
    From = strip(Only);
  }
  return From;
}

/// Whether what \p Pointer points to holds a value, where it is the address of
/// a wrapper (`&x.status()`), or of one of two.
std::optional<Bdd> Lowering::heldAt(const Expr *Pointer) {
  Pointer = strip(Pointer);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Pointer)) {
    std::optional<Bdd> Then = heldAt(Choice->getTrueExpr());
    std::optional<Bdd> Else = heldAt(Choice->getFalseExpr());
    if (!Then || !Else)
      return std::nullopt;
    return Unit.Bdds.ite(Unit.Names.truth(Choice->getCond()), *Then, *Else);
  }
  const auto *Taken = dyn_cast<UnaryOperator>(Pointer);
  if (!Taken || Taken->getOpcode() != UO_AddrOf ||
      !Unit.Known.wrapper(Taken->getSubExpr()->getType()))
    return std::nullopt;
  return Unit.Names.holds(Taken->getSubExpr());
}

void Lowering::assignInto(Operation &Set, const Term *To, QualType T,
                          const Expr *From) {
  T = T.getNonReferenceType();
  const Term *Source = Unit.Names.term(From);
  // `i = 0` makes v[i] what v[0] is; nothing is indexed with a truth value, or
  // with what a function returns.
  bool Names = !Source || Source->kind() != Term::Kind::Constant ||
               (!T->isBooleanType() && To->kind() != Term::Kind::Result);
  if (Source && Source != To && Names)
    Set.Copies.push_back({Source, To});
  auto Value = [&](Predicate Is, int64_t Bound, Bdd F) {
    Set.Values.emplace_back(Unit.Atoms.get(To, Is, Bound, ownSite(Set.At)), F);
  };
  if (const WrapperModel *W = Unit.Known.wrapper(T)) {
    // An optional<T> given to an optional<optional<T>> is a value.
    const Expr *Given = strip(From);
    bool IsInside = Unit.Names.isWrappedIn(Given->getType(), T);
    Value(Predicate::Holds, 0,
          IsInside ? Bdd::top() : Unit.Names.holds(From, W));
    if (const Term *Inside = Unit.Terms.target(To);
        Inside && Unit.Names.wrapperInside(T))
      Set.Values.emplace_back(
          Unit.Atoms.get(Inside, Predicate::Holds, 0, ownSite(Set.At)),
          IsInside ? Unit.Names.holds(Given) : Unit.Names.heldInside(From));
    return;
  }
  if (std::optional<CallParts> Call = callParts(strip(From)))
    if (std::optional<AlgorithmCall> Found = algorithmCall(strip(From), *Call);
        Found && Found->Is == AlgorithmCall::Kind::FindIf)
      for (const Term *Held :
           Unit.Names.heldWhere(Found->Predicate, true, Unit.Terms.target(To)))
        Set.Values.emplace_back(
            Unit.Atoms.get(Held, Predicate::Holds, 0, ownSite(Set.At)),
            Bdd::top());
  if (T->isBooleanType())
    return Value(Predicate::True, 0, Unit.Names.truth(From));
  if (T->isIntegralOrEnumerationType()) {
    Set.IntegerSources.push_back({To, From});
    return;
  }
  if (isPointerLikeType(T)) {
    // What a function returns is found as its nulls say (returnFound).
    if (Unit.Names.lookupOf(To) && To->kind() != Term::Kind::Result)
      Value(Predicate::Missing, 0, Unit.Names.missing(lookedUp(From)));
    const Expr *Inner = strip(From);
    if (std::optional<Bdd> Held = heldAt(Inner))
      Set.Values.emplace_back(Unit.Atoms.get(Unit.Terms.target(To),
                                             Predicate::Holds, 0,
                                             ownSite(Set.At)),
                              *Held);
    const auto *Construct = dyn_cast<CXXConstructExpr>(Inner);
    const Expr *Only = Construct ? onlyArgument(Construct) : nullptr;
    if (Construct && !Only && Construct->getNumArgs() == 0)
      Value(Predicate::True, 0, Bdd::bottom());
    else if (Only)
      Value(Predicate::True, 0, Unit.Names.truth(Only));
    else if (isa<CXXNewExpr>(Inner))
      Value(Predicate::True, 0, Bdd::top());
    else if (!Construct)
      Value(Predicate::True, 0, Unit.Names.truth(From));
    return;
  }
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return;
  Record = Record->getDefinition();
  const Expr *Inner = strip(From);
  if (assignTuple(Set, To, Record, Inner))
    return;
  // What the body of the called function says of its result.
  if (const auto *Call = dyn_cast<CallExpr>(Inner);
      Call && !Source && Call->getDirectCallee() &&
      Call->getDirectCallee()->hasBody())
    Set.Copies.push_back({Unit.Terms.occurrence(Inner), To});
  assignContainer(Set, To, Record, Inner);
  if (const auto *List = dyn_cast<InitListExpr>(Inner)) {
    if (const InitListExpr *Semantic = List->getSemanticForm())
      List = Semantic;
    if (Record->isAggregate() && !List->isTransparent())
      assignFields(Set, To, Record, List);
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner)) {
    const CXXConstructorDecl *C = Construct->getConstructor();
    if (C->isDefaultConstructor() && !C->isUserProvided())
      assignFields(Set, To, Record, nullptr);
  }
}

/// A std::pair or std::tuple that is made from its parts.
bool Lowering::assignTuple(Operation &Set, const Term *To,
                           const CXXRecordDecl *Record, const Expr *From) {
  if (!Record->isInStdNamespace() || !Record->getIdentifier() ||
      (Record->getName() != "pair" && Record->getName() != "tuple"))
    return false;
  std::optional<CallParts> Made = callParts(From);
  if (!Made || !Made->Callee)
    return false;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(Made->Callee)) {
    if (C->isCopyOrMoveConstructor() || C->getParent() != Record)
      return false;
    // One pair made from another, of other types.
    if (const Expr *Only = onlyArgument(cast<CXXConstructExpr>(From)))
      return assignTuple(Set, To, Record, strip(Only));
  } else if (!Made->Callee->isInStdNamespace() ||
             !Made->Callee->getIdentifier() ||
             (Made->Callee->getName() != "make_pair" &&
              Made->Callee->getName() != "make_tuple")) {
    return false;
  }
  SmallVector<std::pair<const Term *, QualType>, 4> Parts;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  if (Record->getName() == "pair") {
    for (const FieldDecl *Part : Record->fields())
      Parts.emplace_back(Unit.Terms.field(To, Part), Part->getType());
  } else if (Special && Special->getTemplateArgs().size() == 1 &&
             Special->getTemplateArgs()[0].getKind() ==
                 TemplateArgument::Pack) {
    for (auto [Index, Part] :
         enumerate(Special->getTemplateArgs()[0].pack_elements()))
      Parts.emplace_back(Unit.Terms.get(Term::Kind::Element, nullptr, 0,
                                        {To, Unit.Terms.constant(Index)}),
                         Part.getAsType());
  }
  if (Parts.empty() || Parts.size() != Made->Arguments.size())
    return false;
  for (auto [Part, Argument] : zip(Parts, Made->Arguments))
    if (Part.first)
      assignInto(Set, Part.first, Part.second, Argument);
  return true;
}

/// A container or string that is made empty, or from a literal.
void Lowering::assignContainer(Operation &Set, const Term *To,
                               const CXXRecordDecl *Record, const Expr *From) {
  const FunctionDecl *Empty = memberNamed(Record, "empty");
  if (!Empty)
    return;
  const auto *Construct = dyn_cast<CXXConstructExpr>(From);
  const Expr *Only = Construct ? onlyArgument(Construct) : From;
  const auto *Literal =
      Only ? dyn_cast<clang::StringLiteral>(strip(Only)) : nullptr;
  bool MadeEmpty = Construct && Construct->getNumArgs() == 0;
  if (!Literal && !MadeEmpty)
    return;
  if (MadeEmpty) {
    Set.AllHold.push_back(Unit.Terms.each(To));
    Set.MakesOnDemand = makesOnDemand(Construct->getType());
  }
  if (const Term *IsEmpty = Unit.Terms.get(Term::Kind::Call, Empty, 0, {To}))
    Set.Values.emplace_back(
        Unit.Atoms.get(IsEmpty, Predicate::True, 0, ownSite(Set.At)),
        MadeEmpty || Literal->getLength() == 0 ? Bdd::top() : Bdd::bottom());
}

void Lowering::assign(const Term *To, QualType T, const Expr *From,
                      const Stmt *At) {
  Operation Set;
  Set.Is = Operation::Kind::Set;
  Set.At = At;
  Set.Written.push_back(To);
  Set.MayFill = To && (To->kind() == Term::Kind::Field ||
                       To->kind() == Term::Kind::Element);
  // In a template what stands in parentheses has no type yet: `T *p(); S s(a);`
  if (const auto *List = dyn_cast<ParenListExpr>(From))
    From = List->getNumExprs() == 1 ? List->getExpr(0) : nullptr;
  if (From)
    assignInto(Set, To, T, From);
  Current->Operations.push_back(std::move(Set));
  if (From && Unit.Known.variant(T) && To) {
    const auto *Construct = dyn_cast<CXXConstructExpr>(strip(From));
    std::optional<int64_t> Number =
        Construct && Construct->getNumArgs() == 0 &&
                Unit.Known.variant(Construct->getType())
            ? 0
            : Unit.Known.alternativeFrom(T, strip(From)->getType());
    if (!Number && Construct)
      if (const Expr *Only = onlyArgument(Construct))
        Number = Unit.Known.alternativeFrom(T, strip(Only)->getType());
    if (Number)
      assume(Unit.Names.holdsAlternative(To, T, *Number, ownSite(At)), At);
  }
}

void Lowering::swap(const Expr *A, const Expr *B, QualType T, const Stmt *At) {
  const Term *TA = Unit.Names.place(A), *TB = Unit.Names.place(B);
  Operation &Set = add(Operation::Kind::Set, At);
  Set.Written.append({TA, TB});
  Set.Copies.push_back({TA, TB});
  Set.Copies.push_back({TB, TA});
  if (Unit.Known.wrapper(T)) {
    Set.Values.emplace_back(Unit.Atoms.get(TA, Predicate::Holds, 0, At),
                            Unit.Names.holds(B));
    Set.Values.emplace_back(Unit.Atoms.get(TB, Predicate::Holds, 0, At),
                            Unit.Names.holds(A));
  }
}

/// An expression that the graph does not show, taken as evaluated here from its
/// leaves on: a default argument.
void Lowering::evaluate(const Expr *E) {
  for (const Stmt *Child : E->children())
    if (const auto *Operand = dyn_cast_or_null<Expr>(Child))
      evaluate(Operand);
  statement(E);
}

void Lowering::variable(const VarDecl *V) {
  if (V->isStaticLocal())
    return;
  const Term *To = Unit.Terms.variable(V);
  const Expr *Init = V->getInit();
  if (!Init) {
    write({To}, nullptr);
    return;
  }
  if (V->getType()->isReferenceType() || V->getType()->isPointerType()) {
    // A mere other name says nothing new.
    if (Unit.Names.isAlias(V))
      return;
  }
  const Expr *At = Init;
  if (const CXXRecordDecl *Record = V->getType()->getAsCXXRecordDecl();
      Record && Record->isLambda()) {
    write({To}, At);
    return;
  }
  assign(To, V->getType(), Init, At);
  // A constructor with a body knows what it leaves behind.
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(strip(Init)))
    if (!Unit.Known.wrapper(V->getType()) &&
        Construct->getConstructor()->hasBody() &&
        !Construct->getConstructor()->isCopyOrMoveConstructor())
      Current->Operations.back().Copies.push_back(
          {Unit.Terms.occurrence(strip(Init)), To});
}

SmallVector<const FunctionDecl *, 1> lambdaBodies(const LambdaExpr *L) {
  SmallVector<const FunctionDecl *, 1> Bodies;
  const FunctionTemplateDecl *Generic =
      L->getLambdaClass()->getDependentLambdaCallOperator();
  if (Generic)
    Bodies.append(Generic->spec_begin(), Generic->spec_end());
  if (Bodies.empty() && L->getCallOperator())
    Bodies.push_back(L->getCallOperator());
  return Bodies;
}

namespace {
/// What an expression mentions, and what the variables in it were made from: a
/// reference that is bound once goes by the name of what it is bound to.
class Mentions : public ConstDynamicRecursiveASTVisitor {
public:
  bool VisitDeclRefExpr(const DeclRefExpr *Ref) override {
    add(Ref->getDecl());
    return true;
  }
  bool VisitCXXThisExpr(const CXXThisExpr *) override {
    This = true;
    return true;
  }
  void add(const ValueDecl *D) {
    if (const auto *Part = dyn_cast<BindingDecl>(D)) {
      if (const VarDecl *Holding = Part->getHoldingVar())
        add(Holding);
      D = cast<VarDecl>(Part->getDecomposedDecl());
    }
    const auto *V = dyn_cast<VarDecl>(D);
    if (V && Variables.insert(V) && V->getInit())
      TraverseStmt(V->getInit());
  }

  SetVector<const VarDecl *> Variables;
  bool This = false;
};
} // namespace

void Lowering::startLambda(const LambdaExpr *L, const Stmt *At) {
  Mentions Found;
  for (const LambdaCapture &Capture : L->captures()) {
    Found.This |= Capture.capturesThis();
    if (Capture.capturesVariable())
      Found.add(Capture.getCapturedVar());
  }
  for (const FunctionDecl *Body : lambdaBodies(L))
    for (const ParmVarDecl *Parameter : Body->parameters())
      Found.add(Parameter);
  Operation &O = add(Operation::Kind::Lambda, At);
  O.Lambda = L;
  for (const VarDecl *V : Found.Variables)
    O.Named.push_back(Unit.Terms.variable(V));
  if (Found.This)
    O.Named.push_back(Unit.Terms.thisPointer());
}

void Lowering::lambda(const LambdaExpr *L) {
  for (const LambdaCapture &Capture : L->captures())
    if (Capture.capturesVariable() && L->isInitCapture(&Capture))
      if (const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar()))
        variable(V);
  if (auto Given = ElementParameters.find(L); Given != ElementParameters.end())
    for (const ElementParameter &P : Given->second)
      for (const FunctionDecl *Body : lambdaBodies(L))
        isElement(Unit.Terms.variable(Body->getParamDecl(P.Number)), P.Of, L);
  if (!RunWhereCalled.contains(L))
    startLambda(L, L);
}

void Lowering::returnValue(const ReturnStmt *R) {
  const Expr *Value = R->getRetValue();
  if (!Value || !Owner)
    return;
  const Term *Result = Unit.Terms.result(Owner);
  // `return -1`: callers will ask for it.
  QualType T = Owner->getReturnType();
  if (Unit.Atoms.KeepVisible && T->isIntegralOrEnumerationType() &&
      !T->isBooleanType() && ++ConstantsReturned <= 8)
    if (std::optional<int64_t> Number = Unit.Names.constant(Value);
        Number && *Number > INT64_MIN)
      for (int64_t Bound : {*Number - 1, *Number})
        if (Bound >= 0 || !T->isUnsignedIntegerOrEnumerationType())
          Unit.Atoms.get(Result, Predicate::AtMost, Bound, ownSite(R));
  const LookupModel *Own = Unit.Known.lookup(Owner);
  if (Own)
    Unit.Names.looksUp(Result, *Own);
  assign(Result, T, Value, R);
  if (Own)
    returnFound(Result, Value, R);
}

/// What the project's own look-up returns: null where it has found nothing.
void Lowering::returnFound(const Term *Result, const Expr *Value,
                           const ReturnStmt *R) {
  Bdd Missing = Unit.Names.missingAtom(Result, ownSite(R));
  const Expr *Inner = strip(lookedUp(Value));
  if (Current->Operations.back().At != R)
    return;
  if (Unit.Names.lookupOf(Unit.Names.term(Inner)))
    Missing = Unit.Names.missing(Inner);
  else if (isa<MemberExpr, CallExpr, UnaryOperator>(Inner))
    Missing = Bdd::bottom();
  else
    return; // null, or a variable: then it is missing where it is null
  Current->Operations.back().Values.emplace_back(
      Unit.Atoms.get(Result, Predicate::Missing, 0, ownSite(R)), Missing);
}

void Lowering::initializer(const CXXCtorInitializer *I) {
  if (!I->isAnyMemberInitializer() || !I->getInit())
    return;
  const FieldDecl *F = I->getAnyMember();
  if (const Term *Place = Unit.Terms.field(Unit.Terms.thisObject(), F))
    assign(Place, F->getType(), I->getInit(), I->getInit());
}

void Lowering::mustNotBeMissing(const Expr *At, const Expr *Pointer,
                                StringRef Name, const FunctionDecl *Callee) {
  Pointer = lookedUp(Pointer);
  Bdd Missing = Unit.Names.missing(Pointer);
  if (Missing.isFalse())
    return;
  Access A;
  A.At = At;
  A.Object = Pointer;
  A.Callee = Callee;
  A.Name = Name;
  A.Place = Unit.Names.place(Pointer);
  if (const LookupModel *L = Unit.Names.lookupOf(A.Place))
    A.Kind = L->Name;
  A.Required = Unit.Bdds.notOf(Missing);
  // Named here once more, so that a lone test elsewhere counts.
  for (AtomId Id : SmallVector<AtomId, 4>(Unit.Bdds.support(Missing)))
    Unit.Atoms.get(Unit.Atoms[Id].Subject, Unit.Atoms[Id].Is,
                   Unit.Atoms[Id].Value, ownSite(At));
  require(std::move(A), true);
}

bool Lowering::stepBack(const Term *Iterator, const Stmt *At) {
  const LookupModel *L = Unit.Names.lookupOf(Iterator);
  if (!L || L->NotFound != Sentinel::End)
    return false;
  Bdd WasFirst = Unit.Bdds.andOf(Unit.Names.atBegin(Iterator, At),
                                 Unit.Names.endIsBegin(Iterator, At));
  AtomId Missing = Unit.Atoms.get(Iterator, Predicate::Missing, 0, ownSite(At));
  Operation &Set = add(Operation::Kind::Set, At);
  Set.Written.push_back(Iterator);
  Set.Values.emplace_back(Missing, WasFirst);
  return true;
}

/// What is reached through a pointer or iterator that a look-up returned.
void Lowering::dereference(const Stmt *S) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (Unary->getOpcode() == UO_Deref)
      mustNotBeMissing(Unary, Unary->getSubExpr(), "*", nullptr);
    else if (Unary->isIncrementOp() &&
             Unary->getSubExpr()->getType()->isPointerType())
      mustNotBeMissing(Unary, Unary->getSubExpr(), "++", nullptr);
    return;
  }
  // A place behind nothing is no null pointer any more, and no place either.
  if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if ((Binary->getOpcode() == BO_Add ||
         Binary->getOpcode() == BO_AddAssign) &&
        Binary->getLHS()->getType()->isPointerType())
      mustNotBeMissing(Binary, Binary->getLHS(), Binary->getOpcodeStr(),
                       nullptr);
    return;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(S)) {
    const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(strip(Member->getBase()));
    if (Member->isArrow() && !Arrow && !isa<CXXThisExpr>(Member->getBase()))
      mustNotBeMissing(Member, Member->getBase(), "->", nullptr);
    return;
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(S))
    return mustNotBeMissing(Subscript, Subscript->getBase(), "[]", nullptr);
  const auto *E = dyn_cast<Expr>(S);
  std::optional<CallParts> Call = E ? callParts(E) : std::nullopt;
  if (!Call || !Call->Callee)
    return;
  OverloadedOperatorKind Op = Call->Callee->getOverloadedOperator();
  if (Call->Object && !Call->ObjectIsPointer &&
      ((Op == OO_Star && Call->Arguments.empty()) || Op == OO_Arrow ||
       Op == OO_PlusPlus) &&
      !Unit.Known.wrapper(Call->Object->getType()))
    return mustNotBeMissing(E, Call->Object, "", Call->Callee);
  for (unsigned Argument : Unit.Known.nonNullArguments(Call->Callee)) {
    // Of a method without arguments, its object is meant.
    if (Call->Object && !Call->ObjectIsPointer &&
        Call->Callee->getNumParams() == 0)
      mustNotBeMissing(E, Call->Object, "", Call->Callee);
    if (Argument >= Call->Arguments.size() ||
        !Call->Arguments[Argument]->getType()->isPointerType())
      continue;
    const Expr *Given = lookedUp(Call->Arguments[Argument]);
    const LookupModel *L = Unit.Names.lookup(Given);
    if (!L)
      L = Unit.Names.lookupOf(Unit.Names.place(Given));
    if (L && L->NotFound == Sentinel::Null)
      mustNotBeMissing(E, Given, "", Call->Callee);
  }
}

/// `*o.get_ptr()`, where get_ptr is null if o is empty.
void Lowering::dereferenceInside(const Stmt *S) {
  const Expr *Pointer = nullptr;
  if (const auto *Unary = dyn_cast<UnaryOperator>(S))
    Pointer = Unary->getOpcode() == UO_Deref ? Unary->getSubExpr() : nullptr;
  else if (const auto *Member = dyn_cast<MemberExpr>(S))
    Pointer = Member->isArrow() ? Member->getBase() : nullptr;
  else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(S))
    Pointer = Subscript->getBase();
  const auto *Call =
      Pointer ? dyn_cast<CXXMemberCallExpr>(strip(Pointer)) : nullptr;
  std::optional<CallParts> Parts = Call ? callParts(Call) : std::nullopt;
  if (!Parts || !Parts->Callee || !Parts->Object || Parts->ObjectIsPointer)
    return;
  const WrapperModel *W = Unit.Known.wrapper(Parts->Object->getType());
  if (W && Unit.Known.role(*W, Parts->Callee) == Role::Pointer)
    access(cast<Expr>(S), Parts->Object, false, Parts->Callee, *W, false);
}

void Lowering::statement(const Stmt *S) {
  if (Unevaluated.contains(S))
    return;
  if (Unit.Known.about() == Subject::Lookups)
    dereference(S);
  else
    dereferenceInside(S);
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *V = dyn_cast<VarDecl>(D)) {
        variable(V);
        loopVariable(V);
      }
    return;
  }
  for (RangeLoop &Loop : Loops)
    if (Loop.Learns && Loop.Loop->getInc() && S == strip(Loop.Loop->getInc()))
      Loop.Next = addLoopSet(Loop, Loop.Loop);
  if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (!Binary->isAssignmentOp())
      return;
    const Expr *L = Binary->getLHS();
    const Term *To = Unit.Names.place(L);
    if (Binary->getOpcode() == BO_Assign)
      return assign(To, L->getType(), Binary->getRHS(), S);
    Operation &Set = add(Operation::Kind::Set, S);
    Set.Written.push_back(To);
    if (L->getType()->isBooleanType() && (Binary->getOpcode() == BO_AndAssign ||
                                          Binary->getOpcode() == BO_OrAssign)) {
      Bdd Old = Unit.Names.truth(L), Right = Unit.Names.truth(Binary->getRHS());
      Set.Values.emplace_back(Unit.Atoms.get(To, Predicate::True, 0, S),
                              Binary->getOpcode() == BO_AndAssign
                                  ? Unit.Bdds.andOf(Old, Right)
                                  : Unit.Bdds.orOf(Old, Right));
    }
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (!Unary->isIncrementDecrementOp() ||
        (Unary->isDecrementOp() &&
         stepBack(Unit.Names.place(Unary->getSubExpr()), S)))
      return;
    Operation &Set = add(Operation::Kind::Set, S);
    Set.Written.push_back(Unit.Names.place(Unary->getSubExpr()));
    Set.Step = Unary->isIncrementOp() ? 1 : -1;
    return;
  }
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return lambda(L);
  if (const auto *R = dyn_cast<ReturnStmt>(S))
    return returnValue(R);
  if (const auto *E = dyn_cast<Expr>(S);
      E && (isa<CallExpr>(E) || isa<CXXConstructExpr>(E)))
    return call(E);
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(S))
    return assertionOff(Cast);
  if (isa<CoroutineSuspendExpr>(S))
    return suspended(S);
  if (const auto *Attributed = dyn_cast<AttributedStmt>(S))
    for (const Attr *A : Attributed->getAttrs())
      if (const auto *Assumed = dyn_cast<CXXAssumeAttr>(A))
        assume(Unit.Names.truth(Assumed->getAssumption()), S);
}

/// Others run in between: they may change what is not the coroutine's own.
void Lowering::suspended(const Stmt *At) {
  SmallVector<const Term *, 4> Written(Globals.begin(), Globals.end());
  Written.append(Kept.begin(), Kept.end());
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Owner);
      Method && Method->isInstance())
    Written.push_back(Unit.Terms.thisObject());
  for (const ParmVarDecl *P :
       Owner ? Owner->parameters() : ArrayRef<ParmVarDecl *>()) {
    QualType T = P->getType();
    if (T->getPointeeType().isNull() || T->getPointeeType().isConstQualified())
      continue;
    const Term *Place = Unit.Terms.variable(P);
    Written.push_back(T->isReferenceType() ? Place : Unit.Terms.target(Place));
  }
  write(Written, At);
}

Bdd Lowering::isBetween(const Expr *Value, int64_t Low, int64_t High) {
  return Unit.Bdds.andOf(Unit.Names.atMost(Value, High),
                         Unit.Bdds.notOf(Unit.Names.atMost(Value, Low - 1)));
}

/// More gaps than so many between a switch's cases are not followed into its
/// default: what is known of the value then would hang together with nothing
/// else any more (State::assume).
static constexpr size_t MaxRangesOfDefault = 24;

Bdd Lowering::isOutsideOf(
    const Expr *Value, SmallVectorImpl<std::pair<int64_t, int64_t>> &Ranges) {
  llvm::sort(Ranges);
  SmallVector<std::pair<int64_t, int64_t>, 16> Joined;
  for (auto [Low, High] : Ranges)
    if (!Joined.empty() && Joined.back().second >= Low - 1)
      Joined.back().second = std::max(Joined.back().second, High);
    else
      Joined.push_back({Low, High});
  if (Joined.size() > MaxRangesOfDefault)
    return Bdd::top();
  Bdd Inside = Bdd::bottom();
  for (auto [Low, High] : Joined)
    Inside = Unit.Bdds.orOf(Inside, isBetween(Value, Low, High));
  return Unit.Bdds.notOf(Inside);
}

/// When \p Temporary was made, and so must be destroyed: it may stand in an arm
/// that was not taken (`ok ? (void)0 : Voidify() & Fatal().stream()`).
Bdd Lowering::temporaryMade(const Stmt *Temporary) {
  Bdd Made = Bdd::top();
  const Stmt *Below = Temporary;
  while (true) {
    DynTypedNodeList Parents = Unit.Ast.getParents(*Below);
    const Expr *Above = Parents.empty() ? nullptr : Parents[0].get<Expr>();
    if (!Above || isa<ExprWithCleanups>(Above))
      return Made;
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Above)) {
      Bdd Condition = Unit.Names.truth(Choice->getCond());
      if (Below == Choice->getTrueExpr())
        Made = Unit.Bdds.andOf(Made, Condition);
      else if (Below == Choice->getFalseExpr())
        Made = Unit.Bdds.andOf(Made, Unit.Bdds.notOf(Condition));
    } else if (const auto *Logical = dyn_cast<BinaryOperator>(Above);
               Logical && Logical->isLogicalOp() &&
               Below == Logical->getRHS()) {
      Bdd Left = Unit.Names.truth(Logical->getLHS());
      Made = Unit.Bdds.andOf(
          Made, Logical->getOpcode() == BO_LAnd ? Left : Unit.Bdds.notOf(Left));
    }
    Below = Above;
  }
}

void Lowering::edges(const CFGBlock &Block, BlockCode &Code) {
  Code.EdgeConditions.assign(Block.succ_size(), Bdd::top());
  CFGTerminator Terminator = Block.getTerminator();
  if (Terminator.isTemporaryDtorsBranch() && Block.succ_size() == 2) {
    Bdd Made = temporaryMade(Terminator.getStmt());
    Code.EdgeConditions[0] = Made;
    Code.EdgeConditions[1] = Made.isTrue() ? Made : Unit.Bdds.notOf(Made);
    return;
  }
  if (!Terminator.isStmtBranch() || Block.succ_size() < 2)
    return;
  const Stmt *Branch = Terminator.getStmt();
  if (const auto *Switch = dyn_cast<SwitchStmt>(Branch)) {
    const Expr *Condition = Switch->getCond();
    SmallVector<std::pair<int64_t, int64_t>, 16> Ranges;
    unsigned Default = Block.succ_size() - 1;
    unsigned Index = 0;
    for (const CFGBlock::AdjacentBlock &Next : Block.succs()) {
      unsigned This = Index++;
      const CFGBlock *Target = Next.getReachableBlock()
                                   ? Next.getReachableBlock()
                                   : Next.getPossiblyUnreachableBlock();
      if (!Target)
        continue;
      const auto *Case = dyn_cast_or_null<CaseStmt>(Target->getLabel());
      if (!Case) {
        Default = This;
        continue;
      }
      std::optional<int64_t> Low = Unit.Names.constant(Case->getLHS());
      std::optional<int64_t> High =
          Case->getRHS() ? Unit.Names.constant(Case->getRHS()) : Low;
      if (!Low || !High || *Low == INT64_MIN)
        return;
      Code.EdgeConditions[This] = isBetween(Condition, *Low, *High);
      Ranges.push_back({*Low, *High});
    }
    Code.EdgeConditions[Default] = isOutsideOf(Condition, Ranges);
    return;
  }
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Branch))
    for (RangeLoop &Loop : Loops)
      if (Loop.Loop == Range && Block.succ_size() == 2)
        Loop.Test = &Code;
  if (isa<CXXForRangeStmt, CXXTryStmt, IndirectGotoStmt, GCCAsmStmt>(Branch))
    return;
  const Expr *Condition = branchCondition(Block);
  if (!Condition || Block.succ_size() != 2)
    return;
  Bdd Truth = Unit.Names.truth(Condition);
  Code.EdgeConditions[0] = Truth;
  Code.EdgeConditions[1] = Unit.Bdds.notOf(Truth);
}

/// An exception can leave any block of a try's body for the try's handlers.
void Lowering::findHandlers(const Stmt *Body, const CFG &Graph,
                            FunctionCode &Code) {
  DenseMap<const Stmt *, unsigned> Dispatch;
  for (const CFGBlock *Block : Graph)
    if (const auto *Try =
            dyn_cast_or_null<CXXTryStmt>(Block->getTerminatorStmt()))
      Dispatch[Try] = Block->getBlockID();
  if (Dispatch.empty())
    return;
  DenseMap<const Stmt *, SmallVector<unsigned, 1>> Enclosing;
  SmallVector<unsigned, 4> Open;
  auto Visit = [&](auto &Self, const Stmt *S) -> void {
    if (!S)
      return;
    if (!Open.empty())
      Enclosing[S] = SmallVector<unsigned, 1>(Open.begin(), Open.end());
    if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
      auto Found = Dispatch.find(Try);
      if (Found != Dispatch.end()) {
        Open.push_back(Found->second);
        Self(Self, Try->getTryBlock());
        Open.pop_back();
        for (unsigned I = 0; I != Try->getNumHandlers(); ++I)
          Self(Self, Try->getHandler(I));
        return;
      }
    }
    for (const Stmt *Child : S->children())
      Self(Self, Child);
  };
  Visit(Visit, Body);
  for (const CFGBlock *Block : Graph) {
    BlockCode &Body = Code.Blocks[Block->getBlockID()];
    ArrayRef<std::size_t> Starts = ElementStarts[Block->getBlockID()];
    for (auto [Element, Start] : zip(*Block, Starts)) {
      std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
      auto Found = S ? Enclosing.find(S->getStmt()) : Enclosing.end();
      if (Found == Enclosing.end())
        continue;
      for (unsigned Handler : Found->second)
        if (none_of(Body.Handlers, [&](const BlockCode::Handler &H) {
              return H.Block == Handler;
            }))
          Body.Handlers.push_back({Handler, Start});
    }
  }
}

/// Whether an exception may leave \p S itself; its parts come before it.
bool Lowering::mayThrow(const Stmt *S) {
  if (isa<CXXNewExpr, CXXThrowExpr, CoroutineSuspendExpr, CXXTypeidExpr>(S))
    return true;
  if (const auto *Cast = dyn_cast<CXXDynamicCastExpr>(S))
    return !Cast->getType()->isPointerType();
  const auto *E = dyn_cast<Expr>(S);
  std::optional<CallParts> Call = E ? callParts(E) : std::nullopt;
  if (!Call)
    return false;
  const FunctionDecl *F = Call->Callee;
  if (!F)
    return true;
  const auto *Type = F->getType()->getAs<FunctionProtoType>();
  if (F->isTrivial() || F->getBuiltinID() ||
      (Type && !isUnresolvedExceptionSpec(Type->getExceptionSpecType()) &&
       Type->isNothrow()))
    return false;
  // `o = 3`, whatever an optional<int> promises.
  const auto *Class = F->getOverloadedOperator() == OO_Equal && Call->Object &&
                              !Call->ObjectIsPointer &&
                              Call->Arguments.size() == 1 &&
                              Unit.Known.wrapper(Call->Object->getType())
                          ? dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                                Call->Object->getType()->getAsCXXRecordDecl())
                          : nullptr;
  bool HoldsScalar =
      Class && Class->getTemplateArgs().size() > 0 &&
      Class->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
      Class->getTemplateArgs()[0].getAsType()->isScalarType();
  return !HoldsScalar || !strip(Call->Arguments[0])->getType()->isScalarType();
}

FunctionCode Lowering::run(const Stmt *Body, const CFG &Graph) {
  Code.Blocks.resize(Graph.getNumBlockIDs());
  ElementStarts.resize(Graph.getNumBlockIDs());
  for (const CFGBlock *Block : blockOrder(Graph)) {
    Current = &Code.Blocks[Block->getBlockID()];
    bool Throws = false;
    for (const CFGElement &Element : *Block) {
      size_t Before = Current->Operations.size();
      ElementStarts[Block->getBlockID()].push_back(Before);
      std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
      Throws |= !S || mayThrow(S->getStmt());
      if (S)
        statement(S->getStmt());
      else if (std::optional<CFGInitializer> I =
                   Element.getAs<CFGInitializer>())
        initializer(I->getInitializer());
      for (Operation &O : drop_begin(Current->Operations, Before))
        O.AfterThrow = Throws;
      Throws &= Current->Operations.size() == Before;
    }
    edges(*Block, *Current);
  }
  findHandlers(Body, Graph, Code);
  complete(Code);
  return std::move(Code);
}

std::vector<const CFGBlock *> blockOrder(const CFG &Graph) {
  PostOrderCFGView View(&Graph);
  std::vector<const CFGBlock *> Order(View.begin(), View.end());
  BitVector Seen(Graph.getNumBlockIDs());
  for (const CFGBlock *Block : Order)
    Seen.set(Block->getBlockID());
  for (const CFGBlock *Block : Graph)
    if (!Seen.test(Block->getBlockID()))
      Order.push_back(Block);
  return Order;
}

FunctionCode lower(UnitState &Unit, const FunctionDecl *Owner, const Stmt *Body,
                   const CFG &Graph, SummaryOf Summaries) {
  ScannedNames Names = scanNames(Unit, Body);
  Lowering L(Unit, Owner, Summaries, Names);
  return L.run(Body, Graph);
}

} // namespace codex::guarded
