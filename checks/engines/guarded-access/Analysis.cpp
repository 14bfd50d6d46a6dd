#include "engines/guarded-access/Analysis.h"

#include "engines/guarded-access/InPlace.h"
#include "engines/guarded-access/Slice.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Analysis/Analyses/CFGReachabilityAnalysis.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// Calls are followed this deep, and into graphs this large; beyond, a callee
/// counts as one whose body cannot be seen.
static constexpr unsigned MaxSummaryDepth = 6;
static constexpr unsigned MaxSummaryBlocks = 400;
/// How many facts a summary relates to each other; it is copied into every
/// caller.
static constexpr unsigned MaxSummaryAtoms = 8;

namespace {
class AccessFinder : public ConstDynamicRecursiveASTVisitor {
public:
  AccessFinder(Library &Known,
               function_ref<bool(const FunctionDecl *)> Requires)
      : Known(Known), Requires(Requires) {
    ShouldVisitLambdaBody = true;
    ShouldVisitImplicitCode = true;
  }

  bool VisitCXXDynamicCastExpr(const CXXDynamicCastExpr *Cast) override {
    return Known.about() != Subject::Lookups || !Known.dynamicCast() ||
           !Cast->getType()->isPointerType();
  }
  bool VisitCallExpr(const CallExpr *C) override {
    const FunctionDecl *F = C->getDirectCallee();
    if (!F)
      return true;
    if (Known.about() == Subject::Lookups)
      return !Known.lookup(C) && !Requires(F);
    if (Known.unwrapFunction(F))
      return false;
    if (C->getNumArgs() > 0)
      if (std::optional<VariantUse> Use =
              Known.variantUse(F, C->getArg(0)->getType());
          Use && Use->Is == VariantUse::Kind::Get)
        return false;
    // The object's own class decides: a base may declare the member.
    std::optional<CallParts> Call = callParts(C);
    const WrapperModel *W = nullptr;
    if (Call && Call->Object) {
      QualType T = Call->Object->getType();
      W = Known.wrapper(Call->ObjectIsPointer ? T->getPointeeType() : T);
    }
    if (!W)
      return !Requires(F);
    Role R = Known.role(*W, F);
    return R != Role::Unwrap && R != Role::ErrorUnwrap && R != Role::Pointer;
  }

  /// The body as written depends on what it is called with; those that were
  /// made from it do not.
  bool VisitLambdaExpr(const LambdaExpr *L) override {
    if (const FunctionTemplateDecl *Generic =
            L->getLambdaClass()->getDependentLambdaCallOperator())
      for (const FunctionDecl *Instance : Generic->specializations())
        if (Instance->hasBody() && !TraverseStmt(Instance->getBody()))
          return false;
    return true;
  }
  /// The expression stands at the function's declaration; it is evaluated here.
  bool VisitCXXDefaultArgExpr(const CXXDefaultArgExpr *Default) override {
    return TraverseStmt(Default->getExpr());
  }

private:
  Library &Known;
  function_ref<bool(const FunctionDecl *)> Requires;
};

class UseCounter : public ConstDynamicRecursiveASTVisitor {
public:
  UseCounter(function_ref<void(const FunctionDecl *, bool IsCall)> Count)
      : Count(Count) {
    ShouldVisitTemplateInstantiations = true;
    ShouldVisitLambdaBody = true;
    ShouldVisitImplicitCode = true;
  }

  bool VisitDeclRefExpr(const DeclRefExpr *Ref) override {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      Count(F, false);
    return true;
  }
  bool VisitMemberExpr(const MemberExpr *Member) override {
    if (const auto *F = dyn_cast<FunctionDecl>(Member->getMemberDecl()))
      Count(F, false);
    return true;
  }
  bool VisitCallExpr(const CallExpr *C) override {
    if (const FunctionDecl *F = C->getDirectCallee())
      Count(F, true);
    return true;
  }

private:
  function_ref<void(const FunctionDecl *, bool)> Count;
};
} // namespace

Analysis::Uses Analysis::usesOf(const FunctionDecl *F) {
  if (!UsesOf) {
    auto &Counted = UsesOf.emplace();
    auto Count = [&](const FunctionDecl *Used, bool IsCall) {
      Uses &U = Counted[Used->getCanonicalDecl()];
      ++(IsCall ? U.Calls : U.Mentions);
    };
    UseCounter Counter(Count);
    for (const Decl *D : Context.topLevel())
      Counter.TraverseDecl(D);
  }
  return UsesOf->lookup(F->getCanonicalDecl());
}

