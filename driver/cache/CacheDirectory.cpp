//===- CacheDirectory.cpp - Results on disk, between runs -----------------===//

#include "driver/cache/CacheDirectory.h"

#include "support/Error.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace codex;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

/// LLVM's pruning removes files with these beginnings and no others.
static constexpr llvm::StringLiteral EntryPrefix = "llvmcache-";
static constexpr llvm::StringLiteral UnfinishedPrefix = "Thin-";

static constexpr llvm::StringLiteral CountersName = "counters";

/// So that backup programs pass over it (https://bford.info/cachedir/).
static constexpr llvm::StringLiteral TagName = "CACHEDIR.TAG";
static constexpr llvm::StringLiteral TagText =
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# Results of codex-lint. 'codex-lint cache clear' empties it.\n";

static std::string joined(llvm::StringRef Directory, const llvm::Twine &Name) {
  llvm::SmallString<256> Result(Directory);
  path::append(Result, Name);
  return std::string(Result);
}

std::string CacheDirectory::fileOf(EntryKind Kind, const Digest &Key) const {
  return joined(Path,
                EntryPrefix + llvm::Twine(static_cast<char>(Kind)) + Key.hex());
}

static std::optional<fs::file_t> openForUse(const std::string &File) {
  // Pruning goes by the last use, which many file systems do not keep.
  llvm::Expected<fs::file_t> Opened =
      fs::openNativeFileForRead(File, fs::OF_UpdateAtime);
  if (Opened)
    return *Opened;
  llvm::consumeError(Opened.takeError());
  return std::nullopt;
}

/// Null if it cannot be read.
static std::unique_ptr<llvm::MemoryBuffer> contentOf(fs::file_t Handle) {
  fs::file_status Status;
  if (fs::status(Handle, Status))
    return nullptr;
  auto Read = llvm::MemoryBuffer::getOpenFile(Handle, "entry", Status.getSize(),
                                              /*RequiresNullTerminator=*/false);
  return Read ? std::move(*Read) : nullptr;
}

std::optional<std::string> CacheDirectory::read(EntryKind Kind,
                                                const Digest &Key) const {
  std::string File = fileOf(Kind, Key);
  std::optional<fs::file_t> Handle = openForUse(File);
  if (!Handle)
    return std::nullopt;
  std::unique_ptr<llvm::MemoryBuffer> Buffer = contentOf(*Handle);
  fs::closeFile(*Handle);
  if (!Buffer)
    return std::nullopt;
  llvm::StringRef Text = Buffer->getBuffer();
  if (Text.size() < Digest::Size ||
      !(Digest::fromRaw(Text.take_front(Digest::Size)) ==
        digestOf(Text.drop_front(Digest::Size)))) {
    // It would be in the way of a good one of the same name.
    fs::remove(File);
    return std::nullopt;
  }
  return Text.drop_front(Digest::Size).str();
}

bool CacheDirectory::makeDirectory() {
  if (Made)
    return true;
  if (std::error_code Code = fs::create_directories(Path)) {
    Problem = "cannot make the directory '" + Path + "': " + Code.message();
    return false;
  }
  Made = true;
  std::string Tag = joined(Path, TagName);
  if (!fs::exists(Tag))
    writeFile(Tag, TagText, "");
  return true;
}

bool CacheDirectory::writeFile(llvm::StringRef Target, llvm::StringRef Head,
                               llvm::StringRef Content) {
  int File = -1;
  llvm::SmallString<256> Unfinished;
  std::error_code Code = fs::createUniqueFile(
      joined(Path, UnfinishedPrefix + "%%%%%%%%%%%%"), File, Unfinished,
      fs::OF_None,
      fs::owner_read | fs::owner_write | fs::group_read | fs::others_read);
  if (!Code) {
    llvm::raw_fd_ostream OS(File, /*shouldClose=*/true, /*unbuffered=*/true);
    OS << Head << Content;
    OS.close();
    Code = OS.error();
    OS.clear_error(); // a full disk is no reason to die
    if (!Code)
      Code = fs::rename(Unfinished, Target);
    if (Code)
      fs::remove(Unfinished);
  }
  if (!Code)
    return true;
  Problem = "cannot write in '" + Path + "': " + Code.message();
  return false;
}

bool CacheDirectory::write(EntryKind Kind, const Digest &Key,
                           llvm::StringRef Content) {
  return makeDirectory() &&
         writeFile(fileOf(Kind, Key), digestOf(Content).raw(), Content);
}

std::string CacheDirectory::newFile() {
  if (!makeDirectory())
    return "";
  int File = -1;
  llvm::SmallString<256> Unfinished;
  if (fs::createUniqueFile(joined(Path, UnfinishedPrefix + "%%%%%%%%%%%%"),
                           File, Unfinished))
    return "";
  fs::file_t Handle = fs::convertFDToNativeFile(File);
  fs::closeFile(Handle);
  return std::string(Unfinished);
}

