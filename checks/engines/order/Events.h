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
#include "llvm/ADT/StringSet.h"

#include <vector>

namespace codex::order {

using Events = std::vector<OrderEvent>;

/// The event that whoever wrote \p Name has most likely meant, among those that
/// the engine knows by themselves and \p Others; empty if \p Name is one, or
/// like none of them.
llvm::StringRef meantEvent(llvm::StringRef Name,
                           llvm::ArrayRef<llvm::StringRef> Others);

/// The class that \p Type is, refers or points to, also through a smart
/// pointer; or null.
const clang::RecordDecl *pointedRecord(clang::QualType Type);

/// A class whose objects are like pointers: operator->, and get or operator*.
bool isSmartPointer(const clang::CXXRecordDecl *Class);

/// Borrows the models.
class EventMatcher {
public:
  /// \p Making are the events with which something comes to be that others are
  /// about: what they are about, where nothing is said, is their result.
  EventMatcher(const std::vector<const EventModel *> &Models,
               llvm::StringSet<> Making);

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

  /// What attributes say that means nothing, and where: of those that were
  /// asked for so far.
  struct Mistake {
    clang::SourceLocation At;
    std::string What;
  };
  llvm::ArrayRef<Mistake> mistakes() const { return Mistakes; }

private:
  /// The parts of "codex::validates=nonzero(2)" on \p F, or on what is none.
  bool parse(const clang::AnnotateAttr &A, const clang::FunctionDecl *F,
             llvm::StringRef &Event, llvm::StringRef &Valid,
             llvm::StringRef &Subject) const;
  OrderEvent make(const EventModel &M, const clang::FunctionDecl *F) const;
  void setSubject(OrderEvent &E, llvm::StringRef Subject,
                  const clang::FunctionDecl *F) const;
  void addAttributes(const clang::Decl *D, const clang::FunctionDecl *F,
                     Events &Out) const;
  bool isUpstreamClass(const clang::RecordDecl *R) const;
  bool makes(llvm::StringRef Event) const { return Making.contains(Event); }

  llvm::StringSet<> Making;
  llvm::StringMap<std::vector<const EventModel *>> Calls, Types, Fields;
  llvm::DenseMap<const clang::Decl *, Events> CallCache, TypeCache, ReadCache;
  mutable std::vector<Mistake> Mistakes;
};

} // namespace codex::order

#endif // CODEX_ENGINES_ORDER_EVENTS_H
