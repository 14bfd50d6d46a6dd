#include "rules/Incident.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"

namespace codex {

/// Dates may carry a time and a remark: "2014-04 (public disclosure, ...)".
static llvm::StringRef dayOf(llvm::StringRef Date) {
  return Date.take_while(
      [](char C) { return (C >= '0' && C <= '9') || C == '-' || C == 's'; });
}

std::string Incident::oneLine() const {
  return (llvm::Twine(dayOf(Date)) + ": " + Title + " (" + Organisation + ")")
      .str();
}

} // namespace codex
