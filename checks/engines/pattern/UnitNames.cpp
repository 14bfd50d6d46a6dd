// The names that matchers can come to, found in one walk through the unit.
#include "engines/pattern/Needs.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace llvm;

namespace codex::pattern {

namespace {

/// Matchers see through functions of so many statements (see Through.h).
constexpr unsigned MaxStatements = 2;

/// A function, or a variable's initialiser, and what it leads to.
struct Part {
  BitVector Yes;
  std::vector<const Decl *> LeadsTo; ///< parts that matchers see through it
};

class NameVisitor : public RecursiveASTVisitor<NameVisitor> {
public:
  NameVisitor(ASTContext &Ast, const NameQuestions &Questions)
      : Ast(Ast), Questions(Questions), Rest{BitVector(Questions.size()), {}} {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  void run() {
    for (Decl *Top : Ast.getTraversalScope())
      TraverseDecl(Top);
    // What these lead to is added while they are walked through.
    while (!Left.empty())
      TraverseDecl(const_cast<Decl *>(Left.pop_back_val()));
  }

  bool TraverseDecl(Decl *D) {
    bool Begins = !Now && D &&
                  (isa<FunctionDecl>(D) || (isa<VarDecl>(D) && Led.count(D)));
    if (!Begins)
      return RecursiveASTVisitor::TraverseDecl(D);
    if (Parts.count(D))
      return true;
    Now = std::make_unique<Part>(Part{BitVector(Questions.size()), {}});
    Referred.clear();
    Types.clear();
    RecursiveASTVisitor::TraverseDecl(D);
    Types.clear();
    Parts.try_emplace(D, std::move(*Now));
    Now = nullptr;
    return true;
  }

  bool VisitNamedDecl(NamedDecl *D) { return name(D) && nameClassOf(*D); }
  bool VisitValueDecl(ValueDecl *D) { return type(D->getType()); }
  bool VisitExpr(Expr *E) { return type(E->getType()); }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    return name(E->getFoundDecl()) && refer(E->getDecl());
  }
  bool VisitMemberExpr(MemberExpr *E) {
    return name(E->getFoundDecl().getDecl()) && refer(E->getMemberDecl());
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    return refer(E->getConstructor());
  }
  bool VisitCXXInheritedCtorInitExpr(CXXInheritedCtorInitExpr *E) {
    return refer(E->getConstructor());
  }
  bool VisitCXXNewExpr(CXXNewExpr *E) { return refer(E->getOperatorNew()); }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *E) {
    return refer(E->getOperatorDelete());
  }
  bool VisitCallExpr(CallExpr *E) {
    return refer(dyn_cast_or_null<NamedDecl>(E->getCalleeDecl()));
  }
  bool VisitOverloadExpr(OverloadExpr *E) {
    for (NamedDecl *D : E->decls())
      refer(D->getUnderlyingDecl());
    return true;
  }
  bool TraverseConstructorInitializer(CXXCtorInitializer *I) {
    if (I->isAnyMemberInitializer())
      name(I->getAnyMember());
    return RecursiveASTVisitor::TraverseConstructorInitializer(I);
  }
  bool VisitInitListExpr(InitListExpr *E) {
    if (const RecordDecl *R = E->getType()->getAsRecordDecl())
      for (const FieldDecl *F : R->fields())
        name(F);
    return true;
  }

  /// What \p First and the parts that it leads to say together.
  BitVector allOf(const Decl *First) const {
    BitVector Yes(Questions.size());
    SmallVector<const Decl *> Open = {First};
    SmallPtrSet<const Decl *, 8> Seen = {First};
    while (!Open.empty()) {
      auto P = Parts.find(Open.pop_back_val());
      if (P == Parts.end())
        continue;
      Yes |= P->second.Yes;
      for (const Decl *D : P->second.LeadsTo)
        if (Seen.insert(D).second)
          Open.push_back(D);
    }
    return Yes;
  }

