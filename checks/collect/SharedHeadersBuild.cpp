// Parses the headers that units share, and writes down what decides whether a
// unit may use the result.
#include "collect/Invocation.h"
#include "collect/Paths.h"
#include "collect/SharedHeaders.h"
#include "support/Error.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

/// Headers may have to be left out; each time all is parsed again.
constexpr unsigned MaxRounds = 6;

constexpr llvm::StringLiteral StubName = "codex-shared-headers.h";

/// What is seen of the headers while they are parsed.
class HeaderRecorder : public PPCallbacks {
public:
  struct Node {
    FileEntryRef Entry;
    std::set<unsigned> Includes;
    bool System;
    unsigned Line;   ///< of the stub: through which of its includes
    unsigned Counts; ///< uses of __COUNTER__
    unsigned Entered;
  };
  explicit HeaderRecorder(SourceManager &Sources) : Sources(Sources) {}

  void InclusionDirective(SourceLocation HashLoc, const Token &, StringRef,
                          bool, CharSourceRange, OptionalFileEntryRef File,
                          StringRef, StringRef, const clang::Module *, bool,
                          SrcMgr::CharacteristicKind Kind) override {
    if (!File)
      return;
    FileID In = Sources.getFileID(Sources.getExpansionLoc(HashLoc));
    if (In == Sources.getMainFileID())
      Line = Sources.getExpansionLineNumber(HashLoc);
    unsigned Included = number(*File, SrcMgr::isSystem(Kind));
    if (OptionalFileEntryRef From = Sources.getFileEntryRefForID(In);
        From && In != Sources.getMainFileID())
      Nodes[number(*From, true)].Includes.insert(Included);
  }
  void FileChanged(SourceLocation Loc, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind, FileID) override {
    if (Node *N = Reason == EnterFile ? nodeAt(Loc) : nullptr)
      ++N->Entered;
  }
  void MacroExpands(const Token &Name, const MacroDefinition &, SourceRange,
                    const MacroArgs *) override {
    if (Name.getIdentifierInfo()->getName() != "__COUNTER__")
      return;
    if (Node *N = nodeAt(Name.getLocation()))
      ++N->Counts;
  }
  /// The line of the stub that \p Loc was come to from; 0 if none.
  unsigned stubLine(SourceLocation Loc) const {
    if (Loc.isInvalid())
      return 0;
    auto [File, Offset] = Sources.getDecomposedExpansionLoc(Loc);
    while (File != Sources.getMainFileID()) {
      SourceLocation Up = Sources.getIncludeLoc(File);
      if (Up.isInvalid())
        return 0;
      std::tie(File, Offset) = Sources.getDecomposedExpansionLoc(Up);
    }
    return Sources.getLineNumber(File, Offset);
  }

  std::vector<Node> Nodes; ///< in the order in which they were come to

private:
  unsigned number(FileEntryRef Entry, bool System) {
    auto [It, New] =
        Numbers.try_emplace(&Entry.getFileEntry(), unsigned(Nodes.size()));
    if (New)
      Nodes.push_back({Entry, {}, System, Line, 0, 0});
    return It->second;
  }
  Node *nodeAt(SourceLocation Loc) {
    FileID File = Sources.getFileID(Sources.getExpansionLoc(Loc));
    OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
    if (!Entry)
      return nullptr;
    auto Known = Numbers.find(&Entry->getFileEntry());
    return Known == Numbers.end() ? nullptr : &Nodes[Known->second];
  }

  SourceManager &Sources;
  DenseMap<const FileEntry *, unsigned> Numbers;
  unsigned Line = 0;
};

/// False where a file is gone meanwhile.
bool makeIndex(const HeaderRecorder &Seen, FileManager &Files, StringRef Root,
               SharedHeaders &Out) {
  for (const HeaderRecorder::Node &N : Seen.Nodes) {
    auto Buffer = Files.getBufferForFile(N.Entry);
    if (!Buffer)
      return false;
    StringRef Text = (*Buffer)->getBuffer();
    unsigned Number = Out.Headers.size();
    SharedHeaders::Header &H = Out.Headers.emplace_back();
    H.Path = nameOfFile(Files, N.Entry, Root);
    H.Size = N.Entry.getSize();
    H.Changed = N.Entry.getModificationTime();
    H.Includes.assign(N.Includes.begin(), N.Includes.end());
    H.Counts =
        N.Counts && N.Entered > 1 ? SharedHeaders::UnknownCount : N.Counts;
    for (uint64_t Name : namesInText(Text))
      Out.Mentions.push_back({Name, Number});
  }
  llvm::sort(Out.Mentions);
  return true;
}

/// Which lines of the stub must go.
class Objections : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    if (First.empty()) {
      SmallString<128> Text;
      Info.FormatDiagnostic(Text);
      First = std::string(Text);
    }
    Lines.insert(Recorder ? Recorder->stubLine(Info.getLocation()) : 0);
  }
  HeaderRecorder *Recorder = nullptr;
  std::set<unsigned> Lines;
  std::string First;
};

