//===- Mend.h - Changes that mend a finding ---------------------*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_MEND_H
#define CODEX_ENGINES_GUARDED_ACCESS_MEND_H

#include "engines/guarded-access/Analysis.h"

#include <vector>

namespace codex::guarded {

/// A test before the statement of \p P's access, with an early return. Safe
/// where the function can hand the very error on that the object has in it, or
/// where nothing comes after the statement. None where what to return is not
/// plain, or where a test before the statement would test too much.
std::vector<Fix> mend(UnitContext &Context, UnitState &Unit, const Problem &P);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_MEND_H
