//===- Snapshot.cpp - The files of a project at one moment ----------------===//

#include "driver/git/Snapshot.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace codex;

void Snapshot::add(SnapshotEntry Entry) {
  for (llvm::StringRef Above = llvm::sys::path::parent_path(Entry.Path);
       !Above.empty() && Directories.insert(Above).second;
       Above = llvm::sys::path::parent_path(Above))
    ;
  std::string Path = Entry.Path;
  Entries[Path] = std::move(Entry);
}

const SnapshotEntry *Snapshot::find(llvm::StringRef Path) const {
  auto Found = Entries.find(Path);
  return Found == Entries.end() ? nullptr : &Found->second;
}

std::vector<std::string> Snapshot::children(llvm::StringRef Directory) const {
  std::set<std::string> Names;
  std::string Prefix = Directory.empty() ? "" : (Directory + "/").str();
  auto Take = [&](llvm::StringRef Path) {
    if (Path.consume_front(Prefix) && !Path.empty())
      Names.insert(Path.split('/').first.str());
  };
  for (const auto &Entry : Entries)
    Take(Entry.getKey());
  return {Names.begin(), Names.end()};
}

std::vector<const SnapshotEntry *> Snapshot::entries() const {
  std::vector<const SnapshotEntry *> Result;
  for (const auto &Entry : Entries)
    Result.push_back(&Entry.second);
  llvm::sort(Result, [](const SnapshotEntry *A, const SnapshotEntry *B) {
    return A->Path < B->Path;
  });
  return Result;
}
