//===- IncludeScan.cpp - Which files a unit reads, without a parse --------===//

#include "driver/run/IncludeScan.h"

#include "collect/Invocation.h"

#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/DependencyDirectivesScanner.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <memory>

using namespace codex;
namespace scan = clang::dependency_directives_scan;

/// Units that one worker scans: they share what it has read of headers.
static constexpr size_t UnitsInChunk = 16;

namespace {

/// The directives of each header, found once for all units of a worker.
class DirectiveCache {
public:
  struct Entry {
    std::unique_ptr<llvm::MemoryBuffer> Text;
    llvm::SmallVector<scan::Token, 10> Tokens;
    llvm::SmallVector<scan::Directive, 10> Directives;
    bool Usable = false;
  };

  const Entry &get(clang::FileEntryRef File, clang::FileManager &Files) {
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
    Slot->Usable = !clang::scanSourceForDependencyDirectives(
        Slot->Text->getBuffer(), Slot->Tokens, Slot->Directives);
    return *Slot;
  }

private:
  llvm::StringMap<std::unique_ptr<Entry>> Entries;
};

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

/// What __has_include finds is not entered, and yet decides what is compiled.
class Asked : public clang::PPCallbacks {
public:
  explicit Asked(llvm::StringSet<> &Names) : Names(Names) {}
  void HasInclude(clang::SourceLocation, llvm::StringRef, bool,
                  clang::OptionalFileEntryRef File,
                  clang::SrcMgr::CharacteristicKind) override {
    if (File)
      Names.insert(File->getName());
  }

private:
  llvm::StringSet<> &Names;
};

class ScanAction : public clang::PreprocessOnlyAction {
public:
  explicit ScanAction(llvm::StringSet<> &Names) : Names(Names) {}

protected:
  bool BeginSourceFileAction(clang::CompilerInstance &Compiler) override {
    Compiler.getPreprocessor().addPPCallbacks(std::make_unique<Asked>(Names));
    return true;
  }
  void EndSourceFileAction() override {
    clang::SourceManager &Sources = getCompilerInstance().getSourceManager();
    for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It)
      Names.insert(It->first.getName());
    Done = true;
  }

public:
  bool Done = false;

private:
  llvm::StringSet<> &Names;
};

} // namespace

static bool reads(const CompileUnit &Unit,
                  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                  DirectiveCache &Cache,
                  llvm::function_ref<bool(llvm::StringRef)> Wanted) {
  if (Files->setCurrentWorkingDirectory(Unit.Directory))
    return true;
  clang::IgnoringDiagConsumer Ignored;
  std::shared_ptr<clang::CompilerInvocation> Invocation =
      makeInvocation(Unit, Files, Ignored);
  if (!Invocation)
    return true;
  clang::CompilerInstance Compiler(std::move(Invocation));
  Compiler.setVirtualFileSystem(Files);
  Compiler.createDiagnostics(&Ignored, /*ShouldOwnClient=*/false);
  // What is missing is passed over: what comes behind it may be of interest.
  Compiler.getDiagnostics().setFatalsAsError(true);
  Compiler.setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());
  Compiler.createFileManager();
  Compiler.createSourceManager();
  Compiler.setDependencyDirectivesGetter(
      std::make_unique<CachedDirectives>(Cache, Compiler.getFileManager()));
  llvm::StringSet<> Names;
  ScanAction Action(Names);
  Compiler.ExecuteAction(Action);
  if (!Action.Done)
    return true;
  for (const auto &Name : Names) {
    llvm::SmallString<256> Path(Name.getKey());
    if (!Files->makeAbsolute(Path) && Wanted(Path))
      return true;
  }
  return false;
}

std::vector<bool>
codex::unitsThatRead(llvm::ArrayRef<const PlannedUnit *> Units,
                     llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                     const WorkLimits &Limits,
                     llvm::function_ref<bool(llvm::StringRef)> Wanted) {
  std::vector<size_t> Order;
  for (size_t I = 0; I * UnitsInChunk < Units.size(); ++I)
    Order.push_back(I);
  auto Chunk = [&](size_t Task) {
    return Units.slice(Task * UnitsInChunk,
                       std::min(UnitsInChunk,
                                Units.size() - Task * UnitsInChunk));
  };
  auto Work = [&](size_t Task, WorkerStatus &Status) {
    DirectiveCache Cache;
    std::string Answers;
    Status.set("looking for includes");
    for (const PlannedUnit *Unit : Chunk(Task))
      Answers += reads(Unit->Unit, Files, Cache, Wanted) ? '1' : '0';
    return Answers;
  };
  std::vector<WorkResult> Results =
      runWorkers(Order, Limits, Work, [](size_t) {});
  std::vector<bool> Answers;
  for (size_t Task : Order) {
    const std::string &Output = Results[Task].Output;
    for (size_t I = 0; I < Chunk(Task).size(); ++I)
      Answers.push_back(I >= Output.size() || Output[I] != '0');
  }
  return Answers;
}
