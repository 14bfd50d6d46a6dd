#include "rules/Rule.h"

#include "llvm/ADT/STLExtras.h"

namespace codex {

bool Rule::exemptsTests() const { return llvm::is_contained(Exempt, "tests"); }

std::string ReadFindings::inWords() const {
  if (!read())
    return "no finding was read";
  std::string Text =
      std::to_string(True) + " of " + std::to_string(read()) +
      (read() == 1 ? " finding read is true (" : " findings read are true (") +
      std::to_string(precision()) + " %)";
  for (size_t I = 0; I < Projects.size(); ++I)
    Text += (I == 0                     ? ", in "
             : I + 1 == Projects.size() ? " and "
                                        : ", ") +
            Projects[I];
  return Text;
}

std::string Rule::sentence() const {
  return "If you need " + Need + ", use " + Use + ".";
}

} // namespace codex
