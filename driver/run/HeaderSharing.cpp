//===- HeaderSharing.cpp - Which units share which headers ----------------===//

#include "driver/run/HeaderSharing.h"

#include "driver/run/HeaderStore.h"
#include "driver/run/Preprocess.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

#include <map>
#include <set>

using namespace codex;

/// With fewer units than this, building costs more than it saves.
static constexpr size_t LeastUnits = 4;

/// So many units of a group are asked what they include.
static constexpr size_t MostAsked = 16;

/// A header is shared if so many of those that were asked want it, and so many
/// units of the group may be expected to.
static constexpr size_t LeastAskers = 2;
static constexpr size_t LeastUsers = 4;

/// Headers are shared if the units together would read so many times what is to
/// be parsed once: building instantiates more than a unit does, and is written.
static constexpr size_t LeastReuse = 4;

namespace {

/// What one unit says of a header that its own files name.
struct Request {
  std::string Name;
  bool Configured; ///< a macro defined before is a name in what it brings
  /// The files that are read for it, and how long they are.
  std::vector<std::pair<llvm::sys::fs::UniqueID, uint64_t>> Read;
};

/// The system headers that a unit's own files name, in order.
class NamedHeaders : public clang::PPCallbacks {
public:
  NamedHeaders(clang::CompilerInstance &Compiler, DirectiveCache &Cache,
               std::vector<Request> &Requests)
      : Compiler(Compiler), Sources(Compiler.getSourceManager()), Cache(Cache),
        Requests(Requests) {}

  void InclusionDirective(clang::SourceLocation HashLoc, const clang::Token &,
                          llvm::StringRef Name, bool, clang::CharSourceRange,
                          clang::OptionalFileEntryRef File, llvm::StringRef,
                          llvm::StringRef, const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind Kind) override {
    if (!File || !clang::SrcMgr::isSystem(Kind))
      return;
    if (!Sources.isInSystemHeader(HashLoc)) {
      Again = llvm::any_of(Requests,
                           [&](const Request &R) { return R.Name == Name; });
      if (!Again)
        Requests.push_back({Name.str(), false, {}});
    }
    if (!Again && !Requests.empty())
      Requests.back().Configured |= isConfigured(*File);
  }
  void FileChanged(clang::SourceLocation Loc, FileChangeReason Reason,
                   clang::SrcMgr::CharacteristicKind Kind,
                   clang::FileID) override {
    if (Reason != EnterFile || !clang::SrcMgr::isSystem(Kind) || Again ||
        Requests.empty())
      return;
    clang::FileID File = Sources.getFileID(Loc);
    if (clang::OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File))
      Requests.back().Read.emplace_back(Entry->getUniqueID(),
                                        Sources.getFileIDSize(File));
  }
  void MacroDefined(const clang::Token &Name,
                    const clang::MacroDirective *MD) override {
    clang::SourceLocation Loc = Name.getLocation();
    llvm::StringRef Text = Name.getIdentifierInfo()->getName();
    if (!Sources.isInSystemHeader(Loc) &&
        Sources.getFileEntryRefForID(Sources.getFileID(Loc)))
      for (uint64_t Hash : {hashOfText(Text), hashBeforeBracket(Text)}) {
        Own.insert(Hash);
        if (MD->getMacroInfo()->isFunctionLike())
          break;
      }
  }

private:
  bool isConfigured(clang::FileEntryRef File) {
    return llvm::any_of(Cache.names(File, Compiler.getFileManager()),
                        [&](uint64_t Name) { return Own.contains(Name); });
  }

  clang::CompilerInstance &Compiler;
  clang::SourceManager &Sources;
  DirectiveCache &Cache;
  std::vector<Request> &Requests;
  llvm::DenseSet<uint64_t> Own; ///< macros that the unit has defined so far
  bool Again = false;
};

} // namespace

HeaderNames
codex::commonHeaders(const Plan &ThePlan, const UnitGroup &G,
                     llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  DirectiveCache Cache;
  HeaderNames InOrder;
  std::map<std::string, std::pair<size_t, size_t>> Asked; // and as configured
  std::vector<Request> All;
  size_t Count = std::min(MostAsked, G.Units.size());
  for (size_t I = 0; I < Count; ++I) {
    std::vector<Request> Requests;
    auto Watch = [&](clang::CompilerInstance &Compiler) {
      return std::make_unique<NamedHeaders>(Compiler, Cache, Requests);
    };
    size_t Unit = G.Units[I * G.Units.size() / Count];
    if (!preprocess(ThePlan.Units[Unit].Unit, Files, Cache, Watch,
                    [](clang::CompilerInstance &) {}))
      continue;
    for (const Request &R : Requests) {
      auto &[Askers, Configurers] = Asked[R.Name];
      if (++Askers == 1)
        InOrder.push_back(R.Name);
      Configurers += R.Configured;
    }
    llvm::move(Requests, std::back_inserter(All));
  }
  llvm::erase_if(InOrder, [&](const std::string &Name) {
    auto [Askers, Configurers] = Asked[Name];
    return Askers < LeastAskers ||
           Askers * G.Units.size() < LeastUsers * Count ||
           4 * Configurers >= Askers;
  });

  uint64_t ReadByAsked = 0, ReadOnce = 0;
  std::set<llvm::sys::fs::UniqueID> Seen;
  for (const Request &R : All)
    if (llvm::is_contained(InOrder, R.Name))
      for (const auto &[File, Size] : R.Read) {
        ReadByAsked += Size;
        if (Seen.insert(File).second)
          ReadOnce += Size;
      }
  if (ReadByAsked * G.Units.size() < LeastReuse * ReadOnce * Count)
    return {};
  return InOrder;
}

HeaderSharing
HeaderSharing::make(const Plan &ThePlan, llvm::ArrayRef<size_t> Units,
                    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                    const Shortcuts &Ways, UnitCache *Cache) {
  HeaderSharing Result;
  Result.ByUnit.resize(ThePlan.Units.size());
  Result.Groups = groupUnits(ThePlan, Units, Ways.Program);
  // What was made for many serves one as well.
  if (!Ways.Directory.empty()) {
    HeaderStore Kept(CacheDirectory(Ways.Directory, ""), ThePlan.Root);
    FileStamps Stamps;
    FileStates Now = Cache ? Cache->statesOf(Files)
                           : FileStates(Files, ThePlan.Root, Stamps);
    llvm::erase_if(Result.Groups, [&](const UnitGroup &G) {
      std::unique_ptr<StoredHeaders> Found = Kept.find(G.Key, Now, *Files);
      if (!Found)
        return false;
      for (size_t Unit : G.Units)
        Result.ByUnit[Unit] = &Found->Set;
      Result.Sets.push_back(std::move(Found));
      return true;
    });
  }
  mergeSmall(ThePlan, *Files, Result.Groups);
  llvm::erase_if(Result.Groups, [](const UnitGroup &G) {
    return G.Units.size() < LeastUnits;
  });
  return Result;
}

const SharedHeaders *HeaderSharing::of(size_t Unit) const {
  return Unit < ByUnit.size() ? ByUnit[Unit] : nullptr;
}
