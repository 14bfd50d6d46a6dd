//===- Counterparts.h - Which function has become which ---------*- C++ -*-===//
#ifndef CODEX_DRIVER_JUDGE_COUNTERPARTS_H
#define CODEX_DRIVER_JUDGE_COUNTERPARTS_H

#include "driver/judge/Compare.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace codex {

/// Between a base and the head. A function's counterpart has its name, in its
/// file or else in the only one that it can have moved to; or its first line,
/// where neither name is on the other side. Borrows both. Not thread-safe.
class Counterparts {
public:
  using Stretch = LinePairs::Stretch;

  Counterparts(const ComparedBase &Base, const Report &Head);

  /// Of the function that the finding of the head is in; none in doubt.
  std::optional<Stretch> atBase(const Finding &Now);
  /// Of the function that the finding of the base is in.
  std::optional<Stretch> atHead(const Finding &Old);
  /// The function there if its file has it on this side alone.
  std::optional<Stretch> aloneAtBase(const Location &At) const {
    return AtBase.aloneAt(At);
  }
  std::optional<Stretch> aloneAtHead(const Location &At) const {
    return AtHead.aloneAt(At);
  }

private:
  struct Function {
    const std::string *File;
    DefinedFunction It;
  };
  struct Side {
    Side(const DefinedFunctions &All) : All(All) {}
    std::optional<Stretch> aloneAt(const Location &At) const;
    const DefinedFunctions &All;
    /// By file: what the other side has not in the same file.
    std::map<std::string, std::vector<Function>> Alone;
    std::multimap<uint32_t, const Function *> ByName;
    std::map<std::string, std::vector<const Function *>> ByFirstLine;
  };
  using Rename = std::function<std::string(llvm::StringRef)>;
  using Text = std::function<std::string(llvm::StringRef, unsigned)>;
  static void findAlone(Side &Here, const Side &There, const Rename &NameThere);
  void readFirstLines();
  std::optional<Stretch> find(const Finding &F, Side &Here, Side &There,
                              const Rename &NameThere, const Text &TextHere);

  const ComparedBase &Base;
  Side AtBase, AtHead;
  bool HasFirstLines = false;
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_COUNTERPARTS_H
