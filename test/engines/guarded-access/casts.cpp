// RUN: %codex_check %s
// flags: -std=c++20
// rules: unchecked-lookup
// What can be cast to a class can be cast to its bases as well.
#include <memory>
#include <stdexcept>

struct Shape {
  virtual ~Shape();
};
struct Round : Shape {
  int radius() const;
};
struct Circle : Round {
  bool filled() const;
};
struct Square : Shape {
  int side() const;
};

int toItsBase_ok(const Shape *s) {
  auto round = dynamic_cast<const Round *>(s);
  auto circle = dynamic_cast<const Circle *>(s);
  if (!circle)
    return 0;
  return round->radius();
}
int either_ok(const std::shared_ptr<Shape> &s) {
  auto round = dynamic_cast<const Round *>(s.get());
  auto circle = dynamic_cast<const Circle *>(s.get());
  if (!(circle || (round && round->radius() > 3)))
    throw std::invalid_argument("flat");
  return round->radius();
}
int testedFirst_ok(Shape *s) {
  if (dynamic_cast<Circle *>(s))
    return dynamic_cast<Round *>(s)->radius();
  return 0;
}
int sameClass_ok(Shape *s) {
  if (dynamic_cast<const Round *>(s) == nullptr)
    return 0;
  Round *round = dynamic_cast<Round *>(s);
  return round->radius();
}
int other_bad(const Shape *s) {
  auto round = dynamic_cast<const Round *>(s);
  auto square = dynamic_cast<const Square *>(s);
  if (!square)
    return 0;
  return round->radius(); // expect: may be the 'not found'
}
int toItsDerived_bad(const Shape *s) {
  auto round = dynamic_cast<const Round *>(s);
  auto circle = dynamic_cast<const Circle *>(s);
  if (!round)
    return 0;
  return circle->filled(); // expect: may be the 'not found'
}
int ofAnother_bad(const Shape *s, const Shape *t) {
  auto round = dynamic_cast<const Round *>(s);
  auto circle = dynamic_cast<const Circle *>(t);
  if (!circle)
    return 0;
  return round->radius(); // expect: may be the 'not found'
}
int changed_bad(const Shape *s, const Shape *t) {
  auto round = dynamic_cast<const Round *>(s);
  s = t;
  auto circle = dynamic_cast<const Circle *>(s);
  if (!circle)
    return 0;
  return round->radius(); // expect: may be the 'not found'
}
