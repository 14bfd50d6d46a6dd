// The index of a precompiled header: its form as bytes, and whether it holds.
#include "collect/SharedHeaders.h"

#include "support/Bytes.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>

using namespace llvm;

namespace codex {
static constexpr StringLiteral Magic = "codex shared headers 4\n";

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
  ByteWriter Out(Magic);
  Out.text(Questions);
  Out.number(Headers.size());
  for (const Header &H : Headers) {
    Out.text(H.Path);
    Out.number(H.Size);
    Out.number(H.Changed);
    Out.number(H.Includes.size());
    for (unsigned Included : H.Includes)
      Out.number(Included);
    Out.number(H.Counts);
  }
  Out.number(Mentions.size());
  for (const Mention &M : Mentions) {
    Out.number(M.Name);
    Out.number(M.Header);
  }
  return Out.take();
}

std::optional<SharedHeaders> SharedHeaders::decode(StringRef Text) {
  ByteReader In(Text, Magic);
  SharedHeaders Result;
  Result.Questions = In.text();
  Result.Headers.resize(In.count(sizeof(uint64_t)));
  size_t Count = Result.Headers.size();
  for (Header &H : Result.Headers) {
    H.Path = In.text();
    H.Size = In.number();
    H.Changed = In.number();
    H.Includes.resize(In.count(sizeof(uint64_t)));
    for (unsigned &Included : H.Includes)
      Included = In.index(Count);
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
