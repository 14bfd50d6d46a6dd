//===- Baseline.cpp - The findings a project had when it started ----------===//

#include "driver/judge/Baseline.h"

#include "driver/plan/ProjectRoot.h"
#include "model/Fingerprint.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace codex;

static constexpr size_t FingerprintDigits = 16;

/// Entries go as findings are mended, and leave holes in the numbering of equal
/// ones; this many holes in a row are looked over.
static constexpr unsigned MaxHoles = 64;

static constexpr llvm::StringLiteral Header =
    "# Findings that were here before the rules: 'codex-lint baseline show' "
    "lists them,\n"
    "# 'codex-lint baseline update' takes out those that are gone.\n";

static constexpr llvm::StringLiteral PlacesMark =
    "# Further places of one finding stand behind its function.";

llvm::Expected<Baseline> Baseline::read(llvm::StringRef Root,
                                        llvm::StringRef Name,
                                        llvm::vfs::FileSystem &Files) {
  std::string Path = inRoot(Root, Name);
  if (!Files.exists(Path))
    return Baseline();
  auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer)
    return makeError("cannot read the baseline '" + Path +
                     "': " + Buffer.getError().message());
  return parse((*Buffer)->getBuffer(), Path);
}

/// A tab or a line's end in a name would be one of ours.
static std::string field(llvm::StringRef Text) {
  std::string Result;
  for (char C : Text)
    Result += C == '\t' || C == '\n' || C == '\r' ? ' ' : C;
  return Result;
}

static bool isFingerprint(llvm::StringRef Text) {
  return Text.size() == FingerprintDigits &&
         llvm::all_of(Text, llvm::isHexDigit);
}

bool BaselineEntry::isWiderThan(const BaselineEntry &Other) const {
  return !std::includes(Other.Places.begin(), Other.Places.end(),
                        Places.begin(), Places.end());
}

std::string Baseline::placeName(llvm::StringRef Identity) {
  return fingerprintOf(Identity, 0);
}

llvm::Expected<Baseline> Baseline::parse(llvm::StringRef Text,
                                         llvm::StringRef File) {
  Baseline Result;
  unsigned Number = 0;
  for (llvm::StringRef Line : llvm::split(Text, '\n')) {
    ++Number;
    Line = Line.rtrim('\r');
    Result.TellsPlaces |= Line == PlacesMark;
    if (Line.trim().empty() || Line.starts_with("#"))
      continue;
    llvm::SmallVector<llvm::StringRef, 5> Fields;
    Line.split(Fields, '\t', 4);
    bool Form = isFingerprint(Fields[0]);
    if (!Form)
      return makeError(File + ":" + llvm::Twine(Number) +
                       ":1: a line of a baseline begins with a fingerprint of "
                       "16 hex digits; " +
                       (Line.starts_with("<<<<") || Line.starts_with("====") ||
                                Line.starts_with(">>>>")
                            ? "this is a merge conflict: keep the lines of "
                              "both sides, and run 'codex-lint baseline update'"
                            : "mend the line, or write the file anew with "
                              "'codex-lint baseline create --force'"));
    Fields.resize(5);
    BaselineEntry Entry{Fields[0].lower(), Fields[1].str(), Fields[2].str(),
                        Fields[3].str()};
    for (llvm::StringRef Place : llvm::split(Fields[4], ','))
      if (isFingerprint(Place))
        Entry.Places.push_back(Place.lower());
    llvm::sort(Entry.Places);
    Result.add(std::move(Entry));
  }
  return Result;
}

void Baseline::add(const Finding &F) {
  BaselineEntry Entry{F.Fingerprint, F.Rule, field(F.Begin.File),
                      field(F.Function)};
  for (const Step &S : F.Steps)
    if (!S.Identity.empty() && TellsPlaces)
      Entry.Places.push_back(placeName(S.Identity));
  llvm::sort(Entry.Places);
  add(std::move(Entry));
}

void Baseline::add(BaselineEntry Entry) {
  std::string Key = Entry.Fingerprint;
  Entries[Key] = std::move(Entry);
}

bool Baseline::remove(llvm::StringRef Fingerprint) {
  return Entries.erase(Fingerprint.str()) != 0;
}

const BaselineEntry *Baseline::find(llvm::StringRef Fingerprint) const {
  auto Found = Entries.find(Fingerprint.str());
  return Found == Entries.end() ? nullptr : &Found->second;
}

std::vector<const BaselineEntry *>
Baseline::entriesOf(llvm::StringRef Identity) const {
  std::vector<const BaselineEntry *> Result;
  if (Entries.empty())
    return Result;
  unsigned Holes = 0;
  for (unsigned Ordinal = 0; Holes < MaxHoles; ++Ordinal) {
    const BaselineEntry *Entry = find(fingerprintOf(Identity, Ordinal));
    Holes = Entry ? 0 : Holes + 1;
    if (Entry)
      Result.push_back(Entry);
  }
  return Result;
}

bool Baseline::stoodFor(const BaselineEntry &Entry, llvm::StringRef Identity) {
  auto [Rule, Rest] = Identity.split('\n');
  auto [Function, Code] = Rest.split('\n');
  if (field(Function) == Entry.Function)
    return false;
  std::string Before = (Rule + "\n" + Entry.Function + "\n" + Code).str();
  for (unsigned Ordinal = 0; Ordinal < MaxHoles; ++Ordinal)
    if (fingerprintOf(Before, Ordinal) == Entry.Fingerprint)
      return true;
  return false;
}

std::string Baseline::text() const {
  std::string Result = Header.str();
  if (TellsPlaces)
    Result += (PlacesMark + "\n").str();
  for (const auto &[Fingerprint, Entry] : Entries) {
    Result += Fingerprint + "\t" + Entry.Rule + "\t" + Entry.File + "\t" +
              Entry.Function;
    if (!Entry.Places.empty())
      Result += "\t" + llvm::join(Entry.Places, ",");
    Result += "\n";
  }
  return Result;
}
