#include "collect/SharedParse.h"

#include "collect/HeaderRecorder.h"
#include "collect/Invocation.h"
#include "collect/OwnHeaderRecorder.h"
#include "collect/Paths.h"
#include "collect/SharedHeadersUse.h"
#include "collect/UnitCollection.h"
#include "support/Error.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Parse/Parser.h"
#include "clang/Sema/Sema.h"
#include "clang/Serialization/ASTWriter.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

#include <utility>

using namespace clang;
using namespace llvm;

namespace codex {

/// Empty declarations: parsing stops before the last one. The others take up
/// what the parser has looked at ahead of its time.
static constexpr llvm::StringLiteral Tail = ";\n;\n;\n;\n";

namespace {

/// Hands on to what is only known later.
class LateConsumer : public ASTConsumer {
public:
  explicit LateConsumer(Collection *&Work) : Work(Work) {}
  bool HandleTopLevelDecl(DeclGroupRef) override {
    return !Work || !Work->isInVain();
  }
  void HandleTranslationUnit(ASTContext &Ast) override {
    if (Work)
      Work->visit(Ast);
  }

private:
  Collection *&Work;
};

class SharedParseAction : public ASTFrontendAction {
public:
  SharedParseAction(Objections &Against, Collection *&Work)
      : Against(Against), Work(Work) {}
  HeaderRecorder *Recorder = nullptr;

protected:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    Recorder = &record(Compiler, Against);
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<LateConsumer>(Work);
  }

private:
  Objections &Against;
  Collection *&Work;
};

} // namespace

/// A compiler that has come to the last of the tail.
struct SharedParse::State {
  State(StringRef Root, IntrusiveRefCntPtr<vfs::FileSystem> Files)
      : Root(Root.str()), Files(std::move(Files)) {}

  bool next(Parser::DeclGroupPtrTy &Decls) {
    return !TheParser->ParseTopLevelDecl(Decls, Imports);
  }
  bool goOn(std::string Text);
  bool enterIncluded();

  std::string Root;
  IntrusiveRefCntPtr<vfs::FileSystem> Files;
  std::vector<std::string> Included; ///< by the command (-include)
  bool IncludedEntered = false;
  SharedHeaders Headers;
  Collection *Work = nullptr;
  Decl *LastShared = nullptr;     ///< of the system headers
  UnitVisitor *Visitor = nullptr; ///< that has seen own headers; null: none yet
  OwnHeaderRecorder *Own = nullptr;
  std::unique_ptr<CompilerInstance> Compiler;
  std::unique_ptr<SharedParseAction> Action;
  std::unique_ptr<Parser> TheParser;
  Sema::ModuleImportState Imports = Sema::ModuleImportState::NotACXX20Module;
};

SharedParse::SharedParse(std::unique_ptr<State> Parse)
    : Parse(std::move(Parse)) {}

/// The process ends soon, and all its memory with it.
SharedParse::~SharedParse() { (void)Parse.release(); }

/// Whether the parser has the last token of the tail of \p Stub before it.
static bool isAtTail(const Parser &P, const SourceManager &Sources,
                     FileID Stub) {
  unsigned Stop = Sources.getFileIDSize(Stub) - StringRef(";\n").size();
  const Token &Next = P.getCurToken();
  return Next.is(tok::semi) && Next.getLocation().isFileID() &&
         Sources.getDecomposedLoc(Next.getLocation()) ==
             std::make_pair(Stub, Stop);
}

static bool parseHeaders(Parser &P, Sema &S, Sema::ModuleImportState &Imports) {
  const SourceManager &Sources = S.getSourceManager();
  FileID Stub = Sources.getMainFileID();
  S.getPreprocessor().EnterMainSourceFile();
  P.Initialize();
  Parser::DeclGroupPtrTy Decls;
  for (bool AtEnd = P.ParseFirstTopLevelDecl(Decls, Imports); !AtEnd;
       AtEnd = P.ParseTopLevelDecl(Decls, Imports))
    if (isAtTail(P, Sources, Stub))
      return true;
  return false;
}

/// The last declaration so far.
static Decl *lastDecl(ASTContext &Ast) {
  Decl *Last = nullptr;
  for (Decl *D : Ast.getTranslationUnitDecl()->noload_decls())
    Last = D;
  return Last;
}

