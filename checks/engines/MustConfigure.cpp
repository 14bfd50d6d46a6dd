//===- MustConfigure.cpp - The engine must-configure ------------*- C++ -*-===//
//
// Objects on which something must be set before they are used: a time-out on a
// connection, a limit on a queue. An object is followed through local
// variables, through functions of the same unit that take or return it, and
// through members of a class whose methods are all in the unit. Where it goes
// elsewhere, the setting may be made there, and nothing is said.
//
//===----------------------------------------------------------------------===//
#include "collect/Names.h"
#include "engines/Engine.h"
#include "engines/RuleProgram.h"
#include "engines/results/ResultFlow.h"
#include "model/Fingerprint.h"
#include "support/Error.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

using namespace results;

struct ConfigureSpec {
  std::vector<std::string> Models, Kinds;
  std::string What;
  bool EveryPath = false;
  bool ByEnd = false;
};

const Shape<ConfigureSpec> &specShape() {
  using C = ConfigureSpec;
  static const Shape<C> S =
      Shape<C>("must-configure", "objects to set up before they are used")
          .required("models", &C::Models, "libraries; files in models/")
          .required("kinds", &C::Kinds,
                    "the kinds of the models' configurables")
          .required("what", &C::What, "what must be set: \"a time-out\"",
                    text().notEmpty())
          .optional("everyPath", &C::EveryPath,
                    "whether the setting must be made on every path to the "
                    "use; else one that makes it will do")
          .optional("byEnd", &C::ByEnd,
                    "whether the setting may also follow the use, but must be "
                    "made by the end of the function that makes the object");
  return S;
}

class PreparedConfigure : public PreparedRule {
public:
  using PreparedRule::PreparedRule;
  ConfigureSpec Spec;
  std::vector<const ConfigurableModel *> Objects;
};

bool names(ArrayRef<std::string> List, const FunctionDecl *F) {
  if (List.empty() || !F)
    return false;
  if (is_contained(List, plainName(F)))
    return true;
  // By the class of the object: methods of bases too.
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || !Method->getDeclName().isIdentifier())
    return false;
  for (const CXXMethodDecl *Base : Method->overridden_methods())
    if (names(List, Base))
      return true;
  return false;
}

/// The place that is meant: through &, *, get() and operators of pointers.
std::optional<Place> objectOf(const Expr *E) {
  for (unsigned Depth = 0; E && Depth < 8; ++Depth) {
    E = bare(E);
    if (const auto *U = dyn_cast<UnaryOperator>(E);
        U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref)) {
      E = U->getSubExpr();
      continue;
    }
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
      const CXXMethodDecl *F = M->getMethodDecl();
      if (!F || !F->getDeclName().isIdentifier() || F->getName() != "get" ||
          M->getNumArgs() != 0)
        return std::nullopt;
      E = M->getImplicitObjectArgument();
      continue;
    }
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E)) {
      if ((O->getOperator() != OO_Arrow && O->getOperator() != OO_Star) ||
          O->getNumArgs() != 1)
        return std::nullopt;
      E = O->getArg(0);
      continue;
    }
    return placeOf(E);
  }
  return std::nullopt;
}

/// What one call does with one object.
enum class Role { Unrelated, Neutral, Sets, SetsBadly, UsesIt, Unknown };

struct ObjectState {
  const ConfigurableModel *Model = nullptr;
  const Expr *Made = nullptr;
  bool Ready = false; ///< set, or gone where it may be set

  bool operator==(const ObjectState &O) const {
    return Model == O.Model && Made == O.Made && Ready == O.Ready;
  }
};

using State = std::map<Place, ObjectState>;

/// What a function does with an object that it is given.
struct Summary {
  bool Sets = false;
  const Expr *Use = nullptr; ///< a use before it is set
};

class Run {
public:
  Run(const PreparedConfigure &Rule, UnitContext &Unit, FactBuilder &Facts)
      : Rule(Rule), Unit(Unit), Facts(Facts) {}

  void run() {
    for (const FunctionDecl *F : Unit.functions()) {
      if (F->isDependentContext())
        continue;
      for (auto [D, Body] : Unit.bodies(F)) {
        Current = F;
        if (mentionsCreation(Body))
          follow(D, Body, {}, /*Report=*/true);
      }
    }
    members();
  }

private:
  struct Followed {
    bool Complete = false;
    State AtEnd;
    const Expr *Use = nullptr; ///< the first use of what is not ready
    bool ReturnsUnready = false, ReturnsReady = false;
    const ConfigurableModel *Returned = nullptr;
  };

