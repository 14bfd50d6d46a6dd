// flags: -std=c++20
#include <cstdlib>
#include <map>
#include <optional>
#include <string>

std::optional<long> loadBalance(const std::string &User);
std::optional<double> creditOf(int Id);
std::optional<int> findAge(const std::string &User);
void recharge(const std::string &User);

// [example-bad]
// incident: twilio-2013-07-18-recharge
void topUp_bad(const std::string &User) {
  if (loadBalance(User).value_or(0) < 10) // expect: is missing it counts as 0
    recharge(User);
}
// [/example-bad]

bool allowed_bad(int Id) {
  double Credit = creditOf(Id).value_or(0.0); // expect: counts as 0
  return Credit > 0;
}

struct Account {
  std::optional<long> Balance;
  bool isEmpty_bad() const { return Balance.value_or(0) == 0; } // expect: where 'Balance' is missing
};

long stock_bad(std::optional<long> Stock) {
  return Stock.value_or(0L); // expect: where 'Stock' is missing
}

int quota_bad(const std::map<std::string, std::optional<int>> &Quotas, const std::string &User) {
  return Quotas.at(User).value_or(0); // expect: counts as 0
}

// [example-ok]
void topUp_ok(const std::string &User) {
  std::optional<long> Balance = loadBalance(User);
  if (!Balance)
    return;
  if (*Balance < 10)
    recharge(User);
}
// [/example-ok]

int age_ok(const std::string &User) { return findAge(User).value_or(0); }

long unknown_ok(std::optional<long> Balance) { return Balance.value_or(-1); }

std::string name_ok(std::optional<std::string> Name) { return Name.value_or(""); }

bool known_ok(const Account &A) { return A.Balance.has_value(); }

// incident: twilio-2013-07-18-recharge
struct Reply {
  const char *Text;
};
Reply *ask(const char *Key);
static long storedBalance_bad(const char *Account) {
  Reply *R = ask(Account);
  long Value = 0;
  if (R && R->Text)
    Value = std::strtol(R->Text, nullptr, 10);
  return Value; // expect: where 'storedBalance_bad' is missing
}
static bool storedBalance_ok(const char *Account, long &Out) {
  Reply *R = ask(Account);
  if (!R || !R->Text)
    return false;
  Out = std::strtol(R->Text, nullptr, 10);
  return true;
}

bool charge(const std::string &Account, int Cents);
void recharge_bad(std::map<std::string, int> &Balances, const std::string &Account) {
  if (Balances[Account] < 100) // expect: where 'Balances' is missing
    charge(Account, 2000);
}
void recharge_ok(std::map<std::string, int> &Balances, const std::string &Account) {
  auto It = Balances.find(Account);
  if (It != Balances.end() && It->second < 100)
    charge(Account, 2000);
}

class Accounts {
  std::map<std::string, int> Balances;

public:
  int balanceOf_bad(const std::string &Name) { return Balances[Name]; } // expect: is missing it counts as 0
  int balanceOf_ok(const std::string &Name) {
    auto It = Balances.find(Name);
    return It == Balances.end() ? -1 : It->second;
  }
};

namespace through {

// What is counted is said by the class, or by the key.
struct Answer {
  bool Found;
  const char *Text;
};
Answer lookUp(const std::string &Key);
struct Balances {
  long read_bad(const std::string &Account) {
    Answer A = lookUp(Account);
    long Held = 0;
    if (A.Found)
      Held = std::strtol(A.Text, nullptr, 10);
    return Held; // expect: counts as 0
  }
};
long held_bad(const std::string &Account) {
  Answer A = lookUp("balance:" + Account);
  long Held = 0;
  if (A.Found)
    Held = std::strtol(A.Text, nullptr, 10);
  return Held; // expect: counts as 0
}
struct Visits {
  long read_ok(const std::string &Page) {
    Answer A = lookUp("visits:" + Page);
    long Held = 0;
    if (A.Found)
      Held = std::strtol(A.Text, nullptr, 10);
    return Held;
  }
};

class Ledger {
public:
  virtual std::optional<long> balanceOf(const std::string &Account) const = 0;
  virtual std::optional<long> visitsOf(const std::string &Account) const = 0;
};
bool lowOn_bad(const Ledger &L, const std::string &Account) {
  const auto Known = L.balanceOf(Account);
  return Known.value_or(0) < 100; // expect: balanceOf
}
bool lowOn_ok(const Ledger &L, const std::string &Account) {
  const auto Known = L.balanceOf(Account);
  return Known && *Known < 100;
}
bool quiet_ok(const Ledger &L, const std::string &Account) {
  const auto Known = L.visitsOf(Account);
  return Known.value_or(0) < 100;
}

} // namespace through
