// RUN: %codex_check %s
// flags: -std=c++20
// rules: unchecked-unwrap
// A class of the project's own that says in the code that it is a wrapper.

#define CODEX_WRAPPER __attribute__((annotate("codex::wrapper"))) // as in codex/attributes.h

template <class T> class CODEX_WRAPPER Maybe {
public:
  bool has_value() const;
  const T &value() const;
  T &operator*();
  void reset();
};

template <class T> class Plain {
public:
  const T &value() const;
};

Maybe<int> read();

int annotated_bad() {
  return read().value(); // expect: 'read()' is unwrapped
}

int emptied_bad(Maybe<int> m) {
  if (!m.has_value())
    return 0;
  m.reset();
  return *m; // expect: 'm' is unwrapped
}

int tested_ok(Maybe<int> m) { return m.has_value() ? m.value() : 0; }

int not_annotated_ok(const Plain<int> &p) { return p.value(); }
