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

#include <atomic>
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

  /// The turns that it and its own workers have, and theirs; see WorkTurns.
  std::atomic<int> Turns;
  /// Of the worker whose pool it is in; null: that is no worker.
  WorkerStatus *Above;
  /// It waits for workers of its own: no reason to call it late.
  std::atomic<bool> Waits;

private:
  char Text[128];
};

/// So many processes work at a time, in whatever pool: each takes a turn before
/// it is begun. A worker that has a pool of its own gives its turn back for as
/// long as that runs. What a worker had when it died is given back by its
/// parent.
class WorkTurns {
public:
  explicit WorkTurns(unsigned Count);
  ~WorkTurns();
  WorkTurns(const WorkTurns &) = delete;
  WorkTurns &operator=(const WorkTurns &) = delete;

  /// \p Holder is the worker that this process is, or null.
  bool tryTake(WorkerStatus *Holder);
  void take(WorkerStatus &Holder); ///< waits for one
  void give(WorkerStatus *Holder);
  /// Notes that \p Holder, and all above it, have so many more.
  static void add(WorkerStatus *Holder, int Count);
  int readable() const { return Ends[0]; } ///< while there is one to take

private:
  int Ends[2];
};

struct WorkResult {
  std::string Output;
  std::string Failure; ///< not empty: the task has no output, and why
};

/// How the tasks of a pool are run.
struct PoolWays {
  /// Shared with other pools; null: Limits.Jobs is for this one alone.
  WorkTurns *Turns = nullptr;
  WorkerStatus *Holder = nullptr; ///< this process, where it is a worker itself
  /// So many more processes than there are turns: those that wait for others.
  unsigned Waiting = 0;
  /// Is told what a task has written so far, and may take it away.
  llvm::function_ref<void(size_t Task, std::string &Text)> Received = nullptr;
};

/// Runs \p Work for each task of \p Order, begun in that order, at most
/// Limits.Jobs at a time. Results are by task number. \p Done is called in
/// this process after each task. An interrupt kills the workers and then this
/// process. Must be called with no other thread running.
[[nodiscard]] std::vector<WorkResult>
runWorkers(llvm::ArrayRef<size_t> Order, const WorkLimits &Limits,
           llvm::function_ref<std::string(size_t, WorkerStatus &)> Work,
           llvm::function_ref<void(size_t Task, WorkResult &)> Done,
           const PoolWays &Ways = {});

/// Adds to the output of the worker that this process is, before what its Work
/// comes to.
void writeOutput(llvm::StringRef Text);

} // namespace codex

#endif // CODEX_DRIVER_RUN_WORKERPOOL_H
