//===- CacheCommand.cpp - codex-lint cache --------------------------------===//

#include "driver/Command.h"
#include "driver/cache/UnitCache.h"
#include "support/Error.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class CacheCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.require_subcommand(1);
    Stats = App.add_subcommand("stats", "What is in the cache, and its use");
    Clear = App.add_subcommand("clear", "Remove all results of earlier runs");
    for (CLI::App *Sub : {Stats, Clear})
      Sub->add_option("--cache", Request.Directory,
                      "Where it is; default: CODEX_CACHE, or codex in the "
                      "user's cache directory");
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  CLI::App *Stats = nullptr;
  CLI::App *Clear = nullptr;
  CacheRequest Request;
};

} // namespace

static CommandRegistry::Add<CacheCommand>
    X("cache", "Results of earlier runs: how many, and away with them");

static std::string inMebibytes(uint64_t Bytes) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << llvm::format("%.1f MiB", double(Bytes) / (1 << 20));
  return Text;
}

static llvm::StringRef nameOf(EntryKind Kind) {
  switch (Kind) {
  case EntryKind::Manifest:
    return "manifests of units";
  case EntryKind::Facts:
    return "facts";
  case EntryKind::ForLink:
    return "facts for the link step";
  case EntryKind::Linked:
    return "results of the link step";
  case EntryKind::Stamps:
    return "stamps of files";
  case EntryKind::Preamble:
    return "lists of what single units begin with";
  case EntryKind::Headers:
    return "lists of headers that units share";
  case EntryKind::Parsed:
    return "such headers, precompiled";
  }
  return "";
}

static void printStats(const CacheDirectory &Cache, llvm::raw_ostream &OS) {
  CacheDirectory::Usage Used = Cache.usage();
  OS << "place: " << Cache.path() << '\n'
     << "entries: " << Used.Files << ", " << inMebibytes(Used.Bytes) << '\n';
  for (const auto &[Kind, Numbers] : Used.ByKind)
    if (llvm::StringRef Name = nameOf(Kind); !Name.empty())
      OS << "  " << Name << ": " << Numbers.first << ", "
         << inMebibytes(Numbers.second) << '\n';
  std::map<std::string, uint64_t> Counters = Cache.counters();
  uint64_t Hits = Counters["hits"], All = Hits + Counters["misses"];
  OS << "units asked for: " << All << '\n' << "found: " << Hits;
  if (All)
    OS << llvm::format(" (%.1f %%)", 100.0 * double(Hits) / double(All));
  OS << '\n';
}

llvm::Expected<ExitCode> CacheCommand::run(Env &World) {
  std::string Place = cachePlace(Request, World);
  if (Place.empty())
    return makeError("there is no cache: CODEX_CACHE is empty, or neither "
                     "XDG_CACHE_HOME nor HOME is set; name one with --cache");
  CacheDirectory Cache = openCache(Place, World);
  if (Stats->parsed()) {
    printStats(Cache, World.Out);
    return ExitCode::Clean;
  }
  llvm::Expected<CacheDirectory::Usage> Removed = Cache.clear();
  if (!Removed)
    return Removed.takeError();
  World.Out << Removed->Files << " entries removed, "
            << inMebibytes(Removed->Bytes) << '\n';
  return ExitCode::Clean;
}
