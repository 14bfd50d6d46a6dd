//===- Env.cpp - The world that a command runs in -------------------------===//

#include "driver/Env.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace codex;

std::string Env::absolute(llvm::StringRef Path) const {
  llvm::SmallString<256> Result(Path);
  if (!llvm::sys::path::is_absolute(Result)) {
    Result = Directory;
    llvm::sys::path::append(Result, Path);
  }
  llvm::sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

Env codex::systemEnv(const char *ProgramName) {
  llvm::SmallString<256> Directory;
  if (llvm::sys::fs::current_path(Directory))
    Directory = "."; // it is gone; relative names will say so
  return {
      .Out = llvm::outs(),
      .Err = llvm::errs(),
      .OutIsTerminal = llvm::sys::Process::StandardOutIsDisplayed(),
      .ErrIsTerminal = llvm::sys::Process::StandardErrIsDisplayed(),
      .Directory = std::string(Directory),
      .BinaryPath = llvm::sys::fs::getMainExecutable(
          ProgramName, reinterpret_cast<void *>(&systemEnv)),
      .Files = llvm::vfs::getRealFileSystem(),
      .Variable =
          [](llvm::StringRef Name) { return llvm::sys::Process::GetEnv(Name); },
      .Now = [] { return std::chrono::system_clock::now(); },
  };
}
