//===- World.h - What may be so at one point of a program -------*- C++ -*-===//
//
// A world is one way in which the program may have come to a point: what its
// places hold, and the state of each subject. Worlds share their structure, so
// that a fork costs nothing and a comparison what is not shared.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_ORDER_WORLD_H
#define CODEX_ENGINES_ORDER_WORLD_H

#include "facts/OrderFacts.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/ImmutableMap.h"
#include "llvm/ADT/StringMap.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace codex::order {

using Place = unsigned;   ///< 0: none
using Context = unsigned; ///< a chain of calls; 0: before and beside main

/// The place that says that traffic has started.
constexpr llvm::StringLiteral StartedMark = "#started";

/// Begins the name of a place that says that a loop has been entered.
constexpr llvm::StringLiteral LoopMark = "#loop";

/// Begins the name of a place that says that a subject was well when it was
/// given up.
constexpr llvm::StringLiteral WellMark = "#well";

/// Begins the name of a place that says that what a member of a pool answered
/// was looked at: the program may have found it wanting.
constexpr llvm::StringLiteral ContentMark = "#content";

/// The place that says that a task has waited for somebody.
constexpr llvm::StringLiteral AwaitedMark = "#awaited";

/// Begins the name of a place that says that one member of a pool was asked,
/// and not in a loop.
constexpr llvm::StringLiteral OneMark = "#one";

/// Names for places, made when they are first spoken of.
class Places {
public:
  Places();
  Place root(char Kind, Context Owner, llvm::StringRef Name);
  Place child(Place Of, llvm::StringRef Name);
  Place parent(Place Of) const { return All[Of].Parent; }
  const std::vector<Place> &children(Place Of) const {
    return All[Of].Children;
  }
  bool isHeap(Place Of) const { return All[Of].Heap; }
  bool isRegister(Place Of) const { return All[Of].Register; }
  /// One name for many objects (elements): a store adds to what is there.
  bool isMany(Place Of) const { return All[Of].Many; }
  const std::vector<Place> &rootsOf(Context Owner) { return Roots[Owner]; }
  llvm::StringRef name(Place Of) const { return All[Of].Name; }
  /// Whether any world has had a number at \p Of or below it.
  bool hasNumbers(Place Of) const { return All[Of].Numbers; }
  void markNumbers(Place Of) {
    for (; Of && !All[Of].Numbers; Of = All[Of].Parent)
      All[Of].Numbers = true;
  }
  /// A name for people: of the member (true) or variable that \p Of is, or is a
  /// part of; empty: it has none.
  std::pair<std::string, bool> spoken(Place Of) const;

private:
  struct Info {
    Place Parent = 0;
    bool Heap = false;
    bool Register = false;
    bool Many = false;
    bool Variable = false;
    bool Numbers = false;
    std::string Name;
    std::vector<Place> Children;
  };
  std::vector<Info> All;
  unsigned nameNumber(llvm::StringRef Name) {
    return Names.try_emplace(Name, Names.size()).first->second;
  }
  llvm::StringMap<unsigned> Names;
  llvm::DenseMap<std::pair<unsigned, unsigned>, Place> ChildNumbers;
  llvm::DenseMap<std::pair<uint64_t, unsigned>, Place> RootNumbers;
  std::map<Context, std::vector<Place>> Roots;
};

/// What a place holds, as far as it is known.
struct Value {
  /// Many: an address of one of more places than anybody follows.
  enum class Kind { Unknown, Range, Not, Address, Function, Many, Bad };
  Kind TheKind = Kind::Unknown;
  int64_t Low = 0, High = 0;  ///< Range; Not: every number but Low
  std::vector<Place> Targets; ///< Address; sorted
  bool MaybeNull = false;     ///< Address
  int Function = -1;
  std::vector<unsigned> Of; ///< subjects that it comes from; sorted

  auto key() const {
    return std::tie(TheKind, Low, High, Targets, MaybeNull, Function, Of);
  }
  bool operator<(const Value &Other) const { return key() < Other.key(); }
  bool operator==(const Value &Other) const { return key() == Other.key(); }

  static Value number(int64_t N) { return range(N, N); }
  static Value range(int64_t Low, int64_t High);
  static Value notNumber(int64_t N);
  static Value address(Place P, bool MaybeNull = false);
  /// As a condition: true, false, or not known.
  std::optional<bool> truth() const;
  bool isAddress() const { return TheKind == Kind::Address; }
  void addOf(const std::vector<unsigned> &More);
};

struct ValueHash {
  size_t operator()(const Value &V) const;
};

