//===- ClangArguments.cpp - Any compiler's flags made Clang's -------------===//

#include "driver/run/ClangArguments.h"

#include "driver/run/FlagFilter.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Driver/ToolChain.h"
#include "clang/Driver/Types.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Options/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TargetSelect.h"

using namespace codex;
namespace types = clang::driver::types;

/// Errors of Clang that GCC lets pass or only warns about.
static constexpr llvm::StringLiteral AcceptedByGcc[] = {
    "-Wno-c++11-narrowing",
    "-Wno-implicit-function-declaration",
    "-Wno-implicit-int",
    "-Wno-int-conversion",
    "-Wno-incompatible-function-pointer-types",
    "-Wno-incompatible-pointer-types",
    "-Wno-reserved-user-defined-literal",
    "-Wno-register",
    "-Wno-return-mismatch"};

/// More objections than this to one command: something else is wrong.
static constexpr unsigned MaxObjections = 40;

namespace {

class ErrorTexts : public clang::DiagnosticConsumer {
public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override {
    if (Level < clang::DiagnosticsEngine::Error)
      return;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    Texts.push_back(std::string(Text));
  }
  std::vector<std::string> Texts;
};

} // namespace

/// What Clang's driver and front end say against these flags.
static std::vector<std::string>
objections(llvm::ArrayRef<std::string> Arguments,
           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  std::vector<const char *> Words;
  for (const std::string &Argument : Arguments)
    Words.push_back(Argument.c_str());

  ErrorTexts Errors;
  clang::DiagnosticOptions DiagOptions;
  auto Diags = llvm::makeIntrusiveRefCnt<clang::DiagnosticsEngine>(
      clang::DiagnosticIDs::create(), DiagOptions, &Errors,
      /*ShouldOwnClient=*/false);
  clang::CreateInvocationOptions Options;
  Options.Diags = Diags;
  Options.VFS = std::move(Files);
  Options.RecoverOnError = true;
  std::unique_ptr<clang::CompilerInvocation> Invocation =
      clang::createInvocation(Words, Options);
  // The target has its own opinion of -march and the like.
  if (Invocation)
    llvm::IntrusiveRefCntPtr<clang::TargetInfo> Target(
        clang::TargetInfo::CreateTargetInfo(*Diags,
                                            Invocation->getTargetOpts()));
  return std::move(Errors.Texts);
}

/// The words between single quotes, which is how Clang names arguments.
static std::vector<llvm::StringRef> quoted(llvm::StringRef Text) {
  std::vector<llvm::StringRef> Words;
  llvm::SmallVector<llvm::StringRef, 8> Parts;
  Text.split(Parts, '\'');
  for (size_t I = 1; I < Parts.size(); I += 2)
    Words.push_back(Parts[I]);
  return Words;
}

/// Moves the flag that \p Objection is about to \p Dropped; false if none can
/// be told.
static bool dropObjected(std::vector<std::string> &Flags,
                         llvm::StringRef Objection,
                         std::vector<std::string> &Dropped) {
  std::vector<llvm::StringRef> Names = quoted(Objection);
  auto Matches = [&](llvm::StringRef Flag) {
    return llvm::any_of(Names, [&](llvm::StringRef Name) {
      if (Name.size() < 2)
        return false;
      if (Name.starts_with("-"))
        return Flag == Name || (Name.ends_with("=") && Flag.starts_with(Name));
      size_t Equals = Flag.find('=');
      return Flag.starts_with("-") && Equals != llvm::StringRef::npos &&
             Flag.substr(Equals + 1) == Name && !Flag.starts_with("-D");
    });
  };
  auto Found = std::find_if(Flags.begin(), Flags.end(), Matches);
  if (Found == Flags.end())
    return false;
  bool Inner = Found != Flags.begin() && *std::prev(Found) == "-Xclang";
  Dropped.push_back(*Found);
  Flags.erase(Inner ? std::prev(Found) : Found, std::next(Found));
  return true;
}

static types::ID languageOf(llvm::ArrayRef<std::string> Flags,
                            llvm::StringRef File) {
  std::string Named;
  for (size_t I = 0; I != Flags.size(); ++I)
    if (Flags[I] == "-x" && I + 1 != Flags.size())
      Named = Flags[++I];
    else if (llvm::StringRef(Flags[I]).starts_with("-x"))
      Named = Flags[I].substr(2);
  // "-x none" takes back what was said before it.
  if (!Named.empty() && Named != "none")
    return types::lookupTypeForTypeSpecifier(Named.c_str());
  llvm::StringRef Extension = llvm::sys::path::extension(File);
  return types::lookupTypeForExtension(
      Extension.drop_front(Extension.empty() ? 0 : 1));
}

