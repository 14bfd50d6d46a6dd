//===- RecordingFiles.h - A file system that remembers ----------*- C++ -*-===//
#ifndef CODEX_DRIVER_CACHE_RECORDINGFILES_H
#define CODEX_DRIVER_CACHE_RECORDINGFILES_H

#include "driver/cache/Inputs.h"

#include "llvm/Support/VirtualFileSystem.h"

namespace codex {

/// Answers as the file system below it does, and writes down what was asked
/// and what the answer was. One for each unit, in its worker.
class RecordingFiles : public llvm::vfs::ProxyFileSystem {
public:
  RecordingFiles(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Below,
                 llvm::StringRef Root)
      : ProxyFileSystem(std::move(Below)), Root(Root.str()) {}

  const Inputs &inputs() const { return Seen; }
  Inputs &inputs() { return Seen; }

  /// Nothing is written down of what is asked of \p Path, an absolute one.
  void leaveOut(llvm::StringRef Path) { LeftOut = Path.str(); }

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Path,
                                          std::error_code &Code) override;

private:
  std::string absolute(const llvm::Twine &Path) const;
  void noteFailure(llvm::StringRef Path, std::error_code Code);

  std::string Root;
  std::string LeftOut;
  Inputs Seen;
};

/// What lies at a path, by its status.
[[nodiscard]] Answer answerFor(const llvm::vfs::Status &Status);

/// Of the name that a link comes down to; the same wherever the root lies.
[[nodiscard]] Digest realNameDigest(llvm::StringRef Name, llvm::StringRef Root);

/// Of the names in a directory.
[[nodiscard]] Digest listingDigest(llvm::vfs::FileSystem &Files,
                                   llvm::StringRef Directory,
                                   std::error_code &Code);

} // namespace codex

#endif // CODEX_DRIVER_CACHE_RECORDINGFILES_H