bool SharedParse::beginOnce(State &S, const CompileUnit &Like,
                            const HeaderNames &Names, Objections &Against) {
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Like, S.Files, Against);
  if (!Invocation || Invocation->getFrontendOpts().Inputs.size() != 1)
    return false;
  // What comes between the headers and the unit, each unit enters by itself. A
  // relative name is looked for where only the compiler's own text may.
  PreprocessorOptions &Options = Invocation->getPreprocessorOpts();
  if (!Options.MacroIncludes.empty() ||
      !llvm::all_of(Options.Includes, [](StringRef Name) {
        return sys::path::is_absolute(Name);
      }))
    return false;
  S.Included = std::exchange(Options.Includes, {});
  setStub(*Invocation, Names, Like.Directory, Tail);

  S.Headers = SharedHeaders();
  S.Compiler = std::make_unique<CompilerInstance>(std::move(Invocation));
  CompilerInstance &Compiler = *S.Compiler;
  prepare(Compiler, S.Files, Against);
  S.Action = std::make_unique<SharedParseAction>(Against, S.Work);
  if (!S.Action->PrepareToExecute(Compiler) || !Compiler.createTarget() ||
      !S.Action->BeginSourceFile(Compiler,
                                 Compiler.getFrontendOpts().Inputs[0]))
    return false;
  Compiler.createSema(TU_Complete, /*CompletionConsumer=*/nullptr);
  Sema &Actions = Compiler.getSema();
  S.TheParser = std::make_unique<Parser>(Compiler.getPreprocessor(), Actions,
                                         /*SkipFunctionBodies=*/false);
  if (!parseHeaders(*S.TheParser, Actions, S.Imports))
    return false;
  Actions.PerformPendingInstantiations();
  Against.Recorder->Ended = true;
  S.LastShared = lastDecl(Compiler.getASTContext());
  return finishIndex(*Against.Recorder, Compiler.getFileManager(), S.Root,
                     Against, S.Headers) &&
         S.Headers.identify(*S.Files);
}

Expected<std::unique_ptr<SharedParse>>
SharedParse::begin(const CompileUnit &Like, HeaderNames Names, StringRef Root,
                   IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  if (std::error_code Code = Files->setCurrentWorkingDirectory(Like.Directory))
    return makeError("cannot enter directory '" + Like.Directory +
                     "': " + Code.message());
  std::unique_ptr<State> Parse;
  auto Once = [&](const HeaderNames &Some, Objections &Against) {
    (void)Parse.release();
    Parse = std::make_unique<State>(Root, Files);
    return beginOnce(*Parse, Like, Some, Against);
  };
  if (Error E = withoutObjections(std::move(Names), Once))
    return std::move(E);
  return std::unique_ptr<SharedParse>(new SharedParse(std::move(Parse)));
}

const SharedHeaders &SharedParse::headers() const { return Parse->Headers; }

std::vector<SharedParse::Searched> SharedParse::searchPath() const {
  std::vector<Searched> Path;
  for (const DirectoryLookup &Each : Parse->Compiler->getPreprocessor()
                                         .getHeaderSearchInfo()
                                         .search_dir_range())
    if (OptionalDirectoryEntryRef Directory = Each.getDirRef())
      Path.push_back(
          {Directory->getName().str(), Each.isSystemHeaderDirectory()});
  return Path;
}

bool SharedParse::write(StringRef Output) {
  CompilerInstance &Compiler = *Parse->Compiler;
  Preprocessor &PP = Compiler.getPreprocessor();
  IgnoringDiagConsumer Ignored;
  Compiler.getDiagnostics().setClient(&Ignored, /*ShouldOwnClient=*/false);
  auto Buffer = std::make_shared<PCHBuffer>();
  PCHGenerator Writer(PP, Compiler.getModuleCache(), Output, /*isysroot=*/"",
                      Buffer, Compiler.getCodeGenOpts(), /*Extensions=*/{});
  Writer.InitializeSema(Compiler.getSema());
  Writer.HandleTranslationUnit(Compiler.getASTContext());
  if (!Buffer->IsComplete)
    return false;
  std::error_code Code;
  raw_fd_ostream Out(Output, Code);
  if (Code)
    return false;
  Out << StringRef(Buffer->Data.data(), Buffer->Data.size());
  Out.close();
  bool Written = !Out.has_error();
  Out.clear_error();
  return Written;
}

/// Parses what \p Text includes, behind all that was parsed before.
bool SharedParse::State::goOn(std::string Text) {
  SourceManager &Sources = Compiler->getSourceManager();
  HeaderRecorder &Files = *Action->Recorder;
  Text += Tail;
  FileID Stub =
      Sources.createFileID(MemoryBuffer::getMemBufferCopy(Text, "<headers>"));
  Files.Ended = false;
  if (Compiler->getPreprocessor().EnterSourceFile(Stub, nullptr,
                                                  SourceLocation()))
    return false;
  Parser::DeclGroupPtrTy Decls;
  bool AtTail = false;
  while (!AtTail && next(Decls))
    AtTail = isAtTail(*TheParser, Sources, Stub);
  Files.Ended = true;
  return AtTail;
}

static std::string includesOf(ArrayRef<std::string> Paths) {
  std::string Text;
  for (const std::string &Path : Paths)
    Text += "#include \"" + Path + "\"\n";
  return Text;
}

