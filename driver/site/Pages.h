//===- Pages.h - The pages of the site --------------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_SITE_PAGES_H
#define CODEX_DRIVER_SITE_PAGES_H

#include "driver/site/Html.h"
#include "driver/site/Site.h"

namespace codex::site {

std::string rulesPage(const SiteContent &Content); ///< index.html
std::string rulePage(const SiteContent &Content, const Rule &R);

/// The timeline.
std::string incidentsPage(const SiteContent &Content);
/// \p Alike are ids of incidents that it resembles.
std::string incidentPage(const SiteContent &Content, const Incident &I,
                         llvm::ArrayRef<std::string> Alike);

/// Which rule would have caught which incident.
std::string coveragePage(const SiteContent &Content);

/// What the search goes over, as a script.
std::string searchIndex(const SiteContent &Content);

} // namespace codex::site

#endif // CODEX_DRIVER_SITE_PAGES_H
