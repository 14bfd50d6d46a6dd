//===- ExitCode.h - What the command tells its caller -----------*- C++ -*-===//
#ifndef CODEX_DRIVER_EXITCODE_H
#define CODEX_DRIVER_EXITCODE_H

namespace codex {

/// Nothing else is ever returned.
enum class ExitCode {
  Clean = 0,      ///< nothing that blocks
  Findings = 1,   ///< findings that block
  Usage = 2,      ///< wrong usage or wrong configuration
  Incomplete = 3, ///< analysis incomplete, and the policy is fail-closed
};

} // namespace codex

#endif // CODEX_DRIVER_EXITCODE_H