/// Not one that something else than a call by its name may run.
static bool isPlain(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return !isa<CXXConstructorDecl, CXXDestructorDecl, CXXConversionDecl>(F) &&
         !F->isOverloadedOperator() && !F->isMain() &&
         !(Method && Method->isVirtual());
}

static bool isPrivateMethod(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && Method->getAccess() == AS_private;
}

bool Analysis::isOnlyCalledHere(const FunctionDecl *F) {
  if (!isPlain(F) || (F->isExternallyVisible() && !isPrivateMethod(F)))
    return false;
  Uses U = usesOf(F);
  return U.Calls > 0 && U.Calls == U.Mentions;
}

/// Other units may call it as well as this one, or they alone.
bool Analysis::isShared(const FunctionDecl *F) {
  if (Unit.Known.about() != Subject::Wrappers || !isPlain(F) ||
      !F->isExternallyVisible() || isPrivateMethod(F))
    return false;
  Uses U = usesOf(F);
  return U.Calls == U.Mentions;
}

/// `get(k)`, which looks k up where all who call it have asked `has(k)`: like
/// what is shared, it is reported in itself unless they all have.
bool Analysis::sharesLookups(const FunctionDecl *F) {
  if (Unit.Known.about() != Subject::Lookups || !isPlain(F))
    return false;
  Uses U = usesOf(F);
  return U.Calls == U.Mentions;
}

bool Analysis::callersMeetNeeds(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  auto Checked = CheckedCalls.find(F);
  return Checked != CheckedCalls.end() && !Unmet.contains(F) &&
         Checked->second.size() == usesOf(F).Calls;
}

/// A private method that this unit does not call, of a class some of whose
/// methods it does not show: the unit that has those knows what they make sure
/// of, and has this one, too.
bool Analysis::isCalledElsewhere(const FunctionDecl *F) {
  if (!isPlain(F) || !isPrivateMethod(F) || !F->isInlined())
    return false;
  bool HasMore = any_of(cast<CXXMethodDecl>(F)->getParent()->methods(),
                        [](const CXXMethodDecl *M) {
                          return !M->isImplicit() && !M->isDeleted() &&
                                 !M->isDefaulted() && !M->isPureVirtual() &&
                                 !M->hasBody();
                        });
  return HasMore && usesOf(F).Mentions == 0;
}

bool Analysis::hasAccess(const Stmt *Body) {
  // A body that is being looked at (recursion) has none by itself.
  auto [It, New] = Accesses.try_emplace(Body, false);
  if (!New)
    return It->second;
  auto Requires = [&](const FunctionDecl *F) {
    const Stmt *Called = F->getBody();
    return Called && !F->isDependentContext() &&
           Context.inScope(F->getLocation()) && hasAccess(Called) &&
           (isOnlyCalledHere(F) || isShared(F) || sharesLookups(F)) &&
           !summary(F).Requires.empty();
  };
  AccessFinder Finder(Unit.Known, Requires);
  bool Found = !Finder.TraverseStmt(Body);
  return Accesses[Body] = Found;
}

static bool isLocalTo(const VarDecl *V, const FunctionDecl *F) {
  if (V->hasGlobalStorage())
    return false;
  for (const DeclContext *C = V->getDeclContext(); C; C = C->getParent())
    if (const auto *Function = dyn_cast<FunctionDecl>(C);
        Function && Function->getCanonicalDecl() == F->getCanonicalDecl())
      return true;
  return false;
}

/// Whether a caller of \p F can speak of \p T, too.
static bool isVisible(const Term *T, const FunctionDecl *F,
                      const SmallPtrSetImpl<const Term *> &ChangedParameters) {
  if (T->kind() == Term::Kind::Occurrence)
    return false;
  if (T->kind() == Term::Kind::Result)
    return static_cast<const FunctionDecl *>(T->of()) == F->getCanonicalDecl();
  if (ChangedParameters.contains(T))
    return false;
  if (const VarDecl *V = T->variable())
    return isa<ParmVarDecl>(V) || !isLocalTo(V, F);
  return all_of(T->operands(), [&](const Term *Operand) {
    return isVisible(Operand, F, ChangedParameters);
  });
}

