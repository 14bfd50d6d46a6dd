//===- Shown.cpp - Which findings people are shown ------------------------===//

#include "driver/report/Shown.h"

#include "llvm/ADT/STLExtras.h"

using namespace codex;

/// The smaller the worse.
static unsigned rank(const JudgedFinding &F) {
  if (F.Blocks)
    return 0;
  return F.TheRule && F.TheRule->TheLevel == Level::Must ? 1 : 2;
}

ShownFindings codex::shownFindings(const Report &TheReport) {
  ShownFindings Result;
  for (const JudgedFinding &F : TheReport.Findings)
    if (F.TheStatus == Status::New)
      Result.List.push_back(&F);
  if (!TheReport.Change)
    return Result;
  std::stable_sort(Result.List.begin(), Result.List.end(),
                   [](const JudgedFinding *A, const JudgedFinding *B) {
                     return rank(*A) < rank(*B);
                   });
  size_t Most = TheReport.MaxShown ? TheReport.MaxShown : Result.List.size();
  if (Result.List.size() > Most) {
    Result.NotShown = Result.List.size() - Most;
    Result.List.resize(Most);
  }
  return Result;
}
