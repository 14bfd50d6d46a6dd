//===- HeaderStore.cpp - Precompiled headers in a directory ---------------===//

#include "driver/run/HeaderStore.h"

#include "driver/cache/RecordingFiles.h"

#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace codex;
namespace fs = llvm::sys::fs;

/// Of all files together.
static constexpr uint64_t MostBytes = uint64_t(2) << 30;

std::string HeaderStore::path(llvm::StringRef Name) const {
  llvm::SmallString<256> Result(Directory);
  llvm::sys::path::append(Result, Name);
  return std::string(Result);
}

static std::string hex(uint64_t Number) {
  return llvm::utohexstr(Number, /*LowerCase=*/true, /*Width=*/16);
}

static std::unique_ptr<llvm::MemoryBuffer> contentOf(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  return Buffer ? std::move(*Buffer) : nullptr;
}

std::unique_ptr<SharedHeaders>
HeaderStore::read(llvm::StringRef Index, llvm::vfs::FileSystem &Files) const {
  if (Index.empty())
    return nullptr;
  std::unique_ptr<llvm::MemoryBuffer> Text = contentOf(path(Index));
  if (!Text)
    return nullptr;
  auto [Name, Rest] = Text->getBuffer().split('\n');
  auto [Check, Body] = Rest.split('\n');
  if (Check != hex(hashOfText(Body)))
    return nullptr;
  std::optional<SharedHeaders> Set = SharedHeaders::decode(Body);
  if (!Set || !Set->identify(Files))
    return nullptr;
  Set->File = path((Name + ".pch").str());
  std::unique_ptr<llvm::MemoryBuffer> Parsed = contentOf(Set->File);
  if (!Parsed || hex(hashOfText(Parsed->getBuffer())) != Name)
    return nullptr;
  return std::make_unique<SharedHeaders>(std::move(*Set));
}

/// Names the precompiled header after its content, and lets the index follow.
bool HeaderStore::write(llvm::StringRef Index, const SharedHeaders &Set) const {
  std::unique_ptr<llvm::MemoryBuffer> Parsed = contentOf(Set.File);
  if (!Parsed)
    return false;
  std::string Name = hex(hashOfText(Parsed->getBuffer()));
  if (fs::rename(Set.File, path(Name + ".pch")))
    return false;
  std::string Body = Set.encode();
  llvm::Error E = llvm::writeToOutput(path(Index), [&](llvm::raw_ostream &OS) {
    OS << Name << '\n' << hex(hashOfText(Body)) << '\n' << Body;
    return llvm::Error::success();
  });
  bool Written = !E;
  llvm::consumeError(std::move(E));
  return Written;
}

/// The oldest go first. Whoever still reads one has it open.
void HeaderStore::prune() const {
  struct Kept {
    std::string Path;
    uint64_t Size;
    llvm::sys::TimePoint<> Used;
  };
  std::vector<Kept> All;
  uint64_t Total = 0;
  std::error_code Code;
  for (fs::directory_iterator It(Directory, Code), End; It != End && !Code;
       It.increment(Code)) {
    llvm::ErrorOr<fs::basic_file_status> Status = It->status();
    if (!Status || Status->type() != fs::file_type::regular_file)
      continue;
    All.push_back({It->path(), Status->getSize(),
                   std::max(Status->getLastAccessedTime(),
                            Status->getLastModificationTime())});
    Total += Status->getSize();
  }
  llvm::sort(All, [](const Kept &A, const Kept &B) { return A.Used < B.Used; });
  for (const Kept &One : All) {
    if (Total <= MostBytes)
      return;
    fs::remove(One.Path);
    Total -= One.Size;
  }
}

std::string HeaderStore::prepare(
    llvm::StringRef Key, const CompileUnit &Like, const HeaderNames &Names,
    llvm::StringRef Root,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) const {
  std::string Full =
      clang::getClangFullVersion() + '\0' + Root.str() + '\0' + Key.str();
  std::string Index = hex(hashOfText(Full)) + ".index";
  if (read(Index, *Files))
    return Index;
  if (Names.empty() ||
      fs::create_directories(Directory, /*IgnoreExisting=*/true, fs::owner_all))
    return "";
  std::string Output =
      path(Index + "-" + std::to_string(llvm::sys::Process::getProcessId()) +
           ".new");
  auto Recording = llvm::makeIntrusiveRefCnt<RecordingFiles>(Files, Root);
  Recording->leaveOut(Output);
  llvm::Expected<SharedHeaders> Set =
      buildSharedHeaders(Like, Names, Output, Root, Recording);
  if (!Set) {
    llvm::consumeError(Set.takeError());
    fs::remove(Output);
    return "";
  }
  Set->Questions = Recording->inputs().encode(Root);
  if (Recording->inputs().unstable() || !write(Index, *Set)) {
    fs::remove(Output);
    return "";
  }
  prune();
  return Index;
}
