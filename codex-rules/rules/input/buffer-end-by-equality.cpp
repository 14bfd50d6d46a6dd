#include <cstring>
#include <vector>
#include <string>
#include <cstddef>

void use(char);
void note(int);
struct Header {
  int Size;
};

// [example-bad]
void parse_bad(const char *P, const char *End) {
  while (P != End) {
    if (*P == '<')
      P += 2; // expect: the loop ends only where 'P' is exactly at the end, and 'P += 2' can go past it
    else
      ++P;
  }
}
// [/example-bad]

void chunks_bad(const char *P, const char *End, int Size) {
  for (; P != End; P += Size) // expect: 'P += Size' can go past it
    use(*P);
}

void records_bad(const unsigned char *P, const unsigned char *End) {
  while (P != End)
    P += 1 + *P; // expect: can go past it
}

void reversed_bad(const char *Data, size_t Size) {
  const char *Last = Data + Size;
  const char *At = Data;
  while (Last != At) {
    use(*At);
    At += 4; // expect: the loop ends only where 'At' is exactly at the end
  }
}

void both_bad(const char *P, const char *End, bool Go) {
  while (Go && P != End) {
    use(*P);
    P += *P == '\\' ? 2 : 1; // expect: can go past it
  }
}

// [example-ok]
void parse_ok(const char *P, const char *End) {
  while (P < End)
    P += *P == '<' ? 2 : 1;
}
// [/example-ok]

void single_ok(const char *P, const char *End) {
  for (; P != End; ++P)
    use(*P);
}

void one_ok(const char *P, const char *End) {
  while (P != End) {
    use(*P);
    P += 1;
  }
}

void lookedFirst_ok(const char *P, const char *End, int Need) {
  while (P != End) {
    if (End - P < Need)
      return;
    P += Need;
  }
}

void numbers_ok(int From, int To) {
  while (From != To) {
    note(From);
    From += 2;
  }
}

struct Node {
  Node *Next;
};

void list_ok(Node *N, int Steps) {
  while (N != nullptr) {
    N = N->Next;
    Steps += 2;
  }
}

// incident: cloudbleed-2017
std::string unescape_bad(const std::vector<char> &In) {
  std::string Out;
  auto It = In.begin();
  for (; It != In.end(); ++It) {
    if (*It == '%') {
      It += 2; // expect: 'It += 2' can go past it
      continue;
    }
    Out.push_back(*It);
  }
  return Out;
}
std::string unescape_ok(const std::vector<char> &In) {
  std::string Out;
  for (auto It = In.begin(); It != In.end(); ++It) {
    if (*It == '%' && In.end() - It > 2) {
      It += 2;
      continue;
    }
    Out.push_back(*It);
  }
  return Out;
}

// The end lies at a multiple of the step.
unsigned long words_ok(const unsigned char *In, unsigned long Size) {
  const unsigned char *End = In + Size - (Size % 8);
  unsigned long Sum = 0;
  for (; In != End; In += 8)
    Sum += *In;
  return Sum;
}

unsigned long counted_bad(const char *In, unsigned long Size) {
  unsigned long N = 0;
  for (unsigned long I = 0; I != Size; ++I) {
    if (In[I] == '\\')
      I += 2; // expect: 'I += 2' can go past it
    ++N;
  }
  return N;
}

unsigned long texts_ok(const char *Begin, const char *End) {
  unsigned long N = 0;
  for (const char *At = Begin; At != End; At += std::strlen(At) + 1)
    ++N;
  return N;
}

unsigned machine_bad(const char *P, const char *End) {
  unsigned N = 0;
next:
  if (P == End)
    goto out;
  switch (*P) {
  case '\\':
    P += 2; // expect: the loop ends only where 'P' is exactly at the end
    goto next;
  default:
    ++N;
    ++P;
    goto next;
  }
out:
  return N;
}

unsigned generated_bad(const char *P, const char *End) {
  unsigned N = 0;
again:
  if (++P == End)
    return N;
  if (*P == '&')
    P += 3; // expect: the loop ends only where 'P' is exactly at the end
  ++N;
  goto again;
}

unsigned forEver_bad(const char *P, const char *End) {
  for (unsigned N = 0;; ++N) {
    if (P == End)
      return N;
    P += *P == '%' ? 3 : 1; // expect: the loop ends only where 'P' is exactly at the end
  }
}