/// Whether some path through \p Graph ends by returning.
static bool canReturn(const FunctionCode &Code, const CFG &Graph) {
  SmallVector<const CFGBlock *, 16> Pending = {&Graph.getEntry()};
  BitVector Seen(Graph.getNumBlockIDs());
  while (!Pending.empty()) {
    const CFGBlock *Block = Pending.pop_back_val();
    if (Block == &Graph.getExit())
      return true;
    if (Seen.test(Block->getBlockID()))
      continue;
    Seen.set(Block->getBlockID());
    const BlockCode &Body = Code.Blocks[Block->getBlockID()];
    if (!leavesByEdges(*Block) ||
        any_of(Body.Operations, [](const Operation &O) {
          return O.Is == Operation::Kind::Assume && O.Condition.isFalse();
        }))
      continue;
    for (const CFGBlock::AdjacentBlock &Edge : Block->succs())
      if (const CFGBlock *Next = Edge.getReachableBlock())
        Pending.push_back(Next);
    append_range(Pending,
                 map_range(Body.Handlers, [&](const BlockCode::Handler &H) {
                   return *find_if(Graph, [&](const CFGBlock *B) {
                     return B->getBlockID() == H.Block;
                   });
                 }));
  }
  return false;
}

/// Which alternative a variant holds.
static bool isOfVariant(UnitState &Unit, const Atom &A) {
  if (A.Is != Predicate::AtMost || A.Subject->kind() != Term::Kind::Call)
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(
      static_cast<const FunctionDecl *>(A.Subject->of()));
  return Method &&
         Unit.Known.variant(Unit.Ast.getCanonicalTagType(Method->getParent()));
}

/// Whether what holds at the end can be of use to a caller: something is said
/// of wrappers, variants or look-ups, or of a flag that is passed in.
bool Analysis::decidesAnything(const FunctionCode &Code) {
  auto IsOfUse = [&](AtomId Id) {
    const Atom &A = Unit.Atoms[Id];
    const VarDecl *V = A.Subject->variable();
    return A.Is == Predicate::Holds || A.Is == Predicate::Missing ||
           (V && isa<ParmVarDecl>(V)) || isOfVariant(Unit, A) ||
           Expressions::asksForType(A.Subject);
  };
  auto Tells = [&](Bdd Condition) {
    return any_of(Unit.Bdds.support(Condition), [&](AtomId Id) {
      return IsOfUse(Id) || any_of(Unit.Atoms[Id].Axioms, [&](Bdd Axiom) {
               return any_of(Unit.Bdds.support(Axiom), IsOfUse);
             });
    });
  };
  return any_of(Code.Blocks, [&](const BlockCode &Block) {
    return any_of(Block.EdgeConditions, Tells) ||
           any_of(Block.AtLoopEnd, Tells) ||
           any_of(Block.Operations, [&](const Operation &O) {
             return (O.Is == Operation::Kind::Assume && Tells(O.Condition)) ||
                    any_of(O.Values, [&](const auto &Value) {
                      return Unit.Atoms[Value.first].Is == Predicate::Holds ||
                             (!Value.second.isFalse() && Tells(Value.second));
                    });
           });
  });
}

/// Accesses that are fine as soon as callers make sure of it.
void Analysis::findRequirements(const FunctionDecl *F, const FunctionCode &Code,
                                const CFG &Graph, const Solution &Facts,
                                function_ref<bool(const Term *)> IsVisible,
                                Summary &S) {
  State Entry = State::top();
  for (const Violation &V : Facts.Violations) {
    const Access &A = Code.Accesses[V.AccessIndex];
    if (A.Shared && S.Shared)
      continue;
    bool CallersCanTell = all_of(Unit.Bdds.support(A.Required), [&](AtomId Id) {
      return IsVisible(Unit.Atoms[Id].Subject);
    });
    // What the function looks up by itself is its own to test, but where the
    // caller can have looked up the same.
    Term::Kind Root = A.Place->root()->kind();
    bool LooksUp = sharesLookups(F) && A.Place->kind() == Term::Kind::Call &&
                   A.Place->value() == TermTable::KeysOnly;
    if (Root != Term::Kind::Variable && Root != Term::Kind::This && !LooksUp)
      continue;
    if (!LooksUp && !S.Shared && !isOnlyCalledHere(F))
      continue;
    if (!CallersCanTell || A.Required.isFalse() || !IsVisible(A.Place) ||
        any_of(S.Requires,
               [&](const Requirement &R) { return R.Required == A.Required; }))
      continue;
    S.Requires.push_back({A.Required, A});
    if (LooksUp)
      S.Requires.back().Where.Shared = F->getCanonicalDecl();
    Entry.assume(Unit.Bdds, expand(Unit, A.Required, Entry));
  }
  if (S.Requires.empty())
    return;
  Solution Again =
      solve(Unit, Code, Graph, Entry, [](AtomId) { return false; }, Quick);
  erase_if(S.Requires, [&](const Requirement &R) {
    return any_of(Again.Violations, [&](const Violation &V) {
      return Code.Accesses[V.AccessIndex].Required == R.Required;
    });
  });
}

