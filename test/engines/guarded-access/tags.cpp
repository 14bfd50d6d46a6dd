// RUN: %codex_check %s
// flags: -std=c++20
// rules: unchecked-unwrap
// A tag beside a variant: who has asked for one of its values has asked what the
// variant holds.
#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

enum class Kind { Null, Number, Word, Url };
struct Token {
  Kind type;
  std::variant<double, std::string> value;
  std::optional<int> line;
  Kind kind() const;
  bool quoted;
};
void use(double);
void use(const std::string &);

void cases_ok(const Token &t) {
  switch (t.type) {
  case Kind::Null:
    break;
  case Kind::Number:
    use(std::get<double>(t.value));
    break;
  case Kind::Word:
  case Kind::Url:
    use(std::get<std::string>(t.value));
    break;
  }
}
std::string early_ok(const Token &t) {
  if (t.type != Kind::Word)
    throw std::invalid_argument("no word");
  return std::get<std::string>(t.value);
}
double byCall_ok(const Token &t) {
  return t.kind() == Kind::Number ? std::get<double>(t.value) : 0;
}
void each_ok(const std::vector<Token> &all) {
  std::for_each(all.begin(), all.end(), [](const Token &t) {
    if (t.type == Kind::Number)
      use(std::get<double>(t.value));
  });
}
void theRest_bad(const Token &t) {
  switch (t.type) {
  case Kind::Number:
    use(std::get<double>(t.value));
    break;
  default:
    use(std::get<std::string>(t.value)); // expect: may hold something else
  }
}
double before_bad(const Token &t) {
  double d = std::get<double>(t.value); // expect: may hold something else
  return t.type == Kind::Number ? d : 0;
}
double unequal_bad(const Token &t) {
  if (t.type == Kind::Number)
    return 0;
  return std::get<double>(t.value); // expect: may hold something else
}
double another_bad(const Token &t, const Token &other) {
  if (other.type != Kind::Number)
    return 0;
  return std::get<double>(t.value); // expect: may hold something else
}
double onePath_bad(const Token &t, bool sure) {
  if (!sure && t.type != Kind::Number)
    return 0;
  return std::get<double>(t.value); // expect: may hold something else
}
double flag_bad(const Token &t) {
  return t.quoted ? 0 : std::get<double>(t.value); // expect: may hold something else
}
double changed_bad(Token &t, const Token &other) {
  if (t.type != Kind::Number)
    return 0;
  t = other;
  return std::get<double>(t.value); // expect: may hold something else
}
// What may be missing altogether has a test of its own.
int optional_bad(const Token &t) {
  return t.type == Kind::Number ? *t.line : 0; // expect: may be empty
}
