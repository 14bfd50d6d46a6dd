//===- Bytes.h - Numbers and texts as bytes ---------------------*- C++ -*-===//
//
// For files that this machine writes for itself, in its own byte order.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_SUPPORT_BYTES_H
#define CODEX_SUPPORT_BYTES_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <cstring>
#include <string>

namespace codex {

class ByteWriter {
public:
  /// \p Magic says what follows, and in which version.
  explicit ByteWriter(llvm::StringRef Magic) : Text(Magic.str()) {}

  void number(uint64_t N) {
    Text.append(reinterpret_cast<const char *>(&N), sizeof(N));
  }
  void text(llvm::StringRef S) {
    number(S.size());
    Text += S;
  }
  [[nodiscard]] std::string take() { return std::move(Text); }

private:
  std::string Text;
};

/// Damaged bytes give zeros and empty texts, never more than there is; whether
/// all was as it should be is asked for at the end.
class ByteReader {
public:
  ByteReader(llvm::StringRef Text, llvm::StringRef Magic) : Rest(Text) {
    if (!Rest.consume_front(Magic))
      fail();
  }

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
  uint64_t index(size_t Below) {
    uint64_t N = number();
    return N < Below ? N : fail();
  }
  std::string text() {
    size_t Size = count(1);
    std::string S = Rest.take_front(Size).str();
    Rest = Rest.drop_front(Size);
    return S;
  }
  /// All was there, and nothing is left.
  bool good() const { return Good && Rest.empty(); }

private:
  uint64_t fail() {
    Good = false;
    Rest = {};
    return 0;
  }
  llvm::StringRef Rest;
  bool Good = true;
};

} // namespace codex

#endif // CODEX_SUPPORT_BYTES_H
