//===- Preprocess.cpp - A unit preprocessed, and no more ------------------===//

#include "driver/run/Preprocess.h"

#include "collect/Invocation.h"
#include "collect/SharedHeaders.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Preprocessor.h"

using namespace codex;
namespace scan = clang::dependency_directives_scan;

/// Clang's scan for directives passes #embed over.
static bool mayEmbed(llvm::StringRef Text) {
  for (size_t At = Text.find("embed"); At != llvm::StringRef::npos;
       At = Text.find("embed", At + 1))
    if (Text.take_front(At).rtrim(" \t").ends_with("#"))
      return true;
  return false;
}

DirectiveCache::Entry &DirectiveCache::get(clang::FileEntryRef File,
                                           clang::FileManager &Files) {
  // Relative names are meant from each unit's own directory.
  llvm::SmallString<256> Name(File.getName());
  Files.makeAbsolutePath(Name);
  std::unique_ptr<Entry> &Slot = Entries[Name];
  if (Slot)
    return *Slot;
  Slot = std::make_unique<Entry>();
  auto Buffer = Files.getBufferForFile(File);
  if (!Buffer)
    return *Slot;
  Slot->Text = std::move(*Buffer);
  Slot->Usable = !mayEmbed(Slot->Text->getBuffer()) &&
                 !clang::scanSourceForDependencyDirectives(
                     Slot->Text->getBuffer(), Slot->Tokens, Slot->Directives);
  return *Slot;
}

const std::vector<uint64_t> &DirectiveCache::names(clang::FileEntryRef File,
                                                   clang::FileManager &Files) {
  Entry &E = get(File, Files);
  if (!E.Names)
    E.Names =
        E.Text ? namesInText(E.Text->getBuffer()) : std::vector<uint64_t>();
  return *E.Names;
}

namespace {

class CachedDirectives : public clang::DependencyDirectivesGetter {
public:
  CachedDirectives(DirectiveCache &Cache, clang::FileManager &Files)
      : Cache(Cache), Files(Files) {}

  std::unique_ptr<clang::DependencyDirectivesGetter>
  cloneFor(clang::FileManager &Other) override {
    return std::make_unique<CachedDirectives>(Cache, Other);
  }
  std::optional<llvm::ArrayRef<scan::Directive>>
  operator()(clang::FileEntryRef File) override {
    const DirectiveCache::Entry &Entry = Cache.get(File, Files);
    if (!Entry.Usable)
      return std::nullopt;
    return llvm::ArrayRef(Entry.Directives);
  }

private:
  DirectiveCache &Cache;
  clang::FileManager &Files;
};

using WatchFunction = llvm::function_ref<std::unique_ptr<clang::PPCallbacks>(
    clang::CompilerInstance &)>;
using EndFunction = llvm::function_ref<void(clang::CompilerInstance &)>;

class ScanAction : public clang::PreprocessOnlyAction {
public:
  ScanAction(WatchFunction Watch, EndFunction Ended)
      : Watch(Watch), Ended(Ended) {}

  bool Done = false;

protected:
  bool BeginSourceFileAction(clang::CompilerInstance &Compiler) override {
    Compiler.getPreprocessor().addPPCallbacks(Watch(Compiler));
    return true;
  }
  void EndSourceFileAction() override {
    Ended(getCompilerInstance());
    Done = true;
  }

private:
  WatchFunction Watch;
  EndFunction Ended;
};

} // namespace

bool codex::preprocess(const CompileUnit &Unit,
                       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                       DirectiveCache &Cache, WatchFunction Watch,
                       EndFunction Ended) {
  if (Files->setCurrentWorkingDirectory(Unit.Directory))
    return false;
  clang::IgnoringDiagConsumer Ignored;
  std::shared_ptr<clang::CompilerInvocation> Invocation =
      makeInvocation(Unit, Files, Ignored);
  if (!Invocation)
    return false;
  clang::CompilerInstance Compiler(std::move(Invocation));
  // What is missing is passed over: what comes behind it may be of interest.
  prepare(Compiler, Files, Ignored);
  Compiler.setDependencyDirectivesGetter(
      std::make_unique<CachedDirectives>(Cache, Compiler.getFileManager()));
  ScanAction Action(Watch, Ended);
  Compiler.ExecuteAction(Action);
  return Action.Done;
}
