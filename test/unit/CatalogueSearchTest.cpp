#include "rules/CatalogueSearch.h"

#include "TestSupport.h"

#include "llvm/ADT/STLExtras.h"

using namespace codex;

TEST(CatalogueSearch, WordsAreComparedWithoutEndingsAndTakenApart) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(
      searchWords("The limits were checked; readConfigFile, hard_limit"),
      (Words{"limit", "check", "read", "config", "file", "hard", "limit"}));
  EXPECT_EQ(searchWords("an HTTP 404 of 2017"), (Words{"http"}));
  EXPECT_EQ(searchWords("logging log logs; passing pass"),
            (Words{"log", "log", "log", "pass", "pass"}));
}

static RuleSet catalogue() {
  RuleSet Rules;
  if (llvm::Error E = loadRuleSet(CODEX_SOURCE_DIR "/codex-rules", Rules))
    ADD_FAILURE() << test::messages(std::move(E));
  return Rules;
}

TEST(CatalogueSearch, SaysWhichWordsAreShared) {
  CatalogueSearch Search(catalogue());
  auto Hits = Search.rules("an empty optional was unwrapped", 3);
  ASSERT_FALSE(Hits.empty());
  EXPECT_EQ(Hits.front().Id, "unchecked-unwrap");
  EXPECT_TRUE(llvm::is_contained(Hits.front().Words, "unwrapped"));
  EXPECT_TRUE(Search.rules("", 3).empty());
  EXPECT_TRUE(Search.rules("zzzz qqqq", 3).empty());
}

/// Each incident as if it were new: nothing of it is in the catalogue, and the
/// rules that it taught are looked for with its own account. The bound is what
/// was measured, less one in twenty, so that a change of some texts is fine and
/// a broken search is not.
TEST(CatalogueSearch, FindsTheRulesOfIncidentsThatItDoesNotKnow) {
  RuleSet Rules = catalogue();
  unsigned Asked = 0, Found = 0, First = 0;
  for (const Incident &I : Rules.Incidents) {
    auto Taught = [&](llvm::StringRef Id) {
      return llvm::is_contained(Rules.findRule(Id)->Incidents, I.Id);
    };
    if (llvm::none_of(Rules.Rules, [&](const Rule &R) { return Taught(R.Id); }))
      continue;
    ++Asked;
    auto Hits = CatalogueSearch(Rules, I.Id).rules(searchText(I), 5);
    Found += llvm::any_of(Hits, [&](const auto &H) { return Taught(H.Id); });
    First += !Hits.empty() && Taught(Hits.front().Id);
  }
  ASSERT_GE(Asked, 40u);
  RecordProperty("asked", static_cast<int>(Asked));
  RecordProperty("found", static_cast<int>(Found));
  RecordProperty("first", static_cast<int>(First));
  std::printf("%u incidents, %u with a rule among the first five, %u with one "
              "at the top\n",
              Asked, Found, First);
  EXPECT_GE(Found * 100, Asked * 60);
}
