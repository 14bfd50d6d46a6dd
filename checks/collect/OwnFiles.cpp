#include "collect/OwnFiles.h"

#include "collect/Paths.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

class OwnNames {
public:
  OwnNames(const SourceManager &Sources, ArrayRef<std::string> Ours,
           StringRef Root)
      : Sources(Sources), Root(Root) {
    Names.insert_range(Ours);
  }
  bool hasFileAt(SourceLocation Loc) const {
    return Names.contains(nameOfFile(
        Sources, Sources.getFileID(Sources.getExpansionLoc(Loc)), Root));
  }

private:
  const SourceManager &Sources;
  std::string Root;
  StringSet<> Names;
};

/// Notes at the begin of such a file, and behind each marker in it, that what
/// follows is the user's own.
class TakeBack : public PPCallbacks {
public:
  TakeBack(SourceManager &Sources, std::shared_ptr<const OwnNames> Own)
      : Sources(Sources), Own(std::move(Own)) {}

  void FileChanged(SourceLocation Loc, FileChangeReason,
                   SrcMgr::CharacteristicKind Kind, FileID) override {
    if (!SrcMgr::isSystem(Kind) || Loc.isInvalid() || !Own->hasFileAt(Loc))
      return;
    constexpr int SameName = -1;
    Sources.AddLineNote(Loc, Sources.getPresumedLineNumber(Loc) + 1, SameName,
                        /*IsFileEntry=*/false, /*IsFileExit=*/false,
                        SrcMgr::C_User);
  }

private:
  SourceManager &Sources;
  std::shared_ptr<const OwnNames> Own;
};

/// In such a file the pragma says nothing.
class SystemHeaderPragma : public PragmaHandler {
public:
  explicit SystemHeaderPragma(std::shared_ptr<const OwnNames> Own)
      : PragmaHandler("system_header"), Own(std::move(Own)) {}

  void HandlePragma(Preprocessor &PP, PragmaIntroducer, Token &First) override {
    if (!Own->hasFileAt(First.getLocation()))
      PP.HandlePragmaSystemHeader(First);
  }

private:
  std::shared_ptr<const OwnNames> Own;
};

} // namespace

void takeAsOurs(CompilerInstance &Compiler, ArrayRef<std::string> Ours,
                StringRef Root) {
  SourceManager &Sources = Compiler.getSourceManager();
  Preprocessor &PP = Compiler.getPreprocessor();
  auto Own = std::make_shared<const OwnNames>(Sources, Ours, Root);
  PP.addPPCallbacks(std::make_unique<TakeBack>(Sources, Own));
  for (StringRef Namespace : {"GCC", "clang"}) {
    auto Handler = std::make_unique<SystemHeaderPragma>(Own);
    // By its name: what goes is Clang's own.
    PP.RemovePragmaHandler(Namespace, Handler.get());
    PP.AddPragmaHandler(Namespace, Handler.release());
  }
}

} // namespace codex
