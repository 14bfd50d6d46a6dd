//===- RulesCommand.cpp - codex-lint rules --------------------------------===//

#include "driver/Command.h"

using namespace codex;

static CommandRegistry::Add<CommandGroup>
    X("rules", "From an idea to a rule that blocks: list, write, test, try");
