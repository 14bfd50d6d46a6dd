//===- ChangedPlaces.h - What has become of a finding's code ----*- C++ -*-===//
#ifndef CODEX_DRIVER_JUDGE_CHANGEDPLACES_H
#define CODEX_DRIVER_JUDGE_CHANGEDPLACES_H

#include "driver/judge/Compare.h"

namespace codex {

/// The code of an identity, which names rule and function before it.
[[nodiscard]] llvm::StringRef codeOf(const Finding &F);

/// Between a base and the head, by their lines and their functions. Borrows
/// both. What an analysis could not see has no functions: nothing is said of
/// it.
class ChangedPlaces {
public:
  ChangedPlaces(const ComparedBase &Base, const Report &Head)
      : Base(Base), Head(Head) {}

  /// The line that the one of \p Now was at the base, in the same function:
  /// untouched, or with the same code in it and rewritten. None in doubt.
  std::optional<unsigned> originOf(const Finding &Now) const;
  /// Whether the line of \p Now is an untouched one of the base.
  bool cameFrom(const Finding &Now) const {
    return Base.Lines->atBase(Now.Begin.File, Now.Begin.Line).has_value();
  }
  std::string nameAtHead(const Finding &Old) const {
    return Base.NameAtHead(Old.Begin.File);
  }
  /// Where the line of \p Old stands at the head, untouched; the column is 0.
  std::optional<Location> standsAt(const Finding &Old) const;
  /// The same, in the same function, and none in doubt.
  bool standsSurely(const Finding &Old) const;

  /// Whether its function is not in its file any more. Code outside of
  /// functions has left if its line has.
  bool hasLeft(const Finding &Old) const;
  /// Whether its function was not in its file before.
  bool isNewThere(const Finding &Now) const;
  /// Whether their functions are similar.
  bool areSimilar(const Finding &Old, const Finding &Now) const;
  /// Whether the one line is in the other one's place, and the same code is
  /// there, but for names that the one function had not and the other has not.
  bool isRewritten(const Finding &Old, const Finding &Now) const;

private:
  using Functions = llvm::ArrayRef<DefinedFunction>;
  using Stretch = LinePairs::Stretch;
  Functions atBase(llvm::StringRef File, const Finding &F) const;
  Functions atHead(llvm::StringRef File, const Finding &F) const;
  bool sameButForNames(const Finding &Old, const Finding &Now) const;

  const ComparedBase &Base;
  const Report &Head;
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_CHANGEDPLACES_H
