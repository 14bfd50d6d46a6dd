//===- Effects.h - What functions of a whole program write ------*- C++ -*-===//
#ifndef CODEX_LINK_EFFECTS_H
#define CODEX_LINK_EFFECTS_H

#include "link/Program.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace codex {

/// Answers questions about functions from the effects of many units. Of a
/// function that no unit defines nothing is promised, and it keeps nothing that
/// it is given. A call through a pointer or std::function is taken to write
/// nothing; a virtual call runs every overrider that the units define. What all
/// units together use as the end of the program never returns.
class Effects {
public:
  /// Borrows \p Linked.
  explicit Effects(const LinkedFacts &Linked);

  /// Whether \p F is no finding after all. \p Unit is the number of the unit
  /// that holds it.
  bool isAnswered(const HeldFinding &F, unsigned Unit) const;

private:
  struct Function {
    const EffectFunction *Code;
    unsigned Unit;
  };

  bool holds(const EffectQuestion &Q, unsigned Unit) const;
  /// What a call runs; nothing where no unit defines it.
  std::vector<int> callees(llvm::StringRef Id, bool Virtual,
                           unsigned From) const;
  bool keepsEverywhere(llvm::StringRef Target) const;
  bool callersMeetNeeds(llvm::StringRef Id, llvm::StringRef Promise) const;
  bool endsAsUsed(llvm::StringRef Id) const;
  bool mayWrite(llvm::ArrayRef<int> Begin, llvm::StringRef Target) const;
  bool mayWriteArgument(const EffectFunction::Pass &P, unsigned From,
                        std::set<std::pair<int, std::string>> &Pending) const;
  bool mayWriteParameter(int Number, const std::string &Parameter,
                         std::set<std::pair<int, std::string>> &Pending) const;
  llvm::StringRef text(const Function &F, int Text) const {
    return Linked.unit(F.Unit).Effects.Texts[Text];
  }

  const LinkedFacts &Linked;
  std::vector<const UnitFacts *> Units;
  std::vector<Function> Functions;
  Definitions Defined{Units};
  llvm::StringMap<std::vector<int>> Overriding;
  /// How all units together use a function: as the end, and otherwise.
  llvm::StringMap<std::pair<int64_t, int64_t>> Uses;
};

} // namespace codex

#endif // CODEX_LINK_EFFECTS_H
