//===- FunctionLowering.h - One function as an order program ----*- C++ -*-===//
#ifndef CODEX_ENGINES_ORDER_FUNCTIONLOWERING_H
#define CODEX_ENGINES_ORDER_FUNCTIONLOWERING_H

#include "collect/UnitContext.h"
#include "engines/order/Events.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <deque>
#include <set>

namespace codex::order {

/// What the functions of one unit share while they are lowered.
struct UnitLowering {
  UnitContext &Unit;
  EventMatcher &Matcher;
  std::string MainFile;
  OrderUnit Out;
  LinkerNames Names;
  llvm::StringMap<int> TextNumbers, FileNumbers;
  std::map<OrderEvent, int> EventNumbers;
  llvm::DenseSet<const clang::FunctionDecl *> Queued;
  std::set<std::string> Thunks;
  std::deque<const clang::FunctionDecl *> Queue;

  UnitLowering(UnitContext &Unit, EventMatcher &Matcher, std::string MainFile)
      : Unit(Unit), Matcher(Matcher), MainFile(MainFile),
        Names(Unit, std::move(MainFile)) {}

  int text(llvm::StringRef Text);
  int file(llvm::StringRef File);
  int event(const OrderEvent &E);
  /// The linker's name, or one that is the unit's own.
  const std::string &idOf(const clang::NamedDecl *D) { return Names.idOf(D); }
  /// The name of a function that a pointer to \p F calls.
  const std::string valueOf(const clang::FunctionDecl *F);
  /// Lowers \p F's body, too, if it has one that the project can see.
  void want(const clang::FunctionDecl *F);
};

class FunctionLowering {
public:
  FunctionLowering(UnitLowering &Shared) : Shared(Shared) {}

  /// False if there is no control-flow graph.
  bool lower(const clang::FunctionDecl *F);
  /// A function that initialises \p Globals, in their order, and then calls
  /// \p Constructors.
  void lowerGlobals(llvm::ArrayRef<const clang::VarDecl *> Globals,
                    llvm::ArrayRef<const clang::FunctionDecl *> Constructors);

private:
  using Instr = OrderInstr;

  // FunctionLowering.cpp: the frame.
  void findTries(const clang::Stmt *S, int Try);
  void findTargets(const clang::Stmt *S);
  void lowerBlock(const clang::CFGBlock &Block);
  void terminator(const clang::CFGBlock &Block);
  void initializer(const clang::CXXCtorInitializer *Init);
  void declare(const clang::VarDecl *V);
  void initialise(int Target, clang::QualType Type, const clang::Expr *Init);
  void destructor(int Object, clang::QualType Type);

  Instr &emit(char Op, std::initializer_list<int> Args, int Text = -1,
              bool HasResult = true);
  int value(char Op, std::initializer_list<int> Args, int Text = -1) {
    return emit(Op, Args, Text).Dst;
  }
  void effect(char Op, std::initializer_list<int> Args, int Text = -1) {
    emit(Op, Args, Text, false);
  }
  void at(Instr &I, clang::SourceLocation Loc);
  template <typename T> void place(T &Out, clang::SourceLocation Loc);
  int text(llvm::StringRef T) { return Shared.text(T); }
  int field(int Object, llvm::StringRef Name) {
    return value(Instr::Field, {Object}, text(Name));
  }
  int number(int64_t N) {
    return value(Instr::Number, {}, text(std::to_string(N)));
  }
  int load(int Address, clang::QualType Type);
  void attach(Instr &I, const Events &E);

  // ExpressionLowering.cpp
  int lower(const clang::Expr *E);
  int compute(const clang::Expr *E);
  int variable(const clang::ValueDecl *D, const clang::DeclRefExpr *Ref);
  int cast(const clang::CastExpr *E);
  int unary(const clang::UnaryOperator *E);
  void storeScalar(int To, int From, const clang::Expr *Source);
  int comparesWithNothing(const clang::BinaryOperator *E);
  int binary(const clang::BinaryOperator *E);
  int list(const clang::InitListExpr *E);
  int lambda(const clang::LambdaExpr *E);
  int derive(const clang::Expr *E);
  int self();
  int condition(const clang::Expr *E);
  /// What the wrapper \p Object has inside: one object, not many.
  int inside(int Object) { return value(Instr::Element, {Object}, text("*")); }
  int elementOf(int Object, clang::QualType Container);
  void transfer(int To, int From, const clang::Expr *Source);

