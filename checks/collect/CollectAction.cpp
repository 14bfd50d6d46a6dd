#include "collect/CollectAction.h"

#include "collect/Invocation.h"
#include "collect/Paths.h"
#include "collect/SharedHeadersUse.h"
#include "collect/UnitContext.h"
#include "facts/FactBuilder.h"

#include "clang/Basic/DiagnosticFrontend.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Process.h"

#include <chrono>

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

/// CPU seconds of this process so far.
double cpuSeconds() {
  sys::TimePoint<> Elapsed;
  std::chrono::nanoseconds User, System;
  sys::Process::GetTimeUsage(Elapsed, User, System);
  return std::chrono::duration<double>(User + System).count();
}

/// Keeps errors as values; warnings are not asked for.
class ErrorKeeper : public DiagnosticConsumer {
public:
  ErrorKeeper(UnitFacts &Facts, StringRef Root) : Facts(Facts), Root(Root) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    ParseError E;
    SmallString<128> Message;
    Info.FormatDiagnostic(Message);
    E.Message = std::string(Message);
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      const SourceManager &Sources = Info.getSourceManager();
      auto [Id, Offset] = Sources.getDecomposedExpansionLoc(Info.getLocation());
      E.At.File = nameOfFile(Sources, Id, Root);
      E.At.Line = Sources.getLineNumber(Id, Offset);
      E.At.Column = Sources.getColumnNumber(Id, Offset);
    }
    Facts.Errors.push_back(std::move(E));
    Facts.Fatal |= hidesCode(Info.getID()) || Level == DiagnosticsEngine::Fatal;
  }

private:
  /// Fatal errors are parsed on after (see FatalsAsError), so that as much as
  /// possible is seen; these mean that not all of it was.
  static bool hidesCode(unsigned Id) {
    return Id == diag::err_pp_file_not_found ||
           Id == diag::err_pp_error_opening_file ||
           Id == diag::err_pp_include_too_deep ||
           Id == diag::err_fe_error_reading ||
           Id == diag::err_template_recursion_depth_exceeded;
  }

  UnitFacts &Facts;
  StringRef Root;
};

/// The measured span of one unit, shared by the action and its consumer.
struct Collection {
  UnitVisitor &Visitor;
  StringRef Root;
  UnitFacts &Facts;
  SharedHeadersUse *Use = nullptr; ///< null: parsed whole
  double Started = cpuSeconds();
  bool Reached = false;
};

class CollectConsumer : public ASTConsumer {
public:
  explicit CollectConsumer(Collection &Work) : Work(Work) {}

  /// The rest is not worth a parse once it is known to be in vain.
  bool HandleTopLevelDecl(DeclGroupRef) override { return !isInVain(); }

  void HandleTranslationUnit(ASTContext &Ast) override {
    if (isInVain())
      return;
    UnitContext Unit(Ast, Work.Root,
                     Work.Use ? UnitContext::Decls::Parsed
                              : UnitContext::Decls::All);
    if (Work.Use) {
      Work.Use->checkReferences(Ast, Unit.topLevel());
      if (isInVain())
        return;
    }
    double Parsed = cpuSeconds();
    Work.Reached = true;
    Work.Facts.ParseSeconds = Parsed - Work.Started;
    // Who asks for the parents of a node has those of the whole unit listed,
    // with all system headers; nobody asks for theirs.
    Ast.setTraversalScope(Unit.topLevel());
    Work.Facts.Functions = Unit.functions().size();
    FactBuilder Builder(Work.Facts);
    Work.Visitor.collect(Unit, Builder);
    Work.Facts.EngineSeconds = cpuSeconds() - Parsed;
  }

private:
  /// Errors may come of what the unit did not ask for.
  bool isInVain() const {
    return Work.Use &&
           (!Work.Use->difference().empty() || !Work.Facts.Errors.empty());
  }

  Collection &Work;
};

class CollectAction : public ASTFrontendAction {
public:
  explicit CollectAction(Collection &Work) : Work(Work) {}

protected:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    if (Work.Use)
      Work.Use->watch(Compiler);
    Work.Visitor.begin(Compiler.getPreprocessor());
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<CollectConsumer>(Work);
  }
  void EndSourceFileAction() override {
    SourceManager &Sources = getCompilerInstance().getSourceManager();
    for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It)
      if (!Work.Use || !Work.Use->isShared(It->first.getFileEntry()))
        Work.Facts.Files.push_back(
            nameOfFile(Sources.getFileManager(), It->first, Work.Root));
    if (Work.Use)
      for (StringRef Path : Work.Use->includedPaths())
        Work.Facts.Files.push_back(Path.str());
    // The process ends soon, and all its memory with it; but not before a
    // second parse.
    if (Work.Reached)
      getCompilerInstance().getFrontendOpts().DisableFree = true;
  }

private:
  Collection &Work;
};

auto stepsKey(const Finding &F) {
  std::string Key;
  for (const Step &S : F.Steps)
    Key += S.At.File + ':' + std::to_string(S.At.Line) + ':' +
           std::to_string(S.At.Column) + ':' + S.Message + '\n';
  return Key;
}

} // namespace

