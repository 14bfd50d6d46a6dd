//===- SnapshotFiles.cpp - A project as git has recorded it ---------------===//

#include "driver/git/SnapshotFiles.h"

#include "driver/git/Repository.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA1.h"
#include "llvm/Support/SHA256.h"
#include "llvm/Support/xxhash.h"

#include <map>

using namespace codex;
namespace path = llvm::sys::path;
namespace vfs = llvm::vfs;
using llvm::sys::fs::file_type;

/// As many symbolic links behind each other as Linux follows.
static constexpr unsigned MaxLinks = 40;

/// No device of the system has this number.
static constexpr uint64_t SnapshotDevice = 0xC0DE0000C0DEULL;

namespace {

class RecordedFile : public vfs::File {
public:
  RecordedFile(vfs::Status Status, std::string Content, std::string RealPath)
      : Status(std::move(Status)), Content(std::move(Content)),
        RealPath(std::move(RealPath)) {}

  llvm::ErrorOr<vfs::Status> status() override { return Status; }
  llvm::ErrorOr<std::string> getName() override { return RealPath; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t, bool, bool) override {
    return llvm::MemoryBuffer::getMemBufferCopy(Content, Name);
  }
  std::error_code close() override { return {}; }
  void setPath(const llvm::Twine &Path) override {
    Status = vfs::Status::copyWithNewName(Status, Path);
  }

private:
  vfs::Status Status;
  std::string Content;
  std::string RealPath;
};

class ListIterator : public vfs::detail::DirIterImpl {
public:
  explicit ListIterator(std::vector<vfs::directory_entry> Entries)
      : Entries(std::move(Entries)) {
    show();
  }
  std::error_code increment() override {
    ++Next;
    show();
    return {};
  }

private:
  void show() {
    CurrentEntry =
        Next < Entries.size() ? Entries[Next] : vfs::directory_entry();
  }
  std::vector<vfs::directory_entry> Entries;
  size_t Next = 0;
};

} // namespace

SnapshotFiles::SnapshotFiles(
    llvm::StringRef Root, std::shared_ptr<const Snapshot> Recorded,
    std::shared_ptr<const TrackedPaths> Tracked,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Real)
    : Root(Root), Directory(Root), Recorded(std::move(Recorded)),
      Tracked(std::move(Tracked)), Real(std::move(Real)) {}

void SnapshotFiles::keep(llvm::StringRef Object, std::string Content) {
  (*Kept)[Object] = std::move(Content);
}

llvm::IntrusiveRefCntPtr<SnapshotFiles> SnapshotFiles::recordedOnly() const {
  auto View =
      llvm::makeIntrusiveRefCnt<SnapshotFiles>(Root, Recorded, Tracked, Real);
  View->Kept = Kept;
  View->showRecordedOnly("");
  return View;
}

//===----------------------------------------------------------------------===//
// Where a path leads
//===----------------------------------------------------------------------===//

