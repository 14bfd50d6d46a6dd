//===- RecordingFiles.cpp - A file system that remembers ------------------===//

#include "driver/cache/RecordingFiles.h"

#include "driver/cache/Relocation.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace codex;
namespace path = llvm::sys::path;
namespace vfs = llvm::vfs;

namespace {

/// A file whose content is written down when it is read.
class RecordingFile : public vfs::File {
public:
  RecordingFile(std::unique_ptr<vfs::File> Below, std::string Path,
                Inputs &Seen)
      : Below(std::move(Below)), Path(std::move(Path)), Seen(Seen) {}

  llvm::ErrorOr<vfs::Status> status() override {
    llvm::ErrorOr<vfs::Status> Result = Below->status();
    if (Result)
      Seen.add(Path, answerFor(*Result));
    else
      Seen.setUnstable();
    return Result;
  }
  llvm::ErrorOr<std::string> getName() override { return Below->getName(); }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t FileSize,
            bool RequiresNullTerminator, bool IsVolatile) override {
    auto Buffer =
        Below->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (Buffer)
      Seen.add(Path, Answer::Content, digestOf((*Buffer)->getBuffer()));
    else
      Seen.setUnstable();
    return Buffer;
  }
  std::error_code close() override { return Below->close(); }

private:
  std::unique_ptr<vfs::File> Below;
  std::string Path;
  Inputs &Seen;
};

} // namespace

Answer codex::answerFor(const vfs::Status &Status) {
  return Status.isDirectory()     ? Answer::Directory
         : Status.isRegularFile() ? Answer::File
                                  : Answer::Other;
}

Digest codex::realNameDigest(llvm::StringRef Name, llvm::StringRef Root) {
  return digestOf(withoutRoot(Name, Root));
}

Digest codex::listingDigest(vfs::FileSystem &Files, llvm::StringRef Directory,
                            std::error_code &Code) {
  std::set<std::string> Names;
  for (vfs::directory_iterator It = Files.dir_begin(Directory, Code), End;
       It != End && !Code; It.increment(Code))
    Names.insert(path::filename(It->path()).str());
  DigestBuilder Builder;
  for (const std::string &Name : Names)
    Builder.add(Name);
  return Builder.finish();
}

std::string RecordingFiles::absolute(const llvm::Twine &Path) const {
  llvm::SmallString<256> Result;
  Path.toVector(Result);
  if (!path::is_absolute(Result))
    (void)makeAbsolute(Result);
  // Not "..": what it comes down to is the file system's to say.
  path::remove_dots(Result, /*remove_dot_dot=*/false);
  return std::string(Result);
}

void RecordingFiles::noteFailure(llvm::StringRef Path, std::error_code Code) {
  if (Code == std::errc::no_such_file_or_directory ||
      Code == std::errc::not_a_directory)
    Seen.add(Path, Answer::Absent);
  else
    Seen.setUnstable(); // tomorrow it may be allowed, or readable
}

llvm::ErrorOr<vfs::Status> RecordingFiles::status(const llvm::Twine &Path) {
  llvm::ErrorOr<vfs::Status> Result = ProxyFileSystem::status(Path);
  std::string Full = absolute(Path);
  if (!LeftOut.empty() && Full == LeftOut)
    return Result;
  if (Result)
    Seen.add(Full, answerFor(*Result));
  else
    noteFailure(Full, Result.getError());
  return Result;
}

bool RecordingFiles::exists(const llvm::Twine &Path) {
  llvm::ErrorOr<vfs::Status> Result = status(Path);
  return Result && Result->exists();
}

llvm::ErrorOr<std::unique_ptr<vfs::File>>
RecordingFiles::openFileForRead(const llvm::Twine &Path) {
  auto Result = ProxyFileSystem::openFileForRead(Path);
  std::string Full = absolute(Path);
  if (!LeftOut.empty() && Full == LeftOut)
    return Result;
  if (!Result) {
    if (Result.getError() == std::errc::is_a_directory)
      Seen.add(Full, Answer::Directory);
    else
      noteFailure(Full, Result.getError());
    return Result;
  }
  llvm::SmallString<256> Plain(Full);
  path::remove_dots(Plain, /*remove_dot_dot=*/true);
  llvm::ErrorOr<std::string> Name = (*Result)->getName();
  // By its real name a file is found to belong to the project.
  if (Name && path::is_absolute(*Name) && llvm::StringRef(*Name) != Plain &&
      llvm::StringRef(*Name) != Full)
    Seen.add(Full, Answer::RealName, realNameDigest(*Name, Root));
  return std::make_unique<RecordingFile>(std::move(*Result), std::move(Full),
                                         Seen);
}

vfs::directory_iterator RecordingFiles::dir_begin(const llvm::Twine &Path,
                                                  std::error_code &Code) {
  std::string Full = absolute(Path);
  std::error_code Problem;
  Digest Names = listingDigest(getUnderlyingFS(), Full, Problem);
  if (Problem)
    noteFailure(Full, Problem);
  else
    Seen.add(Full, Answer::Listing, Names);
  return ProxyFileSystem::dir_begin(Path, Code);
}
