//===- SharedParse.h - Headers that are parsed once, in memory --*- C++ -*-===//
//
// What a precompiled header does without writing and reading it: a process
// parses the headers that units share and stops before the end. For each unit
// it is forked, and the child goes on with the unit as if its text came next.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_COLLECT_SHAREDPARSE_H
#define CODEX_COLLECT_SHAREDPARSE_H

#include "collect/SharedHeaders.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace codex {

class Objections;

class SharedParse {
public:
  /// Parses \p Names, in this order, with the flags of \p Like. Headers that do
  /// not go along with the others, or are not system headers outside of \p
  /// Root, are left out. An error where nothing is left, or the units' command
  /// asks for what only a whole parse does.
  [[nodiscard]] static llvm::Expected<std::unique_ptr<SharedParse>>
  begin(const CompileUnit &Like, HeaderNames Names, llvm::StringRef Root,
        llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);
  ~SharedParse();

  /// What was parsed, but for a precompiled header of it.
  const SharedHeaders &headers() const;
  /// Where headers are looked for, in this order.
  struct Searched {
    std::string Directory;
    bool IsSystem = false;
  };
  std::vector<Searched> searchPath() const;

  /// Goes on with the project's own headers \p Paths, which then belong to
  /// those that units share: each unit must include all of them. \p Visitor is
  /// begun, and is the one for the units, too. False where they are not to be
  /// shared, after which this is of no use.
  [[nodiscard]] bool extend(llvm::ArrayRef<std::string> Paths,
                            UnitVisitor &Visitor);

  /// Writes all as the precompiled header \p Output: in a process of its own,
  /// too.
  [[nodiscard]] bool write(llvm::StringRef Output);

  /// Goes on with \p Unit, which has the flags of Like and \p Macros, lines
  /// that define them: once, in a process that was forked for it. As
  /// collectUnit, but nothing where the headers turn out not to fit, for the
  /// reason \p Difference. \p Visitor is the one that has seen own headers, if
  /// there are any.
  [[nodiscard]] std::optional<UnitFacts> collect(const CompileUnit &Unit,
                                                 llvm::StringRef Macros,
                                                 UnitVisitor &Visitor,
                                                 std::string &Difference);

private:
  struct State;
  explicit SharedParse(std::unique_ptr<State> Parse);
  static bool beginOnce(State &S, const CompileUnit &Like,
                        const HeaderNames &Names, Objections &Against);

  std::unique_ptr<State> Parse;
};

} // namespace codex

#endif // CODEX_COLLECT_SHAREDPARSE_H
