#include "support/NamePattern.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

#include <re2/re2.h>

using namespace llvm;

namespace codex {

NamePattern::NamePattern(StringRef Text, Case Letters)
    : Portable(std::make_unique<Regex>(Text, Letters == Case::Ignored
                                                 ? Regex::IgnoreCase
                                                 : Regex::NoFlags)) {
  std::string Why;
  // RE2 folds the case of bytes as if they were Latin-1.
  if (!Portable->isValid(Why) ||
      !llvm::all_of(Text, [](char C) { return isASCII(C); }))
    return;
  // As LLVM has it: bytes, '.' is any of them, and '^' the text's beginning.
  RE2::Options Same(RE2::Latin1);
  Same.set_posix_syntax(true);
  Same.set_one_line(true);
  Same.set_dot_nl(true);
  Same.set_never_capture(true);
  Same.set_case_sensitive(Letters == Case::Same);
  Same.set_log_errors(false);
  Fast =
      std::make_unique<RE2>(re2::StringPiece(Text.data(), Text.size()), Same);
  if (!Fast->ok())
    Fast = nullptr;
}

NamePattern::NamePattern(NamePattern &&) noexcept = default;
NamePattern::~NamePattern() = default;

bool NamePattern::isValid(std::string &Why) const {
  return Portable->isValid(Why);
}

bool NamePattern::match(StringRef Name) const {
  if (Fast)
    return RE2::PartialMatch(re2::StringPiece(Name.data(), Name.size()), *Fast);
  return Portable->match(Name);
}

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
