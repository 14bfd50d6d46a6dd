#include "rules/Rule.h"

#include "llvm/ADT/STLExtras.h"

namespace codex {

bool Rule::exemptsTests() const { return llvm::is_contained(Exempt, "tests"); }

std::string Rule::sentence() const {
  return "If you need " + Need + ", use " + Use + ".";
}

} // namespace codex
