// The features by which a request is scored: parts of a user agent's name and
// how suspicious each is. Another team's job writes the file every few minutes.
#ifndef EDGE_FEATURE_FILE_H
#define EDGE_FEATURE_FILE_H

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace edge {

struct Feature {
  std::string Name;
  int Weight = 0;
};

/// A fixed table: its memory is known beforehand, and scoring allocates
/// nothing.
class FeatureSet {
public:
  static constexpr std::size_t Limit = 200;

  /// False if the table is full.
  bool add(Feature F);

  std::size_t size() const { return Used; }
  int score(const std::string &UserAgent) const;

private:
  std::array<Feature, Limit> Features;
  std::size_t Used = 0;
};

/// One feature a line, "name weight"; '#' starts a comment. Nothing if the file
/// cannot be read, has another form, or has more features than there is room.
std::optional<FeatureSet> loadFeatures(const std::filesystem::path &File);

} // namespace edge

#endif // EDGE_FEATURE_FILE_H