static std::string joined(llvm::StringRef Above, llvm::StringRef Path) {
  llvm::SmallString<256> Result(Above);
  path::append(Result, Path);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

std::string SnapshotFiles::absolute(const llvm::Twine &Path) const {
  llvm::SmallString<256> Result;
  Path.toVector(Result);
  if (!path::is_absolute(Result))
    return joined(Directory, Result);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

/// \p Path relative to \p Root; false if it lies elsewhere.
static bool consumeRoot(llvm::StringRef &Path, llvm::StringRef Root) {
  if (Path == Root) {
    Path = "";
    return true;
  }
  if (!Path.starts_with(Root) || !Path.drop_front(Root.size()).starts_with("/"))
    return false;
  Path = Path.drop_front(Root.size() + 1);
  return true;
}

bool SnapshotFiles::hidesOthers(llvm::StringRef Relative) const {
  return RecordedOnly && (RecordedOnly->empty() || Relative == *RecordedOnly ||
                          Relative.starts_with(*RecordedOnly + "/"));
}

std::string SnapshotFiles::realDirectory(llvm::StringRef Directory) {
  auto [Entry, New] = RealDirectories.try_emplace(Directory);
  if (New) {
    llvm::SmallString<256> Result;
    if (!Real->getRealPath(Directory, Result))
      Entry->second = std::string(Result);
  }
  return Entry->second;
}

SnapshotFiles::Place SnapshotFiles::follow(llvm::StringRef Target,
                                           llvm::StringRef From,
                                           llvm::StringRef Rest, unsigned Depth,
                                           std::vector<std::string> *Trail) {
  std::string Full =
      path::is_absolute(Target)
          ? joined(Target, Rest)
          : joined(joined(path::parent_path(joined(Root, From)), Target), Rest);
  llvm::StringRef Below = Full;
  if (consumeRoot(Below, Root))
    return findBelow(Below.str(), Depth + 1, Trail);
  return {Place::Kind::Real, Full, nullptr};
}

SnapshotFiles::Place SnapshotFiles::findBelow(std::string Relative,
                                              unsigned Depth,
                                              std::vector<std::string> *Trail) {
  std::string Full = joined(Root, Relative);
  if (Depth > MaxLinks)
    return {Place::Kind::Absent, Full, nullptr};
  if (Recorded->isDirectory(Relative))
    return {Place::Kind::RecordedDirectory, Full, nullptr};
  // The path itself, or a link or file above it.
  for (llvm::StringRef Prefix = Relative; !Prefix.empty();
       Prefix = path::parent_path(Prefix)) {
    if (Prefix != Relative && Recorded->isDirectory(Prefix))
      break;
    const SnapshotEntry *Entry = Recorded->find(Prefix);
    if (!Entry)
      continue;
    llvm::StringRef Rest = llvm::StringRef(Relative).drop_front(Prefix.size());
    Rest.consume_front("/");
    switch (Entry->TheKind) {
    case SnapshotEntry::Kind::File:
      if (!Rest.empty())
        return {Place::Kind::Absent, Full, nullptr};
      if (Trail)
        Trail->push_back(Entry->Path);
      return {Place::Kind::Recorded, Full, Entry};
    case SnapshotEntry::Kind::Link: {
      if (Trail)
        Trail->push_back(Entry->Path);
      llvm::ErrorOr<std::string> Target = content(*Entry);
      if (!Target)
        return {Place::Kind::Absent, Full, nullptr};
      return follow(*Target, Entry->Path, Rest, Depth, Trail);
    }
    case SnapshotEntry::Kind::Submodule:
      // One that has no files of its own in the snapshot is as it lies there,
      // unless that is of another side: plain files have taken its place.
      if (Trail)
        Trail->push_back(Entry->Path);
      return {hidesOthers(Relative) || Tracked->contains(Relative)
                  ? Place::Kind::Absent
                  : Place::Kind::Real,
              Full, nullptr};
    }
  }
  if (hidesOthers(Relative) || Tracked->contains(Relative))
    return {Place::Kind::Absent, Full, nullptr};
  // What git does not know may be a link back to what it does.
  std::string Above = realDirectory(path::parent_path(Full));
  if (Above.empty())
    return {Place::Kind::Absent, Full, nullptr};
  llvm::SmallString<256> Target;
  if (Real->getRealPath(joined(Above, path::filename(Full)), Target))
    return {Place::Kind::Absent, Full, nullptr};
  llvm::StringRef Below = Target;
  if (Target != Full && consumeRoot(Below, Root))
    return findBelow(Below.str(), Depth + 1, Trail);
  return {Place::Kind::Real, Full, nullptr};
}

SnapshotFiles::Place SnapshotFiles::find(const llvm::Twine &Path,
                                         std::vector<std::string> *Trail) {
  std::string Full = absolute(Path);
  llvm::StringRef Below = Full;
  if (consumeRoot(Below, Root))
    return findBelow(Below.str(), 0, Trail);
  // The project may be reached by another name, through a link above it.
  llvm::StringRef Parent = path::parent_path(Full);
  llvm::StringRef Rest = path::filename(Full);
  while (!Parent.empty() && realDirectory(Parent).empty()) {
    Parent = path::parent_path(Parent);
    Rest = llvm::StringRef(Full).drop_front(Parent.size()).ltrim('/');
  }
  std::string Other = joined(realDirectory(Parent), Rest);
  llvm::StringRef OtherBelow = Other;
  if (consumeRoot(OtherBelow, Root))
    return findBelow(OtherBelow.str(), 0, Trail);
  // System headers are many, and no links to a project.
  if (llvm::StringRef(Full).starts_with("/usr/"))
    return {Place::Kind::Real, Full, nullptr};
  llvm::SmallString<256> Leaf;
  if (!Real->getRealPath(Full, Leaf)) {
    llvm::StringRef LeafBelow = Leaf;
    if (LeafBelow != Full && consumeRoot(LeafBelow, Root))
      return findBelow(LeafBelow.str(), 0, Trail);
  }
  return {Place::Kind::Real, Full, nullptr};
}

std::vector<std::string> SnapshotFiles::trail(llvm::StringRef Path) {
  std::vector<std::string> Result;
  find(Path, &Result);
  return Result;
}

//===----------------------------------------------------------------------===//
// What lies there
//===----------------------------------------------------------------------===//

/// The name that git would give to a blob of this content.
static std::string objectName(llvm::StringRef Content, size_t HexDigits) {
  std::string Header = "blob " + std::to_string(Content.size());
  Header.push_back('\0');
  auto Hash = [&](auto Hasher) {
    Hasher.update(Header);
    Hasher.update(Content);
    return llvm::toHex(Hasher.final(), /*LowerCase=*/true);
  };
  return HexDigits == 40 ? Hash(llvm::SHA1()) : Hash(llvm::SHA256());
}

llvm::ErrorOr<std::string> SnapshotFiles::content(const SnapshotEntry &Entry) {
  auto Found = Kept->find(Entry.Object);
  if (Found != Kept->end())
    return Found->second;
  // In a clean checkout the file at hand is the right one; its hash says so.
  if (Entry.TheKind == SnapshotEntry::Kind::File) {
    auto Buffer = Real->getBufferForFile(joined(Root, Entry.Path));
    if (Buffer &&
        objectName((*Buffer)->getBuffer(), Entry.Object.size()) == Entry.Object)
      return (*Buffer)->getBuffer().str();
  }
  llvm::Expected<std::vector<std::string>> Read =
      readBlobs(Entry.Home, {Entry.Object});
  if (!Read) {
    llvm::consumeError(Read.takeError());
    return std::make_error_code(std::errc::io_error);
  }
  (*Kept)[Entry.Object] = Read->front();
  return std::move(Read->front());
}

static uint64_t numberOf(llvm::StringRef Path) {
  return llvm::xxh3_64bits(llvm::arrayRefFromStringRef(Path));
}

vfs::Status SnapshotFiles::statusOf(const SnapshotEntry &Entry,
                                    llvm::StringRef Name, uint64_t Size) const {
  return vfs::Status(
      Name, llvm::sys::fs::UniqueID(SnapshotDevice, numberOf(Entry.Path)),
      llvm::sys::TimePoint<>(), 0, 0, Size, file_type::regular_file,
      llvm::sys::fs::all_read);
}

llvm::ErrorOr<vfs::Status> SnapshotFiles::status(const llvm::Twine &Path) {
  Place P = find(Path);
  llvm::SmallString<256> Name;
  Path.toVector(Name);
  switch (P.TheKind) {
  case Place::Kind::Absent:
    return std::make_error_code(std::errc::no_such_file_or_directory);
  case Place::Kind::Recorded: {
    llvm::ErrorOr<std::string> Content = content(*P.Entry);
    if (!Content)
      return Content.getError();
    return statusOf(*P.Entry, Name, Content->size());
  }
  case Place::Kind::RecordedDirectory:
    return vfs::Status(
        Name, llvm::sys::fs::UniqueID(SnapshotDevice, numberOf(P.Path + "/")),
        llvm::sys::TimePoint<>(), 0, 0, 0, file_type::directory_file,
        llvm::sys::fs::all_all);
  case Place::Kind::Real: {
    llvm::ErrorOr<vfs::Status> Result = Real->status(P.Path);
    if (!Result)
      return Result;
    return vfs::Status::copyWithNewName(*Result, Name);
  }
  }
  llvm_unreachable("a place of no kind");
}

bool SnapshotFiles::exists(const llvm::Twine &Path) {
  Place P = find(Path);
  switch (P.TheKind) {
  case Place::Kind::Absent:
    return false;
  case Place::Kind::Recorded:
  case Place::Kind::RecordedDirectory:
    return true;
  case Place::Kind::Real:
    return Real->exists(P.Path);
  }
  llvm_unreachable("a place of no kind");
}

llvm::ErrorOr<std::unique_ptr<vfs::File>>
SnapshotFiles::openFileForRead(const llvm::Twine &Path) {
  Place P = find(Path);
  switch (P.TheKind) {
  case Place::Kind::Absent:
    return std::make_error_code(std::errc::no_such_file_or_directory);
  case Place::Kind::RecordedDirectory:
    return std::make_error_code(std::errc::is_a_directory);
  case Place::Kind::Real:
    return Real->openFileForRead(P.Path);
  case Place::Kind::Recorded: {
    llvm::ErrorOr<std::string> Content = content(*P.Entry);
    if (!Content)
      return Content.getError();
    vfs::Status Status = statusOf(*P.Entry, Path.str(), Content->size());
    return std::make_unique<RecordedFile>(
        std::move(Status), std::move(*Content), joined(Root, P.Entry->Path));
  }
  }
  llvm_unreachable("a place of no kind");
}

vfs::directory_iterator SnapshotFiles::dir_begin(const llvm::Twine &Path,
                                                 std::error_code &Code) {
  Place P = find(Path);
  if (P.TheKind == Place::Kind::Real)
    return Real->dir_begin(P.Path, Code);
  if (P.TheKind != Place::Kind::RecordedDirectory) {
    Code = std::make_error_code(std::errc::not_a_directory);
    return {};
  }
  llvm::StringRef Relative = P.Path;
  consumeRoot(Relative, Root);
  std::string Prefix = Relative.empty() ? "" : (Relative + "/").str();
  std::string Shown = absolute(Path);
  std::map<std::string, file_type> Names;
  for (const std::string &Name : Recorded->children(Relative))
    Names[Name] = Recorded->isDirectory(Prefix + Name)
                      ? file_type::directory_file
                      : file_type::regular_file;
  std::error_code RealCode;
  vfs::directory_iterator It, End;
  if (!hidesOthers(Relative))
    It = Real->dir_begin(P.Path, RealCode);
  for (; It != End && !RealCode; It.increment(RealCode)) {
    std::string Name = path::filename(It->path()).str();
    if (!Names.count(Name) && !Tracked->contains(Prefix + Name))
      Names[Name] = It->type();
  }
  std::vector<vfs::directory_entry> Entries;
  for (const auto &[Name, Type] : Names)
    Entries.emplace_back(joined(Shown, Name), Type);
  Code = {};
  return vfs::directory_iterator(
      std::make_shared<ListIterator>(std::move(Entries)));
}

std::error_code
SnapshotFiles::setCurrentWorkingDirectory(const llvm::Twine &Path) {
  std::string Full = absolute(Path);
  llvm::ErrorOr<vfs::Status> Status = status(Full);
  if (!Status)
    return Status.getError();
  if (!Status->isDirectory())
    return std::make_error_code(std::errc::not_a_directory);
  Directory = std::move(Full);
  return {};
}

std::error_code
SnapshotFiles::getRealPath(const llvm::Twine &Path,
                           llvm::SmallVectorImpl<char> &Output) {
  Place P = find(Path);
  switch (P.TheKind) {
  case Place::Kind::Absent:
    return std::make_error_code(std::errc::no_such_file_or_directory);
  case Place::Kind::Real:
    return Real->getRealPath(P.Path, Output);
  case Place::Kind::Recorded:
  case Place::Kind::RecordedDirectory:
    Output.assign(P.Path.begin(), P.Path.end());
    return {};
  }
  llvm_unreachable("a place of no kind");
}
