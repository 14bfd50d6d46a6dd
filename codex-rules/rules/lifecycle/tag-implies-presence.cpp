// flags: -std=c++20
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

enum class Action { Log, Block, Execute };
struct Execution {
  std::string Results;
  int Count;
};
struct RuleResult {
  Action What;
  const char *Name;
  std::unique_ptr<Execution> Execute;
  std::optional<Execution> Inline;
  Execution *Raw;
  Execution *Always;
};

// incident: cloudflare-2025-12-05-killswitch-nil
// [example-bad]
void collect_bad(const std::vector<RuleResult> &Results, std::vector<std::string> &Out) {
  for (const RuleResult &R : Results)
    if (R.What == Action::Execute)
      Out.push_back(R.Execute->Results); // expect: 'Execute' is used here because a tag of 'R' says so
}
// [/example-bad]

// [example-ok]
void collect_ok(const std::vector<RuleResult> &Results, std::vector<std::string> &Out) {
  for (const RuleResult &R : Results)
    if (R.What == Action::Execute && R.Execute)
      Out.push_back(R.Execute->Results);
}
// [/example-ok]

int inline_bad(const RuleResult &R) {
  if (R.What == Action::Execute) {
    return R.Inline->Count; // expect: 'Inline' is used here because a tag of 'R' says so
  }
  return 0;
}
int named_bad(const RuleResult *R) {
  if (std::strcmp(R->Name, "execute") == 0)
    return R->Execute->Count; // expect: 'Execute' is used here
  return 0;
}
void disable_ok(RuleResult &R) { R.Raw = nullptr; }
int raw_bad(RuleResult *All, int N) {
  int Sum = 0;
  for (int I = 0; I < N; ++I)
    if (All[I].What == Action::Execute)
      Sum += All[I].Raw->Count; // expect: 'Raw' is used here because a tag of 'All' says so
  return Sum;
}
std::string copied_bad(const RuleResult &R) {
  if (R.What == Action::Execute)
    return (*R.Execute).Results; // expect: 'Execute' is used here
  return "";
}

int tested_ok(const RuleResult &R) {
  if (!R.Execute)
    return -1;
  if (R.What == Action::Execute)
    return R.Execute->Count;
  return 0;
}
// Nothing in this file says that it can be null.
int always_ok(const RuleResult &R) {
  if (R.What == Action::Block)
    return R.Always->Count;
  return 0;
}
int made_ok(RuleResult &R) {
  if (R.What == Action::Execute) {
    R.Execute = std::make_unique<Execution>();
    return R.Execute->Count;
  }
  return 0;
}
int other_ok(const RuleResult &A, const RuleResult &B) {
  if (A.What == Action::Execute)
    return B.Always->Count;
  return 0;
}

struct Extra {
  int Count;
};
struct Outcome {
  enum Kind { Log, Run } What;
  Extra *Details;
};
void clear(Outcome &O) { O.Details = nullptr; }

int inSwitch_bad(const Outcome *All, int N) {
  int Sum = 0;
  for (int I = 0; I < N; ++I)
    switch (All[I].What) {
    case Outcome::Run:
      for (int K = 0; K < All[I].Details->Count && Sum < 100; ++K) // expect: Details
        ++Sum;
      break;
    case Outcome::Log:
      break;
    }
  return Sum;
}

int inSwitch_ok(const Outcome *All, int N) {
  int Sum = 0;
  for (int I = 0; I < N; ++I)
    switch (All[I].What) {
    case Outcome::Run:
      if (All[I].Details && All[I].Details->Count > 0)
        ++Sum;
      break;
    case Outcome::Log:
      break;
    }
  return Sum;
}

struct Matched {
  char action[16];
  std::string Kind;
  Execution *execution;
};
Matched *matched(int Index);
void forget(Matched *M) { M->execution = nullptr; }

// incident: cloudflare-2025-12-05-killswitch-nil
int byArray_bad(int Count) {
  int Sum = 0;
  for (int I = 0; I < Count; ++I) {
    Matched *M = matched(I);
    if (strcmp(M->action, "execute") == 0)
      Sum += M->execution->Count; // expect: a tag of 'M' says so
  }
  return Sum;
}
int byArray_ok(int Count) {
  int Sum = 0;
  for (int I = 0; I < Count; ++I) {
    Matched *M = matched(I);
    if (strcmp(M->action, "execute") == 0 && M->execution)
      Sum += M->execution->Count;
  }
  return Sum;
}
int byString_bad(const Matched &M) {
  if (M.Kind == "execute")
    return M.execution->Count; // expect: a tag of 'M' says so
  return 0;
}
int byString_ok(const Matched &M) {
  if (M.Kind == "execute" && M.execution)
    return M.execution->Count;
  return 0;
}

namespace through {

// Tag and part are asked for by calls.
enum class Deed { Log, Execute };
struct Nested {
  int Matched;
};
class Evaluated {
  Deed What;
  std::unique_ptr<Nested> Sub;

public:
  Deed deed() const { return What; }
  const Nested *sub() const { return Sub.get(); }
};
int matched_bad(const Evaluated &E) {
  switch (E.deed()) {
  case Deed::Execute:
    return E.sub()->Matched; // expect: 'sub' is used here
  case Deed::Log:
    break;
  }
  return 0;
}
int matchedIf_bad(const Evaluated &E) {
  if (E.deed() == Deed::Execute)
    return E.sub()->Matched; // expect: 'sub' is used here
  return 0;
}
int matched_ok(const Evaluated &E) {
  if (E.deed() == Deed::Execute)
    if (const Nested *N = E.sub())
      return N->Matched;
  return 0;
}

} // namespace through
