//===- Command.cpp - One subcommand of codex-lint -------------------------===//

#include "driver/Command.h"

#include "support/Error.h"

using namespace codex;

LLVM_INSTANTIATE_REGISTRY(codex::CommandRegistry)

Command::~Command() = default;

llvm::Error Command::takeFlags(std::vector<std::string> Flags) {
  return makeError("this command takes nothing after '--', but '" +
                   (Flags.empty() ? std::string() : Flags.front()) +
                   "' stands there");
}
