// Bits that stand for two things.
#include "engines/pattern/Parts.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"

#include <set>

using namespace clang;

namespace codex::pattern {

/// A power of two, by an expression that is a number: 8, 1u << 3.
static std::optional<uint64_t> bitIn(const Expr *Init, const ASTContext &Ast) {
  if (!Init || Init->isValueDependent())
    return std::nullopt;
  Init = Init->IgnoreParenImpCasts();
  if (const auto *C = dyn_cast<ConstantExpr>(Init))
    Init = C->getSubExpr()->IgnoreParenImpCasts();
  const auto *Shift = dyn_cast<BinaryOperator>(Init);
  if (!isa<IntegerLiteral>(Init) &&
      !(Shift && Shift->getOpcode() == BO_Shl &&
        isa<IntegerLiteral>(Shift->getLHS()->IgnoreParenImpCasts())))
    return std::nullopt;
  Expr::EvalResult N;
  if (!Init->EvaluateAsInt(N, Ast) || !N.Val.getInt().isPowerOf2() ||
      N.Val.getInt().getActiveBits() > 64)
    return std::nullopt;
  return N.Val.getInt().getZExtValue();
}

static bool isAlias(const NamedDecl &D) {
  for (llvm::StringRef Word :
       {"default", "first", "last", "min", "max", "mask", "all", "any"})
    if (D.getName().contains_insensitive(Word))
      return true;
  return false;
}

/// What a bit is asked of: the variable or member that & takes it out of.
static const ValueDecl *askedOf(const BinaryOperator &And, const Expr &Bit) {
  const Expr *Other =
      (And.getLHS()->IgnoreParenCasts() == &Bit || And.getLHS() == &Bit
           ? And.getRHS()
           : And.getLHS())
          ->IgnoreParenCasts();
  if (const auto *M = dyn_cast<MemberExpr>(Other))
    return M->getMemberDecl();
  const auto *R = dyn_cast<DeclRefExpr>(Other);
  return R ? R->getDecl() : nullptr;
}

/// Everything that \p D is asked of with &; null among it for what is no
/// variable or member.
static std::set<const ValueDecl *> placesOf(const ValueDecl &D, Uses &All) {
  std::set<const ValueDecl *> Places;
  for (const Expr *E : All.of(D)) {
    const Stmt *Around = parentOf(*E, All.ast());
    while (Around && isa<ParenExpr, CastExpr, ConstantExpr>(Around))
      Around = parentOf(*Around, All.ast());
    if (const auto *B = dyn_cast_or_null<BinaryOperator>(Around);
        B && B->getOpcode() == BO_And)
      Places.insert(askedOf(*B, *E));
  }
  return Places;
}

bool sharesBit(const EnumConstantDecl &D, Uses &All) {
  ASTContext &Ast = All.ast();
  std::optional<uint64_t> Bit = bitIn(D.getInitExpr(), Ast);
  if (!Bit || isAlias(D))
    return false;
  for (const EnumConstantDecl *Other :
       cast<EnumDecl>(D.getDeclContext())->enumerators()) {
    if (Other == &D)
      return false;
    if (bitIn(Other->getInitExpr(), Ast) == Bit && !isAlias(*Other))
      return !placesOf(*Other, All).empty() && !placesOf(D, All).empty();
  }
  return false;
}

bool constantSharesBit(const VarDecl &D, Uses &All) {
  ASTContext &Ast = All.ast();
  if (!D.getType().isConstQualified() || D.isLocalVarDecl() ||
      !D.getIdentifier() || isAlias(D))
    return false;
  std::optional<uint64_t> Bit = bitIn(D.getInit(), Ast);
  if (!Bit)
    return false;
  std::set<const ValueDecl *> Mine;
  for (const Decl *One : D.getDeclContext()->decls()) {
    if (One == &D)
      return false;
    const auto *Other = dyn_cast<VarDecl>(One);
    if (!Other || !Other->getIdentifier() || isAlias(*Other) ||
        !Other->getType().isConstQualified() ||
        bitIn(Other->getInit(), Ast) != Bit)
      continue;
    // Constants beside one another may belong to two sets of flags.
    if (Mine.empty())
      Mine = placesOf(D, All);
    if (Mine.empty())
      return false;
    for (const ValueDecl *Place : placesOf(*Other, All))
      if (Place && Mine.count(Place))
        return true;
  }
  return false;
}

namespace {

/// A macro of the project's own that is a bit, and what it is asked of.
struct MacroBit {
  std::string Name;
  uint64_t Bit = 0;
  const ValueDecl *Place = nullptr;
};

std::optional<MacroBit> macroBit(const BinaryOperator &B,
                                 const ASTContext &Ast) {
  const SourceManager &Sources = Ast.getSourceManager();
  if (B.getOpcode() != BO_And || B.getOperatorLoc().isMacroID())
    return std::nullopt;
  for (const Expr *Side : {B.getLHS(), B.getRHS()}) {
    const Expr *E = Side->IgnoreParenImpCasts();
    SourceLocation At = E->getBeginLoc();
    if (!At.isMacroID() || Sources.isInSystemHeader(Sources.getSpellingLoc(At)))
      continue;
    if (std::optional<uint64_t> Bit = bitIn(E, Ast))
      return MacroBit{
          Lexer::getImmediateMacroName(At, Sources, Ast.getLangOpts()).str(),
          *Bit, askedOf(B, *Side)};
  }
  return std::nullopt;
}

class SameBitBefore : public ConstDynamicRecursiveASTVisitor {
public:
  SameBitBefore(const BinaryOperator &At, MacroBit Bit, const ASTContext &Ast)
      : At(At), Bit(std::move(Bit)), Ast(Ast) {}
  bool Found = false;
  bool VisitBinaryOperator(const BinaryOperator *B) override {
    if (B == &At)
      return false;
    // What is set anew may hold flags of another set.
    const auto *Set = B->getOpcode() == BO_Assign
                          ? dyn_cast<DeclRefExpr>(B->getLHS())
                          : nullptr;
    if (Set && Set->getDecl() == Bit.Place)
      Found = false;
    std::optional<MacroBit> One = macroBit(*B, Ast);
    Found |= One && One->Bit == Bit.Bit && One->Place == Bit.Place &&
             One->Name != Bit.Name;
    return true;
  }

private:
  const BinaryOperator &At;
  MacroBit Bit;
  const ASTContext &Ast;
};

} // namespace

bool macroSharesBit(const BinaryOperator &B, ASTContext &Ast) {
  std::optional<MacroBit> Bit = macroBit(B, Ast);
  if (!Bit || !Bit->Place)
    return false;
  const FunctionDecl *Around = functionAround(B, Ast);
  if (!Around || !Around->getBody())
    return false;
  SameBitBefore Before(B, *Bit, Ast);
  Before.TraverseStmt(Around->getBody());
  return Before.Found;
}

} // namespace codex::pattern
