// flags: -std=c++20
// rules: unchecked-lookup
// RUN: %codex_check %s
//
// An iterator that a search returned, and then steps back: something is there,
// unless it was at the beginning.
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

using Ranges = std::map<int, std::pair<int, int>>;

int inCondition_ok(Ranges &ranges, int low, int high) {
  auto it = ranges.upper_bound(low);
  if (it != ranges.begin() && low < (--it)->second.first) {
    if (high < it->second.first)
      return it->second.second;
  }
  return 0;
}
int early_ok(const Ranges &ranges, int low) {
  auto it = ranges.upper_bound(low);
  if (ranges.begin() == it)
    return 0;
  it--;
  return it->second.first;
}
int orBefore_ok(Ranges &ranges, int low) {
  auto it = ranges.lower_bound(low);
  if (it == ranges.end() || it->first > low) {
    if (it == ranges.begin())
      return 0;
    --it;
  }
  return it->second.first;
}
int notEmpty_ok(const Ranges &ranges, int low) {
  if (ranges.empty())
    return 0;
  auto it = ranges.lower_bound(low);
  if (it == ranges.end())
    --it;
  return it->second.first;
}
int notEmptyThere_ok(Ranges &ranges, int low) {
  auto it = ranges.lower_bound(low);
  if (it == ranges.end()) {
    if (ranges.empty())
      return 0;
    --it;
  }
  return it->second.first;
}
int pointers_ok(int (&sorted)[8], int low) {
  int *at = std::lower_bound(sorted, sorted + 8, low);
  if (at == std::begin(sorted))
    return 0;
  --at;
  return *at;
}

int first_bad(Ranges &ranges, int low) {
  auto it = ranges.upper_bound(low);
  --it;
  return it->second.first; // expect: may be the 'not found'
}
int ofNothing_bad(Ranges &ranges, int low) {
  auto it = ranges.lower_bound(low);
  if (it == ranges.end())
    --it;
  return it->second.first; // expect: may be the 'not found'
}
int otherWay_bad(Ranges &ranges, int low) {
  auto it = ranges.upper_bound(low);
  if (it == ranges.begin())
    --it;
  return it->second.first; // expect: may be the 'not found'
}
int mayBeAtEnd_bad(Ranges &ranges, int low) {
  if (ranges.empty())
    return 0;
  auto it = ranges.lower_bound(low);
  if (it == ranges.begin())
    return it->second.first; // expect: may be the 'not found'
  return 0;
}
int forward_bad(Ranges &ranges, int low) {
  auto it = ranges.find(low);
  if (it == ranges.begin())
    return 0;
  ++it; // expect: may be the 'not found'
  return 0;
}
