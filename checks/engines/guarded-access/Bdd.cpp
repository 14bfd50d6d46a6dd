#include "engines/guarded-access/Bdd.h"

#include "llvm/ADT/STLExtras.h"

#include <cassert>
#include <limits>

using namespace llvm;

namespace codex::guarded {

// The two leaves carry an atom greater than all others, so that the smallest
// atom of several nodes is always the one to split on.
static constexpr AtomId Leaf = std::numeric_limits<AtomId>::max();

BddManager::BddManager() {
  Nodes.push_back({Leaf, 0, 0});
  Nodes.push_back({Leaf, 1, 1});
}

uint32_t BddManager::make(AtomId Atom, uint32_t Low, uint32_t High) {
  if (Low == High)
    return Low;
  auto [It, New] = Unique.try_emplace({Atom, {Low, High}}, Nodes.size());
  if (New)
    Nodes.push_back({Atom, Low, High});
  return It->second;
}

uint32_t BddManager::iteNode(uint32_t F, uint32_t G, uint32_t H) {
  if (F == 1)
    return G;
  if (F == 0)
    return H;
  if (G == H)
    return G;
  if (G == 1 && H == 0)
    return F;
  auto Found = IteCache.find({F, {G, H}});
  if (Found != IteCache.end())
    return Found->second;
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
  IteCache[{F, {G, H}}] = Result;
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
