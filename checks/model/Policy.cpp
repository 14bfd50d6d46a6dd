#include "model/Policy.h"

#include "llvm/Support/ErrorHandling.h"

namespace codex {

llvm::StringRef toString(Level L) {
  switch (L) {
  case Level::Must:
    return "must";
  case Level::Should:
    return "should";
  }
  llvm_unreachable("level out of range");
}

llvm::StringRef toString(State S) {
  switch (S) {
  case State::Draft:
    return "draft";
  case State::Advisory:
    return "advisory";
  case State::Enforced:
    return "enforced";
  case State::Retired:
    return "retired";
  }
  llvm_unreachable("state out of range");
}

} // namespace codex
