#include "TestSupport.h"

#include "model/Fingerprint.h"

using namespace codex;

static std::vector<std::string>
fingerprints(std::vector<std::string> Identities) {
  std::vector<Finding> Findings(Identities.size());
  for (size_t I = 0; I != Identities.size(); ++I)
    Findings[I].Identity = Identities[I];
  assignFingerprints(Findings);
  std::vector<std::string> Result;
  for (const Finding &F : Findings)
    Result.push_back(F.Fingerprint);
  return Result;
}

TEST(Fingerprint, LayoutDoesNotChangeTheIdentity) {
  EXPECT_EQ(makeIdentity("r", "f(int)", "g( a,\n   b )"),
            makeIdentity("r", "f(int)", "g(a, b)"));
  EXPECT_NE(makeIdentity("r", "f(int)", "return x"),
            makeIdentity("r", "f(int)", "returnx"));
}

TEST(Fingerprint, StatementsInsideAreNotLookedAt) {
  EXPECT_EQ(makeIdentity("r", "f()", "g([] { return \"}\"; }, 1)"),
            makeIdentity("r", "f()", "g([] { x('}'); return 2; }, 1)"));
  EXPECT_NE(makeIdentity("r", "f()", "g(T{1'000}, T{'}'})"),
            makeIdentity("r", "f()", "g(T{2'000}, T{'}'})"));
  EXPECT_NE(makeIdentity("r", "f()", "g({[] { a; }, 1})"),
            makeIdentity("r", "f()", "g({[] { a; }, 2})"));
}

TEST(Fingerprint, EveryPartCounts) {
  std::string Base = makeIdentity("r", "f()", "a");
  EXPECT_NE(Base, makeIdentity("s", "f()", "a"));
  EXPECT_NE(Base, makeIdentity("r", "g()", "a"));
  EXPECT_NE(Base, makeIdentity("r", "f()", "b"));
  EXPECT_NE(makeIdentity("r", "f", "ab"), makeIdentity("r", "fa", "b"));
}

TEST(Fingerprint, EqualFindingsStayApart) {
  std::vector<std::string> Two = fingerprints({"x", "y", "x"});
  EXPECT_NE(Two[0], Two[1]);
  EXPECT_NE(Two[0], Two[2]);
  // The second takes over when the first is gone.
  EXPECT_EQ(fingerprints({"y", "x"})[1], Two[0]);
}

TEST(Fingerprint, IsTheSameInEveryVersion) {
  // Baselines hold these: a change here makes every project's findings new.
  EXPECT_EQ(fingerprints({makeIdentity("unchecked-unwrap", "f(int)", "*x")}),
            std::vector<std::string>{"c3af76b3455f77f4"});
}
