//===- HeaderStore.cpp - Shared headers in the cache ----------------------===//

#include "driver/run/HeaderStore.h"

#include "driver/cache/RecordingFiles.h"

#include "llvm/Support/FileSystem.h"

#include <unistd.h>

using namespace codex;
namespace fs = llvm::sys::fs;

StoredHeaders::StoredHeaders(SharedHeaders Found, int Descriptor)
    : Set(std::move(Found)), Descriptor(Descriptor) {
  // Workers are forked, and have the descriptor by the same number.
  Set.File = "/proc/self/fd/" + std::to_string(Descriptor);
}

StoredHeaders::~StoredHeaders() { close(Descriptor); }

std::unique_ptr<StoredHeaders>
HeaderStore::find(const Digest &Key, FileStates &Now,
                  llvm::vfs::FileSystem &Files) const {
  std::optional<std::string> Text = Directory.read(EntryKind::Headers, Key);
  if (!Text || Text->size() < Digest::Size)
    return nullptr;
  llvm::StringRef Body = *Text;
  Digest Parsed = Digest::fromRaw(Body.take_front(Digest::Size));
  std::optional<SharedHeaders> Set =
      SharedHeaders::decode(Body.drop_front(Digest::Size));
  if (!Set)
    return nullptr;
  bool Holds = Inputs::forEach(
      Set->Questions, Root,
      [&](llvm::StringRef Path, Answer Kind, const Digest &Value) {
        return Now.holds(Path, Kind, Value);
      });
  if (!Holds || !Set->identify(Files))
    return nullptr;
  std::optional<int> Descriptor = Directory.open(EntryKind::Parsed, Parsed);
  if (!Descriptor)
    return nullptr;
  return std::make_unique<StoredHeaders>(std::move(*Set), *Descriptor);
}

bool HeaderStore::keep(const Digest &Key, SharedHeaders Set,
                       const Inputs &Asked,
                       llvm::function_ref<bool(llvm::StringRef)> Write) {
  std::string Output = Asked.unstable() ? "" : Directory.newFile();
  if (Output.empty())
    return false;
  if (Write(Output)) {
    Set.Questions = Asked.encode(Root);
    // The list last: it names nothing that is not there.
    if (std::optional<Digest> Parsed =
            Directory.adopt(EntryKind::Parsed, Output))
      return Directory.write(EntryKind::Headers, Key,
                             Parsed->raw().str() + Set.encode());
  }
  fs::remove(Output);
  return false;
}
