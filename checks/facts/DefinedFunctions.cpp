#include "facts/DefinedFunctions.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

namespace codex {

uint32_t functionHash(llvm::StringRef Name) {
  return llvm::xxh3_64bits(llvm::arrayRefFromStringRef(Name));
}

void normalise(DefinedFunctions &Functions) {
  for (auto &[File, All] : Functions) {
    llvm::sort(All);
    All.erase(llvm::unique(All), All.end());
  }
}

llvm::ArrayRef<DefinedFunction> functionsNamed(const DefinedFunctions &All,
                                               llvm::StringRef File,
                                               llvm::StringRef Name) {
  auto Of = All.find(File.str());
  if (Of == All.end() || Name.empty())
    return {};
  uint32_t Hash = functionHash(Name);
  llvm::ArrayRef<DefinedFunction> Sorted = Of->second;
  auto Begin = llvm::partition_point(
      Sorted, [&](const DefinedFunction &F) { return F.NameHash < Hash; });
  return llvm::ArrayRef(Begin, Sorted.end())
      .take_while([&](const DefinedFunction &F) { return F.NameHash == Hash; });
}

} // namespace codex
