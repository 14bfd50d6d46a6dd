//===- Inputs.cpp - What a result depends on, file by file ----------------===//

#include "driver/cache/Inputs.h"

#include "driver/cache/Relocation.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <tuple>
#include <vector>

using namespace codex;

static bool hasValue(Answer Kind) {
  return Kind == Answer::Content || Kind == Answer::Listing ||
         Kind == Answer::RealName;
}

void Inputs::add(llvm::StringRef Path, Answer Kind, const Digest &Value) {
  if (Kind == Answer::Listing || Kind == Answer::RealName ||
      Kind == Answer::Root) {
    auto [Entry, New] = Beside.try_emplace({Path.str(), Kind}, Value);
    Unstable |= !New && !(Entry->second == Value);
    return;
  }
  auto [Entry, New] = AtPath.try_emplace(Path, Known{Kind, Value});
  Known &Before = Entry->second;
  if (New || (Before.Kind == Kind && Before.Value == Value))
    return;
  // What was read is known better than what was only seen to be there.
  if (Before.Kind == Answer::File && Kind == Answer::Content)
    Before = {Kind, Value};
  else if (!(Before.Kind == Answer::Content && Kind == Answer::File))
    Unstable = true;
}

std::string Inputs::encode(llvm::StringRef Root) const {
  using Row = std::tuple<std::string, Answer, const Digest *>;
  std::vector<Row> Rows;
  for (const auto &Entry : AtPath)
    Rows.emplace_back(withoutRoot(Entry.getKey(), Root), Entry.second.Kind,
                      &Entry.second.Value);
  for (const auto &[Key, Value] : Beside)
    Rows.emplace_back(Key.second == Answer::Root ? Key.first
                                                 : withoutRoot(Key.first, Root),
                      Key.second, &Value);
  std::sort(Rows.begin(), Rows.end(), [](const Row &A, const Row &B) {
    return std::tie(std::get<0>(A), std::get<1>(A)) <
           std::tie(std::get<0>(B), std::get<1>(B));
  });

  // Neighbours begin alike: each path says how much it shares with the last.
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  llvm::StringRef Last;
  for (const auto &[Path, Kind, Value] : Rows) {
    auto Split =
        std::mismatch(Last.begin(), Last.end(), Path.begin(), Path.end());
    size_t Shared = Split.first - Last.begin();
    OS << static_cast<char>(Kind);
    llvm::encodeULEB128(Shared, OS);
    llvm::encodeULEB128(Path.size() - Shared, OS);
    OS << llvm::StringRef(Path).drop_front(Shared);
    if (hasValue(Kind))
      OS << Value->raw();
    Last = Path;
  }
  return Text;
}

namespace {

/// Takes numbers and texts off the front; knows when there are none left.
class Cursor {
public:
  explicit Cursor(llvm::StringRef Text) : Text(Text) {}
  bool atEnd() const { return Text.empty(); }
  bool number(size_t &N) {
    const char *Problem = nullptr;
    unsigned Length = 0;
    const auto *Begin = reinterpret_cast<const uint8_t *>(Text.data());
    uint64_t Value =
        llvm::decodeULEB128(Begin, &Length, Begin + Text.size(), &Problem);
    if (Problem)
      return false;
    N = Value;
    Text = Text.drop_front(Length);
    return true;
  }
  bool take(size_t Size, llvm::StringRef &Out) {
    if (Size > Text.size())
      return false;
    Out = Text.take_front(Size);
    Text = Text.drop_front(Size);
    return true;
  }

private:
  llvm::StringRef Text;
};

} // namespace

bool Inputs::forEach(llvm::StringRef Text, llvm::StringRef Root,
                     Visitor Visit) {
  Cursor In(Text);
  llvm::SmallString<256> Written;
  llvm::SmallString<256> Path;
  while (!In.atEnd()) {
    llvm::StringRef Kind, Rest, Value;
    size_t Shared = 0, Size = 0;
    if (!In.take(1, Kind) || !In.number(Shared) || !In.number(Size) ||
        Shared > Written.size() || !In.take(Size, Rest))
      return false;
    Answer TheKind = static_cast<Answer>(Kind.front());
    Digest Known;
    if (hasValue(TheKind)) {
      if (!In.take(Digest::Size, Value))
        return false;
      Known = Digest::fromRaw(Value);
    }
    Written.truncate(Shared);
    Written += Rest;
    withRoot(Written, Root, Path);
    if (!Visit(Path, TheKind, Known))
      return false;
  }
  return true;
}