/// The compiler's name says how to read files, and for which machine.
static std::vector<std::string>
flagsOfProgramName(const clang::driver::ParsedClangName &Name,
                   llvm::StringRef Program, llvm::StringRef Directory,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  std::vector<std::string> Flags;
  if (Name.DriverMode)
    Flags.push_back(Name.DriverMode);
  if (Name.TargetIsValid)
    Flags.push_back("--target=" + Name.TargetPrefix);

  // A GCC in a place of its own has its own standard library.
  llvm::StringRef Place =
      llvm::sys::path::parent_path(llvm::sys::path::parent_path(Program));
  bool Gcc = llvm::sys::path::filename(Program).contains("g++") ||
             llvm::sys::path::filename(Program).contains("gcc");
  if (Gcc && llvm::sys::path::is_absolute(Program) && Place != "/usr" &&
      Place != "/" && Files->exists(Place + "/lib/gcc"))
    Flags.push_back("--gcc-toolchain=" + Place.str());
  return Flags;
}

ClangArguments::ClangArguments(
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files)
    : Files(std::move(Files)) {
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargets();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmParsers();
}

ClangCommand ClangArguments::adapt(llvm::ArrayRef<std::string> Words,
                                   llvm::StringRef Directory,
                                   llvm::StringRef File) {
  if (Words.size() > 1 && (Words[1] == "-cc1" || Words[1] == "-cc1as"))
    return {.Problem = "the command is an inner one of Clang (-cc1)"};
  llvm::StringRef Program = Words.front();
  llvm::StringRef Stem = llvm::sys::path::filename(Program);
  clang::driver::ParsedClangName Name =
      clang::driver::ToolChain::getTargetAndModeFromProgramName(Stem);
  if (Name.DriverMode && llvm::StringRef(Name.DriverMode).ends_with("=cl"))
    return {.Problem = "the command is for Microsoft's compiler ('" +
                       Stem.str() + "')"};

  auto Absolute = [&](llvm::StringRef Path) {
    llvm::SmallString<256> Result(Path);
    if (!llvm::sys::path::is_absolute(Path)) {
      Result = Directory;
      llvm::sys::path::append(Result, Path);
    }
    llvm::sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
    return std::string(Result);
  };
  auto Exists = [&](llvm::StringRef Path) {
    return Files->exists(Absolute(Path));
  };

  std::vector<const char *> Raw;
  for (const std::string &Word : Words.drop_front())
    Raw.push_back(Word.c_str());
  unsigned MissingIndex = 0;
  unsigned MissingCount = 0;
  llvm::opt::InputArgList Parsed = clang::getDriverOptTable().ParseArgs(
      Raw, MissingIndex, MissingCount,
      llvm::opt::Visibility(clang::options::ClangOption));

  FlagFilter Filter(Exists);
  std::vector<std::string> &Flags = Filter.Kept;
  std::vector<std::string> Rejected;
  bool InputSeen = false;
  for (const llvm::opt::Arg *Argument : Parsed) {
    const llvm::opt::Option &Option = Argument->getOption();
    if (Option.getKind() == llvm::opt::Option::UnknownClass)
      Rejected.push_back(Argument->getSpelling().str());
    if (Option.getKind() == llvm::opt::Option::InputClass &&
        Absolute(Argument->getValue()) == File)
      InputSeen = true;
    else if (Option.getKind() == llvm::opt::Option::InputClass)
      Rejected.push_back(Argument->getValue());
    else if (!(InputSeen && Option.matches(clang::options::OPT_x)))
      Filter.take(*Argument, Parsed);
  }

  types::ID Language = languageOf(Flags, File);
  if (Language == types::TY_INVALID) {
    bool PlainC = !Name.DriverMode && !Stem.contains("++");
    Flags.insert(Flags.end(), {"-x", PlainC ? "c" : "c++"});
  } else if (types::isCuda(Language) || types::isHIP(Language)) {
    return {.Problem = "CUDA and HIP are not analysed"};
  } else if (!types::isDerivedFromC(Language)) {
    return {.OtherLanguage = true};
  }

  std::vector<std::string> Front = {Program.str(), "--no-default-config"};
  llvm::append_range(Front,
                     flagsOfProgramName(Name, Program, Directory, Files));
  if (!Stem.contains("clang"))
    Front.insert(Front.end(), std::begin(AcceptedByGcc),
                 std::end(AcceptedByGcc));
  Flags.insert(Flags.end(), {"-w", "-ferror-limit=0", "-fsyntax-only"});

  std::string Key = llvm::join(Front, "\n") + "\n\n" + llvm::join(Flags, "\n") +
                    "\n\n" + llvm::sys::path::extension(File).str();
  auto [Entry, New] = Known.try_emplace(Key);
  Examined &Outcome = Entry->second;
  auto Joined = [&](llvm::ArrayRef<std::string> Flags) {
    std::vector<std::string> All = Front;
    llvm::append_range(All, Flags);
    All.push_back(File.str());
    return All;
  };
  if (New) {
    for (unsigned Round = 0; Round < MaxObjections; ++Round) {
      bool Dropped = false;
      for (const std::string &Text : objections(Joined(Flags), Files))
        Dropped |= dropObjected(Flags, Text, Outcome.Rejected);
      if (!Dropped)
        break;
    }
    Outcome.Accepted = Flags;
  }
  llvm::append_range(Rejected, Outcome.Rejected);
  return {.Arguments = Joined(Outcome.Accepted),
          .Rejected = std::move(Rejected)};
}
