//===- Order.cpp - The engine order -----------------------------*- C++ -*-===//
//
// What must happen before what, on every way through a program: upstreams are
// validated before traffic starts. See docs/adr/0005-order-of-events.md.
//
//===----------------------------------------------------------------------===//
#include "engines/Engine.h"
#include "engines/RuleProgram.h"
#include "engines/order/Lowering.h"
#include "engines/order/Walk.h"
#include "model/Fingerprint.h"
#include "rules/ModelReader.h"
#include "support/Error.h"
#include "support/Shape.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

struct RoleNames {
  std::vector<std::string> Subjects, Data, Before, Otherwise;
  std::string Requires;
  bool OfProgram = false, OfObject = false;
};

const codex::Shape<RoleNames> &rolesShape() {
  using R = RoleNames;
  static const codex::Shape<R> S =
      codex::Shape<R>("roles", "which events play which part")
          .optional("subjects", &R::Subjects,
                    "with these a subject comes to be: upstream, data")
          .optional("data", &R::Data,
                    "those of the subjects whose content must decide")
          .optional("ofProgram", &R::OfProgram,
                    "the subject is the program itself, from its beginning")
          .optional("ofObject", &R::OfObject,
                    "an event of 'before' is about its own subject alone, and "
                    "not about all that the program holds")
          .optional("requires", &R::Requires, "what must have happened")
          .optional("before", &R::Before, "before these")
          .optional("otherwise", &R::Otherwise,
                    "count as those where the program has none of them");
  return S;
}

struct WholeSpec {
  std::vector<std::string> Models;
  std::vector<EventModel> Events;
  RoleNames Order;
};

const codex::Shape<WholeSpec> &wholeShape() {
  using R = WholeSpec;
  static const codex::Shape<R> S =
      codex::Shape<R>("order", "what must happen before what, on every way "
                               "through a program")
          .optional("models", &R::Models,
                    "libraries whose events count; files in models/; without: "
                    "all of them")
          .optional("events", &R::Events, "events of the rule's own",
                    listOf(eventShape()))
          .required("order", &R::Order, "which events play which part",
                    rolesShape());
  return S;
}

class PreparedOrder : public PreparedRule {
public:
  using PreparedRule::PreparedRule;

  WholeSpec Spec;
  order::Roles Roles;
  std::vector<const EventModel *> Events;
};

class OrderAnalysis : public UnitAnalysis {
public:
  explicit OrderAnalysis(ArrayRef<const PreparedRule *> Prepared) {
    for (const PreparedRule *P : Prepared) {
      const auto &R = *static_cast<const PreparedOrder *>(P);
      for (const EventModel *E : R.Events)
        if (!is_contained(Events, E))
          Events.push_back(E);
      for (StringRef Name : R.Roles.Subjects)
        Making.insert(Name);
    }
  }

  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    order::EventMatcher Matcher(Events, Making);
    const SourceManager &Sources = Unit.sources();
    std::string Main =
        Unit.location(Sources.getLocForStartOfFile(Sources.getMainFileID()))
            .File;
    Facts.order(order::lowerUnit(Unit, Matcher, Main, Facts));
  }

private:
  std::vector<const EventModel *> Events;
  /// "upstream" and "data" whatever the rules are: attributes may say so.
  StringSet<> Making = {{"upstream"}, {"data"}};
};

