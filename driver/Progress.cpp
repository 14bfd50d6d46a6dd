//===- Progress.cpp - One line that says how far we are -------------------===//

#include "driver/Progress.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"

using namespace codex;

void Progress::show(size_t Count, llvm::StringRef File, llvm::StringRef Root) {
  if (!World.ErrIsTerminal)
    return;
  if (File.consume_front(Root))
    File.consume_front("/");
  std::string Line;
  llvm::raw_string_ostream OS(Line);
  unsigned Digits = std::to_string(Total).size();
  OS << '[' << llvm::format("%*zu", Digits, Count) << '/' << Total << "] "
     << File;
  // A line that wraps could not be written over.
  unsigned Columns = llvm::sys::Process::StandardErrColumns();
  if (Columns > 1 && Line.size() >= Columns)
    Line.resize(Columns - 1);
  World.Err << "\r\033[K" << Line;
  World.Err.flush();
  Shown = true;
}

void Progress::clear() {
  if (Shown)
    World.Err << "\r\033[K";
  Shown = false;
}
