//===- Snapshot.cpp - The files of a project at one moment ----------------===//

#include "driver/git/Snapshot.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace codex;

void Snapshot::add(SnapshotEntry Entry) {
  std::string Path = Entry.Path;
  addUnder(Path, std::move(Entry));
}

void Snapshot::addUnder(llvm::StringRef Path, SnapshotEntry Entry) {
  namespace path = llvm::sys::path;
  auto List = [&](llvm::StringRef Path) {
    Names[path::parent_path(Path)].push_back(path::filename(Path).str());
  };
  auto [Place, New] = Entries.try_emplace(Path);
  Place->second = std::move(Entry);
  if (!New)
    return;
  List(Path);
  for (llvm::StringRef Above = path::parent_path(Path);
       !Above.empty() && Directories.insert(Above).second;
       Above = path::parent_path(Above))
    List(Above);
}

const SnapshotEntry *Snapshot::find(llvm::StringRef Path) const {
  auto Found = Entries.find(Path);
  return Found == Entries.end() ? nullptr : &Found->second;
}

std::vector<std::string> Snapshot::children(llvm::StringRef Directory) const {
  auto Found = Names.find(Directory);
  if (Found == Names.end())
    return {};
  // A submodule is an entry, and the directory of its files.
  std::vector<std::string> Result = Found->second;
  llvm::sort(Result);
  Result.erase(llvm::unique(Result), Result.end());
  return Result;
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