Summary Analysis::computeSummary(const FunctionDecl *F) {
  Summary S;
  Stmt *Body = F->getBody();
  if (!Body || SummaryDepth > MaxSummaryDepth)
    return S;
  const CFG *Graph = Context.cfg(F, Body);
  if (!Graph || Graph->getNumBlockIDs() > MaxSummaryBlocks)
    return S;
  SaveAndRestore Deeper(SummaryDepth, SummaryDepth + 1);
  // Facts that the callee speaks of once may be spoken of again by a caller.
  SaveAndRestore Keep(Unit.Atoms.KeepVisible, true);
  FunctionCode Code =
      lower(Unit, F, Body, *Graph,
            [&](const FunctionDecl *Callee) { return summary(Callee); });

  SmallPtrSet<const Term *, 8> ChangedParameters, Seen;
  DenseSet<std::pair<const Term *, const FunctionDecl *>> SeenBy;
  // A lambda's copies are its own, whatever they are called.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Method && Method->getParent()->isLambda())
    for (const LambdaCapture &Capture : Method->getParent()->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByCopy)
        if (const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar()))
          ChangedParameters.insert(Unit.Terms.variable(V));
  for (const BlockCode &Block : Code.Blocks)
    for (const Operation &O : Block.Operations)
      for (const Term *Written : O.Written) {
        const VarDecl *Root = Written->root()->variable();
        bool OwnValue =
            Root && isa<ParmVarDecl>(Root) &&
            !Root->getType()->isReferenceType() &&
            !contains(Written, Unit.Terms.target(Written->root())
                                   ? Unit.Terms.target(Written->root())
                                   : Written);
        if (OwnValue && isLocalTo(Root, F))
          ChangedParameters.insert(Written->root());
      }
  for (const BlockCode &Block : Code.Blocks)
    for (const Operation &O : Block.Operations)
      for (const Term *Written : O.Written) {
        if (Written->kind() == Term::Kind::Result ||
            ChangedParameters.contains(Written->root()) ||
            !isVisible(Written, F, ChangedParameters))
          continue;
        if (O.Unseen.empty() && Seen.insert(Written).second)
          S.Writes.push_back(Written);
        for (const Operation::UnseenWrite &W : O.Unseen)
          if (W.Place == Written && SeenBy.insert({W.Place, W.By}).second)
            S.UnseenWrites.push_back(W);
      }

  auto IsVisible = [&](const Term *T) {
    return isVisible(T, F, ChangedParameters);
  };
  S.Shared = !Code.Accesses.empty() && isShared(F);
  bool MayRequire = S.Shared || (!Code.Accesses.empty() &&
                                 (isOnlyCalledHere(F) || sharesLookups(F)));
  if (!MayRequire && !Unit.Atoms.KeepMembers && !decidesAnything(Code)) {
    if (!canReturn(Code, *Graph))
      S.AtExit.push_back(Bdd::bottom());
    S.Known = true;
    return S;
  }
  auto WantedAtExit = [&](AtomId Id) {
    const Term *Subject = Unit.Atoms[Id].Subject;
    return Subject && isVisible(Subject, F, ChangedParameters);
  };
  // Where a class's members are asked for, so is how they hang together.
  Effort Limits = Quick;
  if (Unit.Atoms.KeepMembers)
    Limits.MaxPlain = 6;
  Solution Facts =
      solve(Unit, Code, *Graph, State::top(), WantedAtExit, Limits);
  if (MayRequire && !Facts.Simplified)
    findRequirements(F, Code, *Graph, Facts, IsVisible, S);
  if (Facts.Simplified)
    Facts.Exit.forgetCorrelations(Unit.Bdds);
  // A caller has no use for what is said of flags alone.
  Facts.Exit.keepFactors(Unit.Bdds, [&](AtomId Id) {
    const Term *Subject = Unit.Atoms[Id].Subject;
    const VarDecl *V = Subject->variable();
    return Unit.Atoms.isProperty(Id) || (V && isa<ParmVarDecl>(V)) ||
           (Unit.Atoms.KeepMembers &&
            Subject->root()->kind() == Term::Kind::This);
  });
  Facts.Exit.limitFactors(
      Unit.Bdds, [&](AtomId Id) { return Unit.Atoms.isProperty(Id); },
      MaxSummaryAtoms);
  S.AtExit = Facts.Exit.factors();
  S.Known = true;
  return S;
}

