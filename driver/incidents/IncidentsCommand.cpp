//===- IncidentsCommand.cpp - codex-lint incidents ------------------------===//

#include "driver/Command.h"

using namespace codex;

static CommandRegistry::Add<CommandGroup>
    X("incidents", "The incidents that rules are drawn from");
