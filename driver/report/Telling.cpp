//===- Telling.cpp - What every form tells of a finding -------------------===//

#include "driver/report/Telling.h"

#include "driver/report/ChangeText.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"

using namespace codex;

std::string codex::exactText(llvm::StringRef Text) {
  std::string Utf8 =
      llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
  llvm::erase_if(Utf8, [](unsigned char C) {
    return (C < 0x20 && C != '\n' && C != '\t') || C == 0x7F;
  });
  return Utf8;
}

/// Makes visible what would not be shown as itself, from the byte on.
static size_t appendVisible(llvm::StringRef Text, std::string &Shown) {
  size_t Bytes = harmlessBytes(Text);
  if (Bytes == 0)
    Shown += "\\x" + llvm::utohexstr(static_cast<unsigned char>(Text.front()),
                                     /*LowerCase=*/true, /*Width=*/2);
  Shown += Text.take_front(Bytes);
  return std::max<size_t>(Bytes, 1);
}

std::string codex::plainText(llvm::StringRef Text) {
  std::string Exact = exactText(Text), Shown;
  for (llvm::StringRef Rest = Exact; !Rest.empty();) {
    size_t Ascii = Rest.find_if([](unsigned char C) { return C >= 0x80; });
    Shown += Rest.take_front(Ascii);
    Rest = Rest.substr(Ascii);
    if (!Rest.empty())
      Rest = Rest.drop_front(appendVisible(Rest, Shown));
  }
  return Shown;
}

std::vector<size_t> codex::runnerCommands(llvm::StringRef Text) {
  std::vector<size_t> Places;
  for (llvm::StringRef Begin : {"##[", "##vso["})
    for (size_t At = Text.find(Begin); At != llvm::StringRef::npos;
         At = Text.find(Begin, At + 1))
      Places.push_back(At + 1);
  return Places;
}

std::string codex::visibleLine(llvm::StringRef Text) {
  std::string Shown = visibleText(Text, /*OneLine=*/true);
  size_t Begin = llvm::StringRef(Shown).find_first_not_of(' ');
  if (llvm::StringRef(Shown).substr(Begin).starts_with("::"))
    Shown.replace(Begin, 1, "\\x3a");
  return Shown;
}

size_t codex::harmlessBytes(llvm::StringRef Text) {
  const auto *Begin = reinterpret_cast<const llvm::UTF8 *>(Text.begin());
  const auto *End = reinterpret_cast<const llvm::UTF8 *>(Text.end());
  const llvm::UTF8 *At = Begin;
  llvm::UTF32 Character = 0;
  if (llvm::convertUTF8Sequence(&At, End, &Character, llvm::strictConversion) !=
      llvm::conversionOK)
    return 0;
  bool Obeyed = Character < 0xA0 || Character == 0x061C ||
                (Character >= 0x200E && Character <= 0x200F) ||
                (Character >= 0x2028 && Character <= 0x202E) ||
                (Character >= 0x2066 && Character <= 0x2069);
  return Obeyed ? 0 : At - Begin;
}

std::string codex::visibleText(llvm::StringRef Text, bool OneLine) {
  std::string Shown;
  std::vector<size_t> Commands = runnerCommands(Text);
  for (size_t Index = 0; Index < Text.size();) {
    unsigned char C = Text[Index];
    size_t Bytes = 1;
    if (C >= 0x80)
      Bytes = harmlessBytes(Text.substr(Index));
    else if ((C < 0x20 || C == 0x7F || llvm::is_contained(Commands, Index)) &&
             (OneLine || (C != '\n' && C != '\t')))
      Bytes = 0;
    if (Bytes == 0)
      Shown += "\\x" + llvm::utohexstr(C, /*LowerCase=*/true, /*Width=*/2);
    Shown += Text.substr(Index, Bytes);
    Index += std::max<size_t>(Bytes, 1);
  }
  return Shown;
}

std::string codex::incidentLine(const JudgedFinding &Judged,
                                const Report &TheReport) {
  if (Judged.TheRule && TheReport.Rules)
    for (const std::string &Id : Judged.TheRule->Incidents)
      if (const Incident *Known = TheReport.Rules->findIncident(Id))
        return Known->oneLine();
  return "";
}

std::vector<std::string> codex::teachingLines(const JudgedFinding &Judged,
                                              const Report &TheReport) {
  if (!Judged.TheRule)
    return {};
  std::vector<std::string> Lines = {Judged.TheRule->sentence()};
  std::string Incident = incidentLine(Judged, TheReport);
  if (!Incident.empty())
    Lines.push_back(std::move(Incident));
  Lines.push_back("codex-lint explain " + Judged.TheRule->Id);
  return Lines;
}

std::string codex::placeText(const Location &At) {
  return At.File + ":" + std::to_string(At.Line) + ":" +
         std::to_string(At.Column);
}

Location codex::locationOf(llvm::StringRef File, unsigned Offset,
                           SourceLines &Sources) {
  llvm::StringRef Before = Sources.text(File).take_front(Offset);
  Location At{File.str(), unsigned(Before.count('\n')) + 1, 0};
  At.Column = Before.size() - (Before.rfind('\n') + 1) + 1;
  return At;
}

std::optional<Suggestion> codex::suggestionOf(const Finding &F,
                                              SourceLines &Sources) {
  if (F.Fixes.empty() || F.Fixes.front().Edits.empty())
    return std::nullopt;
  std::vector<Edit> Edits = F.Fixes.front().Edits;
  llvm::sort(Edits,
             [](const Edit &A, const Edit &B) { return A.Offset < B.Offset; });
  llvm::StringRef Text = Sources.text(F.Begin.File);
  for (const Edit &E : Edits)
    if (E.File != F.Begin.File || E.Offset + size_t(E.Length) > Text.size())
      return std::nullopt;
  size_t Begin = Text.take_front(Edits.front().Offset).rfind('\n') + 1;
  size_t End = Text.find('\n', Edits.back().Offset + Edits.back().Length);
  End = std::min(End, Text.size());

  Suggestion Result;
  size_t At = Begin;
  for (const Edit &E : Edits) {
    if (E.Offset < At)
      return std::nullopt;
    Result.NewText += Text.slice(At, E.Offset);
    Result.NewText += E.Replacement;
    At = E.Offset + E.Length;
  }
  Result.NewText += Text.slice(At, End).rtrim('\r');
  Result.FirstLine = Text.take_front(Begin).count('\n') + 1;
  Result.LastLine = Text.take_front(End).count('\n') + 1;
  return Result;
}

std::string codex::counted(size_t Count, llvm::StringRef Noun) {
  return (llvm::Twine(Count) + " " + Noun + (Count == 1 ? "" : "s")).str();
}

std::string codex::headline(const Report &TheReport) {
  std::string Text = toString(TheReport.TheVerdict).str();
  if (TheReport.Change)
    return Text + ": " + changeSummary(TheReport);
  size_t New = llvm::count_if(TheReport.Findings, [](const JudgedFinding &F) {
    return F.TheStatus == Status::New;
  });
  size_t Blocking = llvm::count_if(
      TheReport.Findings, [](const JudgedFinding &F) { return F.Blocks; });
  return Text + ": " + std::to_string(New) +
         (New == 1 ? " finding, " : " findings, ") + std::to_string(Blocking) +
         " blocking";
}
