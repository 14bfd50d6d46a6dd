//===- PackedFacts.cpp - Facts in two parts -------------------------------===//

#include "driver/cache/PackedFacts.h"

#include "facts/FactsFile.h"
#include "support/Error.h"

#include "llvm/Support/raw_ostream.h"

using namespace codex;

/// Digest of the order or as many zeros; the files, each ended by a zero byte,
/// and one more; the rest as facts are written everywhere.
PackedFacts codex::packFacts(const UnitFacts &Facts) {
  PackedFacts Packed;
  Packed.Order = writeOrderUnit(Facts.Order);
  UnitFacts Rest = Facts;
  Rest.Order = {};
  Rest.Files.clear();
  Rest.ParseSeconds = Rest.EngineSeconds = 0;
  llvm::raw_string_ostream OS(Packed.Text);
  OS << (Packed.Order.empty() ? Digest() : digestOf(Packed.Order)).raw();
  for (const std::string &File : Facts.Files)
    OS << File << '\0';
  OS << '\0';
  writeFacts(Rest, OS);
  return Packed;
}

llvm::Expected<UnpackedFacts> codex::unpackFacts(llvm::StringRef Text) {
  if (Text.size() < Digest::Size)
    return makeError("packed facts are too short");
  Digest Order = Digest::fromRaw(Text.take_front(Digest::Size));
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
  if (!(Order == Digest()))
    Result.Order = Order;
  return Result;
}
