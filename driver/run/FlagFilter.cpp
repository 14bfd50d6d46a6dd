//===- FlagFilter.cpp - Which flags matter to a parse ---------------------===//

#include "driver/run/FlagFilter.h"

#include "clang/Options/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/ArgList.h"

using namespace codex;

/// Dropped by their exact names.
static constexpr llvm::StringLiteral DroppedNames[] = {
    // What to produce.
    "-o", "-c", "-S", "-E", "-fsyntax-only", "-emit-llvm", "-emit-ast",
    "--precompile", "-###", "-v", "-w",
    // Dependency files.
    "-M", "-MM", "-MD", "-MMD", "-MF", "-MG", "-MP", "-MT", "-MQ", "-MJ", "-MV",
    // Tuning of passes, and the one that can load code with it.
    "-mllvm", "-mmlir",
    // A configuration file may hold any flag.
    "--config=", "--config",
    "--config-system-dir=", "--config-user-dir=", "-pedantic-errors",
    "-ferror-limit="};

/// Dropped by the beginnings of their names.
static constexpr llvm::StringLiteral DroppedPrefixes[] = {
    "-save-temps", "--serialize-diagnostics", "-serialize-diagnostics",
    "-ftime-", "-fcrash-diagnostics", "-gen-reproducer", "-dependency-",
    "-index-store", "-fmodule-output", "-gsplit-dwarf", "-save-stats",
    "--save-stats", "-gen-cdb-fragment-path", "-dumpdir",
    // Questions to the driver: with them it would compile nothing.
    "-ccc-", "-print-", "--print-", "-fdriver-only", "--autocomplete", "-dump",
    "-help", "--help", "--version",
    // Clang's own modules would be built and kept. The headers do as well.
    "-fmodules", "-fcxx-modules", "-fno-cxx-modules", "-fimplicit-module",
    "-fmodule-map-file", "-fbuild-session",
    // Plugins.
    "-fplugin", "-fpass-plugin", "-fclang-abi-plugin",
    // Profiles, which may lie elsewhere or be another compiler's.
    "-fprofile", "-fno-profile", "-fcoverage", "-ftest-coverage", "--coverage",
    "-coverage", "-fauto-profile", "-fcs-profile", "-fmemory-profile",
    "-fsave-optimization-record", "-foptimization-record", "-fproc-stat",
    "-fstack-usage", "-fembed-bitcode", "-fthinlto", "-flto",
    // Offloading asks the machine for its devices.
    "--offload", "-fopenmp-targets", "--cuda", "--gpu", "--rocm", "--hip",
    // Arguments for other tools. -Xclang and -Xpreprocessor are looked at.
    "-Xarch", "-Xanalyzer", "-Xassembler", "-Xlinker", "-Xcuda", "-Xopenmp",
    "-Xoffload", "-Xthinlto", "-Xflang", "-Wa,", "-Wl,", "--analyze"};

/// Of those that write dependency files, the ones that take a name.
static constexpr llvm::StringLiteral FlagsWithFile[] = {"-MF", "-MT", "-MQ",
                                                        "-MJ"};

/// -Xclang values that take the next one with them.
static constexpr llvm::StringLiteral XclangPairs[] = {
    "-load", "-plugin", "-add-plugin", "-include-pch", "-o", "-mllvm",
    "-analyzer-config", "-analyzer-checker", "-analyzer-output",
    "-dependency-file", "-dependency-dot", "-module-dependency-dir",
    "-header-include-file", "-diagnostic-log-file",
    "-diagnostic-serialized-file", "-serialize-diagnostic-file",
    "-mt-migrate-directory", "-stats-file", "-emit-module-interface-to",
    // Another file's text in a file's place.
    "-remap-file"};

static constexpr llvm::StringLiteral XclangPrefixes[] = {"-emit-",
                                                         "-ast-",
                                                         "-analyze",
                                                         "-fplugin",
                                                         "-fpass-plugin",
                                                         "-load",
                                                         "-fno-pch-",
                                                         "-fpch-",
                                                         "-building-pch",
                                                         "-verify",
                                                         "-Werror",
                                                         "-fmodules",
                                                         "-fimplicit-module",
                                                         "-stats-file=",
                                                         "-print-stats",
                                                         "-skip-function-"};

static bool startsWithAny(llvm::StringRef Text,
                          llvm::ArrayRef<llvm::StringLiteral> Prefixes) {
  return llvm::any_of(Prefixes, [&](llvm::StringRef Prefix) {
    return Text.starts_with(Prefix);
  });
}

void FlagFilter::take(const llvm::opt::Arg &Arg,
                      const llvm::opt::ArgList &List) {
  const llvm::opt::Option &Option = Arg.getOption();
  if (Option.getKind() == llvm::opt::Option::InputClass ||
      Option.getKind() == llvm::opt::Option::UnknownClass)
    return;

  std::string Name = Option.getPrefixedName().str();
  if (llvm::is_contained(DroppedNames, Name) ||
      startsWithAny(Name, DroppedPrefixes))
    return;
  if (Name == "-Xclang")
    return takeXclang(Arg.getValue());
  if (Name == "-include-pch")
    return takePrecompiledHeader(Arg.getValue());

  llvm::opt::ArgStringList Words;
  Arg.render(List, Words);
  if (Words.empty())
    return;
  llvm::StringRef First = Words.front();
  // Preprocessor flags in disguise; those that write dependency files go.
  if (First.starts_with("-Wp,") || First == "-Xpreprocessor") {
    bool WritesDependencies = llvm::any_of(Words, [](llvm::StringRef Word) {
      return Word.contains(",-M") || Word.starts_with("-M");
    });
    // The flag's own file comes as a word of its own.
    if (First == "-Xpreprocessor" && DropNextPreprocessor) {
      DropNextPreprocessor = false;
      return;
    }
    if (WritesDependencies) {
      llvm::StringRef Flag = Words.back();
      DropNextPreprocessor =
          First == "-Xpreprocessor" && llvm::is_contained(FlagsWithFile, Flag);
      return;
    }
  } else if (First.starts_with("-W") && !First.starts_with("-Wno-")) {
    // Warnings are not reported. What -Wno- turns off may be an error.
    return;
  }
  Kept.insert(Kept.end(), Words.begin(), Words.end());
}

void FlagFilter::takeXclang(llvm::StringRef Value) {
  if (DropNextXclang) {
    DropNextXclang = false;
    return;
  }
  if (llvm::is_contained(XclangPairs, Value) ||
      Value.starts_with("-plugin-arg-")) {
    DropNextXclang = true;
    return;
  }
  if (startsWithAny(Value, XclangPrefixes))
    return;
  Kept.push_back("-Xclang");
  Kept.push_back(Value.str());
}

/// The file is of another compiler, but what went into it stands beside it.
void FlagFilter::takePrecompiledHeader(llvm::StringRef Path) {
  llvm::StringRef Source = Path;
  if (!Source.consume_back(".pch") && !Source.consume_back(".gch"))
    return;
  if (!Exists(Source))
    return;
  Kept.push_back("-include");
  Kept.push_back(Source.str());
}
