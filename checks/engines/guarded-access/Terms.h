//===- Terms.h - Names for values and places --------------------*- C++ -*-===//
//
// A term names what an expression denotes: a place (a local, `this->x`, `*p`,
// `v[i]`) or a pure computation over places (`a.size()`, `i + 1`). Two
// expressions with the same term denote the same thing as long as nothing that
// the term reads is written in between. This is the access path of the alias
// analysis literature (Larus/Hilfinger 1988), extended by pure calls.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_TERMS_H
#define CODEX_ENGINES_GUARDED_ACCESS_TERMS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/StringSaver.h"

#include <string>

namespace codex::guarded {

/// Hash-consed: equal terms are equal pointers. Owned by a TermTable.
class Term : public llvm::FoldingSetNode {
public:
  enum class Kind {
    Variable,   ///< Of: the VarDecl (or a captured or structured binding)
    This,       ///< the this pointer
    Result,     ///< Of: the FunctionDecl whose return value is meant
    Occurrence, ///< Of: the Expr; the value it had when last evaluated
    Constant,   ///< Value
    Text,       ///< Of: an interned string literal
    Entity,     ///< Of: a Decl or Type that stands for itself
    Field,      ///< Of: the FieldDecl; operand: the object
    Target,     ///< what operand points to: *p, p.get(), *o, o.value()
    AddressOf,  ///< &operand
    Element,    ///< operands: container, index or key
    Each,       ///< every element of the operand; Of: null, or the loop, for
                ///< those that it has passed
    Call,       ///< Of: the pure FunctionDecl; operands: object, arguments
    Operation,  ///< Value: an operator's code; operands
  };

  Kind kind() const { return TheKind; }
  const void *of() const { return Of; }
  int64_t value() const { return Value; }
  llvm::ArrayRef<const Term *> operands() const { return Operands; }
  unsigned depth() const { return Depth; }
  /// In order of creation, for deterministic output.
  unsigned id() const { return Id; }

  const clang::VarDecl *variable() const {
    return TheKind == Kind::Variable ? static_cast<const clang::VarDecl *>(Of)
                                     : nullptr;
  }

  /// The object that a place is a part of, or null: Field, Element, Each and
  /// Target have one.
  const Term *base() const;
  /// The end of the chain of bases.
  const Term *root() const;

  static void Profile(llvm::FoldingSetNodeID &Id, Kind K, const void *Of,
                      int64_t Value, llvm::ArrayRef<const Term *> Operands);
  void Profile(llvm::FoldingSetNodeID &Id) const {
    Profile(Id, TheKind, Of, Value, Operands);
  }

private:
  friend class TermTable;
  Kind TheKind = Kind::Constant;
  const void *Of = nullptr;
  int64_t Value = 0;
  llvm::ArrayRef<const Term *> Operands;
  unsigned Depth = 0;
  unsigned Id = 0;
};

class TermTable {
public:
  /// Terms deeper than this are not made; their expressions have no name. It
  /// bounds the analysis of self-referential data (`n = n->next` in a loop).
  static constexpr unsigned MaxDepth = 10;
  /// The value of a Call that looks at which elements there are in its object,
  /// and not at what they hold.
  static constexpr int64_t KeysOnly = 1;

  /// Null if an operand is null or the result would be too deep.
  const Term *get(Term::Kind K, const void *Of, int64_t Value = 0,
                  llvm::ArrayRef<const Term *> Operands = {});

  const Term *variable(const clang::VarDecl *D);
  const Term *thisPointer() { return get(Term::Kind::This, nullptr); }
  const Term *thisObject() { return target(thisPointer()); }
  const Term *constant(int64_t V) {
    return get(Term::Kind::Constant, nullptr, V);
  }
  const Term *occurrence(const clang::Expr *E) {
    return get(Term::Kind::Occurrence, E);
  }
  const Term *result(const clang::FunctionDecl *F) {
    return get(Term::Kind::Result, F->getCanonicalDecl());
  }
  const Term *text(llvm::StringRef S);
  const Term *each(const Term *Container, const clang::Stmt *Loop = nullptr) {
    return get(Term::Kind::Each, Loop, 0, {Container});
  }
  const Term *field(const Term *Object, const clang::FieldDecl *F);
  /// *AddressOf(x) is x.
  const Term *target(const Term *Pointer);
  /// &*p is p.
  const Term *addressOf(const Term *Place);

  /// \p T with every occurrence of a key of \p Map replaced by its value; null
  /// if a value is null. Only roots (Variable, This, Result) need be keys.
  const Term *substitute(const Term *T,
                         const llvm::DenseMap<const Term *, const Term *> &Map);

private:
  llvm::BumpPtrAllocator Memory;
  llvm::FoldingSet<Term> Table;
  llvm::UniqueStringSaver Texts{Memory};
  unsigned NextId = 0;
};

/// Whether the meaning of \p T can change when \p Written (or a part of it) is
/// written.
bool dependsOn(const Term *T, const Term *Written);

/// Whether \p Part is \p T or occurs in it.
bool contains(const Term *T, const Term *Part);

/// As a person would write it, for messages: "this->opt_" as "opt_".
std::string spell(const Term *T);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_TERMS_H
