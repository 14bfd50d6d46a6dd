// The frame of a function: blocks, ways on, tries, variables.
#include "engines/order/FunctionLowering.h"

#include "collect/BranchCondition.h"

#include "clang/Analysis/CFG.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::order {

//===----------------------------------------------------------------------===//
// What functions share
//===----------------------------------------------------------------------===//

int UnitLowering::text(StringRef Text) {
  auto [It, New] = TextNumbers.try_emplace(Text, Out.Texts.size());
  if (New)
    Out.Texts.push_back(Text.str());
  return It->second;
}

int UnitLowering::file(StringRef File) {
  auto [It, New] = FileNumbers.try_emplace(File, Out.Files.size());
  if (New)
    Out.Files.push_back(File.str());
  return It->second;
}

int UnitLowering::event(const OrderEvent &E) {
  auto [It, New] = EventNumbers.try_emplace(E, Out.Events.size());
  if (New)
    Out.Events.push_back(E);
  return It->second;
}

void UnitLowering::want(const FunctionDecl *F) {
  const FunctionDecl *Body = nullptr;
  if (!F || F->isDependentContext() || !F->hasBody(Body) || !Body ||
      !Queued.insert(Body->getCanonicalDecl()).second)
    return;
  // The standard library and other people's headers mean what the models say.
  if (Unit.inScope(Body->getLocation()) || isLambdaCall(Body))
    Queue.push_back(Body);
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

OrderInstr &FunctionLowering::emit(char Op, std::initializer_list<int> Args,
                                   int Text, bool HasResult) {
  OrderInstr I;
  I.Op = Op;
  I.Args = Args;
  I.Text = Text;
  if (HasResult)
    I.Dst = NextRegister++;
  Block->Code.push_back(std::move(I));
  return Block->Code.back();
}

template <typename T> void FunctionLowering::place(T &Out, SourceLocation Loc) {
  Location At = Shared.Unit.location(Loc);
  Out.File = Shared.file(At.File);
  Out.Line = At.Line;
  Out.Column = At.Column;
}

void FunctionLowering::at(Instr &I, SourceLocation Loc) { place(I, Loc); }

int FunctionLowering::load(int Address, QualType Type) {
  OrderInstr &I = emit(Instr::Load, {Address});
  I.Shape = Type->isPointerType() || Type->isReferenceType() ? 'p' : 'i';
  return I.Dst;
}

void FunctionLowering::attach(Instr &I, const Events &E) {
  for (const OrderEvent &One : E)
    I.Events.push_back(Shared.event(One));
}

//===----------------------------------------------------------------------===//
// Before the blocks
//===----------------------------------------------------------------------===//

void FunctionLowering::findTries(const Stmt *S, int Try) {
  if (!S)
    return;
  if (Try >= 0 && isa<Expr>(S))
    TryOf[S] = Try;
  if (const auto *T = dyn_cast<CXXTryStmt>(S)) {
    int Number = F.Tries.size();
    F.Tries.emplace_back();
    F.Tries.back().Outer = Try;
    TryOf[S] = Number;
    findTries(T->getTryBlock(), Number);
    for (unsigned I = 0; I < T->getNumHandlers(); ++I)
      findTries(T->getHandler(I), Try);
    return;
  }
  if (isa<LambdaExpr>(S)) {
    for (const Expr *Init : cast<LambdaExpr>(S)->capture_inits())
      findTries(Init, Try);
    return;
  }
  for (const Stmt *Child : S->children())
    findTries(Child, Try);
}

void FunctionLowering::findTargets(const Stmt *S) {
  if (!S)
    return;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const auto *One : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(One);
          V && V->getInit() && !V->getType()->isReferenceType())
        VariableTargets[peel(V->getInit())] = V;
  if (const auto *Call = dyn_cast<CallExpr>(S); Call && Call->getDirectCallee())
    Callees.insert(Call->getCallee()->IgnoreParenImpCasts());
  if (const auto *New = dyn_cast<CXXNewExpr>(S))
    if (const Expr *Init = New->getInitializer())
      HeapTargets[peel(Init)] = New;
  if (isa<LambdaExpr>(S))
    return;
  for (const Stmt *Child : S->children())
    findTargets(Child);
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

void FunctionLowering::destructor(int Object, QualType Type) {
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  if (const CXXDestructorDecl *D =
          Class && Class->hasDefinition() ? Class->getDestructor() : nullptr;
      D && D->isUserProvided() && !isForeign(Shared.Unit, Class)) {
    Shared.want(D);
    OrderInstr &I = emit(Instr::Call, {Object}, text(Shared.idOf(D)));
    I.Mutable = 1;
    at(I, D->getLocation());
  }
  // Some wait for their task when they end.
  if (Class && Class->getIdentifier() && isForeign(Shared.Unit, Class) &&
      (Class->getName() == "jthread" || Class->getName() == "future"))
    emit(Instr::Join, {Object});
  effect(Instr::Destroy, {Object});
}

void FunctionLowering::initialise(int Target, QualType Type, const Expr *Init) {
  if (!Init)
    return;
  if (Type->isReferenceType()) {
    effect(Instr::Store, {Target, lower(Init)});
    return;
  }
  const Expr *Core = peel(Init);
  bool InPlace = VariableTargets.count(Core) || MemberTargets.count(Core);
  int Value = lower(Init);
  if (Type->isRecordType() || Type->isArrayType()) {
    if (!InPlace || !(isa<CXXConstructExpr>(Core) || isa<InitListExpr>(Core)))
      transfer(Target, Value, Init);
    return;
  }
  effect(Instr::Store, {Target, Value});
}

void FunctionLowering::declare(const VarDecl *V) {
  if (V->isStaticLocal() || V->hasGlobalStorage()) {
    if (!V->getInit())
      return;
  }
  int Target = V->hasGlobalStorage()
                   ? value(Instr::Global, {}, text(Shared.idOf(V)))
                   : value(Instr::Local, {}, text(Shared.idOf(V)));
  if (V->getInit() && !isa<ParmVarDecl>(V))
    initialise(Target, V->getType(), V->getInit());
  Events Made = Shared.Matcher.ofInit(V);
  if (Made.empty())
    return;
  OrderInstr &I = emit(Instr::Touch, {Target, -1});
  attach(I, Made);
  at(I, V->getLocation());
}

void FunctionLowering::initializer(const CXXCtorInitializer *Init) {
  int Object = self();
  if (!Init->isAnyMemberInitializer()) {
    // Bases and delegation: the construction itself had the object as target.
    lower(Init->getInit());
    return;
  }
  const FieldDecl *Member = Init->getAnyMember();
  int Target = field(Object, Member->getName());
  initialise(Target, Member->getType(), Init->getInit());
  Events Made = Shared.Matcher.ofInit(Member);
  if (Made.empty())
    return;
  OrderInstr &I = emit(Instr::Touch, {Target, -1});
  attach(I, Made);
  at(I, Init->getSourceLocation().isValid() ? Init->getSourceLocation()
                                            : Member->getLocation());
}

void FunctionLowering::terminator(const CFGBlock &From) {
  // exit, abort and their like: the program does not go on.
  if (From.hasNoReturnElement())
    return;
  for (const CFGBlock::AdjacentBlock &Next : From.succs())
    Block->Next.push_back(Next.getReachableBlock()
                              ? int(Next.getReachableBlock()->getBlockID())
                              : -1);
  const Stmt *Last = From.getTerminatorStmt();
  if (!Last || Block->Next.size() < 2)
    return;
  place(*Block, Last->getBeginLoc());
  if (isa<CXXTryStmt>(Last)) {
    Block->Next.clear();
    return;
  }
  if (const auto *Switch = dyn_cast<SwitchStmt>(Last)) {
    Block->Condition = lower(Switch->getCond());
    place(*Block, Switch->getCond()->getBeginLoc());
    std::vector<int> Next;
    int Otherwise = -1;
    for (const CFGBlock::AdjacentBlock &A : From.succs()) {
      const CFGBlock *To = A.getReachableBlock();
      if (!To)
        continue;
      const auto *Case = dyn_cast_or_null<CaseStmt>(To->getLabel());
      if (!Case) {
        Otherwise = To->getBlockID();
        continue;
      }
      Expr::EvalResult Number;
      if (!Case->getLHS()->EvaluateAsInt(Number, Shared.Unit.ast()))
        continue;
      Block->Cases.push_back(toString(Number.Val.getInt(), 10));
      Next.push_back(To->getBlockID());
    }
    Next.push_back(Otherwise);
    Block->Next = std::move(Next);
    return;
  }
  if (isa<DeclStmt>(Last)) {
    const auto *V = cast<VarDecl>(cast<DeclStmt>(Last)->getSingleDecl());
    Block->Condition = value(Instr::Once, {}, text(Shared.idOf(V)));
    return;
  }
  const Expr *Condition = nullptr;
  if (const auto *E = branchCondition(From))
    Condition = E;
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Last)) {
    if (Condition)
      Condition = Range->getCond();
    int Known = Condition ? lower(Condition) : -1;
    Block->Condition =
        emit(Instr::More, {Known}, text(std::to_string(From.getBlockID()))).Dst;
    place(*Block, Range->getRangeInit()->getBeginLoc());
    return;
  }
  if (!Condition)
    return;
  Block->Condition = condition(Condition);
  if (const auto *Loop = dyn_cast<ForStmt>(Last); Loop && Loop->getInc())
    Block->Condition = emit(Instr::More, {Block->Condition},
                            text(std::to_string(From.getBlockID())))
                           .Dst;
  place(*Block, Condition->getBeginLoc());
}

