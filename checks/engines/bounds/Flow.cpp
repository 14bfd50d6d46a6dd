#include "engines/bounds/Flow.h"

#include "collect/BranchCondition.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <functional>
#include <optional>

using namespace clang;
using namespace llvm;

namespace codex::bounds {

static const Expr *strip(const Expr *E) {
  return E ? E->IgnoreParenImpCasts() : nullptr;
}

static bool isByte(QualType Type) {
  Type = Type.getCanonicalType();
  if (Type->isStdByteType())
    return true;
  return Type->isCharType() && !Type->isBooleanType();
}

static unsigned bitsOf(QualType Type, const ASTContext &Ast) {
  if (Type->isRealFloatingType())
    return 64;
  if (!Type->isIntegralOrEnumerationType() || Type->isDependentType() ||
      Type->isIncompleteType())
    return 64;
  return Type->isBooleanType() ? 1 : Ast.getIntWidth(Type);
}

/// What an lvalue can hold: a member may have fewer bits than its type.
static unsigned bitsOfPlace(const Expr *E, const ASTContext &Ast) {
  if (const auto *M = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts()))
    if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
        Field && Field->isBitField())
      return Field->getBitWidthValue();
  return bitsOf(E->getType(), Ast);
}

/// One byte of a buffer, perhaps shifted, perhaps cast.
static bool isByteTerm(const Expr *E, bool &Shifted) {
  E = E->IgnoreParenCasts();
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_And)
      return isByteTerm(B->getLHS(), Shifted);
    if (B->getOpcode() != BO_Shl)
      return false;
    Shifted = true;
    return isByteTerm(B->getLHS(), Shifted);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_Deref && isByte(U->getType());
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
    return isByte(S->getType());
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
    return O->getOperator() == OO_Subscript &&
           isByte(O->getType().getNonReferenceType());
  return false;
}

bool decodesBytes(const Expr *E, const ASTContext &Ast, unsigned &Bytes) {
  bool Shifted = false;
  Bytes = 0;
  std::function<bool(const Expr *)> Look = [&](const Expr *Part) {
    const Expr *Core = Part->IgnoreParenCasts();
    if (const auto *B = dyn_cast<BinaryOperator>(Core))
      if (B->getOpcode() == BO_Or || B->getOpcode() == BO_Add ||
          B->getOpcode() == BO_Xor)
        return Look(B->getLHS()) && Look(B->getRHS());
    ++Bytes;
    return isByteTerm(Core, Shifted);
  };
  const auto *B = dyn_cast<BinaryOperator>(E->IgnoreParenImpCasts());
  return B && (B->getOpcode() == BO_Or || B->getOpcode() == BO_Add) &&
         Look(B) && Shifted && Bytes >= 2;
}

//===----------------------------------------------------------------------===//
// State
//===----------------------------------------------------------------------===//

namespace {

/// A variable, or what lies at the end of a way of members from it. The way
/// ends in "*" for "whatever it points to or contains", and in "#" for the
/// numbers that its size was made from.
using Path = std::pair<const ValueDecl *, std::string>;

struct State {
  std::map<Path, Value> Held;
  std::set<int> Closed;
  bool Reached = false;

  bool live(int O) const {
    return any_of(Held,
                  [&](const auto &H) { return H.second.Origins.count(O); });
  }
  /// True if it changed. \p WholeOf gives the content that an origin is a part
  /// of, or the origin itself: a part can be read as long as the whole is
  /// there.
  bool join(const State &Other, function_ref<int(int)> WholeOf) {
    auto IsLive = [&](const State &S, int O) {
      return S.live(O) || (WholeOf(O) != O && S.live(WholeOf(O)));
    };
    if (!Reached) {
      *this = Other;
      Reached = true;
      return true;
    }
    bool Changed = false;
    std::set<int> Both;
    for (int O : Closed)
      if (Other.Closed.count(O) || !IsLive(Other, O))
        Both.insert(O);
    for (int O : Other.Closed)
      if (!Closed.count(O) && !IsLive(*this, O))
        Both.insert(O);
    if (Both != Closed) {
      Closed = std::move(Both);
      Changed = true;
    }
    for (const auto &[P, V] : Other.Held) {
      auto [It, New] = Held.try_emplace(P, V);
      if (New) {
        Changed = true;
        continue;
      }
      size_t Before = It->second.Origins.size();
      unsigned Bits = It->second.Bits;
      It->second.join(V);
      Changed |= It->second.Origins.size() != Before || It->second.Bits != Bits;
    }
    return Changed;
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// One function
//===----------------------------------------------------------------------===//

class FunctionFlow {
public:
  FunctionFlow(UnitFlow &Shared, const FunctionDecl *F)
      : Shared(Shared), Ast(Shared.Unit.ast()), F(F) {}

  Summary Sum;
  std::vector<Hit> Hits;

  bool run() {
    const CFG *Graph = Shared.Unit.cfg(F, F->getBody());
    if (!Graph)
      return false;
    findConditions(*Graph);
    findComparedVariables(F->getBody());
    std::vector<State> In(Graph->getNumBlockIDs());
    State &Entry = In[Graph->getEntry().getBlockID()];
    Entry.Reached = true;
    for (const ParmVarDecl *P : F->parameters())
      if (P->getType()->isIntegerType() && !P->getType()->isBooleanType()) {
        Origin O;
        O.Parameter = P->getFunctionScopeIndex();
        O.At = P->getLocation();
        O.Bits = bitsOf(P->getType(), Ast);
        Entry.Held[{P, ""}] = {{origin(P, O)}, O.Bits};
      } else if (QualType To = P->getType()->getPointeeType();
                 !To.isNull() && isMessage(To)) {
        // What the caller's struct holds, if that came in from outside.
        Origin O;
        O.Parameter = P->getFunctionScopeIndex();
        O.At = P->getLocation();
        Entry.Held[{P, "*"}] = {{origin(P, O)}, 64};
      }
    std::set<unsigned, std::greater<>> Work = {Graph->getEntry().getBlockID()};
    std::vector<const CFGBlock *> Blocks(Graph->getNumBlockIDs());
    for (const CFGBlock *B : *Graph)
      Blocks[B->getBlockID()] = B;
    // Later blocks have smaller numbers.
    size_t Left = 64 * size_t(Graph->getNumBlockIDs()) + 64;
    while (!Work.empty() && Left--) {
      const CFGBlock *B = Blocks[*Work.begin()];
      Work.erase(Work.begin());
      State Now = In[B->getBlockID()];
      transfer(*B, Now);
      forEachWay(*B, Now, [&](const CFGBlock *To, const State &Out) {
        if (In[To->getBlockID()].join(Out, [&](int O) {
              auto It = WholeOf.find(O);
              return It == WholeOf.end() ? O : It->second;
            }))
          Work.insert(To->getBlockID());
      });
    }
    Reporting = true;
    for (unsigned Id = Blocks.size(); Id-- > 0;)
      if (Blocks[Id] && In[Id].Reached) {
        State Now = In[Id];
        transfer(*Blocks[Id], Now);
        // Which parameters a condition closes.
        forEachWay(*Blocks[Id], Now, [](const CFGBlock *, const State &) {});
      }
    atExit(In[Graph->getExit().getBlockID()]);
    Sum.Known = true;
    return Work.empty();
  }

private:
  //===--- Origins -----------------------------------------------------===//

  int origin(const void *Key, const Origin &O) {
    auto [It, New] = OriginNumbers.try_emplace(
        {Key, O.Name, O.At.getRawEncoding()}, Origins.size());
    if (New)
      Origins.push_back(O);
    return It->second;
  }
  Value outside(const Expr *E, StringRef Name, unsigned Bits, bool Text) {
    Origin O;
    O.Name = Name.str();
    O.At = E->getBeginLoc();
    O.Bits = Bits;
    O.Text = Text;
    return {{origin(E, O)}, Bits};
  }

  /// The first call that converts the same place: ntohl(H.Length) is one number
  /// however often it is written.
  const CallExpr *sameBefore(const CallExpr *C) {
    if (C->getNumArgs() != 1 || C->getArg(0)->HasSideEffects(Ast))
      return C;
    const Expr *Arg = C->getArg(0)->IgnoreParenCasts();
    std::optional<Path> P =
        isa<MemberExpr, DeclRefExpr>(Arg) ? pathOf(Arg) : std::nullopt;
    if (!P || !Arg->getType()->isIntegerType())
      return C;
    return Conversions.try_emplace({*P, C->getDirectCallee()}, C).first->second;
  }

  //===--- Paths -------------------------------------------------------===//

  std::optional<Path> pathOf(const Expr *E) const {
    E = E->IgnoreParenCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return Path(Ref->getDecl()->getCanonicalDecl() == Ref->getDecl()
                      ? Ref->getDecl()
                      : cast<ValueDecl>(Ref->getDecl()->getCanonicalDecl()),
                  "");
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
      if (!Field)
        return std::nullopt;
      std::string Step = "." + Field->getNameAsString();
      if (isa<CXXThisExpr>(M->getBase()->IgnoreParenCasts()))
        return Path(Field, "");
      std::optional<Path> Base = pathOf(M->getBase());
      if (Base)
        Base->second += Step;
      return Base;
    }
    if (const auto *U = dyn_cast<UnaryOperator>(E);
        U && (U->getOpcode() == UO_Deref || U->getOpcode() == UO_AddrOf))
      return pathOf(U->getSubExpr());
    if (const auto *S = dyn_cast<ArraySubscriptExpr>(E)) {
      std::optional<Path> Base = pathOf(S->getBase());
      if (Base)
        Base->second += "[]";
      return Base;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(E);
        B && (B->getOpcode() == BO_Add || B->getOpcode() == BO_Sub) &&
        B->getType()->isPointerType())
      return pathOf(B->getLHS()->getType()->isPointerType() ? B->getLHS()
                                                            : B->getRHS());
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(E)) {
      // v.data(), s.c_str(): what v contains.
      const CXXMethodDecl *M = C->getMethodDecl();
      if (M && M->getIdentifier() && C->getNumArgs() == 0 &&
          (M->getName() == "data" || M->getName() == "c_str" ||
           M->getName() == "begin" || M->getName() == "get"))
        return pathOf(C->getImplicitObjectArgument());
    }
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
      if (O->getNumArgs() >= 1 &&
          (O->getOperator() == OO_Subscript || O->getOperator() == OO_Star ||
           O->getOperator() == OO_Arrow)) {
        std::optional<Path> Base = pathOf(O->getArg(0));
        if (Base)
          Base->second += "[]";
        return Base;
      }
    return std::nullopt;
  }

