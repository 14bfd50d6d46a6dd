//===- Bounds.cpp - The engine bounds ---------------------------*- C++ -*-===//
//
// Outside numbers that reach a size, an index, an allocation or a narrowing
// without a comparison on the way. See docs/adr/0013-bounds.md.
//
//===----------------------------------------------------------------------===//
#include "engines/Engine.h"
#include "engines/RuleProgram.h"
#include "engines/bounds/Flow.h"
#include "model/Fingerprint.h"
#include "support/Error.h"
#include "support/Shape.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

struct BoundsSpec {
  std::vector<std::string> Models;
  std::vector<std::string> Uses;
  unsigned LeastBits = 0;
  bool Text = true;
  bool Binary = true;
};

const codex::Shape<BoundsSpec> &specShape() {
  using B = BoundsSpec;
  static const codex::Shape<B> S =
      codex::Shape<B>("bounds",
                      "which uses of outside numbers need a comparison first")
          .optional("models", &B::Models,
                    "libraries whose sources and uses count; files in "
                    "models/; without: all of them")
          .required("uses", &B::Uses,
                    "length (how much of a buffer), allocation, index, "
                    "narrowing (to a smaller type), loop (how often it runs)",
                    listOf(text().oneOf({"length", "allocation", "index",
                                         "narrowing", "loop"})))
          .optional("leastBits", &B::LeastBits,
                    "numbers of fewer bits are no matter")
          .optional("text", &B::Text,
                    "numbers that were written as text count; default: yes")
          .optional("binary", &B::Binary,
                    "numbers out of messages count; default: yes");
  return S;
}

class PreparedBounds : public PreparedRule {
public:
  using PreparedRule::PreparedRule;

  BoundsSpec Spec;
  std::vector<const Model *> Models;
};

class BoundsAnalysis : public UnitAnalysis {
public:
  explicit BoundsAnalysis(ArrayRef<const PreparedRule *> Prepared) {
    std::vector<const Model *> Models;
    for (const PreparedRule *P : Prepared) {
      Rules.push_back(static_cast<const PreparedBounds *>(P));
      for (const Model *M : Rules.back()->Models)
        if (!is_contained(Models, M))
          Models.push_back(M);
    }
    for (const Model *M : Models)
      Names.add(*M);
  }

  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    bounds::UnitFlow Flow(Unit, Names);
    for (const FunctionDecl *F : Unit.functions()) {
      auto Gap = [&](StringRef Reason) {
        codex::Gap G;
        G.At = Unit.location(F->getLocation());
        G.Rule = "bounds";
        G.Reason = ("in " + Unit.functionName(F) + ": " + Reason).str();
        Facts.gap(std::move(G));
      };
      for (const bounds::Hit &H : Flow.run(F, Gap))
        for (const PreparedBounds *R : Rules)
          if (concerns(*R, H))
            Facts.finding(finding(Unit, R->rule(), H));
    }
  }

private:
  static bool concerns(const PreparedBounds &R, const bounds::Hit &H) {
    return is_contained(R.Spec.Uses, H.To.Use) && H.Bits >= R.Spec.LeastBits &&
           (H.From.Text ? R.Spec.Text : R.Spec.Binary);
  }

  static Finding finding(UnitContext &Unit, const Rule &R,
                         const bounds::Hit &H) {
    Finding F;
    F.Rule = R.Id;
    Unit.setRange(F, H.To.Range);
    F.Function = Unit.functionName(H.To.In);
    F.Message = fillMessage(
        R.Message,
        {{"value", H.To.Text}, {"source", H.From.Name}, {"use", H.To.Name}});
    auto Add = [&](SourceLocation At, std::string Text) {
      F.Steps.push_back({Unit.location(At), std::move(Text)});
    };
    Add(H.From.At, "a " + H.From.Name + " comes in here");
    for (const auto &[At, Text] : H.From.Way)
      Add(At, Text);
    for (const auto &[At, Text] : H.Way)
      Add(At, Text);
    Add(H.To.Range.getBegin(),
        "'" + H.To.Text + "' " + H.To.Name + ", and nothing has limited it");
    F.InTestBody = Unit.inTestBody(H.To.In);
    F.Identity = makeIdentity(R.Id, F.Function, H.To.Use + " " + H.To.Text);
    return F;
  }

  std::vector<const PreparedBounds *> Rules;
  bounds::Names Names;
};

class Bounds : public Engine {
public:
  Expected<std::unique_ptr<PreparedRule>>
  prepare(const Rule &R, const RuleSet &Rules) const override {
    auto Prepared = std::make_unique<PreparedBounds>(R);
    if (Error E = specShape().read(R.Spec, R.File, Prepared->Spec, "$.spec"))
      return std::move(E);
    if (Error E = Rules.modelsFor(R, Prepared->Spec.Models)
                      .moveInto(Prepared->Models))
      return std::move(E);
    return std::unique_ptr<PreparedRule>(std::move(Prepared));
  }

  std::unique_ptr<UnitAnalysis>
  start(ArrayRef<const PreparedRule *> Prepared) const override {
    return std::make_unique<BoundsAnalysis>(Prepared);
  }

  std::vector<std::string> messageNames(const PreparedRule &) const override {
    return {"value", "source", "use"};
  }

  std::string specSchema() const override {
    return schemaText("bounds", specShape().schema());
  }
};

EngineRegistry::Add<Bounds>
    Registration("bounds", "an outside number used where it must be limited");

} // namespace
} // namespace codex
