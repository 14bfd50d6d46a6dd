//===- CatalogueSearch.h - What the catalogue says about a text -*- C++ -*-===//
//
// A new incident is seldom the first of its kind. Rules and incidents are
// ranked by the words that they share with a text: rare words count more than
// common ones, and long accounts do not win by their length (BM25).
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_RULES_CATALOGUESEARCH_H
#define CODEX_RULES_CATALOGUESEARCH_H

#include "rules/RuleSet.h"

#include <map>
#include <string>
#include <vector>

namespace codex {

/// The words of \p Text as they are compared: in lower case, names of code
/// taken apart ("readConfigFile", "hard_limit"), endings off, and without those
/// that every text has.
std::vector<std::string> searchWords(llvm::StringRef Text);

/// What an incident says, without its names and sources.
std::string searchText(const Incident &I);

class CatalogueSearch {
public:
  struct Hit {
    std::string Id;
    double Score = 0;
    std::vector<std::string> Words; ///< that it shares, what counts most first
  };

  /// Borrows nothing. An incident's words count for the rules that it taught,
  /// too; those of \p Without are left out.
  explicit CatalogueSearch(const RuleSet &Rules, llvm::StringRef Without = "");

  /// The best first, none without a word in common; ties by id.
  std::vector<Hit> rules(llvm::StringRef Text, size_t Most) const;
  std::vector<Hit> incidents(llvm::StringRef Text, size_t Most) const;

private:
  struct Document {
    std::string Id;
    std::map<std::string, double> Words; ///< how often, by weight
    double Length = 0;
  };
  struct Collection {
    std::vector<Document> Documents;
    std::map<std::string, unsigned> Having; ///< documents with the word
    double MeanLength = 0;

    void finish();
    std::vector<Hit> search(llvm::StringRef Text, size_t Most) const;
  };

  Collection Rules, Incidents;
};

} // namespace codex

#endif // CODEX_RULES_CATALOGUESEARCH_H
