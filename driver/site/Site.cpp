#include "driver/site/Site.h"

#include "driver/site/Pages.h"
#include "rules/CatalogueSearch.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace codex {

std::string site::searchIndex(const SiteContent &Content) {
  json::Array Entries;
  for (const Rule &R : Content.Rules.Rules)
    Entries.push_back(
        json::Object{{"u", "rules/" + R.Id + ".html"},
                     {"t", R.Id},
                     {"k", "rule"},
                     {"s", R.Title + ". " + R.sentence()},
                     {"w", R.Family + " " + R.Engine + " " + R.Message}});
  for (const Incident *I : byDate(Content.Rules)) {
    std::string Tags;
    for (const std::string &Tag : I->Tags)
      Tags += Tag + " ";
    Entries.push_back(
        json::Object{{"u", "incidents/" + I->Id + ".html"},
                     {"t", I->Title},
                     {"k", I->Date.substr(0, 4)},
                     {"s", I->Organisation + ". " + I->Lesson},
                     {"w", Tags + I->Id + " " + I->RootCauseInCode}});
  }
  std::string Text;
  raw_string_ostream(Text) << "const CODEX = "
                           << json::Value(std::move(Entries)) << ";\n";
  return Text;
}

GeneratedFiles makeSite(const SiteContent &Content) {
  GeneratedFiles Files;
  Files.Content["style.css"] = site::StyleSheet;
  Files.Content["site.js"] = site::Script;
  Files.Content["search-index.js"] = site::searchIndex(Content);
  Files.Content["index.html"] = site::rulesPage(Content);
  Files.Content["incidents.html"] = site::incidentsPage(Content);
  Files.Content["coverage.html"] = site::coveragePage(Content);
  for (const Rule &R : Content.Rules.Rules)
    Files.Content["rules/" + R.Id + ".html"] = site::rulePage(Content, R);
  CatalogueSearch Search(Content.Rules);
  for (const Incident &I : Content.Rules.Incidents) {
    std::vector<std::string> Alike;
    // It is itself what is most like it.
    for (const CatalogueSearch::Hit &H : Search.incidents(searchText(I), 4))
      if (H.Id != I.Id)
        Alike.push_back(H.Id);
    Files.Content["incidents/" + I.Id + ".html"] =
        site::incidentPage(Content, I, Alike);
  }
  Files.Folders = {{"rules", ".html", site::PageMark},
                   {"incidents", ".html", site::PageMark}};
  return Files;
}

} // namespace codex
