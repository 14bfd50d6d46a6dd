//===- Site.h - The catalogue as pages for a browser ------------*- C++ -*-===//
//
// A directory of static files that needs no server and no network: it opens
// from the disk, and what it loads lies in it. Every link within it is
// relative.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_SITE_SITE_H
#define CODEX_DRIVER_SITE_SITE_H

#include "rules/GeneratedFiles.h"
#include "rules/RulePages.h"

#include <map>
#include <string>

namespace codex {

/// What the pages are made of. Borrowed.
struct SiteContent {
  const RuleSet &Rules;
  const std::map<std::string, RuleTest> &Tests;       ///< by rule
  const std::map<std::string, ReadFindings> &Figures; ///< by rule; may lack any
};

/// All files of the site; the root is the caller's to set.
[[nodiscard]] GeneratedFiles makeSite(const SiteContent &Content);

} // namespace codex

#endif // CODEX_DRIVER_SITE_SITE_H