Summary Analysis::summary(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  // While it is being computed (recursion), the body counts as unseen.
  auto [It, New] = Summaries.try_emplace(F);
  if (!New)
    return It->second;
  const FunctionDecl *Definition = nullptr;
  if (!F->hasBody(Definition))
    return {};
  Summary S = computeSummary(Definition);
  return Summaries[F] = S;
}

State Analysis::lambdaEntry(const Solution::LambdaStart &Start) {
  State AtCreation = Start.Facts;
  const LambdaExpr *L = Start.Lambda;
  if (!AtCreation.isReachable())
    return State::top();
  bool InPlace = Start.Called || runsInPlace(L, Unit.Ast);
  SmallPtrSet<const VarDecl *, 4> ByCopy, ByReference;
  for (const LambdaCapture &Capture : L->captures()) {
    if (!Capture.capturesVariable())
      continue;
    const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar());
    if (!V)
      continue;
    (Capture.getCaptureKind() == LCK_ByCopy ? ByCopy : ByReference)
        .insert(V->getCanonicalDecl());
  }
  // A fact stays true inside if what it speaks of cannot change in between.
  auto Lasts = [&](auto &Self, const Term *T, bool Direct) -> bool {
    if (const VarDecl *V = T->variable()) {
      V = V->getCanonicalDecl();
      if (ByCopy.contains(V))
        return true;
      return ByReference.contains(V) && !Unit.Names.Changing.count(V);
    }
    if (T->kind() == Term::Kind::This || T->kind() == Term::Kind::Target)
      return false;
    return all_of(T->operands(), [&](const Term *Operand) {
      return Self(Self, Operand, false);
    });
  };
  SmallVector<AtomId, 16> Lost;
  for (AtomId Id : AtCreation.support(Unit.Bdds)) {
    const Term *Subject = Unit.Atoms[Id].Subject;
    if (!InPlace && (!Subject || !Lasts(Lasts, Subject, true)))
      Lost.push_back(Id);
    // A copy that was made before the call may be of an older value.
    const VarDecl *V = Subject ? Subject->root()->variable() : nullptr;
    if (Start.Called && V && ByCopy.contains(V->getCanonicalDecl()) &&
        Unit.Names.Changing.count(V))
      Lost.push_back(Id);
  }
  AtCreation.forget(Unit.Bdds, Lost);
  return AtCreation;
}

namespace {
/// Whether two accesses to one object are wrong for one cause: nothing changes
/// the object on a way from the first to the second.
class SameCause {
public:
  SameCause(const FunctionCode &Code, const CFG &Graph)
      : Code(Code), Graph(Graph), Reachability(Graph) {
    for (const CFGBlock *Block : Graph)
      ById[Block->getBlockID()] = Block;
  }

  bool operator()(const Violation &First, const Violation &Second) {
    const Access &A = Code.Accesses[First.AccessIndex];
    const Access &B = Code.Accesses[Second.AccessIndex];
    if (A.Place != B.Place || A.NeedsError != B.NeedsError)
      return false;
    return none_of(changesOf(A.Place), [&](const Point &Change) {
      return isBefore(First.Block, First.Operation, Change.Block,
                      Change.Operation) &&
             isBefore(Change.Block, Change.Operation, Second.Block,
                      Second.Operation);
    });
  }

private:
  struct Point {
    unsigned Block;
    unsigned Operation;
  };

  /// Where \p Place may change.
  ArrayRef<Point> changesOf(const Term *Place) {
    auto [It, New] = Changes.try_emplace(Place);
    if (!New)
      return It->second;
    for (const CFGBlock *Block : Graph)
      for (auto [Index, O] :
           enumerate(Code.Blocks[Block->getBlockID()].Operations))
        if (O.Is == Operation::Kind::Set &&
            any_of(O.Written, [&](const Term *Written) {
              return dependsOn(Place, Written);
            }))
          It->second.push_back(
              {Block->getBlockID(), static_cast<unsigned>(Index)});
    return It->second;
  }
  bool isBefore(unsigned FromBlock, unsigned From, unsigned ToBlock,
                unsigned To) {
    if (FromBlock == ToBlock && From < To)
      return true;
    return Reachability.isReachable(ById[FromBlock], ById[ToBlock]);
  }