class BuildAction : public GeneratePCHAction {
public:
  BuildAction(StringRef Root, Objections &Against, SharedHeaders &Out)
      : Root(Root), Against(Against), Out(Out) {}

  bool Complete = false;

protected:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    auto Callbacks =
        std::make_unique<HeaderRecorder>(Compiler.getSourceManager());
    Against.Recorder = Recorder = Callbacks.get();
    Compiler.getPreprocessor().addPPCallbacks(std::move(Callbacks));
    return GeneratePCHAction::BeginSourceFileAction(Compiler);
  }
  void EndSourceFileAction() override {
    CompilerInstance &Compiler = getCompilerInstance();
    SourceManager &Sources = Compiler.getSourceManager();
    for (const HeaderRecorder::Node &N : Recorder->Nodes)
      if (!N.System || !sys::path::is_absolute(
                           nameOfFile(Sources.getFileManager(), N.Entry, Root)))
        Against.Lines.insert(N.Line);
    if (Against.Lines.empty())
      Complete = makeIndex(*Recorder, Sources.getFileManager(), Root, Out);
    Against.Recorder = nullptr;
    GeneratePCHAction::EndSourceFileAction();
  }

private:
  StringRef Root;
  Objections &Against;
  SharedHeaders &Out;
  HeaderRecorder *Recorder = nullptr;
};

} // namespace

std::vector<uint64_t> namesInText(StringRef Text) {
  LangOptions Language;
  Language.LineComment = Language.CPlusPlus = true;
  Lexer Lex(SourceLocation(), Language, Text.begin(), Text.begin(), Text.end());
  std::vector<uint64_t> Names;
  Token T;
  bool More = true;
  while (More) {
    More = !Lex.LexFromRawLexer(T);
    if (T.is(tok::raw_identifier))
      Names.push_back(hashOfText(T.getRawIdentifier()));
  }
  llvm::sort(Names);
  Names.erase(llvm::unique(Names), Names.end());
  return Names;
}

static bool buildOnce(const CompileUnit &Like, const HeaderNames &Names,
                      StringRef Output, StringRef Root,
                      IntrusiveRefCntPtr<vfs::FileSystem> Files,
                      Objections &Against, SharedHeaders &Out) {
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Like, Files, Against);
  if (!Invocation || Invocation->getFrontendOpts().Inputs.size() != 1)
    return false;
  std::string Text;
  for (const std::string &Name : Names)
    Text += "#include <" + Name + ">\n";
  SmallString<256> Stub(Like.Directory);
  sys::path::append(Stub, StubName);

  FrontendOptions &Frontend = Invocation->getFrontendOpts();
  Frontend.ProgramAction = frontend::GeneratePCH;
  Frontend.OutputFile = Output.str();
  Frontend.Inputs = {FrontendInputFile(Stub, Frontend.Inputs[0].getKind())};
  LangOptions &Language = Invocation->getLangOpts();
  Language.CompilingPCH = true;
  Language.PCHInstantiateTemplates = true;
  PreprocessorOptions &Preprocessor = Invocation->getPreprocessorOpts();
  // What is included by option is the units' own, and comes with each of them.
  Preprocessor.Includes.clear();
  Preprocessor.MacroIncludes.clear();
  Preprocessor.addRemappedFile(
      Stub, MemoryBuffer::getMemBufferCopy(Text, Stub).release());

  CompilerInstance Compiler(std::move(Invocation));
  Compiler.setVirtualFileSystem(Files);
  Compiler.createDiagnostics(&Against, /*ShouldOwnClient=*/false);
  Compiler.setVerboseOutputStream(std::make_unique<raw_null_ostream>());
  Compiler.createFileManager();
  Compiler.createSourceManager();
  BuildAction Action(Root, Against, Out);
  return Compiler.ExecuteAction(Action) && Action.Complete;
}

Expected<SharedHeaders>
buildSharedHeaders(const CompileUnit &Like, HeaderNames Names, StringRef Output,
                   StringRef Root, IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  if (std::error_code Code = Files->setCurrentWorkingDirectory(Like.Directory))
    return makeError("cannot enter directory '" + Like.Directory +
                     "': " + Code.message());
  std::string Reason = "there is no header that units share";
  for (unsigned Round = 0; Round < MaxRounds && !Names.empty(); ++Round) {
    Objections Against;
    SharedHeaders Result;
    if (buildOnce(Like, Names, Output, Root, Files, Against, Result) &&
        Against.Lines.empty()) {
      Result.File = Output.str();
      return Result;
    }
    if (!Against.First.empty())
      Reason = Against.First;
    Against.Lines.erase(0);
    if (Against.Lines.empty())
      break;
    for (unsigned Line : llvm::reverse(Against.Lines))
      if (Line <= Names.size())
        Names.erase(Names.begin() + (Line - 1));
  }
  return makeError("headers cannot be shared: " + Reason);
}

} // namespace codex
