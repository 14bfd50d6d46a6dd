//===- UnitCache.cpp - What is known of units from earlier runs -----------===//

#include "driver/cache/UnitCache.h"

#include "driver/cache/Keys.h"
#include "facts/FactsFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace codex;
namespace path = llvm::sys::path;
namespace zstd = llvm::compression::zstd;

/// Results that one manifest lists: base and head, and some branches.
static constexpr size_t MaxVariants = 6;

static constexpr llvm::StringLiteral DefaultPolicy =
    "prune_interval=600s:prune_after=720h:cache_size=75%:cache_size_bytes=10g";

//===----------------------------------------------------------------------===//
// Where it is
//===----------------------------------------------------------------------===//

std::string codex::cachePlace(const CacheRequest &Request, const Env &World) {
  if (Request.Off)
    return "";
  if (!Request.Directory.empty())
    return World.absolute(Request.Directory);
  if (std::optional<std::string> Named = World.Variable("CODEX_CACHE"))
    return Named->empty() ? "" : World.absolute(*Named);
  llvm::SmallString<256> Place;
  std::optional<std::string> Caches = World.Variable("XDG_CACHE_HOME");
  std::optional<std::string> Home = World.Variable("HOME");
  if (Caches && path::is_absolute(*Caches))
    Place = *Caches;
  else if (Home && path::is_absolute(*Home))
    path::append(Place, *Home, ".cache");
  else
    return "";
  path::append(Place, "codex");
  return std::string(Place);
}

CacheDirectory codex::openCache(llvm::StringRef Place, const Env &World) {
  return CacheDirectory(
      Place.str(),
      World.Variable("CODEX_CACHE_POLICY").value_or(DefaultPolicy.str()));
}

UnitCache::UnitCache(CacheDirectory Directory, const Digest &Base,
                     llvm::StringRef Root)
    : Directory(std::move(Directory)), Base(Base), Root(Root.str()) {
  // Of one machine's files; in a cache that is carried around they are wrong,
  // and then of no use.
  if (auto Text = this->Directory.read(EntryKind::Stamps, digestOf(Root)))
    Stamps.decode(*Text);
}

std::unique_ptr<UnitCache> UnitCache::open(const CacheRequest &Request,
                                           const Digest &Rules,
                                           llvm::StringRef Root,
                                           const Env &World) {
  std::string Place = cachePlace(Request, World);
  if (Place.empty())
    return nullptr;
  Digest Base = DigestBuilder()
                    .add(engineKey(World))
                    .add(Rules)
                    .add(environmentKey(World))
                    .finish();
  return std::unique_ptr<UnitCache>(
      new UnitCache(openCache(Place, World), Base, Root));
}

Digest UnitCache::key(const CompileUnit &Unit) const {
  return DigestBuilder().add(Base).add(unitKey(Unit, Root)).finish();
}

//===----------------------------------------------------------------------===//
// Manifests
//===----------------------------------------------------------------------===//

namespace {

struct Variant {
  Digest Facts;
  llvm::StringRef Inputs;
};

} // namespace

static std::vector<Variant> readManifest(llvm::StringRef Text) {
  std::vector<Variant> Variants;
  while (Text.size() > Digest::Size) {
    Variant V;
    V.Facts = Digest::fromRaw(Text.take_front(Digest::Size));
    Text = Text.drop_front(Digest::Size);
    const auto *Begin = reinterpret_cast<const uint8_t *>(Text.data());
    unsigned Length = 0;
    const char *Problem = nullptr;
    uint64_t Size =
        llvm::decodeULEB128(Begin, &Length, Begin + Text.size(), &Problem);
    if (Problem || Size > Text.size() - Length)
      break;
    V.Inputs = Text.substr(Length, Size);
    Text = Text.drop_front(Length + Size);
    Variants.push_back(V);
  }
  return Variants;
}

static std::string writeManifest(llvm::ArrayRef<Variant> Variants) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  for (const Variant &V : Variants) {
    OS << V.Facts.raw();
    llvm::encodeULEB128(V.Inputs.size(), OS);
    OS << V.Inputs;
  }
  return Text;
}

std::optional<UnitCache::Found> UnitCache::find(const CompileUnit &Unit,
                                                FileStates &Now) {
  std::string Manifest =
      Directory.read(EntryKind::Manifest, key(Unit)).value_or("");
  auto Holds = [&](llvm::StringRef Path, Answer Kind, const Digest &Value) {
    return Now.holds(Path, Kind, Value);
  };
  for (const Variant &V : readManifest(Manifest)) {
    if (!Inputs::forEach(V.Inputs, Root, Holds))
      continue;
    std::optional<std::string> Text = Directory.read(EntryKind::Facts, V.Facts);
    if (!Text || !(digestOf(*Text) == V.Facts))
      continue;
    llvm::Expected<UnpackedFacts> Facts = unpackFacts(*Text);
    if (!Facts) {
      llvm::consumeError(Facts.takeError());
      continue;
    }
    ++Hits;
    return Found{std::move(*Facts), V.Facts};
  }
  ++Misses;
  return std::nullopt;
}

