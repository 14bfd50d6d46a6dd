//===- SureLines.cpp - Untouched lines that cannot be others --------------===//

#include "driver/gate/SureLines.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace codex;

SureLines::SureLines(const LineMap &Map, llvm::ArrayRef<std::string> Old,
                     llvm::ArrayRef<std::string> New,
                     const llvm::StringSet<> &Once)
    : Map(Map), Old(Old), New(New) {
  for (const std::string &Line : Old)
    OldTexts.insert(Line);
  markRows(Once);
  makeParts(Once);
}

void SureLines::markRows(const llvm::StringSet<> &Once) {
  unsigned Row = 1;
  for (unsigned Line = 1; Line <= New.size(); ++Line) {
    std::optional<unsigned> Before = Map.oldLine(Line);
    Row += !Before;
    RowOf.push_back(Before ? Row : 0);
    if (Before && Once.contains(New[Line - 1]))
      Anchored.emplace(Row, int(Line) - int(*Before));
  }
}

static bool haveCommon(const llvm::StringSet<> &A, const llvm::StringSet<> &B) {
  return llvm::any_of(
      A, [&](const auto &Entry) { return B.contains(Entry.first()); });
}

void SureLines::makeParts(const llvm::StringSet<> &Once) {
  // Of each side, what the other has not there; "}" and the like say nothing.
  llvm::StringSet<> Gone, Came;
  std::vector<llvm::StringSet<>> GoneOf, CameOf;
  auto Begin = [&] {
    Parts.emplace_back();
    GoneOf.emplace_back();
    CameOf.emplace_back();
  };
  auto Note = [](llvm::StringSet<> &All, llvm::StringSet<> &Own,
                 llvm::StringRef Text) {
    if (llvm::none_of(Text, llvm::isAlnum))
      return;
    All.insert(Text);
    Own.insert(Text);
  };
  unsigned Then = 1; // the next of the old lines
  auto TakeOld = [&](unsigned Behind) {
    for (; Then < Behind && Then <= Old.size(); ++Then) {
      ++Parts.back().Counts[Old[Then - 1]].first;
      if (!Map.newLine(Then))
        Note(Gone, GoneOf.back(), Old[Then - 1]);
    }
  };
  Begin();
  for (unsigned Line = 1; Line <= New.size(); ++Line) {
    std::optional<unsigned> Before = Map.oldLine(Line);
    if (Before && Once.contains(New[Line - 1])) {
      TakeOld(*Before);
      Then = *Before + 1;
      Begin();
    } else {
      ++Parts.back().Counts[New[Line - 1]].second;
      if (!Before)
        Note(Came, CameOf.back(), New[Line - 1]);
    }
    PartOf.push_back(Parts.size() - 1);
  }
  TakeOld(Old.size() + 1);
  for (auto [P, Lost, Got] : llvm::zip(Parts, GoneOf, CameOf)) {
    P.HasMoved = haveCommon(Lost, Got);
    P.HasExchanged = haveCommon(Lost, Came) && haveCommon(Got, Gone);
  }
}

/// And was not made to stand behind others that have come from elsewhere: two
/// blocks that end alike may have changed places.
bool SureLines::standsWithOne(unsigned OldLine, unsigned NewLine) const {
  if (!Anchored.count({RowOf[NewLine - 1], int(NewLine) - int(OldLine)}))
    return false;
  return NewLine == 1 || OldLine == 1 || Map.oldLine(NewLine - 1) ||
         Map.newLine(OldLine - 1) || !OldTexts.contains(New[NewLine - 2]);
}

bool SureLines::keepsItsPlace(unsigned NewLine) const {
  const Part &Its = Parts[PartOf[NewLine - 1]];
  auto [Before, Now] = Its.Counts.lookup(New[NewLine - 1]);
  return Before == Now && !Its.HasExchanged && (Now == 1 || !Its.HasMoved);
}

bool SureLines::isSure(unsigned OldLine, unsigned NewLine) const {
  return NewLine <= New.size() && Map.oldLine(NewLine) == OldLine &&
         (standsWithOne(OldLine, NewLine) || keepsItsPlace(NewLine));
}
