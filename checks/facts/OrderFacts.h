//===- OrderFacts.h - What a unit says of the order of events ---*- C++ -*-===//
//
// Each function as a small program: places, values, calls, events and branches,
// and nothing else of C++. The link step joins these programs, and the engine
// `order` walks them (docs/adr/0005-order-of-events.md says what each operation
// means).
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_FACTS_ORDERFACTS_H
#define CODEX_FACTS_ORDERFACTS_H

#include "model/Finding.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace codex {

/// What a call, a read of a member or a construction means.
struct OrderEvent {
  std::string Event; ///< "upstream", "validates", "serves" ...
  std::string Name;  ///< for messages: "Redis connection"
  /// Which argument it is about: an index into the call's arguments (the
  /// object of a method is the first), Result or Reached.
  int Subject = 0;
  static constexpr int Result = -1;
  static constexpr int Every = -2; ///< whatever the arguments reach
  /// Which result means that it went well: "true", "zero", "nonnull", "=2" ...
  /// Empty: the result says nothing.
  std::string Valid;
  bool Throws = false; ///< where it does not go well, it throws
  /// The argument through which the result is told; -1: it is returned.
  int Out = -1;
  /// Of "calls-back": the argument that is called while the program waits, and
  /// what it is given.
  int Callback = -1;
  std::vector<int> Passes; ///< arguments, or one of these:
  static constexpr int Unknown = -1;
  static constexpr int How = -2; ///< how it went

  auto key() const {
    return std::tie(Event, Name, Subject, Valid, Throws, Out, Callback, Passes);
  }
  bool operator<(const OrderEvent &Other) const { return key() < Other.key(); }
};

/// One operation. Registers are numbered in a function; -1 is none.
struct OrderInstr {
  enum Code : char {
    Local = 'L',     ///< Dst = address of the local variable Text
    Global = 'G',    ///< Dst = address of the global variable Text
    Param = 'P',     ///< Dst = address of parameter A0 (a number)
    Field = 'F',     ///< Dst = address of member Text of *A0
    Element = 'E',   ///< Dst = address of what *A0 contains
    Load = 'D',      ///< Dst = value at A0
    Store = 'S',     ///< value A1 to address A0
    Copy = 'C',      ///< object *A1 to *A0
    Move = 'M',      ///< the same, and *A1 is empty afterwards
    Number = 'K',    ///< Dst = the number Text
    Text_ = 'W',     ///< Dst = some text or other object that is not null
    Heap = 'A',      ///< Dst = address of a new object on the heap
    Temporary = 'T', ///< Dst = address of a new temporary object
    Function = 'U',  ///< Dst = the function Text
    Closure = 'Z',   ///< *A0 is called as the function Text
    Call = 'X',      ///< Dst = call of Text with arguments
    Virtual = 'V',   ///< the same, of whatever overrides Text
    Indirect = 'I',  ///< Dst = call of what A0 is, with the other arguments
    Compare = 'Q',   ///< Dst = A0 Text A1; Text is "==", "!=", "<" ...
    Not = 'N',       ///< Dst = !A0
    And = '&',       ///< Dst = A0 && A1, where both are there
    Or = '|',        ///< the same for ||
    Select = '?',    ///< Dst = A0 ? A1 : A2
    Derive = 'O',    ///< Dst = something computed from the arguments
    Touch = 'Y',     ///< an event of its own: read of a member (A0, value A1);
                     ///< with a Text: throws where A0 is false
    Return = 'R',    ///< value A0; with no argument: nothing
    ReturnObject = 'J', ///< the object *A0
    Throw = 'H',        ///< an exception of the types Text
    Spawn = 'B',   ///< *A0 is a thread or a task of callable A1 and arguments
    Join = 'j',    ///< waits for *A0; Dst = its result
    Detach = 'd',  ///< nobody waits for *A0
    Destroy = '~', ///< *A0 ends
    Once = 'o',    ///< Dst = whether the static Text is made already
    More = 'm',    ///< Dst = whether loop A0 (a number) goes on; first: yes
    InPlace = 'i', ///< calls A0 here, perhaps; with the other arguments
  };
  /// What an unknown callee gives back: v(oid), i(nteger), b(ool), p(ointer or
  /// reference), r(ecord).
  char Op = 0;
  char Shape = 'v';
  int Dst = -1;
  std::vector<int> Args;
  int Text = -1;           ///< into OrderUnit::Texts
  std::vector<int> Events; ///< into OrderUnit::Events
  unsigned Mutable = 0;    ///< bit set: arguments that the callee may change
  /// ... and this one: the project declares the callee, and another unit has
  /// its body. Not written to facts.
  static constexpr unsigned Elsewhere = 1u << 31;
  int Try = -1;      ///< the innermost try around it
  unsigned File = 0; ///< into OrderUnit::Files
  unsigned Line = 0; ///< 0: no place that anybody needs
  unsigned Column = 0;
};

