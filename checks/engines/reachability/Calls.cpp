#include "engines/reachability/Calls.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"

#include <deque>
#include <functional>

using namespace clang;
using namespace llvm;

namespace codex::reach {
namespace {

class Collector {
public:
  Collector(UnitContext &Unit, const NameTable &Names, StringRef MainFile)
      : Unit(Unit), Names(Names), MainFile(MainFile),
        Ids(Unit, MainFile.str()) {}

  CallUnit run() {
    file("");
    for (const FunctionDecl *F : Unit.functions())
      want(F);
    while (!Queue.empty()) {
      const FunctionDecl *F = Queue.front();
      Queue.pop_front();
      if (F->getBody())
        function(F);
    }
    return std::move(Out);
  }

private:
  /// What holds for the statements below a point in the tree.
  struct Around {
    std::vector<int> Caught;
    bool InEntryLoop = false;
  };

  int text(StringRef T) {
    auto [It, New] = TextNumbers.try_emplace(T, Out.Texts.size());
    if (New)
      Out.Texts.push_back(T.str());
    return It->second;
  }
  int file(StringRef F) {
    auto [It, New] = FileNumbers.try_emplace(F, Out.Files.size());
    if (New)
      Out.Files.push_back(F.str());
    return It->second;
  }
  CallPlace place(SourceLocation Loc) {
    Location At = Unit.location(Loc);
    return {unsigned(file(At.File)), At.Line, At.Column};
  }

  void want(const FunctionDecl *F) {
    const FunctionDecl *Body = nullptr;
    if (!F || F->isDependentContext() || !F->hasBody(Body) || !Body ||
        Body->isInvalidDecl() ||
        !Queued.insert(Body->getCanonicalDecl()).second)
      return;
    if (Unit.inScope(Body->getLocation()))
      Queue.push_back(Body);
  }

  void function(const FunctionDecl *F);
  void walk(const Stmt *S, const Around &A);
  void children(const Stmt *S, const Around &A) {
    for (const Stmt *Child : S->children())
      walk(Child, A);
  }
  void loop(const Stmt *S, const Around &A);
  std::vector<const EntryModel *> takers(const FunctionDecl *F);
  void call(const Expr *E, const FunctionDecl *Callee, bool IsVirtual,
            ArrayRef<const Expr *> Args, const Around &A);
  void edge(CallEdge::Kind Kind, const FunctionDecl *To, SourceLocation Loc,
            const Around &A);
  void destruction(QualType Type, SourceLocation Loc, const Around &A);
  void thrown(const CXXThrowExpr *T, const Around &A);
  void entry(const EntryModel &M, const FunctionDecl *F, SourceLocation Loc);
  void stored(const FieldDecl *Field, const Expr *Value);
  bool isUsed(const EntryModel &M);
  void callables(const Expr *E, SmallVectorImpl<const FunctionDecl *> &Found);

