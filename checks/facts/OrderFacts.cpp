#include "facts/OrderFacts.h"

#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace codex {
namespace {

/// Registers and places are written as their distance from the ones before, in
/// each function anew: small numbers, and the same ones again and again.
struct Previous {
  int Register = 0;
  int64_t File = 0, Line = 0;
};

/// Words with a blank between; texts are counted, so that any byte may occur.
class Writer {
public:
  void number(int64_t N) { OS << N << ' '; }
  void text(StringRef S) { OS << S.size() << ':' << S << ' '; }
  template <typename T, typename F> void list(const std::vector<T> &L, F Each) {
    number(L.size());
    for (const T &One : L)
      Each(One);
  }
  void numbers(const std::vector<int> &L) {
    list(L, [&](int N) { number(N); });
  }
  void texts(const std::vector<std::string> &L) {
    list(L, [&](const std::string &S) { text(S); });
  }
  std::string take() { return std::move(Out); }

  void instr(const OrderInstr &I) {
    // The link step knows by itself what other units have.
    unsigned Mutable = I.Mutable & ~OrderInstr::Elsewhere;
    // Most operations need few of the members: a mark says which follow.
    unsigned Has = (I.Text >= 0) | (!I.Events.empty() << 1) |
                   ((Mutable != 0) << 2) | ((I.Try >= 0) << 3) |
                   ((I.Line != 0) << 4) | ((I.Shape != 'v') << 5) |
                   ((I.Dst >= 0) << 6);
    OS << I.Op;
    number(Has);
    // Most registers are used right after they were set.
    list(I.Args, [&](int R) { number(Near.Register - R); });
    if (I.Dst >= 0) {
      number(I.Dst - Near.Register);
      Near.Register = I.Dst;
    }
    if (Has & 1)
      number(I.Text);
    if (Has & 2)
      numbers(I.Events);
    if (Has & 4)
      number(Mutable);
    if (Has & 8)
      number(I.Try);
    if (Has & 16)
      place(I.File, I.Line, I.Column);
    if (Has & 32)
      number(I.Shape);
  }
  void place(unsigned File, unsigned Line, unsigned Column) {
    number(int64_t(File) - Near.File);
    number(int64_t(Line) - Near.Line);
    number(Column);
    Near.File = File;
    Near.Line = Line;
  }
  void function(const OrderFunction &F) {
    Near = {};
    text(F.Id);
    text(F.Name);
    place(F.File, F.Line, F.Column);
    number(F.IsMain | F.IsStart << 1 | F.InTest << 2 | F.HasThis << 3 |
           F.IsInline << 4);
    numbers(F.Overrides);
    numbers(F.Events);
    list(F.Tries, [&](const OrderTry &T) {
      number(T.Outer);
      list(T.Handlers, [&](const OrderTry::Handler &H) {
        number(H.Block);
        number(H.Type);
      });
    });
    list(F.Blocks, [&](const OrderBlock &B) {
      list(B.Code, [&](const OrderInstr &I) { instr(I); });
      number(B.Condition);
      numbers(B.Next);
      texts(B.Cases);
      place(B.File, B.Line, B.Column);
    });
  }
  void unit(const OrderUnit &U) {
    texts(U.Texts);
    texts(U.Files);
    list(U.Events, [&](const OrderEvent &E) {
      text(E.Event);
      text(E.Name);
      number(E.Subject);
      text(E.Valid);
      number(E.Throws);
      number(E.Out);
      number(E.Callback);
      numbers(E.Passes);
    });
    list(U.Functions, [&](const OrderFunction &F) { function(F); });
  }

private:
  std::string Out;
  raw_string_ostream OS{Out};
  Previous Near;
};

class Reader {
public:
  explicit Reader(StringRef In) : In(In), Size(In.size()) {}
  Reader(StringRef In, OrderUnit &Unit) : Reader(In) { this->Unit = &Unit; }

  bool Bad = false;

