//===- KnownGood.cpp - What could be read the last time -------------------===//

#include "driver/KnownGood.h"

#include "driver/cache/Digest.h"
#include "support/Json.h"
#include "support/TextFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace codex;

KnownGoodStore::KnownGoodStore(llvm::StringRef CachePlace) {
  if (CachePlace.empty())
    return;
  llvm::SmallString<256> Path(CachePlace);
  llvm::sys::path::append(Path, "known-good");
  Directory = Path.str().str();
}

std::string KnownGoodStore::fileOf(llvm::StringRef Key) const {
  llvm::SmallString<256> Path(Directory);
  llvm::sys::path::append(Path, digestOf(Key).hex() + ".json");
  return Path.str().str();
}

/// By which damage is seen.
static std::string digestOfFiles(const KnownGood &Good) {
  DigestBuilder All;
  All.add(Good.What);
  for (const auto &[Path, Text] : Good.Files)
    All.add(Path).add(Text);
  return All.finish().hex();
}

static std::string text(const JsonValue &Object, llvm::StringRef Key) {
  const JsonValue *V = Object.find(Key);
  return V && V->kind() == JsonValue::Kind::String ? V->string().str() : "";
}

std::optional<KnownGood> KnownGoodStore::read(llvm::StringRef Key) const {
  if (Directory.empty())
    return std::nullopt;
  llvm::Expected<JsonValue> Json = readJsonFile(fileOf(Key));
  if (!Json) {
    llvm::consumeError(Json.takeError());
    return std::nullopt;
  }
  const JsonValue *Files = Json->find("files");
  if (!Files || Files->kind() != JsonValue::Kind::Object)
    return std::nullopt;
  KnownGood Good{text(*Json, "date"), text(*Json, "what"), {}};
  for (const JsonValue::Member &M : Files->object())
    if (M.value().kind() == JsonValue::Kind::String)
      Good.Files[M.Key] = M.value().string().str();
  if (digestOfFiles(Good) != text(*Json, "digest"))
    return std::nullopt;
  return Good;
}

void KnownGoodStore::keep(llvm::StringRef Key, const KnownGood &Good) const {
  if (Directory.empty())
    return;
  std::string Digest = digestOfFiles(Good);
  if (std::optional<KnownGood> Before = read(Key))
    if (Before->Date == Good.Date && digestOfFiles(*Before) == Digest)
      return;
  llvm::json::Object Files;
  for (const auto &[Path, Text] : Good.Files) {
    // What is no text cannot have been read as JSON, either.
    if (!llvm::json::isUTF8(Path) || !llvm::json::isUTF8(Text))
      return;
    Files[Path] = Text;
  }
  llvm::json::Object All{{"what", Good.What},
                         {"date", Good.Date},
                         {"digest", Digest},
                         {"files", std::move(Files)}};
  llvm::consumeError(writeTextFile(
      fileOf(Key),
      llvm::formatv("{0:2}\n", llvm::json::Value(std::move(All))).str()));
}
