#include "engines/guarded-access/AssertionText.h"

#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

static bool isNamed(const NamedDecl *D, StringRef Name) {
  return D && D->getIdentifier() && D->getName() == Name;
}

/// The variable that \p Name means at \p At, of those that \p S declares around
/// it; null: none.
static const VarDecl *variableWithin(const Stmt *S, StringRef Name,
                                     SourceLocation At,
                                     const SourceManager &Sources) {
  const VarDecl *Found = nullptr;
  for (const Stmt *Child : S->children()) {
    if (!Child)
      continue;
    SourceLocation From = Sources.getExpansionLoc(Child->getBeginLoc());
    SourceLocation To = Sources.getExpansionRange(Child->getEndLoc()).getEnd();
    if (Sources.isBeforeInTranslationUnit(At, From))
      continue;
    if (const auto *Declared = dyn_cast<DeclStmt>(Child))
      for (const Decl *D : Declared->decls())
        if (const auto *V = dyn_cast<VarDecl>(D); isNamed(V, Name))
          Found = V;
    if (!Sources.isBeforeInTranslationUnit(To, At))
      if (const VarDecl *Inner = variableWithin(Child, Name, At, Sources))
        Found = Inner;
  }
  return Found;
}

/// The variable, parameter or member that \p Name means in \p F.
static const ValueDecl *meaningOf(StringRef Name, const FunctionDecl *F,
                                  SourceLocation At,
                                  const SourceManager &Sources) {
  for (const DeclContext *C = F; C; C = C->getParent()) {
    if (const auto *Around = dyn_cast<FunctionDecl>(C)) {
      const Stmt *Body = Around->getBody();
      if (const VarDecl *V =
              Body ? variableWithin(Body, Name, At, Sources) : nullptr)
        return V;
      for (const ParmVarDecl *P : Around->parameters())
        if (isNamed(P, Name))
          return P;
    }
    const auto *Class = dyn_cast<CXXRecordDecl>(C);
    if (!Class || Class->isLambda() || !Class->hasDefinition())
      continue;
    for (const FieldDecl *Member : Class->getDefinition()->fields())
      if (isNamed(Member, Name))
        return Member;
  }
  return nullptr;
}

/// What `->` on a \p T leads to: the pointee, or what operator-> points to.
static QualType behindArrow(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    return T->getPointeeType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return QualType();
  for (const CXXMethodDecl *M : Class->getDefinition()->methods())
    if (M->getOverloadedOperator() == OO_Arrow)
      return M->getReturnType()->getPointeeType();
  return QualType();
}

//===----------------------------------------------------------------------===//
// The text
//===----------------------------------------------------------------------===//

namespace {
/// Something that the text names, and what it is.
struct Named {
  const Term *Is = nullptr;
  QualType Type;
  /// A call without arguments that asks something: when the answer is yes.
  std::optional<Bdd> Answer;
  bool IsEnd = false; ///< `m.end()`
};

/// Recursive descent. Of what it does not understand it says nothing.
class AssertionReader {
public:
  AssertionReader(UnitState &Unit, const FunctionDecl *Owner, const Stmt *At,
                  SourceLocation Begin, const std::string &Text)
      : Unit(Unit), Owner(Owner), At(At), Begin(Begin) {
    Lexer Lex(SourceLocation(), Unit.Ast.getLangOpts(), Text.c_str(),
              Text.c_str(), Text.c_str() + Text.size());
    for (Token T; Lex.LexFromRawLexer(T), T.isNot(tok::eof);)
      Tokens.push_back(
          {T.getKind(), T.is(tok::raw_identifier) ? T.getRawIdentifier()
                        : T.isLiteral()
                            ? StringRef(T.getLiteralData(), T.getLength())
                            : StringRef()});
  }

  Bdd read() {
    std::optional<Bdd> All = disjunction();
    return All && Next == Tokens.size() ? *All : Bdd::top();
  }

private:
  struct Piece {
    tok::TokenKind Kind;
    StringRef Text;
  };

  bool is(tok::TokenKind K, size_t Ahead = 0) const {
    return Next + Ahead < Tokens.size() && Tokens[Next + Ahead].Kind == K;
  }
  bool take(tok::TokenKind K) {
    bool Taken = is(K);
    Next += Taken;
    return Taken;
  }
  bool takeNull() {
    bool Taken = (is(tok::raw_identifier) && (Tokens[Next].Text == "nullptr" ||
                                              Tokens[Next].Text == "NULL")) ||
                 (is(tok::numeric_constant) && Tokens[Next].Text == "0");
    Next += Taken;
    return Taken;
  }

