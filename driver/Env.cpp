//===- Env.cpp - The world that a command runs in -------------------------===//

#include "driver/Env.h"

#include "driver/Today.h"
#include "support/RegularFiles.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

#include <cstdio>

#include <unistd.h>

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

std::string codex::isoDay(std::chrono::sys_days Day) {
  std::chrono::year_month_day Date(Day);
  return llvm::formatv("{0}-{1,0+2}-{2,0+2}", int(Date.year()),
                       unsigned(Date.month()), unsigned(Date.day()))
      .str();
}

static std::optional<std::string> lineOfInput() {
  std::string Line;
  for (int C; (C = std::getchar()) != EOF; Line += static_cast<char>(C))
    if (C == '\n')
      return Line;
  return Line.empty() ? std::nullopt : std::optional(Line);
}

static std::vector<std::string> variablesWith(llvm::StringRef Begin) {
  std::vector<std::string> Names;
  for (char **Next = environ; *Next; ++Next) {
    llvm::StringRef Name = llvm::StringRef(*Next).split('=').first;
    if (Name.consume_front(Begin))
      Names.push_back(Name.str());
  }
  return Names;
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
      .Files = regularFiles(),
      .Variable =
          [](llvm::StringRef Name) { return llvm::sys::Process::GetEnv(Name); },
      .Now = [] { return std::chrono::system_clock::now(); },
      .InIsTerminal = llvm::sys::Process::StandardInIsUserInput(),
      .ReadLine = lineOfInput,
      .VariablesWith = variablesWith,
  };
}
