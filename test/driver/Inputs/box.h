#ifndef BOX_H
#define BOX_H
/// The model toy.json says what it means.
struct Box {
  bool has() const;
  int get() const;
};
Box nextBox();
#endif
