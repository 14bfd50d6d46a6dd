#include "driver/flywheel/RuleTrial.h"

#include "driver/Analysis.h"
#include "driver/flywheel/Labels.h"
#include "support/TextLayout.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace llvm;

namespace codex {

/// The line of the finding and its neighbours, with a mark.
static std::string codeAround(const Finding &F, StringRef Root, Env &World) {
  SmallString<128> Path(F.Begin.File);
  if (!sys::path::is_absolute(Path))
    Path = (Root + "/" + F.Begin.File).str();
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
      World.Files->getBufferForFile(Path);
  if (!Buffer)
    return "";
  SmallVector<StringRef> Lines;
  (*Buffer)->getBuffer().split(Lines, '\n');
  std::string Out;
  size_t At = F.Begin.Line;
  for (size_t Line = At > 3 ? At - 3 : 1; Line <= At + 2; ++Line)
    if (Line <= Lines.size())
      Out += formatv("  {0} {1,5} | {2}\n", Line == At ? ">" : " ", Line,
                     Lines[Line - 1].rtrim())
                 .str();
  return Out;
}

static std::string directoryOf(const Finding &F) {
  StringRef Parent = sys::path::parent_path(F.Begin.File);
  return Parent.empty() ? "." : Parent.str();
}

Expected<ExitCode> RuleTrial::run(Env &World) const {
  LabelFile Labels;
  std::string LabelsPath = LabelsFile.empty() ? "" : World.absolute(LabelsFile);
  if (!LabelsPath.empty() && World.Files->exists(LabelsPath)) {
    Expected<LabelFile> Known = readLabels(LabelsPath, *World.Files);
    if (!Known)
      return Known.takeError();
    Labels = std::move(*Known);
  }
  AnalysisRequest Request;
  Request.Units.Paths = Paths;
  Request.Units.Build = Build;
  Request.Rules = {RuleId};
  Request.RulePlaces = RulePlaces;
  Request.Jobs = Jobs;
  Request.WithoutBaseline = true;
  Expected<std::unique_ptr<Analysis>> Work = Analysis::prepare(Request, World);
  if (!Work)
    return Work.takeError();
  Report Result = (*Work)->run(World);
  // It may have been asked for by a former name.
  const Rule *Named = Result.RulesRun.front();
  for (Label &L : Labels.Labels)
    if (Result.Rules->findRule(L.Rule) == Named)
      L.Rule = Named->Id;

  std::map<std::string, unsigned> Directories;
  std::map<std::string, unsigned> ByLabel;
  unsigned InTests = 0;
  std::vector<const Finding *> Shown;
  for (const JudgedFinding &J : Result.Findings) {
    const Finding &F = J.TheFinding;
    if (!J.TheRule || J.TheRule != Named)
      continue;
    if (J.TheStatus == Status::Exempt) {
      ++InTests;
      continue;
    }
    Shown.push_back(&F);
    ++Directories[directoryOf(F)];
    const Label *Said = Labels.find(F);
    ++ByLabel[Said && !Said->TheLabel.empty() ? Said->TheLabel : "not read"];
    if (!Said && !LabelsPath.empty())
      Labels.Labels.push_back({F.Rule, F.Begin.File, F.Function,
                               objectNamed(F.Message), "", "", ""});
  }

  raw_ostream &OS = World.Out;
  OS << Named->Id << ": " << Shown.size() << " findings";
  if (InTests)
    OS << ", and " << InTests << " in tests, which are exempt";
  OS << "; " << Result.Units.Analysed << " units analysed, "
     << Result.Units.Failed.size() << " failed; "
     << formatv("{0:F1} s in the engines, {1:F1} s in parsing\n",
                Result.EngineSeconds, Result.ParseSeconds);
  for (const FailedUnit &U : Result.Units.Failed)
    OS << "  failed: " << U.File << ": " << U.Reason << '\n';
  if (!Directories.empty()) {
    std::vector<std::vector<std::string>> Rows{{"DIRECTORY", "FINDINGS"}};
    for (const auto &[Directory, Count] : Directories)
      Rows.push_back({Directory, std::to_string(Count)});
    OS << '\n' << table(Rows);
  }
  unsigned Left = Show;
  for (const Finding *F : Shown) {
    if (Left-- == 0) {
      OS << "\n"
         << Shown.size() - Show << " more; --show " << Shown.size()
         << " shows them all\n";
      break;
    }
    OS << '\n'
       << F->Begin.File << ':' << F->Begin.Line << ':' << F->Begin.Column
       << ": " << F->Message << '\n';
    if (!F->Function.empty())
      OS << "  in " << F->Function << '\n';
    if (const Label *Said = Labels.find(*F); Said && !Said->TheLabel.empty())
      OS << "  label: " << Said->TheLabel << ", " << Said->Why << '\n';
    OS << codeAround(*F, Result.Root, World);
    for (const Step &S : F->Steps)
      OS << "    " << S.At.File << ':' << S.At.Line << ": " << S.Message
         << '\n';
  }
  if (LabelsPath.empty() || Shown.empty())
    return Result.Units.Failed.empty() ? ExitCode::Clean : ExitCode::Incomplete;
  if (Labels.Project.empty())
    Labels.Project = sys::path::filename(Result.Root).str();
  if (Error E = writeLabels(Labels, LabelsPath))
    return std::move(E);
  OS << "\nlabels in " << LabelsFile << ": ";
  bool First = true;
  for (const auto &[Name, Count] : ByLabel) {
    OS << (First ? "" : ", ") << Count << ' ' << Name;
    First = false;
  }
  OS << "; write true, debatable or false and the reason, then 'codex-lint "
        "rules stats --labels "
     << LabelsFile << "'\n";
  return Result.Units.Failed.empty() ? ExitCode::Clean : ExitCode::Incomplete;
}

} // namespace codex
