//===- UnitHead.cpp - The preambles of units that are edited --------------===//

#include "driver/run/UnitHead.h"

#include "collect/Preamble.h"
#include "driver/cache/Keys.h"

using namespace codex;

/// All that a head depends on but the files that it includes. The precompiled
/// file has absolute names in it.
static Digest keyOf(const UnitWork &R, const CompileUnit &Unit,
                    llvm::StringRef Head) {
  return DigestBuilder()
      .add(R.Ways.Program)
      .add(R.ThePlan.Root)
      .add(unitKey(Unit, R.ThePlan.Root))
      .add(Head)
      .finish();
}

std::unique_ptr<StoredPreamble> codex::preambleOf(const UnitWork &R,
                                                  const CompileUnit &Unit,
                                                  WorkerStatus &Status) {
  if (!R.KeepsHeads)
    return nullptr;
  auto Text = R.Files->getBufferForFile(Unit.File);
  if (!Text)
    return nullptr;
  llvm::StringRef Head = headOf((*Text)->getBuffer());
  if (Head.empty())
    return nullptr;
  const Digest Key = keyOf(R, Unit, Head);
  HeaderStore Store(CacheDirectory(R.Ways.Directory, ""), R.ThePlan.Root);
  FileStates Now = R.Cache->statesOf(R.Files);
  auto Find = [&] { return Store.findPreamble(Key, Now, *R.Files); };
  std::unique_ptr<StoredPreamble> Found = Find();
  if (Found || !R.Cache->wasEdited(Unit, Now))
    return Found;
  Status.set("precompiling what the unit includes");
  auto Recording = R.recording();
  bool Kept =
      Store.keepPreamble(Key, Recording->inputs(), [&](llvm::StringRef Output) {
        return makePreamble(Unit, (*Text)->getBuffer(), R.ThePlan.Root,
                            Recording, Output);
      });
  return Kept ? Find() : nullptr;
}
