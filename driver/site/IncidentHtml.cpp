// The timeline of incidents, the page of each, and who would have caught them.
#include "driver/site/Pages.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <map>

using namespace llvm;

namespace codex::site {
namespace {

enum class Caught { Yes, Named, Waiting, Beyond };

} // namespace

static Caught caught(const Incident &I, ArrayRef<Notice> Notices) {
  if (!Notices.empty())
    return hasExample(Notices) ? Caught::Yes : Caught::Named;
  return I.NoRule.empty() ? Caught::Waiting : Caught::Beyond;
}

static StringRef className(Caught C) {
  switch (C) {
  case Caught::Yes:
    return "yes";
  case Caught::Named:
  case Caught::Waiting:
    return "waiting";
  case Caught::Beyond:
    return "beyond";
  }
  llvm_unreachable("an incident that is neither caught nor not");
}

static StringRef inWords(Caught C) {
  switch (C) {
  case Caught::Yes:
    return "noticed";
  case Caught::Named:
    return "named by a rule, no example";
  case Caught::Waiting:
    return "no rule yet";
  case Caught::Beyond:
    return "not to be seen in sources";
  }
  llvm_unreachable("an incident that is neither caught nor not");
}

static std::string links(ArrayRef<Notice> Notices, StringRef Up) {
  std::vector<std::string> All;
  for (const Notice &N : Notices)
    All.push_back(ruleLink(*N.TheRule, Up));
  return join(All, ", ");
}

static std::string example(const Notice &N, StringRef Before) {
  return N.Function.empty()
             ? "covered by the rule, no example"
             : Before.str() + "<code>" + escaped(N.Function) + "</code>";
}

static std::string year(const Incident &I) { return I.Date.substr(0, 4); }

/// A column for each year that has incidents, a mark for each of them.
static std::string strip(const SiteContent &Content,
                         ArrayRef<const Incident *> ByDate) {
  std::map<std::string, std::string> Years;
  for (const Incident *I : ByDate) {
    Caught C = caught(*I, noticedBy(*I, Content.Rules, Content.Tests));
    Years[year(*I)] += "<a class=\"mark " + className(C).str() +
                       "\" href=\"incidents/" + I->Id + ".html\" title=\"" +
                       escaped(I->oneLine()) + "\"><span class=\"unseen\">" +
                       escaped(I->oneLine()) + ", " + inWords(C).str() +
                       "</span></a>\n";
  }
  std::string Columns;
  // The latest first, as the list below has it; on a phone the rest is a swipe
  // away.
  for (const auto &[Year, Marks] : llvm::reverse(Years))
    Columns += "<li><div class=\"stack\">" + Marks + "</div><a href=\"#y" +
               Year + "\">" + Year + "</a></li>\n";
  return "<div class=\"strip\" tabindex=\"0\" role=\"region\" "
         "aria-label=\"Incidents by year\"><ol>\n" +
         Columns + "</ol></div>\n";
}

std::string incidentsPage(const SiteContent &Content) {
  std::vector<const Incident *> All = byDate(Content.Rules);
  std::string Body =
      "<h1>Incidents</h1>\n<p class=\"lead\">" + std::to_string(All.size()) +
      " incidents that are told in public, the latest first.</p>\n"
      "<p class=\"legend\"><span class=\"mark yes\"></span> a rule notices its "
      "pattern <span class=\"mark waiting\"></span> no rule yet <span "
      "class=\"mark beyond\"></span> not to be seen in sources</p>\n" +
      strip(Content, All) + "<ol class=\"timeline\">\n";
  std::string Last;
  for (const Incident *I : llvm::reverse(All)) {
    if (year(*I) != Last) {
      Last = year(*I);
      Body += "<li class=\"year\"><h2 id=\"y" + Last + "\">" + Last +
              "</h2></li>\n";
    }
    std::vector<Notice> Notices = noticedBy(*I, Content.Rules, Content.Tests);
    Caught C = caught(*I, Notices);
    Body += "<li class=\"event " + className(C).str() + "\"><time>" +
            escaped(day(*I)) + "</time>\n<h3>" + incidentLink(*I, "") +
            "</h3>\n<p class=\"quiet\">" + escaped(I->Organisation) +
            "</p>\n<p>" + prose(I->Lesson) + "</p>\n<p class=\"by\">" +
            (C == Caught::Yes || C == Caught::Named
                 ? (C == Caught::Yes ? "Noticed by " : "Named by ") +
                       links(Notices, "")
                 : chip(className(C), inWords(C))) +
            "</p></li>\n";
  }
  return document({"Incidents", "", "Incidents", Body + "</ol>\n"});
}

static std::string row(StringRef Title, StringRef Text) {
  if (Text.empty())
    return "";
  return "<section>\n<h2>" + Title.str() + "</h2>\n<p>" + prose(Text) +
         "</p>\n</section>\n";
}

std::string incidentPage(const SiteContent &Content, const Incident &I,
                         ArrayRef<std::string> Alike) {
  std::vector<Notice> Notices = noticedBy(I, Content.Rules, Content.Tests);
  Caught C = caught(I, Notices);
  std::string Body = "<p class=\"crumbs\"><a href=\"../incidents.html#y" +
                     year(I) + "\">" + year(I) + "</a></p>\n<h1>" +
                     escaped(I.Title) + "</h1>\n<p class=\"lead\"><time>" +
                     escaped(I.Date) + "</time> · " + escaped(I.Organisation) +
                     "</p>\n<p>" + chip(className(C), inWords(C)) + " " +
                     chip("plain", "evidence: " + I.Evidence);
  for (const std::string &Tag : I.Tags)
    Body += " " + chip("plain", Tag);
  Body += "</p>\n<blockquote>" + prose(I.Lesson) + "</blockquote>\n";

  std::string Rules;
  for (const Notice &N : Notices)
    Rules += "<li>" + ruleLink(*N.TheRule, "../") + " " + chips(*N.TheRule) +
             "<p>" + prose(N.TheRule->sentence()) + "</p><p class=\"quiet\">" +
             example(N, "Its pattern in the rule's test: ") + "</p></li>\n";
  if (!Rules.empty())
    Body +=
        "<section>\n<h2>Which rule notices it</h2>\n<ul class=\"cards\">\n" +
        Rules + "</ul>\n</section>\n";
  Body += row("What no rule sees", I.NoRule);
  Body += row("Impact", I.Impact) + row("What happened", I.WhatHappened) +
          row("Cause in code", I.RootCauseInCode) +
          row("Not certain", I.Caveats);
  std::string Sources;
  for (const std::string &Source : I.Sources)
    Sources += "<li><a href=\"" + escaped(Source) + "\" rel=\"noreferrer\">" +
               escaped(Source) + "</a></li>\n";
  Body += "<section>\n<h2>Sources</h2>\n<ul class=\"sources\">\n" + Sources +
          "</ul>\n</section>\n";
  std::string Others;
  for (const std::string &Id : Alike)
    if (const Incident *Other = Content.Rules.findIncident(Id))
      Others += "<li><time>" + escaped(day(*Other)) + "</time> " +
                incidentLink(*Other, "../") + "</li>\n";
  if (!Others.empty())
    Body += "<section>\n<h2>Told in like words</h2>\n<ul class=\"entries\">\n" +
            Others + "</ul>\n</section>\n";
  return document({I.Title, "../", "Incidents", std::move(Body)});
}

std::string coveragePage(const SiteContent &Content) {
  std::map<Caught, unsigned> Counts;
  std::string Rows;
  for (const Incident *I : byDate(Content.Rules)) {
    std::vector<Notice> Notices = noticedBy(*I, Content.Rules, Content.Tests);
    Caught C = caught(*I, Notices);
    ++Counts[C];
    std::string By;
    for (const Notice &N : Notices)
      By += "<li>" + ruleLink(*N.TheRule, "") + " " + example(N, "") + "</li>";
    std::string Says = By.empty() ? "" : "<ul>" + By + "</ul>";
    if (!I->NoRule.empty())
      Says += "<p>" + prose(I->NoRule) + "</p>";
    Rows += "<tr><td><time>" + escaped(day(*I)) +
            "</time></td><th "
            "scope=\"row\">" +
            incidentLink(*I, "") + " <span class=\"quiet\">" +
            escaped(I->Organisation) + "</span></th><td>" +
            chip(className(C), inWords(C)) + "</td><td>" + Says +
            "</td></tr>\n";
  }
  std::string Body =
      "<h1>Which rule would have caught which incident</h1>\n<p "
      "class=\"lead\">Of " +
      std::to_string(Content.Rules.Incidents.size()) + " incidents, " +
      std::to_string(Counts[Caught::Yes]) +
      " have their pattern, written from the facts, in the test of a rule that "
      "reports it there, " +
      std::to_string(Counts[Caught::Named]) +
      " are named by a rule and have no such example, " +
      std::to_string(Counts[Caught::Beyond]) +
      " cannot be seen well enough in sources, and " +
      std::to_string(Counts[Caught::Waiting]) +
      " wait for a rule.</p>\n<p>Behind each rule stands the function of its "
      "test. It shows one way to write the fault, by authors who knew the "
      "rule; programs that others write from the same facts are noticed less "
      "often.</p>\n"
      "<table class=\"coverage\">\n<thead><tr><th scope=\"col\">When</th><th "
      "scope=\"col\">What</th><th scope=\"col\">Noticed</th><th "
      "scope=\"col\">By which rule, or why not</th></tr></thead>\n<tbody>\n" +
      Rows + "</tbody>\n</table>\n";
  return document({"Coverage", "", "Coverage", std::move(Body)});
}

} // namespace codex::site
