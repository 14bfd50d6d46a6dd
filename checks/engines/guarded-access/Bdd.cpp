#include "engines/guarded-access/Bdd.h"

#include "llvm/ADT/STLExtras.h"

#include <cassert>
#include <limits>

using namespace llvm;

namespace codex::guarded {

// The two leaves carry an atom greater than all others, so that the smallest
// atom of several nodes is always the one to split on.
static constexpr AtomId Leaf = std::numeric_limits<AtomId>::max();

// Of the table of results, in entries: powers of two.
static constexpr std::size_t FewResults = 1024;
static constexpr std::size_t MostResults = 1 << 18;

static uint32_t hashOf(uint32_t A, uint32_t B, uint32_t C) {
  uint64_t H = A * 0x9E3779B97F4A7C15u;
  H = (H ^ (H >> 32) ^ B) * 0x9E3779B97F4A7C15u;
  H = (H ^ (H >> 32) ^ C) * 0x9E3779B97F4A7C15u;
  return H >> 32;
}

BddManager::BddManager() {
  Nodes.push_back({Leaf, 0, 0});
  Nodes.push_back({Leaf, 1, 1});
  Unique.resize(1024);
}

uint32_t BddManager::make(AtomId Atom, uint32_t Low, uint32_t High) {
  if (Low == High)
    return Low;
  size_t Mask = Unique.size() - 1;
  size_t Place = hashOf(Atom, Low, High) & Mask;
  while (uint32_t N = Unique[Place]) {
    const NodeData &Data = Nodes[N];
    if (Data.Atom == Atom && Data.Low == Low && Data.High == High)
      return N;
    Place = (Place + 1) & Mask;
  }
  uint32_t New = Unique[Place] = Nodes.size();
  Nodes.push_back({Atom, Low, High});
  if (Nodes.size() * 2 > Unique.size())
    growUnique();
  return New;
}

void BddManager::growUnique() {
  Unique.assign(Unique.size() * 2, 0);
  size_t Mask = Unique.size() - 1;
  for (uint32_t N = 2; N < Nodes.size(); ++N) {
    size_t Place = hashOf(Nodes[N].Atom, Nodes[N].Low, Nodes[N].High) & Mask;
    while (Unique[Place])
      Place = (Place + 1) & Mask;
    Unique[Place] = N;
  }
}

/// Where the result is kept, or will be.
BddManager::IteResult &BddManager::computed(uint32_t F, uint32_t G,
                                            uint32_t H) {
  if (Computed.empty())
    Computed.resize(FewResults);
  return Computed[hashOf(F, G, H) & (Computed.size() - 1)];
}

void BddManager::store(const IteResult &R) {
  if (++Stored > Computed.size() && Computed.size() < MostResults) {
    Computed.assign(Computed.size() * 2, {});
    Stored = 0;
  }
  computed(R.F, R.G, R.H) = R;
}

uint32_t BddManager::iteNode(uint32_t F, uint32_t G, uint32_t H) {
  if (F == 1)
    return G;
  if (F == 0)
    return H;
  if (G == F)
    G = 1;
  if (H == F)
    H = 0;
  if (G == H)
    return G;
  if (G == 1 && H == 0)
    return F;
  // "and" and "or" are the same both ways round.
  if (H == 0 && G < F && G > 1)
    std::swap(F, G);
  else if (G == 1 && H < F && H > 1)
    std::swap(F, H);
  if (IteResult &Known = computed(F, G, H);
      Known.F == F && Known.G == G && Known.H == H)
    return Known.Result;
  AtomId Atom = std::min({topAtom(F), topAtom(G), topAtom(H)});
  auto Cofactor = [&](uint32_t N, bool Value) {
    if (Nodes[N].Atom != Atom)
      return N;
    return Value ? Nodes[N].High : Nodes[N].Low;
  };
  uint32_t Low =
      iteNode(Cofactor(F, false), Cofactor(G, false), Cofactor(H, false));
  uint32_t High =
      iteNode(Cofactor(F, true), Cofactor(G, true), Cofactor(H, true));
  uint32_t Result = make(Atom, Low, High);
  store({F, G, H, Result});
  return Result;
}

Bdd BddManager::atom(AtomId Atom) { return Bdd(make(Atom, 0, 1)); }
Bdd BddManager::notOf(Bdd F) { return Bdd(iteNode(F.Node, 0, 1)); }
Bdd BddManager::andOf(Bdd F, Bdd G) { return Bdd(iteNode(F.Node, G.Node, 0)); }
Bdd BddManager::orOf(Bdd F, Bdd G) { return Bdd(iteNode(F.Node, 1, G.Node)); }
Bdd BddManager::iff(Bdd F, Bdd G) { return ite(F, G, notOf(G)); }
Bdd BddManager::ite(Bdd If, Bdd Then, Bdd Else) {
  return Bdd(iteNode(If.Node, Then.Node, Else.Node));
}

Bdd BddManager::exists(Bdd F, ArrayRef<AtomId> Atoms) {
  if (Atoms.empty())
    return F;
  DenseMap<uint32_t, uint32_t> Done;
  auto Visit = [&](auto &Self, uint32_t N) -> uint32_t {
    if (N <= 1)
      return N;
    auto Found = Done.find(N);
    if (Found != Done.end())
      return Found->second;
    NodeData Data = Nodes[N];
    uint32_t Low = Self(Self, Data.Low);
    uint32_t High = Self(Self, Data.High);
    uint32_t Result = llvm::binary_search(Atoms, Data.Atom)
                          ? iteNode(Low, 1, High)
                          : make(Data.Atom, Low, High);
    Done[N] = Result;
    return Result;
  };
  return Bdd(Visit(Visit, F.Node));
}

Bdd BddManager::substitute(Bdd F, function_ref<Bdd(AtomId)> Replacement) {
  DenseMap<uint32_t, uint32_t> Done;
  auto Visit = [&](auto &Self, uint32_t N) -> uint32_t {
    if (N <= 1)
      return N;
    auto Found = Done.find(N);
    if (Found != Done.end())
      return Found->second;
    NodeData Data = Nodes[N];
    uint32_t Low = Self(Self, Data.Low);
    uint32_t High = Self(Self, Data.High);
    uint32_t Result = iteNode(Replacement(Data.Atom).Node, High, Low);
    Done[N] = Result;
    return Result;
  };
  return Bdd(Visit(Visit, F.Node));
}

ArrayRef<AtomId> BddManager::support(Bdd F) {
  if (F.Node <= 1)
    return {};
  auto Found = Supports.find(F.Node);
  if (Found != Supports.end())
    return Found->second;
  std::vector<AtomId> Atoms;
  DenseMap<uint32_t, bool> Seen;
  SmallVector<uint32_t, 16> Pending = {F.Node};
  while (!Pending.empty()) {
    uint32_t N = Pending.pop_back_val();
    if (N <= 1 || !Seen.try_emplace(N, true).second)
      continue;
    Atoms.push_back(Nodes[N].Atom);
    Pending.push_back(Nodes[N].Low);
    Pending.push_back(Nodes[N].High);
  }
  llvm::sort(Atoms);
  Atoms.erase(llvm::unique(Atoms), Atoms.end());
  // DenseMap moves its values when it grows, but a moved vector keeps its
  // storage, so references handed out earlier stay valid.
  return Supports[F.Node] = std::move(Atoms);
}

ArrayRef<std::pair<AtomId, bool>> BddManager::certain(Bdd F) {
  assert(!F.isFalse() && "nothing makes it true");
  using Literals = std::vector<std::pair<AtomId, bool>>;
  auto Visit = [&](auto &Self, uint32_t N) -> const Literals & {
    auto Found = Certain.find(N);
    if (Found != Certain.end())
      return Found->second;
    Literals Result;
    if (N > 1) {
      auto [Atom, Low, High] = Nodes[N];
      if (Low == 0 || High == 0) {
        Result = {{Atom, Low == 0}};
        append_range(Result, Self(Self, Low == 0 ? High : Low));
      } else {
        Literals Left = Self(Self, Low);
        const Literals &Right = Self(Self, High);
        std::set_intersection(Left.begin(), Left.end(), Right.begin(),
                              Right.end(), std::back_inserter(Result));
      }
    }
    return Certain[N] = std::move(Result);
  };
  return Visit(Visit, F.Node);
}

std::vector<std::pair<AtomId, bool>> BddManager::anyModel(Bdd F) const {
  assert(!F.isFalse() && "nothing makes it true");
  std::vector<std::pair<AtomId, bool>> Model;
  for (uint32_t N = F.Node; N > 1;) {
    bool Value = Nodes[N].Low == 0;
    Model.emplace_back(Nodes[N].Atom, Value);
    N = Value ? Nodes[N].High : Nodes[N].Low;
  }
  return Model;
}

} // namespace codex::guarded
