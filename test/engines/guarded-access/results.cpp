// flags: -std=c++20
// RUN: %codex_check %s
// rules: unchecked-unwrap
//
// What a function says of its argument by what it returns: a truth value, a
// number, an enumeration, a pointer, a pair.
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>
using OI = std::optional<int>;
bool coin();

// Elements with a constant index that other functions of the unit speak of
// have nothing to do with `return false`.
int element_ok(std::vector<OI> &V) {
  auto &X = V[0];
  return X ? *V[0] : 0;
}
int firstOfArray_ok(OI A[3]) { return A[1] ? *A[1] : 0; }
int inner_ok(std::optional<std::vector<OI>> O) {
  return O && (*O)[0] ? *(*O)[0] : 0;
}
int innerHalf_bad(std::optional<std::vector<OI>> O) {
  return O ? *(*O)[0] : 0; // expect: '(*O)[0]' is unwrapped
}
static bool fill(OI &O) {
  if (coin()) {
    O = 3;
    return true;
  }
  return false;
}
static bool fillPointer(OI *O) {
  if (!O)
    return false;
  *O = 3;
  return true;
}
int filled_ok() {
  OI O;
  return fill(O) ? *O : 0;
}
int notFilled_ok() {
  OI O;
  if (!fill(O))
    return 0;
  return *O;
}
int filledPointer_ok() {
  OI O;
  return fillPointer(&O) ? *O : 0;
}
int ignored_bad() {
  OI O;
  fill(O);
  return *O; // expect: 'O' is unwrapped
}

// --- numbers and enumerations --------------------------------------------------
static int test(const OI &O) {
  if (!O)
    return -1;
  return 0;
}
int notZero_ok(OI O) {
  if (test(O) != 0)
    return 1;
  return *O;
}
int negative_ok(OI O) { return test(O) < 0 ? 1 : *O; }
int kept_ok(OI O) {
  int Error = test(O);
  if (Error)
    return Error;
  return *O;
}
int negative_bad(OI O) {
  return test(O) < 0 ? *O : 0; // expect: 'O' is unwrapped
}
enum class Code { Ok, Bad };
static Code get(OI &O) {
  if (coin())
    return Code::Bad;
  O = 3;
  return Code::Ok;
}
int code_ok() {
  OI O;
  if (get(O) != Code::Ok)
    return 1;
  return *O;
}
int switchOverCode_ok() {
  OI O;
  switch (get(O)) {
  case Code::Ok:
    return *O;
  case Code::Bad:
    return 0;
  }
  return 0;
}
int code_bad() {
  OI O;
  if (get(O) == Code::Ok)
    return 1;
  return *O; // expect: 'O' is unwrapped
}

// --- pairs and tuples ----------------------------------------------------------
static std::pair<OI, bool> pair() {
  if (coin())
    return {OI(3), true};
  return {std::nullopt, false};
}
struct Answer {
  bool Ok;
  OI Value;
};
static Answer answer() {
  if (coin())
    return {true, 3};
  return {false, {}};
}
int pair_ok() {
  auto [O, Ok] = pair();
  return Ok ? *O : 0;
}
int pair_bad() {
  auto [O, Ok] = pair();
  return Ok ? 0 : *O; // expect: 'O' is unwrapped
}
int madeHere_ok() {
  auto P = std::make_pair(OI(1), 2);
  return *P.first;
}
int madeHere_bad() {
  std::pair<OI, int> P(std::nullopt, 2);
  return *P.first; // expect: 'P.first' is unwrapped
}
int answer_ok() {
  auto A = answer();
  return A.Ok ? *A.Value : 0;
}
int answer_bad() {
  auto A = answer();
  return A.Ok ? 0 : *A.Value; // expect: 'A.Value' is unwrapped
}

// --- which alternative -----------------------------------------------------------
using V = std::variant<int, std::string>;
static bool isNumber(const V &X) { return std::holds_alternative<int>(X); }
struct Value {
  V X;
  const V &get() const { return X; }
  bool isNumber() const { return X.index() == 0; }
};
int asked_ok(V X) { return isNumber(X) ? std::get<int>(X) : 0; }
int asked_bad(V X) {
  return isNumber(X) ? 0 : std::get<int>(X); // expect: 'X' is unwrapped
}
int member_ok(Value &X) { return X.isNumber() ? std::get<int>(X.get()) : 0; }
int sameIndex_ok(V A, V B) {
  return A.index() == B.index() && A.index() == 0 ? std::get<0>(B) : 0;
}
int sameIndex_bad(V A, V B) {
  return A.index() == B.index() ? std::get<0>(B) : 0; // expect: 'B' is unwrapped
}