/// Naming a function does nothing by itself; what is done with the name is
/// lowered with its use.
static bool isFunctionName(const Expr *E) {
  const auto *Name = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Name && isa<FunctionDecl>(Name->getDecl());
}

void FunctionLowering::lowerBlock(const CFGBlock &From) {
  for (const CFGElement &Element : From) {
    if (auto S = Element.getAs<CFGStmt>()) {
      const Stmt *One = S->getStmt();
      if (const auto *E = dyn_cast<Expr>(One)) {
        if (!isFunctionName(E))
          lower(E);
      } else if (const auto *D = dyn_cast<DeclStmt>(One)) {
        for (const auto *Each : D->decls())
          if (const auto *V = dyn_cast<VarDecl>(Each))
            declare(V);
      } else if (isa<ReturnStmt, CoreturnStmt>(One)) {
        const auto *R = dyn_cast<ReturnStmt>(One);
        const Expr *Result =
            R ? R->getRetValue() : cast<CoreturnStmt>(One)->getOperand();
        if (!Result || Result->getType()->isVoidType())
          effect(Instr::Return, {});
        else if (Result->isPRValue() && Result->getType()->isRecordType())
          effect(Instr::ReturnObject, {lower(Result)});
        else
          effect(Instr::Return, {lower(Result)});
        at(Block->Code.back(), One->getBeginLoc());
      }
    } else if (auto I = Element.getAs<CFGInitializer>()) {
      initializer(I->getInitializer());
    } else if (auto D = Element.getAs<CFGAutomaticObjDtor>()) {
      const VarDecl *V = D->getVarDecl();
      if (!V->getType()->isReferenceType() && !isa<ParmVarDecl>(V))
        destructor(value(Instr::Local, {}, text(Shared.idOf(V))), V->getType());
    }
  }
  terminator(From);
}

