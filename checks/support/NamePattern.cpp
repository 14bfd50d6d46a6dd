#include "support/NamePattern.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace codex {

/// From '+' to '_' there is a colon on the way.
static bool isPlainRange(StringRef Pattern, size_t Dash) {
  if (Dash == 0 || Dash + 1 == Pattern.size())
    return false;
  char From = Pattern[Dash - 1], To = Pattern[Dash + 1];
  return isAlnum(From) && isAlnum(To) && isDigit(From) == isDigit(To);
}

bool isAboutLastName(StringRef Pattern) {
  if (!Pattern.consume_back("$"))
    return false;
  Pattern.consume_front("::");
  unsigned Depth = 0;
  for (size_t I = 0; I < Pattern.size(); ++I) {
    char C = Pattern[I];
    Depth += C == '(';
    if (C == ')' && Depth-- == 0)
      return false;
    // Outside of parentheses it parts the whole, with "::" and "$".
    if ((C == '|' && Depth == 0) || (C == '-' && !isPlainRange(Pattern, I)) ||
        !(isAlnum(C) || StringRef("_()[]|?*+-").contains(C)))
      return false;
  }
  return Depth == 0;
}

} // namespace codex