unsigned machine_ok(const char *P, const char *End) {
  unsigned N = 0;
next:
  if (P >= End)
    return N;
  P += *P == '%' ? 3 : 1;
  ++N;
  goto next;
}

// Asked once, and no loop.
int header_ok(const char *P, const char *End) {
  if (P == End)
    return -1;
  P += 4;
  return *P;
}

// Pairs, and who has asked whether there is an odd one (cmake, 2026-11-28).
void setPair(const std::string &, const std::string &);
bool pairs_ok(const std::vector<std::string> &Arguments) {
  if (Arguments.size() % 2 != 0)
    return false;
  for (auto It = Arguments.begin(); It != Arguments.end(); It += 2)
    setPair(*It, *(It + 1));
  return true;
}
void pairs_bad(const std::vector<std::string> &Arguments) {
  for (auto It = Arguments.begin(); It != Arguments.end(); It += 2) // expect: 'It += 2' can go past it
    setPair(*It, *(It + 1));
}
bool varied_bad(const std::vector<std::string> &Arguments, int Step) {
  if (Arguments.size() % 2 != 0)
    return false;
  for (auto It = Arguments.begin(); It != Arguments.end(); It += Step) // expect: 'It += Step' can go past it
    setPair(*It, *It);
  return true;
}

namespace members {
class Scanner {
public:
  void scan_bad() {
    while (At != End) {
      if (*At == '\\')
        At += 2; // expect: can go past it
      else
        ++At;
    }
  }
  void scan_ok() {
    while (At < End) {
      if (*At == '\\')
        At += 2;
      else
        ++At;
    }
  }
  bool over() const { return At == End; }
  void ask_bad() {
    while (!over())
      At += *At; // expect: can go past it
  }

private:
  const char *At;
  const char *End;
};
struct Walk {
  const char *P, *Pe;
};
void walk_bad(Walk *W) {
  while (W->P != W->Pe)
    W->P += 2; // expect: can go past it
}
void index_bad(const char *Text, std::size_t Size) {
  std::size_t I = 0;
  while (I != Size) {
    if (Text[I] == '%')
      I += 3; // expect: can go past it
    else
      ++I;
  }
}
void index_ok(const char *Text, std::size_t Size) {
  std::size_t I = 0;
  while (I < Size) {
    if (Text[I] == '%')
      I += 3;
    else
      ++I;
  }
}
} // namespace members

namespace through {

// The end is asked for in one function, and the long step taken in another.
class TagReader {
  const char *Cur, *End;
  bool atEnd() const { return Cur == End; }
  void attribute_bad() {
    if (*Cur == '"')
      Cur += 2; // expect: can go past it
    else
      ++Cur;
  }

public:
  void read() {
    while (!atEnd())
      attribute_bad();
  }
};
class SafeTagReader {
  const char *Cur, *End;
  bool atEnd() const { return Cur >= End; }
  void attribute() {
    if (*Cur == '"')
      Cur += 2;
    else
      ++Cur;
  }

public:
  void read_ok() {
    while (!atEnd())
      attribute();
  }
};

const char *pastQuote(const char *P) { return P + 2; }
const char *nextOne(const char *P) { return P + 1; }
void handed_bad(const char *P, const char *End) {
  while (P != End) {
    if (*P == '"')
      P = pastQuote(P); // expect: pastQuote
    else
      ++P;
  }
}
void added_bad(const char *P, const char *End) {
  while (P != End)
    P = *P == '"' ? nextOne(P) : pastQuote(P + 0); // no call alone
  for (; P != End; ++P)
    if (*P == '=')
      P = P + 3; // expect: P + 3
}
void handed_ok(const char *P, const char *End) {
  while (P != End)
    P = nextOne(P);
}
void measured_ok(const char *P, const char *End) {
  while (P != End) {
    if (*P == '"' && End - P >= 2)
      P = pastQuote(P);
    else
      ++P;
  }
}

} // namespace through

// Null is no end that could be passed over.
char *nextWord(char *From);
int words_ok(char *Text) {
  int N = 0;
  for (char *P = nextWord(Text); P != (char *)(void *)0; P = nextWord(nullptr)) {
    if (*P == '+')
      P += 4;
    ++N;
  }
  return N;
}
