//===- Progress.h - One line that says how far we are -----------*- C++ -*-===//
#ifndef CODEX_DRIVER_PROGRESS_H
#define CODEX_DRIVER_PROGRESS_H

#include "driver/Env.h"

#include <cstddef>

namespace codex {

/// "[ 37/412] src/a.cpp", over and over on one line of the terminal; nothing
/// where the error stream is no terminal.
class Progress {
public:
  Progress(Env &World, size_t Total) : World(World), Total(Total) {}

  void show(size_t Count, llvm::StringRef File, llvm::StringRef Root);
  void clear();

private:
  Env &World;
  size_t Total;
  bool Shown = false;
};

} // namespace codex

#endif // CODEX_DRIVER_PROGRESS_H
