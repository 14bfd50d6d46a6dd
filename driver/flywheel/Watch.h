//===- Watch.h - Until something changes ------------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_WATCH_H
#define CODEX_DRIVER_FLYWHEEL_WATCH_H

#include "driver/Env.h"

#include <map>
#include <string>
#include <vector>

namespace codex {

/// The state of the files of rules, tests, models and incidents that lie in
/// some directories.
class WatchedFiles {
public:
  WatchedFiles(std::vector<std::string> Directories, Env &World)
      : Directories(std::move(Directories)), World(World), Before(states()) {}

  /// Looks several times a second. The names of the files that changed, came
  /// or went since the last call.
  std::vector<std::string> waitForChange();

private:
  using States = std::map<std::string, std::string>;
  States states() const;

  std::vector<std::string> Directories;
  Env &World;
  States Before;
};

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_WATCH_H
