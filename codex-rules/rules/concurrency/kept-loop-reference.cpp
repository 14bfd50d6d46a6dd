// flags: -std=c++20
#include <cstdio>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

struct Domain {
  std::string Name;
};
struct Job {
  const Domain *Of;
};
void check(const Domain *D);

// [example-bad]
std::vector<const Domain *> collect_bad(const std::vector<Domain> &All) {
  std::vector<const Domain *> Jobs;
  for (Domain D : All)
    Jobs.push_back(&D); // expect: 'Jobs.push_back(&D)' keeps the address of 'D'
  return Jobs;
}
// [/example-bad]

std::vector<const int *> indices_bad(int Count) {
  std::vector<const int *> Out;
  for (int I = 0; I < Count; ++I)
    Out.emplace_back(&I); // expect: keeps the address of 'I'
  return Out;
}

std::map<std::string, const Domain *> byName_bad(const std::vector<Domain> &All) {
  std::map<std::string, const Domain *> Out;
  for (const auto &One : All) {
    Domain Copy = One;
    Out[Copy.Name] = &Copy; // expect: 'Out[Copy.Name] = &Copy' keeps the address of 'Copy'
  }
  return Out;
}

class Checker {
public:
  void addAll_bad(const std::vector<std::string> &Names) {
    for (const std::string &Name : Names) {
      Domain D{Name};
      Pending.push_back(&D); // expect: 'Pending.push_back(&D)' keeps the address of 'D'
    }
  }
  // [example-ok]
  void addAll_ok(const std::vector<Domain> &All) {
    for (const Domain &D : All)
      Pending.push_back(&D);
  }
  // [/example-ok]

private:
  std::vector<const Domain *> Pending;
};

void read_bad(std::vector<const int *> &Seen) {
  int Left = 10;
  while (Left > 0) {
    int Step = Left / 2;
    Seen.push_back(&Step); // expect: keeps the address of 'Step'
    Left -= Step + 1;
  }
}

std::vector<Domain> copies_ok(const std::vector<Domain> &All) {
  std::vector<Domain> Out;
  for (Domain D : All)
    Out.push_back(D);
  return Out;
}

void usedAtOnce_ok(const std::vector<Domain> &All) {
  for (Domain D : All)
    check(&D);
}

void inside_ok(const std::vector<Domain> &All) {
  for (Domain D : All) {
    std::vector<const Domain *> Now;
    Now.push_back(&D);
    check(Now.front());
  }
}

void outside_ok(std::vector<const int *> &Out) {
  static int Shared = 0;
  for (int I = 0; I < 3; ++I)
    Out.push_back(&Shared);
}

std::vector<std::function<int()>> byValue_ok(int Count) {
  std::vector<std::function<int()>> Out;
  for (int I = 0; I < Count; ++I)
    Out.push_back([I] { return I; });
  return Out;
}

void threads_bad(int Count, std::vector<std::thread> &Running) {
  for (int I = 0; I < Count; ++I)
    Running.emplace_back([&] { check(reinterpret_cast<const Domain *>(&I)); }); // expect: keeps the address of 'I'
}

std::vector<std::function<int()>> functions_bad(int Count) {
  std::vector<std::function<int()>> Out;
  for (int I = 0; I < Count; ++I)
    Out.push_back([&I] { return I; }); // expect: keeps the address of 'I'
  return Out;
}

void async_bad(const std::vector<Domain> &All, std::vector<std::future<void>> &Out) {
  for (Domain D : All)
    Out.push_back(std::async(std::launch::async, [&] { check(&D); })); // expect: keeps the address of 'D'
}

void element_ok(const std::vector<Domain> &All, std::vector<std::thread> &Running) {
  for (const Domain &D : All)
    Running.emplace_back([&] { check(&D); });
}

int compute(const std::function<int()> &F);

void calledAtOnce_ok(int Count, std::vector<int> &Out) {
  for (int I = 0; I < Count; ++I)
    Out.push_back(compute([&] { return I; }));
}

// One capture is by value, and the rule does not see which.
void mixed_FN(int Count, std::vector<std::thread> &Running, const Domain *D) {
  for (int I = 0; I < Count; ++I)
    Running.emplace_back([&I, D] { check(D + I); });
}

// incident: letsencrypt-2020-02-29-caa
struct Authorisation {
  const char *Name;
  int Age;
};
int convert_bad(std::FILE *In, Authorisation *Out, int Most) {
  int N = 0;
  char Line[256];
  while (N < Most && std::fgets(Line, sizeof Line, In)) {
    Out[N].Name = Line; // expect: keeps the address of 'Line'
    ++N;
  }
  return N;
}
int convert_ok(const char *const *Lines, Authorisation *Out, int Most) {
  for (int N = 0; N < Most; ++N)
    Out[N].Name = Lines[N];
  return Most;
}

struct Entry {
  int Hours;
};

void inFront_bad(const std::vector<int> &Hours, std::vector<const Entry *> &Stale) {
  Entry Current;
  for (int H : Hours) {
    Current.Hours = H;
    if (H > 8)
      Stale.push_back(&Current); // expect: keeps the address of 'Current'
  }
}

