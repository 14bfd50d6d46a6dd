//===- HeaderRecorder.h - What is seen of headers to share ------*- C++ -*-===//
#ifndef CODEX_COLLECT_HEADERRECORDER_H
#define CODEX_COLLECT_HEADERRECORDER_H

#include "collect/SharedHeaders.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Token.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>
#include <set>

namespace clang {
class CompilerInstance;
class CompilerInvocation;
} // namespace clang

namespace codex {

/// What is seen of the headers while they are parsed.
class HeaderRecorder : public clang::PPCallbacks {
public:
  struct Node {
    clang::FileEntryRef Entry;
    std::vector<unsigned> Includes; ///< each once, in order
    bool System;
    unsigned Line;   ///< of the stub: through which of its includes
    unsigned Counts; ///< uses of __COUNTER__
    unsigned Entered;
  };
  explicit HeaderRecorder(clang::SourceManager &Sources) : Sources(Sources) {}

  void InclusionDirective(clang::SourceLocation HashLoc, const clang::Token &,
                          llvm::StringRef, bool, clang::CharSourceRange,
                          clang::OptionalFileEntryRef File, llvm::StringRef,
                          llvm::StringRef, const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind Kind) override {
    if (!File || Ended)
      return;
    clang::FileID In = Sources.getFileID(Sources.getExpansionLoc(HashLoc));
    if (In == Sources.getMainFileID())
      Line = Sources.getExpansionLineNumber(HashLoc);
    unsigned Included = number(*File, clang::SrcMgr::isSystem(Kind));
    if (clang::OptionalFileEntryRef From = Sources.getFileEntryRefForID(In);
        From && In != Sources.getMainFileID())
      addOnce(Nodes[number(*From, true)].Includes, Included);
  }
  void FileChanged(clang::SourceLocation Loc, FileChangeReason Reason,
                   clang::SrcMgr::CharacteristicKind, clang::FileID) override {
    if (Node *N = Reason == EnterFile && !Ended ? nodeAt(Loc) : nullptr)
      ++N->Entered;
  }
  void MacroExpands(const clang::Token &Name, const clang::MacroDefinition &,
                    clang::SourceRange, const clang::MacroArgs *) override {
    if (Ended || Name.getIdentifierInfo()->getName() != "__COUNTER__")
      return;
    if (Node *N = nodeAt(Name.getLocation()))
      ++N->Counts;
  }
  /// The line of the stub that \p Loc was come to from; 0 if none.
  unsigned stubLine(clang::SourceLocation Loc) const {
    if (Loc.isInvalid())
      return 0;
    auto [File, Offset] = Sources.getDecomposedExpansionLoc(Loc);
    while (File != Sources.getMainFileID()) {
      clang::SourceLocation Up = Sources.getIncludeLoc(File);
      if (Up.isInvalid())
        return 0;
      std::tie(File, Offset) = Sources.getDecomposedExpansionLoc(Up);
    }
    return Sources.getLineNumber(File, Offset);
  }

  /// The number of the file at \p Loc; nothing: it is none that was included.
  std::optional<unsigned> numberAt(clang::SourceLocation Loc) const {
    clang::FileID File = Sources.getFileID(Sources.getExpansionLoc(Loc));
    clang::OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
    auto Known = Entry ? Numbers.find(&Entry->getFileEntry()) : Numbers.end();
    return Known == Numbers.end() ? std::nullopt : std::optional(Known->second);
  }

  bool Ended = false;      ///< what comes now is no header of theirs
  std::vector<Node> Nodes; ///< in the order in which they were come to

private:
  static void addOnce(std::vector<unsigned> &List, unsigned Number) {
    if (!llvm::is_contained(List, Number))
      List.push_back(Number);
  }
  unsigned number(clang::FileEntryRef Entry, bool System) {
    auto [It, New] =
        Numbers.try_emplace(&Entry.getFileEntry(), unsigned(Nodes.size()));
    if (New)
      Nodes.push_back({Entry, {}, System, Line, 0, 0});
    return It->second;
  }
  Node *nodeAt(clang::SourceLocation Loc) {
    std::optional<unsigned> Number = numberAt(Loc);
    return Number ? &Nodes[*Number] : nullptr;
  }

  clang::SourceManager &Sources;
  llvm::DenseMap<const clang::FileEntry *, unsigned> Numbers;
  unsigned Line = 0;
};

/// Which lines of the stub must go.
class Objections : public clang::DiagnosticConsumer {
public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override {
    clang::DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < clang::DiagnosticsEngine::Error)
      return;
    if (First.empty()) {
      llvm::SmallString<128> Text;
      Info.FormatDiagnostic(Text);
      First = std::string(Text);
    }
    Lines.insert(Recorder ? Recorder->stubLine(Info.getLocation()) : 0);
  }
  HeaderRecorder *Recorder = nullptr;
  std::set<unsigned> Lines;
  std::string First;
};

/// Adds the callbacks that see the headers of \p Compiler.
HeaderRecorder &record(clang::CompilerInstance &Compiler, Objections &Against);

/// Has \p Invocation parse a file that includes \p Names, and then \p Tail.
void setStub(clang::CompilerInvocation &Invocation, const HeaderNames &Names,
             llvm::StringRef Directory, llvm::StringRef Tail = "");

/// False where a header is not to be shared, in which case \p Against knows its
/// line, or is gone meanwhile.
bool finishIndex(const HeaderRecorder &Seen, clang::FileManager &Files,
                 llvm::StringRef Root, Objections &Against, SharedHeaders &Out);

/// Adds to \p Out, which has what was seen before, what was seen since. False
/// where a file is gone meanwhile.
bool extendIndex(const HeaderRecorder &Seen, clang::FileManager &Files,
                 llvm::StringRef Root, SharedHeaders &Out);

/// Tries \p Once with fewer and fewer headers, until nothing is objected to.
[[nodiscard]] llvm::Error withoutObjections(
    HeaderNames Names,
    llvm::function_ref<bool(const HeaderNames &, Objections &)> Once);

} // namespace codex

#endif // CODEX_COLLECT_HEADERRECORDER_H
