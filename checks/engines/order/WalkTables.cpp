// Tables of functions that a program fills where the walk cannot see it: by
// the linker, in a list of modules that register themselves. A call through a
// member may be of whatever an initialiser gives to a member of that name.
#include "engines/order/Walker.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace codex::order {

/// The member whose value \p I calls; empty: it calls something else.
StringRef Walker::memberCalled(const LinkedFunction &F, const OrderInstr &I) {
  if (I.Op != OrderInstr::Indirect || I.Text >= 0 || I.Args.empty())
    return {};
  const RegisterTable &Registers = registersOf(F);
  auto Made = [&](int R) {
    return R >= 0 && R < int(Registers.Definition.size())
               ? Registers.Definition[R]
               : nullptr;
  };
  const OrderInstr *Read = Made(I.Args[0]);
  const OrderInstr *Member =
      Read && Read->Op == OrderInstr::Load ? Made(Read->Args[0]) : nullptr;
  return Member && Member->Op == OrderInstr::Field
             ? StringRef(F.Unit->Texts[Member->Text])
             : StringRef();
}

/// Reads the tables of \p Program, and of the units that no program comes to,
/// which it takes for parts of this one.
void Walker::readTables(std::vector<int> &Program) {
  static constexpr size_t MaxFunctions = 50000;
  std::vector<bool> Units(Facts.units().size());
  for (int Number : Program)
    Units[Facts.functions()[Number].UnitIndex] = true;
  for (auto [Number, F] : enumerate(Facts.functions()))
    if (!Units[F.UnitIndex] && !Facts.isReached(F.UnitIndex))
      Program.push_back(Number);
  if (Program.size() > MaxFunctions) {
    Program.clear();
    return;
  }
  for (int Number : Program)
    Units[Facts.functions()[Number].UnitIndex] = true;
  for (size_t Unit = 0; Unit < Units.size(); ++Unit) {
    int Number = Units[Unit] ? Facts.initialisersOf(Unit) : -1;
    if (Number < 0)
      continue;
    const LinkedFunction &F = Facts.functions()[Number];
    const RegisterTable &Registers = registersOf(F);
    for (const OrderBlock &B : Facts.body(F).Blocks)
      for (const OrderInstr &I : B.Code) {
        if (I.Op != OrderInstr::Store || I.Args[0] < 0 || I.Args[1] < 0)
          continue;
        const OrderInstr *To = Registers.Definition[I.Args[0]];
        const OrderInstr *What = Registers.Definition[I.Args[1]];
        if (!To || !What || To->Op != OrderInstr::Field ||
            What->Op != OrderInstr::Function)
          continue;
        int Function = Facts.find(F.Unit->Texts[What->Text], F.UnitIndex);
        if (Function >= 0)
          ByMember[F.Unit->Texts[To->Text]].insert(Function);
      }
  }
}

/// What may be called through the member that \p I names, as far as it begins
/// something.
std::vector<Walker::CalledBody> Walker::inTables(const LinkedFunction &F,
                                                 const OrderInstr &I) {
  static constexpr size_t MaxBodies = 8;
  std::vector<CalledBody> Out;
  auto It = ByMember.find(memberCalled(F, I).str());
  if (It != ByMember.end())
    for (int Function : It->second)
      if (Relevant.lookup(&Facts.functions()[Function]) & ToBegin)
        Out.push_back({Function, std::nullopt});
  return Out.size() <= MaxBodies ? Out : std::vector<CalledBody>();
}

} // namespace codex::order