  const FunctionCode &Code;
  const CFG &Graph;
  CFGReverseBlockReachabilityAnalysis Reachability;
  DenseMap<unsigned, const CFGBlock *> ById;
  std::map<const Term *, std::vector<Point>> Changes;
};
} // namespace

void Analysis::reportProblems(const Decl *Owner, Stmt *Body,
                              const FunctionCode &Code, const CFG &Graph,
                              const State &Entry, const Solution &Facts,
                              Report Found) {
  if (Facts.Violations.empty())
    return;
  SameCause Same(Code, Graph);
  std::vector<Problem> Problems;
  auto Known = [&](const Violation &V) {
    return find_if(Problems, [&](const Problem &P) {
      return Same(*P.What, V) || Same(V, *P.What);
    });
  };
  auto AddAlso = [&](Problem &P, const Violation &V) {
    const Access *A = &Code.Accesses[V.AccessIndex];
    if (A != P.Where && !is_contained(P.Also, A))
      P.Also.push_back(A);
  };
  std::vector<Requirement> Needs;
  const auto *Itself = dyn_cast<FunctionDecl>(Owner);
  bool OnlyHere = Itself && isOnlyCalledHere(Itself);
  bool Shared = Itself && !OnlyHere && isShared(Itself);
  if (OnlyHere || Shared || (Itself && sharesLookups(Itself)))
    Needs = summary(Itself).Requires;
  auto Need = [&](const Access &A) {
    return find_if(
        Needs, [&](const Requirement &R) { return R.Required == A.Required; });
  };
  auto IsShared = [&](const Access &A) {
    auto Its = Need(A);
    return Its != Needs.end() && (Shared || Its->Where.Shared);
  };
  auto IsLeftToCallers = [&](const Violation &V) {
    const Access &A = Code.Accesses[V.AccessIndex];
    if (OnlyHere && Need(A) != Needs.end() && !IsShared(A))
      return true;
    if (A.Shared)
      Unmet.insert(A.Shared);
    return A.Shared != nullptr;
  };
  auto AddNew = [&](const Violation &V, const Solution &By) {
    Problem P;
    P.Owner = Owner;
    P.Where = &Code.Accesses[V.AccessIndex];
    P.Code = &Code;
    P.Graph = &Graph;
    P.Facts = &By;
    P.What = &V;
    Problems.push_back(std::move(P));
  };
  for (const Violation &V : Facts.Violations) {
    if (IsLeftToCallers(V))
      continue;
    if (auto Earlier = Known(V); Earlier != Problems.end())
      AddAlso(*Earlier, V);
    else
      AddNew(V, Facts);
  }
  // Accesses that the first one has hidden: those of the same, and what comes
  // after an access that can only fail.
  Solution Strict = solve(
      Unit, Code, Graph, Entry, [](AtomId) { return false; }, Thorough,
      /*TrustAccesses=*/false);
  for (const Violation &V : Strict.Violations) {
    if (Code.Accesses[V.AccessIndex].Shared)
      continue;
    if (auto Earlier = Known(V); Earlier != Problems.end())
      AddAlso(*Earlier, V);
    else if (!Facts.Reached.test(V.AccessIndex) && !IsLeftToCallers(V))
      AddNew(V, Strict);
  }
  for (Problem &P : Problems)
    if (Reported.insert(P.Where->At).second) {
      findDoubts(Body, Entry, P);
      if (IsShared(*P.Where))
        P.Unless.push_back({{.Promises = true,
                             .Function = Itself,
                             .Virtual = false,
                             .What = met().str()}});
      Found(P);
    }
}

void Analysis::analyseLambda(const Solution::LambdaStart &Start, Report Found,
                             Simplified Gap) {
  Creations.push_back(&Start.Facts);
  for (const FunctionDecl *Body : lambdaBodies(Start.Lambda))
    if (Body->getBody() && hasAccess(Body->getBody()))
      analyseBody(Body, Body->getBody(), lambdaEntry(Start), Found, Gap);
  Creations.pop_back();
}

