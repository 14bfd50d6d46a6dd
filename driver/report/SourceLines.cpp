//===- SourceLines.cpp - Lines of the files that findings lie in ----------===//

#include "driver/report/SourceLines.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace codex;

llvm::StringRef SourceLines::text(llvm::StringRef File) {
  auto [Entry, New] = Buffers.try_emplace(File);
  if (New) {
    llvm::SmallString<256> Path(File);
    if (!llvm::sys::path::is_absolute(File)) {
      Path = Root;
      llvm::sys::path::append(Path, File);
    }
    if (auto Buffer = Files->getBufferForFile(Path))
      Entry->second = std::move(*Buffer);
  }
  return Entry->second ? Entry->second->getBuffer() : llvm::StringRef();
}

llvm::StringRef SourceLines::line(llvm::StringRef File, unsigned Line) {
  llvm::StringRef Rest = text(File);
  for (; Line > 1 && !Rest.empty(); --Line)
    Rest = Rest.split('\n').second;
  return Line == 1 ? Rest.split('\n').first.rtrim('\r') : llvm::StringRef();
}