/// The classes that a handler of \p Type catches by name.
static std::string exceptionName(QualType Type) {
  Type = Type.getNonReferenceType().getUnqualifiedType().getCanonicalType();
  if (const CXXRecordDecl *Class = Type->getAsCXXRecordDecl())
    return plainName(Class);
  return Type.getAsString();
}

bool FunctionLowering::lower(const FunctionDecl *Function) {
  Decl = Function;
  UnitContext &Unit = Shared.Unit;
  Stmt *Body = Function->getBody();
  CFG::BuildOptions Options;
  Options.PruneTriviallyFalseEdges = true;
  Options.AddImplicitDtors = true;
  Options.AddInitializers = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.AddCXXDefaultInitExprInAggregates = true;
  Options.AddStaticInitBranches = true;
  Options.setAllAlwaysAdd();
  std::unique_ptr<CFG> Graph =
      CFG::buildCFG(Function, Body, &Unit.ast(), Options);
  if (!Graph)
    return false;

  F.Id = Shared.idOf(Function);
  F.Name = Unit.functionName(Function);
  place(F, Function->getLocation());
  F.IsMain = Function->isMain();
  F.InTest = Unit.inTestBody(Function);
  F.IsInline = Function->isInlined() || Function->isTemplateInstantiation();
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Function)) {
    F.HasThis = !Method->isStatic();
    for (const CXXMethodDecl *Base : Method->overridden_methods())
      F.Overrides.push_back(text(Shared.idOf(Base)));
    if (Method->getParent()->isLambda()) {
      llvm::DenseMap<const ValueDecl *, FieldDecl *> Found;
      Method->getParent()->getCaptureFields(Found, ThisCapture);
      Captures = std::move(Found);
    }
  }
  for (const OrderEvent &E : Shared.Matcher.ofAttributes(Function))
    F.Events.push_back(Shared.event(E));

  findTries(Body, -1);
  findTargets(Body);
  if (const auto *C = dyn_cast<CXXConstructorDecl>(Function))
    for (const CXXCtorInitializer *Init : C->inits()) {
      const Expr *E = peel(Init->getInit());
      MemberTargets[E] = Init;
      findTargets(E);
    }

  unsigned Count = Graph->getNumBlockIDs();
  std::vector<const CFGBlock *> Order(Count);
  for (const CFGBlock *B : *Graph)
    Order[B->getBlockID()] = B;
  // The graph is built from its end: what comes later has a smaller number.
  F.Blocks.resize(Count);
  for (unsigned Id = Count; Id-- > 0;) {
    Block = &F.Blocks[Id];
    if (!Order[Id])
      continue;
    lowerBlock(*Order[Id]);
    const auto *Catch = dyn_cast_or_null<CXXCatchStmt>(Order[Id]->getLabel());
    if (Catch && Block->Next.size() < 2)
      place(*Block, Catch->getBeginLoc());
    if (Catch)
      for (const auto &[S, Number] : TryOf)
        if (const auto *T = dyn_cast<CXXTryStmt>(S))
          for (unsigned I = 0; I < T->getNumHandlers(); ++I)
            if (T->getHandler(I) == Catch) {
              QualType Type = Catch->getCaughtType();
              F.Tries[Number].Handlers.push_back(
                  {int(Id), Type.isNull() ? -1 : text(exceptionName(Type))});
            }
  }
  // A constructor's or destructor's own handler throws again at its end.
  if (isa<CXXTryStmt>(Body) &&
      isa<CXXConstructorDecl, CXXDestructorDecl>(Function)) {
    std::set<int> Seen;
    std::vector<int> Work;
    for (const OrderTry::Handler &H : F.Tries.front().Handlers)
      Work.push_back(H.Block);
    while (!Work.empty()) {
      int Id = Work.back();
      Work.pop_back();
      if (Id < 0 || !Seen.insert(Id).second)
        continue;
      OrderBlock &Handler = F.Blocks[Id];
      if (is_contained(Handler.Next, int(Graph->getExit().getBlockID()))) {
        OrderInstr Again;
        Again.Op = Instr::Throw;
        Again.Text = text("");
        Handler.Code.push_back(std::move(Again));
        Handler.Next.clear();
      }
      Work.insert(Work.end(), Handler.Next.begin(), Handler.Next.end());
    }
  }
  // Handlers stand in the order in which they are tried.
  for (OrderTry &T : F.Tries)
    llvm::sort(T.Handlers, [&](const auto &A, const auto &B) {
      const CFGBlock *First = Order[A.Block], *Second = Order[B.Block];
      return First->getLabel()->getBeginLoc() <
             Second->getLabel()->getBeginLoc();
    });
  // The entry comes first.
  int Entry = Graph->getEntry().getBlockID();
  OrderBlock Start;
  Start.Next = {Entry + 1};
  F.Blocks.insert(F.Blocks.begin(), std::move(Start));
  for (OrderBlock &B : drop_begin(F.Blocks))
    for (int &N : B.Next)
      N = N < 0 ? -1 : N + 1;
  for (OrderTry &T : F.Tries)
    for (OrderTry::Handler &H : T.Handlers)
      ++H.Block;
  Shared.Out.Functions.push_back(std::move(F));
  return true;
}

void FunctionLowering::lowerGlobals(
    ArrayRef<const VarDecl *> Globals,
    ArrayRef<const FunctionDecl *> Constructors) {
  F.Id = Shared.MainFile + "|initialisers";
  F.Name = "initialisers of " + Shared.MainFile;
  F.IsStart = true;
  F.File = Shared.file(Shared.MainFile);
  F.Blocks.emplace_back();
  Block = &F.Blocks.back();
  for (const VarDecl *V : Globals) {
    VariableTargets[peel(V->getInit())] = V;
    findTargets(V->getInit());
    declare(V);
  }
  for (const FunctionDecl *C : Constructors) {
    Shared.want(C);
    at(emit(Instr::Call, {}, text(Shared.idOf(C)), false), C->getLocation());
  }
  Shared.Out.Functions.push_back(std::move(F));
}

} // namespace codex::order
