//===- Program.h - The facts of many units, joined --------------*- C++ -*-===//
//
// As a linker joins object files: functions are found by their linker's names,
// names of internal linkage stay in their unit, and each `main` is a program of
// its own. Joining is a set union, so the order and the grouping of units do
// not matter, and a unit that is given twice counts once.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_LINK_PROGRAM_H
#define CODEX_LINK_PROGRAM_H

#include "facts/UnitFacts.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

#include <deque>
#include <memory>
#include <vector>

namespace codex {

struct LinkedFunction {
  const OrderFunction *Code = nullptr;
  const OrderUnit *Unit = nullptr;
  unsigned UnitIndex = 0;
  int Number = 0; ///< its place among functions()
  bool HasEvents = false;
  /// An event can be reached from here through calls.
  bool Relevant = false;
  bool IsCalled = false;
  unsigned Size = 0; ///< operations
  unsigned Blocks = 0;
  std::vector<int> Events; ///< of its operations, into the unit's
  uint64_t Meaning = 0;    ///< OrderOutline::Meaning
};

/// Definitions by the linker's name.
class Definitions {
public:
  /// Borrows \p Units.
  explicit Definitions(const std::vector<const UnitFacts *> &Units)
      : Units(Units) {}

  void add(llvm::StringRef Id, int Number, unsigned Unit) {
    ById[Id].push_back({Number, Unit});
  }
  /// What a call in the unit \p From of \p Id runs; -1 if nothing defines it.
  /// Of several definitions that of the same unit, else of the unit that lies
  /// nearest to it.
  int find(llvm::StringRef Id, unsigned From) const;

  struct Definition {
    int Number;
    unsigned Unit;
  };
  llvm::ArrayRef<Definition> all(llvm::StringRef Id) const {
    auto It = ById.find(Id);
    if (It == ById.end())
      return {};
    return It->second;
  }

private:
  size_t shared(unsigned A, unsigned B) const;

  const std::vector<const UnitFacts *> &Units;
  /// Sorted by unit, and so by path.
  llvm::StringMap<llvm::SmallVector<Definition, 1>> ById;
};

class LinkedFacts {
public:
  /// Borrows \p Units, which must outlive this and not move.
  explicit LinkedFacts(llvm::ArrayRef<const UnitFacts *> Units);
  LinkedFacts(const LinkedFacts &) = delete;
  LinkedFacts &operator=(const LinkedFacts &) = delete;

  llvm::ArrayRef<LinkedFunction> functions() const { return Functions; }
  /// \p F with its blocks; unpacked when it is asked for first, and kept.
  const OrderFunction &body(const LinkedFunction &F) const;
  const UnitFacts &unit(unsigned Index) const { return *Units[Index]; }
  /// Sorted, each once.
  llvm::ArrayRef<const UnitFacts *> units() const { return Units; }

  /// See Definitions::find.
  int find(llvm::StringRef Id, unsigned From) const {
    return Defined.find(Id, From);
  }
  /// Functions that override \p Id, directly or not.
  std::vector<int> overriders(llvm::StringRef Id) const;
  /// The definitions of the inline function \p Id among those of \p Program,
  /// where they differ; else none.
  std::vector<int> clashing(llvm::StringRef Id,
                            const std::vector<bool> &Program) const;
  /// Where programs begin: each main; without any, whatever nobody calls.
  std::vector<int> entries() const;
  /// The initialisers of unit \p Index, or -1.
  int initialisersOf(unsigned Index) const;
  /// What the body of function \p Number calls, or names to be called later.
  llvm::ArrayRef<int> callees(int Number) const { return Callees[Number]; }
  /// The program that begins at \p Entry: what its calls lead to, with the
  /// initialisers of all units that they lead into.
  std::vector<int> programOf(int Entry) const;
  /// Whether some main comes to unit \p Index.
  bool isReached(unsigned Index) const;

private:
  void connect();

  std::vector<const UnitFacts *> Units;
  std::vector<LinkedFunction> Functions;
  std::vector<std::vector<int>> Callees;
  /// By function: the initialisers of the variables that it names.
  std::vector<std::vector<int>> Used;
  Definitions Defined{Units};
  /// By variable: the initialisers that give it its first value.
  Definitions Variables{Units};
  llvm::StringMap<std::vector<int>> Overriding;
  std::vector<int> Initialisers;
  unsigned Mains = 0; ///< how many programs there are
  std::vector<int> follow(std::vector<int> Work) const;
  mutable std::vector<bool> Reached; ///< units; empty: nobody has asked
  mutable std::vector<std::unique_ptr<const OrderFunction>> Bodies;
  /// The texts of the units that were asked last.
  mutable std::deque<std::pair<unsigned, std::string>> Texts;
};

} // namespace codex

#endif // CODEX_LINK_PROGRAM_H
