//===- HeaderTree.cpp - Own headers that units include alike --------------===//

#include "driver/run/HeaderTree.h"

#include "driver/run/IncludeText.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace codex;
namespace path = llvm::sys::path;

/// A process more for a node costs about as much as to parse so many bytes.
static constexpr uint64_t BytesOfNode = 40000;

/// So many headers are tried as what a node is made of, the heaviest first.
static constexpr size_t MostTried = 32;

namespace {

/// The project's headers, numbered, and what they include.
class OwnHeaders {
public:
  OwnHeaders(llvm::StringRef Root, llvm::vfs::FileSystem &Files)
      : Root(Root.str() + "/"), Files(Files) {}

  struct Header {
    std::string Name;
    uint64_t Size = 0;
    bool Guarded = false;
    std::vector<unsigned> Includes; ///< as the first unit finds them
  };
  std::vector<Header> Headers;

  /// What \p Unit includes, however deep, in the order in which it is read.
  std::vector<unsigned> of(const CompileUnit &Unit) {
    Searched = directories(Unit);
    std::vector<unsigned> Found;
    std::vector<bool> Seen(Headers.size());
    addAll(Unit.File, std::nullopt, Found, Seen, /*Deep=*/0);
    return Found;
  }

private:
  static std::vector<std::string> directories(const CompileUnit &Unit) {
    std::vector<std::string> Result;
    for (size_t I = 0; I < Unit.Arguments.size(); ++I) {
      llvm::StringRef Word = Unit.Arguments[I];
      if (!Word.consume_front("-I"))
        continue;
      if (Word.empty() && I + 1 < Unit.Arguments.size())
        Word = Unit.Arguments[++I];
      // Others are meant from where the command runs.
      if (path::is_absolute(Word))
        Result.push_back(Word.str());
    }
    return Result;
  }

  const IncludeText &read(const std::string &Name) {
    auto [It, New] = Texts.try_emplace(Name);
    if (New)
      if (auto Buffer = Files.getBufferForFile(Name))
        It->second = readIncludes((*Buffer)->getBuffer());
    return It->second;
  }

  /// The number of the header that lies there; nothing where there is none.
  std::optional<unsigned> at(const std::string &Name) {
    auto [It, New] = Numbers.try_emplace(Name);
    if (!New)
      return It->second;
    llvm::ErrorOr<llvm::vfs::Status> Status = Files.status(Name);
    if (!Status || Status->isDirectory())
      return std::nullopt;
    auto [Same, First] =
        ByIdentity.try_emplace(Status->getUniqueID(), Headers.size());
    if (First)
      Headers.push_back({Name, Status->getSize(), read(Name).Guarded, {}});
    return Numbers[Name] = Same->second;
  }

  void addAll(const std::string &In, std::optional<unsigned> Includer,
              std::vector<unsigned> &Found, std::vector<bool> &Seen,
              unsigned Deep) {
    static constexpr unsigned Deepest = 100;
    if (Deep > Deepest)
      return;
    // A copy: the map may grow meanwhile.
    const std::vector<IncludeText::Include> Includes = read(In).Includes;
    const bool First = Includer && Headers[*Includer].Includes.empty();
    for (const IncludeText::Include &I : Includes) {
      std::optional<unsigned> Header;
      if (!I.Angled)
        Header = at((path::parent_path(In) + "/" + I.Name).str());
      for (size_t D = 0; !Header && D < Searched.size(); ++D)
        Header = at(Searched[D] + "/" + I.Name);
      if (!Header || !isBelowRoot(Headers[*Header].Name))
        continue;
      if (First)
        Headers[*Includer].Includes.push_back(*Header);
      Seen.resize(Headers.size());
      if (Seen[*Header])
        continue;
      Seen[*Header] = true;
      Found.push_back(*Header);
      addAll(std::string(Headers[*Header].Name), Header, Found, Seen, Deep + 1);
    }
  }
  bool isBelowRoot(llvm::StringRef Name) const {
    llvm::SmallString<256> Path(Name);
    path::remove_dots(Path, /*remove_dot_dot=*/true);
    return Path.starts_with(Root);
  }

  std::string Root;
  llvm::vfs::FileSystem &Files;
  std::vector<std::string> Searched;
  std::map<std::string, IncludeText> Texts;
  std::map<std::string, std::optional<unsigned>> Numbers;
  std::map<llvm::sys::fs::UniqueID, unsigned> ByIdentity;
};

struct Includer {
  size_t Unit;
  std::vector<unsigned> InOrder;
  llvm::BitVector Headers; ///< those that may be shared
};

class TreeMaker {
public:
  explicit TreeMaker(llvm::ArrayRef<OwnHeaders::Header> Headers)
      : Headers(Headers) {}

