//===- FileStates.h - What the files are now --------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_CACHE_FILESTATES_H
#define CODEX_DRIVER_CACHE_FILESTATES_H

#include "driver/cache/Inputs.h"

#include "llvm/Support/VirtualFileSystem.h"

#include <optional>
#include <string>

namespace codex {

/// When a file was last seen with a digest: as long as its stat is the same, so
/// is its content. Of one machine and one project.
class FileStamps {
public:
  struct Stamp {
    uint64_t Device = 0, Inode = 0, Size = 0;
    int64_t Modified = 0, Changed = 0; ///< nanoseconds
    bool operator==(const Stamp &O) const {
      return Device == O.Device && Inode == O.Inode && Size == O.Size &&
             Modified == O.Modified && Changed == O.Changed;
    }
  };

  const Digest *find(llvm::StringRef Path, const Stamp &Now) const;
  void set(llvm::StringRef Path, const Stamp &Now, const Digest &Content);
  bool changed() const { return Changed; }

  [[nodiscard]] std::string encode() const;
  /// Leaves out what cannot be understood.
  void decode(llvm::StringRef Text);

private:
  struct Entry {
    Stamp When;
    Digest Content;
  };
  llvm::StringMap<Entry> Entries;
  bool Changed = false;
};

/// Answers each question once: whoever asks later in the same run is told the
/// same. The stat decides where it can, and the content where it cannot.
class FileStates {
public:
  FileStates(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
             llvm::StringRef Root, FileStamps &Stamps);

  /// Whether the answer to a question is still the same.
  [[nodiscard]] bool holds(llvm::StringRef Path, Answer Kind,
                           const Digest &Value);

private:
  struct State {
    Answer Kind = Answer::Absent;
    bool Readable = true; ///< as far as one knows
    bool HasDigest = false;
    Digest Content;
    bool HasStamp = false;
    FileStamps::Stamp When;
  };
  State &at(llvm::StringRef Path);
  State look(llvm::StringRef Path) const;
  State lookAtDisk(const char *Path) const;
  const Digest *content(llvm::StringRef Path, State &S);
  bool holdsBeside(llvm::StringRef Path, Answer Kind, const Digest &Value);

  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  std::string Root;
  FileStamps &Stamps;
  bool OnDisk;
  int64_t Begun; ///< nanoseconds
  llvm::StringMap<State> Known;
  llvm::StringMap<std::optional<Digest>> Listings;
  llvm::StringMap<std::optional<Digest>> RealNames;
};

} // namespace codex

#endif // CODEX_DRIVER_CACHE_FILESTATES_H
