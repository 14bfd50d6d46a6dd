#include "driver/run/SourceSums.h"

#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace codex;

const std::string &SourceSums::sumOf(llvm::StringRef File) {
  auto [It, New] = Known.try_emplace(File);
  if (!New)
    return It->second;
  llvm::SmallString<256> Path(Root);
  llvm::sys::path::append(Path, File);
  if (auto Buffer = Files.getBufferForFile(Path))
    It->second = llvm::utohexstr(llvm::xxh3_64bits((*Buffer)->getBuffer()),
                                 /*LowerCase=*/true, 16);
  return It->second;
}

void SourceSums::keepOwn(UnitFacts &Facts) {
  llvm::erase_if(Facts.Files, [&](const std::string &File) {
    return llvm::sys::path::is_absolute(File) && File != Facts.MainFile;
  });
  Facts.Sums.clear();
  for (const std::string &File : Facts.Files)
    Facts.Sums.push_back(llvm::sys::path::is_absolute(File) ? "" : sumOf(File));
}

llvm::Error SourceSums::check(const UnitFacts &Facts,
                              llvm::StringRef FactsFile) {
  if (Facts.Sums.empty())
    return llvm::Error::success();
  for (auto [File, Then] : llvm::zip(Facts.Files, Facts.Sums)) {
    if (Then.empty())
      continue;
    const std::string &Now = sumOf(File);
    if (!Now.empty() && Now != Then)
      return makeError(FactsFile + ": is stale: " + File +
                       " has changed since " + Facts.MainFile +
                       " was collected; collect it again");
  }
  return llvm::Error::success();
}
