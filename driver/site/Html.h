//===- Html.h - The parts that pages are put together from ------*- C++ -*-===//
#ifndef CODEX_DRIVER_SITE_HTML_H
#define CODEX_DRIVER_SITE_HTML_H

#include "rules/Incident.h"
#include "rules/Rule.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace codex::site {

/// The first line of every page, by which left-over ones are known.
extern const char *const PageMark;

extern const char *const StyleSheet;
extern const char *const Script;

/// As text or within a quoted attribute.
std::string escaped(llvm::StringRef Text);
/// Prose of rules and incidents: escaped, and `code` between backticks.
std::string prose(llvm::StringRef Text);
/// "2025-11-18", without the time and remarks that dates may have.
llvm::StringRef day(const Incident &I);

std::string paragraphs(llvm::ArrayRef<std::string> Texts);
std::string bullets(llvm::ArrayRef<std::string> Texts);
/// C++ with its comments, strings and keywords marked. What a test expects at
/// a line stands out.
std::string code(llvm::StringRef Text);
/// A small label: level, state ...
std::string chip(llvm::StringRef Kind, llvm::StringRef Text);
std::string chips(const Rule &R);

/// Links; \p Up is "" for a page at the top, "../" for one further down.
std::string ruleLink(const Rule &R, llvm::StringRef Up);
std::string incidentLink(const Incident &I, llvm::StringRef Up);

struct Page {
  std::string Title;
  std::string Up;      ///< the way to the top: "" or "../"
  std::string Current; ///< the entry of the navigation that it belongs to
  std::string Body;    ///< what stands in <main>
};

/// The whole document.
std::string document(const Page &P);

} // namespace codex::site

#endif // CODEX_DRIVER_SITE_HTML_H
