#include "engines/guarded-access/Explain.h"

#include "collect/BranchCondition.h"
#include "engines/RuleProgram.h"
#include "engines/guarded-access/Mend.h"
#include "model/Fingerprint.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// "value()", "*", "->", "std::get": the access as a reader would name it.
static std::string accessName(const Access &A) {
  if (!A.Name.empty() || !A.Callee)
    return A.Name.str();
  switch (A.Callee->getOverloadedOperator()) {
  case OO_Star:
    return "*";
  case OO_Arrow:
    return "->";
  default:
    return A.Callee->getNameAsString() + "()";
  }
}

/// bad_optional_access, bad_any_cast, OptionalEmptyException and their bases.
static bool mayBeThrownByAccess(StringRef Exception) {
  StringRef Name = Exception.rsplit("::").second;
  return is_contained({"std::exception", "std::logic_error", "std::bad_cast"},
                      Exception) ||
         any_of(ArrayRef<StringRef>{"access", "any_cast", "empty", "unexpected",
                                    "bad_get"},
                [&](StringRef Word) {
                  return (Name.empty() ? Exception : Name)
                      .contains_insensitive(Word);
                });
}

/// bad_expected_access<E>, of another E than the expected that is unwrapped.
static bool isForOtherError(const CXXRecordDecl *Exception, QualType Wrapper) {
  if (Wrapper->isPointerType())
    Wrapper = Wrapper->getPointeeType();
  const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(Exception);
  const auto *Around = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Wrapper.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Of || !Around || Of->getTemplateArgs().size() != 1 ||
      Around->getTemplateArgs().size() != 2)
    return false;
  const TemplateArgument &Caught = Of->getTemplateArgs()[0];
  const TemplateArgument &Error = Around->getTemplateArgs()[1];
  return Caught.getKind() == TemplateArgument::Type &&
         Error.getKind() == TemplateArgument::Type &&
         !Caught.getAsType()->isVoidType() &&
         Caught.getAsType().getCanonicalType() !=
             Error.getAsType().getCanonicalType();
}

bool Explainer::isCaught(const Access &A) {
  if (!A.Throws)
    return false;
  DynTypedNode Node = DynTypedNode::create(*A.At);
  const Stmt *Below = A.At;
  while (true) {
    DynTypedNodeList Parents = Unit.Ast.getParents(Node);
    if (Parents.empty())
      return false;
    Node = Parents[0];
    if (Node.get<LambdaExpr>() || (Node.get<Decl>() && !Node.get<VarDecl>()))
      return false;
    const Stmt *S = Node.get<Stmt>();
    if (const auto *Try = dyn_cast_or_null<CXXTryStmt>(S)) {
      if (Try->getTryBlock() == Below)
        for (unsigned I = 0; I != Try->getNumHandlers(); ++I) {
          QualType Caught = Try->getHandler(I)->getCaughtType();
          if (Caught.isNull())
            return true;
          const CXXRecordDecl *Record =
              Caught.getNonReferenceType()->getAsCXXRecordDecl();
          if (!Record || !Record->getIdentifier())
            continue;
          if (mayBeThrownByAccess(modelName(Record)) &&
              !isForOtherError(Record, A.Object->getType()))
            return true;
        }
    }
    if (S)
      Below = S;
  }
}

std::string Explainer::describe(AtomId Id, bool Value) {
  const Atom &A = Unit.Atoms[Id];
  std::string Name = "'" + spell(A.Subject) + "'";
  switch (A.Is) {
  case Predicate::Holds:
    return Name + (Value ? " has a value" : " is empty");
  case Predicate::True:
    return Name + (Value ? " is true" : " is false");
  case Predicate::AtMost:
    return Name + (Value ? " is at most " : " is more than ") +
           std::to_string(A.Value);
  case Predicate::Missing:
    return Name + (Value ? " was not found" : " was found");
  case Predicate::Scratch:
    break;
  }
  return "";
}

/// A name that a reader finds in the code.
static bool canBeNamed(const Term *T) {
  switch (T->kind()) {
  case Term::Kind::Variable:
    return T->variable()->getIdentifier() != nullptr;
  case Term::Kind::This:
    return true;
  case Term::Kind::Occurrence:
  case Term::Kind::Operation:
  case Term::Kind::Entity:
  case Term::Kind::Result:
    return false;
  default:
    return all_of(T->operands(), canBeNamed);
  }
}