  std::optional<Bdd> disjunction();
  std::optional<Bdd> conjunction();
  std::optional<Bdd> unary();
  std::optional<Bdd> test();
  std::optional<Named> path();
  std::optional<Named> start();
  std::optional<Named> member(const Named &Object, bool IsArrow,
                              StringRef Name);
  std::optional<Named> call(const Named &Object, const CXXMethodDecl *Method);
  std::optional<Bdd> isThere(const Named &N);
  void passOver();

  UnitState &Unit;
  const FunctionDecl *Owner;
  const Stmt *At;
  SourceLocation Begin;
  std::vector<Piece> Tokens;
  size_t Next = 0;
};
} // namespace

std::optional<Bdd> AssertionReader::disjunction() {
  std::optional<Bdd> Any = conjunction();
  while (take(tok::pipepipe)) {
    std::optional<Bdd> Other = conjunction();
    Any = Any && Other ? std::optional(Unit.Bdds.orOf(*Any, *Other))
                       : std::nullopt;
  }
  return Any;
}

/// What is not understood is left out: the rest holds all the same.
std::optional<Bdd> AssertionReader::conjunction() {
  std::optional<Bdd> All;
  do {
    std::optional<Bdd> One = unary();
    if (!One)
      passOver();
    else
      All = All ? Unit.Bdds.andOf(*All, *One) : *One;
  } while (take(tok::ampamp));
  return All;
}

/// To the end of this operand of `&&`, `||` or a bracket.
void AssertionReader::passOver() {
  for (unsigned Depth = 0; Next < Tokens.size(); ++Next) {
    if (is(tok::l_paren) || is(tok::l_square) || is(tok::l_brace))
      ++Depth;
    else if (is(tok::r_paren) || is(tok::r_square) || is(tok::r_brace)) {
      if (Depth == 0)
        return;
      --Depth;
    } else if (Depth == 0 && (is(tok::ampamp) || is(tok::pipepipe)))
      return;
  }
}

std::optional<Bdd> AssertionReader::unary() {
  size_t First = Next;
  std::optional<Bdd> Result;
  if (take(tok::exclaim)) {
    bool Bracket = is(tok::l_paren);
    // Of `!(a && strange)` nothing can be left out.
    size_t Inside = Next;
    if (Bracket)
      while (Inside < Tokens.size() && Tokens[Inside].Kind != tok::ampamp)
        ++Inside;
    if (!Bracket || Inside == Tokens.size())
      if (std::optional<Bdd> Negated = unary())
        Result = Unit.Bdds.notOf(*Negated);
  } else if (take(tok::l_paren)) {
    Result = disjunction();
    if (!take(tok::r_paren))
      Result = std::nullopt;
  } else {
    Result = test();
  }
  bool IsOver = Next == Tokens.size() || is(tok::ampamp) || is(tok::pipepipe) ||
                is(tok::r_paren);
  if (Result && IsOver)
    return Result;
  Next = First;
  return std::nullopt;
}

/// `p`, `p != nullptr`, `it != m.end()`, `o.has_value()`, `nullptr != p`.
std::optional<Bdd> AssertionReader::test() {
  bool NullFirst = takeNull();
  std::optional<Named> Left;
  if (!NullFirst && !(Left = path()))
    return std::nullopt;
  bool Equal = is(tok::equalequal), Differs = is(tok::exclaimequal);
  if (!Equal && !Differs)
    return NullFirst ? std::nullopt : isThere(*Left);
  ++Next;
  bool NullLast = !NullFirst && takeNull();
  std::optional<Named> Right;
  if (!NullLast && !(Right = path()))
    return std::nullopt;
  std::optional<Bdd> There;
  if (NullFirst || NullLast)
    There = isThere(NullFirst ? *Right : *Left);
  else if (Left->IsEnd != Right->IsEnd && !Equal)
    if (const Named &Found = Left->IsEnd ? *Right : *Left;
        Unit.Names.lookupOf(Found.Is))
      There = Unit.Bdds.notOf(Unit.Names.missingAtom(Found.Is, At));
  if (!There)
    return std::nullopt;
  return Equal ? Unit.Bdds.notOf(*There) : *There;
}