  UnitContext &Unit;
  const NameTable &Names;
  StringRef MainFile;
  LinkerNames Ids;
  CallUnit Out;
  StringMap<int> TextNumbers, FileNumbers;
  DenseSet<const FunctionDecl *> Queued;
  std::deque<const FunctionDecl *> Queue;
  DenseMap<const FunctionDecl *, std::vector<std::string>> LabelCache;
  DenseMap<const FunctionDecl *, std::vector<const EntryModel *>> TakerCache;
  /// The edges of the function, or of the loop, that is walked now.
  std::vector<CallEdge> *Edges = nullptr;
  const FunctionDecl *Current = nullptr;
};

/// The classes by which an exception of \p Type can be caught.
void typeNames(QualType Type, SmallVectorImpl<std::string> &Names) {
  Type = Type.getNonReferenceType().getUnqualifiedType().getCanonicalType();
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  if (!Class) {
    Names.push_back(Type.getAsString());
    return;
  }
  Names.push_back(plainName(Class));
  if (Class->hasDefinition())
    Class->forallBases([&](const CXXRecordDecl *Base) {
      Names.push_back(plainName(Base));
      return true;
    });
}

bool neverThrows(const FunctionDecl *F) {
  const auto *Type = F->getType()->getAs<FunctionProtoType>();
  return Type && isNoexceptExceptionSpec(Type->getExceptionSpecType()) &&
         Type->canThrow() == CT_Cannot;
}

void Collector::function(const FunctionDecl *F) {
  CallFunction Made;
  Made.Id = text(Ids.idOf(F));
  Made.Name = text(isLambdaCall(F) ? "lambda in " + Unit.functionName(F)
                                   : Unit.functionName(F));
  Made.InTest = Unit.inTestBody(F);
  Made.NoThrow = neverThrows(F);
  Made.At = place(F->getLocation());
  if (const auto *M = dyn_cast<CXXMethodDecl>(F)) {
    for (const CXXMethodDecl *Base : M->overridden_methods())
      Made.Overrides.push_back(text(Ids.idOf(Base)));
    if (const EntryModel *E = Names.overrides(M))
      entry(*E, F, F->getLocation());
  }
  if (const EntryModel *E = Names.named(F))
    entry(*E, F, F->getLocation());
  for (const Decl *R : F->redecls())
    for (const auto *A : R->specific_attrs<AnnotateAttr>())
      if (StringRef Kind = A->getAnnotation();
          Kind.consume_front("codex::entry=")) {
        EntryModel Own;
        Own.Entry = Own.Name = Kind.str();
        entry(Own, F, R->getLocation());
      }

  std::vector<CallEdge> Mine;
  Edges = &Mine;
  Current = F;
  Around A;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : C->inits())
      walk(I->getInit(), A);
  walk(F->getBody(), A);
  if (const auto *D = dyn_cast<CXXDestructorDecl>(F)) {
    for (const FieldDecl *Member : D->getParent()->fields())
      destruction(Member->getType(), D->getLocation(), A);
    for (const CXXBaseSpecifier &Base : D->getParent()->bases())
      destruction(Base.getType(), D->getLocation(), A);
  }
  Made.Edges = std::move(Mine);
  Out.Functions.push_back(std::move(Made));
}

void Collector::entry(const EntryModel &M, const FunctionDecl *F,
                      SourceLocation Loc) {
  CallEntry E;
  E.Kind = text(M.Entry);
  E.Name = text(M.Name);
  E.Function = text(Ids.idOf(F));
  E.At = place(Loc);
  Out.Entries.push_back(E);
  want(F);
}

void Collector::edge(CallEdge::Kind Kind, const FunctionDecl *To,
                     SourceLocation Loc, const Around &A) {
  auto [It, New] = LabelCache.try_emplace(To->getCanonicalDecl());
  if (New)
    Names.labels(Unit, To, It->second);
  // What other people's code calls in turn is for models to say.
  const FunctionDecl *Body = nullptr;
  bool Foreign = !Unit.inScope(To->getLocation()) &&
                 !(To->hasBody(Body) && Unit.inScope(Body->getLocation()));
  if (Foreign && It->second.empty())
    return;
  CallEdge E;
  E.TheKind = Kind;
  E.To = text(Ids.idOf(To));
  E.Name = text(plainName(To));
  for (const std::string &Label : It->second)
    E.Labels.push_back(text(Label));
  E.Caught = A.Caught;
  E.At = place(Loc.isValid() ? Loc : Current->getLocation());
  Edges->push_back(std::move(E));
  want(To);
}

/// A function's address as `const void *`, or compared with another: a table of
/// symbols, a line of a backtrace. Nobody calls what is handed over like this.
static bool isSymbolOnly(const Expr *E) {
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return B->isComparisonOp();
  const auto *C = dyn_cast<CastExpr>(E);
  QualType To = E->getType();
  return C && C->getCastKind() == CK_BitCast &&
         C->getSubExpr()->getType()->isFunctionPointerType() &&
         To->isVoidPointerType() && To->getPointeeType().isConstQualified();
}

/// Functions that \p E names, or makes as lambdas, without calling them.
void Collector::callables(const Expr *E,
                          SmallVectorImpl<const FunctionDecl *> &Found) {
  if (!E || isSymbolOnly(E))
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    if (const CXXMethodDecl *M = L->getCallOperator())
      Found.push_back(M);
    return;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      Found.push_back(F);
    else if (const CXXRecordDecl *Class = Ref->getType()->getAsCXXRecordDecl();
             Class && Class->isLambda() && Class->getLambdaCallOperator())
      Found.push_back(Class->getLambdaCallOperator());
    return;
  }
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    // std::bind(f, ...): its arguments are, its callee is not. What another
    // call makes of its arguments is its own matter.
    const FunctionDecl *F = C->getDirectCallee();
    // A lambda as a pointer to a function.
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(C);
        M && isa_and_nonnull<CXXConversionDecl>(F))
      return callables(M->getImplicitObjectArgument(), Found);
    if (!F || !F->isInStdNamespace())
      return;
    for (const Expr *Arg : C->arguments())
      callables(Arg, Found);
    return;
  }
  for (const Stmt *Child : E->children())
    callables(dyn_cast_or_null<Expr>(Child), Found);
}

