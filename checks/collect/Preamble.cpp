#include "collect/Preamble.h"

#include "collect/Invocation.h"
#include "collect/OwnFiles.h"
#include "collect/Paths.h"
#include "collect/UnitCollection.h"
#include "collect/UnitContext.h"
#include "support/Bytes.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/ASTReader.h"
#include "clang/Serialization/ASTWriter.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace llvm;

namespace codex {

static constexpr llvm::StringLiteral Magic = "codex preamble 1\n";

/// Parsing less than this again takes less time than reading what was kept.
static constexpr uint64_t LeastBytes = 200'000;

//===----------------------------------------------------------------------===//
// What is kept
//===----------------------------------------------------------------------===//

std::string Preamble::encode() const {
  ByteWriter Out(Magic);
  Out.text(Questions);
  Out.number(Length);
  Out.number(EndsLine);
  Out.number(Counter);
  Out.number(Files.size());
  for (const ReadFile &F : Files) {
    Out.text(F.Path);
    Out.number(F.Size);
    Out.number(F.Changed);
    Out.number(F.Foreign);
  }
  Out.number(Own.size());
  for (uint64_t Number : Own)
    Out.number(Number);
  return Out.take();
}

std::optional<Preamble> Preamble::decode(StringRef Text) {
  ByteReader In(Text, Magic);
  Preamble Result;
  Result.Questions = In.text();
  Result.Length = In.number();
  Result.EndsLine = In.number();
  Result.Counter = In.number();
  Result.Files.resize(In.count(4 * sizeof(uint64_t)));
  for (ReadFile &F : Result.Files) {
    F.Path = In.text();
    F.Size = In.number();
    F.Changed = In.number();
    F.Foreign = In.number();
  }
  Result.Own.resize(In.count(sizeof(uint64_t)));
  for (uint64_t &Number : Result.Own)
    Number = In.number();
  if (!In.good())
    return std::nullopt;
  return Result;
}

bool Preamble::holds(vfs::FileSystem &Now, StringRef Root) const {
  return llvm::all_of(Files, [&](const ReadFile &F) {
    SmallString<256> Path(F.Path);
    if (!sys::path::is_absolute(Path)) {
      Path = Root;
      sys::path::append(Path, F.Path);
    }
    ErrorOr<vfs::Status> Status = Now.status(Path);
    return Status && Status->getSize() == F.Size &&
           sys::toTimeT(Status->getLastModificationTime()) == F.Changed;
  });
}

//===----------------------------------------------------------------------===//
// Making one
//===----------------------------------------------------------------------===//

static PreambleBounds boundsOf(StringRef Text) {
  LangOptions Language;
  Language.LineComment = Language.CPlusPlus = true;
  return Lexer::ComputePreamble(Text, Language);
}

StringRef headOf(StringRef Text) {
  StringRef Head = Text.take_front(boundsOf(Text).Size);
  return Head.contains("include") ? Head : StringRef();
}

namespace {

class HeadWriter : public PCHGenerator {
public:
  HeadWriter(CompilerInstance &Compiler, StringRef Output, StringRef Root,
             Preamble &Out)
      : PCHGenerator(Compiler.getPreprocessor(), Compiler.getModuleCache(),
                     Output, /*isysroot=*/"", std::make_shared<PCHBuffer>(),
                     Compiler.getCodeGenOpts(), /*Extensions=*/{}),
        Output(Output), Root(Root), Out(Out) {}

  void HandleTranslationUnit(ASTContext &Ast) override {
    PCHGenerator::HandleTranslationUnit(Ast);
    if (!hasEmittedPCH() || getDiagnostics().hasErrorOccurred())
      return;
    UnitContext Unit(Ast, Root);
    for (const Decl *D : Unit.topLevel())
      if (LocalDeclID Id = getWriter().getDeclID(D); Id.isValid())
        Out.Own.push_back(Id.getRawValue());
    std::error_code Code;
    raw_fd_ostream OS(Output, Code);
    if (Code)
      return;
    OS << StringRef(getPCH().data(), getPCH().size());
    OS.close();
    Written = !OS.has_error();
    OS.clear_error();
  }

  bool Written = false;

private:
  StringRef Output;
  StringRef Root;
  Preamble &Out;
};

class HeadAction : public ASTFrontendAction {
public:
  HeadAction(StringRef Output, StringRef Root, ArrayRef<std::string> Ours,
             Preamble &Out)
      : Output(Output), Root(Root), Ours(Ours), Out(Out) {}

  bool Written = false;

protected:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    if (!Ours.empty())
      takeAsOurs(Compiler, Ours, Root);
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    auto Made = std::make_unique<HeadWriter>(Compiler, Output, Root, Out);
    Writer = Made.get();
    return Made;
  }
  TranslationUnitKind getTranslationUnitKind() override { return TU_Prefix; }
  void EndSourceFileAction() override {
    Written = Writer->Written;
    Out.Counter = getCompilerInstance().getPreprocessor().getCounterValue();
    SourceManager &Sources = getCompilerInstance().getSourceManager();
    FileManager &Files = Sources.getFileManager();
    OptionalFileEntryRef Main =
        Sources.getFileEntryRefForID(Sources.getMainFileID());
    std::vector<std::string> Foreign = foreignFiles(Sources, Root, Ours);
    for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end();
         ++It) {
      if (Main && It->first.isSameRef(*Main))
        continue;
      std::string Name = nameOfFile(Files, It->first, Root);
      Out.Files.push_back({Name, uint64_t(It->first.getSize()),
                           It->first.getModificationTime(),
                           llvm::is_contained(Foreign, Name)});
    }
  }

private:
  StringRef Output;
  StringRef Root;
  ArrayRef<std::string> Ours;
  Preamble &Out;
  HeadWriter *Writer = nullptr;
};

} // namespace

std::optional<Preamble> makePreamble(const CompileUnit &Unit, StringRef Text,
                                     StringRef Root,
                                     IntrusiveRefCntPtr<vfs::FileSystem> Files,
                                     StringRef Output) {
  if (Files->setCurrentWorkingDirectory(Unit.Directory))
    return std::nullopt;
  IgnoringDiagConsumer Ignored;
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Unit, Files, Ignored);
  if (!Invocation)
    return std::nullopt;
  PreprocessorOptions &Options = Invocation->getPreprocessorOpts();
  ArrayRef<FrontendInputFile> Inputs = Invocation->getFrontendOpts().Inputs;
  if (Inputs.size() != 1 || !Inputs[0].isFile() ||
      !Options.MacroIncludes.empty())
    return std::nullopt;
  StringRef Main = Inputs[0].getFile();
  PreambleBounds Bounds = boundsOf(Text);
  StringRef Head = Text.take_front(Bounds.Size);
  // What the head asks to be instantiated is, once, and not by each parse.
  Invocation->getLangOpts().PCHInstantiateTemplates = true;
  Options.GeneratePreamble = true;
  Options.addRemappedFile(Main,
                          MemoryBuffer::getMemBufferCopy(Head, Main).release());

  Preamble Result;
  Result.Length = Bounds.Size;
  Result.EndsLine = Bounds.PreambleEndsAtStartOfLine;
  CompilerInstance Compiler(std::move(Invocation));
  prepare(Compiler, Files, Ignored);
  HeadAction Action(Output, Root, Unit.Ours, Result);
  uint64_t Read = 0;
  if (!Compiler.ExecuteAction(Action) || !Action.Written)
    return std::nullopt;
  for (const Preamble::ReadFile &F : Result.Files)
    Read += F.Size;
  if (Read < LeastBytes)
    return std::nullopt;
  return Result;
}

} // namespace codex
