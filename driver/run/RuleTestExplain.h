//===- RuleTestExplain.h - Why a rule reported what it should not -*- C++ -*-=//
#ifndef CODEX_DRIVER_RUN_RULETESTEXPLAIN_H
#define CODEX_DRIVER_RUN_RULETESTEXPLAIN_H

#include "facts/UnitFacts.h"
#include "rules/RuleSet.h"

#include "llvm/Support/VirtualFileSystem.h"

#include <string>

namespace codex {

/// The same rules, those on the engine "pattern" with a note for each node that
/// they bind: their findings then have a step for each.
RuleSet withEachNodeNoted(const RuleSet &Rules);

/// Lines to stand below a finding that was not expected: the function, the
/// code, what was matched, and how the analysis came there. \p Noted are the
/// facts of withEachNodeNoted's rules, or null.
std::string explainFinding(const Finding &F, const UnitFacts *Noted,
                           llvm::StringRef TestFile,
                           llvm::vfs::FileSystem &Files);

} // namespace codex

#endif // CODEX_DRIVER_RUN_RULETESTEXPLAIN_H
