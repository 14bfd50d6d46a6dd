//===- GuardedAccess.cpp - The engine guarded-access ------------*- C++ -*-===//
//
// Reports accesses to the inside of a wrapper (optional, expected, status-or)
// on a path on which nothing says that a value is there. See
// docs/adr/0003-guarded-access.md for the method.
//
//===----------------------------------------------------------------------===//
#include "engines/Engine.h"
#include "engines/RuleProgram.h"
#include "engines/guarded-access/Analysis.h"
#include "engines/guarded-access/EffectCollector.h"
#include "engines/guarded-access/Explain.h"
#include "link/Effects.h"
#include "model/Fingerprint.h"
#include "support/Error.h"
#include "support/Shape.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

struct GuardedAccessSpec {
  std::vector<std::string> Models;
  bool CaughtIsFine = true;
  guarded::Subject Subject = guarded::Subject::Wrappers;
};

const Shape<GuardedAccessSpec> &specShape() {
  static const Shape<GuardedAccessSpec> S =
      Shape<GuardedAccessSpec>("guarded-access",
                               "which wrappers must be tested before their "
                               "value is used")
          .required("models", &GuardedAccessSpec::Models,
                    "libraries whose wrappers count; files in models/")
          .optional("caughtIsFine", &GuardedAccessSpec::CaughtIsFine,
                    "an access that throws when empty is no finding where the "
                    "same function catches it")
          .optional("subject", &GuardedAccessSpec::Subject,
                    "wrappers: the inside of optionals, expecteds, variants; "
                    "lookups: what a search or a cast returns",
                    enumOf<guarded::Subject>(
                        {{"wrappers", guarded::Subject::Wrappers},
                         {"lookups", guarded::Subject::Lookups}}));
  return S;
}

class PreparedGuardedAccess : public PreparedRule {
public:
  using PreparedRule::PreparedRule;

  GuardedAccessSpec Spec;
  std::vector<const Model *> Models;
};

class GuardedAccessAnalysis : public UnitAnalysis {
public:
  explicit GuardedAccessAnalysis(ArrayRef<const PreparedRule *> Prepared) {
    for (const PreparedRule *P : Prepared)
      Rules.push_back(static_cast<const PreparedGuardedAccess *>(P));
    llvm::stable_sort(Rules, [](const auto *A, const auto *B) {
      return A->Spec.Subject < B->Spec.Subject;
    });
  }

  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    const SourceManager &Sources = Unit.sources();
    LinkerNames Names(Unit, Unit.location(Sources.getLocForStartOfFile(
                                              Sources.getMainFileID()))
                                .File);
    // Wrappers first: their models say most of what functions do.
    std::unique_ptr<guarded::Analysis> First;
    guarded::MetNeeds Met;
    for (const PreparedGuardedAccess *R : Rules) {
      auto Analysis =
          std::make_unique<guarded::Analysis>(Unit, R->Models, R->Spec.Subject);
      collect(*R, Unit, *Analysis, Names, Facts);
      for (const FunctionDecl *F : Unit.functions())
        if (Analysis->callersMeetNeeds(F))
          Met[F].push_back(Analysis->met());
      if (!First)
        First = std::move(Analysis);
    }
    if (First)
      Facts.effects(guarded::collectEffects(Unit, *First, Names, Met));
  }

private:
  static void collect(const PreparedGuardedAccess &R, UnitContext &Unit,
                      guarded::Analysis &Analysis, LinkerNames &Names,
                      FactBuilder &Facts) {
    guarded::Explainer Explainer(Unit, Analysis.unit(), R.rule());
    Explainer.CaughtIsFine = R.Spec.CaughtIsFine;
    auto Report = [&](const guarded::Problem &P) {
      // There are ways for it to be fine, and one asks for nothing more.
      if (any_of(P.Unless, [](const auto &All) { return All.empty(); }))
        return;
      std::optional<Finding> Found = Explainer.explain(P);
      if (Found && P.Unless.empty())
        Facts.finding(std::move(*Found));
      else if (Found)
        Facts.held(held(std::move(*Found), P, Names));
    };
    auto Simplified = [&](const Decl *Where, StringRef Reason) {
      Gap G;
      G.At = Unit.location(Where->getLocation());
      G.Rule = R.rule().Id;
      G.Reason = ("in " + Unit.functionName(Where) + ": " + Reason).str();
      Facts.gap(std::move(G));
    };
    for (const FunctionDecl *F : Unit.functions())
      Analysis.analyse(F, Report, Simplified);
    Analysis.analyseInitializers(Report, Simplified);
  }

  static HeldFinding held(Finding F, const guarded::Problem &P,
                          LinkerNames &Names) {
    HeldFinding Result;
    Result.Held = std::move(F);
    for (const std::vector<guarded::Doubt> &All : P.Unless) {
      std::vector<EffectQuestion> &Questions = Result.Unless.emplace_back();
      for (const guarded::Doubt &D : All)
        Questions.push_back(
            {D.Promises, D.Function ? Names.idOf(D.Function) : std::string(),
             D.Virtual, D.What});
    }
    return Result;
  }

  std::vector<const PreparedGuardedAccess *> Rules;
};

class GuardedAccess : public Engine {
public:
  Expected<std::unique_ptr<PreparedRule>>
  prepare(const Rule &R, const RuleSet &Rules) const override {
    auto Prepared = std::make_unique<PreparedGuardedAccess>(R);
    if (Error E = specShape().read(R.Spec, R.File, Prepared->Spec, "$.spec"))
      return std::move(E);
    if (Error E = Rules.modelsFor(R, Prepared->Spec.Models)
                      .moveInto(Prepared->Models))
      return std::move(E);
    return std::unique_ptr<PreparedRule>(std::move(Prepared));
  }

  std::unique_ptr<UnitAnalysis>
  start(ArrayRef<const PreparedRule *> Prepared) const override {
    return std::make_unique<GuardedAccessAnalysis>(Prepared);
  }

  /// Findings that depend on what functions of other units do.
  void judge(ArrayRef<const PreparedRule *> Prepared, const LinkedFacts &Linked,
             UnitFacts &Out) const override {
    Effects Known(Linked);
    for (auto [Index, Unit] : enumerate(Linked.units()))
      for (const HeldFinding &F : Unit->Held)
        if (any_of(Prepared,
                   [&](const PreparedRule *P) {
                     return P->rule().Id == F.Held.Rule;
                   }) &&
            !Known.isAnswered(F, Index))
          Out.Findings.push_back(F.Held);
  }

  bool judges() const override { return true; }

  std::vector<std::string> messageNames(const PreparedRule &) const override {
    return {"object", "access", "fault", "wrapper"};
  }

  std::string specSchema() const override {
    return schemaText("guarded-access", specShape().schema());
  }
};

EngineRegistry::Add<GuardedAccess>
    Registration("guarded-access", "a value used where it may be missing");

} // namespace
} // namespace codex
