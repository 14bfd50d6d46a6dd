//===- Command.cpp - One subcommand of codex-lint -------------------------===//

#include "driver/Command.h"

#include "driver/LoadedRules.h"
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

void CommandGroup::addTo(CLI::App &App) { App.require_subcommand(1); }

llvm::Expected<ExitCode> CommandGroup::run(Env &) {
  return makeError("this is a group of commands; '--help' names them");
}

void codex::addTextOrJson(CLI::App &App, std::string &Format) {
  App.add_option("--format", Format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void codex::addRulesOption(CLI::App &App, std::vector<std::string> &Places) {
  App.add_option("--rules", Places,
                 "A directory of rules, instead of the built-in ones; may be "
                 "given several times")
      ->allow_extra_args(false);
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
