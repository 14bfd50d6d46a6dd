#include "engines/results/CallSet.h"

#include "collect/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace clang;
using namespace llvm;

namespace codex::results {

void CallSet::add(const CallModel &Own, JsonPosition At, Reading &R) {
  for (const std::string &Name : Own.Functions)
    ByName.try_emplace(Name, &Own);
  if (Own.Matching.empty())
    return;
  auto Compile = [&](const std::string &Text) -> std::unique_ptr<NamePattern> {
    auto Made = std::make_unique<NamePattern>("^(" + Text + ")$");
    std::string Why;
    if (Made->isValid(Why))
      return Made;
    R.problem(At, "in the regular expression '" + Text + "': " + Why);
    return nullptr;
  };
  std::unique_ptr<NamePattern> Name = Compile(Own.Matching), Class;
  if (!Own.InClass.empty() && !(Class = Compile(Own.InClass)))
    return;
  if (Name)
    Patterns.push_back({&Own, std::move(Name), std::move(Class)});
}

void CallSet::add(const Rule &TheRule, ArrayRef<const Model *> Models,
                  ArrayRef<std::string> Kinds, StringRef Key, Reading &R) {
  const JsonValue *Value = TheRule.Spec.find(Key);
  JsonPosition At = Value ? Value->position() : TheRule.Spec.position();
  for (const std::string &Kind : Kinds) {
    bool Found = false;
    for (const Model *M : Models)
      for (const CallModel &C : M->Calls)
        if (C.Kind == Kind) {
          Found = true;
          add(C, At, R);
        }
    if (!Found)
      R.inMember(Key, [&] {
        R.problem(At, "none of the rule's models has calls of the kind '" +
                          Kind + "'");
      });
  }
}

const FunctionDecl *calleeOf(const Expr *E) {
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return Call->getDirectCallee();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getConstructor();
  return nullptr;
}

SmallVector<const Expr *, 4> argumentsOf(const Expr *Call) {
  SmallVector<const Expr *, 4> Out;
  if (const auto *C = dyn_cast<CallExpr>(Call))
    for (const Expr *A : C->arguments())
      Out.push_back(A);
  else if (const auto *C = dyn_cast<CXXConstructExpr>(Call))
    for (const Expr *A : C->arguments())
      Out.push_back(A);
  if (isa<CXXOperatorCallExpr>(Call) &&
      isa_and_nonnull<CXXMethodDecl>(calleeOf(Call)) && !Out.empty())
    Out.erase(Out.begin());
  return Out;
}

bool isOneOf(QualType Type, ArrayRef<std::string> Names) {
  Type = Type.getNonReferenceType().getCanonicalType();
  for (StringRef Name : Names) {
    if (Name == "bool" ? Type->isBooleanType()
        : Name == "integer"
            ? Type->isIntegralOrEnumerationType() && !Type->isBooleanType()
        : Name == "pointer" ? Type->isPointerType()
        : Name == "class"   ? Type->isRecordType()
        : Name == "void"    ? Type->isVoidType()
                            : false)
      return true;
  }
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  const RecordDecl *Record = Type->getAsRecordDecl();
  if (!Record)
    return false;
  if (is_contained(Names, plainName(Record)))
    return true;
  Class = Class ? Class->getDefinition() : nullptr;
  bool Found = false;
  if (Class && !Class->isDependentContext())
    Class->forallBases([&](const CXXRecordDecl *Base) {
      Found |= is_contained(Names, plainName(Base));
      return true;
    });
  return Found;
}

namespace {

/// The words that an expression says: names, and those that they stand for.
class WordFinder : public DynamicRecursiveASTVisitor {
public:
  explicit WordFinder(ArrayRef<std::string> Words) : Words(Words) {}

  bool VisitDeclRefExpr(DeclRefExpr *Ref) override {
    if (is_contained(Words, Ref->getDecl()->getNameAsString()))
      Found = true;
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (Var && Var->isLocalVarDecl() && Var->hasInit() && Depth < 3) {
      ++Depth;
      TraverseStmt(const_cast<Expr *>(Var->getInit()));
      --Depth;
    }
    return !Found;
  }

  ArrayRef<std::string> Words;
  bool Found = false;
  int Depth = 0;
};

} // namespace

static bool isWordCharacter(char C) { return isAlnum(C) || C == '_'; }

static bool hasWord(StringRef Text, StringRef Word) {
  for (size_t At = Text.find(Word); At != StringRef::npos;
       At = Text.find(Word, At + 1)) {
    size_t End = At + Word.size();
    if ((At == 0 || !isWordCharacter(Text[At - 1])) &&
        (End == Text.size() || !isWordCharacter(Text[End])))
      return true;
  }
  return false;
}

bool saysOneOf(const Expr *E, ArrayRef<std::string> Words,
               const ASTContext &Ast) {
  if (Words.empty())
    return false;
  CharSourceRange Range =
      Ast.getSourceManager().getExpansionRange(E->getSourceRange());
  CharSourceRange Written = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(E->getSourceRange()),
      Ast.getSourceManager(), Ast.getLangOpts());
  StringRef Text =
      Lexer::getSourceText(Written.isValid() ? Written : Range,
                           Ast.getSourceManager(), Ast.getLangOpts());
  if (llvm::any_of(Words, [&](StringRef W) { return hasWord(Text, W); }))
    return true;
  WordFinder Finder(Words);
  Finder.TraverseStmt(const_cast<Expr *>(E));
  return Finder.Found;
}

