//===- Slice.h - What one access can depend on ------------------*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_SLICE_H
#define CODEX_ENGINES_GUARDED_ACCESS_SLICE_H

#include "engines/guarded-access/Lowering.h"

namespace codex::guarded {

/// \p Code with nothing left but what bears on \p A: the atoms that it needs,
/// those that are assigned to them, and those of the branches that decide
/// whether they change or whether the access is reached, nearest first and as
/// many as a solver can follow together. (A backward slice, as in Weiser,
/// "Program Slicing", ICSE 1981, but of facts.) What is left out is taken as
/// unknown: an access that is fine in its slice is fine.
FunctionCode sliceFor(UnitState &Unit, const FunctionCode &Code,
                      const clang::CFG &Graph, const Access &A);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_SLICE_H