/// What the command includes comes before the project's headers in each unit,
/// which enters it again. What is in it must be the system's: CMake says so of
/// all that it precompiles.
bool SharedParse::State::enterIncluded() {
  if (Included.empty() || IncludedEntered)
    return true;
  IncludedEntered = true;
  const std::vector<HeaderRecorder::Node> &Nodes = Action->Recorder->Nodes;
  const size_t Known = Nodes.size();
  return goOn(includesOf(Included)) &&
         llvm::all_of(llvm::drop_begin(Nodes, Known),
                      [&](const HeaderRecorder::Node &N) {
                        return N.System ||
                               llvm::is_contained(Included, N.Entry.getName());
                      });
}

bool SharedParse::extend(ArrayRef<std::string> Paths, UnitVisitor &Visitor) {
  State &S = *Parse;
  CompilerInstance &Compiler = *S.Compiler;
  Preprocessor &PP = Compiler.getPreprocessor();
  Objections Against;
  Compiler.getDiagnostics().setClient(&Against, /*ShouldOwnClient=*/false);
  HeaderRecorder &Files = *S.Action->Recorder;
  if (!S.Visitor) {
    auto Recorder = std::make_unique<OwnHeaderRecorder>(PP, Files);
    S.Own = Recorder.get();
    PP.addPPCallbacks(std::move(Recorder));
    S.Visitor = &Visitor;
    Visitor.begin(PP);
  }
  if (!S.enterIncluded())
    return false;
  Decl *Before = lastDecl(Compiler.getASTContext());
  S.Own->begin();
  const bool AtTail = S.goOn(includesOf(Paths));
  S.Own->end();
  if (!AtTail || !Against.Lines.empty() ||
      !extendIndex(Files, Compiler.getFileManager(), S.Root, S.Headers))
    return false;
  for (const std::string &Path : Paths) {
    OptionalFileEntryRef File =
        Compiler.getFileManager().getOptionalFileRef(Path);
    if (!File || !PP.getHeaderSearchInfo().isFileMultipleIncludeGuarded(*File))
      return false;
  }
  std::vector<Decl *> Parsed;
  for (Decl *D = Before; D; D = D->getNextDeclInContext())
    Parsed.push_back(D);
  S.Own->finish(Parsed, S.Headers);
  return !S.Own->hasProblem();
}

std::optional<UnitFacts> SharedParse::collect(const CompileUnit &Unit,
                                              StringRef Macros,
                                              UnitVisitor &Visitor,
                                              std::string &Difference) {
  State &S = *Parse;
  CompilerInstance &Compiler = *S.Compiler;
  SourceManager &Sources = Compiler.getSourceManager();
  Preprocessor &PP = Compiler.getPreprocessor();
  UnitFacts Facts = factsOf(Unit, S.Root);
  ErrorKeeper Keeper(Facts, S.Root);
  Compiler.getDiagnostics().setClient(&Keeper, /*ShouldOwnClient=*/false);
  OptionalFileEntryRef File =
      Compiler.getFileManager().getOptionalFileRef(Unit.File);
  if (!File) {
    Difference = "it cannot be read";
    return std::nullopt;
  }
  OptionalFileEntryRef Stub =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  FileID Main = Sources.createFileID(*File, SourceLocation(), SrcMgr::C_User);
  Sources.setMainFileID(Main);

  SharedHeadersUse Use(S.Headers);
  Use.setBoundary(Sources.getLocForStartOfFile(Main), S.LastShared);
  Use.watch(Compiler);
  Collection Work{S.Visitor ? *S.Visitor : Visitor, S.Root, Facts, &Use};
  S.Work = &Work;
  if (!S.Visitor)
    Visitor.begin(PP);
  PP.markIncluded(*File);
  bool Failed = PP.EnterSourceFile(Main, nullptr, SourceLocation());
  if (std::string Text = Macros.str();
      !Failed && (!Text.empty() || !S.Included.empty())) {
    for (StringRef Name : S.Included)
      Text += ("#include \"" + Name + "\"\n").str();
    FileID Before = Sources.createFileID(
        MemoryBuffer::getMemBufferCopy(Text, "<command line>"));
    Failed = PP.EnterSourceFile(Before, nullptr, SourceLocation());
  }
  if (!Failed) {
    ASTConsumer &Consumer = Compiler.getASTConsumer();
    Parser::DeclGroupPtrTy Decls;
    bool More = true;
    while (More && S.next(Decls))
      More = !Decls || Consumer.HandleTopLevelDecl(Decls.get());
    if (More) {
      for (Decl *D : Compiler.getSema().WeakTopLevelDecls())
        Consumer.HandleTopLevelDecl(DeclGroupRef(D));
      Consumer.HandleTranslationUnit(Compiler.getASTContext());
    }
  }
  if (!Work.Reached) {
    Difference = Use.difference().str();
    if (Difference.empty())
      Difference = Facts.Errors.empty()
                       ? "its text cannot be read"
                       : "an error: " + Facts.Errors.front().Message;
    return std::nullopt;
  }
  Work.listFiles(Compiler);
  llvm::erase(Facts.Files, nameOfFile(Sources.getFileManager(), *Stub, S.Root));
  normalise(Facts);
  return Facts;
}

} // namespace codex
