#include "collect/Invocation.h"

#include "clang/Basic/Version.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TargetSelect.h"

#include <dlfcn.h>

using namespace clang;
using namespace llvm;

namespace codex {

/// Clang's own headers (stddef.h …) lie beside the Clang that we were built
/// with; where that is gone, beside the library that is loaded.
static std::string resourceDirectory() {
  if (sys::fs::is_directory(CODEX_CLANG_RESOURCE_DIR))
    return CODEX_CLANG_RESOURCE_DIR;
  Dl_info Library;
  std::string (*Symbol)() = &getClangFullVersion;
  if (!dladdr(reinterpret_cast<void *>(Symbol), &Library))
    return CODEX_CLANG_RESOURCE_DIR;
  SmallString<256> Path(sys::path::parent_path(Library.dli_fname));
  sys::path::append(Path, "clang", CLANG_VERSION_MAJOR_STRING);
  return std::string(Path);
}

/// A Clang's own path decides where libc++ is looked for; any other compiler's
/// says nothing to Clang's driver.
static std::string driverPath(StringRef Compiler) {
  if (sys::path::filename(Compiler).contains("clang") &&
      sys::path::is_absolute(Compiler)) {
    SmallString<256> Real;
    if (!sys::fs::real_path(Compiler, Real))
      return std::string(Real);
  }
  return CODEX_CLANG_PROGRAM;
}

static void initializeTargets() {
  static const bool Once = [] {
    InitializeAllTargetInfos();
    InitializeAllTargetMCs();
    InitializeAllAsmParsers();
    return true;
  }();
  (void)Once;
}

/// Takes away whatever writes a file, prints, loads code, or reads what another
/// compiler has written.
static void reduceToParse(CompilerInvocation &Invocation) {
  DiagnosticOptions &Diagnostics = Invocation.getDiagnosticOpts();
  Diagnostics.IgnoreWarnings = true;
  Diagnostics.ErrorLimit = 0;
  Diagnostics.VerifyDiagnostics = false;
  Diagnostics.DiagnosticLogFile.clear();
  Diagnostics.DiagnosticSerializationFile.clear();

  FrontendOptions &Frontend = Invocation.getFrontendOpts();
  Frontend.ProgramAction = frontend::ParseSyntaxOnly;
  Frontend.OutputFile.clear();
  Frontend.StatsFile.clear();
  Frontend.ShowStats = false;
  Frontend.Plugins.clear();
  Frontend.AddPluginActions.clear();
  Frontend.PluginArgs.clear();
  Frontend.ActionName.clear();
  Frontend.LLVMArgs.clear();
  Frontend.TimeTracePath.clear();
  Frontend.DisableFree = false;

  Invocation.getDependencyOutputOpts() = DependencyOutputOptions();
  Invocation.getHeaderSearchOpts().Verbose = false;
  Invocation.getLangOpts().ImplicitModules = false;

  PreprocessorOptions &Preprocessor = Invocation.getPreprocessorOpts();
  Preprocessor.ImplicitPCHInclude.clear();
  Preprocessor.PrecompiledPreambleBytes = {0, false};
}

std::unique_ptr<CompilerInvocation>
makeInvocation(const CompileUnit &Unit,
               IntrusiveRefCntPtr<vfs::FileSystem> Files,
               DiagnosticConsumer &Problems) {
  if (Unit.Arguments.empty())
    return nullptr;
  initializeTargets();

  std::vector<std::string> Arguments = Unit.Arguments;
  tooling::addTargetAndModeForProgramName(Arguments, Unit.Arguments.front());
  Arguments.front() = driverPath(Unit.Arguments.front());
  auto NamesResources = [](StringRef Argument) {
    return Argument.starts_with("-resource-dir");
  };
  if (llvm::none_of(Arguments, NamesResources))
    Arguments.insert(Arguments.begin() + 1,
                     "-resource-dir=" + resourceDirectory());
  std::vector<const char *> Pointers;
  for (const std::string &Argument : Arguments)
    Pointers.push_back(Argument.c_str());

  DiagnosticOptions Options;
  Options.IgnoreWarnings = true;
  CreateInvocationOptions How;
  How.Diags = CompilerInstance::createDiagnostics(*Files, Options, &Problems,
                                                  /*ShouldOwnClient=*/false);
  How.VFS = Files;
  How.RecoverOnError = true;
  How.ProbePrecompiled = false;
  std::unique_ptr<CompilerInvocation> Invocation =
      createInvocation(Pointers, How);
  if (Invocation)
    reduceToParse(*Invocation);
  return Invocation;
}

static void layOver(CompilerInstance &Compiler) {
  if (!Compiler.getHeaderSearchOpts().VFSOverlayFiles.empty())
    Compiler.setVirtualFileSystem(createVFSFromCompilerInvocation(
        Compiler.getInvocation(), Compiler.getDiagnostics(),
        Compiler.getVirtualFileSystemPtr()));
}

void prepare(CompilerInstance &Compiler,
             IntrusiveRefCntPtr<vfs::FileSystem> Files,
             DiagnosticConsumer &Problems) {
  Compiler.setVirtualFileSystem(std::move(Files));
  Compiler.createDiagnostics(&Problems, /*ShouldOwnClient=*/false);
  Compiler.getDiagnostics().setFatalsAsError(true);
  Compiler.setVerboseOutputStream(std::make_unique<raw_null_ostream>());
  layOver(Compiler);
  Compiler.createFileManager();
  Compiler.createSourceManager();
}

} // namespace codex
