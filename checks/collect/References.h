//===- References.h - What code refers to -----------------------*- C++ -*-===//
#ifndef CODEX_COLLECT_REFERENCES_H
#define CODEX_COLLECT_REFERENCES_H

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace codex {

/// What the unit's own code refers to: what is named, and what of classes is
/// used as their definitions say.
class References : public clang::RecursiveASTVisitor<References> {
public:
  References(llvm::function_ref<void(const clang::NamedDecl *)> Found,
             llvm::function_ref<bool(const clang::NamedDecl &)> IsThere)
      : Found(Found), IsThere(IsThere) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitDeclRefExpr(clang::DeclRefExpr *E) { return found(E->getDecl()); }
  bool VisitMemberExpr(clang::MemberExpr *E) {
    return found(E->getMemberDecl());
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr *E) {
    return found(E->getConstructor());
  }
  bool VisitOverloadExpr(clang::OverloadExpr *E) {
    // Which of them it is, is not known before there is an instantiation, and
    // is looked at there. A name that some header included gives is a name.
    return E->decls_begin() == E->decls_end() ||
           llvm::any_of(E->decls(),
                        [&](const clang::NamedDecl *D) {
                          return IsThere(*D->getUnderlyingDecl());
                        }) ||
           found((*E->decls_begin())->getUnderlyingDecl());
  }
  bool VisitTypedefTypeLoc(clang::TypedefTypeLoc T) {
    return found(T.getDecl());
  }
  bool VisitUsingTypeLoc(clang::UsingTypeLoc T) {
    return found(T.getDecl()->getTargetDecl());
  }
  bool VisitTagTypeLoc(clang::TagTypeLoc T) { return found(T.getDecl()); }
  bool
  VisitTemplateSpecializationTypeLoc(clang::TemplateSpecializationTypeLoc T) {
    return found(T.getTypePtr()->getTemplateName().getAsTemplateDecl());
  }
  bool VisitDeducedTemplateSpecializationTypeLoc(
      clang::DeducedTemplateSpecializationTypeLoc T) {
    return found(T.getTypePtr()->getTemplateName().getAsTemplateDecl());
  }
  bool VisitValueDecl(clang::ValueDecl *D) {
    if (isa<clang::VarDecl, clang::FieldDecl>(D))
      if (const clang::CXXRecordDecl *Class =
              D->getType()->getAsCXXRecordDecl())
        found(Class->getDefinition());
    return true;
  }

private:
  bool found(const clang::NamedDecl *D) {
    if (D)
      Found(D);
    return true;
  }
  llvm::function_ref<void(const clang::NamedDecl *)> Found;
  llvm::function_ref<bool(const clang::NamedDecl &)> IsThere;
};

} // namespace codex

#endif // CODEX_COLLECT_REFERENCES_H
