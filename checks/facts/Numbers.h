//===- Numbers.h - Parts of facts as lists of numbers -----------*- C++ -*-===//
#ifndef CODEX_FACTS_NUMBERS_H
#define CODEX_FACTS_NUMBERS_H

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <vector>

namespace codex {

class NumberWriter {
public:
  std::vector<int64_t> Out;

  void add(std::initializer_list<int64_t> Numbers) {
    Out.insert(Out.end(), Numbers);
  }
  void list(const std::vector<int> &Numbers) {
    Out.push_back(Numbers.size());
    Out.insert(Out.end(), Numbers.begin(), Numbers.end());
  }
};

/// Strict: a number out of its range, or none where one must be, sets Bad, and
/// everything after it reads as the least that it may be.
class NumberReader {
public:
  NumberReader(llvm::ArrayRef<int64_t> In, size_t Texts)
      : In(In), Texts(Texts) {}

  bool Bad = false;
  bool done() const { return In.empty(); }

  /// A number in [Least, Limit).
  int64_t number(int64_t Least, int64_t Limit) {
    if (Bad || In.empty() || In.front() < Least || In.front() >= Limit) {
      Bad = true;
      return Least;
    }
    int64_t N = In.front();
    In = In.drop_front();
    return N;
  }
  /// The index of a text.
  int text(int Least = 0) { return number(Least, Texts); }
  /// How many things follow, each of at least one number.
  size_t count() { return number(0, In.size() + 1); }
  void texts(std::vector<int> &Out) {
    for (size_t Left = count(); Left && !Bad; --Left)
      Out.push_back(text());
  }

private:
  llvm::ArrayRef<int64_t> In;
  size_t Texts;
};

} // namespace codex

#endif // CODEX_FACTS_NUMBERS_H
