//===- PackedFacts.cpp - Facts in two parts -------------------------------===//

#include "driver/cache/PackedFacts.h"

#include "facts/FactsFile.h"
#include "support/Bytes.h"
#include "support/Error.h"

#include "llvm/Support/raw_ostream.h"

using namespace codex;

/// By number and not as text: what a person reads is written by writeFacts.
static constexpr llvm::StringLiteral Magic = "codex link part 1\n";

static void add(ByteWriter &Out, llvm::ArrayRef<std::string> Texts) {
  Out.number(Texts.size());
  for (const std::string &Text : Texts)
    Out.text(Text);
}

static void add(ByteWriter &Out, llvm::ArrayRef<int64_t> Numbers) {
  Out.number(Numbers.size());
  for (int64_t N : Numbers)
    Out.number(N);
}

static std::string packForLink(const UnitFacts &Facts) {
  std::string Order = writeOrderUnit(Facts.Order);
  if (Order.empty() && Facts.Calls.empty() && Facts.Effects.empty())
    return "";
  ByteWriter Out(Magic);
  Out.text(Order);
  add(Out, Facts.Calls.Texts);
  add(Out, Facts.Calls.Files);
  add(Out, writeCallUnit(Facts.Calls));
  add(Out, Facts.Effects.Texts);
  add(Out, writeEffectUnit(Facts.Effects));
  return Out.take();
}

static std::vector<std::string> takeTexts(ByteReader &In) {
  std::vector<std::string> Texts(In.count(sizeof(uint64_t)));
  for (std::string &Text : Texts)
    Text = In.text();
  return Texts;
}

static std::vector<int64_t> takeNumbers(ByteReader &In) {
  std::vector<int64_t> Numbers(In.count(sizeof(uint64_t)));
  for (int64_t &N : Numbers)
    N = In.number();
  return Numbers;
}

llvm::Error codex::unpackForLink(llvm::StringRef ForLink, UnitFacts &Facts) {
  if (ForLink.empty())
    return llvm::Error::success();
  ByteReader In(ForLink, Magic);
  std::string Order = In.text();
  CallUnit Calls;
  EffectUnit Effects;
  Calls.Texts = takeTexts(In);
  Calls.Files = takeTexts(In);
  std::vector<int64_t> CallNumbers = takeNumbers(In);
  Effects.Texts = takeTexts(In);
  std::vector<int64_t> EffectNumbers = takeNumbers(In);
  if (!In.good())
    return makeError("the link step's part of packed facts is damaged");
  if (llvm::Error E = readCallUnit(CallNumbers, Calls))
    return E;
  if (llvm::Error E = readEffectUnit(EffectNumbers, Effects))
    return E;
  Facts.Calls = std::move(Calls);
  Facts.Effects = std::move(Effects);
  return readOrderUnit(Order, Facts.Order);
}

/// Digest of the other part or as many zeros; the files, each ended by a zero
/// byte, and one more; the rest as facts are written everywhere.
PackedFacts codex::packFacts(const UnitFacts &Facts) {
  PackedFacts Packed;
  Packed.ForLink = packForLink(Facts);
  UnitFacts Rest = Facts;
  Rest.Order = {};
  Rest.Calls = {};
  Rest.Effects = {};
  Rest.Files.clear();
  Rest.ParseSeconds = Rest.EngineSeconds = 0;
  llvm::raw_string_ostream OS(Packed.Text);
  OS << (Packed.ForLink.empty() ? Digest() : digestOf(Packed.ForLink)).raw();
  for (const std::string &File : Facts.Files)
    OS << File << '\0';
  OS << '\0';
  writeFacts(Rest, OS);
  return Packed;
}

llvm::Expected<UnpackedFacts> codex::unpackFacts(llvm::StringRef Text) {
  if (Text.size() < Digest::Size)
    return makeError("packed facts are too short");
  Digest ForLink = Digest::fromRaw(Text.take_front(Digest::Size));
  Text = Text.drop_front(Digest::Size);
  std::vector<std::string> Files;
  for (;;) {
    size_t End = Text.find('\0');
    if (End == llvm::StringRef::npos)
      return makeError("packed facts end in the list of files");
    llvm::StringRef File = Text.take_front(End);
    Text = Text.drop_front(End + 1);
    if (File.empty())
      break;
    Files.push_back(File.str());
  }
  llvm::Expected<UnitFacts> Facts = parseFacts(Text, "packed facts");
  if (!Facts)
    return Facts.takeError();
  UnpackedFacts Result;
  Result.Facts = std::move(*Facts);
  Result.Facts.Files = std::move(Files);
  if (!(ForLink == Digest()))
    Result.ForLink = ForLink;
  return Result;
}
