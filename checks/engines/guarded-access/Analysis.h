//===- Analysis.h - Unguarded accesses of one unit --------------*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_ANALYSIS_H
#define CODEX_ENGINES_GUARDED_ACCESS_ANALYSIS_H

#include "engines/guarded-access/Lowering.h"
#include "engines/guarded-access/Solver.h"

#include "collect/UnitContext.h"
#include "facts/EffectFacts.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <map>
#include <optional>

namespace codex::guarded {

/// A question to the rest of the program; see facts/EffectFacts.h.
struct Doubt {
  bool Promises;
  const clang::FunctionDecl *Function; ///< null: everything in the program
  bool Virtual;
  std::string What;
};

/// One access that can meet an empty wrapper.
struct Problem {
  /// Of the body it stands in: a function, or a variable with its initialiser.
  const clang::Decl *Owner = nullptr;
  const Access *Where = nullptr;
  const FunctionCode *Code = nullptr;
  const clang::CFG *Graph = nullptr;
  const Solution *Facts = nullptr;
  const Violation *What = nullptr;
  /// Other accesses to the same object that are wrong for the same cause.
  std::vector<const Access *> Also;
  /// The access is fine if, in one of these lists, all is so. Functions that
  /// other units define are meant, which this one cannot know.
  std::vector<std::vector<Doubt>> Unless;
};

class Analysis {
public:
  Analysis(UnitContext &Context, llvm::ArrayRef<const Model *> Models,
           Subject About)
      : Context(Context), Unit(Context.ast(), Models, About) {}

  using Report = llvm::function_ref<void(const Problem &)>;
  /// Called when the analysis had to be less exact than it can be.
  using Simplified =
      llvm::function_ref<void(const clang::Decl *, llvm::StringRef)>;

  /// Analyses \p F and the lambdas in it.
  void analyse(const clang::FunctionDecl *F, Report Found, Simplified Gap);

  /// Analyses what runs outside of every function's body: the initialisers of
  /// variables that are none's, and default arguments.
  void analyseInitializers(Report Found, Simplified Gap);

  /// What \p F promises to callers in other units; see facts/EffectFacts.h.
  std::vector<std::string> promises(const clang::FunctionDecl *F);

  /// The getters with a body here for whose sake \p F, of the same class and
  /// with the same parameters, may be asked.
  llvm::SmallVector<const clang::CXXMethodDecl *, 2>
  gettersBeside(const clang::FunctionDecl *F);
  /// The promise that \p Getter gives a value where a method beside it gives
  /// \p Answer to the same arguments.
  static std::string givenBy(llvm::StringRef Answer,
                             const clang::FunctionDecl *Getter);

  /// Whether each call of \p F in this unit, of which there is one, makes sure
  /// of what \p F needs. To be asked when all has been analysed.
  bool callersMeetNeeds(const clang::FunctionDecl *F);

  /// Whether \p Body unwraps anything at all: most bodies do not.
  bool hasAccess(const clang::Stmt *Body);

  /// The promise of a function whose callers in this unit all make sure of what
  /// it needs, see facts/EffectFacts.h.
  llvm::StringRef met() const {
    return Unit.Known.about() == Subject::Lookups ? "met:lookups" : "met";
  }

  UnitState &unit() { return Unit; }

private:
  void analyseBody(const clang::Decl *Owner, clang::Stmt *Body,
                   const State &Entry, Report Found, Simplified Gap);
  void reportProblems(const clang::Decl *Owner, clang::Stmt *Body,
                      const FunctionCode &Code, const clang::CFG &Graph,
                      const State &Entry, const Solution &Facts, Report Found);
  /// Whether \p A is never wrong, looked at by itself.
  bool isFineAlone(const FunctionCode &Code, const clang::CFG &Graph,
                   const State &Entry, const Access &A);
  // What other units may know better: Doubts.cpp.
  void findDoubts(clang::Stmt *Body, const State &Entry, Problem &P);
  void tryGetter(clang::Stmt *Body, const State &Entry, Problem &P);
  bool isMadeWithValue(const Problem &P, std::vector<Doubt> &Doubts);
  bool givesValue(const clang::CXXConstructorDecl *C, const Term *Place);
  bool isMadeWith(const clang::CXXRecordDecl *Class, const Term *Place,
                  std::vector<Doubt> &Doubts);
  bool isHeldAtCreation(const Access &A);
  void analyseLambda(const Solution::LambdaStart &Start, Report Found,
                     Simplified Gap);
  State lambdaEntry(const Solution::LambdaStart &Start);
  Summary summary(const clang::FunctionDecl *F);
  /// Whether every use of \p F is a call that this unit shows: it is local to
  /// the unit or private to its class, and its address is not taken.
  bool isOnlyCalledHere(const clang::FunctionDecl *F);
  bool isShared(const clang::FunctionDecl *F);
  bool sharesLookups(const clang::FunctionDecl *F);
  bool isCalledElsewhere(const clang::FunctionDecl *F);
  void findRequirements(const clang::FunctionDecl *F, const FunctionCode &Code,
                        const clang::CFG &Graph, const Solution &Facts,
                        llvm::function_ref<bool(const Term *)> IsVisible,
                        Summary &S);
  bool decidesAnything(const FunctionCode &Code);

  // Class invariants: Invariants.cpp. Nothing (top) where the unit does not
  // show all code that may write the class's private members.
  /// What \p F, whose body has these violations, may rely on of its object.
  State invariantFor(const clang::FunctionDecl *F, const FunctionCode &Code,
                     const Solution &Facts);
  const State &invariant(const clang::CXXRecordDecl *Class);
  State computeInvariant(const clang::CXXRecordDecl *Class);
  bool isOnlyAPartOf(const clang::CXXMethodDecl *Method);
  State defaultState(const clang::CXXRecordDecl *Class);
  static bool runsWhileMade(const clang::CXXMethodDecl *Method);

  Summary computeSummary(const clang::FunctionDecl *F);
  void findGiven(const clang::FunctionDecl *F,
                 std::vector<std::string> &Promises);

  UnitContext &Context;
  UnitState Unit;
  llvm::DenseMap<const clang::FunctionDecl *, Summary> Summaries;
  llvm::DenseMap<const clang::Stmt *, bool> Accesses;
  struct Uses {
    unsigned Calls = 0;
    unsigned Mentions = 0; ///< calls among them
  };
  Uses usesOf(const clang::FunctionDecl *F);
  std::optional<llvm::DenseMap<const clang::FunctionDecl *, Uses>> UsesOf;
  std::map<const clang::CXXRecordDecl *, State> Invariants;
  /// By functions that other units may call, too: their calls here that were
  /// looked at, and whether one of them is wrong.
  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::SmallPtrSet<const clang::Expr *, 4>>
      CheckedCalls;
  llvm::SmallPtrSet<const clang::FunctionDecl *, 4> Unmet;
  unsigned SummaryDepth = 0;
  /// What holds where the lambdas around the body that is looked at are made,
  /// outermost first.
  llvm::SmallVector<const State *, 2> Creations;
  /// A lambda that is called at two places is analysed for both.
  llvm::SmallPtrSet<const clang::Expr *, 16> Reported;
  /// Templates' own functions of which the unit has an instantiation.
  std::optional<llvm::DenseSet<const clang::FunctionDecl *>> Instantiated;
  bool isAnalysedAsTemplate(const clang::FunctionDecl *F);
};

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_ANALYSIS_H
