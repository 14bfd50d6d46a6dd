// What headers to share say of themselves, and which of them must be left out.
#include "collect/HeaderRecorder.h"

#include "collect/Paths.h"
#include "support/Error.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

#include <algorithm>

using namespace clang;
using namespace llvm;

namespace codex {

/// Headers may have to be left out; each time all is parsed again.
static constexpr unsigned MaxRounds = 6;

static constexpr llvm::StringLiteral StubName = "codex-shared-headers.h";

std::vector<uint64_t> namesInText(StringRef Text) {
  LangOptions Language;
  Language.LineComment = Language.CPlusPlus = true;
  Lexer Lex(SourceLocation(), Language, Text.begin(), Text.begin(), Text.end());
  std::vector<uint64_t> Names;
  Token T;
  StringRef Before;
  bool More = true;
  while (More) {
    More = !Lex.LexFromRawLexer(T);
    if (!Before.empty())
      Names.push_back(T.is(tok::r_square) ? hashBeforeBracket(Before)
                                          : hashOfText(Before));
    Before = T.is(tok::raw_identifier) ? T.getRawIdentifier() : StringRef();
  }
  llvm::sort(Names);
  Names.erase(llvm::unique(Names), Names.end());
  return Names;
}

uint64_t hashBeforeBracket(StringRef Name) {
  return hashOfText((Name + "]").str());
}

static unsigned countsOf(const HeaderRecorder::Node &N) {
  return N.Counts && N.Entered > 1 ? SharedHeaders::UnknownCount : N.Counts;
}

bool extendIndex(const HeaderRecorder &Seen, FileManager &Files, StringRef Root,
                 SharedHeaders &Out) {
  const size_t Known = Out.Headers.size(), Sorted = Out.Mentions.size();
  for (size_t I = 0; I < Known; ++I)
    Out.Headers[I].Counts = countsOf(Seen.Nodes[I]);
  for (const HeaderRecorder::Node &N : llvm::drop_begin(Seen.Nodes, Known)) {
    auto Buffer = Files.getBufferForFile(N.Entry);
    if (!Buffer)
      return false;
    StringRef Text = (*Buffer)->getBuffer();
    unsigned Number = Out.Headers.size();
    SharedHeaders::Header &H = Out.Headers.emplace_back();
    H.Path = nameOfFile(Files, N.Entry, Root);
    H.Size = N.Entry.getSize();
    H.Changed = N.Entry.getModificationTime();
    H.Includes = N.Includes;
    H.Counts = countsOf(N);
    H.Own = !N.System;
    sys::fs::UniqueID Id = N.Entry.getUniqueID();
    Out.ByIdentity[{Id.getDevice(), Id.getFile()}] = Number;
    for (uint64_t Name : namesInText(Text))
      Out.Mentions.push_back({Name, Number});
  }
  auto New = Out.Mentions.begin() + Sorted;
  std::sort(New, Out.Mentions.end());
  std::inplace_merge(Out.Mentions.begin(), New, Out.Mentions.end());
  return true;
}

HeaderRecorder &record(CompilerInstance &Compiler, Objections &Against) {
  auto Callbacks =
      std::make_unique<HeaderRecorder>(Compiler.getSourceManager());
  HeaderRecorder &Recorder = *Callbacks;
  Against.Recorder = &Recorder;
  Compiler.getPreprocessor().addPPCallbacks(std::move(Callbacks));
  return Recorder;
}

void setStub(CompilerInvocation &Invocation, const HeaderNames &Names,
             StringRef Directory, StringRef Tail) {
  std::string Text;
  for (const std::string &Name : Names)
    Text += "#include <" + Name + ">\n";
  Text += Tail;
  SmallString<256> Stub(Directory);
  sys::path::append(Stub, StubName);
  FrontendOptions &Frontend = Invocation.getFrontendOpts();
  Frontend.Inputs = {FrontendInputFile(Stub, Frontend.Inputs[0].getKind())};
  PreprocessorOptions &Preprocessor = Invocation.getPreprocessorOpts();
  // What is included by option is the units' own, and comes with each of them.
  Preprocessor.Includes.clear();
  Preprocessor.MacroIncludes.clear();
  Preprocessor.addRemappedFile(
      Stub, MemoryBuffer::getMemBufferCopy(Text, Stub).release());
}

bool finishIndex(const HeaderRecorder &Seen, FileManager &Files, StringRef Root,
                 Objections &Against, SharedHeaders &Out) {
  for (const HeaderRecorder::Node &N : Seen.Nodes)
    if (!N.System || !sys::path::is_absolute(nameOfFile(Files, N.Entry, Root)))
      Against.Lines.insert(N.Line);
  return Against.Lines.empty() && extendIndex(Seen, Files, Root, Out);
}

Error withoutObjections(
    HeaderNames Names,
    function_ref<bool(const HeaderNames &, Objections &)> Once) {
  std::string Reason = "there is no header that units share";
  for (unsigned Round = 0; Round < MaxRounds && !Names.empty(); ++Round) {
    Objections Against;
    if (Once(Names, Against) && Against.Lines.empty())
      return Error::success();
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
