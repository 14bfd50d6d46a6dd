//===- Digest.h - What stands for a content ---------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_CACHE_DIGEST_H
#define CODEX_DRIVER_CACHE_DIGEST_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/BLAKE3.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace codex {

/// BLAKE3, cut to 160 bits: equal contents and no others have equal digests,
/// also where somebody would like it otherwise (caches are shared).
struct Digest {
  static constexpr size_t Size = 20;
  std::array<uint8_t, Size> Bytes = {};

  bool operator==(const Digest &Other) const { return Bytes == Other.Bytes; }
  bool operator<(const Digest &Other) const { return Bytes < Other.Bytes; }

  llvm::StringRef raw() const {
    return {reinterpret_cast<const char *>(Bytes.data()), Size};
  }
  std::string hex() const;
  /// \p Raw has Size bytes.
  static Digest fromRaw(llvm::StringRef Raw);
};

[[nodiscard]] Digest digestOf(llvm::StringRef Text);

/// The digest of a sequence of texts; where one ends and the next begins is a
/// part of it.
class DigestBuilder {
public:
  DigestBuilder &add(llvm::StringRef Text);
  DigestBuilder &add(const Digest &D) { return add(D.raw()); }
  [[nodiscard]] Digest finish();

private:
  llvm::TruncatedBLAKE3<Digest::Size> Hasher;
};

} // namespace codex

#endif // CODEX_DRIVER_CACHE_DIGEST_H