bool UnitCache::wasEdited(const CompileUnit &Unit, FileStates &Now) const {
  std::string Manifest =
      Directory.read(EntryKind::Manifest, key(Unit)).value_or("");
  auto Holds = [&](llvm::StringRef Path, Answer Kind, const Digest &Value) {
    return Path == Unit.File || Now.holds(Path, Kind, Value);
  };
  return llvm::any_of(readManifest(Manifest), [&](const Variant &V) {
    return Inputs::forEach(V.Inputs, Root, Holds);
  });
}

bool UnitCache::store(const CompileUnit &Unit, const PackedFacts &Packed,
                      const Inputs &Read) {
  if (Read.unstable())
    return true;
  Digest Facts = digestOf(Packed.Text);
  Inputs All = Read;
  // A text that names the root is wrong elsewhere.
  if (llvm::StringRef(Packed.Text).contains(Root) ||
      llvm::StringRef(Packed.ForLink).contains(Root))
    All.add(Root, Answer::Root);
  std::string Encoded = All.encode(Root);

  // The manifest last: it names nothing that is not there.
  if (!Packed.ForLink.empty()) {
    llvm::SmallVector<uint8_t, 0> Small;
    zstd::compress(llvm::arrayRefFromStringRef(Packed.ForLink), Small,
                   /*Level=*/3);
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    llvm::encodeULEB128(Packed.ForLink.size(), OS);
    OS << llvm::toStringRef(Small);
    if (!Directory.write(EntryKind::ForLink, digestOf(Packed.ForLink), Text))
      return false;
  }
  if (!Directory.write(EntryKind::Facts, Facts, Packed.Text))
    return false;
  // Two runs that store one unit at once: one of the results is forgotten.
  std::string Before =
      Directory.read(EntryKind::Manifest, key(Unit)).value_or("");
  std::vector<Variant> Variants = {{Facts, Encoded}};
  for (const Variant &Old : readManifest(Before))
    if (Variants.size() < MaxVariants && Old.Inputs != Encoded)
      Variants.push_back(Old);
  return Directory.write(EntryKind::Manifest, key(Unit),
                         writeManifest(Variants));
}

//===----------------------------------------------------------------------===//
// The link step
//===----------------------------------------------------------------------===//

std::optional<std::string> UnitCache::findForLink(const Digest &Part) const {
  std::optional<std::string> Text = Directory.read(EntryKind::ForLink, Part);
  if (!Text)
    return std::nullopt;
  const auto *Begin = reinterpret_cast<const uint8_t *>(Text->data());
  unsigned Length = 0;
  const char *Problem = nullptr;
  uint64_t Size =
      llvm::decodeULEB128(Begin, &Length, Begin + Text->size(), &Problem);
  if (Problem)
    return std::nullopt;
  llvm::SmallVector<uint8_t, 0> Whole;
  if (llvm::Error E =
          zstd::decompress(llvm::arrayRefFromStringRef(llvm::StringRef(*Text))
                               .drop_front(Length),
                           Whole, Size)) {
    llvm::consumeError(std::move(E));
    return std::nullopt;
  }
  if (!(digestOf(llvm::toStringRef(Whole)) == Part))
    return std::nullopt;
  return llvm::toStringRef(Whole).str();
}

std::optional<UnitFacts> UnitCache::findLinked(const Digest &Units) const {
  std::optional<std::string> Text = Directory.read(
      EntryKind::Linked, DigestBuilder().add(Base).add(Units).finish());
  if (!Text)
    return std::nullopt;
  llvm::Expected<UnitFacts> Facts = parseFacts(*Text, "linked facts");
  if (Facts)
    return std::move(*Facts);
  llvm::consumeError(Facts.takeError());
  return std::nullopt;
}

void UnitCache::storeLinked(const Digest &Units, const UnitFacts &Linked) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeFacts(Linked, OS);
  Directory.write(EntryKind::Linked,
                  DigestBuilder().add(Base).add(Units).finish(), Text);
}

llvm::Error UnitCache::finish() {
  if (Stamps.changed())
    Directory.write(EntryKind::Stamps, digestOf(Root), Stamps.encode());
  Directory.count({{"hits", Hits}, {"misses", Misses}});
  Hits = Misses = 0;
  return std::exchange(Stored, false) ? Directory.prune()
                                      : llvm::Error::success();
}
