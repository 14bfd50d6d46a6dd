#include "collect/OwnHeaderRecorder.h"

#include "collect/References.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace llvm;

namespace codex {

OwnHeaderRecorder::OwnHeaderRecorder(Preprocessor &PP,
                                     const HeaderRecorder &Files)
    : PP(PP), Files(Files) {}

void OwnHeaderRecorder::begin() {
  On = true;
  Braces = OpenBraces();
  Asked.clear();
  Given.clear();
  Unset.clear();
  PP.setTokenWatcher([this](const Token &T) { Braces.follow(T); });
}

bool OwnHeaderRecorder::isOwn(SourceLocation Loc) const {
  return On && !PP.getSourceManager().isInSystemHeader(
                   PP.getSourceManager().getExpansionLoc(Loc));
}

void OwnHeaderRecorder::InclusionDirective(
    SourceLocation Hash, const Token &Word, StringRef Name, bool,
    CharSourceRange, OptionalFileEntryRef, StringRef, StringRef,
    const clang::Module *, bool, SrcMgr::CharacteristicKind Kind) {
  if (!isOwn(Hash))
    return;
  // Within braces it is a part of another; the next one of that name depends on
  // how this one was found.
  Problem |= SrcMgr::isSystem(Kind) ? Braces.mattersTo(Name) : Braces.any();
  Problem |= Word.getIdentifierInfo()->getPPKeywordID() != tok::pp_include;
}

void OwnHeaderRecorder::PragmaDirective(SourceLocation Loc,
                                        PragmaIntroducerKind) {
  // What a macro of the system says is not looked at: Qt's say which warnings
  // are not wanted.
  SourceManager &Sources = PP.getSourceManager();
  if (!isOwn(Loc) || Sources.isInSystemHeader(Sources.getSpellingLoc(Loc)))
    return;
  bool Invalid = false;
  StringRef Text(Sources.getCharacterData(Loc, &Invalid));
  if (Invalid)
    return;
  SmallVector<StringRef, 8> Words;
  SplitString(Text.take_until([](char C) { return C == '\n'; }), Words,
              " \t#()\"");
  if (!Words.empty() &&
      (Words.front() == "pragma" || Words.front() == "_Pragma"))
    Words.erase(Words.begin());
  Problem |= Words.empty() || (Words.front() != "once" &&
                               !(Words.size() > 1 && Words[1] == "diagnostic"));
}

void OwnHeaderRecorder::gives(const Token &Name) {
  SourceManager &Sources = PP.getSourceManager();
  StringRef Text = Name.getIdentifierInfo()->getName();
  auto &Names =
      Given[Sources.getFileID(Sources.getExpansionLoc(Name.getLocation()))];
  Names.insert(hashOfText(Text));
  Names.insert(hashBeforeBracket(Text));
}

void OwnHeaderRecorder::MacroDefined(const Token &Name,
                                     const MacroDirective *) {
  if (isOwn(Name.getLocation()))
    gives(Name);
}

void OwnHeaderRecorder::MacroUndefined(const Token &Name,
                                       const MacroDefinition &MD,
                                       const MacroDirective *) {
  if (!isOwn(Name.getLocation()))
    return;
  asks(Name, MD);
  gives(Name);
}

void OwnHeaderRecorder::asks(const Token &Name, const MacroDefinition &MD) {
  if (!isOwn(Name.getLocation()))
    return;
  SourceManager &Sources = PP.getSourceManager();
  FileID In = Sources.getFileID(Sources.getExpansionLoc(Name.getLocation()));
  const MacroInfo *Info = MD.getMacroInfo();
  if (!Info) {
    Unset[In].insert(hashOfText(Name.getIdentifierInfo()->getName()));
    return;
  }
  FileID Of = Sources.getFileID(Info->getDefinitionLoc());
  if (In != Of)
    Asked.insert({In, Of});
}

std::vector<uint64_t> namesGiven(const Decl &D, bool &Using) {
  std::vector<uint64_t> Names;
  if (isa<UsingDirectiveDecl>(D)) {
    Using |= !D.isImplicit(); // as of a namespace without a name
  } else if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D)) {
    bool Within = false;
    for (const Decl *Inner : cast<DeclContext>(D).noload_decls()) {
      std::vector<uint64_t> Its = namesGiven(*Inner, Within);
      Names.insert(Names.end(), Its.begin(), Its.end());
    }
    Using |= Within;
  } else if (const auto *Named = dyn_cast<NamedDecl>(&D);
             Named && Named->getIdentifier() && !Named->isImplicit() &&
             isa<FunctionDecl, VarDecl, TypedefNameDecl, FunctionTemplateDecl,
                 VarTemplateDecl, TypeAliasTemplateDecl, UsingDecl,
                 UsingShadowDecl, NamespaceAliasDecl>(D)) {
    Names.push_back(hashOfText(Named->getName()));
    Names.push_back(hashBeforeBracket(Named->getName()));
  }
  return Names;
}

void OwnHeaderRecorder::finish(ArrayRef<Decl *> Decls, SharedHeaders &Out) {
  SourceManager &Sources = PP.getSourceManager();
  auto NumberOf = [&](FileID File) {
    return Files.numberAt(Sources.getLocForStartOfFile(File));
  };
  for (const auto &[File, Names] : Given)
    if (std::optional<unsigned> Header = NumberOf(File))
      for (uint64_t Name : Names)
        Out.Headers[*Header].Gives.push_back({Name, /*IsMacro=*/true});

  for (const auto &[File, Names] : Unset)
    if (std::optional<unsigned> Header = NumberOf(File))
      Out.Headers[*Header].Unset.assign(Names.begin(), Names.end());

  HeaderClosures Includes(Out);
  std::map<unsigned, std::set<unsigned>> Needs;
  for (auto [In, Of] : Asked) {
    std::optional<unsigned> User = NumberOf(In), Used = NumberOf(Of);
    if (User && Used && !Includes.has(*User, *Used))
      Needs[*User].insert(*Used);
  }

  for (Decl *D : Decls) {
    std::optional<unsigned> Of = Files.numberAt(D->getLocation());
    if (!Of || !Out.Headers[*Of].Own)
      continue;
    unsigned User = *Of;
    for (uint64_t Name : namesGiven(*D, Problem))
      Out.Headers[User].Gives.push_back({Name, /*IsMacro=*/false});
    auto IsThere = [&](const NamedDecl &Used) {
      return llvm::any_of(Used.redecls(), [&](const Decl *R) {
        std::optional<unsigned> In = Files.numberAt(R->getLocation());
        return !In || Includes.has(User, *In);
      });
    };
    References(
        [&](const NamedDecl *Used) {
          if (const auto *Function = dyn_cast<FunctionDecl>(Used))
            if (const auto *Template = Function->getPrimaryTemplate())
              Used = Template;
          std::optional<unsigned> From = Files.numberAt(Used->getLocation());
          if (From && !IsThere(*Used))
            Needs[User].insert(*From);
        },
        IsThere)
        .TraverseDecl(D);
  }
  for (auto &[User, Used] : Needs)
    Out.Headers[User].Needs.assign(Used.begin(), Used.end());
}

} // namespace codex