  //===--- Creation -------------------------------------------------------===//

  bool readyFromTheStart(const ConfigurableModel &M, const Expr *Creation) {
    auto Arguments = argumentsOf(Creation);
    if (M.ReadyArguments && Arguments.size() >= M.ReadyArguments)
      return true;
    return llvm::any_of(Arguments, [&](const Expr *A) {
      return saysOneOf(A, M.ReadyWith, Unit.ast());
    });
  }

  bool isObjectType(QualType T, const ConfigurableModel &M) const {
    T = T.getCanonicalType();
    return !M.Types.empty() && T->isRecordType() && isOneOf(T, M.Types);
  }

  static QualType pointee(QualType T) {
    const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        T.getCanonicalType()->getAsCXXRecordDecl());
    if (!Special || !Special->getIdentifier() ||
        (Special->getName() != "unique_ptr" &&
         Special->getName() != "shared_ptr"))
      return {};
    const TemplateArgument &A = Special->getTemplateArgs()[0];
    return A.getKind() == TemplateArgument::Type ? A.getAsType() : QualType();
  }

  /// The object that \p E makes, and that needs to be set up.
  const ConfigurableModel *madeBy(const Expr *E, unsigned Depth = 0) {
    if (!E)
      return nullptr;
    E = bare(E);
    const FunctionDecl *F = calleeOf(E);
    for (const ConfigurableModel *M : Rule.Objects) {
      if (F && isa<CallExpr>(E) && names(M->Calls, F))
        return readyFromTheStart(*M, E) ? nullptr : M;
      if (const auto *C = dyn_cast<CXXConstructExpr>(E))
        if (isObjectType(C->getType(), *M) &&
            !C->getConstructor()->isCopyOrMoveConstructor())
          return readyFromTheStart(*M, E) ? nullptr : M;
      if (const auto *N = dyn_cast<CXXNewExpr>(E))
        if (isObjectType(N->getAllocatedType(), *M))
          return N->getConstructExpr() &&
                         readyFromTheStart(*M, N->getConstructExpr())
                     ? nullptr
                     : M;
      if (F && isa<CallExpr>(E) && F->getDeclName().isIdentifier() &&
          (F->getName() == "make_unique" || F->getName() == "make_shared")) {
        QualType Inside = pointee(E->getType());
        if (!Inside.isNull() && isObjectType(Inside, *M))
          return readyFromTheStart(*M, E) ? nullptr : M;
      }
    }
    // A smart pointer around a handle.
    if (const auto *C = dyn_cast<CXXConstructExpr>(E))
      if (C->getNumArgs() >= 1 && !pointee(C->getType()).isNull())
        return madeBy(C->getArg(0), Depth);
    // A function of this unit that makes one and gives it away as it is.
    if (isa<CallExpr>(E) && F && Depth < 2 && F->hasBody(F) &&
        Unit.inScope(F->getLocation()) && !F->isDependentContext() &&
        mentionsCreation(F->getBody())) {
      auto [It, Fresh] = Makers.try_emplace(F->getCanonicalDecl(), nullptr);
      if (Fresh) {
        Followed Inside = follow(F, F->getBody(), {}, false);
        const ConfigurableModel *M =
            Inside.ReturnsUnready && !Inside.ReturnsReady ? Inside.Returned
                                                          : nullptr;
        Makers[F->getCanonicalDecl()] = M;
      }
      return Makers[F->getCanonicalDecl()];
    }
    return nullptr;
  }

  bool mentionsCreation(Stmt *Body) {
    struct Finder : DynamicRecursiveASTVisitor {
      bool VisitCallExpr(CallExpr *C) override {
        if (const FunctionDecl *F = C->getDirectCallee()) {
          Any |= Self->namesCreation(F);
          if (F->hasBody(F) && Self->Unit.inScope(F->getLocation()))
            Any |= Self->mayMake(F);
        }
        return !Any;
      }
      bool VisitVarDecl(VarDecl *V) override {
        return !(Any |= Self->isTyped(V->getType()));
      }
      bool VisitCXXNewExpr(CXXNewExpr *N) override {
        return !(Any |= Self->isTyped(N->getAllocatedType()));
      }
      Run *Self = nullptr;
      bool Any = false;
    } F;
    F.Self = this;
    F.TraverseStmt(Body);
    return F.Any;
  }

  bool isTyped(QualType T) const {
    return llvm::any_of(Rule.Objects, [&](const ConfigurableModel *M) {
      QualType Inside = pointee(T);
      return isObjectType(T, *M) ||
             (!Inside.isNull() && isObjectType(Inside, *M));
    });
  }

  bool namesCreation(const FunctionDecl *F) const {
    return llvm::any_of(Rule.Objects, [&](const ConfigurableModel *M) {
      return names(M->Calls, F);
    });
  }

  /// Its body calls what makes one; one level is enough.
  bool mayMake(const FunctionDecl *F) {
    auto [It, Fresh] = MayMake.try_emplace(F, false);
    if (!Fresh)
      return It->second;
    struct Finder : DynamicRecursiveASTVisitor {
      bool VisitCallExpr(CallExpr *C) override {
        if (const FunctionDecl *F = C->getDirectCallee())
          Any |= Self->namesCreation(F);
        return !Any;
      }
      Run *Self = nullptr;
      bool Any = false;
    } Inside;
    Inside.Self = this;
    Inside.TraverseStmt(F->getBody());
    return MayMake[F] = Inside.Any;
  }

  //===--- Calls ----------------------------------------------------------===//

  /// Argument number or -1 (the object) of \p P in \p Call; nothing if it is
  /// not handed over there.
  static std::optional<int> argumentAt(const Expr *Call, const Place &P) {
    auto Same = [&](const Expr *E) {
      std::optional<Place> Q = objectOf(E);
      return Q && !(*Q < P) && !(P < *Q);
    };
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
      if (Same(M->getImplicitObjectArgument()))
        return -1;
    int Index = 0;
    for (const Expr *A : argumentsOf(Call)) {
      if (Same(A))
        return Index;
      ++Index;
    }
    return std::nullopt;
  }

  static bool isSubject(StringRef Subject, int At) {
    return Subject == "object" ? At == -1 : At == Subject[0] - '0';
  }

  Role roleOf(const Expr *Call, const ConfigurableModel &M, int At,
              std::string &Value) {
    const FunctionDecl *F = calleeOf(Call);
    auto Arguments = argumentsOf(Call);
    for (const SettingModel &S : M.Settings) {
      if (!names(S.Calls, F) || !isSubject(S.Subject, At))
        continue;
      if (!S.When.empty() && llvm::none_of(Arguments, [&](const Expr *A) {
            return saysOneOf(A, S.When, Unit.ast());
          }))
        continue;
      if (S.Value >= 0 && size_t(S.Value) < Arguments.size()) {
        Expr::EvalResult K;
        const Expr *A = Arguments[S.Value];
        if (!A->isValueDependent() && A->EvaluateAsInt(K, Unit.ast()) &&
            K.Val.isInt() && K.Val.getInt().getSignificantBits() < 63) {
          int64_t Number = K.Val.getInt().getExtValue();
          if ((S.AtLeast && Number < *S.AtLeast) ||
              (S.AtMost && Number > *S.AtMost)) {
            Value = std::to_string(Number);
            return Role::SetsBadly;
          }
        }
      }
      return Role::Sets;
    }
    for (const UseModel &U : M.Uses) {
      bool Named = names(U.Calls, F);
      bool Returns = !U.Returns.empty() && F && U.Calls.empty() && At >= 0 &&
                     isOneOf(F->getReturnType(), U.Returns);
      if ((Named || Returns) && isSubject(U.Subject, At))
        return Role::UsesIt;
    }
    if (names(M.Neutral, F))
      return Role::Neutral;
    // Its own class's methods are in the model if they matter.
    if (At == -1)
      return Role::Neutral;
    return Role::Unknown;
  }

  Summary summaryOf(const FunctionDecl *F, unsigned Argument,
                    const ConfigurableModel *M) {
    Summary Unknown;
    Unknown.Sets = true;
    if (!F || !F->hasBody(F) || Depth > 3 || F->isDependentContext() ||
        Argument >= F->getNumParams() || !Unit.inScope(F->getLocation()))
      return Unknown;
    auto Key = std::make_pair(F, Argument);
    auto [It, Fresh] = Summaries.try_emplace(Key, Unknown);
    if (!Fresh)
      return It->second;
    Place Given{F->getParamDecl(Argument), nullptr};
    ++Depth;
    Followed Inside =
        follow(F, F->getBody(), {{Given, {M, nullptr, false}}}, false);
    --Depth;
    Summary Out = Unknown;
    if (Inside.Complete) {
      auto End = Inside.AtEnd.find(Given);
      Out.Sets = End == Inside.AtEnd.end() || End->second.Ready;
      Out.Use = Inside.Use;
      if (Out.Use)
        Out.Sets = false;
    }
    return Summaries[Key] = Out;
  }

  //===--- Flow -----------------------------------------------------------===//

  void join(State &Into, const State &From, bool &Changed) const {
    for (const auto &[P, Theirs] : From) {
      auto [It, Fresh] = Into.try_emplace(P, Theirs);
      if (Fresh) {
        Changed = true;
        continue;
      }
      bool Ready = Rule.Spec.EveryPath ? It->second.Ready && Theirs.Ready
                                       : It->second.Ready || Theirs.Ready;
      if (Ready != It->second.Ready) {
        It->second.Ready = Ready;
        Changed = true;
      }
    }
  }

  /// A test of the handle, or a part of a call that is dealt with there.
  static bool isHarmless(const Expr *E, const ParentMap &Parents) {
    const Stmt *Child = E;
    for (const Stmt *Up = Parents.getParent(E); Up;
         Child = Up, Up = Parents.getParent(Up)) {
      if (isa<ImplicitCastExpr, ParenExpr, ExprWithCleanups,
              MaterializeTemporaryExpr>(Up))
        continue;
      if (const auto *U = dyn_cast<UnaryOperator>(Up)) {
        if (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref)
          continue;
        return U->getOpcode() == UO_LNot;
      }
      if (const auto *B = dyn_cast<BinaryOperator>(Up))
        return B->isComparisonOp() || B->isLogicalOp() ||
               (B->getOpcode() == BO_Assign && B->getLHS() == Child);
      if (isa<MemberExpr>(Up))
        continue;
      return isa<CallExpr, IfStmt, WhileStmt, ForStmt, ConditionalOperator,
                 ReturnStmt>(Up);
    }
    return true;
  }

  void onCall(State &S, const Expr *Call, Followed &Out, bool Report) {
    for (auto &[P, Object] : S) {
      std::optional<int> At = argumentAt(Call, P);
      if (!At || Call == Object.Made)
        continue;
      std::string Value;
      switch (roleOf(Call, *Object.Model, *At, Value)) {
      case Role::Unrelated:
      case Role::Neutral:
        break;
      case Role::Sets:
        Object.Ready = true;
        break;
      case Role::SetsBadly:
        Object.Ready = true;
        if (Report)
          report(P, Object, Call, "is given " + Value + " here");
        break;
      case Role::UsesIt:
        if (!Object.Ready && !Rule.Spec.ByEnd) {
          if (!Out.Use)
            Out.Use = Call;
          if (Report)
            report(P, Object, Call, "is used here, and nothing set one before");
          Object.Ready = true;
        }
        break;
      case Role::Unknown: {
        Summary Does = summaryOf(calleeOf(Call), *At, Object.Model);
        if (Does.Use && !Object.Ready && !Rule.Spec.ByEnd) {
          if (!Out.Use)
            Out.Use = Does.Use;
          if (Report)
            report(P, Object, Call,
                   "is used in here, and nothing set one before", Does.Use);
          Object.Ready = true;
        }
        Object.Ready |= Does.Sets;
        break;
      }
      }
    }
  }

  void element(State &S, const Stmt *Element, const ParentMap &Parents,
               Followed &Out, bool Report) {
    if (const auto *D = dyn_cast<DeclStmt>(Element)) {
      for (const Decl *One : D->decls())
        if (const auto *Var = dyn_cast<VarDecl>(One))
          if (Var->hasLocalStorage() && Var->getInit())
            created(S, {Var, nullptr}, Var->getInit());
      return;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(Element))
      if (B->getOpcode() == BO_Assign) {
        std::optional<Place> P = placeOf(B->getLHS());
        if (P && P->isLocal() && !P->Field)
          created(S, *P, B->getRHS());
        else if (P)
          S.erase(*P);
        return;
      }
    if (const auto *R = dyn_cast<ReturnStmt>(Element)) {
      if (!R->getRetValue())
        return;
      const ConfigurableModel *Made = madeBy(R->getRetValue(), 1);
      if (std::optional<Place> P = objectOf(R->getRetValue()))
        if (auto It = S.find(*P); It != S.end()) {
          (It->second.Ready ? Out.ReturnsReady : Out.ReturnsUnready) = true;
          Out.Returned = It->second.Model;
          It->second.Ready = true;
        }
      if (Made) {
        Out.ReturnsUnready = true;
        Out.Returned = Made;
      }
      return;
    }
    if (isa<CallExpr, CXXConstructExpr>(Element)) {
      onCall(S, cast<Expr>(Element), Out, Report);
      return;
    }
    if (const auto *L = dyn_cast<LambdaExpr>(Element)) {
      for (const LambdaCapture &C : L->captures())
        if (C.capturesVariable())
          if (auto It = S.find({C.getCapturedVar(), nullptr}); It != S.end())
            It->second.Ready = true;
      return;
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Element))
      if (auto It = S.find({Ref->getDecl(), nullptr});
          It != S.end() && !isHarmless(Ref, Parents))
        It->second.Ready = true; // it goes elsewhere
  }

  void created(State &S, const Place &P, const Expr *Init) {
    if (const ConfigurableModel *M = madeBy(Init))
      S[P] = {M, bare(Init), false};
    else
      S.erase(P);
  }

  Followed follow(const Decl *D, Stmt *Body, State First, bool Report) {
    Followed Out;
    const CFG *Graph = Unit.cfg(D, Body);
    if (!Graph) {
      if (Report) {
        Gap G;
        G.At = Unit.location(D->getLocation());
        G.Rule = Rule.rule().Id;
        G.Reason = "in " + Unit.functionName(D) +
                   ": its control flow could not be followed";
        Facts.gap(std::move(G));
      }
      return Out;
    }
    ParentMap Parents(Body);
    std::map<unsigned, State> In;
    std::set<unsigned> Reached = {Graph->getEntry().getBlockID()};
    In[Graph->getEntry().getBlockID()] = std::move(First);
    std::vector<const CFGBlock *> Order;
    for (const CFGBlock *B : PostOrderCFGView(Graph))
      Order.push_back(B);
    auto Through = [&](const CFGBlock *B, bool Say) {
      State S = In[B->getBlockID()];
      for (const CFGElement &E : *B)
        if (std::optional<CFGStmt> Statement = E.getAs<CFGStmt>())
          element(S, Statement->getStmt(), Parents, Out, Say);
      return S;
    };
    bool Changed = true;
    for (unsigned Round = 0; Changed && Round < 32; ++Round) {
      Changed = false;
      for (const CFGBlock *B : Order) {
        if (!Reached.count(B->getBlockID()) || B->hasNoReturnElement())
          continue;
        State S = Through(B, false);
        for (const CFGBlock::AdjacentBlock &Next : B->succs()) {
          if (!Next.isReachable())
            continue;
          Changed |= Reached.insert(Next->getBlockID()).second;
          join(In[Next->getBlockID()], S, Changed);
        }
      }
    }
    // What the rounds found out on the way is not what holds in the end.
    Out = {};
    for (const CFGBlock *B : Order)
      if (Reached.count(B->getBlockID()))
        Through(B, Report);
    Out.AtEnd = In[Graph->getExit().getBlockID()];
    Out.Complete = true;
    if (Report && Rule.Spec.ByEnd)
      for (const auto &[P, Object] : Out.AtEnd)
        if (!Object.Ready && Object.Made)
          report(P, Object, Object.Made,
                 "is made here, and nothing sets one by the end of the "
                 "function");
    return Out;
  }

  //===--- Members --------------------------------------------------------===//

  struct MemberFacts {
    const ConfigurableModel *Model = nullptr;
    const Expr *Made = nullptr;
    bool Ready = false;
    std::vector<std::pair<const FunctionDecl *, const Expr *>> Uses;
  };

  /// Members that are such objects, of classes whose methods are all here.
  void members() {
    std::map<const FieldDecl *, MemberFacts> All;
    std::vector<const FieldDecl *> Order;
    auto Entry = [&](const FieldDecl *F, const ConfigurableModel *M,
                     const Expr *Made) {
      auto [It, Fresh] = All.try_emplace(F);
      if (Fresh)
        Order.push_back(F);
      It->second.Model = M;
      if (!It->second.Made)
        It->second.Made = Made;
    };
    for (const FunctionDecl *F : Unit.functions()) {
      const auto *Method = dyn_cast<CXXMethodDecl>(F);
      if (!Method || F->isDependentContext())
        continue;
      for (const FieldDecl *Field : Method->getParent()->fields())
        for (const ConfigurableModel *M : Rule.Objects)
          if (isObjectType(Field->getType(), *M))
            Entry(Field, M, nullptr);
      if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
        for (const CXXCtorInitializer *I : C->inits())
          if (I->isMemberInitializer())
            if (const ConfigurableModel *M = madeBy(I->getInit()))
              Entry(I->getMember(), M, I->getInit());
      struct Assignments : DynamicRecursiveASTVisitor {
        bool VisitBinaryOperator(BinaryOperator *B) override {
          if (B->getOpcode() == BO_Assign)
            if (std::optional<Place> P = placeOf(B->getLHS()))
              if (P->Field && !P->Base)
                if (const ConfigurableModel *M = Self->madeBy(B->getRHS()))
                  (*Say)(P->Field, M, B->getRHS());
          return true;
        }
        Run *Self = nullptr;
        std::function<void(const FieldDecl *, const ConfigurableModel *,
                           const Expr *)> *Say = nullptr;
      } Finder;
      std::function<void(const FieldDecl *, const ConfigurableModel *,
                         const Expr *)>
          Say = Entry;
      Finder.Self = this;
      Finder.Say = &Say;
      Finder.TraverseStmt(F->getBody());
    }
    if (All.empty())
      return;
    for (const FunctionDecl *F : Unit.functions())
      if (!F->isDependentContext())
        mentions(F, All);
    for (const FieldDecl *Field : Order) {
      MemberFacts &Known = All[Field];
      if (Known.Ready || !methodsAreHere(Field->getParent()))
        continue;
      for (auto [F, Use] : Known.Uses) {
        Current = F;
        report({nullptr, Field}, {Known.Model, Known.Made, false}, Use,
               "is used here, and nothing in its class sets one");
      }
    }
  }

  static bool methodsAreHere(const RecordDecl *R) {
    const auto *Class = dyn_cast<CXXRecordDecl>(R);
    return Class && llvm::all_of(Class->methods(), [](const CXXMethodDecl *M) {
             return M->isImplicit() || M->isDefaulted() || M->isDeleted() ||
                    M->isPureVirtual() || M->isDefined();
           });
  }

  void mentions(const FunctionDecl *F,
                std::map<const FieldDecl *, MemberFacts> &All) {
    struct Finder : DynamicRecursiveASTVisitor {
      bool VisitCallExpr(CallExpr *C) override {
        onCall(C);
        return true;
      }
      bool VisitMemberExpr(MemberExpr *M) override {
        const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
        auto It = All->find(Field);
        if (It == All->end() || Seen.count(M))
          return true;
        // Not in a call that a model knows: it may be set up there.
        if (!isa<CXXThisExpr>(bare(M->getBase())) || !isHarmless(M, *Parents))
          It->second.Ready = true;
        return true;
      }
      void onCall(CallExpr *C) {
        for (auto &[Field, Known] : *All) {
          Place P{nullptr, Field};
          std::optional<int> At = argumentAt(C, P);
          if (!At)
            continue;
          std::string Value;
          switch (Self->roleOf(C, *Known.Model, *At, Value)) {
          case Role::UsesIt:
            Known.Uses.push_back({F, C});
            break;
          case Role::Sets:
          case Role::SetsBadly:
            Known.Ready = true;
            break;
          case Role::Unknown: {
            Summary Does = Self->summaryOf(calleeOf(C), *At, Known.Model);
            Known.Ready |= Does.Sets;
            if (Does.Use)
              Known.Uses.push_back({F, C});
            break;
          }
          case Role::Unrelated:
          case Role::Neutral:
            break;
          }
        }
      }
      Run *Self = nullptr;
      const FunctionDecl *F = nullptr;
      std::map<const FieldDecl *, MemberFacts> *All = nullptr;
      const ParentMap *Parents = nullptr;
      std::set<const MemberExpr *> Seen;
    } Inside;
    ParentMap Parents(F->getBody());
    Inside.Self = this;
    Inside.F = F;
    Inside.All = &All;
    Inside.Parents = &Parents;
    Inside.TraverseStmt(F->getBody());
  }

  //===--- Findings -------------------------------------------------------===//

  void report(const Place &P, const ObjectState &Object, const Expr *At,
              const std::string &Problem, const Expr *Inside = nullptr) {
    if (!Unit.inScope(At->getBeginLoc()))
      return;
    Finding Out;
    Out.Rule = Rule.rule().Id;
    Unit.setRange(Out, At->getSourceRange());
    Out.Function = Unit.functionName(Current);
    Out.InTestBody = Unit.inTestBody(Current);
    std::string Code = Unit.code(At->getSourceRange());
    std::string Name =
        P.Field ? P.Field->getNameAsString() : P.Base->getNameAsString();
    Out.Message =
        fillMessage(Rule.rule().Message, {{"object", Name},
                                          {"name", Object.Model->Name},
                                          {"what", Rule.Spec.What},
                                          {"use", Code},
                                          {"problem", Problem}});
    Out.Identity = makeIdentity(Out.Rule, Out.Function, Code);
    if (Object.Made && Object.Made != At)
      Out.Steps.push_back({Unit.location(Object.Made->getBeginLoc()),
                           "the " + Object.Model->Name + " is made here"});
    if (Inside)
      Out.Steps.push_back(
          {Unit.location(Inside->getBeginLoc()), "the use is here"});
    Facts.finding(std::move(Out));
  }

  const PreparedConfigure &Rule;
  UnitContext &Unit;
  FactBuilder &Facts;
  const FunctionDecl *Current = nullptr;
  unsigned Depth = 0;
  std::map<std::pair<const FunctionDecl *, unsigned>, Summary> Summaries;
  DenseMap<const FunctionDecl *, const ConfigurableModel *> Makers;
  DenseMap<const FunctionDecl *, bool> MayMake;
};