struct OrderBlock {
  std::vector<OrderInstr> Code;
  /// The register that decides; -1: one way on, or none. With two ways on, the
  /// first is "true"; with Cases, one each and the last for none of them.
  int Condition = -1;
  std::vector<int> Next;
  std::vector<std::string> Cases; ///< of a switch: numbers
  unsigned File = 0, Line = 0, Column = 0;
};

struct OrderTry {
  int Outer = -1;
  struct Handler {
    int Block = 0;
    int Type = -1; ///< into Texts; -1: everything
  };
  std::vector<Handler> Handlers;
};

/// What the link step asks of a function's body before it walks it.
struct OrderOutline {
  unsigned Operations = 0, Blocks = 0;
  std::vector<int> Calls;    ///< into Texts, each once: called, or named
  std::vector<int> Virtuals; ///< those of them that may be overridden
  std::vector<int> Events;   ///< of its operations, each once
  std::vector<int> Globals;  ///< into Texts: the variables that it names
  /// Of initialisers: the variables that they give a value to.
  std::vector<int> Given;
  /// Of an inline function: a sum of what it does, without where it says so.
  uint64_t Meaning = 0;
};

struct OrderFunction {
  std::string Id;   ///< the linker's name, or one that is the unit's own
  std::string Name; ///< for people
  unsigned File = 0, Line = 0, Column = 0;
  bool IsMain = false;
  bool IsStart = false; ///< initialisers of globals, before main
  bool InTest = false;
  bool HasThis = false;           ///< parameter 0 is the object
  bool IsInline = false;          ///< may be defined in many units
  std::vector<int> Overrides;     ///< into Texts
  std::vector<int> Events;        ///< of its attributes
  std::vector<OrderBlock> Blocks; ///< the first is the entry
  std::vector<OrderTry> Tries;
  /// Of a unit that was read: the body stays packed (readOrderBody), and this
  /// is said of it.
  bool IsPacked = false;
  OrderOutline Outline;
  size_t At = 0, Length = 0; ///< in the unit's text
};

struct OrderUnit {
  std::vector<std::string> Texts;
  std::vector<std::string> Files;
  std::vector<OrderEvent> Events;
  std::vector<OrderFunction> Functions;
  /// The text that the unit was read from, compressed: a large program has
  /// more functions than are ever walked.
  std::vector<uint8_t> Packed;
  size_t TextSize = 0;
  bool empty() const { return Functions.empty(); }
};

[[nodiscard]] OrderOutline outlineOf(const OrderFunction &F,
                                     const OrderUnit &Unit);

/// One line of text, and back. The reader is strict: every index is in range
/// when it succeeds, in the bodies as well, which it does not keep.
[[nodiscard]] std::string writeOrderUnit(const OrderUnit &Unit);
[[nodiscard]] llvm::Error readOrderUnit(llvm::StringRef Text, OrderUnit &Out);
/// The text of a unit that was read, and out of it the whole of \p F.
[[nodiscard]] std::string textOf(const OrderUnit &Unit);
[[nodiscard]] OrderFunction readOrderBody(const OrderUnit &Unit,
                                          llvm::StringRef Text,
                                          const OrderFunction &F);

} // namespace codex

#endif // CODEX_FACTS_ORDERFACTS_H
