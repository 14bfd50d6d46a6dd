// The index of a precompiled header: its form as bytes, and whether it holds.
#include "collect/SharedHeaders.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <cstring>

using namespace llvm;

namespace codex {
namespace {

constexpr StringLiteral Magic = "codex shared headers 4\n";

class Bytes {
public:
  void number(uint64_t N) {
    Text.append(reinterpret_cast<const char *>(&N), sizeof(N));
  }
  void text(StringRef S) {
    number(S.size());
    Text += S;
  }
  void numbers(ArrayRef<unsigned> List) {
    number(List.size());
    for (unsigned N : List)
      number(N);
  }
  std::string Text = Magic.str();
};

class ByteReader {
public:
  explicit ByteReader(StringRef Rest) : Rest(Rest) {}

  uint64_t number() {
    uint64_t N = 0;
    if (Rest.size() < sizeof(N))
      return fail();
    std::memcpy(&N, Rest.data(), sizeof(N));
    Rest = Rest.drop_front(sizeof(N));
    return N;
  }
  /// How many things follow that take at least \p Each bytes.
  size_t count(size_t Each) {
    uint64_t N = number();
    return N <= Rest.size() / Each ? N : fail();
  }
  std::string text() {
    size_t Size = count(1);
    std::string S = Rest.take_front(Size).str();
    Rest = Rest.drop_front(Size);
    return S;
  }
  std::vector<unsigned> numbers(size_t Below) {
    std::vector<unsigned> List(count(sizeof(uint64_t)));
    for (unsigned &N : List)
      N = index(Below);
    return List;
  }
  unsigned index(size_t Below) {
    uint64_t N = number();
    return N < Below ? N : fail();
  }
  bool good() const { return Good && Rest.empty(); }

private:
  uint64_t fail() {
    Good = false;
    Rest = {};
    return 0;
  }
  StringRef Rest;
  bool Good = true;
};

} // namespace

uint64_t hashOfText(StringRef Text) { return xxh3_64bits(Text); }

bool HeaderClosures::has(unsigned Header, unsigned Included) {
  auto [It, New] = Known.try_emplace(Header);
  BitVector &Closure = It->second;
  if (New) {
    Closure.resize(All.Headers.size());
    std::vector<unsigned> Left = {Header};
    while (!Left.empty()) {
      unsigned Next = Left.back();
      Left.pop_back();
      if (Closure[Next])
        continue;
      Closure.set(Next);
      llvm::append_range(Left, All.Headers[Next].Includes);
    }
  }
  return Closure[Included];
}

std::string SharedHeaders::encode() const {
  Bytes Out;
  Out.text(Questions);
  Out.number(Headers.size());
  for (const Header &H : Headers) {
    Out.text(H.Path);
    Out.number(H.Size);
    Out.number(H.Changed);
    Out.numbers(H.Includes);
    Out.number(H.Counts);
  }
  Out.number(Mentions.size());
  for (const Mention &M : Mentions) {
    Out.number(M.Name);
    Out.number(M.Header);
  }
  return std::move(Out.Text);
}

std::optional<SharedHeaders> SharedHeaders::decode(StringRef Text) {
  if (!Text.consume_front(Magic))
    return std::nullopt;
  ByteReader In(Text);
  SharedHeaders Result;
  Result.Questions = In.text();
  Result.Headers.resize(In.count(sizeof(uint64_t)));
  size_t Count = Result.Headers.size();
  for (Header &H : Result.Headers) {
    H.Path = In.text();
    H.Size = In.number();
    H.Changed = In.number();
    H.Includes = In.numbers(Count);
    H.Counts = std::min<uint64_t>(In.number(), UnknownCount);
  }
  Result.Mentions.resize(In.count(2 * sizeof(uint64_t)));
  for (Mention &M : Result.Mentions) {
    M.Name = In.number();
    M.Header = In.index(Count);
  }
  if (!In.good())
    return std::nullopt;
  return Result;
}

bool SharedHeaders::identify(vfs::FileSystem &Files) {
  ByIdentity.clear();
  for (size_t I = 0; I < Headers.size(); ++I) {
    const Header &H = Headers[I];
    ErrorOr<vfs::Status> Status = Files.status(H.Path);
    if (!Status || Status->getSize() != H.Size ||
        sys::toTimeT(Status->getLastModificationTime()) != H.Changed)
      return false;
    sys::fs::UniqueID Id = Status->getUniqueID();
    ByIdentity[{Id.getDevice(), Id.getFile()}] = I;
  }
  return true;
}

} // namespace codex
