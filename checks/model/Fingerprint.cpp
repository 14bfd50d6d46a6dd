#include "model/Fingerprint.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SHA256.h"

#include <array>

using namespace llvm;

namespace codex {

/// 64 bits: short enough to be read out to a colleague, and a million findings
/// have a chance of one in thirty million that two of them agree.
static constexpr size_t FingerprintBytes = 8;

static bool isWordCharacter(char C) { return isAlnum(C) || C == '_'; }

/// White space goes where leaving it out does not join two words, so that a
/// re-formatted line stays the same.
static std::string withoutLayout(StringRef Code) {
  std::string Result;
  bool SpaceBefore = false;
  for (char C : Code) {
    if (isSpace(C)) {
      SpaceBefore = true;
      continue;
    }
    if (SpaceBefore && !Result.empty() && isWordCharacter(Result.back()) &&
        isWordCharacter(C))
      Result += ' ';
    SpaceBefore = false;
    Result += C;
  }
  return Result;
}

/// Where the string or character that begins at \p At ends.
static size_t endOfQuoted(StringRef Code, size_t At) {
  char Quote = Code[At];
  for (++At; At < Code.size() && Code[At] != Quote; ++At)
    At += Code[At] == '\\';
  return At;
}

/// What stands between braces goes if it is statements.
static std::string withoutBodies(StringRef Code) {
  struct Brace {
    size_t At;
    bool HasStatements;
  };
  std::string Result;
  SmallVector<Brace, 4> Open;
  for (size_t At = 0; At < Code.size(); ++At) {
    char C = Code[At];
    bool InNumber = C == '\'' && At && isWordCharacter(Code[At - 1]);
    if ((C == '"' || C == '\'') && !InNumber) {
      size_t End = endOfQuoted(Code, At);
      Result += Code.slice(At, End + 1);
      At = End;
      continue;
    }
    if (C == '{') {
      Open.push_back({Result.size(), false});
    } else if (C == ';' && !Open.empty()) {
      Open.back().HasStatements = true;
    } else if (C == '}' && !Open.empty()) {
      Brace Its = Open.pop_back_val();
      if (Its.HasStatements)
        Result.resize(Its.At + 1);
    }
    Result += C;
  }
  return Result;
}

std::string makeIdentity(StringRef Rule, StringRef Function, StringRef Code) {
  return (Rule + "\n" + Function + "\n" + withoutBodies(withoutLayout(Code)))
      .str();
}

std::string fingerprintOf(StringRef Identity, unsigned Ordinal) {
  std::string Text = (Identity + "\n" + Twine(Ordinal)).str();
  std::array<uint8_t, 32> Digest = SHA256::hash(arrayRefFromStringRef(Text));
  return toHex(ArrayRef(Digest).take_front(FingerprintBytes),
               /*LowerCase=*/true);
}

void assignFingerprints(std::vector<Finding> &Findings) {
  StringMap<unsigned> Seen;
  StringSet<> Taken;
  for (Finding &F : Findings) {
    do
      F.Fingerprint = fingerprintOf(F.Identity, Seen[F.Identity]++);
    while (!Taken.insert(F.Fingerprint).second);
  }
}

} // namespace codex
