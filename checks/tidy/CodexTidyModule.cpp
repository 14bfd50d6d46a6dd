// The plugin's entry: one clang-tidy check for each rule of the rule directory.
#include "tidy/RuleCheck.h"

#include "clang-tidy/ClangTidyModule.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>
#include <dlfcn.h>
#include <mutex>

using namespace llvm;

namespace codex {
namespace {

/// The file that this code was loaded from; links followed, since the rules
/// lie beside the file and not beside a link to it.
std::string pluginPath() {
  Dl_info Library;
  if (!dladdr(reinterpret_cast<void *>(&pluginPath), &Library))
    return {};
  SmallString<256> Real;
  if (sys::fs::real_path(Library.dli_fname, Real))
    return Library.dli_fname;
  return std::string(Real);
}

void addProblems(Error E, std::vector<std::string> &Problems) {
  handleAllErrors(std::move(E), [&](const ErrorInfoBase &Info) {
    Problems.push_back("codex: " + Info.message());
  });
}

/// The version of the Clang that was loaded first, which is the host's. A plain
/// call could reach the one that the plugin brought with it, where libraries
/// have symbol versions. The function's form has been the same for many years.
std::string hostVersion() {
  using Function = std::string (*)();
  constexpr const char *Name = "_ZN5clang19getClangFullVersionB5cxx11Ev";
  if (void *Symbol = dlsym(RTLD_DEFAULT, Name))
    return reinterpret_cast<Function>(Symbol)();
  return clang::getClangFullVersion();
}

/// Clang's classes change from version to version without a word from the
/// dynamic linker, so that a plugin in another version's clang-tidy crashes
/// sooner or later; at the latest on the way out, so that there is none but
/// this.
bool leaveUnlessHostFits() {
  std::string Host = hostVersion();
  StringRef Ours = CLANG_VERSION_STRING;
  std::string Wanted = ("version " + Ours.rsplit('.').first + ".").str();
  if (StringRef(Host).contains(Wanted))
    return true;
  errs() << "codex: this plugin is built for clang-tidy " << Ours
         << ", and the clang-tidy that loads it is of '" << Host
         << "': it cannot run there. Use clang-tidy-"
         << CLANG_VERSION_MAJOR_STRING
         << ", or build the plugin with the Clang of that clang-tidy.\n";
  std::_Exit(EXIT_FAILURE);
}

/// As soon as the plugin is loaded: `--version` ends before any check is made.
[[maybe_unused]] const bool HostFits = leaveUnlessHostFits();

/// A retired rule is history; a draft runs only where it is named, which the
/// list of checks does ('-checks=codex-*' would name all of them).
bool hasCheck(const Rule &R) {
  return R.TheState == State::Advisory || R.TheState == State::Enforced;
}

std::shared_ptr<const LoadedRules> loadRules() {
  auto Loaded = std::make_shared<LoadedRules>();
  Expected<std::string> Directory = findRuleDirectory(pluginPath());
  if (!Directory) {
    addProblems(Directory.takeError(), Loaded->Problems);
    return Loaded;
  }
  addProblems(loadRuleSet(*Directory, Loaded->Rules), Loaded->Problems);
  std::vector<const Rule *> Selected;
  for (const Rule &R : Loaded->Rules.Rules)
    if (hasCheck(R))
      Selected.push_back(&R);
  Error Errors = Error::success();
  Loaded->Program.emplace(Loaded->Rules, Selected, Errors);
  addProblems(std::move(Errors), Loaded->Problems);
  return Loaded;
}

/// Hands each unit's checks their common session. The last check of a unit
/// takes the session with it.
class Sessions {
public:
  Sessions(std::shared_ptr<const LoadedRules> Loaded,
           const RuleProgram &Program)
      : Loaded(std::move(Loaded)), Program(Program) {}

  std::shared_ptr<UnitSession> current() {
    std::shared_ptr<UnitSession> Session = Current.lock();
    if (!Session) {
      Session = std::make_shared<UnitSession>(Loaded, Program);
      Current = Session;
    }
    return Session;
  }

private:
  std::shared_ptr<const LoadedRules> Loaded;
  const RuleProgram &Program; ///< of Loaded
  std::weak_ptr<UnitSession> Current;
};

class CodexTidyModule : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    // clang-tidy asks several times in one run.
    static const std::shared_ptr<const LoadedRules> Loaded = loadRules();
    // With a check, clang-tidy reports problems as it does those of its own
    // configuration. Without one it says no more than that there is none.
    if (!Loaded->Program || none_of(Loaded->Rules.Rules, hasCheck)) {
      static std::once_flag Told;
      std::call_once(Told, [&] {
        for (const std::string &Problem : Loaded->Problems)
          errs() << Problem << '\n';
      });
      return;
    }
    auto Shared = std::make_shared<Sessions>(Loaded, *Loaded->Program);
    for (const Rule &R : Loaded->Rules.Rules) {
      if (!hasCheck(R))
        continue;
      std::vector<std::string> Names{R.Id};
      append_range(Names, R.Formerly);
      for (const std::string &Id : Names)
        Factories.registerCheckFactory(
            "codex-" + Id,
            [Shared, &R](StringRef Name,
                         clang::tidy::ClangTidyContext *Context) {
              return std::make_unique<RuleCheck>(Name, Context, R,
                                                 Shared->current());
            });
    }
  }
};

} // namespace

static clang::tidy::ClangTidyModuleRegistry::Add<CodexTidyModule>
    Registration("codex-module", "The rules of Codex.");

} // namespace codex