  /// What an object holds whose content came in from outside, and that \p P
  /// lies in.
  const Value *contentOf(const Path &P, const State &S) const {
    auto It = S.Held.find({P.first, "*"});
    return It == S.Held.end() ? nullptr : &It->second;
  }

  //===--- Values ------------------------------------------------------===//

  Value eval(const Expr *E, const State &S, int Depth = 0) {
    Value None;
    if (!E || Depth > 40 || E->isValueDependent())
      return None;
    if (const auto *P = dyn_cast<ParenExpr>(E))
      return eval(P->getSubExpr(), S, Depth + 1);
    if (const auto *C = dyn_cast<CastExpr>(E)) {
      if (C->getCastKind() == CK_IntegralToBoolean ||
          C->getCastKind() == CK_PointerToBoolean)
        return None;
      if (C->getCastKind() == CK_LValueToRValue)
        return read(C->getSubExpr(), S, Depth);
      Value V = eval(C->getSubExpr(), S, Depth + 1);
      if (E->getType()->isIntegralOrEnumerationType())
        V.Bits = std::min(V.Bits, bitsOf(E->getType(), Ast));
      return V;
    }
    if (isa<ExprWithCleanups, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
            ConstantExpr, SubstNonTypeTemplateParmExpr>(E)) {
      for (const Stmt *Child : E->children())
        return eval(dyn_cast<Expr>(Child), S, Depth + 1);
      return None;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(E))
      return binary(B, S, Depth);
    if (const auto *U = dyn_cast<UnaryOperator>(E)) {
      switch (U->getOpcode()) {
      case UO_Plus:
      case UO_Minus:
        return eval(U->getSubExpr(), S, Depth + 1);
      case UO_PreInc:
      case UO_PreDec:
      case UO_PostInc:
      case UO_PostDec:
        return read(U->getSubExpr(), S, Depth);
      default:
        return U->isLValue() ? read(E, S, Depth) : None;
      }
    }
    if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
      Value V = eval(C->getTrueExpr(), S, Depth + 1);
      V.join(eval(C->getFalseExpr(), S, Depth + 1));
      for (int O : compared(C->getCond(), S))
        V.Origins.erase(O);
      return V;
    }
    if (const auto *C = dyn_cast<CallExpr>(E))
      return callValue(C, S, Depth);
    if (const auto *C = dyn_cast<CXXConstructExpr>(E))
      return C->getNumArgs() == 1 &&
                     C->getConstructor()->isCopyOrMoveConstructor()
                 ? eval(C->getArg(0), S, Depth + 1)
                 : None;
    if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      return eval(D->getExpr(), S, Depth + 1);
    if (E->isGLValue())
      return read(E, S, Depth);
    return None;
  }

  /// What the lvalue \p E holds.
  Value read(const Expr *E, const State &S, int Depth) {
    E = E->IgnoreParens();
    if (const auto *C = dyn_cast<ConditionalOperator>(E))
      return eval(C, S, Depth + 1);
    if (const auto *C = dyn_cast<CallExpr>(E);
        C && !isa<CXXOperatorCallExpr>(C))
      return callValue(C, S, Depth);
    std::optional<Path> P = pathOf(E);
    Value V;
    if (!P)
      return member(E);
    unsigned Bits = bitsOfPlace(E, Ast);
    if (auto It = S.Held.find(*P); It != S.Held.end()) {
      V = It->second;
      V.Bits = std::min(V.Bits, Bits);
      return V;
    }
    if (P->second.empty() && !E->getType()->isIntegerType())
      return V;
    if (!E->getType()->isIntegralOrEnumerationType() &&
        !E->getType()->isRealFloatingType())
      return V;
    // A part of something that was filled from outside: an origin of its own.
    if (const Value *Content = contentOf(*P, S))
      for (int O : Content->Origins) {
        Origin Part = Origins[O];
        Part.Bits = Bits;
        auto [It, New] = Parts.try_emplace({O, P->second}, 0);
        if (New) {
          It->second = Origins.size();
          WholeOf[It->second] = O;
          Origins.push_back(Part);
        }
        V.Origins.insert(It->second);
        V.Bits = Bits;
      }
    // What a caller's struct holds says nothing of what others store in it.
    V.join(member(E));
    return V;
  }

  /// A member that another function stores a number from outside in.
  Value member(const Expr *E) {
    const auto *M = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
    const auto *Field = M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
    if (!Field)
      return {};
    const auto &All = Shared.outsideMembers();
    auto It = All.find(Field);
    if (It == All.end())
      return {};
    return {{origin(Field, It->second)}, It->second.Bits};
  }

  Value binary(const BinaryOperator *B, const State &S, int Depth) {
    unsigned Bytes = 0;
    if (decodesBytes(B, Ast, Bytes))
      return outside(B, "number that is put together of bytes", 8 * Bytes,
                     false);
    Value L, R;
    switch (B->getOpcode()) {
    case BO_Assign:
      return eval(B->getRHS(), S, Depth + 1);
    case BO_Comma:
      return eval(B->getRHS(), S, Depth + 1);
    case BO_Add:
    case BO_Sub:
    case BO_Mul:
    case BO_Or:
    case BO_Xor:
    case BO_Shl: {
      L = eval(B->getLHS(), S, Depth + 1);
      R = eval(B->getRHS(), S, Depth + 1);
      unsigned More = B->getOpcode() == BO_Mul || B->getOpcode() == BO_Shl ? 16
                      : B->isBitwiseOp()                                   ? 0
                                                                           : 1;
      Expr::EvalResult By;
      if (B->getOpcode() == BO_Shl && !B->getRHS()->isValueDependent() &&
          B->getRHS()->EvaluateAsInt(By, Ast) && By.Val.getInt().ult(64))
        More = By.Val.getInt().getZExtValue();
      L.join(R);
      L.Bits = std::min(L.Bits + More, bitsOf(B->getType(), Ast));
      return L;
    }
    case BO_Div:
      return eval(B->getLHS(), S, Depth + 1);
    default:
      // %, &, >> bound a number; comparisons are none.
      return {};
    }
  }