  // CallLowering.cpp
  int call(const clang::CallExpr *E);
  int construct(const clang::CXXConstructExpr *E);
  void constructAt(int Target, const clang::CXXConstructExpr *E);
  int emitCall(const clang::Expr *E, const clang::FunctionDecl *F, char Op,
               llvm::ArrayRef<int> Args, const Events &E2);
  /// What the standard library does; -1 not handled, -2 without a result.
  int knownFunction(const clang::CallExpr *E, const clang::FunctionDecl *F);
  int knownMethod(const clang::CallExpr *E, const clang::CXXMethodDecl *M,
                  const clang::Expr *Object);
  bool knownConstruction(int Target, const clang::CXXConstructExpr *E);
  void makeObject(int Target, clang::QualType Type,
                  llvm::ArrayRef<const clang::Expr *> Args,
                  const clang::Expr *At);
  int objectOf(const clang::Expr *Object);

  // SignalLowering.cpp
  void tell(int Object);
  void await(int Object, const clang::CallExpr *E);
  int signalMethod(const clang::CallExpr *E, llvm::StringRef Name, int Object);
  int signalFunction(const clang::CallExpr *E, llvm::StringRef Name);

  // MonadicLowering.cpp
  int monadicMethod(const clang::CallExpr *E, llvm::StringRef Name, int Object);

  // StdLowering.cpp
  void countUp(int Object, int What);
  void setCount(int Object, int Count);
  int countOf(int Object, llvm::StringRef Method);
  bool countText(int Object, const clang::Expr *From);
  int textMethod(const clang::CallExpr *E, llvm::StringRef Name,
                 clang::OverloadedOperatorKind Op, int Object);
  int atomicMethod(const clang::CallExpr *E, const clang::CXXMethodDecl *M,
                   int Object);
  void setAlternative(int Object, const clang::CXXRecordDecl *Variant,
                      clang::QualType Type);
  int holds(int Object, int Alternative);
  int variantFunction(const clang::CallExpr *E, const clang::FunctionDecl *F);
  int visitVariant(const clang::CallExpr *E,
                   const clang::CXXRecordDecl *Variant);
  int bind(const clang::CallExpr *E, bool Front);
  int callable(const clang::Expr *E);
  int indirect(const clang::CallExpr *E, std::vector<int> Args);
  int promiseMethod(const clang::CallExpr *E, const clang::CXXMethodDecl *M,
                    int Object);
  int isAtEnd(const clang::CXXOperatorCallExpr *E);
  int algorithm(const clang::CallExpr *E, llvm::StringRef Name, unsigned First);
  void nameClass(int Object, const clang::CXXRecordDecl *Class);

  UnitLowering &Shared;
  OrderFunction F;
  const clang::FunctionDecl *Decl = nullptr;
  OrderBlock *Block = nullptr;
  int NextRegister = 0;
  llvm::DenseMap<const clang::Expr *, int> Registers;
  llvm::DenseMap<const clang::Stmt *, int> TryOf;
  llvm::DenseSet<const clang::Expr *> Callees; ///< named to be called at once
  llvm::DenseMap<const clang::Expr *, const clang::VarDecl *> VariableTargets;
  llvm::DenseMap<const clang::Expr *, const clang::CXXCtorInitializer *>
      MemberTargets;
  llvm::DenseMap<const clang::Expr *, const clang::CXXNewExpr *> HeapTargets;
  llvm::DenseMap<const clang::CXXNewExpr *, int> HeapObjects;
  llvm::DenseMap<const clang::ValueDecl *, clang::FieldDecl *> Captures;
  clang::FieldDecl *ThisCapture = nullptr;
};

/// \p E without what changes neither value nor place.
const clang::Expr *peel(const clang::Expr *E);

/// Whether no value of \p Type is below 0.
bool isNeverNegative(clang::QualType Type);

/// A class that the project does not define.
bool isForeign(const UnitContext &Unit, const clang::CXXRecordDecl *Class);

enum class ClassKind {
  Plain,
  Smart,
  Wrapper,
  Container,
  Iterator,
  Callable,
  Task,
  Status,
  Text,
  Atomic,
  Promise,
  Signal
};
/// The types of a template's instance, those of a pack among them.
std::vector<clang::QualType> typeArguments(const clang::CXXRecordDecl *Class);
/// A latch, a condition variable, and their like.
bool isSignal(const clang::CXXRecordDecl *Class);
bool isVariant(const clang::CXXRecordDecl *Class);
bool isCountMethod(llvm::StringRef Name);
const clang::FunctionDecl *callOperatorOf(const clang::CXXRecordDecl *Class);
ClassKind kindOf(const UnitContext &Unit, const clang::CXXRecordDecl *Class);

} // namespace codex::order

#endif // CODEX_ENGINES_ORDER_FUNCTIONLOWERING_H