  HeaderTree make(std::vector<const Includer *> Units,
                  const llvm::BitVector &Parsed) const {
    HeaderTree Result;
    for (;;) {
      Choice Best = choose(Units, Parsed);
      if (Best.Units.empty())
        break;
      llvm::BitVector All = Parsed;
      All |= Best.Shared;
      HeaderTree Node = make(Best.Units, All);
      for (unsigned H : Best.Units.front()->InOrder)
        if (Best.Shared[H])
          Node.Headers.push_back(Headers[H].Name);
      Result.Below.push_back(std::move(Node));
      llvm::erase_if(Units, [&](const Includer *I) {
        return llvm::is_contained(Best.Units, I);
      });
    }
    for (const Includer *I : Units)
      Result.Units.push_back(I->Unit);
    return Result;
  }

private:
  struct Choice {
    uint64_t Saved = 0;
    std::vector<const Includer *> Units;
    llvm::BitVector Shared;
  };

  uint64_t bytes(const llvm::BitVector &Some) const {
    uint64_t Sum = 0;
    for (unsigned H : Some.set_bits())
      Sum += Headers[H].Size;
    return Sum;
  }

  uint64_t weightOf(unsigned Header, const llvm::BitVector &Parsed) const {
    llvm::BitVector Seen(Headers.size());
    std::vector<unsigned> Left = {Header};
    uint64_t Sum = 0;
    while (!Left.empty()) {
      unsigned H = Left.back();
      Left.pop_back();
      if (Seen[H] || Parsed[H])
        continue;
      Seen.set(H);
      Sum += Headers[H].Size;
      llvm::append_range(Left, Headers[H].Includes);
    }
    return Sum;
  }

  /// Of the units that include some header, with all that these have in
  /// common, what saves most.
  Choice choose(llvm::ArrayRef<const Includer *> Units,
                const llvm::BitVector &Parsed) const {
    std::vector<uint64_t> Users(Headers.size()), Weight(Headers.size());
    for (const Includer *I : Units)
      for (unsigned H : I->Headers.set_bits())
        Users[H] += !Parsed[H];
    // What a header brings is that much at least.
    for (unsigned H = 0; H < Headers.size(); ++H)
      Weight[H] = Users[H] ? weightOf(H, Parsed) : 0;
    std::vector<unsigned> Order;
    for (unsigned H = 0; H < Headers.size(); ++H)
      if (Users[H] >= 2)
        Order.push_back(H);
    llvm::stable_sort(Order, [&](unsigned A, unsigned B) {
      return (Users[A] - 1) * Weight[A] > (Users[B] - 1) * Weight[B];
    });
    if (Order.size() > MostTried)
      Order.resize(MostTried);
    Choice Best;
    for (unsigned H : Order) {
      Choice C;
      for (const Includer *I : Units)
        if (I->Headers[H]) {
          if (C.Units.empty())
            C.Shared = I->Headers;
          else
            C.Shared &= I->Headers;
          C.Units.push_back(I);
        }
      C.Shared.reset(Parsed);
      C.Saved = (C.Units.size() - 1) * bytes(C.Shared);
      if (C.Saved > std::max(Best.Saved, BytesOfNode))
        Best = std::move(C);
    }
    return Best;
  }

  llvm::ArrayRef<OwnHeaders::Header> Headers;
};

} // namespace

void HeaderTree::addUnits(std::vector<size_t> &All) const {
  All.insert(All.end(), Units.begin(), Units.end());
  for (const HeaderTree &Node : Below)
    Node.addUnits(All);
}

HeaderTree codex::makeHeaderTree(const Plan &ThePlan,
                                 llvm::ArrayRef<size_t> Units,
                                 llvm::vfs::FileSystem &Files) {
  OwnHeaders Own(ThePlan.Root, Files);
  std::vector<Includer> All;
  for (size_t Unit : Units)
    All.push_back({Unit, Own.of(ThePlan.Units[Unit].Unit), {}});
  std::vector<const Includer *> Includers;
  for (Includer &I : All) {
    I.Headers.resize(Own.Headers.size());
    for (unsigned H : I.InOrder)
      if (Own.Headers[H].Guarded)
        I.Headers.set(H);
    Includers.push_back(&I);
  }
  return TreeMaker(Own.Headers)
      .make(Includers, llvm::BitVector(Own.Headers.size()));
}
