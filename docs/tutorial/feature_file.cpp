#include "feature_file.h"

#include <fstream>
#include <sstream>
#include <utility>

namespace edge {

bool FeatureSet::add(Feature F) {
  if (Used == Limit)
    return false;
  Features[Used++] = std::move(F);
  return true;
}

int FeatureSet::score(const std::string &UserAgent) const {
  int Score = 0;
  for (std::size_t I = 0; I < Used; ++I)
    if (UserAgent.find(Features[I].Name) != std::string::npos)
      Score += Features[I].Weight;
  return Score;
}

std::optional<FeatureSet> loadFeatures(const std::filesystem::path &File) {
  std::ifstream In(File);
  if (!In)
    return std::nullopt;
  FeatureSet Set;
  for (std::string Line; std::getline(In, Line);) {
    if (Line.empty() || Line.front() == '#')
      continue;
    std::istringstream Words(Line);
    Feature F;
    if (!(Words >> F.Name >> F.Weight) || !Set.add(std::move(F)))
      return std::nullopt;
  }
  return Set;
}

} // namespace edge
