//===- EnumNames.h - Levels and states as words in files --------*- C++ -*-===//
#ifndef CODEX_RULES_ENUMNAMES_H
#define CODEX_RULES_ENUMNAMES_H

#include "model/Policy.h"
#include "support/Shape.h"

namespace codex {

/// As toString spells them.
Type<Level> levelType();
Type<State> stateType();

/// Words joined by '-', in lower case: the ids of rules and incidents.
TextType kebabCase();

} // namespace codex

#endif // CODEX_RULES_ENUMNAMES_H
