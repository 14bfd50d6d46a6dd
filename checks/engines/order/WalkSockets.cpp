// What a program does with a socket beside binding it.
#include "engines/order/Walker.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace codex::order {

/// Where \p Register was read from, as a name in \p F: "*P0", "*Lfd",
/// "*P0.fd"; empty: computed.
std::string Walker::sourceOf(const LinkedFunction &F, int Register) {
  const RegisterTable &Registers = registersOf(F);
  if (Register < 0 || Register >= int(Registers.Definition.size()) ||
      !Registers.Definition[Register])
    return {};
  const OrderInstr &Made = *Registers.Definition[Register];
  auto Of = [&](StringRef Before, StringRef After) {
    std::string Whole = sourceOf(F, Made.Args[0]);
    return Whole.empty() ? Whole : (Before + Whole + After).str();
  };
  switch (Made.Op) {
  case OrderInstr::Local:
    return "L" + F.Unit->Texts[Made.Text];
  case OrderInstr::Global:
    return "G" + F.Unit->Texts[Made.Text];
  case OrderInstr::Param:
    return "P" + std::to_string(Made.Args[0]);
  case OrderInstr::Load:
    return Of("*", "");
  case OrderInstr::Field:
    return Of("", "." + F.Unit->Texts[Made.Text]);
  default:
    return {};
  }
}

/// Whether \p F makes a subject of what \p Source names: connect(fd, ...).
bool Walker::makesSubjectOf(const LinkedFunction &F, StringRef Source,
                            unsigned Depth) {
  static constexpr unsigned MaxCalls = 3;
  for (const OrderBlock &B : Facts.body(F).Blocks)
    for (const OrderInstr &I : B.Code) {
      if (I.Op != OrderInstr::Call)
        continue;
      for (auto [N, A] : enumerate(I.Args)) {
        if (sourceOf(F, A) != Source)
          continue;
        if (N == 0 && any_of(I.Events, [&](int Event) {
              return is_contained(TheRoles.Subjects,
                                  F.Unit->Events[Event].Event);
            }))
          return true;
        int Callee = Facts.find(F.Unit->Texts[I.Text], F.UnitIndex);
        if (Callee < 0 || Depth >= MaxCalls)
          continue;
        const LinkedFunction &Other = Facts.functions()[Callee];
        if ((Relevant.lookup(&Other) & ToSubject) &&
            makesSubjectOf(Other, "*P" + std::to_string(N), Depth + 1))
          return true;
      }
    }
  return false;
}

/// Whether the socket of \p Register is a client's: whoever has it connects it.
bool Walker::isClients(const Frame &Fr, int Register) {
  static constexpr unsigned MaxCallers = 4;
  const LinkedFunction *F = Fr.F;
  Context C = Fr.C;
  for (unsigned Depth = 0; F && Depth < MaxCallers; ++Depth) {
    std::string Source = sourceOf(*F, Register);
    if (Source.empty())
      return false;
    if (makesSubjectOf(*F, Source, 0))
      return true;
    StringRef Parameter = Source;
    unsigned Number = 0;
    const OrderInstr *Call = Contexts[C].Call;
    if (!Parameter.consume_front("*P") || Parameter.getAsInteger(10, Number) ||
        !Call || Number >= Call->Args.size())
      return false;
    Register = Call->Args[Number];
    F = Contexts[C].Caller;
    C = Contexts[C].Parent;
  }
  return false;
}

} // namespace codex::order