  int64_t number() {
    // Nearly all of a file is numbers.
    const char *C = In.begin(), *End = In.end();
    bool Negative = C != End && *C == '-';
    C += Negative;
    int64_t N = 0;
    const char *First = C;
    for (; C != End && *C >= '0' && *C <= '9' && C - First < MaxDigits; ++C)
      N = N * 10 + (*C - '0');
    if (Bad || C == First || C == End || *C != ' ')
      return fail();
    In = In.drop_front(C + 1 - In.begin());
    return Negative ? -N : N;
  }
  /// A number in [Least, Limit).
  int index(int64_t Least, int64_t Limit) {
    int64_t N = number();
    return N < Least || N >= Limit ? fail() : N;
  }
  std::string text() {
    size_t Size = 0, Colon = In.find(':');
    if (Bad || Colon == StringRef::npos ||
        In.take_front(Colon).getAsInteger(10, Size) ||
        In.size() - Colon - 1 <= Size || In[Colon + 1 + Size] != ' ') {
      fail();
      return {};
    }
    std::string Result = In.substr(Colon + 1, Size).str();
    In = In.drop_front(Colon + 2 + Size);
    return Result;
  }
  template <typename T, typename F> void list(std::vector<T> &L, F Each) {
    int64_t Count = number();
    // Each element takes a byte at least.
    if (Count < 0 || Count > static_cast<int64_t>(In.size()))
      fail();
    for (int64_t I = 0; I < Count && !Bad; ++I) {
      L.emplace_back();
      Each(L.back());
    }
  }
  void texts(std::vector<std::string> &L) {
    list(L, [&](std::string &S) { S = text(); });
  }
  void indices(std::vector<int> &L, int64_t Least, int64_t Limit) {
    list(L, [&](int &N) { N = index(Least, Limit); });
  }
  /// \p Value, where it is in [Least, Limit).
  int within(int64_t Value, int64_t Least, int64_t Limit) {
    return Value < Least || Value >= Limit ? fail() : Value;
  }
  template <typename T> void place(T &Out) {
    Out.File = within(Near.File + number(), 0, Unit->Files.size());
    Out.Line = within(Near.Line + number(), 0, INT32_MAX);
    Out.Column = index(0, INT32_MAX);
    Near.File = Out.File;
    Near.Line = Out.Line;
  }

  void instr(OrderInstr &I) {
    if (Bad || In.empty()) {
      fail();
      return;
    }
    I.Op = In.front();
    In = In.drop_front();
    unsigned Has = index(0, 128);
    list(I.Args, [&](int &R) {
      R = within(Near.Register - number(), -1, MaxRegister);
    });
    if (Has & 64)
      Near.Register = I.Dst = within(Near.Register + number(), 0, MaxRegister);
    if (Has & 1)
      I.Text = index(0, Unit->Texts.size());
    if (Has & 2)
      indices(I.Events, 0, Unit->Events.size());
    if (Has & 4)
      I.Mutable = index(0, int64_t(1) << 32);
    if (Has & 8)
      I.Try = index(0, Tries);
    if (Has & 16)
      place(I);
    if (Has & 32)
      I.Shape = index(1, 128);
    if (!wellFormed(I))
      fail();
  }
  void function(OrderFunction &F) {
    Near = {};
    F.Id = text();
    F.Name = text();
    place(F);
    unsigned Flags = index(0, 32);
    F.IsMain = Flags & 1;
    F.IsStart = Flags & 2;
    F.InTest = Flags & 4;
    F.HasThis = Flags & 8;
    F.IsInline = Flags & 16;
    indices(F.Overrides, 0, Unit->Texts.size());
    indices(F.Events, 0, Unit->Events.size());
    list(F.Tries, [&](OrderTry &T) {
      T.Outer = index(-1, F.Tries.size() + 4096);
      list(T.Handlers, [&](OrderTry::Handler &H) {
        H.Block = index(0, INT32_MAX);
        H.Type = index(-1, Unit->Texts.size());
      });
    });
    Tries = F.Tries.size();
    list(F.Blocks, [&](OrderBlock &B) {
      list(B.Code, [&](OrderInstr &I) { instr(I); });
      B.Condition = index(-1, MaxRegister);
      indices(B.Next, -1, INT32_MAX);
      texts(B.Cases);
      place(B);
    });
    // Blocks may be named before they are read.
    int Blocks = F.Blocks.size();
    for (const OrderBlock &B : F.Blocks) {
      for (int N : B.Next)
        if (N >= Blocks)
          fail();
      if (!B.Cases.empty() && B.Next.size() != B.Cases.size() + 1)
        fail();
    }
    for (const OrderTry &T : F.Tries) {
      if (T.Outer >= Tries)
        fail();
      for (const OrderTry::Handler &H : T.Handlers)
        if (H.Block >= Blocks)
          fail();
    }
  }
  void unit(OrderUnit &U) {
    Unit = &U;
    texts(U.Texts);
    texts(U.Files);
    list(U.Events, [&](OrderEvent &E) {
      E.Event = text();
      E.Name = text();
      E.Subject = index(OrderEvent::Every, 64);
      E.Valid = text();
      E.Throws = index(0, 2);
      E.Out = index(-1, 64);
      E.Callback = index(-1, 64);
      indices(E.Passes, OrderEvent::How, 64);
    });
    list(U.Functions, [&](OrderFunction &F) {
      F.At = Size - In.size();
      function(F);
      F.Length = Size - In.size() - F.At;
      if (!Bad)
        F.Outline = outlineOf(F, U);
      F.IsPacked = true;
      F.Blocks = {};
      F.Tries = {};
    });
    if (!In.empty())
      fail();
  }

private:
  static constexpr int MaxDigits = 18;
  static constexpr int64_t MaxRegister = 1 << 24;

