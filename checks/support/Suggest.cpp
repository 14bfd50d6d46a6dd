#include "support/Suggest.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>

using namespace llvm;

namespace codex {

/// So many are listed where no single one is near.
static constexpr size_t MaxListed = 30;

/// The same letters in another order: "lits" for "list".
static bool isSwapped(StringRef Word, StringRef Candidate) {
  return Word.size() == Candidate.size() &&
         std::is_permutation(Word.begin(), Word.end(), Candidate.begin());
}

StringRef nearestWord(StringRef Word, ArrayRef<StringRef> Known) {
  // A third of the word may be wrong, two letters (swapped ones, say) always,
  // but not half of a very short word.
  unsigned Best =
      Word.size() < 4 ? 2 : std::max<unsigned>(2, Word.size() / 3) + 1;
  StringRef Nearest;
  for (StringRef Candidate : Known) {
    unsigned Distance = Word.edit_distance_insensitive(
        Candidate, /*AllowReplacements=*/true, Best);
    bool Nearer = Distance < Best || (Distance == Best && !Nearest.empty() &&
                                      isSwapped(Word, Candidate));
    if (Nearer) {
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