void Explainer::addSteps(const Problem &P, StringRef ObjectText, Finding &F) {
  auto Add = [&](SourceLocation Loc, const Twine &Message) {
    if (Loc.isInvalid())
      return;
    Step S;
    S.At = Context.location(Loc);
    S.Message = Message.str();
    if (none_of(F.Steps, [&](const Step &Other) {
          return Other.At == S.At && Other.Message == S.Message;
        }))
      F.Steps.push_back(std::move(S));
  };
  const Term *Place = P.Where->Place;
  std::string Name = ("'" + ObjectText + "'").str();

  // Where it comes from.
  const Term *Root = Place->root();
  const VarDecl *V = Root->variable();
  if (V && isa<ParmVarDecl>(V))
    Add(V->getLocation(), Name + " comes from the caller");
  else if (V && Root == Place && V->getInit())
    Add(V->getLocation(), Name + " gets its value here");
  else if (Place->kind() == Term::Kind::Field)
    Add(static_cast<const FieldDecl *>(Place->of())->getLocation(),
        Name + " is declared here");

  // What is done to it in this body, in the order of the code.
  struct Event {
    SourceLocation At;
    std::string Message;
  };
  std::vector<Event> Events;
  SourceLocation Here = P.Where->At->getExprLoc();
  const SourceManager &Sources = Context.sources();
  auto Before = [&](SourceLocation Loc) {
    return Loc.isValid() &&
           Sources.isBeforeInTranslationUnit(Sources.getExpansionLoc(Loc),
                                             Sources.getExpansionLoc(Here));
  };
  AtomId Holds = 0;
  bool Found = false;
  for (AtomId Id : Unit.Atoms.of(Place))
    if (Unit.Atoms[Id].Is == Predicate::Holds) {
      Holds = Id;
      Found = true;
    }
  bool Tested = false;
  for (const CFGBlock *Block : *P.Graph) {
    const BlockCode &Code = P.Code->Blocks[Block->getBlockID()];
    if (!Found || !P.Facts->In[Block->getBlockID()].isReachable())
      continue;
    for (Bdd Condition : Code.EdgeConditions)
      if (is_contained(Unit.Bdds.support(Condition), Holds) &&
          Block->getTerminatorStmt()) {
        const Expr *Test = branchCondition(*Block);
        if (Test && Before(Test->getExprLoc())) {
          Tested = true;
          Events.push_back({Test->getBeginLoc(),
                            Name + " is tested here, but not on every path to "
                                   "the access"});
          break;
        }
      }
  }
  if (Tested)
    for (const CFGBlock *Block : *P.Graph) {
      for (const Operation &O : P.Code->Blocks[Block->getBlockID()].Operations)
        if (O.Is == Operation::Kind::Set && O.At &&
            binary_search(O.Changed, Holds) && Before(O.At->getBeginLoc()) &&
            !(Root == Place && Root->variable() &&
              Root->variable()->getInit() == O.At))
          Events.push_back({O.At->getBeginLoc(), Name + " may change here"});
    }
  llvm::sort(Events, [&](const Event &A, const Event &B) {
    return Sources.isBeforeInTranslationUnit(A.At, B.At);
  });
  for (const Event &E : Events)
    Add(E.At, E.Message);

  if (P.Where->Inside)
    Add(P.Where->Inside->getExprLoc(), Name + " is unwrapped here, in '" +
                                           P.Where->Callee->getNameAsString() +
                                           "'");
  std::vector<const Access *> Others(P.Also.begin(), P.Also.end());
  llvm::sort(Others, [&](const Access *A, const Access *B) {
    return Sources.isBeforeInTranslationUnit(A->At->getExprLoc(),
                                             B->At->getExprLoc());
  });

  // When it is empty, as far as the code has names for it.
  std::vector<std::string> When;
  auto SaysTheSame = [&](const Atom &A) {
    return A.Subject == Place || A.Is == Predicate::Missing ||
           any_of(Unit.Atoms.of(A.Subject), [&](AtomId Other) {
             return Unit.Atoms[Other].Is == Predicate::Missing;
           });
  };
  for (auto [Id, Value] : Unit.Bdds.anyModel(P.What->Why))
    if (Id != Holds && Unit.Atoms[Id].Subject && !SaysTheSame(Unit.Atoms[Id]) &&
        canBeNamed(Unit.Atoms[Id].Subject) && When.size() < 3 &&
        Unit.Bdds
            .andOf(P.What->Why, Value ? Unit.Bdds.notOf(Unit.Bdds.atom(Id))
                                      : Unit.Bdds.atom(Id))
            .isFalse())
      When.push_back(describe(Id, Value));
  if (!When.empty())
    Add(Here, "nothing says that " + Name + " has a value when " +
                  llvm::join(When, " and "));
  for (const Access *Other : Others) {
    SourceLocation At = Other->At->getExprLoc();
    std::string Message = Name + " is also unwrapped here";
    Add(At, Message);
    for (Step &S : F.Steps)
      if (S.At == Context.location(At) && S.Message == Message)
        S.Identity = makeIdentity(F.Rule, F.Function,
                                  Context.code(Other->At->getSourceRange()));
  }
}

std::optional<Finding> Explainer::explain(const Problem &P) {
  const Access &A = *P.Where;
  SourceLocation Loc = A.At->getExprLoc();
  if (!Context.inScope(Context.sources().getExpansionLoc(Loc)))
    return std::nullopt;
  if (CaughtIsFine && isCaught(A))
    return std::nullopt;
  Finding F;
  F.Rule = TheRule.Id;
  std::string ObjectText = A.ObjectText;
  if (ObjectText.empty())
    ObjectText = Context.code(A.Object->getSourceRange());
  if (ObjectText.empty())
    ObjectText = spell(A.Place);
  Context.setRange(F, A.At->getSourceRange());
  F.Begin = Context.location(Loc);
  F.Function = Context.functionName(P.Owner);
  F.InTestBody = Context.inTestBody(P.Owner);
  F.Message = fillMessage(TheRule.Message, {{"object", ObjectText},
                                            {"access", accessName(A)},
                                            {"fault", A.Fault.str()},
                                            {"wrapper", A.Kind.str()}});
  F.Identity =
      makeIdentity(F.Rule, F.Function, Context.code(A.At->getSourceRange()));
  addSteps(P, ObjectText, F);
  F.Fixes = mend(Context, Unit, P);
  return F;
}

} // namespace codex::guarded
