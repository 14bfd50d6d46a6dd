//===- HeaderStore.cpp - What was precompiled, in the cache ---------------===//

#include "driver/run/HeaderStore.h"

#include "driver/cache/RecordingFiles.h"

#include "llvm/Support/FileSystem.h"

#include <unistd.h>

using namespace codex;
namespace fs = llvm::sys::fs;

OpenPrecompiled::~OpenPrecompiled() { close(Descriptor); }

std::string OpenPrecompiled::path() const {
  return "/proc/self/fd/" + std::to_string(Descriptor);
}

std::unique_ptr<OpenPrecompiled>
HeaderStore::openFile(const Digest &Content) const {
  std::optional<int> Descriptor = Directory.open(EntryKind::Parsed, Content);
  return Descriptor ? std::make_unique<OpenPrecompiled>(*Descriptor) : nullptr;
}

bool HeaderStore::holds(llvm::StringRef Questions, FileStates &Now) const {
  return Inputs::forEach(
      Questions, Root,
      [&](llvm::StringRef Path, Answer Kind, const Digest &Value) {
        return Now.holds(Path, Kind, Value);
      });
}

std::optional<std::string> HeaderStore::readList(EntryKind Kind,
                                                 const Digest &Key,
                                                 Digest &Content) const {
  std::optional<std::string> Text = Directory.read(Kind, Key);
  if (!Text || Text->size() < Digest::Size)
    return std::nullopt;
  Content = Digest::fromRaw(llvm::StringRef(*Text).take_front(Digest::Size));
  return Text->substr(Digest::Size);
}

std::unique_ptr<StoredHeaders>
HeaderStore::find(const Digest &Key, FileStates &Now,
                  llvm::vfs::FileSystem &Files) const {
  Digest Content;
  std::optional<std::string> List = readList(EntryKind::Headers, Key, Content);
  if (!List)
    return nullptr;
  std::optional<SharedHeaders> Set = SharedHeaders::decode(*List);
  if (!Set || !holds(Set->Questions, Now) || !Set->identify(Files))
    return nullptr;
  std::unique_ptr<OpenPrecompiled> File = openFile(Content);
  if (!File)
    return nullptr;
  Set->File = File->path();
  return std::make_unique<StoredHeaders>(
      StoredHeaders{std::move(*Set), std::move(File)});
}

std::unique_ptr<StoredPreamble>
HeaderStore::findPreamble(const Digest &Key, FileStates &Now,
                          llvm::vfs::FileSystem &Files) const {
  Digest Content;
  std::optional<std::string> List = readList(EntryKind::Preamble, Key, Content);
  if (!List)
    return nullptr;
  std::optional<Preamble> Head = Preamble::decode(*List);
  if (!Head || !holds(Head->Questions, Now) || !Head->holds(Files, Root))
    return nullptr;
  std::unique_ptr<OpenPrecompiled> File = openFile(Content);
  if (!File)
    return nullptr;
  Head->File = File->path();
  return std::make_unique<StoredPreamble>(
      StoredPreamble{std::move(*Head), std::move(File)});
}

bool HeaderStore::keepBoth(EntryKind Kind, const Digest &Key,
                           MakeFunction Make) {
  std::string Output = Directory.newFile();
  if (Output.empty())
    return false;
  // The list last: it names nothing that is not there.
  if (std::optional<std::string> List = Make(Output))
    if (std::optional<Digest> Content =
            Directory.adopt(EntryKind::Parsed, Output))
      return Directory.write(Kind, Key, Content->raw().str() + *List);
  fs::remove(Output);
  return false;
}

bool HeaderStore::keep(const Digest &Key, SharedHeaders Set,
                       const Inputs &Asked,
                       llvm::function_ref<bool(llvm::StringRef)> Write) {
  auto Make = [&](llvm::StringRef Output) -> std::optional<std::string> {
    if (Asked.unstable() || !Write(Output))
      return std::nullopt;
    Set.Questions = Asked.encode(Root);
    return Set.encode();
  };
  return keepBoth(EntryKind::Headers, Key, Make);
}

bool HeaderStore::keepPreamble(
    const Digest &Key, const Inputs &Asked,
    llvm::function_ref<std::optional<Preamble>(llvm::StringRef)> MakeHead) {
  auto Make = [&](llvm::StringRef Output) -> std::optional<std::string> {
    std::optional<Preamble> Head = MakeHead(Output);
    if (!Head || Asked.unstable())
      return std::nullopt;
    Head->Questions = Asked.encode(Root);
    return Head->encode();
  };
  return keepBoth(EntryKind::Preamble, Key, Make);
}
