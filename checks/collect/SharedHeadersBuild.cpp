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
#include "llvm/ADT/StringSwitch.h"
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
    unsigned Line; ///< of the stub: through which of its includes
  };
  struct Definition {
    unsigned Header;
    bool Undefines;
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
  void MacroDefined(const Token &Name, const MacroDirective *) override {
    note(Name, false);
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &,
                      const MacroDirective *) override {
    note(Name, true);
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
  /// By name, in order.
  StringMap<std::vector<Definition>> Macros;

private:
  unsigned number(FileEntryRef Entry, bool System) {
    auto [It, New] =
        Numbers.try_emplace(&Entry.getFileEntry(), unsigned(Nodes.size()));
    if (New)
      Nodes.push_back({Entry, {}, System, Line});
    return It->second;
  }
  void note(const Token &Name, bool Undefines) {
    OptionalFileEntryRef In = Sources.getFileEntryRefForID(Sources.getFileID(
        Sources.getExpansionLoc(Name.getLocation())));
    auto Known = In ? Numbers.find(&In->getFileEntry()) : Numbers.end();
    if (Known != Numbers.end())
      Macros[Name.getIdentifierInfo()->getName()].push_back(
          {Known->second, Undefines});
  }

  SourceManager &Sources;
  DenseMap<const FileEntry *, unsigned> Numbers;
  unsigned Line = 0;
};

/// Every identifier in \p Text, and those among them that stand in the
/// condition of an #if and the like.
struct Words {
  std::set<StringRef> All;
  std::set<StringRef> Conditions;
};

Words wordsOf(StringRef Text, const LangOptions &Language) {
  Words Result;
  Lexer Lex(SourceLocation(), Language, Text.begin(), Text.begin(), Text.end());
  Token T;
  bool InCondition = false;
  bool AfterHash = false;
  while (!Lex.LexFromRawLexer(T)) {
    if (T.isAtStartOfLine())
      InCondition = false;
    if (T.is(tok::hash) && T.isAtStartOfLine()) {
      AfterHash = true;
      continue;
    }
    if (T.is(tok::raw_identifier)) {
      StringRef Name = T.getRawIdentifier();
      if (AfterHash) {
        InCondition = StringSwitch<bool>(Name)
                          .Cases({"if", "ifdef", "ifndef", "elif", "elifdef",
                                  "elifndef"},
                                 true)
                          .Default(false);
      } else {
        Result.All.insert(Name);
        if (InCondition)
          Result.Conditions.insert(Name);
      }
    }
    AfterHash = false;
  }
  return Result;
}

/// Turns what was recorded into an index.
class IndexBuilder {
public:
  IndexBuilder(const HeaderRecorder &Seen, SourceManager &Sources,
               const LangOptions &Language, StringRef Root)
      : Seen(Seen), Sources(Sources), Language(Language), Root(Root) {}

  /// False where a file is gone meanwhile.
  bool build(SharedHeaders &Out) {
    for (const HeaderRecorder::Node &N : Seen.Nodes)
      if (!addHeader(N, Out))
        return false;
    for (const auto &Entry : Seen.Macros)
      addUndone(Entry.second, Out);
    for (SharedHeaders::Header &H : Out.Headers)
      for (std::vector<unsigned> *List : {&H.Needs, &H.NotAfter}) {
        llvm::sort(*List);
        List->erase(llvm::unique(*List), List->end());
      }
    llvm::sort(Out.Mentions);
    return true;
  }

private:
  bool addHeader(const HeaderRecorder::Node &N, SharedHeaders &Out) {
    unsigned Number = Out.Headers.size();
    FileManager &Files = Sources.getFileManager();
    auto Buffer = Files.getBufferForFile(N.Entry);
    if (!Buffer)
      return false;
    StringRef Text = (*Buffer)->getBuffer();
    SharedHeaders::Header &H = Out.Headers.emplace_back();
    H.Path = nameOfFile(Files, N.Entry, Root);
    H.Size = N.Entry.getSize();
    H.Changed = N.Entry.getModificationTime();
    H.Content = hashOfText(Text);
    H.Includes.assign(N.Includes.begin(), N.Includes.end());

    Words Found = wordsOf(Text, Language);
    for (StringRef Word : Found.All)
      Out.Mentions.push_back({hashOfText(Word), Number});
    const std::vector<bool> &Inside = closure(Number);
    for (StringRef Word : Found.Conditions)
      addCondition(Word, Number, Inside, H);
    return true;
  }

  /// A macro that \p Number asks for: whoever defines it matters, unless it
  /// comes along anyway.
  void addCondition(StringRef Name, unsigned Number,
                    const std::vector<bool> &Inside,
                    SharedHeaders::Header &H) const {
    auto Found = Seen.Macros.find(Name);
    if (Found == Seen.Macros.end())
      return;
    if (llvm::any_of(Found->second,
                     [&](const auto &D) { return Inside[D.Header]; }))
      return;
    // Headers are numbered in the order in which they were come to.
    for (const HeaderRecorder::Definition &D : Found->second)
      (D.Header < Number ? H.Needs : H.NotAfter).push_back(D.Header);
  }

  /// What one header defines and another undoes is there for who has the one
  /// and not the other.
  void addUndone(ArrayRef<HeaderRecorder::Definition> All, SharedHeaders &Out) {
    for (size_t I = 0; I + 1 < All.size(); ++I) {
      unsigned First = All[I].Header;
      unsigned Then = All[I + 1].Header;
      if (!All[I].Undefines && First != Then && !closure(First)[Then] &&
          !closure(Then)[First])
        Out.Headers[First].Needs.push_back(Then);
    }
  }

  const std::vector<bool> &closure(unsigned Number) {
    auto [It, New] = Closures.try_emplace(Number);
    if (!New)
      return It->second;
    std::vector<bool> Inside(Seen.Nodes.size());
    std::vector<unsigned> Open = {Number};
    Inside[Number] = true;
    while (!Open.empty()) {
      unsigned Next = Open.back();
      Open.pop_back();
      for (unsigned Included : Seen.Nodes[Next].Includes)
        if (!Inside[Included]) {
          Inside[Included] = true;
          Open.push_back(Included);
        }
    }
    return It->second = std::move(Inside);
  }

  const HeaderRecorder &Seen;
  SourceManager &Sources;
  const LangOptions &Language;
  StringRef Root;
  std::map<unsigned, std::vector<bool>> Closures;
};

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
      if (!N.System || !sys::path::is_absolute(nameOfFile(
                           Sources.getFileManager(), N.Entry, Root)))
        Against.Lines.insert(N.Line);
    if (Against.Lines.empty())
      Complete = IndexBuilder(*Recorder, Sources, Compiler.getLangOpts(), Root)
                     .build(Out);
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