std::optional<bool> compare(llvm::StringRef Op, const Value &A, const Value &B);
/// Numbers become ranges that end at \p Marks, which are sorted.
Value join(const Value &A, const Value &B, llvm::ArrayRef<int64_t> Marks = {});
/// "+", "-", "&", "|", "<<" and "count": one more, however many there were.
Value calculate(llvm::StringRef How, const Value &A, const Value &B);

/// Failed: it could not be had. GivenUp: it was found wanting, and released.
/// The last two are of many subjects that share a name, the members of a pool:
/// one was found wanting and a later one well, or the other way round.
enum class Status : unsigned char {
  Made,
  CheckFailed,
  Failed,
  GivenUp,
  Valid,
  FailedThenValid,
  ValidThenFailed
};

/// How one world came to be: the newest first.
struct Trail {
  std::shared_ptr<const Trail> Before;
  Location At;
  std::string Message;
  int Subject = -1;  ///< -1: concerns the way, and no subject
  Context Calls = 0; ///< how the calls led there
};
using TrailPtr = std::shared_ptr<const Trail>;

using PlaceMap = llvm::ImmutableMap<unsigned, unsigned>;

struct World {
  PlaceMap Memory;   ///< place to number of value
  PlaceMap Subjects; ///< subject to Status
  /// Data: which conditions over it were decided which way; joined by
  /// intersection.
  PlaceMap Looked; ///< subject to number of a set
  TrailPtr Way;
};

/// Owns what worlds share.
class Universe {
public:
  Places Where;
  /// How much has been done, in visits of places.
  mutable uint64_t Work = 0;
  /// How many joined values, with a subject behind them, have become Many.
  uint64_t Widened = 0;

  World emptyWorld();
  unsigned valueNumber(const Value &V);
  const Value &value(unsigned Number) const { return *Values[Number]; }

  Value get(const World &W, Place P) const;
  bool has(const World &W, Place P) const { return W.Memory.lookup(P); }
  void set(World &W, Place P, const Value &V);
  /// Adds to what is there where the place stands for many objects.
  void store(World &W, Place P, const Value &V);
  void erase(World &W, Place P);
  void eraseTree(World &W, Place P);
  /// Everything below \p From also below \p To.
  void copyTree(World &W, Place To, Place From, unsigned Depth = 0);
  /// Subjects that can be reached from \p P.
  std::vector<unsigned> reach(const World &W,
                              const std::vector<Place> &From) const;
  std::vector<unsigned> reach(const World &W, const Value &V) const;
  /// Subjects that the program still has in its hands, \p Also among them.
  std::set<unsigned> held(const World &W, std::vector<Place> Also) const;
  void leave(World &W, Context Gone);
  /// The name of a member or a variable that has \p Subject; empty: none does.
  std::string holderOf(const World &W, unsigned Subject) const;
  /// Subjects whose own objects lie at \p P or below it.
  std::vector<unsigned> at(const World &W, Place P) const;
  /// Whether no object stands for \p Subject.
  bool isGone(const World &W, unsigned Subject) const;
  void forget(World &W, unsigned Subject) {
    W.Subjects = Factory.remove(W.Subjects, Subject);
  }

  std::optional<Status> status(const World &W, unsigned Subject) const;
  void setStatus(World &W, unsigned Subject, Status S);
  std::set<int> looked(const World &W, unsigned Subject) const;
  void addLooked(World &W, unsigned Subject, int What);
  void forgetLooked(World &W, unsigned Subject);

  /// What is so in both.
  World join(const World &A, const World &B,
             llvm::ArrayRef<int64_t> Marks = {});
  static bool same(const World &A, const World &B);

private:
  static constexpr size_t MaxTargets = 32;
  bool outlivesJoin(Place P) const;
  /// The number of what the values of two numbers are together.
  unsigned joinedNumber(unsigned N, unsigned M,
                        llvm::ArrayRef<int64_t> Marks = {});
  /// \p Number, which \p N of \p A and \p M of \p B are together, or Many.
  unsigned widen(const World &A, const World &B, unsigned Number, unsigned N,
                 unsigned M);
  unsigned setNumber(const std::set<int> &S);

  /// To find the one tree of each content, which the factory could do, costs a
  /// look at all of it for each change; a comparison passes over what is
  /// shared.
  PlaceMap::Factory Factory{/*canonicalize=*/false};
  std::unordered_map<Value, unsigned, ValueHash> ValueNumbers;
  std::vector<const Value *> Values;
  /// What has been joined already; with which marks.
  llvm::DenseMap<std::pair<std::pair<unsigned, unsigned>, const int64_t *>,
                 unsigned>
      Joins;
  std::map<std::set<int>, unsigned> SetNumbers;
  std::vector<const std::set<int> *> Sets;
};

} // namespace codex::order

#endif // CODEX_ENGINES_ORDER_WORLD_H