class ConfigureAnalysis : public UnitAnalysis {
public:
  explicit ConfigureAnalysis(ArrayRef<const PreparedRule *> Prepared)
      : Prepared(Prepared) {}

  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    for (const PreparedRule *P : Prepared)
      Run(*static_cast<const PreparedConfigure *>(P), Unit, Facts).run();
  }

private:
  std::vector<const PreparedRule *> Prepared;
};

class MustConfigure : public Engine {
public:
  Expected<std::unique_ptr<PreparedRule>>
  prepare(const Rule &R, const RuleSet &Rules) const override {
    auto Out = std::make_unique<PreparedConfigure>(R);
    if (Error E = specShape().read(R.Spec, R.File, Out->Spec, "$.spec"))
      return std::move(E);
    Expected<std::vector<const Model *>> Models =
        Rules.modelsFor(R, Out->Spec.Models);
    if (!Models)
      return Models.takeError();
    for (const Model *M : *Models)
      for (const ConfigurableModel &C : M->Configurables)
        if (is_contained(Out->Spec.Kinds, C.Kind))
          Out->Objects.push_back(&C);
    Reading Problems(R.File, "$.spec");
    if (Out->Objects.empty())
      Problems.problem(R.Spec.find("kinds")->position(),
                       "none of the rule's models has configurables of these "
                       "kinds");
    if (Error E = Problems.take())
      return std::move(E);
    return std::unique_ptr<PreparedRule>(std::move(Out));
  }

  std::unique_ptr<UnitAnalysis>
  start(ArrayRef<const PreparedRule *> Prepared) const override {
    return std::make_unique<ConfigureAnalysis>(Prepared);
  }

  std::vector<std::string> messageNames(const PreparedRule &) const override {
    return {"object", "name", "what", "use", "problem"};
  }

  std::string specSchema() const override {
    return schemaText("must-configure", specShape().schema());
  }
};

} // namespace

static EngineRegistry::Add<MustConfigure>
    Registration("must-configure", "what must be set before an object is used");

} // namespace codex
