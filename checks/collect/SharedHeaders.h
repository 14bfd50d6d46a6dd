//===- SharedHeaders.h - System headers that are parsed once ----*- C++ -*-===//
//
// What the units of a project have in common is mostly system headers. They are
// parsed once, into a precompiled header, and each unit begins from there. The
// precompiled header has more in it than a unit asked for, so a unit is watched
// while it is parsed: at the first sign that it could come out otherwise than
// without it, it is parsed again, whole. That system headers mean the same in
// whatever order they are included is taken for granted.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_COLLECT_SHAREDHEADERS_H
#define CODEX_COLLECT_SHAREDHEADERS_H

#include "collect/CollectAction.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace codex {

/// Immutable once read; shared by all units that have the same flags.
struct SharedHeaders {
  struct Header {
    std::string Path;    ///< absolute, as without the precompiled header
    uint64_t Size = 0;   ///< as it was
    int64_t Changed = 0; ///< when it was modified last, as it was
    std::vector<unsigned> Includes; ///< what it includes itself
    /// How often it asks for __COUNTER__; UnknownCount: not always as often.
    unsigned Counts = 0;
    // Of the project's own, which are in no precompiled header:
    bool Own = false;
    /// A macro, or what it declares outside of classes; hashed.
    struct Given {
      uint64_t Name;
      bool IsMacro;
    };
    std::vector<Given> Gives;
    /// Names that it asked for while there was no such macro; sorted.
    std::vector<uint64_t> Unset;
    /// What it uses, and includes neither itself nor through others.
    std::vector<unsigned> Needs;
  };
  /// A name that stands in a header's text.
  struct Mention {
    uint64_t Name; ///< hashed
    unsigned Header;
    bool operator<(const Mention &Other) const {
      return std::tie(Name, Header) < std::tie(Other.Name, Other.Header);
    }
  };

  static constexpr unsigned UnknownCount = ~0u;

  std::string File; ///< the precompiled header
  /// What was asked of the file system to make it, in its asker's own form: it
  /// holds as long as the answers are the same.
  std::string Questions;
  std::vector<Header> Headers;
  std::vector<Mention> Mentions; ///< sorted
  /// By device and inode; see identify.
  llvm::DenseMap<std::pair<uint64_t, uint64_t>, unsigned> ByIdentity;

  /// Fills ByIdentity. False where a header was written since, to whatever
  /// content: Clang finds its notes on a header by size and time.
  bool identify(llvm::vfs::FileSystem &Files);

  [[nodiscard]] std::string encode() const;
  /// Nothing where \p Text is damaged. File is the caller's to set.
  [[nodiscard]] static std::optional<SharedHeaders>
  decode(llvm::StringRef Text);
};

/// What each header includes, however deep, and itself.
class HeaderClosures {
public:
  explicit HeaderClosures(const SharedHeaders &All) : All(All) {}
  bool has(unsigned Header, unsigned Included);

private:
  const SharedHeaders &All;
  std::map<unsigned, llvm::BitVector> Known;
};

[[nodiscard]] uint64_t hashOfText(llvm::StringRef Text);

/// For a name before ']', as in [[likely]]: where it stands only so, a macro
/// that is called like a function changes nothing.
[[nodiscard]] uint64_t hashBeforeBracket(llvm::StringRef Name);

/// The identifiers in the text of a header, hashed and sorted.
[[nodiscard]] std::vector<uint64_t> namesInText(llvm::StringRef Text);

/// How the units of a group name a header: `sys/types.h`.
using HeaderNames = std::vector<std::string>;

} // namespace codex

#endif // CODEX_COLLECT_SHAREDHEADERS_H
