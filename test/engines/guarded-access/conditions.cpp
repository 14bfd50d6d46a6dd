// flags: -std=c++20
// RUN: %codex_check %s
// rules: unchecked-unwrap
//
// Conditions that say the same in another way.
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>
using OI = std::optional<int>;
bool coin();
OI next();

// --- empty() and size() ------------------------------------------------------------
int size_ok(const std::vector<int> &V) {
  OI O;
  if (!V.empty())
    O = V[0];
  if (V.size() > 0)
    return *O;
  return 0;
}
int larger_ok(const std::vector<int> &V) {
  OI O, P;
  if (!V.empty())
    O = V[0];
  if (V.size() > 0)
    P = V[0];
  if (V.size() > 2)
    return *O + *P;
  return 0;
}
int size_bad(std::vector<int> &V) {
  OI O;
  if (!V.empty())
    O = V[0];
  V.push_back(1);
  return V.size() > 0 ? *O : 0; // expect: 'O' is unwrapped
}
int message_ok(OI O) {
  std::string Error;
  if (!O)
    Error = "missing";
  if (Error.size() != 0)
    return 0;
  return *O;
}

// --- counting ------------------------------------------------------------------------
int both_ok(OI A, OI B) {
  int N = 0;
  if (A)
    N++;
  if (B)
    N++;
  return N == 2 ? *A + *B : 0;
}
int both_bad(OI A, OI B) {
  int N = 0;
  if (A)
    N++;
  if (B)
    N++;
  return N >= 1 ? *A : 0; // expect: 'A' is unwrapped
}
int oldValue_ok() {
  OI First;
  int Count = 0;
  while (auto X = next())
    if (Count++ == 0)
      First = X;
  return Count == 0 ? 0 : *First;
}
int oldValue_bad() {
  OI First;
  int Count = 0;
  while (auto X = next())
    if (Count++ == 1)
      First = X;
  return Count == 0 ? 0 : *First; // expect: 'First' is unwrapped
}
int sum_ok(OI A, OI B) {
  int Which = (A ? 1 : 0) + (B ? 2 : 0);
  switch (Which) {
  case 1:
    return *A;
  case 2:
    return *B;
  case 3:
    return *A + *B;
  }
  return 0;
}
int sum_bad(OI A, OI B) {
  int Which = (A ? 1 : 0) + (B ? 2 : 0);
  return Which == 2 ? *A : 0; // expect: 'A' is unwrapped
}

// --- places ----------------------------------------------------------------------------
struct Limits {
  OI A, B;
};
int memberPointer_ok(Limits &L, OI Limits::*M) { return L.*M ? *(L.*M) : 0; }
int memberPointer_bad(Limits &L, OI Limits::*M, OI Limits::*N) {
  return L.*M ? *(L.*N) : 0; // expect: 'L.*N' is unwrapped
}
static Limits &instance() {
  static Limits Only;
  return Only;
}
int instance_ok() { return instance().A ? *instance().A : 0; }
int instance_bad() {
  return instance().A ? *instance().B : 0; // expect: 'instance().B' is unwrapped
}
void take(OI &&);
int taken_bad(OI O) {
  if (!O)
    return 0;
  take(std::move(O));
  return *O; // expect: 'O' is unwrapped
}

// A copy that a lambda has taken before the change is what it was.
int oldCopy_ok(OI O) {
  if (!O)
    return 0;
  auto F = [O] { return *O; };
  O.reset();
  return F();
}
int oldCopy_bad(OI O) {
  auto F = [O] {
    return *O; // expect: 'O' is unwrapped
  };
  O = 3;
  return F();
}

// FN: the pointer is set to what another one points to; places are told apart
// by their names.
int twoNames_FN(OI *A, OI *B) {
  if (!*A)
    return 0;
  B = A;
  B->reset();
  return **A;
}
// An index that is counted up while it is less stops at the size.
int upToSize_ok(std::vector<OI> &V) {
  std::size_t I = 0;
  while (I < V.size() && !V[I])
    ++I;
  if (I == V.size())
    return 0;
  return *V[I];
}
int upToSize_bad(std::vector<OI> &V) {
  std::size_t I = 0;
  while (I < V.size() && V[I])
    ++I;
  if (I == V.size())
    return 0;
  return *V[I]; // expect: 'V[I]' is unwrapped
}
int steppedByTwo_bad(std::vector<OI> &V) {
  std::size_t I = 0;
  while (I < V.size() && !V[I])
    I += 2;
  if (I == V.size())
    return 0;
  return *V[I]; // expect: 'V[I]' is unwrapped
}
