// A limit that is written twice, with two numbers.
#include "engines/pattern/Parts.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"

#include <limits>

using namespace clang;

namespace codex::pattern {

namespace {

/// member > N, and the like: the member, and how many of it may be there.
struct Bound {
  const FieldDecl *Of = nullptr;
  uint64_t Most = 0;
};

/// The member that \p E is, or that it says the size of: Rows, Rows.size(), or
/// rows() and rowCount(), which return that and do nothing else.
const FieldDecl *countedMember(const Expr *E, unsigned Depth = 4) {
  E = E->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return dyn_cast<FieldDecl>(M->getMemberDecl());
  const auto *C = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *F = C ? C->getMethodDecl() : nullptr;
  if (!F || C->getNumArgs() || !Depth)
    return nullptr;
  if (F->getIdentifier() &&
      (F->getName() == "size" || F->getName() == "length"))
    if (const FieldDecl *Of =
            countedMember(C->getImplicitObjectArgument(), Depth - 1))
      return Of;
  const FunctionDecl *Definition = nullptr;
  if (!F->hasBody(Definition))
    return nullptr;
  const auto *Block = dyn_cast<CompoundStmt>(Definition->getBody());
  const auto *Only = Block && Block->size() == 1
                         ? dyn_cast<ReturnStmt>(Block->body_front())
                         : nullptr;
  return Only && Only->getRetValue()
             ? countedMember(Only->getRetValue(), Depth - 1)
             : nullptr;
}

std::optional<Bound> upperBound(const BinaryOperator &B, ASTContext &Ast) {
  if (B.getOpcode() != BO_GT && B.getOpcode() != BO_GE)
    return std::nullopt;
  const FieldDecl *Of = countedMember(B.getLHS());
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

/// Whether another comparison limits the member of \p Here, so that \p Fits.
class Bounds : public DynamicRecursiveASTVisitor {
public:
  Bounds(const Bound &Here, llvm::function_ref<bool(uint64_t)> Fits,
         ASTContext &Ast)
      : Here(Here), Fits(Fits), Ast(Ast) {}
  bool Found = false;
  bool VisitBinaryOperator(BinaryOperator *B) override {
    std::optional<Bound> One = upperBound(*B, Ast);
    Found |= One &&
             One->Of->getCanonicalDecl() == Here.Of->getCanonicalDecl() &&
             Fits(One->Most);
    return !Found;
  }

private:
  const Bound &Here;
  llvm::function_ref<bool(uint64_t)> Fits;
  ASTContext &Ast;
};

bool isAlsoLimited(const Bound &Here, llvm::function_ref<bool(uint64_t)> Fits,
                   ASTContext &Ast) {
  Bounds Other(Here, Fits, Ast);
  for (Decl *Top : Ast.getTraversalScope())
    Other.TraverseDecl(Top);
  return Other.Found;
}

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
    if (isAlsoLimited(
            *Here, [&](uint64_t Most) { return Most == Elements; }, Ast))
      return true;
  }
  return false;
}

bool isBelowOtherLimit(const BinaryOperator &B, ASTContext &Ast) {
  std::optional<Bound> Here = upperBound(B, Ast);
  return Here && Here->Most >= 8 && Here->Of->getType()->isRecordType() &&
         isAlsoLimited(
             *Here, [&](uint64_t Most) { return Most > Here->Most + 1; }, Ast);
}

/// How many elements \p Base has, which is indexed: of a parameter, the fewest
/// that a call of its function gives it; 0 where that is not known.
static uint64_t roomOf(const Expr &Base, Uses &All) {
  const Expr *E = Base.IgnoreParenImpCasts();
  if (uint64_t Own = elementsOf(E->getType(), All.ast()))
    return Own;
  const auto *R = dyn_cast<DeclRefExpr>(E);
  const auto *P = R ? dyn_cast<ParmVarDecl>(R->getDecl()) : nullptr;
  if (!P)
    return 0;
  uint64_t Fewest = 0;
  for (const Expr *Given : All.givenTo(*P)) {
    uint64_t Here =
        elementsOf(Given->IgnoreParenImpCasts()->getType(), All.ast());
    if (!Here)
      return 0;
    Fewest = Fewest ? std::min(Fewest, Here) : Here;
  }
  return Fewest;
}

/// \p Limit is a number that a call reads, and that is itself compared with
/// other members alone: what it admits, the outside says.
static bool isSaidOutside(const FieldDecl &Limit, Uses &All) {
  if (!Limit.getType()->isIntegerType())
    return false;
  struct Calls : DynamicRecursiveASTVisitor {
    bool VisitCallExpr(CallExpr *) override { return !(Found = true); }
    bool Found = false;
  };
  bool Read = false;
  for (const Expr *Use : All.of(Limit)) {
    auto [Whole, Around] = placeOf(*Use, All.ast());
    if (const auto *B = dyn_cast_or_null<BinaryOperator>(Around)) {
      const Expr *Other = B->getLHS() == Whole ? B->getRHS() : B->getLHS();
      if (B->getOpcode() == BO_Assign && B->getLHS() == Whole) {
        Calls Of;
        Of.TraverseStmt(const_cast<Expr *>(Other));
        if (!Of.Found)
          return false;
        Read = true;
      } else if (!B->isRelationalOp() ||
                 !isa<MemberExpr>(Other->IgnoreParenImpCasts())) {
        return false;
      }
      continue;
    }
    // In >> Limit, memcpy(&Limit, ...): written; check(Limit) may do anything.
    const auto *Address = dyn_cast_or_null<UnaryOperator>(Around);
    const auto *Stream = dyn_cast_or_null<CXXOperatorCallExpr>(Around);
    bool Written = (Address && Address->getOpcode() == UO_AddrOf) ||
                   (Stream && Stream->getOperator() == OO_GreaterGreater);
    if (!Written)
      return false;
    Read = true;
  }
  return Read;
}

/// How many values from 0 on a comparison of \p Member with a constant tells
/// from the others; nothing where \p Member stands in none, 0 where what it is
/// compared with is not known, as many as there are where the outside says it.
static std::optional<uint64_t> toldApart(const Expr &Member, Uses &All) {
  ASTContext &Ast = All.ast();
  auto [Whole, Around] = placeOf(Member, Ast);
  const auto *B = dyn_cast_or_null<BinaryOperator>(Around);
  if (!B || !B->isRelationalOp())
    return std::nullopt;
  bool IsLeft = B->getLHS() == Whole;
  const Expr *Other = IsLeft ? B->getRHS() : B->getLHS();
  Expr::EvalResult N;
  if (Other->isValueDependent() || !Other->EvaluateAsInt(N, Ast) ||
      N.Val.getInt().isNegative() || N.Val.getInt().getActiveBits() > 32) {
    const auto *M = dyn_cast<MemberExpr>(Other->IgnoreParenImpCasts());
    const auto *Limit = M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
    return Limit && isSaidOutside(*Limit, All)
               ? std::numeric_limits<uint64_t>::max()
               : 0;
  }
  BinaryOperatorKind Op = B->getOpcode();
  if (!IsLeft)
    Op = BinaryOperator::reverseComparisonOp(Op);
  // Member < N and Member >= N: N values below.
  bool Strict = Op == BO_LT || Op == BO_GE;
  return N.Val.getInt().getZExtValue() + !Strict;
}

bool isLimitedBeyondRoom(const Expr &Subscript, Uses &All) {
  const Expr *Base = nullptr, *Index = nullptr;
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(&Subscript)) {
    Base = A->getBase(), Index = A->getIdx();
  } else if (const auto *C = dyn_cast<CXXOperatorCallExpr>(&Subscript);
             C && C->getOperator() == OO_Subscript && C->getNumArgs() == 2) {
    Base = C->getArg(0), Index = C->getArg(1);
  }
  const auto *M =
      Index ? dyn_cast<MemberExpr>(Index->IgnoreParenImpCasts()) : nullptr;
  const auto *Of = M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
  uint64_t Room = Of ? roomOf(*Base, All) : 0;
  if (!Room)
    return false;
  bool Asked = false;
  for (const Expr *Use : All.of(*Of))
    if (std::optional<uint64_t> Values = toldApart(*Use, All)) {
      if (*Values <= Room && *Values != 1) // x > 0 says nothing of the end
        return false;
      Asked |= *Values > Room;
    }
  return Asked;
}

} // namespace codex::pattern