static bool isLeftOut(const EntryModel &M, ArrayRef<const Expr *> Args,
                      const ASTContext &Ast) {
  if (M.WhenArgument < 0 || M.WhenArgument >= int64_t(Args.size()))
    return false;
  Expr::EvalResult Value;
  const Expr *E = Args[M.WhenArgument];
  return E && !E->isValueDependent() && E->EvaluateAsInt(Value, Ast) &&
         is_contained(M.WhenNot, Value.Val.getInt().getExtValue());
}

/// Wraps a callable up for later (std::function's constructor and assignment,
/// std::bind): who is given the wrapper may run it, this call does not.
static bool onlyWraps(const UnitContext &Unit, const FunctionDecl *F) {
  if (!F || Unit.inScope(F->getLocation()))
    return false;
  return isa<CXXConstructorDecl>(F) || F->getOverloadedOperator() == OO_Equal ||
         (F->getIdentifier() &&
          is_contained(ArrayRef<StringRef>{"bind", "bind_front", "bind_back",
                                           "mem_fn", "ref", "cref"},
                       F->getName()));
}

void Collector::call(const Expr *E, const FunctionDecl *Callee, bool IsVirtual,
                     ArrayRef<const Expr *> Args, const Around &A) {
  std::vector<const EntryModel *> Registers;
  if (Callee)
    Registers = Names.registers(Unit, Callee);
  for (auto [Index, Arg] : enumerate(Args)) {
    SmallVector<const FunctionDecl *, 2> Found;
    callables(Arg, Found);
    for (const FunctionDecl *F : Found) {
      bool IsEntry = false;
      for (const EntryModel *M : Registers)
        if ((M->Argument < 0 || M->Argument == int64_t(Index))) {
          IsEntry = true;
          if (!isLeftOut(*M, Args, Unit.ast()))
            entry(*M, F, E->getBeginLoc());
        }
      if (!IsEntry && !onlyWraps(Unit, Callee))
        edge(CallEdge::Passed, F, E->getBeginLoc(), A);
    }
  }
  if (Callee)
    edge(IsVirtual ? CallEdge::Virtual : CallEdge::Direct, Callee,
         E->getBeginLoc(), A);
}

void Collector::destruction(QualType Type, SourceLocation Loc,
                            const Around &A) {
  const CXXRecordDecl *Class =
      Unit.ast().getBaseElementType(Type)->getAsCXXRecordDecl();
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class || Class->hasTrivialDestructor() ||
      !Unit.inScope(Class->getLocation()))
    return;
  const CXXDestructorDecl *D = Class->getDestructor();
  if (D && D->isUserProvided()) {
    edge(CallEdge::Direct, D, Loc, A);
    return;
  }
  for (const FieldDecl *Member : Class->fields())
    destruction(Member->getType(), Loc, A);
  for (const CXXBaseSpecifier &Base : Class->bases())
    destruction(Base.getType(), Loc, A);
}

void Collector::thrown(const CXXThrowExpr *T, const Around &A) {
  if (!T->getSubExpr())
    return;
  SmallVector<std::string, 4> Types;
  typeNames(T->getSubExpr()->getType(), Types);
  CallEdge E;
  E.TheKind = CallEdge::Throw;
  E.Name = text(Types.front());
  for (const std::string &Type : Types)
    E.Types.push_back(text(Type));
  E.Caught = A.Caught;
  E.At = place(T->getBeginLoc());
  Edges->push_back(std::move(E));
}

void Collector::stored(const FieldDecl *Field, const Expr *Value) {
  const EntryModel *M = Field ? Names.field(Field) : nullptr;
  if (!M)
    return;
  SmallVector<const FunctionDecl *, 2> Found;
  callables(Value, Found);
  if (Found.empty() || !isUsed(*M))
    return;
  for (const FunctionDecl *F : Found)
    entry(*M, F, Value->getBeginLoc());
}

/// False if all calls of \p M in this function are such as do not count
/// (sigaction for SIGSEGV alone).
bool Collector::isUsed(const EntryModel &M) {
  bool Any = false, All = true;
  std::function<void(const Stmt *)> Look = [&](const Stmt *S) {
    if (!S)
      return;
    if (const auto *C = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *F = C->getDirectCallee();
          F && is_contained(Names.registers(Unit, F), &M)) {
        Any = true;
        All &= isLeftOut(M, SmallVector<const Expr *, 8>(C->arguments()),
                         Unit.ast());
      }
    for (const Stmt *Child : S->children())
      Look(Child);
  };
  if (M.WhenArgument >= 0)
    Look(Current->getBody());
  return !(Any && All);
}