  int fail() {
    Bad = true;
    return 0;
  }
  bool wellFormed(const OrderInstr &I) const {
    static constexpr StringLiteral NeedText = "LGFKUZXVQHo";
    static constexpr StringLiteral Known =
        "LGPFEDSCMKWATUZXVIQN&|?OYRJHBjd~omi";
    if (!Known.contains(I.Op) || (NeedText.contains(I.Op) && I.Text < 0))
      return false;
    auto Least = [&]() -> size_t {
      switch (I.Op) {
      case 'S':
      case 'C':
      case 'M':
      case 'Q':
      case '&':
      case '|':
      case 'B':
        return 2;
      case '?':
        return 3;
      case 'P':
      case 'F':
      case 'E':
      case 'D':
      case 'Z':
      case 'I':
      case 'N':
      case 'Y':
      case 'J':
      case 'j':
      case 'd':
      case '~':
      case 'm':
      case 'i':
        return 1;
      default:
        return 0;
      }
    };
    return I.Args.size() >= Least();
  }

  StringRef In;
  size_t Size;
  OrderUnit *Unit = nullptr;
  int Tries = 0;
  Previous Near;
};

} // namespace

/// Of what is kept in memory: the fastest does.
static constexpr int PackLevel = 1;

std::string textOf(const OrderUnit &Unit) {
  SmallVector<uint8_t, 0> Text;
  if (Error E = compression::zstd::decompress(Unit.Packed, Text, Unit.TextSize))
    // It was compressed by this process, out of a text that had its sum.
    report_fatal_error(std::move(E));
  return toStringRef(Text).str();
}

OrderFunction readOrderBody(const OrderUnit &Unit, StringRef Text,
                            const OrderFunction &F) {
  OrderFunction Whole;
  // The reader writes to its unit only where it reads one.
  Reader R(Text.substr(F.At, F.Length), const_cast<OrderUnit &>(Unit));
  R.function(Whole);
  assert(!R.Bad && "the whole unit was read before");
  return Whole;
}

static std::string withSum(StringRef Body) {
  return utohexstr(xxh3_64bits(Body), /*LowerCase=*/true, 16) + Body.str();
}

std::string writeOrderUnit(const OrderUnit &Unit) {
  if (Unit.empty())
    return {};
  if (!Unit.Packed.empty())
    return withSum(textOf(Unit));
  Writer W;
  W.unit(Unit);
  return withSum(W.take());
}

Error readOrderUnit(StringRef Text, OrderUnit &Out) {
  if (Text.empty())
    return Error::success();
  uint64_t Sum = 0;
  if (Text.size() < 16 || Text.take_front(16).getAsInteger(16, Sum) ||
      xxh3_64bits(Text.drop_front(16)) != Sum)
    return makeError("the part about the order of events is damaged; collect "
                     "the file again");
  Text = Text.drop_front(16);
  Reader R(Text);
  R.unit(Out);
  if (R.Bad)
    return makeError("the part about the order of events cannot be "
                     "understood; collect the file again");
  SmallVector<uint8_t, 0> Packed;
  compression::zstd::compress(arrayRefFromStringRef(Text), Packed, PackLevel);
  Out.Packed.assign(Packed.begin(), Packed.end());
  Out.TextSize = Text.size();
  return Error::success();
}

} // namespace codex
