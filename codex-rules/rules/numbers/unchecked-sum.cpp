// flags: -std=c++20
#include <numeric>
#include <cstdint>
#include <vector>

struct TxOut {
  std::int64_t Value;
};
struct Order {
  long long Price;
  unsigned Quantity;
};
constexpr std::int64_t Most = 2'100'000'000'000'000;

// [example-bad]
// incident: bitcoin-value-overflow-2010
bool check_bad(const std::vector<TxOut> &Outputs, std::int64_t In) {
  std::int64_t Out = 0;
  for (const TxOut &O : Outputs) {
    if (O.Value < 0)
      return false;
    Out += O.Value; // expect: 'Out' may overflow here before it is compared
  }
  return Out <= In;
}
// [/example-bad]

bool indexed_bad(const std::int64_t *Amounts, int N, std::int64_t Limit) {
  std::int64_t Sum = 0;
  for (int I = 0; I < N; ++I)
    Sum += Amounts[I]; // expect: 'Sum' may overflow
  if (Sum > Limit)
    return false;
  return true;
}

bool assigned_bad(const std::vector<Order> &Orders, long long Credit) {
  long long Total = 0;
  for (const Order &O : Orders)
    Total = Total + O.Price; // expect: 'Total' may overflow
  return Total < Credit;
}

bool while_bad(const std::uint64_t *Fees, std::uint64_t Room) {
  std::uint64_t Sum = 0;
  while (*Fees)
    Sum += *Fees++; // expect: 'Sum' may overflow
  return Sum <= Room;
}

struct Wallet {
  bool covers_bad(std::int64_t Needed) const {
    std::int64_t Have = 0;
    for (std::int64_t Balance : Balances)
      Have += Balance; // expect: 'Have' may overflow
    return Have >= Needed;
  }
  std::vector<std::int64_t> Balances;
};

// [example-ok]
bool check_ok(const std::vector<TxOut> &Outputs, std::int64_t In) {
  std::int64_t Out = 0;
  for (const TxOut &O : Outputs)
    if (O.Value < 0 || __builtin_add_overflow(Out, O.Value, &Out))
      return false;
  return Out <= In;
}
// [/example-ok]

bool limited_ok(const std::vector<TxOut> &Outputs, std::int64_t In) {
  std::int64_t Out = 0;
  for (const TxOut &O : Outputs) {
    if (O.Value < 0 || O.Value > Most)
      return false;
    Out += O.Value;
    if (Out > Most)
      return false;
  }
  return Out <= In;
}

bool narrow_ok(const std::vector<Order> &Orders, std::int64_t Room) {
  std::int64_t Sum = 0;
  for (const Order &O : Orders)
    Sum += O.Quantity;
  return Sum <= Room;
}

std::int64_t shown_ok(const std::vector<TxOut> &Outputs) {
  std::int64_t Out = 0;
  for (const TxOut &O : Outputs)
    Out += O.Value;
  return Out;
}

bool bytes_ok(const std::vector<std::vector<char>> &Parts, std::size_t Room) {
  std::size_t Used = 0;
  for (const auto &P : Parts)
    Used += P.size();
  return Used < Room;
}

// incident: bitcoin-value-overflow-2010
static std::int64_t valueOut_bad(const std::vector<TxOut> &Outputs) {
  std::int64_t Total = 0;
  for (const TxOut &O : Outputs) {
    if (O.Value < 0)
      return -1;
    Total += O.Value; // expect: 'Total' may overflow here before it is compared
  }
  return Total;
}
bool accepted_ok(const std::vector<TxOut> &Outputs, std::int64_t In) {
  return valueOut_bad(Outputs) <= In;
}

bool accumulated_bad(const std::vector<TxOut> &Outputs, std::int64_t In) {
  auto Sum = std::accumulate(Outputs.begin(), Outputs.end(), std::int64_t{0}, // expect: 'Sum' may overflow
                             [](std::int64_t A, const TxOut &O) { return A + O.Value; });
  return Sum <= In;
}

namespace through {

// The sum is another function's, made by an algorithm.
struct Payment {
  int64_t Value;
};
struct Payments {
  std::vector<Payment> All;
  int64_t total_bad() const {
    return std::accumulate( // expect: may overflow
        All.begin(), All.end(), int64_t{0},
        [](int64_t Sum, const Payment &P) { return Sum + P.Value; });
  }
};
bool covers(const Payments &P, int64_t In) { return In - P.total_bad() >= 0; }
struct Lengths {
  std::vector<Payment> All;
  int64_t total_ok() const { // nobody compares it
    return std::accumulate(
        All.begin(), All.end(), int64_t{0},
        [](int64_t Sum, const Payment &P) { return Sum + P.Value; });
  }
};
void show(int64_t);
void showAll(const Lengths &L) { show(L.total_ok()); }

} // namespace through