/// What it means that a loop calls \p F: by itself, or because a function with
/// such a name calls what a model names.
std::vector<const EntryModel *> Collector::takers(const FunctionDecl *F) {
  std::vector<const EntryModel *> Found = Names.loops(Unit, F);
  const FunctionDecl *Body = nullptr;
  if (!Found.empty() || !F->getIdentifier() || !F->hasBody(Body) ||
      !Unit.inScope(Body->getLocation()))
    return Found;
  std::string Name = F->getName().lower();
  if (none_of(ArrayRef<StringRef>{"pop", "take", "get", "next", "recv",
                                  "receive", "dequeue", "accept", "fetch",
                                  "consume", "poll", "read"},
              [&](StringRef Word) { return StringRef(Name).contains(Word); }))
    return Found;
  auto [It, New] = TakerCache.try_emplace(Body);
  if (!New)
    return It->second;
  std::function<void(const Stmt *)> Look = [&](const Stmt *S) {
    if (!S || !Found.empty() || isa<LambdaExpr>(S))
      return;
    if (const auto *C = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *Callee = C->getDirectCallee())
        Found = Names.loops(Unit, Callee);
    for (const Stmt *Child : S->children())
      Look(Child);
  };
  Look(Body->getBody());
  return TakerCache[Body] = Found;
}

/// What is called so takes one thing, in as many rounds as it needs: `readn`,
/// `recv`, `receiveMessage`.
static bool takesOneThing(const FunctionDecl *F) {
  static const Regex Takes(
      "(read|recv|receive|pop|take|next|dequeue|fetch|get)"
      "_?(n|exact|exactly|fully|bytes|line|message|msg|packet|one)?_?$",
      Regex::IgnoreCase);
  return F->getIdentifier() && Takes.match(F->getName());
}

/// A loop that takes in work from outside is entered with each piece of it.
void Collector::loop(const Stmt *S, const Around &A) {
  std::vector<const EntryModel *> Found;
  const FunctionDecl *Taker = nullptr;
  SourceLocation Loc;
  std::function<void(const Stmt *)> Look = [&](const Stmt *Part) {
    if (!Part || !Found.empty() || isa<LambdaExpr>(Part))
      return;
    if (const auto *C = dyn_cast<CallExpr>(Part))
      if (const FunctionDecl *F = C->getDirectCallee())
        if (Found = takers(F); !Found.empty()) {
          Taker = F;
          Loc = C->getBeginLoc();
          return;
        }
    for (const Stmt *Child : Part->children())
      Look(Child);
  };
  if (!A.InEntryLoop && !takesOneThing(Current))
    Look(S);
  if (Found.empty())
    return children(S, A);
  CallFunction Made;
  Location At = Unit.location(Loc);
  Made.Id = text(MainFile.str() + "|loop@" + std::to_string(At.Line) + ":" +
                 std::to_string(At.Column) + "|" + Ids.idOf(Current));
  Made.Name = text(Unit.functionName(Current));
  Made.InTest = Unit.inTestBody(Current);
  Made.At = place(Loc);
  for (const EntryModel *M : Found) {
    CallEntry E;
    E.Kind = text(M->Entry);
    E.Name = text(M->Name);
    E.Function = Made.Id;
    E.At = Made.At;
    Out.Entries.push_back(E);
  }
  std::vector<CallEdge> Mine;
  std::vector<CallEdge> *Before = std::exchange(Edges, &Mine);
  // What a try around the loop catches has ended the loop.
  Around Inside;
  Inside.InEntryLoop = true;
  children(S, Inside);
  Edges = Before;
  // The function around it makes the same calls.
  for (CallEdge E : Mine) {
    E.Caught.insert(E.Caught.end(), A.Caught.begin(), A.Caught.end());
    Edges->push_back(std::move(E));
  }
  // That there is nothing more to take is no fault of an item.
  int Id = text(Ids.idOf(Taker));
  llvm::erase_if(
      Mine, [&](const CallEdge &E) { return E.To == Id && E.Labels.empty(); });
  Made.Edges = std::move(Mine);
  Out.Functions.push_back(std::move(Made));
}

