//===- UnitWork.h - What workers do for a unit ------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_UNITWORK_H
#define CODEX_DRIVER_RUN_UNITWORK_H

#include "driver/cache/RecordingFiles.h"
#include "driver/run/HeaderSharing.h"
#include "driver/run/UnitRunner.h"
#include "engines/RuleProgram.h"

namespace codex {

/// Runs the rules, and says in \c Status how far they are.
class ProgramVisitor : public UnitVisitor {
public:
  ProgramVisitor(const RuleProgram &Program, WorkerStatus &Status)
      : Program(Program), Status(&Status) {}

  /// In a process that was forked after the begin.
  void reportTo(WorkerStatus &Other) { Status = &Other; }

  void begin(clang::Preprocessor &Preprocessor) override {
    Status->set("parsing");
    Run = Program.start();
    Run.begin(Preprocessor);
  }
  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    Run.collect(Unit, Facts, [&](llvm::StringRef Engine) {
      Status->set(("running the engine '" + Engine + "'").str());
    });
    Status->set("closing");
  }

private:
  const RuleProgram &Program;
  RuleProgram::UnitRun Run;
  WorkerStatus *Status;
};

/// What all workers of a run are given.
struct UnitWork {
  const Plan &ThePlan;
  const RuleProgram &Program;
  UnitCache *Cache;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  const WorkLimits &Limits;
  const Shortcuts &Ways;
  bool KeepsHeads = false; ///< what single units begin with is worth keeping

  llvm::IntrusiveRefCntPtr<RecordingFiles> recording() const {
    return llvm::makeIntrusiveRefCnt<RecordingFiles>(Files, ThePlan.Root);
  }
};

/// Keeps what was found, and writes it for the parent.
[[nodiscard]] std::string handOver(const UnitWork &R, const CompileUnit &Unit,
                                   const UnitFacts &Facts,
                                   std::string Difference, const Inputs &Read,
                                   Beginning Began = Beginning::Other);

/// All that a worker does for one unit.
[[nodiscard]] std::string analyse(const UnitWork &R, const CompileUnit &Unit,
                                  WorkerStatus &Status,
                                  const SharedHeaders *Shared);

} // namespace codex

#endif // CODEX_DRIVER_RUN_UNITWORK_H
