//===- FileStates.cpp - What the files are now ----------------------------===//

#include "driver/cache/FileStates.h"

#include "driver/cache/RecordingFiles.h"
#include "support/RegularFiles.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>
#include <cstring>
#include <vector>

#include <sys/stat.h>

using namespace codex;
namespace vfs = llvm::vfs;

/// A file that was written this shortly before it was read may be written again
/// without its time moving on.
static constexpr int64_t TooFreshNanoseconds = 2'000'000'000;

//===----------------------------------------------------------------------===//
// Stamps
//===----------------------------------------------------------------------===//

const Digest *FileStamps::find(llvm::StringRef Path, const Stamp &Now) const {
  auto Found = Entries.find(Path);
  return Found != Entries.end() && Found->second.When == Now
             ? &Found->second.Content
             : nullptr;
}

void FileStamps::set(llvm::StringRef Path, const Stamp &Now,
                     const Digest &Content) {
  Entries[Path] = {Now, Content};
  Changed = true;
}

std::string FileStamps::encode() const {
  std::string Text;
  for (const auto &Entry : Entries) {
    const Stamp &When = Entry.second.When;
    uint64_t Row[] = {
        Entry.getKey().size(),   When.Device,           When.Inode, When.Size,
        uint64_t(When.Modified), uint64_t(When.Changed)};
    Text.append(reinterpret_cast<const char *>(Row), sizeof(Row));
    Text += Entry.second.Content.raw();
    Text += Entry.getKey();
  }
  return Text;
}

void FileStamps::decode(llvm::StringRef Text) {
  uint64_t Row[6];
  while (Text.size() >= sizeof(Row) + Digest::Size) {
    std::memcpy(Row, Text.data(), sizeof(Row));
    Text = Text.drop_front(sizeof(Row));
    Digest Content = Digest::fromRaw(Text.take_front(Digest::Size));
    Text = Text.drop_front(Digest::Size);
    if (Row[0] > Text.size())
      return;
    Stamp When = {Row[1], Row[2], Row[3], int64_t(Row[4]), int64_t(Row[5])};
    Entries[Text.take_front(Row[0])] = {When, Content};
    Text = Text.drop_front(Row[0]);
  }
}

//===----------------------------------------------------------------------===//
// States
//===----------------------------------------------------------------------===//

static int64_t nanoseconds(const struct timespec &Time) {
  return int64_t(Time.tv_sec) * 1'000'000'000 + Time.tv_nsec;
}

FileStates::FileStates(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Files,
                       llvm::StringRef Root, FileStamps &Stamps)
    : Files(std::move(Files)), Root(Root.str()), Stamps(Stamps),
      OnDisk(this->Files == regularFiles()),
      Begun(std::chrono::duration_cast<std::chrono::nanoseconds>(
                std::chrono::system_clock::now().time_since_epoch())
                .count()) {}

FileStates::State FileStates::lookAtDisk(const char *Path) const {
  State S;
  struct stat Status;
  if (::stat(Path, &Status) != 0) {
    S.Readable = errno == ENOENT || errno == ENOTDIR;
    return S;
  }
  S.Kind = S_ISDIR(Status.st_mode)   ? Answer::Directory
           : S_ISREG(Status.st_mode) ? Answer::File
                                     : Answer::Other;
  S.HasStamp = S.Kind == Answer::File;
  S.When = {Status.st_dev, Status.st_ino, uint64_t(Status.st_size),
            nanoseconds(Status.st_mtim), nanoseconds(Status.st_ctim)};
  return S;
}

FileStates::State FileStates::look(llvm::StringRef Path) const {
  llvm::SmallString<256> Name(Path);
  if (OnDisk)
    return lookAtDisk(Name.c_str());
  State S;
  llvm::ErrorOr<vfs::Status> Status = Files->status(Path);
  if (!Status) {
    S.Readable = Status.getError() == std::errc::no_such_file_or_directory ||
                 Status.getError() == std::errc::not_a_directory;
    return S;
  }
  S.Kind = answerFor(*Status);
  if (S.Kind != Answer::File)
    return S;
  // What git has recorded is on no disk. Of the rest the stat tells.
  State Disk = lookAtDisk(Name.c_str());
  if (Disk.HasStamp && Disk.When.Inode == Status->getUniqueID().getFile() &&
      Disk.When.Device == Status->getUniqueID().getDevice()) {
    S.HasStamp = true;
    S.When = Disk.When;
  }
  return S;
}

FileStates::State &FileStates::at(llvm::StringRef Path) {
  auto [Entry, New] = Known.try_emplace(Path);
  if (New)
    Entry->second = look(Path);
  return Entry->second;
}

const Digest *FileStates::content(llvm::StringRef Path, State &S) {
  if (S.HasDigest)
    return &S.Content;
  if (S.Kind != Answer::File || !S.Readable)
    return nullptr;
  if (S.HasStamp)
    if (const Digest *Before = Stamps.find(Path, S.When)) {
      S.Content = *Before;
      S.HasDigest = true;
      return &S.Content;
    }
  auto Buffer = Files->getBufferForFile(Path, /*FileSize=*/-1,
                                        /*RequiresNullTerminator=*/false);
  if (!Buffer) {
    S.Readable = false;
    return nullptr;
  }
  S.Content = digestOf((*Buffer)->getBuffer());
  S.HasDigest = true;
  bool Settled =
      std::max(S.When.Modified, S.When.Changed) < Begun - TooFreshNanoseconds;
  // Not what was replaced between stat and read.
  if (S.HasStamp && Settled && look(Path).When == S.When)
    Stamps.set(Path, S.When, S.Content);
  return &S.Content;
}

bool FileStates::holdsBeside(llvm::StringRef Path, Answer Kind,
                             const Digest &Value) {
  auto &Answers = Kind == Answer::Listing ? Listings : RealNames;
  auto [Entry, New] = Answers.try_emplace(Path);
  std::optional<Digest> &Now = Entry->second;
  if (New && Kind == Answer::Listing) {
    std::error_code Code;
    Digest Names = listingDigest(*Files, Path, Code);
    if (!Code)
      Now = Names;
  } else if (New) {
    llvm::SmallString<256> Real;
    if (!Files->getRealPath(Path, Real))
      Now = realNameDigest(Real, Root);
  }
  return Now && *Now == Value;
}

bool FileStates::holds(llvm::StringRef Path, Answer Kind, const Digest &Value) {
  switch (Kind) {
  case Answer::Absent:
  case Answer::Directory:
  case Answer::File:
  case Answer::Other: {
    const State &S = at(Path);
    return S.Readable && S.Kind == Kind;
  }
  case Answer::Content: {
    const Digest *Now = content(Path, at(Path));
    return Now && *Now == Value;
  }
  case Answer::Listing:
  case Answer::RealName:
    return holdsBeside(Path, Kind, Value);
  case Answer::Root:
    return Path == Root;
  }
  return false; // damaged
}
