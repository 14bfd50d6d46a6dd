// A limit that is written twice, with two numbers.
#include "engines/pattern/Parts.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"

using namespace clang;

namespace codex::pattern {

namespace {

/// member > N, and the like: the member, and how many of it may be there.
struct Bound {
  const FieldDecl *Of = nullptr;
  uint64_t Most = 0;
};

std::optional<Bound> upperBound(const BinaryOperator &B, ASTContext &Ast) {
  if (B.getOpcode() != BO_GT && B.getOpcode() != BO_GE)
    return std::nullopt;
  const auto *M = dyn_cast<MemberExpr>(B.getLHS()->IgnoreParenImpCasts());
  const auto *Of = M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
  Expr::EvalResult N;
  if (!Of || B.getRHS()->isValueDependent() ||
      !B.getRHS()->EvaluateAsInt(N, Ast) ||
      !N.Val.getInt().isStrictlyPositive() ||
      N.Val.getInt().getActiveBits() > 32)
    return std::nullopt;
  return Bound{Of, N.Val.getInt().getZExtValue()};
}

/// How many elements an array, or std::array, has; 0 for what is none.
uint64_t elementsOf(QualType T, const ASTContext &Ast) {
  if (const ConstantArrayType *A = Ast.getAsConstantArrayType(T))
    return A->getSize().getLimitedValue();
  const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!R || !R->isInStdNamespace() || R->getName() != "array" ||
      R->getTemplateArgs().size() != 2)
    return 0;
  return R->getTemplateArgs()[1].getAsIntegral().getLimitedValue();
}

class Bounds : public DynamicRecursiveASTVisitor {
public:
  Bounds(const Bound &Wanted, ASTContext &Ast) : Wanted(Wanted), Ast(Ast) {}
  bool Found = false;
  bool VisitBinaryOperator(BinaryOperator *B) override {
    std::optional<Bound> One = upperBound(*B, Ast);
    Found |= One && One->Of->getCanonicalDecl() == Wanted.Of &&
             One->Most == Wanted.Most;
    return !Found;
  }

private:
  Bound Wanted;
  ASTContext &Ast;
};

} // namespace

bool differsFromRoom(const BinaryOperator &B, ASTContext &Ast) {
  std::optional<Bound> Here = upperBound(B, Ast);
  if (!Here || Here->Most < 8)
    return false;
  for (const FieldDecl *Room : Here->Of->getParent()->fields()) {
    uint64_t Elements = elementsOf(Room->getType(), Ast);
    // Text is as long as it is; a limit of its own says nothing of its buffer.
    if (Elements <= Here->Most + 1 ||
        (Room->getType()->isArrayType() && Room->getType()
                                               ->getArrayElementTypeNoTypeQual()
                                               ->isAnyCharacterType()))
      continue;
    Bounds Other({Here->Of->getCanonicalDecl(), Elements}, Ast);
    for (Decl *Top : Ast.getTraversalScope())
      Other.TraverseDecl(Top);
    if (Other.Found)
      return true;
  }
  return false;
}

} // namespace codex::pattern
