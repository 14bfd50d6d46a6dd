//===- RegularFiles.cpp - The disk, without what never ends ---------------===//

#include "support/RegularFiles.h"

#include <system_error>

using namespace codex;
namespace vfs = llvm::vfs;

namespace {

class NoRegularFile : public std::error_category {
public:
  const char *name() const noexcept override { return "codex-files"; }
  std::string message(int) const override { return "it is no regular file"; }
};

class RegularFiles : public vfs::ProxyFileSystem {
public:
  RegularFiles() : ProxyFileSystem(vfs::getRealFileSystem()) {}

  // Before it is opened: opening a pipe waits for somebody who writes.
  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    llvm::ErrorOr<vfs::Status> Status = ProxyFileSystem::status(Path);
    if (!Status)
      return Status.getError();
    if (!Status->isRegularFile() && !Status->isDirectory() && !isNull(*Status))
      return refusal();
    return ProxyFileSystem::openFileForRead(Path);
  }

private:
  static std::error_code refusal() {
    static const NoRegularFile Category;
    return {1, Category};
  }
  bool isNull(const vfs::Status &Status) {
    llvm::ErrorOr<vfs::Status> Null = ProxyFileSystem::status("/dev/null");
    return Null && Status.equivalent(*Null);
  }
};

} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem> codex::regularFiles() {
  static const llvm::IntrusiveRefCntPtr<vfs::FileSystem> Files(
      new RegularFiles);
  return Files;
}
