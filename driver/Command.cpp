//===- Command.cpp - One subcommand of codex-lint -------------------------===//

#include "driver/Command.h"

#include "driver/cache/UnitCache.h"
#include "support/Error.h"

#include <CLI/CLI.hpp>

using namespace codex;

LLVM_INSTANTIATE_REGISTRY(codex::CommandRegistry)

Command::~Command() = default;

llvm::Error Command::takeFlags(std::vector<std::string> Flags) {
  return makeError("this command takes nothing after '--', but '" +
                   (Flags.empty() ? std::string() : Flags.front()) +
                   "' stands there");
}

void codex::addCacheOptions(CLI::App &App, CacheRequest &Request) {
  CLI::Option *Place = App.add_option(
      "--cache", Request.Directory,
      "Where results of earlier runs are kept; default: CODEX_CACHE, or codex "
      "in the user's cache directory");
  App.add_flag("--no-cache", Request.Off,
               "Analyse every unit, and keep nothing for later")
      ->excludes(Place);
}
