// One rule's page, and the list of all.
#include "driver/site/Pages.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <map>

using namespace llvm;

namespace codex::site {

static std::string section(StringRef Title, StringRef Body) {
  if (Body.empty())
    return "";
  return ("<section>\n<h2>" + Title + "</h2>\n" + Body + "</section>\n").str();
}

static std::string examples(const RuleTest &Test) {
  std::string Result;
  for (const std::string &Text : Test.BadExamples)
    Result += "<figure class=\"bad\"><figcaption>Reported</figcaption>" +
              code(Text) + "</figure>\n";
  for (const std::string &Text : Test.OkExamples)
    Result += "<figure class=\"ok\"><figcaption>Not reported</figcaption>" +
              code(Text) + "</figure>\n";
  return Result;
}

static std::string gaps(ArrayRef<RuleTest::KnownGap> Gaps, StringRef Title) {
  std::string Result;
  for (const RuleTest::KnownGap &Gap : Gaps)
    Result += "<li><code>" + escaped(Gap.Function) +
              "</code>: " + prose(Gap.Reason) + "</li>\n";
  if (Result.empty())
    return "";
  return ("<h3>" + Title + "</h3>\n<ul>\n" + Result + "</ul>\n").str();
}

static std::string limits(const Rule &R, const RuleTest &Test) {
  return bullets(R.Limits) + gaps(Test.FalseNegatives, "Known to be missed") +
         gaps(Test.FalsePositives, "Known to be reported in error");
}

static std::string figures(const SiteContent &Content, const Rule &R) {
  auto Found = Content.Figures.find(R.Id);
  if (Found == Content.Figures.end() || !Found->second.read())
    return "";
  const ReadFindings &F = Found->second;
  std::string Percent = std::to_string(F.precision());
  std::string Text = "<p><span class=\"big\">" + Percent + " %</span> of the " +
                     std::to_string(F.read()) +
                     " findings that were read in real projects are true: " +
                     std::to_string(F.True) + " true, " +
                     std::to_string(F.Debatable) + " debatable, " +
                     std::to_string(F.False) + " false";
  if (F.Unread)
    Text += ", and " + std::to_string(F.Unread) + " not read yet";
  return Text + ".</p>\n<p class=\"quiet\">Read in " +
         escaped(join(F.Projects, ", ")) + ".</p>\n";
}

static std::string incidents(const SiteContent &Content, const Rule &R) {
  std::string Result;
  for (const std::string &Id : R.Incidents)
    if (const Incident *I = Content.Rules.findIncident(Id))
      Result += "<li><time>" + escaped(day(*I)) + "</time> " +
                incidentLink(*I, "../") + " <span class=\"quiet\">" +
                escaped(I->Organisation) + "</span><p>" + prose(I->Lesson) +
                "</p></li>\n";
  return Result.empty() ? "" : "<ul class=\"entries\">\n" + Result + "</ul>\n";
}

static std::string history(const Rule &R) {
  std::string Result;
  for (const StateChange &C : R.History) {
    Result += "<li><time>" + C.Date + "</time> " + toString(C.From).str() +
              " → <strong>" + toString(C.To).str() + "</strong>" +
              (C.Forced ? ", by force: " : ": ") + prose(C.Reason);
    if (C.Figures.read())
      Result +=
          " <span class=\"quiet\">" + escaped(C.Figures.inWords()) + ".</span>";
    Result += "</li>\n";
  }
  return Result.empty() ? "" : "<ul class=\"entries\">\n" + Result + "</ul>\n";
}

std::string rulePage(const SiteContent &Content, const Rule &R) {
  const RuleTest &Test = Content.Tests.at(R.Id);
  std::string Body = "<p class=\"crumbs\"><a href=\"../index.html#" + R.Family +
                     "\">" + R.Family + "</a></p>\n<h1><code>" + R.Id +
                     "</code></h1>\n<p class=\"lead\">" + prose(R.Title) +
                     ".</p>\n<p>" + chips(R) + " " +
                     chip("plain", "engine " + R.Engine) + " " +
                     chip("plain", "since " + R.Since) + "</p>\n";
  Body += "<blockquote>" + prose(R.sentence()) + "</blockquote>\n";
  Body += section("Why", paragraphs(R.Why));
  Body += section("What to write instead", bullets(R.Fix));
  Body += section("Examples", examples(Test));
  Body += section("What happened before", incidents(Content, R));
  Body += section("How often it is right", figures(Content, R));
  Body += section("What it does not report", limits(R, Test));
  Body += section("How it came here", history(R));
  std::string Waiver =
      "<p>On the line or the line above, with a reason and an end date:</p>\n" +
      code("// codex-waive(" + R.Id + ", until=YYYY-MM-DD): why it holds here");
  if (R.exemptsTests())
    Waiver += "<p>Test code is exempt from this rule.</p>\n";
  if (!R.Formerly.empty())
    Waiver += "<p>Its name was " + escaped(join(R.Formerly, ", ")) +
              " before; waivers, baselines and <code>NOLINT</code> of that "
              "name keep working.</p>\n";
  Body += section("How to waive it", Waiver);
  std::string Ask;
  if (!R.Owners.empty())
    Ask += "<p>" + escaped(join(R.Owners, ", ")) + "</p>\n";
  if (!R.Rfc.empty())
    Ask += "<p><a href=\"" + escaped(R.Rfc) +
           "\" rel=\"noreferrer\">Where it "
           "was discussed</a></p>\n";
  Body += section("Whom to ask", Ask);
  return document({R.Id, "../", "Rules", std::move(Body)});
}

static std::string count(size_t N, StringRef What) {
  return "<li><span class=\"big\">" + std::to_string(N) + "</span> " +
         What.str() + "</li>\n";
}

std::string rulesPage(const SiteContent &Content) {
  const RuleSet &Rules = Content.Rules;
  std::map<std::string, std::vector<const Rule *>> Families;
  size_t Enforced = 0;
  for (const Rule &R : Rules.Rules) {
    Families[R.Family].push_back(&R);
    Enforced += R.TheState == State::Enforced;
  }
  size_t Noticed = llvm::count_if(Rules.Incidents, [&](const Incident &I) {
    return hasExample(noticedBy(I, Rules, Content.Tests));
  });
  std::string Body =
      "<h1>Every lesson is a rule</h1>\n"
      "<p class=\"lead\">What went wrong in the real world, the rule that it "
      "taught in one sentence, and the check that notices it in the next "
      "change.</p>\n<ul class=\"counts\">\n" +
      count(Rules.Rules.size(), "rules") + count(Enforced, "enforced") +
      count(Rules.Incidents.size(), "incidents") +
      count(Noticed, "whose pattern, written from the facts, a rule reports") +
      "</ul>\n<nav class=\"jump\" aria-label=\"Subjects\">\n";
  for (const auto &[Family, Members] : Families)
    Body += "<a href=\"#" + Family + "\">" + Family + "</a>\n";
  Body += "</nav>\n";
  for (const auto &[Family, Members] : Families) {
    Body += "<section class=\"family\">\n<h2 id=\"" + Family + "\">" + Family +
            "</h2>\n<ul class=\"cards\">\n";
    for (const Rule *R : Members) {
      Body += "<li>" + ruleLink(*R, "") + " " + chips(*R) + "<p>" +
              prose(R->sentence()) + "</p>";
      if (size_t Count = R->Incidents.size())
        Body += "<p class=\"quiet\">" + std::to_string(Count) +
                (Count == 1 ? " incident" : " incidents") + " taught it</p>";
      Body += "</li>\n";
    }
    Body += "</ul>\n</section>\n";
  }
  return document({"Rules", "", "Rules", std::move(Body)});
}

} // namespace codex::site
