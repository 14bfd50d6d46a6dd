//===- ChangedPlaces.h - What has become of a finding's code ----*- C++ -*-===//
#ifndef CODEX_DRIVER_JUDGE_CHANGEDPLACES_H
#define CODEX_DRIVER_JUDGE_CHANGEDPLACES_H

#include "driver/judge/Compare.h"
#include "driver/judge/Counterparts.h"

namespace codex {

/// The code of an identity, which names rule and function before it.
[[nodiscard]] llvm::StringRef codeOf(const Finding &F);

/// Between a base and the head, by their lines and their functions. Borrows
/// both. What an analysis could not see has no functions: nothing is said of
/// it.
class ChangedPlaces {
public:
  ChangedPlaces(const ComparedBase &Base, const Report &Head)
      : Base(Base), Head(Head),
        Others(std::make_unique<Counterparts>(Base, Head)) {}

  /// Where the line of \p Now was at the base, in the same function, or in one
  /// that this one has come for: untouched, or moved with the function, or with
  /// the same code in it and rewritten. None in doubt.
  std::optional<Location> originOf(const Finding &Now) const;
  /// Whether the line of \p Now is an untouched one of the base.
  bool cameFrom(const Finding &Now) const {
    return Base.Lines->atBase(Now.Begin.File, Now.Begin.Line).has_value();
  }
  std::string nameAtHead(const Finding &Old) const {
    return Base.NameAtHead(Old.Begin.File);
  }
  /// Where the line of \p Old stands at the head, untouched; the column is 0.
  std::optional<Location> standsAt(const Finding &Old) const;
  /// Whether it does, or has moved with its function: beyond doubt, and in the
  /// same function or in one that has come for it.
  bool standsSurely(const Finding &Old) const;

  /// Whether its function is not in its file any more. Code outside of
  /// functions has left if its line has.
  bool hasLeft(const Finding &Old) const;
  /// Whether its function was not in its file before.
  bool isNewThere(const Finding &Now) const;
  /// Whether the one's function may have become the other one's: nothing says
  /// which it has, or this.
  bool mayBeCounterparts(const Finding &Old, const Finding &Now) const;
  /// Whether their functions are similar.
  bool areSimilar(const Finding &Old, const Finding &Now) const;
  /// The same, whatever the names in them.
  bool areShapedAlike(const Finding &Old, const Finding &Now) const;
  /// Whether the one line is in the other one's place, and the same code is
  /// there, but for names that the one function had not and the other has not.
  bool isRewritten(const Finding &Old, const Finding &Now) const;

private:
  using Functions = llvm::ArrayRef<DefinedFunction>;
  using Stretch = LinePairs::Stretch;
  Functions atBase(llvm::StringRef File, const Finding &F) const;
  Functions atHead(llvm::StringRef File, const Finding &F) const;
  bool anyOfBoth(
      const Finding &Old, const Finding &Now,
      llvm::function_ref<bool(const Stretch &, const Stretch &)> Fit) const;

  const ComparedBase &Base;
  const Report &Head;
  std::unique_ptr<Counterparts> Others;
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_CHANGEDPLACES_H
