#include "driver/flywheel/RuleStatistics.h"

#include "driver/flywheel/LabelCount.h"
#include "driver/flywheel/RunLog.h"
#include "rules/RuleTest.h"
#include "support/TextLayout.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace codex {
namespace {

struct Numbers {
  RuleTest Test;
  ReadFindings Labels;
  RuleRecord Record;

  unsigned status(StringRef Name) const {
    auto Found = Record.ByStatus.find(Name.str());
    return Found == Record.ByStatus.end() ? 0 : Found->second.size();
  }
};

using ByRule = std::map<std::string, Numbers>;

} // namespace

static void printText(ArrayRef<const Rule *> Chosen, const ByRule &Known,
                      const RunLog &Log, bool WithLog, bool WithLabels,
                      Env &World) {
  std::vector<std::vector<std::string>> Rows{
      {"RULE", "STATE", "BAD", "OK", "FN", "FP", "READ", "TRUE", "DEBATABLE",
       "FALSE", "PRECISION", "PROJECTS"}};
  if (WithLog)
    for (const char *Title :
         {"NEW", "OLD", "BASELINE", "WAIVED", "EXPIRED", "GLASS", "FIXED"})
      Rows.front().push_back(Title);
  auto Text = [](size_t N) { return std::to_string(N); };
  for (const Rule *R : Chosen) {
    const Numbers &N = Known.at(R->Id);
    const ReadFindings &L = N.Labels;
    Rows.push_back(
        {R->Id, toString(R->TheState).str(), Text(N.Test.BadFunctions),
         Text(N.Test.OkFunctions), Text(N.Test.FalseNegatives.size()),
         Text(N.Test.FalsePositives.size()), Text(L.read()), Text(L.True),
         Text(L.Debatable), Text(L.False),
         L.read() ? Text(L.precision()) + " %" : "-", Text(L.Projects.size())});
    if (!WithLog)
      continue;
    for (const char *Status : {"new", "old", "baseline", "waived"})
      Rows.back().push_back(Text(N.status(Status)));
    Rows.back().push_back(Text(N.Record.ExpiredWaivers.size()));
    Rows.back().push_back(Text(N.Record.GlassBroken.size()));
    Rows.back().push_back(Text(N.Record.Fixed.size()));
  }
  World.Out << table(Rows);
  if (Log.Runs)
    World.Out << Log.Runs << (Log.Runs == 1 ? " run, " : " runs, ")
              << formatv("{0:F1} s in all, {1:F1} s of processor time in the "
                         "engines\n",
                         Log.WallSeconds, Log.EngineSeconds);
  for (const Rule *R : Chosen) {
    const ReadFindings &L = Known.at(R->Id).Labels;
    if (mayBeEnforced(L) && R->TheState == State::Advisory)
      World.Out << R->Id << " may be enforced: " << L.True << " of " << L.read()
                << " findings read are true; 'codex-lint rules promote "
                << R->Id << "' does it\n";
    else if (WithLabels && !mayBeEnforced(L) && R->TheState == State::Enforced)
      World.Out << R->Id << " is enforced, and "
                << (L.read() ? std::to_string(L.True) + " of " +
                                   std::to_string(L.read()) +
                                   " findings read are true"
                             : "no finding was read")
                << "; " << whatEnforcingAsksFor() << '\n';
  }
}

static void printJson(ArrayRef<const Rule *> Chosen, const ByRule &Known,
                      Env &World) {
  json::OStream Out(World.Out, 2);
  Out.array([&] {
    for (const Rule *R : Chosen)
      Out.object([&] {
        const Numbers &N = Known.at(R->Id);
        Out.attribute("id", R->Id);
        Out.attribute("state", toString(R->TheState));
        Out.attribute("bad", N.Test.BadFunctions);
        Out.attribute("ok", N.Test.OkFunctions);
        Out.attribute("falseNegatives", int64_t(N.Test.FalseNegatives.size()));
        Out.attribute("falsePositives", int64_t(N.Test.FalsePositives.size()));
        Out.attribute("incidents", int64_t(R->Incidents.size()));
        Out.attributeObject("labels", [&] {
          Out.attribute("true", N.Labels.True);
          Out.attribute("debatable", N.Labels.Debatable);
          Out.attribute("false", N.Labels.False);
          Out.attribute("unread", N.Labels.Unread);
        });
        if (N.Labels.read())
          Out.attribute("precision", N.Labels.precision());
        Out.attribute("mayBeEnforced", mayBeEnforced(N.Labels));
        Out.attribute("projects", json::Array(N.Labels.Projects));
        Out.attributeObject("findings", [&] {
          for (const auto &[Status, Fingerprints] : N.Record.ByStatus)
            Out.attribute(Status, int64_t(Fingerprints.size()));
        });
        Out.attribute("fixed", int64_t(N.Record.Fixed.size()));
        Out.attribute("brokenGlass", int64_t(N.Record.GlassBroken.size()));
        Out.attribute("waivers", int64_t(N.Record.Waivers.size()));
        Out.attribute("expiredWaivers",
                      int64_t(N.Record.ExpiredWaivers.size()));
      });
  });
  World.Out << '\n';
}

Expected<ExitCode> RuleStatistics::run(ArrayRef<const Rule *> Chosen,
                                       const RuleSet &Rules, bool AsJson,
                                       Env &World) const {
  ByRule Known;
  for (const Rule *R : Chosen) {
    Expected<RuleTest> Test = readRuleTest(*R);
    if (!Test)
      return Test.takeError();
    Known[R->Id].Test = std::move(*Test);
  }
  Expected<std::map<std::string, ReadFindings>> Labels =
      countLabels(LabelFiles, Rules, World);
  if (!Labels)
    return Labels.takeError();
  RunLog Log;
  for (const std::string &Path : Reports)
    if (Error E = Log.addReports(Path, Rules, World))
      return std::move(E);
  for (const std::string &Path : GlassLogs)
    if (Error E = Log.addGlassLog(Path, Rules, World))
      return std::move(E);
  for (const Rule *R : Chosen) {
    Numbers &N = Known[R->Id];
    if (auto L = Labels->find(R->Id); L != Labels->end())
      N.Labels = L->second;
    if (auto Record = Log.Rules.find(R->Id); Record != Log.Rules.end())
      N.Record = Record->second;
  }
  if (AsJson)
    printJson(Chosen, Known, World);
  else
    printText(Chosen, Known, Log, !Reports.empty() || !GlassLogs.empty(),
              !LabelFiles.empty(), World);
  return ExitCode::Clean;
}

} // namespace codex