void Collector::walk(const Stmt *S, const Around &A) {
  if (!S || isa<LambdaExpr>(S)) {
    if (const auto *L = dyn_cast_or_null<LambdaExpr>(S)) {
      for (const Expr *Init : L->capture_inits())
        walk(Init, A);
      // Its body belongs to nobody yet, but must be there if it is called.
      want(L->getCallOperator());
    }
    return;
  }
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr>(S))
    return;
  if (const auto *T = dyn_cast<CXXTryStmt>(S)) {
    Around Inside = A;
    for (unsigned I = 0; I < T->getNumHandlers(); ++I) {
      QualType Type = T->getHandler(I)->getCaughtType();
      SmallVector<std::string, 4> Types;
      if (Type.isNull())
        Types.push_back("...");
      else
        typeNames(Type, Types);
      Inside.Caught.push_back(text(Types.front()));
    }
    walk(T->getTryBlock(), Inside);
    for (unsigned I = 0; I < T->getNumHandlers(); ++I)
      walk(T->getHandler(I)->getHandlerBlock(), A);
    return;
  }
  if (isa<ForStmt, WhileStmt, DoStmt>(S))
    return loop(S, A);
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *One : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(One)) {
        // A static is made once, and not for each who comes by.
        if (V->isStaticLocal())
          continue;
        walk(V->getInit(), A);
        if (!V->getType()->isReferenceType())
          destruction(V->getType(), V->getLocation(), A);
      }
    return;
  }
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
    return walk(Default->getExpr(), A);
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
    return walk(Default->getExpr(), A);
  if (const auto *If = dyn_cast<IfStmt>(S); If && If->isConstexpr()) {
    // The branch that is not taken is not there in an instance.
    walk(If->getCond(), A);
    if (auto Taken = If->getNondiscardedCase(Unit.ast()))
      walk(*Taken, A);
    else
      children(S, A);
    return;
  }
  children(S, A);
  if (const auto *T = dyn_cast<CXXThrowExpr>(S)) {
    thrown(T, A);
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(S)) {
    call(C, C->getConstructor(), false,
         SmallVector<const Expr *, 8>(C->arguments()), A);
  } else if (const auto *C = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *F = C->getDirectCallee();
    SmallVector<const Expr *, 8> Args(C->arguments());
    bool IsVirtual = false;
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(F)) {
      if (isa<CXXOperatorCallExpr>(C) && !Args.empty() && !M->isStatic())
        Args.erase(Args.begin());
      const auto *Member =
          dyn_cast<MemberExpr>(C->getCallee()->IgnoreParenImpCasts());
      IsVirtual = M->isVirtual() && (!Member || !Member->hasQualifier()) &&
                  !M->hasAttr<FinalAttr>();
    }
    call(C, F, IsVirtual, Args, A);
  } else if (const auto *New = dyn_cast<CXXNewExpr>(S)) {
    if (const FunctionDecl *F = New->getOperatorNew())
      edge(CallEdge::Direct, F, New->getBeginLoc(), A);
  } else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S)) {
    if (const FunctionDecl *F = Delete->getOperatorDelete())
      edge(CallEdge::Direct, F, Delete->getBeginLoc(), A);
    if (!Delete->getDestroyedType().isNull())
      destruction(Delete->getDestroyedType(), Delete->getBeginLoc(), A);
  } else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(S)) {
    destruction(Bound->getType(), Bound->getBeginLoc(), A);
  } else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    if (B->getOpcode() == BO_Assign)
      if (const auto *Member =
              dyn_cast<MemberExpr>(B->getLHS()->IgnoreParenImpCasts()))
        stored(dyn_cast<FieldDecl>(Member->getMemberDecl()), B->getRHS());
  } else if (const auto *List = dyn_cast<InitListExpr>(S)) {
    const InitListExpr *Form =
        List->isSemanticForm() ? List : List->getSemanticForm();
    const RecordDecl *Record = List->getType()->getAsRecordDecl();
    if (!Record || !Form)
      return;
    if (Record->isUnion()) {
      if (Form->getInitializedFieldInUnion() && Form->getNumInits())
        stored(Form->getInitializedFieldInUnion(), Form->getInit(0));
      return;
    }
    unsigned Index = 0;
    for (const FieldDecl *Field : Record->fields())
      if (!Field->isUnnamedBitField() && Index < Form->getNumInits())
        stored(Field, Form->getInit(Index++));
  }
}

} // namespace

CallUnit collectCalls(UnitContext &Unit, const NameTable &Names,
                      StringRef MainFile) {
  return Collector(Unit, Names, MainFile).run();
}

} // namespace codex::reach
