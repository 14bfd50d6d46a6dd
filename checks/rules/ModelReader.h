//===- ModelReader.h - A library's model from its file ----------*- C++ -*-===//
#ifndef CODEX_RULES_MODELREADER_H
#define CODEX_RULES_MODELREADER_H

#include "rules/Model.h"
#include "support/Shape.h"

namespace codex {

/// A library's name is the stem of the file's name, whether the file says it or
/// not.
const Shape<Model> &modelShape();

/// One event of a model; a rule's spec may have some of its own.
const Shape<EventModel> &eventShape();
Shape<GroupModel> groupShape();
Shape<EntryModel> entryShape();

/// One kind of calls; likewise.
const Shape<CallModel> &callShape();

[[nodiscard]] llvm::Error readModel(const JsonValue &Json, llvm::StringRef File,
                                    Model &Out);

} // namespace codex

#endif // CODEX_RULES_MODELREADER_H
