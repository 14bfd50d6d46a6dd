//===- WorkerPool.h - Tasks in processes of their own -----------*- C++ -*-===//
//
// One process per task, forked from this one, so that a crash, a hang or a
// memory blow-up costs its task and nothing else. POSIX, with Linux's limits.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_RUN_WORKERPOOL_H
#define CODEX_DRIVER_RUN_WORKERPOOL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace codex {

struct WorkLimits {
  unsigned Jobs = 1;
  unsigned Seconds = 120;    ///< of CPU time; WallFactor times it of wall time
  unsigned MemoryMiB = 4096; ///< of private memory
  static constexpr unsigned WallFactor = 4;
};

/// What a worker says it is doing. Lives in memory that it shares with the
/// parent, which reads it after the worker's death.
class WorkerStatus {
public:
  /// Completes the sentence "crashed while ...". Long texts are cut.
  void set(llvm::StringRef Doing);
  llvm::StringRef get() const { return Text; }

private:
  char Text[128];
};

struct WorkResult {
  std::string Output;
  std::string Failure; ///< not empty: the task has no output, and why
};

/// Runs \p Work for each task of \p Order, begun in that order, at most
/// Limits.Jobs at a time. Results are by task number. \p Done is called in
/// this process after each task. An interrupt kills the workers and then this
/// process. Must be called with no other thread running.
[[nodiscard]] std::vector<WorkResult>
runWorkers(llvm::ArrayRef<size_t> Order, const WorkLimits &Limits,
           llvm::function_ref<std::string(size_t, WorkerStatus &)> Work,
           llvm::function_ref<void(size_t Task)> Done);

} // namespace codex

#endif // CODEX_DRIVER_RUN_WORKERPOOL_H
