//===- Bundle.cpp - What several collects hand to one link ----------------===//

#include "driver/run/Bundle.h"

#include "driver/cache/Keys.h"
#include "facts/FactsFile.h"
#include "support/Error.h"
#include "support/Shape.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace codex;

/// The first key of the first line, which tells a bundle from a facts file.
static constexpr llvm::StringLiteral VersionKey = "codexBundle";
static constexpr int64_t BundleVersion = 2;

//===----------------------------------------------------------------------===//
// Making
//===----------------------------------------------------------------------===//

static std::string nameIn(llvm::StringRef Root, llvm::StringRef File) {
  llvm::StringRef Rest = File;
  if (Rest.consume_front(Root) && (Rest.consume_front("/") || Root == "/"))
    return Rest.str();
  return File.str();
}

Bundle codex::bundle(const Plan &ThePlan, llvm::ArrayRef<size_t> Chosen,
                     std::vector<UnitOutcome> Outcomes) {
  Bundle Result;
  Result.OtherLanguages = ThePlan.OtherLanguages;
  DigestBuilder All;
  for (const PlannedUnit &Planned : ThePlan.Units)
    All.add(unitKey(Planned.Unit, ThePlan.Root)).add(Planned.Problem);
  Result.Plan = All.finish().hex();
  for (size_t I : Chosen) {
    const PlannedUnit &Planned = ThePlan.Units[I];
    DigestBuilder Key;
    Key.add(unitKey(Planned.Unit, ThePlan.Root)).add(Planned.Problem);
    Result.Units.push_back({nameIn(ThePlan.Root, Planned.Unit.File),
                            Key.finish().hex(), std::move(Outcomes[I])});
  }
  return Result;
}

std::vector<size_t> codex::unitsOfShard(const Plan &ThePlan, unsigned Shard,
                                        unsigned Shards) {
  std::vector<size_t> ByLength(ThePlan.Units.size());
  for (size_t I = 0; I < ByLength.size(); ++I)
    ByLength[I] = I;
  llvm::sort(ByLength, [&](size_t A, size_t B) {
    return std::make_pair(ThePlan.Units[B].Bytes, A) <
           std::make_pair(ThePlan.Units[A].Bytes, B);
  });
  // The longest that is left goes to whoever has least to do.
  std::vector<std::pair<uint64_t, unsigned>> Loads;
  for (unsigned I = 1; I <= Shards; ++I)
    Loads.emplace_back(0, I);
  std::vector<size_t> Chosen;
  for (size_t I : ByLength) {
    auto Least = llvm::min_element(Loads);
    // A short unit is no less work than its headers.
    Least->first += ThePlan.Units[I].Bytes + (64 << 10);
    if (Least->second == Shard)
      Chosen.push_back(I);
  }
  llvm::sort(Chosen);
  return Chosen;
}

//===----------------------------------------------------------------------===//
// Writing and reading
//===----------------------------------------------------------------------===//

namespace {

/// The first line.
struct Head {
  int64_t Version = 0;
  unsigned Shard = 0;
  unsigned Shards = 0;
  std::string Plan;
  unsigned OtherLanguages = 0;
  unsigned Units = 0;
};

/// The line of a unit. Names are hex: they may be anything.
struct Line {
  std::string File;
  std::string Key;
  std::string Failure;
};

} // namespace

static const Shape<Head> &headShape() {
  static const Shape<Head> S =
      Shape<Head>("bundle", "Outcomes of units.")
          .required("codexBundle", &Head::Version, "the version of the format")
          .required("shard", &Head::Shard, "which part, from 1; 0: no part")
          .required("shards", &Head::Shards, "of so many")
          .required("plan", &Head::Plan, "of this plan")
          .required("otherLanguages", &Head::OtherLanguages, "no units")
          .required("units", &Head::Units, "how many follow");
  return S;
}

static const Shape<Line> &lineShape() {
  static const Shape<Line> S =
      Shape<Line>("unit", "One unit.")
          .required("file", &Line::File, "its name, in hex")
          .required("key", &Line::Key, "file and command")
          .required("failure", &Line::Failure, "in hex; empty: facts follow");
  return S;
}

void codex::writeBundle(const Bundle &TheBundle, llvm::raw_ostream &OS) {
  // This one by hand: the key that tells what it is comes first.
  OS << "{\"" << VersionKey << "\":" << BundleVersion
     << ",\"shard\":" << TheBundle.Shard << ",\"shards\":" << TheBundle.Shards
     << ",\"plan\":\"" << TheBundle.Plan
     << "\",\"otherLanguages\":" << TheBundle.OtherLanguages
     << ",\"units\":" << TheBundle.Units.size() << "}\n";
  for (const BundledUnit &Unit : TheBundle.Units) {
    const UnitOutcome &Outcome = Unit.Outcome;
    std::string Failure = Outcome.Facts ? "" : llvm::toHex(Outcome.Failure);
    OS << llvm::json::Value(llvm::json::Object{{"file", llvm::toHex(Unit.File)},
                                               {"key", Unit.Key},
                                               {"failure", std::move(Failure)}})
       << '\n';
    if (Outcome.Facts)
      writeSealedFacts(*Outcome.Facts, OS);
  }
}

bool codex::isBundle(llvm::StringRef Text) {
  return Text.consume_front("{\"") && Text.starts_with(VersionKey);
}

template <typename T>
static llvm::Error readLine(llvm::StringRef &Text, llvm::StringRef File,
                            const Shape<T> &Form, T &Out) {
  auto [First, Rest] = Text.split('\n');
  Text = Rest;
  llvm::Expected<JsonValue> Json = parseJson(First, File);
  if (!Json)
    return withContext(Json.takeError(), "the file is truncated or damaged: "
                                         "collect it again");
  return Form.read(*Json, File, Out);
}

llvm::Expected<Bundle> codex::readBundle(llvm::StringRef Text,
                                         llvm::StringRef File) {
  Head First;
  if (llvm::Error E = readLine(Text, File, headShape(), First))
    return std::move(E);
  if (First.Version != BundleVersion)
    return makeError(
        File + ": is a bundle of version " + llvm::Twine(First.Version) +
        ", and this codex-lint reads " + llvm::Twine(BundleVersion) +
        "; collect and link with the same codex-lint");
  Bundle Result;
  Result.Shard = First.Shard;
  Result.Shards = First.Shards;
  Result.Plan = First.Plan;
  Result.OtherLanguages = First.OtherLanguages;
  for (unsigned I = 0; I < First.Units; ++I) {
    Line Named;
    if (llvm::Error E = readLine(Text, File, lineShape(), Named))
      return std::move(E);
    BundledUnit Unit;
    Unit.Key = Named.Key;
    if (!llvm::tryGetFromHex(Named.File, Unit.File) ||
        !llvm::tryGetFromHex(Named.Failure, Unit.Outcome.Failure))
      return makeError(File + ": a unit's name or failure is no hex; collect "
                              "it again");
    if (Unit.Outcome.Failure.empty()) {
      llvm::Expected<UnitFacts> Facts = takeFacts(Text, File);
      if (!Facts)
        return Facts.takeError();
      Unit.Outcome.Facts = std::move(*Facts);
    }
    Result.Units.push_back(std::move(Unit));
  }
  if (!Text.empty())
    return makeError(File + ": goes on behind its last unit; collect it again");
  return Result;
}
