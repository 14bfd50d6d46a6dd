//===- CompilerWords.cpp - The compiler inside of a command ---------------===//

#include "driver/plan/CompilerWords.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace path = llvm::sys::path;

/// Programs whose arguments end with a compile command.
static constexpr llvm::StringLiteral Wrappers[] = {
    "ccache",   "sccache",   "distcc",   "icecc",      "gomacc",
    "goma",     "rewrapper", "reclient", "buildcache", "fastbuild",
    "colorgcc", "cachecc1",  "env",      "nice",       "time",
    "ionice",   "libtool",   "sh",       "bash"};

struct OtherCompiler {
  llvm::StringLiteral Name;
  llvm::StringLiteral Product;
};

/// Compilers whose command lines are no dialect of GCC's.
static constexpr OtherCompiler OtherCompilers[] = {
    {"nvcc", "NVIDIA's CUDA compiler"},
    {"cl", "Microsoft's compiler"},
    {"armcc", "Arm's compiler 5"},
    {"iccarm", "IAR's compiler"},
    {"cl6x", "Texas Instruments' compiler"},
    {"armcl", "Texas Instruments' compiler"},
    {"xlc", "IBM's XL compiler"},
    {"xlC", "IBM's XL compiler"},
    {"swiftc", "the Swift compiler"},
    {"rustc", "the Rust compiler"},
};

static llvm::StringRef programName(llvm::StringRef Program) {
  llvm::StringRef Name = llvm::sys::path::filename(Program);
  Name.consume_back(".exe");
  return Name;
}

/// Behind a wrapper stand its own flags and settings ("-n", "CCACHE_DIR=x").
static bool isWrapperArgument(llvm::StringRef Word) {
  return Word.starts_with("-") || Word.contains('=');
}

void codex::stripWrappers(std::vector<std::string> &Words) {
  while (Words.size() > 1) {
    llvm::StringRef Name = programName(Words.front());
    auto Next = Words.begin() + 1;
    if (Name == "cmake") {
      // cmake -E ... -- COMPILER
      Next = std::find(Next, Words.end(), "--");
      if (Next == Words.end())
        return;
      ++Next;
    } else if (llvm::is_contained(Wrappers, Name)) {
      Next = std::find_if_not(Next, Words.end(), isWrapperArgument);
      // "ccache -h": no compiler is left.
      if (Next == Words.end())
        return;
    } else {
      return;
    }
    Words.erase(Words.begin(), Next);
  }
}

/// Clang's configuration files, in their flags' place: before all others. One
/// that is named by its name alone is looked for where Clang does.
static std::string expandConfigFiles(std::vector<std::string> &Words,
                                     llvm::StringRef Directory,
                                     llvm::vfs::FileSystem &Files) {
  std::vector<std::string> Named, Places, Rest;
  for (size_t I = 0; I < Words.size(); ++I) {
    llvm::StringRef Word = Words[I];
    if (Word == "--config" && I + 1 < Words.size())
      Named.push_back(Words[++I]);
    else if (Word.consume_front("--config="))
      Named.push_back(Word.str());
    else if (Word.consume_front("--config-user-dir=") ||
             Word.consume_front("--config-system-dir="))
      Places.push_back(Word.str());
    else
      Rest.push_back(Words[I]);
  }
  if (Named.empty())
    return "";
  auto In = [&](llvm::StringRef Place, llvm::StringRef Name) {
    llvm::SmallString<256> Path(Place);
    path::append(Path, Name);
    return std::string(Path);
  };
  Places.push_back(path::parent_path(Words.front()).str());
  std::vector<std::string> Flags;
  for (const std::string &Name : Named) {
    std::string Path = path::is_absolute(Name) ? Name : In(Directory, Name);
    if (!path::has_parent_path(Name)) {
      auto Has = [&](const std::string &Place) {
        return path::is_absolute(Place) && Files.exists(In(Place, Name));
      };
      auto Found = llvm::find_if(Places, Has);
      // It belongs to a compiler that is not here.
      if (Found == Places.end())
        continue;
      Path = In(*Found, Name);
    }
    llvm::BumpPtrAllocator Allocator;
    llvm::cl::ExpansionContext Context(Allocator, llvm::cl::tokenizeConfigFile);
    Context.setVFS(&Files).setCurrentDir(Directory);
    llvm::SmallVector<const char *, 16> Read;
    if (!Files.exists(Path))
      return "the configuration file '" + Name + "' is missing";
    if (llvm::Error E = Context.readConfigFile(Path, Read))
      return "a configuration file cannot be read: " +
             llvm::toString(std::move(E));
    // "$-lm" is for the linker.
    llvm::copy_if(Read, std::back_inserter(Flags),
                  [](llvm::StringRef Flag) { return !Flag.starts_with("$"); });
  }
  Rest.insert(Rest.begin() + 1, Flags.begin(), Flags.end());
  Words = std::move(Rest);
  return "";
}

static std::string expandAtFiles(std::vector<std::string> &Words,
                                 llvm::StringRef Directory,
                                 llvm::vfs::FileSystem &Files) {
  auto IsResponseFile = [](llvm::StringRef Word) {
    return Word.starts_with("@") && Word.size() > 1;
  };
  if (llvm::none_of(Words, IsResponseFile))
    return "";

  llvm::SmallVector<const char *, 64> Raw;
  for (const std::string &Word : Words)
    Raw.push_back(Word.c_str());
  llvm::BumpPtrAllocator Allocator;
  llvm::cl::ExpansionContext Context(Allocator,
                                     llvm::cl::TokenizeGNUCommandLine);
  Context.setVFS(&Files).setCurrentDir(Directory);
  if (llvm::Error E = Context.expandResponseFiles(Raw))
    return "a response file cannot be read: " + llvm::toString(std::move(E));

  std::vector<std::string> Expanded;
  for (const char *Word : Raw) {
    if (IsResponseFile(Word)) {
      // Written while the build runs, and of use to modules alone.
      if (llvm::StringRef(Word).ends_with(".modmap"))
        continue;
      return "the response file '" + std::string(Word + 1) + "' is missing";
    }
    Expanded.push_back(Word);
  }
  Words = std::move(Expanded);
  return "";
}

std::string codex::expandResponseFiles(std::vector<std::string> &Words,
                                       llvm::StringRef Directory,
                                       llvm::vfs::FileSystem &Files) {
  std::string Problem = expandAtFiles(Words, Directory, Files);
  return Problem.empty() ? expandConfigFiles(Words, Directory, Files) : Problem;
}

std::string codex::compilerProblem(llvm::StringRef Program) {
  llvm::StringRef Name = programName(Program);
  for (const OtherCompiler &Other : OtherCompilers)
    if (Name == Other.Name)
      return ("the command is for " + Other.Product + " ('" + Name + "')")
          .str();
  return "";
}
