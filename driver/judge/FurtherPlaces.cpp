//===- FurtherPlaces.cpp - Places behind a finding's first ----------------===//

#include "driver/judge/FurtherPlaces.h"

#include "driver/judge/Baseline.h"
#include "model/Fingerprint.h"

#include <map>
#include <set>

using namespace codex;

std::vector<Finding> codex::furtherPlaces(const Finding &F) {
  std::vector<Finding> Result;
  for (const Step &S : F.Steps) {
    if (S.Identity.empty())
      continue;
    Finding &Place = Result.emplace_back(F);
    Place.Begin = S.At;
    Place.EndLine = S.At.Line;
    Place.EndColumn = S.At.Column + 1;
    Place.Message = S.Message;
    Place.Identity = S.Identity;
    Place.Fixes.clear();
    Place.Steps = {{F.Begin, F.Message}};
  }
  return Result;
}

std::vector<JudgedFinding> codex::furtherPlaces(const JudgedFinding &F) {
  std::vector<JudgedFinding> Result;
  for (Finding &Place : furtherPlaces(F.TheFinding)) {
    Result.push_back(F);
    Result.back().TheFinding = std::move(Place);
    Result.back().TheStatus = Status::New;
  }
  return Result;
}

bool codex::blocks(const JudgedFinding &F) {
  return F.TheStatus == Status::New && F.TheState == State::Enforced &&
         F.TheRule && F.TheRule->TheLevel == Level::Must;
}

void codex::addPlacesBeside(const Baseline &Known, Report &Result) {
  if (!Known.tellsPlaces())
    return;
  std::vector<JudgedFinding> New;
  for (const JudgedFinding &F : Result.Findings) {
    const BaselineEntry *Entry = F.TheStatus == Status::Baseline
                                     ? Known.find(F.TheFinding.Fingerprint)
                                     : nullptr;
    if (!Entry)
      continue;
    std::multiset<std::string> Left(Entry->Places.begin(), Entry->Places.end());
    for (JudgedFinding &Place : furtherPlaces(F)) {
      auto Same = Left.find(Baseline::placeName(Place.TheFinding.Identity));
      if (Same != Left.end())
        Left.erase(Same);
      else
        New.push_back(std::move(Place));
    }
  }
  if (New.empty())
    return;
  std::map<std::string, unsigned> Ordinals;
  for (const JudgedFinding &F : Result.Findings)
    ++Ordinals[F.TheFinding.Identity];
  for (JudgedFinding &Place : New) {
    Finding &F = Place.TheFinding;
    F.Fingerprint = fingerprintOf(F.Identity, Ordinals[F.Identity]++);
    // An entry of its own covers it as it does every finding.
    if (Known.find(F.Fingerprint))
      Place.TheStatus = Status::Baseline;
    Place.Blocks = blocks(Place);
    Result.Findings.push_back(std::move(Place));
  }
}
