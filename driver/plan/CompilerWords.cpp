//===- CompilerWords.cpp - The compiler inside of a command ---------------===//

#include "driver/plan/CompilerWords.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"

using namespace codex;

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

std::string codex::expandResponseFiles(std::vector<std::string> &Words,
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

std::string codex::compilerProblem(llvm::StringRef Program) {
  llvm::StringRef Name = programName(Program);
  for (const OtherCompiler &Other : OtherCompilers)
    if (Name == Other.Name)
      return ("the command is for " + Other.Product + " ('" + Name + "')")
          .str();
  return "";
}
