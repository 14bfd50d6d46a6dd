//===- Events.h - Which code is an event ------------------------*- C++ -*-===//
//
// From models, and from attributes in the code ("codex::validates").
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_ORDER_EVENTS_H
#define CODEX_ENGINES_ORDER_EVENTS_H

#include "collect/Names.h"
#include "facts/OrderFacts.h"
#include "rules/Model.h"

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

#include <vector>

namespace codex::order {

using Events = std::vector<OrderEvent>;

/// The class that \p Type is, refers or points to, also through a smart
/// pointer; or null.
const clang::RecordDecl *pointedRecord(clang::QualType Type);

/// A class whose objects are like pointers: operator->, and get or operator*.
bool isSmartPointer(const clang::CXXRecordDecl *Class);

/// Borrows the models.
class EventMatcher {
public:
  explicit EventMatcher(const std::vector<const EventModel *> &Models);

  /// What a call of \p F means; also a constructor's call.
  const Events &ofCall(const clang::FunctionDecl *F);
  /// What the attributes of \p F mean; a part of ofCall.
  Events ofAttributes(const clang::FunctionDecl *F) const;
  /// What it means that an object of \p Class is made.
  const Events &ofConstruction(const clang::CXXRecordDecl *Class);
  /// What a read of a member or variable means.
  const Events &ofRead(const clang::ValueDecl *D);
  /// What it means that a variable or a member gets its value.
  Events ofInit(const clang::ValueDecl *D) const;

private:
  OrderEvent make(const EventModel &M, const clang::FunctionDecl *F) const;
  void setSubject(OrderEvent &E, llvm::StringRef Subject,
                  const clang::FunctionDecl *F) const;
  void addAttributes(const clang::Decl *D, const clang::FunctionDecl *F,
                     Events &Out) const;
  bool isUpstreamClass(const clang::RecordDecl *R) const;

  llvm::StringMap<std::vector<const EventModel *>> Calls, Types, Fields;
  llvm::DenseMap<const clang::Decl *, Events> CallCache, TypeCache, ReadCache;
};

} // namespace codex::order

#endif // CODEX_ENGINES_ORDER_EVENTS_H
