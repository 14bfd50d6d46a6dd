//===- Digest.cpp - What stands for a content -----------------------------===//

#include "driver/cache/Digest.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>

using namespace codex;

std::string Digest::hex() const {
  return llvm::toHex(llvm::ArrayRef(Bytes), /*LowerCase=*/true);
}

Digest Digest::fromRaw(llvm::StringRef Raw) {
  assert(Raw.size() == Size);
  Digest D;
  std::copy(Raw.begin(), Raw.end(), D.Bytes.begin());
  return D;
}

Digest codex::digestOf(llvm::StringRef Text) {
  llvm::TruncatedBLAKE3<Digest::Size> Hasher;
  Hasher.update(Text);
  Digest D;
  D.Bytes = Hasher.final();
  return D;
}

DigestBuilder &DigestBuilder::add(llvm::StringRef Text) {
  uint64_t Length = Text.size();
  Hasher.update(
      llvm::StringRef(reinterpret_cast<const char *>(&Length), sizeof(Length)));
  Hasher.update(Text);
  return *this;
}

Digest DigestBuilder::finish() {
  Digest D;
  D.Bytes = Hasher.final();
  return D;
}