static bool returnFits(const FunctionDecl *F, const CallModel *M) {
  if (M->Returns.empty())
    return true;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    return isOneOf(F->getASTContext().getCanonicalTagType(C->getParent()),
                   M->Returns);
  return isOneOf(F->getReturnType(), M->Returns);
}

static bool classFits(const FunctionDecl *F, const NamePattern *Class) {
  if (!Class)
    return true;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  return M && !M->isStatic() && M->getParent()->getIdentifier() &&
         Class->match(M->getParent()->getName());
}

const CallModel *CallSet::findNamed(const FunctionDecl *F) const {
  if (!F)
    return nullptr;
  // A method may be known by a base of its class.
  SmallVector<const FunctionDecl *, 4> Same = {F};
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F))
    for (const CXXMethodDecl *Base : Method->overridden_methods())
      Same.push_back(Base);
  for (const FunctionDecl *One : Same) {
    auto It = ByName.find(plainName(One));
    if (It != ByName.end() && returnFits(F, It->second))
      return It->second;
  }
  return nullptr;
}

ArrayRef<const CallSet::Pattern *> CallSet::matching(StringRef Name) const {
  auto [It, New] = Matching.try_emplace(Name);
  if (New)
    for (const Pattern &P : Patterns)
      if (P.Name->match(Name))
        It->second.push_back(&P);
  return It->second;
}

const CallModel *CallSet::find(const FunctionDecl *F) const {
  if (!F)
    return nullptr;
  if (const CallModel *Named = findNamed(F))
    return Named;
  if (Patterns.empty() || !F->getDeclName().isIdentifier())
    return nullptr;
  for (const Pattern *P : matching(F->getName()))
    if (classFits(F, P->Class.get()) && returnFits(F, P->Model))
      return P->Model;
  return nullptr;
}

const CallModel *CallSet::find(const Expr *Call) const {
  const FunctionDecl *F = calleeOf(Call);
  const CallModel *M = find(F);
  if (!M || M->UnlessArgument.empty())
    return M;
  for (const Expr *A : argumentsOf(Call))
    if (saysOneOf(A, M->UnlessArgument, F->getASTContext()))
      return nullptr;
  return M;
}

bool saysSuccess(StringRef Name) {
  std::string Lower = Name.lower();
  return llvm::any_of(ArrayRef<StringRef>{"ok", "success", "succeeded", "good",
                                          "connected", "done", "noerror",
                                          "no_error", "none"},
                      [&](StringRef Word) {
                        return Lower == Word || Lower == ("k" + Word).str() ||
                               StringRef(Lower).ends_with(("_" + Word).str());
                      });
}

/// The body, where it can be seen, returns nothing but zero and numbers below.
static bool neverPositive(const FunctionDecl *F) {
  struct Finder : DynamicRecursiveASTVisitor {
    bool TraverseLambdaExpr(LambdaExpr *) override { return true; }
    bool isZeroOrLess(const Expr *E) const {
      Expr::EvalResult K;
      return !E->isValueDependent() && E->EvaluateAsInt(K, *Ast) &&
             !K.Val.getInt().isStrictlyPositive();
    }
    bool VisitReturnStmt(ReturnStmt *R) override {
      const Expr *E = R->getRetValue();
      const auto *Ref =
          E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
      const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      if (V && V->isLocalVarDecl() && V->hasInit() &&
          isZeroOrLess(V->getInit()))
        Kept.insert(V);
      else
        Holds &= E && isZeroOrLess(E);
      return Any = true;
    }
    bool VisitBinaryOperator(BinaryOperator *B) override {
      if (B->isAssignmentOp())
        if (const auto *Ref =
                dyn_cast<DeclRefExpr>(B->getLHS()->IgnoreParens());
            Ref && !(B->getOpcode() == BO_Assign && isZeroOrLess(B->getRHS())))
          Changed.insert(Ref->getDecl());
      return true;
    }
    const ASTContext *Ast = nullptr;
    std::set<const ValueDecl *> Kept, Changed;
    bool Holds = true, Any = false;
  } Body;
  const FunctionDecl *Definition = nullptr;
  if (!F->hasBody(Definition) || Definition->isDependentContext())
    return false;
  Body.Ast = &F->getASTContext();
  Body.TraverseStmt(Definition->getBody());
  return Body.Any && Body.Holds && none_of(Body.Kept, [&](const ValueDecl *V) {
           return Body.Changed.count(V) != 0;
         });
}

unsigned failuresOf(const CallModel &M, const FunctionDecl *F) {
  StringRef Text = M.Failure;
  if (Text == "negative")
    return Negative;
  if (Text == "zero")
    return Zero;
  if (Text == "nonzero")
    return Negative | Positive;
  if (Text == "positive")
    return Positive;
  if (Text == "none")
    return 0;
  QualType Type = F->getReturnType().getCanonicalType();
  // enum class Status { Ok, Busy }: one of its values says that it went well.
  if (const auto *Enum = Type->getAs<EnumType>())
    for (const EnumConstantDecl *Each :
         Enum->getDecl()->getDefinitionOrSelf()->enumerators())
      if (saysSuccess(Each->getName()))
        return Each->getInitVal().isZero()       ? Negative | Positive
               : Each->getInitVal().isNegative() ? Zero | Positive
                                                 : unsigned(Zero | Negative);
  if (Type->isIntegralOrEnumerationType() && !Type->isBooleanType())
    return neverPositive(F) ? Negative | Positive : unsigned(Negative);
  return Zero;
}

} // namespace codex::results
