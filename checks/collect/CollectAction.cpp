#include "collect/CollectAction.h"

#include "collect/Invocation.h"
#include "collect/OwnFiles.h"
#include "collect/Preamble.h"
#include "collect/SharedHeadersUse.h"
#include "collect/UnitCollection.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Serialization/ASTReader.h"
#include "llvm/ADT/STLExtras.h"

#include <cassert>

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

class CollectConsumer : public ASTConsumer {
public:
  CollectConsumer(Collection &Work, CompilerInstance &Compiler)
      : Work(Work), Compiler(Compiler) {}

  /// The rest is not worth a parse once it is known to be in vain.
  bool HandleTopLevelDecl(DeclGroupRef) override { return !Work.isInVain(); }
  void HandleTranslationUnit(ASTContext &Ast) override {
    Work.visit(Ast, Compiler.getASTReader().get());
  }

private:
  Collection &Work;
  CompilerInstance &Compiler;
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
    Preprocessor &PP = Compiler.getPreprocessor();
    // Clang's reader restores it only where it validates.
    if (Work.Head)
      PP.setCounterValue(Work.Head->Counter);
    const PPCallbacks *Before = PP.getPPCallbacks();
    Work.Visitor.begin(PP);
    // Those of a preamble have been gone through.
    return !Work.Head || PP.getPPCallbacks() == Before;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    return std::make_unique<CollectConsumer>(Work, Compiler);
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

  normalise(Facts.Defined);
  for (std::vector<std::string> *Names : {&Facts.Files, &Facts.Foreign}) {
    llvm::sort(*Names);
    Names->erase(llvm::unique(*Names), Names->end());
  }
}

/// What a unit is parsed from; both null: whole.
struct Start {
  const SharedHeaders *Shared = nullptr;
  const Preamble *Head = nullptr;
};

static void beginAfter(const Preamble &Head, PreprocessorOptions &Options) {
  Options.ImplicitPCHInclude = Head.File;
  // The flags are the same, and the files were compared just now.
  Options.DisablePCHOrModuleValidation = DisableValidationForModuleKind::PCH;
  Options.PrecompiledPreambleBytes = {unsigned(Head.Length), Head.EndsLine};
  // They come before the head, and are in it.
  Options.Includes.clear();
}

/// One parse of \p Unit. If it does not begin at the beginning, nothing comes
/// of it where that turns out not to fit, for the reason \p Difference.
static std::optional<UnitFacts>
parseUnit(const CompileUnit &Unit, StringRef Root,
          IntrusiveRefCntPtr<vfs::FileSystem> Files, UnitVisitor &Visitor,
          Start From, std::string &Difference) {
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
  if (From.Shared) {
    Use.emplace(*From.Shared);
    Use->apply(*Invocation);
  } else if (From.Head) {
    beginAfter(*From.Head, Invocation->getPreprocessorOpts());
  }

  CompilerInstance Compiler(std::move(Invocation));
  prepare(Compiler, Files, Keeper);

  Collection Work{Visitor,   Root,     Facts, Use ? &*Use : nullptr,
                  Unit.Ours, From.Head};
  CollectAction Action(Work);
  Compiler.ExecuteAction(Action);
  if (!Work.Reached) {
    if (Use)
      Difference = Use->difference().str();
    if (Use || From.Head) {
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
    if (auto Facts = parseUnit(Unit, Root, Files, Visitor, {Shared}, Why))
      return std::move(*Facts);
    Wasted = cpuSeconds() - Begun;
  }
  std::optional<UnitFacts> Whole =
      parseUnit(Unit, Root, Files, Visitor, {}, Why);
  assert(Whole && "nothing stands in the way of a whole parse");
  UnitFacts Facts = std::move(*Whole);
  if (Difference)
    *Difference = std::move(Why);
  Facts.ParseSeconds += Wasted;
  return Facts;
}

std::optional<UnitFacts> collectAfter(const Preamble &Head,
                                      const CompileUnit &Unit, StringRef Root,
                                      IntrusiveRefCntPtr<vfs::FileSystem> Files,
                                      UnitVisitor &Visitor) {
  std::string Why;
  return parseUnit(Unit, Root, std::move(Files), Visitor, {nullptr, &Head},
                   Why);
}

} // namespace codex