  DenseMap<const Decl *, Part> Parts;
  const BitVector &outside() const { return Rest.Yes; }

private:
  bool name(const NamedDecl *D) {
    // "typedef struct {...} Name;" goes by that name.
    if (const auto *Tag = dyn_cast_or_null<TagDecl>(D);
        Tag && !D->getDeclName())
      D = Tag->getTypedefNameForAnonDecl();
    if (!D || !D->getDeclName())
      return true;
    BitVector &Yes = Answers[D->getDeclName().getAsOpaquePtr()];
    if (Yes.empty()) {
      Yes.resize(Questions.size());
      Questions.answer(D->getNameAsString(), Yes);
    }
    (Now ? *Now : Rest).Yes |= Yes;
    return true;
  }

  bool nameClassOf(const NamedDecl &D) {
    return name(dyn_cast<CXXRecordDecl>(D.getDeclContext()));
  }

  /// The class that \p Type is, or leads to.
  bool type(QualType Type) {
    if (Type.isNull() || !Types.insert(Type.getAsOpaquePtr()).second)
      return true;
    const clang::Type *T = Type.getCanonicalType().getTypePtr();
    while (true)
      if (const QualType To = T->getPointeeType(); !To.isNull())
        T = To.getTypePtr();
      else if (const clang::Type *Of = T->getArrayElementTypeNoTypeQual())
        T = Of;
      else
        break;
    if (const auto *S = T->getAs<TemplateSpecializationType>())
      return name(S->getTemplateName().getAsTemplateDecl());
    return name(T->getAsTagDecl());
  }

  /// To what may be defined somewhere else.
  bool refer(const NamedDecl *D) {
    if (!D || (Now && !Referred.insert(D).second))
      return true;
    name(D);
    nameClassOf(*D);
    if (const auto *F = dyn_cast<FunctionDecl>(D)) {
      // Arguments are matched together with the parameters they are for.
      for (const ParmVarDecl *P : F->parameters())
        name(P);
      const FunctionDecl *Definition = nullptr;
      if (F->hasBody(Definition) &&
          !Ast.getSourceManager().isInSystemHeader(Definition->getLocation()))
        lead(Definition, isSeenThrough(*Definition));
    } else if (const auto *V = dyn_cast<VarDecl>(D)) {
      const VarDecl *Initialised = nullptr;
      if (!V->isLocalVarDeclOrParm() && V->getAnyInitializer(Initialised))
        lead(Initialised, /*SeenThrough=*/true);
    }
    return true;
  }

  static bool isSeenThrough(const FunctionDecl &F) {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(F.getBody());
    return Block && Block->size() <= MaxStatements;
  }

  void lead(const Decl *D, bool SeenThrough) {
    if (SeenThrough && Now)
      Now->LeadsTo.push_back(D);
    if (Led.insert(D).second)
      Left.push_back(D);
  }

  ASTContext &Ast;
  const NameQuestions &Questions;
  Part Rest;                            ///< what stands in no function
  std::unique_ptr<Part> Now;            ///< the function that is walked through
  DenseMap<void *, BitVector> Answers;  ///< by DeclarationName
  DenseSet<const NamedDecl *> Referred; ///< to, in the part
  DenseSet<void *> Types;               ///< in the part
  DenseSet<const Decl *> Led;
  SmallVector<const Decl *> Left; ///< led to, and not walked through yet
};

} // namespace

UnitNames::UnitNames(ASTContext &Ast, const NameQuestions &Questions)
    : Words(Questions.size()) {
  NameVisitor Visitor(Ast, Questions);
  Visitor.run();
  Unit = Visitor.outside();
  for (const auto &[D, P] : Visitor.Parts) {
    Unit |= P.Yes;
    // What stands in a lambda outside of functions is looked at together with
    // what is around the lambda.
    const auto *Method = dyn_cast<CXXMethodDecl>(D);
    if (isa<FunctionDecl>(D) && !(Method && Method->getParent()->isLambda()))
      Functions.try_emplace(D, Visitor.allOf(D));
  }
  IdentifierInfoLookup *Precompiled = Ast.Idents.getExternalIdentifierLookup();
  for (const auto &Word : Questions.words())
    if (Ast.Idents.find(Word.getKey()) != Ast.Idents.end() ||
        (Precompiled && Precompiled->get(Word.getKey())))
      Words.set(Word.getValue());
}

const BitVector *UnitNames::inFunction(const FunctionDecl &F) const {
  auto Found = Functions.find(&F);
  return Found == Functions.end() ? nullptr : &Found->second;
}

} // namespace codex::pattern
