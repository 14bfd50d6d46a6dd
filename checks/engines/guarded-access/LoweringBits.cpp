// `flags |= HasPort` and later `if (flags & HasPort)`: what an assignment of
// constants says of single bits.
#include "engines/guarded-access/LoweringPass.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

namespace {
/// What a variable becomes: (what it was & Kept) | Added.
struct BitChange {
  uint64_t Kept = 0;
  uint64_t Added = 0;
};
} // namespace

static std::optional<BitChange> changeBy(BinaryOperatorKind Op,
                                         int64_t Constant) {
  uint64_t Bits = Constant;
  switch (Op) {
  case BO_Or:
  case BO_OrAssign:
    return BitChange{~Bits, Bits};
  case BO_And:
  case BO_AndAssign:
    return BitChange{Bits, 0};
  default:
    return std::nullopt;
  }
}

/// `place & mask`, where the mask is a constant.
static std::optional<std::pair<const Term *, int64_t>>
maskedBits(const Term *T) {
  if (T->kind() != Term::Kind::Operation || T->value() != BO_And ||
      T->operands().size() != 2)
    return std::nullopt;
  const Term *Place = T->operands()[0], *Mask = T->operands()[1];
  if (Place->kind() == Term::Kind::Constant)
    std::swap(Place, Mask);
  if (Mask->kind() != Term::Kind::Constant || Mask->value() <= 0)
    return std::nullopt;
  return std::make_pair(Place, Mask->value());
}

void Lowering::completeBits(Operation &O) {
  const Term *To = nullptr;
  std::optional<BitChange> Change;
  auto By = [&](const BinaryOperator *B, bool Assigns) {
    if (std::optional<int64_t> C = Unit.Names.constant(B->getRHS());
        C && (Assigns || Unit.Names.term(B->getLHS()) == To))
      Change = changeBy(B->getOpcode(), *C);
  };
  if (const auto *B = dyn_cast_or_null<CompoundAssignOperator>(O.At);
      B && O.Written.size() == 1) {
    To = O.Written[0];
    By(B, true);
  } else if (O.IntegerSources.size() == 1) {
    const Expr *From = strip(O.IntegerSources[0].second);
    To = O.IntegerSources[0].first;
    if (std::optional<int64_t> C = Unit.Names.constant(From))
      Change = BitChange{0, uint64_t(*C)};
    else if (const auto *B = dyn_cast<BinaryOperator>(From))
      By(B, false);
  }
  if (!To || !Change)
    return;
  SmallVector<AtomId, 8> Known(Unit.Atoms.dependents(To));
  for (AtomId Id : Known) {
    Atom A = Unit.Atoms[Id];
    auto Masked =
        A.Is == Predicate::AtMost ? maskedBits(A.Subject) : std::nullopt;
    if (!Masked || Masked->first != To)
      continue;
    uint64_t Mask = Masked->second, Set = Change->Added & Mask,
             Same = Change->Kept & Mask;
    std::optional<Bdd> Becomes;
    if (A.Value < int64_t(Set))
      Becomes = Bdd::bottom();
    else if (Same == 0 || A.Value >= int64_t(Set | Same))
      Becomes = Bdd::top();
    else if (Same == Mask)
      Becomes = Unit.Bdds.atom(Id);
    if (!Becomes)
      continue;
    Unit.Atoms.get(A.Subject, A.Is, A.Value, O.At);
    if (none_of(O.Values, [&](const auto &V) { return V.first == Id; }))
      O.Values.emplace_back(Id, *Becomes);
  }
}

} // namespace codex::guarded
