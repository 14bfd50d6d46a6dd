#include "support/PathGlob.h"

#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace codex {

/// Nested braces multiply; no sensible pattern comes near this.
static constexpr size_t MaxAlternatives = 1000;

/// The index of the brace that closes the one at \p Open, or npos.
static size_t closingBrace(StringRef Pattern, size_t Open) {
  unsigned Depth = 0;
  for (size_t I = Open; I != Pattern.size(); ++I) {
    if (Pattern[I] == '{')
      ++Depth;
    else if (Pattern[I] == '}' && --Depth == 0)
      return I;
  }
  return StringRef::npos;
}

/// The texts between the commas that are in no inner brace.
static std::vector<StringRef> choices(StringRef Inside) {
  std::vector<StringRef> Result;
  unsigned Depth = 0;
  size_t Start = 0;
  for (size_t I = 0; I != Inside.size(); ++I) {
    if (Inside[I] == '{')
      ++Depth;
    else if (Inside[I] == '}')
      --Depth;
    else if (Inside[I] == ',' && Depth == 0) {
      Result.push_back(Inside.slice(Start, I));
      Start = I + 1;
    }
  }
  Result.push_back(Inside.substr(Start));
  return Result;
}

static Error expand(StringRef Pattern, std::vector<std::string> &Into) {
  size_t Open = Pattern.find_first_of("{}");
  if (Open == StringRef::npos) {
    if (Into.size() == MaxAlternatives)
      return makeError("the braces stand for too many patterns");
    Into.push_back(Pattern.str());
    return Error::success();
  }
  size_t Close = closingBrace(Pattern, Open);
  if (Pattern[Open] == '}' || Close == StringRef::npos)
    return makeError("a brace has no partner");
  for (StringRef Choice : choices(Pattern.slice(Open + 1, Close)))
    if (Error E = expand(
            (Pattern.take_front(Open) + Choice + Pattern.substr(Close + 1))
                .str(),
            Into))
      return E;
  return Error::success();
}

static Error checkBrackets(StringRef Pattern) {
  while (!Pattern.empty()) {
    size_t Open = Pattern.find('[');
    if (Open == StringRef::npos)
      return Error::success();
    size_t Close = Pattern.find(']', Open + 2);
    if (Close == StringRef::npos || Pattern.slice(Open, Close).contains('/'))
      return makeError("a '[' has no ']'");
    Pattern = Pattern.substr(Close + 1);
  }
  return Error::success();
}

Expected<PathGlob> PathGlob::create(StringRef Pattern) {
  auto Fail = [&](Error E) {
    return makeError("the pattern '" + Pattern +
                     "' cannot be used: " + toString(std::move(E)));
  };
  if (Pattern.empty())
    return Fail(makeError("it is empty"));
  if (Pattern.starts_with("/") || Pattern.starts_with("./"))
    return Fail(makeError("paths are relative to the project's root, without "
                          "'/' or './' in front"));
  PathGlob Glob;
  Glob.Pattern = Pattern.str();
  if (Error E = expand(Pattern, Glob.Alternatives))
    return Fail(std::move(E));
  for (const std::string &Alternative : Glob.Alternatives)
    if (Error E = checkBrackets(Alternative))
      return Fail(std::move(E));
  return Glob;
}

/// \p Set is what stands between the brackets.
static bool matchesSet(StringRef Set, char C) {
  bool Negated = Set.consume_front("!") || Set.consume_front("^");
  bool Found = false;
  for (size_t I = 0; I < Set.size(); ++I) {
    if (I + 2 < Set.size() && Set[I + 1] == '-') {
      Found |= Set[I] <= C && C <= Set[I + 2];
      I += 2;
    } else {
      Found |= Set[I] == C;
    }
  }
  return Found != Negated;
}

/// How many characters of \p Pattern match the one character \p C; 0 if none.
static size_t matchesOne(StringRef Pattern, char C) {
  if (Pattern.empty())
    return 0;
  if (Pattern.front() == '?')
    return 1;
  if (Pattern.front() != '[')
    return Pattern.front() == C ? 1 : 0;
  size_t Close = Pattern.find(']', 2);
  return matchesSet(Pattern.slice(1, Close), C) ? Close + 1 : 0;
}

/// One part of a path. Goes back to the last star only, so that the time is
/// the product of the lengths at most.
static bool matchesPart(StringRef Pattern, StringRef Part) {
  size_t P = 0, S = 0, StarAt = StringRef::npos, StarText = 0;
  while (S != Part.size()) {
    if (P != Pattern.size() && Pattern[P] == '*') {
      StarAt = P++;
      StarText = S;
    } else if (size_t Used = matchesOne(Pattern.substr(P), Part[S])) {
      P += Used;
      ++S;
    } else if (StarAt != StringRef::npos) {
      P = StarAt + 1;
      S = ++StarText;
    } else {
      return false;
    }
  }
  return Pattern.substr(P).find_first_not_of('*') == StringRef::npos;
}

/// The same over whole parts, with "**" for the star.
static bool matchesParts(ArrayRef<StringRef> Pattern,
                         ArrayRef<StringRef> Path) {
  size_t P = 0, S = 0, StarAt = StringRef::npos, StarPart = 0;
  while (S != Path.size()) {
    if (P != Pattern.size() && Pattern[P] == "**") {
      StarAt = P++;
      StarPart = S;
    } else if (P != Pattern.size() && matchesPart(Pattern[P], Path[S])) {
      ++P;
      ++S;
    } else if (StarAt != StringRef::npos) {
      P = StarAt + 1;
      S = ++StarPart;
    } else {
      return false;
    }
  }
  return all_of(Pattern.drop_front(P),
                [](StringRef Part) { return Part == "**"; });
}

bool PathGlob::matches(StringRef Path) const {
  SmallVector<StringRef> PathParts;
  Path.split(PathParts, '/');
  return any_of(Alternatives, [&](StringRef Alternative) {
    SmallVector<StringRef> Parts;
    Alternative.split(Parts, '/');
    // "dir/**" is what lies in dir, not dir itself; the files that we ask for
    // are never directories, so that "a file named dir" is the only difference.
    if (Parts.back() == "**" && Parts.size() > 1)
      Parts.push_back("*");
    return matchesParts(Parts, PathParts);
  });
}

bool matchesAny(ArrayRef<PathGlob> Globs, StringRef Path) {
  return any_of(Globs, [&](const PathGlob &G) { return G.matches(Path); });
}

} // namespace codex
