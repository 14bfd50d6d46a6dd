//===- Reachability.cpp - The engine reachability ---------------*- C++ -*-===//
//
// What must not be called, however far down, from where a program is entered:
// nothing ends the process under a request handler. See
// docs/adr/0012-reachability.md.
//
//===----------------------------------------------------------------------===//
#include "engines/Engine.h"
#include "engines/RuleProgram.h"
#include "engines/reachability/Calls.h"
#include "link/CallGraph.h"
#include "model/Fingerprint.h"
#include "rules/ModelReader.h"
#include "support/Error.h"
#include "support/Shape.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <optional>

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

struct ReachSpec {
  std::vector<std::string> Models;
  std::vector<GroupModel> Groups;
  std::vector<EntryModel> Entries;
  ReachQuery Query;
};

const codex::Shape<ReachSpec> &specShape() {
  using R = ReachSpec;
  using Q = ReachQuery;
  static const codex::Shape<Q> QueryShape =
      codex::Shape<Q>("ways", "where ways begin and where they must not lead")
          .required("from", &Q::From,
                    "kinds of entries of models: request-handler, "
                    "signal-handler, thread ...",
                    listOf(text().notEmpty()))
          .optional("to", &Q::To,
                    "groups of functions that must not be reached; system-c "
                    "is every C function of the system's headers")
          .optional("except", &Q::Except,
                    "groups of functions that may be reached nevertheless")
          .optional("through", &Q::Through,
                    "groups of functions whose own calls do not count")
          .optional("endsAt", &Q::EndsAt,
                    "groups; what stands below a call of these in a function "
                    "does not count (fork)")
          .optional("once", &Q::Once, "one finding for each entry, the nearest")
          .optional("throws", &Q::Throws,
                    "also exceptions that no try on the way catches")
          .optional("overriders", &Q::Overriders,
                    "a virtual call with more overriders than this is not "
                    "followed");
  static const codex::Shape<R> S =
      codex::Shape<R>("reachability",
                      "what must not be reached from where a program is "
                      "entered")
          .optional("models", &R::Models,
                    "libraries whose groups and entries count; files in "
                    "models/; without: all of them")
          .optional("groups", &R::Groups, "groups of the rule's own",
                    listOf(groupShape()))
          .optional("entries", &R::Entries, "entries of the rule's own",
                    listOf(entryShape()))
          .required("ways", &R::Query, "from where to where", QueryShape);
  return S;
}

class PreparedReach : public PreparedRule {
public:
  using PreparedRule::PreparedRule;

  ReachSpec Spec;
  std::vector<const Model *> Models;
};

class ReachAnalysis : public UnitAnalysis {
public:
  explicit ReachAnalysis(ArrayRef<const PreparedRule *> Prepared) {
    std::vector<const Model *> Models;
    for (const PreparedRule *P : Prepared) {
      const auto &R = *static_cast<const PreparedReach *>(P);
      const ReachQuery &Q = R.Spec.Query;
      for (const auto *Groups : {&Q.To, &Q.Except, &Q.Through, &Q.EndsAt})
        for (const std::string &Group : *Groups)
          Names.want(Group);
    }
    for (const PreparedRule *P : Prepared) {
      const auto &R = *static_cast<const PreparedReach *>(P);
      for (const Model *M : R.Models)
        if (!is_contained(Models, M))
          Models.push_back(M);
      for (const GroupModel &G : R.Spec.Groups)
        Names.add(G);
      for (const EntryModel &E : R.Spec.Entries)
        Names.add(E);
    }
    for (const Model *M : Models) {
      for (const GroupModel &G : M->Groups)
        Names.add(G);
      for (const EntryModel &E : M->Entries)
        Names.add(E);
    }
  }

  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    const SourceManager &Sources = Unit.sources();
    std::string Main =
        Unit.location(Sources.getLocForStartOfFile(Sources.getMainFileID()))
            .File;
    Facts.calls(reach::collectCalls(Unit, Names, Main));
  }

