//===- Today.h - The day, as files have it ----------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_TODAY_H
#define CODEX_DRIVER_TODAY_H

#include "driver/Env.h"

#include <chrono>
#include <string>

namespace codex {

/// "2026-11-27".
std::string isoDay(std::chrono::sys_days Day);

/// By the world's clock, in UTC.
inline std::string today(const Env &World) {
  return isoDay(std::chrono::floor<std::chrono::days>(World.Now()));
}

} // namespace codex

#endif // CODEX_DRIVER_TODAY_H