void normalise(UnitFacts &Facts) {
  auto Key = [](const Finding &F) {
    return std::tie(F.Begin, F.Rule, F.Message);
  };
  auto Before = [&](const Finding &A, const Finding &B) {
    if (Key(A) != Key(B))
      return Key(A) < Key(B);
    auto Rest = [](const Finding &F) {
      return std::tuple(F.Steps.size(), stepsKey(F), F.Function, F.Identity);
    };
    return Rest(A) < Rest(B);
  };
  auto Same = [&](const Finding &A, const Finding &B) {
    return Key(A) == Key(B);
  };
  llvm::sort(Facts.Findings, Before);
  Facts.Findings.erase(llvm::unique(Facts.Findings, Same),
                       Facts.Findings.end());

  llvm::sort(Facts.Held, [&](const HeldFinding &A, const HeldFinding &B) {
    return Before(A.Held, B.Held);
  });
  Facts.Held.erase(
      llvm::unique(Facts.Held,
                   [&](const HeldFinding &A, const HeldFinding &B) {
                     return Same(A.Held, B.Held);
                   }),
      Facts.Held.end());

  auto GapKey = [](const Gap &G) { return std::tie(G.At, G.Rule, G.Reason); };
  llvm::sort(Facts.Gaps,
             [&](const Gap &A, const Gap &B) { return GapKey(A) < GapKey(B); });
  Facts.Gaps.erase(llvm::unique(Facts.Gaps,
                                [&](const Gap &A, const Gap &B) {
                                  return GapKey(A) == GapKey(B);
                                }),
                   Facts.Gaps.end());

  llvm::sort(Facts.Files);
  Facts.Files.erase(llvm::unique(Facts.Files), Facts.Files.end());
}

/// One parse of \p Unit. With \p Shared nothing comes of it where the headers
/// turn out not to fit, for the reason \p Difference.
static std::optional<UnitFacts>
parseUnit(const CompileUnit &Unit, StringRef Root,
          IntrusiveRefCntPtr<vfs::FileSystem> Files, UnitVisitor &Visitor,
          const SharedHeaders *Shared, std::string &Difference) {
  UnitFacts Facts;
  StringRef Main = Unit.File;
  Main.consume_front(Root.empty() ? StringRef() : StringRef(Root.str() + "/"));
  Facts.MainFile = Main.str();

  if (std::error_code Code =
          Files->setCurrentWorkingDirectory(Unit.Directory)) {
    Facts.Errors.push_back(
        {{},
         "cannot enter directory '" + Unit.Directory + "': " + Code.message()});
    Facts.Fatal = true;
    return Facts;
  }

  ErrorKeeper Keeper(Facts, Root);
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Unit, Files, Keeper);
  if (!Invocation) {
    Facts.Fatal = true;
    if (Facts.Errors.empty())
      Facts.Errors.push_back({{}, "the command compiles no source file"});
    return Facts;
  }
  std::optional<SharedHeadersUse> Use;
  if (Shared) {
    Use.emplace(*Shared);
    Use->apply(*Invocation);
  }

  CompilerInstance Compiler(std::move(Invocation));
  Compiler.setVirtualFileSystem(Files);
  Compiler.createDiagnostics(&Keeper, /*ShouldOwnClient=*/false);
  Compiler.getDiagnostics().setFatalsAsError(true);
  Compiler.setVerboseOutputStream(std::make_unique<raw_null_ostream>());
  Compiler.createFileManager();
  Compiler.createSourceManager();

  Collection Work{Visitor, Root, Facts, Use ? &*Use : nullptr};
  CollectAction Action(Work);
  Compiler.ExecuteAction(Action);
  if (!Work.Reached) {
    if (Use) {
      Difference = Use->difference().str();
      if (Difference.empty() && !Facts.Errors.empty())
        Difference = "an error: " + Facts.Errors.front().Message;
      return std::nullopt;
    }
    Facts.Fatal = true;
    if (Facts.Errors.empty())
      Facts.Errors.push_back({{}, "the front end could not start"});
  }
  normalise(Facts);
  return Facts;
}

UnitFacts collectUnit(const CompileUnit &Unit, StringRef Root,
                      IntrusiveRefCntPtr<vfs::FileSystem> Files,
                      UnitVisitor &Visitor, const SharedHeaders *Shared,
                      std::string *Difference) {
  double Wasted = 0;
  std::string Why;
  if (Shared) {
    double Begun = cpuSeconds();
    if (auto Facts = parseUnit(Unit, Root, Files, Visitor, Shared, Why))
      return std::move(*Facts);
    Wasted = cpuSeconds() - Begun;
  }
  UnitFacts Facts = *parseUnit(Unit, Root, Files, Visitor, nullptr, Why);
  if (Difference)
    *Difference = std::move(Why);
  Facts.ParseSeconds += Wasted;
  return Facts;
}

} // namespace codex