  /// How long the text is at most that \p E is: a char[3], or Text.substr(I, 2)
  /// and std::string(Text, I, 2). 0 where that is not said, or is more than 15.
  unsigned textLength(const Expr *E) const {
    if (const auto *Array =
            Ast.getAsConstantArrayType(E->IgnoreParenCasts()->getType());
        Array && Array->getElementType()->isCharType()) {
      bool Short = Array->getSize().ule(16) && Array->getSize().ugt(1);
      return Short ? Array->getSize().getZExtValue() - 1 : 0;
    }
    const Expr *Length = nullptr;
    E = E->IgnoreUnlessSpelledInSource();
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
      const CXXMethodDecl *Method = Call->getMethodDecl();
      StringRef Name =
          Method && Method->getIdentifier() ? Method->getName() : StringRef();
      if (Name == "c_str" || Name == "data")
        return textLength(Call->getImplicitObjectArgument());
      if (Name == "substr" && Call->getNumArgs() == 2)
        Length = Call->getArg(1);
    } else if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
               Made && Made->getNumArgs() >= 3 &&
               Made->getArg(1)->getType()->isIntegerType()) {
      Length = Made->getArg(2);
    }
    Expr::EvalResult R;
    if (!Length || Length->isValueDependent() ||
        !Length->EvaluateAsInt(R, Ast) || R.Val.getInt().ugt(15))
      return 0;
    return R.Val.getInt().getZExtValue();
  }

  /// strtoul(Two, nullptr, 16), where Two is a char[3]: no more digits fit.
  unsigned digitBits(const CallExpr *C) const {
    if (C->getNumArgs() == 0)
      return 64;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(strip(C->getArg(0)));
        Ref && Services.count(Ref->getDecl()))
      return 16;
    unsigned Digits = textLength(C->getArg(0));
    if (!Digits)
      return 64;
    Expr::EvalResult Base;
    bool Hex = C->getNumArgs() == 3 && !C->getArg(2)->isValueDependent() &&
               C->getArg(2)->EvaluateAsInt(Base, Ast) &&
               Base.Val.getInt() == 16;
    return Hex ? 4 * Digits : (10 * Digits + 2) / 3;
  }

  Value callValue(const CallExpr *C, const State &S, int Depth) {
    const FunctionDecl *Callee = C->getDirectCallee();
    if (!Callee)
      return {};
    if (const OutsideModel *M = Shared.TheNames.source(Shared.Unit, Callee)) {
      if (M->Argument >= 0)
        return {};
      QualType Type = C->getType().getNonReferenceType();
      if (!Type->isIntegralOrEnumerationType() && !Type->isRealFloatingType())
        return {};
      if (Type->isBooleanType())
        return {};
      // htons(80) and ntohs(80).
      if (Expr::EvalResult R; C->getNumArgs() &&
                              !C->getArg(0)->isValueDependent() &&
                              C->getArg(0)->EvaluateAsInt(R, Ast))
        return {};
      unsigned Bits = bitsOf(Type, Ast);
      if (M->Bits)
        Bits = std::min(Bits, M->Bits);
      if (M->Text)
        Bits = std::min(Bits, digitBits(C));
      return outside(sameBefore(C), M->Name, Bits, M->Text);
    }
    if (Shared.TheNames.isPassing(Shared.Unit, Callee) && C->getNumArgs())
      return eval(C->getArg(0), S, Depth + 1);
    if (Shared.TheNames.isBounding(Shared.Unit, Callee))
      return {};
    Value V;
    bool Given = false;
    for (const Expr *Arg : C->arguments())
      Given |= !eval(Arg, S, Depth + 1).Origins.empty();
    if (!Given && !Shared.mayMatter(Callee))
      return V;
    const Summary &Below = Shared.summaryOf(Callee);
    if (!Below.Known)
      return V;
    V.Bits = std::min(Below.ReturnBits,
                      bitsOf(C->getType().getNonReferenceType(), Ast));
    unsigned Shift = isa<CXXOperatorCallExpr>(C) && isa<CXXMethodDecl>(Callee);
    for (int P : Below.ReturnsParameters)
      if (P + Shift < C->getNumArgs()) {
        Value Passed = eval(C->getArg(P + Shift), S, Depth + 1);
        V.Origins.insert(Passed.Origins.begin(), Passed.Origins.end());
      }
    for (const Origin &O : Below.Returns)
      V.Origins.insert(fromBelow(C, O, Callee));
    return V;
  }

  int fromBelow(const Expr *At, Origin O, const FunctionDecl *Callee) {
    if (O.Way.size() < 6)
      O.Way.push_back({At->getBeginLoc(),
                       "'" + Callee->getNameAsString() + "' hands it on here"});
    const void *Key = At;
    return origin(Key, O);
  }

  //===--- Conditions --------------------------------------------------===//

  /// Expressions that decide where a block goes on: their ways close origins.
  void findConditions(const CFG &Graph) {
    for (const CFGBlock *B : Graph)
      if (const auto *E = branchCondition(*B))
        if (B->succ_size() == 2)
          Deciding.insert(core(E));
  }

  /// Without what only turns it around.
  static const Expr *core(const Expr *E) {
    for (;;) {
      E = E->IgnoreParenImpCasts();
      if (const auto *Full = dyn_cast<FullExpr>(E)) {
        E = Full->getSubExpr();
        continue;
      }
      if (const auto *U = dyn_cast<UnaryOperator>(E);
          U && U->getOpcode() == UO_LNot) {
        E = U->getSubExpr();
        continue;
      }
      if (const auto *C = dyn_cast<CallExpr>(E))
        if (const FunctionDecl *D = C->getDirectCallee();
            D && D->getBuiltinID() && C->getNumArgs() &&
            D->getName().starts_with("__builtin_expect")) {
          E = C->getArg(0);
          continue;
        }
      if (const auto *C = dyn_cast<ExprWithCleanups>(E)) {
        E = C->getSubExpr();
        continue;
      }
      return E;
    }
  }
  static bool turnsAround(const Expr *E) {
    bool Not = false;
    for (;;) {
      E = E->IgnoreParenImpCasts();
      if (const auto *Full = dyn_cast<FullExpr>(E)) {
        E = Full->getSubExpr();
        continue;
      }
      if (const auto *U = dyn_cast<UnaryOperator>(E);
          U && U->getOpcode() == UO_LNot) {
        Not = !Not;
        E = U->getSubExpr();
        continue;
      }
      if (const auto *C = dyn_cast<ExprWithCleanups>(E)) {
        E = C->getSubExpr();
        continue;
      }
      if (const auto *C = dyn_cast<CallExpr>(E))
        if (const FunctionDecl *D = C->getDirectCallee();
            D && D->getBuiltinID() && C->getNumArgs() &&
            D->getName().starts_with("__builtin_expect")) {
          E = C->getArg(0);
          continue;
        }
      return Not;
    }
  }

  /// Origins that some comparison or call in \p E looks at.
  std::set<int> compared(const Expr *E, const State &S) {
    std::set<int> Found;
    std::function<void(const Stmt *)> Look = [&](const Stmt *Part) {
      if (!Part || isa<LambdaExpr>(Part))
        return;
      if (const auto *B = dyn_cast<BinaryOperator>(Part);
          B && B->isComparisonOp()) {
        for (const Expr *Side : {B->getLHS(), B->getRHS()})
          for (int O : eval(Side, S).Origins)
            Found.insert(O);
      }
      if (const auto *C = dyn_cast<CallExpr>(Part))
        for (int O : argumentsOf(C, S))
          Found.insert(O);
      for (const Stmt *Child : Part->children())
        Look(Child);
    };
    Look(E);
    return Found;
  }

  std::set<int> argumentsOf(const CallExpr *C, const State &S) {
    std::set<int> Found;
    const FunctionDecl *Callee = C->getDirectCallee();
    if (Callee && (Shared.TheNames.source(Shared.Unit, Callee) ||
                   !Shared.TheNames.uses(Shared.Unit, Callee).empty()))
      return Found;
    unsigned Shift =
        Callee && isa<CXXOperatorCallExpr>(C) && isa<CXXMethodDecl>(Callee);
    for (auto [I, Arg] : enumerate(C->arguments())) {
      // What it writes to is no question about the number.
      if (Callee && I >= Shift && I - Shift < Callee->getNumParams())
        if (QualType Type = Callee->getParamDecl(I - Shift)->getType();
            Type->isReferenceType() &&
            !Type->getPointeeType().isConstQualified())
          continue;
      for (int O : eval(Arg, S).Origins)
        Found.insert(O);
    }
    return Found;
  }

  void close(const std::set<int> &All, State &S) {
    for (int O : All) {
      S.Closed.insert(O);
      if (Reporting && Origins[O].Parameter >= 0)
        Sum.Checks.insert(Origins[O].Parameter);
    }
  }

  /// i of for (i = 0; i < n; ++i).
  bool isCounter(const Expr *E, const Stmt *Loop) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    const auto *For = dyn_cast_or_null<ForStmt>(Loop);
    if (!Ref || !For || !For->getInc())
      return false;
    const Expr *Inc = For->getInc()->IgnoreParenImpCasts();
    while (const auto *Comma = dyn_cast<BinaryOperator>(Inc)) {
      if (Comma->getOpcode() != BO_Comma)
        break;
      Inc = Comma->getLHS()->IgnoreParenImpCasts();
    }
    const Expr *Changed = nullptr;
    if (const auto *U = dyn_cast<UnaryOperator>(Inc); U && U->isIncrementOp())
      Changed = U->getSubExpr();
    const auto *Same =
        dyn_cast_or_null<DeclRefExpr>(Changed ? strip(Changed) : nullptr);
    return Same && Same->getDecl() == Ref->getDecl();
  }

  /// The loop may end before its counter says so: what it reads has an end.
  static bool hasOtherEnd(const ForStmt *Loop) {
    struct Finder : DynamicRecursiveASTVisitor {
      bool TraverseLambdaExpr(LambdaExpr *) override { return true; }
      bool VisitReturnStmt(ReturnStmt *) override { return !(Found = true); }
      bool VisitBreakStmt(BreakStmt *) override { return !(Found = true); }
      bool VisitGotoStmt(GotoStmt *) override { return !(Found = true); }
      bool VisitCXXThrowExpr(CXXThrowExpr *) override {
        return !(Found = true);
      }
      bool VisitCallExpr(CallExpr *C) override {
        const FunctionDecl *F = C->getDirectCallee();
        Found |= F && F->isNoReturn();
        return !Found;
      }
      bool Found = false;
    } Body;
    Body.TraverseStmt(const_cast<Stmt *>(Loop->getBody()));
    // for (i = 0; i < n && in.good(); ++i)
    const auto *Both = dyn_cast<BinaryOperator>(strip(Loop->getCond()));
    return Body.Found || (Both && Both->isLogicalOp());
  }

  /// What holds on the way on which \p E is \p Taken.
  void refine(const Expr *E, bool Taken, const Stmt *Loop, State &S) {
    if (turnsAround(E))
      Taken = !Taken;
    E = core(E);
    if (const auto *C = dyn_cast<CallExpr>(E)) {
      close(argumentsOf(C, S), S);
      return;
    }
    const auto *B = dyn_cast<BinaryOperator>(E);
    // if (!(n >= 0 && n < 9)) return: the graph has one way behind both.
    if (B && B->isLogicalOp() && (B->getOpcode() == BO_LAnd) == Taken) {
      refine(B->getLHS(), Taken, Loop, S);
      return refine(B->getRHS(), Taken, Loop, S);
    }
    if (!B || !B->isComparisonOp()) {
      // if (n): nothing. if (x = f(n)) and the like: a look at it.
      if (B && B->getOpcode() == BO_Assign)
        close(compared(B->getRHS(), S), S);
      return;
    }
    // Before the counter, which holds the number from the last round, closes
    // it.
    if (Taken && isCounter(B->getLHS(), Loop) &&
        !hasOtherEnd(cast<ForStmt>(Loop)))
      use(Rounds, "is how often the loop runs", B->getRHS(),
          eval(B->getRHS(), S), S);
    for (bool Left : {true, false}) {
      const Expr *Side = Left ? B->getLHS() : B->getRHS();
      const Expr *Other = Left ? B->getRHS() : B->getLHS();
      Value V = eval(Side, S);
      if (V.Origins.empty())
        continue;
      BinaryOperatorKind Op = B->getOpcode();
      if (!Left)
        Op = BinaryOperator::reverseComparisonOp(Op);
      if (!Taken && BinaryOperator::isComparisonOp(Op) && Op != BO_Cmp)
        Op = BinaryOperator::negateComparisonOp(Op);
      if (Op == BO_EQ) {
        close(V.Origins, S);
        continue;
      }
      if (Op == BO_NE)
        continue;
      Expr::EvalResult Number;
      bool Constant =
          !Other->isValueDependent() && Other->EvaluateAsInt(Number, Ast);
      if (!Constant && !Left && isCounter(Other, Loop)) {
        // The counter now is what the number allows.
        if (std::optional<Path> P = pathOf(Other); P && Taken) {
          Value Counter = V;
          S.Held[*P] = Counter;
        }
        continue;
      }
      bool Minus = isa<BinaryOperator>(strip(Side)) &&
                   cast<BinaryOperator>(strip(Side))->getOpcode() == BO_Sub;
      if (!Constant || Minus || Op == BO_LT || Op == BO_LE)
        close(V.Origins, S);
    }
  }

  template <typename Callback>
  void forEachWay(const CFGBlock &B, const State &Now, Callback Each) {
    const Stmt *Last = B.getTerminatorStmt();
    const auto *Condition = branchCondition(B);
    const auto *Switch = dyn_cast_or_null<SwitchStmt>(Last);
    unsigned Index = 0;
    for (const CFGBlock::AdjacentBlock &Next : B.succs()) {
      unsigned Way = Index++;
      const CFGBlock *To = Next.getReachableBlock();
      if (!To)
        continue;
      State Out = Now;
      if (Switch) {
        if (isa_and_nonnull<CaseStmt>(To->getLabel()))
          close(eval(Switch->getCond(), Out).Origins, Out);
      } else if (Condition && B.succ_size() == 2) {
        refine(Condition, Way == 0, Last, Out);
      }
      Each(To, Out);
    }
  }

  //===--- Effects -----------------------------------------------------===//

  void forget(const Path &P, State &S) {
    auto It = S.Held.lower_bound({P.first, P.second});
    while (It != S.Held.end() && It->first.first == P.first &&
           StringRef(It->first.second).starts_with(P.second)) {
      bool Below = P.second.empty() || It->first.second == P.second ||
                   It->first.second[P.second.size()] == '.' ||
                   It->first.second[P.second.size()] == '[';
      It = Below ? S.Held.erase(It) : std::next(It);
    }
  }

  void assign(const Expr *To, const Value &V, State &S) {
    if (std::optional<Path> P = pathOf(To)) {
      if (!StringRef(P->second).ends_with("[]"))
        forget(*P, S);
      if (!V.Origins.empty()) {
        S.Held[*P] = V;
        reopen(V, S);
      }
    }
  }

  /// A place where numbers come in gives a new number each time.
  void reopen(const Value &V, State &S) {
    for (int O : V.Origins)
      if (Fresh.count(O))
        S.Closed.erase(O);
    Fresh.clear();
  }

  /// Origins that stand in \p E itself, and not in a variable.
  void freshIn(const Expr *E, const Value &V, const State &S) {
    Fresh.clear();
    for (int O : V.Origins)
      if ((!S.live(O) && !isConverted(O)) ||
          standsIn(E, Origins[O].Way.empty() ? Origins[O].At
                                             : Origins[O].Way.back().first))
        Fresh.insert(O);
  }
  bool isConverted(int O) const {
    return any_of(Conversions, [&](const auto &C) {
      return C.second->getBeginLoc() == Origins[O].At;
    });
  }
  bool standsIn(const Expr *E, SourceLocation At) const {
    const SourceManager &Sources = Shared.Unit.sources();
    SourceLocation Begin = Sources.getExpansionLoc(E->getBeginLoc());
    SourceLocation End = Sources.getExpansionLoc(E->getEndLoc());
    At = Sources.getExpansionLoc(At);
    return At == Begin || At == End ||
           (Sources.isBeforeInTranslationUnit(Begin, At) &&
            Sources.isBeforeInTranslationUnit(At, End));
  }

  void initialise(const VarDecl *V, State &S) {
    const Expr *Init = V->getInit();
    forget({V, ""}, S);
    if (!Init)
      return;
    if (V->getType()->isBooleanType())
      close(compared(Init, S), S);
    if (V->getType()->isPointerType() || V->getType()->isReferenceType()) {
      content(V, Init, S);
      return;
    }
    if (V->getType()->isRecordType()) {
      sizes({V, "#"}, Init, S);
      return;
    }
    Value Held = eval(Init, S);
    if (Held.Origins.empty())
      return;
    Held.Bits = std::min(Held.Bits, bitsOf(V->getType(), Ast));
    freshIn(Init, Held, S);
    S.Held[{V, ""}] = Held;
    reopen(Held, S);
  }

  /// What a pointer points to, where that came from outside; and what the size
  /// of it was made from.
  void content(const ValueDecl *To, const Expr *From, State &S) {
    sizes({To, "#"}, From, S);
    const Expr *Core = From->IgnoreParenImpCasts();
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Core)) {
      QualType Was = Cast->getSubExpr()->IgnoreParenImpCasts()->getType();
      QualType Is = Cast->getType();
      if (Is->isPointerType() && (Was->isPointerType() || Was->isArrayType())) {
        QualType Inner =
            Was->isPointerType()
                ? Was->getPointeeType()
                : QualType(Was->getAsArrayTypeUnsafe()->getElementType());
        QualType Target = Is->getPointeeType();
        // A byte buffer that is only read, looked at as a message; what goes
        // back from a member to the struct that it is in is none.
        const auto *Back =
            dyn_cast<BinaryOperator>(Cast->getSubExpr()->IgnoreParenImpCasts());
        if (isByte(Inner) && Inner.isConstQualified() &&
            !(Back && Back->getOpcode() == BO_Sub) &&
            (Target->isRecordType() ||
             (Target->isIntegerType() && !isByte(Target)))) {
          Origin O;
          O.Name = "member of a message in a byte buffer";
          O.At = From->getBeginLoc();
          S.Held[{To, "*"}] = {{origin(Core, O)}, 64};
          return;
        }
      }
    }
    std::optional<Path> P = pathOf(From);
    if (!P)
      return;
    if (const Value *Content = contentOf(*P, S))
      S.Held[{To, "*"}] = *Content;
  }

  /// Remembers which numbers the size of an object was made from.
  void sizes(const Path &P, const Expr *E, State &S) {
    std::set<int> Found;
    std::function<void(const Stmt *)> Look = [&](const Stmt *Part) {
      if (!Part || isa<LambdaExpr>(Part))
        return;
      auto Add = [&](const Expr *Size) {
        for (int O : eval(Size, S).Origins)
          Found.insert(O);
      };
      if (const auto *C = dyn_cast<CallExpr>(Part))
        for (const Expr *Arg : C->arguments())
          Add(Arg);
      if (const auto *C = dyn_cast<CXXConstructExpr>(Part))
        for (const Expr *Arg : C->arguments())
          Add(Arg);
      if (const auto *N = dyn_cast<CXXNewExpr>(Part))
        if (N->getArraySize())
          Add(*N->getArraySize());
      for (const Stmt *Child : Part->children())
        Look(Child);
    };
    Look(E);
    if (!Found.empty())
      S.Held[P].Origins.insert(Found.begin(), Found.end());
  }

  bool sizedBy(const Expr *Object, const std::set<int> &All, const State &S) {
    std::optional<Path> P = pathOf(Object);
    if (!P)
      return false;
    auto It = S.Held.find({P->first, "#"});
    return It != S.Held.end() &&
           any_of(All, [&](int O) { return It->second.Origins.count(O); });
  }

  //===--- Uses --------------------------------------------------------===//

  void use(StringRef Use, StringRef Name, const Expr *Number, const Value &V,
           const State &S, unsigned Fits = 0) {
    if (!Reporting)
      return;
    for (int O : V.Origins) {
      if (S.Closed.count(O))
        continue;
      Hit H;
      H.From = Origins[O];
      H.Bits = V.Bits;
      H.To.Use = Use.str();
      H.To.Name = Name.str();
      H.To.Range = Number->getSourceRange();
      H.To.In = F;
      H.To.Text = Shared.Unit.code(Number->getSourceRange());
      H.To.Fits = Fits;
      add(std::move(H));
    }
  }
  void add(Hit H) {
    auto &List = H.From.Parameter >= 0 ? Sum.ParameterHits : Hits;
    for (const Hit &Old : List)
      if (Old.To.Use == H.To.Use && Old.To.Range == H.To.Range &&
          Old.From.Parameter == H.From.Parameter &&
          (H.From.Parameter >= 0 || Old.Bits >= H.Bits))
        return;
    List.push_back(std::move(H));
  }

  void index(const Expr *Base, const Expr *Number, const State &S) {
    Value V = eval(Number, S);
    if (V.Origins.empty() || sizedBy(Base, V.Origins, S))
      return;
    QualType Type =
        Base->IgnoreParenImpCasts()->getType().getNonReferenceType();
    const auto *Array = Ast.getAsConstantArrayType(Type);
    if (Array && Array->getSize().getActiveBits() > V.Bits)
      return;
    // A byte is an index into a table of 256 as a rule; an array of one element
    // is one of unknown length.
    if (V.Bits <= 8 && !(Array && Array->getSize().ugt(1)))
      return;
    use(Index, "indexes '" + Shared.Unit.code(Base->getSourceRange()) + "'",
        Number, V, S);
  }

  void callEffects(const Expr *E, const FunctionDecl *Callee,
                   ArrayRef<const Expr *> Args, const Expr *Object, State &S) {
    for (const SizeUseModel *U : Shared.TheNames.uses(Shared.Unit, Callee)) {
      if (U->Argument >= Args.size() ||
          (U->Arguments && U->Arguments != numberOfArguments(Args)))
        continue;
      // make_unique<T[]>(n) makes an array, make_unique<T>(n) does not.
      if (const TemplateArgumentList *Of =
              Callee->getTemplateSpecializationArgs();
          U->Use == Allocation && Of && Of->size() &&
          Of->get(0).getKind() == TemplateArgument::Type &&
          !Of->get(0).getAsType()->isArrayType())
        continue;
      const Expr *Number = Args[U->Argument];
      if (U->Use == Index && Object) {
        index(Object, Number, S);
        continue;
      }
      Value V = eval(Number, S);
      if (V.Origins.empty())
        continue;
      if (U->Use == Length && allSizedBy(Args, V.Origins, S))
        continue;
      use(U->Use, U->Name, Number, V, S);
    }
    rangeEnds(Callee, Args, S);
    if (const OutsideModel *M = Shared.TheNames.source(Shared.Unit, Callee);
        M && M->Argument >= 0 && uint64_t(M->Argument) < Args.size())
      fill(Args[M->Argument], M->Name, M->Text, S);
    copyOfBytes(Callee, Args, S);
    if (Object && Callee->getIdentifier() &&
        (Callee->getName() == "resize" || Callee->getName() == "reserve" ||
         Callee->getName() == "assign"))
      if (std::optional<Path> P = pathOf(Object))
        for (const Expr *Arg : Args) {
          Value V = eval(Arg, S);
          S.Held[{P->first, "#"}].Origins.insert(V.Origins.begin(),
                                                 V.Origins.end());
        }
    below(E, Callee, Args, S);
  }

  /// assign(p, p + n): two pointers in a row are a range, and n is its length.
  void rangeEnds(const FunctionDecl *Callee, ArrayRef<const Expr *> Args,
                 const State &S) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    if (!(Method ? Method->getParent()->isInStdNamespace()
                 : Callee->isInStdNamespace()))
      return;
    for (size_t I = 1; I < Args.size(); ++I) {
      const auto *End =
          dyn_cast<BinaryOperator>(Args[I]->IgnoreParenImpCasts());
      if (!End || End->getOpcode() != BO_Add ||
          !End->getType()->isPointerType() ||
          !Args[I - 1]->getType()->isPointerType())
        continue;
      bool PointerFirst = End->getLHS()->getType()->isPointerType();
      const Expr *Number = PointerFirst ? End->getRHS() : End->getLHS();
      Value V = eval(Number, S);
      if (!V.Origins.empty() && !sizedBy(Args[I - 1], V.Origins, S))
        use(Length, "ends the range that is copied", Number, V, S);
    }
  }

  static unsigned numberOfArguments(ArrayRef<const Expr *> Args) {
    return llvm::count_if(
        Args, [](const Expr *A) { return !isa<CXXDefaultArgExpr>(A); });
  }

  /// Every buffer that the call is given was made to the number's measure.
  bool allSizedBy(ArrayRef<const Expr *> Args, const std::set<int> &All,
                  const State &S) {
    bool Any = false;
    for (const Expr *Arg : Args) {
      QualType Type = Arg->getType();
      if (!Type->isPointerType() ||
          Arg->IgnoreParenImpCasts()->getType()->isArrayType()) {
        if (Type->isPointerType())
          return false;
        continue;
      }
      QualType Inner = Type->getPointeeType();
      if (!Inner->isVoidType() && !isByte(Inner))
        continue;
      if (!sizedBy(Arg, All, S))
        return false;
      Any = true;
    }
    return Any;
  }

  /// The object that \p Arg points or refers to now is from outside.
  void fill(const Expr *Arg, StringRef Name, bool Text, State &S) {
    std::optional<Path> P = pathOf(Arg);
    if (!P)
      return;
    const Expr *Core = Arg->IgnoreParenImpCasts();
    QualType Type = Core->getType();
    if (const auto *U = dyn_cast<UnaryOperator>(Arg->IgnoreParenCasts());
        U && U->getOpcode() == UO_AddrOf)
      Type = U->getSubExpr()->getType();
    // What was asked of the old content says nothing about the new one.
    for (const auto &[Place, First] : Conversions)
      if (Place.first.first == P->first)
        for (unsigned I = 0; I < Origins.size(); ++I)
          if (Origins[I].At == First->getBeginLoc())
            S.Closed.erase(I);
    Origin O;
    O.Name = Name.str();
    O.At = Arg->getBeginLoc();
    O.Text = Text;
    O.Bits = bitsOf(Type, Ast);
    int Number = origin(Arg, O);
    if (Type->isIntegralOrEnumerationType() || Type->isRealFloatingType()) {
      if (Type->isBooleanType() || isByte(Type))
        return;
      forget(*P, S);
      S.Held[*P] = {{Number}, O.Bits};
      S.Closed.erase(Number);
    } else if (P->second.empty()) {
      S.Held[{P->first, "*"}] = {{Number}, 64};
      for (const auto &[Part, N] : Parts)
        if (Part.first == Number)
          S.Closed.erase(N);
    }
  }

  /// memcpy(&n, bytes, sizeof n).
  void copyOfBytes(const FunctionDecl *Callee, ArrayRef<const Expr *> Args,
                   State &S) {
    if (!Callee->getIdentifier() || Args.size() != 3 ||
        (Callee->getName() != "memcpy" && Callee->getName() != "memmove" &&
         !Callee->getName().ends_with("_memcpy")))
      return;
    const auto *Address = dyn_cast<UnaryOperator>(Args[0]->IgnoreParenCasts());
    if (!Address || Address->getOpcode() != UO_AddrOf)
      return;
    QualType Target = Address->getSubExpr()->getType();
    if (!Target->isIntegerType() && !Target->isRecordType())
      return;
    const Expr *From = Args[1]->IgnoreParenCasts();
    QualType Type = From->getType();
    std::optional<Path> P = pathOf(From);
    bool Outside = P && contentOf(*P, S);
    if (!Outside && (Type->isPointerType() || Type->isArrayType())) {
      QualType Inner =
          Type->isPointerType()
              ? Type->getPointeeType()
              : QualType(Type->getAsArrayTypeUnsafe()->getElementType());
      Outside = isByte(Inner) && Inner.isConstQualified();
    }
    // One object copied to another of its kind is read from no bytes.
    if (Target->isRecordType() && Type->isPointerType() &&
        Type->getPointeeType().getCanonicalType().getUnqualifiedType() ==
            Target.getCanonicalType().getUnqualifiedType())
      Outside = false;
    if (Outside)
      fill(Args[0], "number that is copied out of a byte buffer", false, S);
    else if (std::optional<Path> To = pathOf(Args[0]))
      forget(*To, S);
  }

  static bool isMessage(QualType T) {
    const RecordDecl *R = T->getAsRecordDecl();
    return R && !R->isUnion() && !R->isInStdNamespace();
  }

  /// What the callee does with members of a struct from outside.
  void contentBelow(const Expr *E, const FunctionDecl *Callee, unsigned I,
                    const Expr *Arg, function_ref<const Summary &()> Find,
                    State &S) {
    std::optional<Path> P = pathOf(Arg);
    QualType To = Callee->getParamDecl(I)->getType()->getPointeeType();
    if (!P || !P->second.empty() || To.isNull() || !isMessage(To))
      return;
    const Value *Content = contentOf(*P, S);
    if (!Content)
      return;
    for (const Hit &H : Find().ParameterHits) {
      if (H.From.Parameter != int(I) || H.Way.size() > 4)
        continue;
      for (int O : Content->Origins) {
        if (S.Closed.count(O) || !Reporting)
          continue;
        Hit Found = H;
        Found.From = Origins[O];
        Found.From.Bits = H.From.Bits;
        Found.Way.insert(
            Found.Way.begin(),
            {E->getBeginLoc(),
             "here it is handed to '" + Callee->getNameAsString() + "'"});
        add(std::move(Found));
      }
    }
    // Where it compares members, it is taken to be what checks the struct.
    if (Find().Checks.count(I))
      S.Held.erase({P->first, "*"});
  }

  /// What the callee does with what it is given.
  void below(const Expr *E, const FunctionDecl *Callee,
             ArrayRef<const Expr *> Args, State &S) {
    if (Shared.TheNames.source(Shared.Unit, Callee))
      return;
    const Summary *Below = nullptr;
    auto Find = [&]() -> const Summary & {
      if (!Below)
        Below = &Shared.summaryOf(Callee);
      return *Below;
    };
    for (auto [I, Arg] : enumerate(Args)) {
      if (I >= Callee->getNumParams())
        break;
      QualType Type = Callee->getParamDecl(I)->getType();
      if (Type->isIntegerType()) {
        Value V = eval(Arg, S);
        if (V.Origins.empty())
          continue;
        for (const Hit &H : Find().ParameterHits) {
          if (H.From.Parameter != int(I) || H.Way.size() > 4 ||
              V.Bits <= H.To.Fits)
            continue;
          for (int O : V.Origins) {
            if (S.Closed.count(O) || !Reporting)
              continue;
            Hit Found = H;
            Found.From = Origins[O];
            Found.Bits = std::min(H.Bits, V.Bits);
            Found.Way.insert(
                Found.Way.begin(),
                {E->getBeginLoc(),
                 "here it is handed to '" + Callee->getNameAsString() + "'"});
            add(std::move(Found));
          }
        }
        if (Find().Checks.count(I))
          close(V.Origins, S);
        continue;
      }
      contentBelow(E, Callee, I, Arg, Find, S);
      bool IsOut = (Type->isReferenceType() || Type->isPointerType()) &&
                   !Type->getPointeeType().isConstQualified();
      if (!IsOut)
        continue;
      std::optional<Path> P = pathOf(Arg);
      if (!P)
        continue;
      QualType Inner = Type->getPointeeType();
      if (!Inner->isIntegerType() || isByte(Inner))
        continue;
      if (isa<DeclRefExpr>(Arg->IgnoreParenImpCasts()) && Type->isPointerType())
        continue;
      Value V;
      static const Summary Nothing;
      const Summary &Known = Shared.mayMatter(Callee) ? Find() : Nothing;
      if (auto It = Known.Out.find(I); It != Known.Out.end())
        for (const Origin &O : It->second) {
          int N = fromBelow(E, O, Callee);
          V.Origins.insert(N);
          V.Bits = std::min(O.Bits, bitsOf(Inner, Ast));
          S.Closed.erase(N);
        }
      // Whatever it held, the callee may have written something else.
      if (!V.Origins.empty() || !Known.Known) {
        forget(*P, S);
        if (!V.Origins.empty())
          S.Held[*P] = V;
      }
    }
  }

  /// Variables that are compared with a bound somewhere: what is narrowed into
  /// one of these is looked at afterwards, which is late, but a look.
  void findComparedVariables(const Stmt *S) {
    if (!S)
      return;
    auto Into = [&](const VarDecl *V, const Expr *E) {
      for (const Expr *Part = E; Part;) {
        NarrowedInto[Part] = V;
        const Expr *Core = Part->IgnoreParens();
        const auto *C = dyn_cast<CastExpr>(Core);
        Part = C ? C->getSubExpr() : Core == Part ? nullptr : Core;
      }
    };
    if (const auto *D = dyn_cast<DeclStmt>(S)) {
      for (const Decl *One : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(One); V && V->getInit())
          Into(V, V->getInit());
    } else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
      if (B->getOpcode() == BO_Assign)
        if (const auto *Ref = dyn_cast<DeclRefExpr>(strip(B->getLHS())))
          if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
            Into(V, B->getRHS());
      // *p++ = n >> 8; *p++ = n; takes a number apart.
      if (B->getOpcode() == BO_Shr)
        TakenApart.insert(codeOf(B->getLHS()));
      if (B->isEqualityOp())
        findRoundTrip(B);
      if (B->isComparisonOp())
        for (bool Left : {true, false}) {
          const Expr *Other = Left ? B->getRHS() : B->getLHS();
          Expr::EvalResult R;
          if (!Other->isValueDependent() && Other->EvaluateAsInt(R, Ast) &&
              R.Val.getInt() == 0)
            continue;
          std::function<void(const Stmt *)> Mark = [&](const Stmt *Part) {
            if (!Part)
              return;
            if (const auto *Ref = dyn_cast<DeclRefExpr>(Part))
              ComparedVariables.insert(Ref->getDecl());
            for (const Stmt *Child : Part->children())
              Mark(Child);
          };
          Mark(Left ? B->getLHS() : B->getRHS());
        }
    }
    findService(S);
    // if (atoi(s) > 9) ... else n = atoi(s);
    if (const auto *If = dyn_cast<IfStmt>(S))
      findComparedCalls(If->getCond(), If);
    if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
      findComparedCalls(Choice->getCond(), Choice);
    for (const Stmt *Child : S->children())
      findComparedVariables(Child);
  }

  /// getnameinfo() writes a port's number, if not its name.
  void findService(const Stmt *S) {
    const auto *C = dyn_cast<CallExpr>(S);
    const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
    if (!F || !F->getIdentifier() || F->getName() != "getnameinfo" ||
        C->getNumArgs() < 6)
      return;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(strip(C->getArg(4))))
      Services.insert(Ref->getDecl());
  }

  void findComparedCalls(const Stmt *Part, const Stmt *Branches) {
    if (!Part)
      return;
    if (const auto *B = dyn_cast<BinaryOperator>(Part);
        B && B->isRelationalOp())
      for (const Expr *Side : {B->getLHS(), B->getRHS()})
        if (isa<CallExpr>(Side->IgnoreParenCasts()))
          ComparedCalls.emplace_back(codeOf(Side), Branches);
    for (const Stmt *Child : Part->children())
      findComparedCalls(Child, Branches);
  }

  bool isComparedAround(const Expr *Call) const {
    const SourceManager &Sources = Ast.getSourceManager();
    return any_of(ComparedCalls, [&](const auto &Compared) {
      return Sources.isPointWithin(Call->getBeginLoc(),
                                   Compared.second->getBeginLoc(),
                                   Compared.second->getEndLoc()) &&
             Compared.first == codeOf(Call);
    });
  }

  /// `n == short(n)`, `n != clamp(n, Low, High)` ask whether it fits.
  void findRoundTrip(const BinaryOperator *Comparison) {
    for (bool Left : {true, false}) {
      const Expr *Wide = Left ? Comparison->getLHS() : Comparison->getRHS();
      const auto *Ref = dyn_cast<DeclRefExpr>(strip(Wide));
      if (!Ref)
        continue;
      std::function<void(const Stmt *)> Mark = [&](const Stmt *Part) {
        if (!Part)
          return;
        if (const auto *C = dyn_cast<CastExpr>(Part))
          if (const auto *Inner = dyn_cast<DeclRefExpr>(strip(C));
              Inner && Inner->getDecl() == Ref->getDecl())
            RoundTrips.insert(C);
        for (const Stmt *Child : Part->children())
          Mark(Child);
      };
      Mark(Left ? Comparison->getRHS() : Comparison->getLHS());
    }
  }

  std::string codeOf(const Expr *E) const {
    return Shared.Unit.code(E->IgnoreParenCasts()->getSourceRange());
  }

  /// Checksums keep the lower bits of what they make.
  static bool mixesBits(const FunctionDecl *F) {
    if (!F->getIdentifier())
      return false;
    for (StringRef Word : {"crc", "checksum", "hash", "digest", "adler"})
      if (F->getName().contains_insensitive(Word))
        return true;
    return false;
  }

  void narrowing(const CastExpr *C, const State &S) {
    if (RoundTrips.count(C))
      return;
    if (auto It = NarrowedInto.find(C);
        It != NarrowedInto.end() && ComparedVariables.count(It->second))
      return;
    bool FromFloat = C->getCastKind() == CK_FloatingToIntegral;
    if (C->getCastKind() != CK_IntegralCast && !FromFloat)
      return;
    if (C->getType()->isBooleanType() || C->getType()->isEnumeralType())
      return;
    unsigned To = bitsOf(C->getType(), Ast);
    unsigned From = bitsOf(C->getSubExpr()->getType(), Ast);
    if (From <= To && !FromFloat)
      return;
    const Expr *Number = C->getSubExpr()->IgnoreParenCasts();
    if (To <= 16 && TakenApart.count(codeOf(Number)))
      return;
    if (isa<CallExpr>(Number) && isComparedAround(Number))
      return;
    // What works on the bits of a number wants those that are left.
    if (const auto *B = dyn_cast<BinaryOperator>(Number);
        B && To <= 8 && (B->isBitwiseOp() || B->isShiftOp()))
      return;
    if (mixesBits(F))
      return;
    Value V = eval(C->getSubExpr(), S);
    if (V.Origins.empty() || (V.Bits <= To && !FromFloat))
      return;
    PrintingPolicy Policy(Ast.getLangOpts());
    use(Narrowing, "is narrowed to '" + C->getType().getAsString(Policy) + "'",
        C->getSubExprAsWritten(), V, S, FromFloat ? 0 : To);
  }

  void statement(const Stmt *St, State &S) {
    if (const auto *D = dyn_cast<DeclStmt>(St)) {
      for (const Decl *One : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(One)) {
          if (const auto *Vla = Ast.getAsVariableArrayType(V->getType()))
            if (Vla->getSizeExpr())
              use(Allocation, "is the size of an array on the stack",
                  Vla->getSizeExpr(), eval(Vla->getSizeExpr(), S), S);
          initialise(V, S);
        }
      return;
    }
    if (const auto *R = dyn_cast<ReturnStmt>(St)) {
      returned(R, S);
      return;
    }
    const auto *E = dyn_cast<Expr>(St);
    if (!E)
      return;
    if (const auto *B = dyn_cast<BinaryOperator>(E)) {
      if (B->isComparisonOp() && !Deciding.count(B)) {
        close(compared(B, S), S);
      } else if (B->getOpcode() == BO_Assign) {
        if (B->getLHS()->getType()->isBooleanType())
          close(compared(B->getRHS(), S), S);
        if (B->getLHS()->getType()->isPointerType()) {
          if (std::optional<Path> P = pathOf(B->getLHS())) {
            forget(*P, S);
            if (P->second.empty())
              content(P->first, B->getRHS(), S);
            else
              sizes({P->first, "#"}, B->getRHS(), S);
          }
        } else {
          Value V = eval(B->getRHS(), S);
          V.Bits = std::min(V.Bits, bitsOf(B->getLHS()->getType(), Ast));
          freshIn(B->getRHS(), V, S);
          assign(B->getLHS(), V, S);
        }
      } else if (B->isCompoundAssignmentOp() &&
                 !B->getLHS()->getType()->isPointerType()) {
        compound(B, S);
      }
      return;
    }
    if (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E)) {
      index(Sub->getBase(), Sub->getIdx(), S);
      return;
    }
    if (const auto *C = dyn_cast<CastExpr>(E)) {
      narrowing(C, S);
      return;
    }
    if (const auto *N = dyn_cast<CXXNewExpr>(E)) {
      if (N->isArray() && N->getArraySize())
        use(Allocation, "is the size of a new array", *N->getArraySize(),
            eval(*N->getArraySize(), S), S);
      return;
    }
    if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
      callEffects(C, C->getConstructor(),
                  SmallVector<const Expr *, 6>(C->arguments()), nullptr, S);
      return;
    }
    if (const auto *C = dyn_cast<CallExpr>(E)) {
      const FunctionDecl *Callee = C->getDirectCallee();
      if (!Callee)
        return;
      SmallVector<const Expr *, 6> Args(C->arguments());
      const Expr *Object = nullptr;
      if (const auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
        Object = M->getImplicitObjectArgument();
      } else if (isa<CXXOperatorCallExpr>(C) && isa<CXXMethodDecl>(Callee) &&
                 !Args.empty()) {
        Object = Args.front();
        Args.erase(Args.begin());
      }
      callEffects(C, Callee, Args, Object, S);
    }
  }

  void compound(const BinaryOperator *B, State &S) {
    Value V = eval(B->getLHS(), S);
    Value More = eval(B->getRHS(), S);
    switch (B->getOpcode()) {
    case BO_RemAssign:
    case BO_AndAssign:
    case BO_ShrAssign:
      assign(B->getLHS(), {}, S);
      return;
    case BO_DivAssign:
      return;
    default:
      break;
    }
    if (More.Origins.empty())
      return;
    V.join(More);
    V.Bits = std::min(V.Bits + 1, bitsOf(B->getLHS()->getType(), Ast));
    freshIn(B->getRHS(), V, S);
    assign(B->getLHS(), V, S);
  }

  void returned(const ReturnStmt *R, State &S) {
    const Expr *E = R->getRetValue();
    if (!E || !Reporting)
      return;
    Value V = eval(E, S);
    for (int O : V.Origins) {
      if (Origins[O].Parameter >= 0) {
        if (!S.Closed.count(O))
          Sum.ReturnsParameters.insert(Origins[O].Parameter);
        continue;
      }
      if (S.Closed.count(O))
        continue;
      Origin Given = Origins[O];
      Given.Bits = std::min(Given.Bits, V.Bits);
      Sum.Returns.push_back(std::move(Given));
      Sum.ReturnBits = V.Bits;
    }
  }

  void atExit(const State &S) {
    if (!S.Reached)
      return;
    for (const ParmVarDecl *P : F->parameters()) {
      QualType Type = P->getType();
      if ((!Type->isReferenceType() && !Type->isPointerType()) ||
          Type->getPointeeType().isConstQualified() ||
          !Type->getPointeeType()->isIntegerType())
        continue;
      auto It = S.Held.find({P, ""});
      if (It == S.Held.end())
        continue;
      for (int O : It->second.Origins)
        if (Origins[O].Parameter < 0 && !S.Closed.count(O)) {
          Origin Given = Origins[O];
          Given.Bits = std::min(Given.Bits, It->second.Bits);
          Sum.Out[P->getFunctionScopeIndex()].push_back(std::move(Given));
        }
    }
  }

  void transfer(const CFGBlock &B, State &S) {
    for (const CFGElement &Element : B)
      if (auto One = Element.getAs<CFGStmt>())
        statement(One->getStmt(), S);
  }

  UnitFlow &Shared;
  ASTContext &Ast;
  const FunctionDecl *F;
  std::vector<Origin> Origins;
  std::map<std::tuple<const void *, std::string, unsigned>, int> OriginNumbers;
  std::map<std::pair<int, std::string>, int> Parts;
  std::map<int, int> WholeOf; ///< of Parts
  std::map<std::pair<Path, const FunctionDecl *>, const CallExpr *> Conversions;
  std::set<const Expr *> Deciding;
  std::map<const Expr *, const VarDecl *> NarrowedInto;
  std::set<const CastExpr *> RoundTrips;
  std::set<const ValueDecl *> Services;
  std::set<const ValueDecl *> ComparedVariables;
  std::set<std::string> TakenApart;
  std::vector<std::pair<std::string, const Stmt *>> ComparedCalls;
  std::set<int> Fresh;
  bool Reporting = false;
};