/// `N` as a condition.
std::optional<Bdd> AssertionReader::isThere(const Named &N) {
  if (N.Answer || N.IsEnd || !N.Is)
    return N.Answer;
  if (Unit.Known.wrapper(N.Type))
    return Unit.Names.holdsAtom(N.Is, At);
  QualType T = N.Type.getNonReferenceType();
  if (T->isPointerType() || T->isBooleanType() ||
      isPointerLike(T->getAsCXXRecordDecl()))
    return Unit.Names.trueAtom(N.Is, At);
  return std::nullopt;
}

std::optional<Named> AssertionReader::start() {
  if (!is(tok::raw_identifier))
    return std::nullopt;
  StringRef Name = Tokens[Next++].Text;
  if (Name == "this") {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Owner);
    if (!Method || !Method->isInstance() || Method->getParent()->isLambda())
      return std::nullopt;
    return Named{Unit.Terms.thisPointer(), Method->getThisType(), {}, false};
  }
  const ValueDecl *D =
      Owner ? meaningOf(Name, Owner, Begin, Unit.Ast.getSourceManager())
            : nullptr;
  if (!D)
    return std::nullopt;
  const auto *Member = dyn_cast<FieldDecl>(D);
  return Named{Member ? Unit.Terms.field(Unit.Terms.thisObject(), Member)
                      : Unit.Names.named(D),
               D->getType(),
               {},
               false};
}

std::optional<Named> AssertionReader::path() {
  std::optional<Named> N = start();
  while (N && (is(tok::period) || is(tok::arrow)) &&
         is(tok::raw_identifier, 1)) {
    bool IsArrow = is(tok::arrow);
    StringRef Name = Tokens[Next + 1].Text;
    Next += 2;
    N = member(*N, IsArrow, Name);
  }
  return N;
}

std::optional<Named> AssertionReader::member(const Named &Object, bool IsArrow,
                                             StringRef Name) {
  Named Whole{IsArrow ? Unit.Terms.target(Object.Is) : Object.Is,
              IsArrow ? behindArrow(Object.Type) : Object.Type,
              {},
              false};
  if (!Whole.Is || Whole.Type.isNull())
    return std::nullopt;
  const CXXRecordDecl *Class =
      Whole.Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return std::nullopt;
  Class = Class->getDefinition();
  if (!take(tok::l_paren)) {
    for (const FieldDecl *F : Class->fields())
      if (isNamed(F, Name))
        return Named{Unit.Terms.field(Whole.Is, F), F->getType(), {}, false};
    return std::nullopt;
  }
  if (!take(tok::r_paren))
    return std::nullopt;
  if (Name == "end" || Name == "cend")
    return Named{nullptr, QualType(), {}, true};
  const auto *Method =
      dyn_cast_or_null<CXXMethodDecl>(memberNamed(Class, Name));
  return Method ? call(Whole, Method) : std::nullopt;
}

std::optional<Named> AssertionReader::call(const Named &Object,
                                           const CXXMethodDecl *Method) {
  if (const WrapperModel *W = Unit.Known.wrapper(Object.Type)) {
    Bdd Holds = Unit.Names.holdsAtom(Object.Is, At);
    Role Its = Unit.Known.role(*W, Method);
    if (Its == Role::Test)
      return Named{nullptr, QualType(), Holds, false};
    if (Its == Role::EmptyTest)
      return Named{nullptr, QualType(), Unit.Bdds.notOf(Holds), false};
    return std::nullopt;
  }
  if (Method->getName() == "get" && isPointerLike(Method->getParent()))
    return Named{Object.Is, Method->getReturnType(), {}, false};
  // `v.empty()`, `ready()`: as the code would name it.
  if (!Method->isConst() || Method->getNumParams() != 0 ||
      !Method->getReturnType()->isBooleanType())
    return std::nullopt;
  const Term *Asked = Unit.Terms.get(Term::Kind::Call, Method, 0, {Object.Is});
  if (!Asked)
    return std::nullopt;
  return Named{nullptr, QualType(), Unit.Names.trueAtom(Asked, At), false};
}

Bdd assertedByText(UnitState &Unit, const FunctionDecl *Owner, const Stmt *At,
                   SourceLocation Begin, const std::string &Text) {
  return AssertionReader(Unit, Owner, At, Begin, Text).read();
}

} // namespace codex::guarded
