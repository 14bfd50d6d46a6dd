//===- LinkStep.cpp - Rules that need more than one unit ------------------===//

#include "driver/run/LinkStep.h"

#include "engines/RuleProgram.h"

#include "llvm/ADT/STLExtras.h"

using namespace codex;

/// What the step is given, whatever the order of units. Nothing where facts
/// came another way than from a worker or the cache.
static std::optional<Digest> digestOfAll(llvm::ArrayRef<UnitOutcome *> Units) {
  std::vector<Digest> Ids;
  for (const UnitOutcome *Outcome : Units) {
    if (Outcome->Facts && !Outcome->Id)
      return std::nullopt;
    if (Outcome->Facts)
      Ids.push_back(*Outcome->Id);
  }
  llvm::sort(Ids);
  DigestBuilder All;
  for (const Digest &Id : Ids)
    All.add(Id);
  return All.finish();
}

bool codex::completeFacts(UnitOutcome &Outcome, const UnitCache *Cache) {
  if (!Outcome.Facts)
    return false;
  if (Outcome.ForLinkInCache && Outcome.ForLink.empty()) {
    std::optional<std::string> Text =
        Cache->findForLink(*Outcome.ForLinkInCache);
    if (!Text)
      return false;
    Outcome.ForLink = std::move(*Text);
  }
  UnitFacts &Facts = *Outcome.Facts;
  if (llvm::Error E = unpackForLink(Outcome.ForLink, Facts)) {
    llvm::consumeError(std::move(E));
    return false;
  }
  Outcome.ForLink.clear();
  Outcome.ForLinkInCache.reset();
  return true;
}

UnitFacts codex::linkUnits(const RuleProgram &Program, UnitCache *Cache,
                           llvm::ArrayRef<UnitOutcome *> Units,
                           std::vector<UnitOutcome *> &Lost) {
  Lost.clear();
  if (!Program.needsLink())
    return {};
  std::optional<Digest> All = digestOfAll(Units);
  if (Cache && All)
    if (std::optional<UnitFacts> Known = Cache->findLinked(*All))
      return std::move(*Known);

  std::vector<const UnitFacts *> Facts;
  for (UnitOutcome *Outcome : Units) {
    if (!Outcome->Facts)
      continue;
    if (!completeFacts(*Outcome, Cache))
      Lost.push_back(Outcome);
    Facts.push_back(&*Outcome->Facts);
  }
  if (!Lost.empty() || Facts.empty())
    return {};
  UnitFacts Linked = Program.link(Facts);
  if (Cache && All)
    Cache->storeLinked(*All, Linked);
  return Linked;
}

UnitFacts codex::linkUnits(const RuleProgram &Program,
                           std::vector<UnitOutcome> &Outcomes) {
  std::vector<UnitOutcome *> Units, Lost;
  for (UnitOutcome &Outcome : Outcomes)
    Units.push_back(&Outcome);
  UnitFacts Linked = linkUnits(Program, /*Cache=*/nullptr, Units, Lost);
  assert(Lost.empty() && "only a cache can lose what it had");
  return Linked;
}
