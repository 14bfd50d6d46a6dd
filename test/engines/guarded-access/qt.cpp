// flags: -std=c++17
// RUN: %codex_check %s
// rules: unchecked-lookup
//
// Qt's searches, casts and weak references, as its documentation has them.
struct QObject {
  virtual ~QObject();
};
struct Widget : QObject {
  int X;
};
template <typename T> T qobject_cast(QObject *);
template <typename T> struct QSharedPointer {
  T *operator->() const;
  T &operator*() const;
  explicit operator bool() const;
  bool isNull() const;
  T *data() const;
};
template <typename T> struct QWeakPointer {
  QSharedPointer<T> lock() const;
  QSharedPointer<T> toStrongRef() const;
};
template <typename K, typename V> struct QMap {
  struct iterator {
    const K &key() const;
    V &value() const;
    V &operator*() const;
    V *operator->() const;
    bool operator==(const iterator &) const;
    bool operator!=(const iterator &) const;
  };
  struct const_iterator {
    const K &key() const;
    const V &value() const;
    const V &operator*() const;
    const V *operator->() const;
    bool operator==(const const_iterator &) const;
    bool operator!=(const const_iterator &) const;
  };
  iterator find(const K &);
  const_iterator find(const K &) const;
  iterator end();
  const_iterator end() const;
  const_iterator constFind(const K &) const;
  const_iterator constEnd() const;
  bool contains(const K &) const;
};
int cast_bad(QObject *O) {
  return qobject_cast<Widget *>(O)->X; // expect: may be the 'not found' of a cast
}
int cast_ok(QObject *O) {
  auto *W = qobject_cast<Widget *>(O);
  return W ? W->X : 0;
}
int weak_bad(QWeakPointer<Widget> W) {
  return W.toStrongRef()->X; // expect: 'not found' of a weak pointer
}
int weak_ok(QWeakPointer<Widget> W) {
  auto P = W.lock();
  if (P.isNull())
    return 0;
  return P->X;
}
int data_ok(QWeakPointer<Widget> W) {
  auto P = W.lock();
  if (!P.data())
    return 0;
  return P->X;
}
int found_bad(QMap<int, int> &M) {
  return M.find(3).value(); // expect: is used with 'value()'
}
int constFound_bad(const QMap<int, int> &M) {
  return *M.constFind(3); // expect: is used with '*'
}
int constFound_ok(const QMap<int, int> &M) {
  auto I = M.constFind(3);
  return I == M.constEnd() ? 0 : I.value();
}
int contained_ok(QMap<int, int> &M) {
  return M.contains(3) ? M.find(3).value() : 0;
}