/// Pointers and iterators that a body is given come from no look-up of its own.
static State withoutLookups(UnitState &Unit, const FunctionCode &Code,
                            State Entry) {
  SmallVector<AtomId, 16> Known = Entry.support(Unit.Bdds);
  DenseSet<AtomId> Seen(Known.begin(), Known.end());
  auto Visit = [&](Bdd Condition) {
    for (AtomId Id : Unit.Bdds.support(Condition))
      if (Seen.insert(Id).second && Unit.Atoms[Id].Is == Predicate::Missing &&
          !Unit.Names.isLookup(Unit.Atoms[Id].Subject))
        Entry.assume(Unit.Bdds, Unit.Bdds.notOf(Unit.Bdds.atom(Id)));
  };
  for (const Access &A : Code.Accesses)
    Visit(A.Required);
  return Entry;
}

void Analysis::analyseBody(const Decl *Owner, Stmt *Body, const State &AtStart,
                           Report Found, Simplified Gap) {
  const CFG *Graph = Context.cfg(Owner, Body);
  if (!Graph) {
    Gap(Owner, "its control flow could not be built");
    return;
  }
  const auto *F = dyn_cast<FunctionDecl>(Owner);
  FunctionCode Code =
      lower(Unit, F, Body, *Graph,
            [&](const FunctionDecl *Callee) { return summary(Callee); });
  for (const auto &[Callee, Call] : Code.SharedCalls)
    CheckedCalls[Callee].insert(Call);
  State Entry = Unit.Known.about() == Subject::Lookups
                    ? withoutLookups(Unit, Code, AtStart)
                    : AtStart;
  Solution Facts =
      solve(Unit, Code, *Graph, Entry, [](AtomId) { return false; }, Quick);
  if (!Facts.Violations.empty())
    Facts = solve(
        Unit, Code, *Graph, Entry, [](AtomId) { return false; }, Thorough);
  if (F && !Facts.Violations.empty())
    if (State Own = invariantFor(F, Code, Facts);
        Own.isReachable() && !(Own == State::top())) {
      for (Bdd Factor : Own.factors())
        Entry.assume(Unit.Bdds, Factor);
      Facts = solve(
          Unit, Code, *Graph, Entry, [](AtomId) { return false; }, Thorough);
    }
  if (Facts.Simplified)
    erase_if(Facts.Violations, [&](const Violation &V) {
      return isFineAlone(Code, *Graph, Entry, Code.Accesses[V.AccessIndex]);
    });
  if (Facts.Simplified && !Facts.Violations.empty())
    Gap(Owner, "it is so large that facts were followed one by one, without "
               "how they hang together");
  reportProblems(Owner, Body, Code, *Graph, Entry, Facts, Found);
  for (const Solution::LambdaStart &Start : Facts.Lambdas)
    analyseLambda(Start, Found, Gap);
}

bool Analysis::isFineAlone(const FunctionCode &Code, const CFG &Graph,
                           const State &Entry, const Access &A) {
  Solution Facts = solve(
      Unit, sliceFor(Unit, Code, Graph, A), Graph, Entry,
      [](AtomId) { return false; }, Thorough);
  return none_of(Facts.Violations, [&](const Violation &V) {
    return &Code.Accesses[V.AccessIndex] == &A;
  });
}

/// What depends on no template parameter is checked in the template itself;
/// where the unit has an instantiation, that says more.
bool Analysis::isAnalysedAsTemplate(const FunctionDecl *F) {
  if (!Instantiated) {
    Instantiated.emplace();
    for (const FunctionDecl *Other : Context.functions())
      if (const FunctionDecl *Pattern =
              Other->getTemplateInstantiationPattern())
        Instantiated->insert(Pattern->getCanonicalDecl());
  }
  return !Instantiated->contains(F->getCanonicalDecl());
}

void Analysis::analyse(const FunctionDecl *F, Report Found, Simplified Gap) {
  Stmt *Body = F->getBody();
  if (!Body || (F->isDependentContext() && !isAnalysedAsTemplate(F)))
    return;
  bool Interesting = hasAccess(Body);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : Constructor->inits())
      Interesting |= I->getInit() && hasAccess(I->getInit());
  if (Interesting && !isCalledElsewhere(F))
    analyseBody(F, Body, State::top(), Found, Gap);
  Unit.Bdds.forgetWork();
}

} // namespace codex::guarded
