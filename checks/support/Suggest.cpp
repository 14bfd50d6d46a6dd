#include "support/Suggest.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace codex {

/// So many are listed where no single one is near.
static constexpr size_t MaxListed = 30;

StringRef nearestWord(StringRef Word, ArrayRef<StringRef> Known) {
  // A third of the word may be wrong, two letters (swapped ones, say) always,
  // but not half of a very short word.
  unsigned Best =
      Word.size() < 4 ? 2 : std::max<unsigned>(2, Word.size() / 3) + 1;
  StringRef Nearest;
  for (StringRef Candidate : Known) {
    unsigned Distance = Word.edit_distance_insensitive(
        Candidate, /*AllowReplacements=*/true, Best);
    if (Distance < Best) {
      Best = Distance;
      Nearest = Candidate;
    }
  }
  // A part of a longer name, as people remember it: "dirty-pipe".
  if (Nearest.empty() && Word.size() >= 4)
    for (StringRef Candidate : Known)
      if (Candidate.contains_insensitive(Word))
        return Candidate;
  return Nearest;
}

std::string suggestion(StringRef Word, ArrayRef<StringRef> Known) {
  if (StringRef Nearest = nearestWord(Word, Known); !Nearest.empty())
    return ("; did you mean '" + Nearest + "'?").str();
  if (Known.empty())
    return "";
  std::string Listed = "; one of: " + join(Known.take_front(MaxListed), ", ");
  return Known.size() > MaxListed ? Listed + ", …" : Listed;
}

} // namespace codex