// One place, which is filled once.
void once_ok(const std::vector<int> &Hours, std::vector<const Entry *> &Stale) {
  Entry Fallback;
  Fallback.Hours = 8;
  for (int H : Hours)
    if (H > 8)
      Stale.push_back(&Fallback);
}

namespace copies {
struct Authorization {
  std::string Name;
};
std::vector<const Authorization *> all_bad(const std::map<long, Authorization> &All) {
  std::vector<const Authorization *> Out;
  for (std::pair<long, Authorization> Entry : All)
    Out.push_back(&Entry.second); // expect: Entry
  return Out;
}
std::vector<const Authorization *> all_ok(const std::map<long, Authorization> &All) {
  std::vector<const Authorization *> Out;
  for (const std::pair<const long, Authorization> &Entry : All)
    Out.push_back(&Entry.second);
  return Out;
}
} // namespace copies

#include <future>
namespace deferred {
bool lookup(const std::string &);
bool all_bad(const std::vector<std::string> &Names) {
  std::vector<std::future<bool>> Jobs;
  std::string Name;
  for (std::size_t I = 0; I < Names.size(); ++I) {
    Name = Names[I];
    Jobs.push_back(std::async(std::launch::deferred, [&Name] { return lookup(Name); })); // expect: Name
  }
  bool All = true;
  for (auto &J : Jobs)
    All = J.get() && All;
  return All;
}
bool all_ok(const std::vector<std::string> &Names) {
  std::vector<std::future<bool>> Jobs;
  std::string Name;
  for (std::size_t I = 0; I < Names.size(); ++I) {
    Name = Names[I];
    Jobs.push_back(std::async(std::launch::deferred, [Name] { return lookup(Name); }));
  }
  bool All = true;
  for (auto &J : Jobs)
    All = J.get() && All;
  return All;
}
} // namespace deferred

class Workers {
public:
  void submit(std::function<void()> Task);
  void wait();
};
bool permitted(const std::string &Name);

// incident: letsencrypt-2020-02-29-caa
bool recheck_bad(Workers &Pool, const std::vector<Domain> &Domains) {
  bool All = true;
  Domain Current;
  for (const Domain &D : Domains) {
    Current = D;
    Pool.submit([&] { All &= permitted(Current.Name); }); // expect: keeps the address of 'Current'
  }
  Pool.wait();
  return All;
}

// Each task has its own, and only the result is shared.
bool recheck_ok(Workers &Pool, const std::vector<Domain> &Domains) {
  bool All = true;
  for (const Domain &D : Domains)
    Pool.submit([&All, Name = D.Name] {
      if (!permitted(Name))
        All = false;
    });
  Pool.wait();
  return All;
}

// It is waited for before the next one.
bool oneByOne_ok(Workers &Pool, const std::vector<Domain> &Domains) {
  bool All = true;
  Domain Current;
  for (const Domain &D : Domains) {
    Current = D;
    Pool.submit([&] { All &= permitted(Current.Name); });
    Pool.wait();
  }
  return All;
}

namespace through {

// The address of a part, inside of what is kept.
struct NameRow {
  std::string Name;
  int Age = 0;
};
struct NameView {
  const std::string *Name;
  const int *Age;
};
struct NameTable {
  NameRow row(unsigned N) const;
  const NameRow &at(unsigned N) const;
};
std::vector<NameView> views_bad(const NameTable &T) {
  std::vector<NameView> Out;
  NameRow R;
  for (unsigned I = 0; I < 9; ++I) {
    R = T.row(I);
    Out.push_back(NameView{&R.Name, &R.Age}); // expect: 'R'
  }
  return Out;
}
std::vector<NameView> viewsOfStep_bad(const NameTable &T) {
  std::vector<NameView> Out;
  for (unsigned I = 0; I < 9; ++I) {
    NameRow R = T.row(I);
    Out.push_back({&R.Name, &R.Age}); // expect: 'R'
  }
  return Out;
}
std::vector<NameView> views_ok(const NameTable &T) {
  std::vector<NameView> Out;
  for (unsigned I = 0; I < 9; ++I) {
    const NameRow &R = T.at(I);
    Out.push_back(NameView{&R.Name, &R.Age});
  }
  return Out;
}

} // namespace through

// What is made of it keeps numbers and texts.
struct Span {
  explicit Span(const std::string *Of) : Name(*Of), Size(Of->size()) {}
  std::string Name;
  std::size_t Size;
};
struct Viewed {
  explicit Viewed(const std::string *Of) : Of(Of) {}
  const std::string *Of;
};
void spans_ok(std::vector<Span> &All, const std::vector<int> &Numbers) {
  for (int N : Numbers) {
    std::string Text = std::to_string(N);
    All.emplace_back(&Text);
  }
}
void views_bad(std::vector<Viewed> &All, const std::vector<int> &Numbers) {
  for (int N : Numbers) {
    std::string Text = std::to_string(N);
    All.emplace_back(&Text); // expect: keeps the address of 'Text'
  }
}
