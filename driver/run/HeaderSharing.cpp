//===- HeaderSharing.cpp - Which units share which headers ----------------===//

#include "driver/run/HeaderSharing.h"

#include "driver/run/HeaderStore.h"
#include "driver/run/Preprocess.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace codex;

/// With fewer units than this, building costs more than it saves.
static constexpr size_t LeastUnits = 16;

/// So many units of a group are asked what they include.
static constexpr size_t MostAsked = 16;

/// A header is shared if so many of those that were asked want it.
static constexpr size_t LeastAskers = 2;

namespace {

/// Units with the same flags in the same directory.
struct Group {
  std::string Key;
  std::vector<size_t> Units;
};

/// What one unit says of a header that its own files name.
struct Request {
  std::string Name;
  bool Configured; ///< a macro defined before is a name in what it brings
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
        Requests.push_back({Name.str(), false});
    }
    if (!Again && !Requests.empty())
      Requests.back().Configured |= isConfigured(*File);
  }
  void MacroDefined(const clang::Token &Name,
                    const clang::MacroDirective *) override {
    clang::SourceLocation Loc = Name.getLocation();
    if (!Sources.isInSystemHeader(Loc) &&
        Sources.getFileEntryRefForID(Sources.getFileID(Loc)))
      Own.insert(hashOfText(Name.getIdentifierInfo()->getName()));
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

/// Nothing if it is not C++: other units are parsed fast enough.
static std::optional<std::string> groupKey(const CompileUnit &Unit) {
  llvm::StringRef Extension = llvm::sys::path::extension(Unit.File);
  if (!llvm::is_contained({".cc", ".cpp", ".cxx", ".c++", ".C"}, Extension))
    return std::nullopt;
  std::string Key = Unit.Directory;
  for (const std::string &Argument : Unit.Arguments)
    if (Argument != Unit.File)
      Key += '\0' + Argument;
  return Key;
}

static std::vector<Group> groupsOf(const Plan &ThePlan,
                                   llvm::ArrayRef<size_t> Units) {
  std::map<std::string, Group> ByKey;
  for (size_t Unit : Units)
    if (auto Key = groupKey(ThePlan.Units[Unit].Unit)) {
      Group &G = ByKey[*Key];
      G.Key = *Key;
      G.Units.push_back(Unit);
    }
  std::vector<Group> Result;
  for (auto &[Key, G] : ByKey)
    if (G.Units.size() >= LeastUnits)
      Result.push_back(std::move(G));
  llvm::stable_sort(Result, [](const Group &A, const Group &B) {
    return A.Units.size() > B.Units.size();
  });
  return Result;
}

/// What enough units of the group include.
static HeaderNames
commonHeaders(const Plan &ThePlan, const Group &G,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  DirectiveCache Cache;
  HeaderNames InOrder;
  std::map<std::string, std::pair<size_t, size_t>> Asked; // and as configured
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
  }
  llvm::erase_if(InOrder, [&](const std::string &Name) {
    auto [Askers, Configurers] = Asked[Name];
    return Askers < LeastAskers || 4 * Configurers >= Askers;
  });
  return InOrder;
}

HeaderSharing::~HeaderSharing() {
  if (!Temporary.empty())
    llvm::sys::fs::remove_directories(Temporary);
}

HeaderSharing
HeaderSharing::make(const Plan &ThePlan, llvm::ArrayRef<size_t> Units,
                    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                    const WorkLimits &Limits, llvm::StringRef Directory) {
  HeaderSharing Result;
  std::vector<Group> Groups = groupsOf(ThePlan, Units);
  if (Groups.empty())
    return Result;
  llvm::SmallString<256> Place(Directory);
  if (Place.empty()) {
    if (llvm::sys::fs::createUniqueDirectory("codex-headers", Place))
      return Result;
    Result.Temporary = std::string(Place);
  }
  HeaderStore Store(Place);

  auto Work = [&](size_t Task, WorkerStatus &Status) -> std::string {
    const Group &G = Groups[Task];
    Status.set("looking for headers that units share");
    HeaderNames Names = commonHeaders(ThePlan, G, Files);
    std::string Key = G.Key + '\0' + llvm::join(Names, "\n");
    Status.set("parsing headers that units share");
    return Store.prepare(Key, ThePlan.Units[G.Units.front()].Unit, Names,
                         ThePlan.Root, Files);
  };
  std::vector<size_t> Order(Groups.size());
  for (size_t I = 0; I < Order.size(); ++I)
    Order[I] = I;
  std::vector<WorkResult> Outputs =
      runWorkers(Order, Limits, Work, [](size_t) {});

  Result.ByUnit.resize(ThePlan.Units.size());
  for (size_t I = 0; I < Groups.size(); ++I) {
    // Without, the units are parsed as they are: that costs time, no finding.
    std::unique_ptr<SharedHeaders> Set = Store.read(Outputs[I].Output, *Files);
    if (!Set)
      continue;
    for (size_t Unit : Groups[I].Units)
      Result.ByUnit[Unit] = Set.get();
    Result.Sets.push_back(std::move(Set));
  }
  return Result;
}

const SharedHeaders *HeaderSharing::of(size_t Unit) const {
  return Unit < ByUnit.size() ? ByUnit[Unit] : nullptr;
}
