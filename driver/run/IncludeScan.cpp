//===- IncludeScan.cpp - Which files a unit reads, without a parse --------===//

#include "driver/run/IncludeScan.h"

#include "driver/run/Preprocess.h"

#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

#include <memory>

using namespace codex;

/// Units that one worker scans: they share what it has read of headers.
static constexpr size_t UnitsInChunk = 16;

namespace {

/// What __has_include finds is not entered, and yet decides what is compiled;
/// what #embed takes in is no source.
class Asked : public clang::PPCallbacks {
public:
  Asked(clang::CompilerInstance &Compiler, LookedFor Which,
        llvm::StringSet<> &Names)
      : Compiler(Compiler), Which(Which), Names(Names) {}
  void InclusionDirective(clang::SourceLocation Hash, const clang::Token &,
                          llvm::StringRef Name, bool IsAngled,
                          clang::CharSourceRange,
                          clang::OptionalFileEntryRef File,
                          llvm::StringRef FoundIn, llvm::StringRef,
                          const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind) override {
    notePlaces(Hash, Name, IsAngled, File ? FoundIn : "");
  }
  void HasInclude(clang::SourceLocation Loc, llvm::StringRef Name,
                  bool IsAngled, clang::OptionalFileEntryRef File,
                  clang::SrcMgr::CharacteristicKind) override {
    note(File);
    if (!File)
      notePlaces(Loc, Name, IsAngled, "");
  }
  void HasEmbed(clang::SourceLocation, llvm::StringRef, bool,
                clang::OptionalFileEntryRef File) override {
    note(File);
  }
  void EmbedDirective(clang::SourceLocation, llvm::StringRef, bool,
                      clang::OptionalFileEntryRef File,
                      const clang::LexEmbedParametersResult &) override {
    note(File);
  }

private:
  void note(clang::OptionalFileEntryRef File) {
    if (File)
      Names.insert(File->getName());
  }
  /// Where \p Name was looked for in vain, also in directories that are not
  /// there, before it was found in \p FoundIn.
  void notePlaces(clang::SourceLocation Loc, llvm::StringRef Name,
                  bool IsAngled, llvm::StringRef FoundIn) {
    if (Which == LookedFor::Found)
      return;
    auto Note = [&](llvm::StringRef Directory) {
      llvm::SmallString<256> Place(Directory);
      llvm::sys::path::append(Place, Name);
      Names.insert(Place);
    };
    if (llvm::sys::path::is_absolute(Name)) {
      Names.insert(Name);
      return;
    }
    clang::SourceManager &Sources = Compiler.getSourceManager();
    clang::OptionalFileEntryRef In = Sources.getFileEntryRefForID(
        Sources.getFileID(Sources.getExpansionLoc(Loc)));
    if (!IsAngled && In) {
      llvm::StringRef Beside = llvm::sys::path::parent_path(In->getName());
      if (Beside == FoundIn)
        return;
      Note(Beside);
    }
    for (const auto &Entry : Compiler.getHeaderSearchOpts().UserEntries) {
      if (Entry.Path == FoundIn)
        return;
      Note(Entry.Path);
    }
  }

  clang::CompilerInstance &Compiler;
  LookedFor Which;
  llvm::StringSet<> &Names;
};

} // namespace

static bool reads(const CompileUnit &Unit,
                  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                  DirectiveCache &Cache,
                  llvm::function_ref<bool(llvm::StringRef)> Wanted,
                  LookedFor Which) {
  llvm::StringSet<> Names;
  auto Watch = [&](clang::CompilerInstance &Compiler) {
    return std::make_unique<Asked>(Compiler, Which, Names);
  };
  auto Ended = [&](clang::CompilerInstance &Compiler) {
    clang::SourceManager &Sources = Compiler.getSourceManager();
    for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It)
      Names.insert(It->first.getName());
  };
  if (!preprocess(Unit, Files, Cache, Watch, Ended))
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
                     llvm::function_ref<bool(llvm::StringRef)> Wanted,
                     LookedFor Which) {
  std::vector<size_t> Order;
  for (size_t I = 0; I * UnitsInChunk < Units.size(); ++I)
    Order.push_back(I);
  auto Chunk = [&](size_t Task) {
    return Units.slice(
        Task * UnitsInChunk,
        std::min(UnitsInChunk, Units.size() - Task * UnitsInChunk));
  };
  auto Work = [&](size_t Task, WorkerStatus &Status) {
    DirectiveCache Cache;
    std::string Answers;
    Status.set("looking for includes");
    for (const PlannedUnit *Unit : Chunk(Task))
      Answers += reads(Unit->Unit, Files, Cache, Wanted, Which) ? '1' : '0';
    return Answers;
  };
  std::vector<WorkResult> Results =
      runWorkers(Order, Limits, Work, [](size_t, WorkResult &) {});
  std::vector<bool> Answers;
  for (size_t Task : Order) {
    const std::string &Output = Results[Task].Output;
    for (size_t I = 0; I < Chunk(Task).size(); ++I)
      Answers.push_back(I >= Output.size() || Output[I] != '0');
  }
  return Answers;
}
