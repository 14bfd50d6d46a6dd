//===- EffectFacts.h - What functions do to what they are given -*- C++ -*-===//
//
// For the engine `guarded-access` (docs/adr/0003-guarded-access.md): a finding
// may be one only if a function of another unit changes something, or does not
// make sure of something. Such a finding is held, with the questions that
// decide, until the link step has the functions of all units.
//
// A *target* is what a function may write: `field:ns::C::f`, of whatever object
// (field-based, as in Heintze and Tardieu, "Ultra-fast aliasing analysis using
// CLA", PLDI 2001); `class:ns::C`, a whole object of that class; `param:0`,
// what its first parameter refers or points to; `global:ns::v`.
//
// A *promise* is what holds when a function returns: `returns:param:0` (its
// first parameter has a value inside), `true:this*.ns::C::f` (so has the member
// f of its object, where it returns true), `returns:result`, `never` (it does
// not return), `true:gives:ns::C::get` (where it returns true, the getter of
// that name gives a value for the same arguments), `zero@error:result.ns::R::v`
// (where the member error of what it returns is 0). `met` is the callers': each
// call of the function in the unit makes sure of what it needs.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_FACTS_EFFECTFACTS_H
#define CODEX_FACTS_EFFECTFACTS_H

#include "model/Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace codex {

/// Numbers named "text" are indices into EffectUnit::Texts.
struct EffectFunction {
  int Id = -1;                ///< text: the linker's name
  std::vector<int> Overrides; ///< texts
  std::vector<int> Promises;  ///< texts
  std::vector<int> Writes;    ///< texts: targets that its own body writes
  struct Call {
    int To = -1; ///< text
    bool Virtual = false;
  };
  std::vector<Call> Calls;
  /// Target is handed to Call, which may write it as its parameter Argument.
  struct Pass {
    int Target = -1; ///< text
    Call To;
    int Argument = 0;
  };
  std::vector<Pass> Passes;
};

/// How a unit uses a function that it only declares and that gives nothing
/// back: how often it is the last that is done where something is missing, and
/// how often something follows upon it.
struct EffectEnding {
  int Id = -1; ///< text: the linker's name
  int Ends = 0;
  int Others = 0;
  /// So many ends and, for each of the others, so many, are evidence that it
  /// never returns: in one unit, or in all together.
  static bool isEvidence(int64_t Ends, int64_t Others) {
    return Ends >= 10 && Others * 20 <= Ends;
  }
};

struct EffectUnit {
  std::vector<std::string> Texts;
  std::vector<EffectFunction> Functions;
  std::vector<EffectEnding> Endings;
  bool empty() const { return Functions.empty() && Endings.empty(); }
};

/// A question about a function: it makes this promise, or it (with all that it
/// calls) keeps that target as it is.
struct EffectQuestion {
  bool Promises = false; ///< else it is about a target
  std::string Function;  ///< the linker's name
  bool Virtual = false;  ///< whatever overrides it is meant, too
  std::string What;      ///< a promise or a target
};

/// A finding unless, for one of the lists, every question is answered by yes.
struct HeldFinding {
  Finding Held;
  std::vector<std::vector<EffectQuestion>> Unless;
};

/// All but texts as numbers, and back. The reader is strict: every index is in
/// range when it succeeds.
[[nodiscard]] std::vector<int64_t> writeEffectUnit(const EffectUnit &Unit);
[[nodiscard]] llvm::Error readEffectUnit(llvm::ArrayRef<int64_t> Numbers,
                                         EffectUnit &Unit);

} // namespace codex

#endif // CODEX_FACTS_EFFECTFACTS_H