//===----------------------------------------------------------------------===//
// The unit
//===----------------------------------------------------------------------===//

/// Whether a number from outside can come up in \p F, by itself or from below.
bool UnitFlow::mayMatter(const FunctionDecl *F) {
  const FunctionDecl *Defined = nullptr;
  if (!F->hasBody(Defined) || !Unit.inScope(Defined->getLocation()))
    return false;
  F = Defined;
  auto [It, New] = Matters.try_emplace(F, false);
  if (!New)
    return It->second;
  bool Found = false;
  std::function<void(const Stmt *)> Look = [&](const Stmt *S) {
    if (!S || Found)
      return;
    if (const auto *M = dyn_cast<MemberExpr>(S))
      if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl()))
        Found |= outsideMembers().count(Field) != 0;
    unsigned Bytes = 0;
    if (const auto *E = dyn_cast<BinaryOperator>(S);
        E && decodesBytes(E, Unit.ast(), Bytes))
      Found = true;
    if (const auto *C = dyn_cast<ExplicitCastExpr>(S);
        C && C->getType()->isPointerType() &&
        C->getSubExpr()->IgnoreParenImpCasts()->getType()->isPointerType() &&
        isByte(C->getSubExpr()
                   ->IgnoreParenImpCasts()
                   ->getType()
                   ->getPointeeType()))
      Found = true;
    if (const auto *C = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *Callee = C->getDirectCallee())
        Found |= TheNames.source(Unit, Callee) ||
                 (Callee->getIdentifier() &&
                  Callee->getName().ends_with("memcpy")) ||
                 mayMatter(Callee);
    for (const Stmt *Child : S->children())
      Look(Child);
  };
  Look(F->getBody());
  Matters[F] = Found;
  return Found;
}

const Summary &UnitFlow::summaryOf(const FunctionDecl *Callee) {
  static const Summary Nothing;
  const FunctionDecl *Body = nullptr;
  if (!Callee->hasBody(Body) || Body->isDependentContext() ||
      Body->isInvalidDecl() || !Unit.inScope(Body->getLocation()))
    return Nothing;
  // In recursion the inner call is one of an unknown function.
  auto [It, New] = Summaries.try_emplace(Body);
  if (!New)
    return It->second;
  FunctionFlow Flow(*this, Body);
  Flow.run();
  OwnHits[Body] = std::move(Flow.Hits);
  return Summaries[Body] = std::move(Flow.Sum);
}

std::vector<Hit> UnitFlow::run(const FunctionDecl *F,
                               function_ref<void(StringRef)> Gap) {
  const FunctionDecl *Body = nullptr;
  if (F->isDependentContext() || !F->hasBody(Body) || !mayMatter(Body))
    return {};
  if (const Summary &S = summaryOf(Body); !S.Known)
    Gap("no control-flow graph");
  return OwnHits[Body];
}

} // namespace codex::bounds