private:
  reach::NameTable Names;
};

class Reachability : public Engine {
public:
  Expected<std::unique_ptr<PreparedRule>>
  prepare(const Rule &R, const RuleSet &Rules) const override {
    auto Prepared = std::make_unique<PreparedReach>(R);
    ReachSpec &Spec = Prepared->Spec;
    if (Error E = specShape().read(R.Spec, R.File, Spec, "$.spec"))
      return std::move(E);
    if (Error E = Rules.modelsFor(R, Spec.Models).moveInto(Prepared->Models))
      return std::move(E);
    if (Spec.Query.To.empty() && !Spec.Query.Throws)
      return makeError(R.File + ": at $.spec.ways: it must say what is not to "
                                "be reached: to, or throws");
    if (Error E = checkNames(*Prepared))
      return std::move(E);
    return std::unique_ptr<PreparedRule>(std::move(Prepared));
  }

  std::unique_ptr<UnitAnalysis>
  start(ArrayRef<const PreparedRule *> Prepared) const override {
    return std::make_unique<ReachAnalysis>(Prepared);
  }

  void judge(ArrayRef<const PreparedRule *> Prepared, const LinkedFacts &Linked,
             UnitFacts &Out) const override {
    CallGraph Graph(Linked);
    for (const PreparedRule *P : Prepared) {
      const auto &R = *static_cast<const PreparedReach *>(P);
      for (ReachResult &Found : Graph.reach(R.Spec.Query))
        Out.Findings.push_back(finding(R.rule(), std::move(Found)));
    }
  }

  bool needsOneUnitOnly() const override { return false; }

  std::vector<std::string> messageNames(const PreparedRule &) const override {
    return {"call", "entry", "kind"};
  }

  std::string specSchema() const override {
    return schemaText("reachability", specShape().schema());
  }

private:
  /// A group or a kind of entry that nothing has is a slip of the pen.
  static Error checkNames(const PreparedReach &P) {
    std::vector<std::string> Groups = {reach::SystemC.str()}, Entries;
    auto Add = [&](const auto &From) {
      for (const GroupModel &G : From.Groups)
        Groups.push_back(G.Group);
      for (const EntryModel &E : From.Entries)
        Entries.push_back(E.Entry);
    };
    Add(P.Spec);
    for (const Model *M : P.Models)
      Add(*M);
    const ReachQuery &Q = P.Spec.Query;
    for (const auto *Names : {&Q.To, &Q.Except, &Q.Through, &Q.EndsAt})
      for (const std::string &Name : *Names)
        if (!is_contained(Groups, Name))
          return unknown(P.rule(), "group", Name, Groups);
    for (const std::string &Name : Q.From)
      if (!is_contained(Entries, Name))
        return unknown(P.rule(), "kind of entry", Name, Entries);
    return Error::success();
  }

  static Error unknown(const Rule &R, StringRef What, StringRef Name,
                       std::vector<std::string> &Known) {
    llvm::sort(Known);
    Known.erase(llvm::unique(Known), Known.end());
    return makeError(R.File + ": at $.spec.ways: no model has the " + What +
                     " '" + Name + "'; there are: " + join(Known, ", "));
  }

  static Finding finding(const Rule &R, ReachResult Found) {
    Finding F;
    F.Rule = R.Id;
    F.Begin = Found.At;
    F.EndLine = Found.At.Line;
    F.EndColumn = Found.At.Column;
    F.Function = Found.Function;
    F.Message = fillMessage(R.Message, {{"call", Found.Call},
                                        {"entry", Found.Entry},
                                        {"kind", Found.EntryName}});
    F.Steps = std::move(Found.Steps);
    F.InTestBody = Found.InTest;
    F.Identity = makeIdentity(R.Id, Found.Function, Found.Call);
    return F;
  }
};

EngineRegistry::Add<Reachability>
    Registration("reachability",
                 "what must not be reached from where a program is entered");

} // namespace
} // namespace codex