std::optional<Digest> CacheDirectory::adopt(EntryKind Kind,
                                            llvm::StringRef File) {
  std::optional<fs::file_t> Handle = openForUse(File.str());
  if (!Handle)
    return std::nullopt;
  std::unique_ptr<llvm::MemoryBuffer> Buffer = contentOf(*Handle);
  fs::closeFile(*Handle);
  if (!Buffer)
    return std::nullopt;
  Digest Key = digestOf(Buffer->getBuffer());
  if (fs::rename(File, fileOf(Kind, Key)))
    return std::nullopt;
  return Key;
}

std::optional<int> CacheDirectory::open(EntryKind Kind,
                                        const Digest &Key) const {
  std::string File = fileOf(Kind, Key);
  std::optional<fs::file_t> Handle = openForUse(File);
  if (!Handle)
    return std::nullopt;
  std::unique_ptr<llvm::MemoryBuffer> Buffer = contentOf(*Handle);
  if (Buffer && digestOf(Buffer->getBuffer()) == Key)
    return *Handle;
  fs::closeFile(*Handle);
  if (Buffer)
    fs::remove(File);
  return std::nullopt;
}

llvm::Error CacheDirectory::prune() const {
  llvm::Expected<llvm::CachePruningPolicy> Read =
      llvm::parseCachePruningPolicy(Policy);
  if (!Read)
    return makeError("CODEX_CACHE_POLICY: '" + Policy +
                     "': " + llvm::toString(Read.takeError()));
  if (fs::is_directory(Path))
    llvm::pruneCache(Path, *Read);
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// For people
//===----------------------------------------------------------------------===//

static bool isEntry(llvm::StringRef Name) {
  return Name.starts_with(EntryPrefix) || Name.starts_with(UnfinishedPrefix);
}

static std::optional<EntryKind> kindOf(llvm::StringRef Name) {
  if (!Name.consume_front(EntryPrefix) || Name.size() != 1 + 2 * Digest::Size)
    return std::nullopt;
  return static_cast<EntryKind>(Name.front());
}

CacheDirectory::Usage CacheDirectory::usage() const {
  Usage Result;
  std::error_code Code;
  for (fs::directory_iterator It(Path, Code), End; It != End && !Code;
       It.increment(Code)) {
    llvm::StringRef Name = path::filename(It->path());
    uint64_t Size = 0;
    if (!isEntry(Name) || fs::file_size(It->path(), Size))
      continue;
    ++Result.Files;
    Result.Bytes += Size;
    if (std::optional<EntryKind> Kind = kindOf(Name)) {
      ++Result.ByKind[*Kind].first;
      Result.ByKind[*Kind].second += Size;
    }
  }
  return Result;
}

llvm::Expected<CacheDirectory::Usage> CacheDirectory::clear() const {
  Usage Removed;
  std::error_code Code;
  for (fs::directory_iterator It(Path, Code), End; It != End && !Code;
       It.increment(Code)) {
    llvm::StringRef Name = path::filename(It->path());
    uint64_t Size = 0;
    if (Name != CountersName && !isEntry(Name))
      continue;
    if (fs::file_size(It->path(), Size))
      continue; // somebody else was faster
    if (std::error_code Problem = fs::remove(It->path()))
      return makeError("cannot remove '" + It->path() +
                       "': " + Problem.message());
    Removed.Files += isEntry(Name);
    Removed.Bytes += Size;
  }
  return Removed;
}

static std::map<std::string, uint64_t> parseCounters(llvm::StringRef Text) {
  std::map<std::string, uint64_t> Result;
  llvm::SmallVector<llvm::StringRef, 8> Lines;
  Text.split(Lines, '\n');
  for (llvm::StringRef Line : Lines) {
    auto [Name, Number] = Line.split(' ');
    uint64_t Value = 0;
    if (!Number.getAsInteger(10, Value))
      Result[Name.str()] = Value;
  }
  return Result;
}

std::map<std::string, uint64_t> CacheDirectory::counters() const {
  auto Buffer = llvm::MemoryBuffer::getFile(joined(Path, CountersName));
  return parseCounters(Buffer ? (*Buffer)->getBuffer() : "");
}

void CacheDirectory::count(const std::map<std::string, uint64_t> &More) {
  // Of two runs that end in the same moment one may not be counted.
  std::map<std::string, uint64_t> All = counters();
  for (const auto &[Name, Number] : More)
    All[Name] += Number;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  for (const auto &[Name, Number] : All)
    OS << Name << ' ' << Number << '\n';
  if (fs::is_directory(Path))
    writeFile(joined(Path, CountersName), Text, "");
}
