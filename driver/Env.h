//===- Env.h - The world that a command runs in -----------------*- C++ -*-===//
//
// Streams, directory, environment, files and clock, passed in and never taken
// from globals: a command that is given another world runs in that one.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_ENV_H
#define CODEX_DRIVER_ENV_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace codex {

/// Borrows its streams, which must outlive it.
struct Env {
  llvm::raw_ostream &Out;
  llvm::raw_ostream &Err;
  bool OutIsTerminal = false;
  bool ErrIsTerminal = false;

  std::string Directory;  ///< absolute; relative paths are meant from here
  std::string BinaryPath; ///< the running program's own file
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  std::function<std::optional<std::string>(llvm::StringRef)> Variable;
  std::function<std::chrono::system_clock::time_point()> Now;
  bool InIsTerminal = false; ///< a person can be asked
  /// What the person typed, without the line's end; nothing at the end.
  std::function<std::optional<std::string>()> ReadLine;
  /// The names of the variables that begin so, without that begin. May be null.
  std::function<std::vector<std::string>(llvm::StringRef)> VariablesWith =
      nullptr;

  /// \p Path made absolute from Directory, without "." and "..".
  std::string absolute(llvm::StringRef Path) const;
};

/// The world of this process. \p ProgramName is argv[0].
[[nodiscard]] Env systemEnv(const char *ProgramName);

} // namespace codex

#endif // CODEX_DRIVER_ENV_H