class Order : public Engine {
public:
  Expected<std::unique_ptr<PreparedRule>>
  prepare(const Rule &R, const RuleSet &Rules) const override {
    auto Prepared = std::make_unique<PreparedOrder>(R);
    WholeSpec &Spec = Prepared->Spec;
    if (Error E = wholeShape().read(R.Spec, R.File, Spec, "$.spec"))
      return std::move(E);
    Expected<std::vector<const Model *>> Models =
        Rules.modelsFor(R, Spec.Models);
    if (!Models)
      return Models.takeError();
    std::vector<StringRef> Named = {Spec.Order.Requires};
    for (const auto *List :
         {&Spec.Order.Subjects, &Spec.Order.Before, &Spec.Order.Otherwise})
      append_range(Named, *List);
    for (const Model *M : *Models)
      for (const EventModel &E : M->Events) {
        if (StringRef Meant = order::meantEvent(E.Event, Named); !Meant.empty())
          return makeError(M->File + ": in 'events': there is no event '" +
                           E.Event + "'; did you mean '" + Meant + "'?");
        Prepared->Events.push_back(&E);
      }
    for (const EventModel &E : Spec.Events)
      Prepared->Events.push_back(&E);
    order::Roles &Roles = Prepared->Roles;
    const RoleNames &Names = Spec.Order;
    if (Names.OfProgram && !Names.Subjects.empty())
      return makeError(R.File + ": at $.spec.order: either subjects or "
                                "ofProgram");
    if (Names.OfProgram && Names.OfObject)
      return makeError(R.File + ": at $.spec.order: either ofObject or "
                                "ofProgram");
    if (!Names.OfObject)
      for (const EventModel &E : Spec.Events)
        if (!E.Subject.empty() && is_contained(Names.Before, E.Event))
          return makeError(
              R.File + ": at $.spec.events: '" + E.Event +
              "' has a subject, and what comes before it is asked of all that "
              "the program holds; say \"ofObject\": true in 'order', or leave "
              "the subject out");
    if (Names.Requires.empty() || Names.Before.empty())
      return makeError(R.File + ": at $.spec.order: it must say what it "
                                "requires, and before what");
    Roles.Subjects = Names.Subjects;
    Roles.Data = Names.Data;
    Roles.Requires = Names.Requires;
    Roles.Before = Names.Before;
    Roles.Otherwise = Names.Otherwise;
    Roles.OfProgram = Names.OfProgram;
    Roles.OfObject = Names.OfObject;
    return std::unique_ptr<PreparedRule>(std::move(Prepared));
  }

  std::unique_ptr<UnitAnalysis>
  start(ArrayRef<const PreparedRule *> Prepared) const override {
    return std::make_unique<OrderAnalysis>(Prepared);
  }

  void judge(ArrayRef<const PreparedRule *> Prepared, const LinkedFacts &Linked,
             UnitFacts &Out) const override {
    for (const PreparedRule *P : Prepared) {
      const auto &R = *static_cast<const PreparedOrder *>(P);
      // Most projects have nothing to do with most rules.
      if (!order::hasBegin(Linked, R.Roles))
        continue;
      for (int Entry : Linked.entries()) {
        order::WalkResult Result =
            order::walkProgram(Linked, Entry, R.Roles, R.rule().Id);
        for (order::Violation &V : Result.Violations)
          Out.Findings.push_back(finding(R.rule(), std::move(V)));
        llvm::append_range(Out.Gaps, std::move(Result.Gaps));
      }
    }
  }

  bool needsOneUnitOnly() const override { return false; }

  std::vector<std::string> messageNames(const PreparedRule &) const override {
    return {"subject", "held"};
  }

  std::string specSchema() const override {
    return schemaText("order", wholeShape().schema());
  }

private:
  static Finding finding(const Rule &R, order::Violation V) {
    Finding F;
    F.Rule = R.Id;
    F.Begin = V.At;
    F.EndLine = V.At.Line;
    F.EndColumn = V.At.Column;
    F.Function = V.Function;
    // Two of one kind are told apart by what has them.
    std::string Held = V.Held.empty() ? "" : " in '" + V.Held + "'";
    F.Message =
        fillMessage(R.Message, {{"subject", V.Subject}, {"held", Held}});
    F.Steps = std::move(V.Steps);
    F.InTestBody = V.InTest;
    F.Identity =
        makeIdentity(R.Id, V.Function, V.Subject + " of " + V.SubjectFunction);
    return F;
  }
};

EngineRegistry::Add<Order>
    Registration("order", "what must happen before what in a whole program");

} // namespace
} // namespace codex
