#include "tidy/FormerNames.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace llvm;

namespace codex {

static bool names(StringRef List, ArrayRef<std::string> FormerIds) {
  SmallVector<StringRef, 4> Parts;
  List.split(Parts, ',');
  return any_of(Parts, [&](StringRef Part) {
    Expected<GlobPattern> Glob = GlobPattern::create(Part.trim());
    if (!Glob) {
      consumeError(Glob.takeError());
      return false;
    }
    return any_of(FormerIds, [&](const std::string &Id) {
      return Glob->match("codex-" + Id);
    });
  });
}

/// Goes over the comments of one file from the top to the line in question.
bool silencedByFormerName(StringRef Text, unsigned Line,
                          ArrayRef<std::string> FormerIds) {
  constexpr StringLiteral Word = "NOLINT";
  if (FormerIds.empty() || !Text.contains(Word))
    return false;
  unsigned Open = 0; // BEGINs without their END
  for (unsigned Number = 1; Number <= Line && !Text.empty(); ++Number) {
    auto [Current, Rest] = Text.split('\n');
    Text = Rest;
    for (size_t At = Current.find(Word); At != StringRef::npos;
         At = Current.find(Word, At + 1)) {
      StringRef Form = Current.substr(At + Word.size());
      StringRef Kind = Form.take_while([](char C) { return isUpper(C); });
      Form = Form.drop_front(Kind.size());
      if (!Form.consume_front("("))
        continue;
      if (!names(Form.take_until([](char C) { return C == ')'; }), FormerIds))
        continue;
      if ((Kind.empty() && Number == Line) ||
          (Kind == "NEXTLINE" && Number + 1 == Line))
        return true;
      if (Kind == "BEGIN")
        ++Open;
      else if (Kind == "END" && Open > 0)
        --Open;
    }
  }
  return Open > 0;
}

} // namespace codex
