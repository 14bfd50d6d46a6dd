#include "collect/CollectAction.h"

#include "collect/Invocation.h"
#include "collect/OwnFiles.h"
#include "collect/SharedHeadersUse.h"
#include "collect/UnitCollection.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

class CollectConsumer : public ASTConsumer {
public:
  explicit CollectConsumer(Collection &Work) : Work(Work) {}

  /// The rest is not worth a parse once it is known to be in vain.
  bool HandleTopLevelDecl(DeclGroupRef) override { return !Work.isInVain(); }
  void HandleTranslationUnit(ASTContext &Ast) override { Work.visit(Ast); }

private:
  Collection &Work;
};

class CollectAction : public ASTFrontendAction {
public:
  explicit CollectAction(Collection &Work) : Work(Work) {}

protected:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    if (Work.Use)
      Work.Use->watch(Compiler);
    if (!Work.Ours.empty())
      takeAsOurs(Compiler, Work.Ours, Work.Root);
    Work.Visitor.begin(Compiler.getPreprocessor());
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<CollectConsumer>(Work);
  }
  void EndSourceFileAction() override {
    Work.listFiles(getCompilerInstance());
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

  for (std::vector<std::string> *Names : {&Facts.Files, &Facts.Foreign}) {
    llvm::sort(*Names);
    Names->erase(llvm::unique(*Names), Names->end());
  }
}

/// One parse of \p Unit. With \p Shared nothing comes of it where the headers
/// turn out not to fit, for the reason \p Difference.
static std::optional<UnitFacts>
parseUnit(const CompileUnit &Unit, StringRef Root,
          IntrusiveRefCntPtr<vfs::FileSystem> Files, UnitVisitor &Visitor,
          const SharedHeaders *Shared, std::string &Difference) {
  UnitFacts Facts = factsOf(Unit, Root);
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
  layOver(Compiler);
  Compiler.createFileManager();
  Compiler.createSourceManager();

  Collection Work{Visitor, Root, Facts, Use ? &*Use : nullptr, Unit.Ours};
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
