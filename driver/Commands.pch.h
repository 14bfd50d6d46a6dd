// What the subcommands include and that is slow to parse. Only to save time:
// each file includes what it uses.
#include "driver/Command.h"
#include "driver/LoadedRules.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <CLI/CLI.hpp>
