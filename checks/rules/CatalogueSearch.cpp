#include "rules/CatalogueSearch.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

#include <cmath>

using namespace llvm;

namespace codex {

static bool saysNothing(StringRef Word) {
  static const StringSet<> Common = {
      "the",     "and",     "that",   "this",    "with",  "from",  "for",
      "not",     "was",     "were",   "are",     "had",   "has",   "have",
      "been",    "its",     "but",    "which",   "when",  "then",  "than",
      "they",    "their",   "them",   "into",    "out",   "all",   "one",
      "two",     "what",    "who",    "where",   "while", "after", "befor",
      "there",   "would",   "could",  "about",   "over",  "only",  "also",
      "other",   "more",    "most",   "some",    "such",  "each",  "every",
      "did",     "doe",     "can",    "may",     "will",  "own",   "any",
      "because", "through", "during", "between", "until", "again", "still",
      "that",    "without", "within", "so",      "code",  "use",   "used",
      "made",    "make",    "thing",  "how",     "why",   "you",   "need",
      "must",    "int",     "std",    "call",    "hour",  "minute"};
  return Word.size() < 3 || Common.contains(Word);
}

/// Endings that do not change what a word is about. Rough, and the same for
/// both sides of the comparison.
static std::string withoutEnding(StringRef Word) {
  constexpr std::pair<StringLiteral, size_t> Endings[] = {
      {"ations", 3}, {"ation", 3}, {"ings", 3}, {"ing", 3}, {"edly", 3},
      {"ed", 3},     {"ies", 4},   {"es", 4},   {"ly", 4},  {"er", 4},
      {"or", 4},     {"s", 3},     {"e", 4},    {"y", 4}};
  for (const auto &[Ending, LeastStem] : Endings)
    if (Word.size() >= Ending.size() + LeastStem && Word.ends_with(Ending) &&
        !Word.ends_with("ss")) {
      Word = Word.drop_back(Ending.size());
      // "logging", "unwrapped"; but "passing", "killed".
      if (Word.size() > 3 && Word.back() == Word[Word.size() - 2] &&
          !StringRef("lsaeiou").contains(Word.back()))
        Word = Word.drop_back();
      return Word.str();
    }
  return Word.str();
}

/// The words as they are compared, each with how it is written.
static std::vector<std::pair<std::string, std::string>>
wordsAndSpellings(StringRef Text) {
  std::vector<std::pair<std::string, std::string>> Result;
  std::string Word;
  auto Finish = [&] {
    std::string Whole = StringRef(Word).lower();
    Word.clear();
    if (saysNothing(Whole))
      return;
    std::string Stem = withoutEnding(Whole);
    if (!saysNothing(Stem) && !all_of(Stem, isDigit))
      Result.emplace_back(std::move(Stem), std::move(Whole));
  };
  for (char C : Text) {
    if (!isAlnum(C)) {
      Finish();
      continue;
    }
    // "readConfigFile" is three words, "HTTP" and "std2" are one.
    if (isUpper(C) && !Word.empty() && isLower(Word.back()))
      Finish();
    Word += C;
  }
  Finish();
  return Result;
}

std::vector<std::string> searchWords(StringRef Text) {
  std::vector<std::string> Result;
  for (auto &[Stem, Spelling] : wordsAndSpellings(Text))
    Result.push_back(std::move(Stem));
  return Result;
}

std::string searchText(const Incident &I) {
  return join(ArrayRef<std::string>{I.Title, I.Impact, I.WhatHappened,
                                    I.RootCauseInCode, I.RootCauseInCode,
                                    I.Lesson, I.Lesson, join(I.Tags, " ")},
              " ");
}

CatalogueSearch::CatalogueSearch(const RuleSet &All, StringRef Without) {
  auto Add = [](Document &D, StringRef Text, double Weight) {
    for (const std::string &Word : searchWords(Text)) {
      D.Words[Word] += Weight;
      D.Length += Weight;
    }
  };
  for (const Incident &I : All.Incidents) {
    if (I.Id == Without)
      continue;
    Document D;
    D.Id = I.Id;
    Add(D, searchText(I), 1);
    Incidents.Documents.push_back(std::move(D));
  }
  for (const Rule &R : All.Rules) {
    if (R.TheState == State::Retired)
      continue;
    Document D;
    D.Id = R.Id;
    for (StringRef Text :
         {StringRef(R.Id), StringRef(R.Family), StringRef(R.Title),
          StringRef(R.Need), StringRef(R.Use), StringRef(R.Message)})
      Add(D, Text, 3);
    for (const std::vector<std::string> *Texts : {&R.Why, &R.Fix})
      for (const std::string &Text : *Texts)
        Add(D, Text, 1);
    // What the engine looks for: names of functions, kinds of events.
    Add(D, R.Spec.text(), 0.5);
    for (const std::string &Id : R.Incidents)
      if (const Incident *I = All.findIncident(Id); I && Id != Without)
        Add(D, searchText(*I), 0.5);
    Rules.Documents.push_back(std::move(D));
  }
  Rules.finish();
  Incidents.finish();
}

void CatalogueSearch::Collection::finish() {
  for (const Document &D : Documents) {
    MeanLength += D.Length / Documents.size();
    for (const auto &[Word, Count] : D.Words)
      ++Having[Word];
  }
}

std::vector<CatalogueSearch::Hit>
CatalogueSearch::Collection::search(StringRef Text, size_t Most) const {
  // How fast a repeated word counts less, and how much length is held against
  // a document: the values that are customary.
  constexpr double Saturation = 1.2, LengthWeight = 0.75;
  std::map<std::string, std::string> Wanted;
  for (auto &[Stem, Spelling] : wordsAndSpellings(Text))
    Wanted.try_emplace(Stem, Spelling);
  std::vector<Hit> Hits;
  for (const Document &D : Documents) {
    Hit H;
    H.Id = D.Id;
    std::vector<std::pair<double, std::string>> Shared;
    for (const auto &[Word, Spelling] : Wanted) {
      auto Count = D.Words.find(Word);
      if (Count == D.Words.end())
        continue;
      double Have = Having.at(Word);
      double Rarity =
          std::log(1 + (Documents.size() - Have + 0.5) / (Have + 0.5));
      double Often = Count->second;
      double Score =
          Rarity * Often * (Saturation + 1) /
          (Often + Saturation * (1 - LengthWeight +
                                 LengthWeight * D.Length / MeanLength));
      H.Score += Score;
      Shared.push_back({-Score, Spelling});
    }
    llvm::sort(Shared);
    for (auto &[Score, Word] : Shared)
      H.Words.push_back(std::move(Word));
    if (H.Score > 0)
      Hits.push_back(std::move(H));
  }
  llvm::sort(Hits, [](const Hit &A, const Hit &B) {
    return std::make_pair(-A.Score, StringRef(A.Id)) <
           std::make_pair(-B.Score, StringRef(B.Id));
  });
  if (Hits.size() > Most)
    Hits.resize(Most);
  return Hits;
}

std::vector<CatalogueSearch::Hit> CatalogueSearch::rules(StringRef Text,
                                                         size_t Most) const {
  return Rules.search(Text, Most);
}

std::vector<CatalogueSearch::Hit>
CatalogueSearch::incidents(StringRef Text, size_t Most) const {
  return Incidents.search(Text, Most);
}

} // namespace codex
