// What is known of a function without its body.
#include "facts/OrderFacts.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <map>

using namespace llvm;

namespace codex {

/// Whether \p Id is the linker's name of a constructor.
static bool isConstructor(StringRef Id) {
  return Id.starts_with("_Z") &&
         any_of(ArrayRef<StringRef>{"C1E", "C2E", "C1I", "C2I"},
                [&](StringRef Part) { return Id.contains(Part); });
}

/// The variables that \p F, the initialisers of a unit, gives a value to.
static std::vector<int> initialisedBy(const OrderFunction &F,
                                      const OrderUnit &Unit) {
  std::vector<int> Found;
  std::map<int, const OrderInstr *> Made;
  for (const OrderBlock &B : F.Blocks)
    for (const OrderInstr &I : B.Code) {
      if (I.Dst >= 0)
        Made[I.Dst] = &I;
      bool Gives =
          I.Op == OrderInstr::Store || I.Op == OrderInstr::Copy ||
          I.Op == OrderInstr::Move ||
          (I.Op == OrderInstr::Call && isConstructor(Unit.Texts[I.Text]));
      if (!Gives || I.Args.empty())
        continue;
      auto To = Made.find(I.Args[0]);
      while (To != Made.end() && (To->second->Op == OrderInstr::Field ||
                                  To->second->Op == OrderInstr::Element))
        To = Made.find(To->second->Args[0]);
      if (To != Made.end() && To->second->Op == OrderInstr::Global)
        Found.push_back(To->second->Text);
    }
  return Found;
}

/// A name without the unit and the place that it carries.
static StringRef bareName(StringRef Name) {
  return Name.substr(Name.rfind('|') + 1).split('@').first;
}

/// What a function does, without where it says so.
static uint64_t meaningOf(const OrderFunction &F, const OrderUnit &Unit) {
  std::string Out;
  raw_string_ostream OS(Out);
  auto Event = [&](int Number) {
    const OrderEvent &E = Unit.Events[Number];
    OS << '!' << E.Event << E.Subject << E.Valid << E.Throws << E.Out << ' '
       << E.Callback;
    for (int What : E.Passes)
      OS << ',' << What;
  };
  for (int E : F.Events)
    Event(E);
  for (const OrderBlock &B : F.Blocks) {
    OS << '{' << B.Condition;
    for (int Next : B.Next)
      OS << '>' << Next;
    for (const std::string &Case : B.Cases)
      OS << ':' << Case;
    for (const OrderInstr &I : B.Code) {
      OS << ';' << I.Op << I.Shape << I.Dst << '.' << I.Try;
      for (int A : I.Args)
        OS << ',' << A;
      if (I.Text >= 0)
        OS << ' ' << bareName(Unit.Texts[I.Text]);
      for (int E : I.Events)
        Event(E);
    }
  }
  return xxh3_64bits(Out);
}

OrderOutline outlineOf(const OrderFunction &F, const OrderUnit &Unit) {
  OrderOutline Out;
  Out.Blocks = F.Blocks.size();
  for (const OrderBlock &B : F.Blocks) {
    Out.Operations += B.Code.size();
    for (const OrderInstr &I : B.Code) {
      append_range(Out.Events, I.Events);
      if (I.Op == OrderInstr::Virtual)
        Out.Virtuals.push_back(I.Text);
      if (I.Op == OrderInstr::Call || I.Op == OrderInstr::Virtual ||
          I.Op == OrderInstr::Function || I.Op == OrderInstr::Closure)
        Out.Calls.push_back(I.Text);
      if (I.Op == OrderInstr::Global)
        Out.Globals.push_back(I.Text);
    }
  }
  if (F.IsStart)
    Out.Given = initialisedBy(F, Unit);
  if (F.IsInline)
    Out.Meaning = meaningOf(F, Unit);
  for (std::vector<int> *L :
       {&Out.Calls, &Out.Virtuals, &Out.Events, &Out.Globals, &Out.Given}) {
    llvm::sort(*L);
    L->erase(llvm::unique(*L), L->end());
    L->shrink_to_fit();
  }
  return Out;
}

} // namespace codex
