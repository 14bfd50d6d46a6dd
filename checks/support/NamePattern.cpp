#include "support/NamePattern.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

using namespace llvm;

namespace codex {

/// As LLVM has it: bytes, '.' is any of them, and '^' the text's beginning.
static RE2::Options options(NamePattern::Case Letters) {
  RE2::Options Same(RE2::Latin1);
  Same.set_posix_syntax(true);
  Same.set_one_line(true);
  Same.set_dot_nl(true);
  Same.set_never_capture(true);
  Same.set_case_sensitive(Letters == NamePattern::Case::Same);
  Same.set_log_errors(false);
  return Same;
}

static re2::StringPiece piece(StringRef Text) {
  return {Text.data(), Text.size()};
}

NamePattern::NamePattern(StringRef Text, Case Letters)
    : Portable(std::make_unique<Regex>(Text, Letters == Case::Ignored
                                                 ? Regex::IgnoreCase
                                                 : Regex::NoFlags)) {
  std::string Why;
  // RE2 folds the case of bytes as if they were Latin-1.
  if (!Portable->isValid(Why) ||
      !llvm::all_of(Text, [](char C) { return isASCII(C); }))
    return;
  Fast = std::make_unique<RE2>(piece(Text), options(Letters));
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
    return RE2::PartialMatch(piece(Name), *Fast);
  return Portable->match(Name);
}

namespace {
constexpr size_t MinPiece = 2;
} // namespace

static unsigned beginning(StringRef Piece) {
  return uint8_t(Piece[0]) * 256u + uint8_t(Piece[1]);
}

NamePatterns::NamePatterns(ArrayRef<StringRef> Texts)
    : Filter(std::make_unique<re2::FilteredRE2>(int(MinPiece))) {
  for (auto [I, Text] : enumerate(Texts)) {
    int Id;
    std::string Why;
    if (!Regex(Text).isValid(Why))
      continue;
    if (llvm::all_of(Text, [](char C) { return isASCII(C); }) &&
        Filter->Add(piece(Text), options(NamePattern::Case::Same), &Id) ==
            RE2::NoError)
      Filtered.push_back(I);
    else
      Others.emplace_back(I, NamePattern(Text));
  }
  if (Filtered.empty())
    return;
  Filter->Compile(&Pieces);
  for (auto [I, Piece] : enumerate(Pieces))
    ByBeginning[beginning(Piece)].push_back(int(I));
}

NamePatterns::~NamePatterns() = default;

void NamePatterns::match(StringRef Name,
                         function_ref<void(size_t)> Found) const {
  for (const auto &[I, Pattern] : Others)
    if (Pattern.match(Name))
      Found(I);
  if (Filtered.empty())
    return;
  std::string Lower = Name.lower();
  std::vector<int> Here, Matching;
  for (StringRef Rest = Lower; Rest.size() >= MinPiece; Rest = Rest.substr(1))
    if (auto It = ByBeginning.find(beginning(Rest)); It != ByBeginning.end())
      for (int Piece : It->second)
        if (Rest.starts_with(Pieces[Piece]))
          Here.push_back(Piece);
  llvm::sort(Here);
  Here.erase(llvm::unique(Here), Here.end());
  Filter->AllMatches(piece(Name), Here, &Matching);
  for (int Id : Matching)
    Found(Filtered[Id]);
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
