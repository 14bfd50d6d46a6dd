#include "engines/Engine.h"

namespace codex {

PreparedRule::~PreparedRule() = default;
UnitAnalysis::~UnitAnalysis() = default;
Engine::~Engine() = default;

std::unique_ptr<Engine> makeEngine(llvm::StringRef Name) {
  for (const EngineRegistry::entry &Entry : EngineRegistry::entries())
    if (Entry.getName() == Name)
      return Entry.instantiate();
  return nullptr;
}

} // namespace codex

LLVM_INSTANTIATE_REGISTRY(codex::EngineRegistry)
