#include "collect/SharedHeadersUse.h"

#include "collect/OpenBraces.h"
#include "collect/OwnHeaderRecorder.h"
#include "collect/References.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace clang;
using namespace llvm;

namespace codex {

/// Sees what the unit's own text, and headers that are not shared, do.
class SharedHeadersUse::Watcher : public PPCallbacks {
public:
  Watcher(SharedHeadersUse &Use, Preprocessor &PP) : Use(Use), PP(PP) {
    PP.setTokenWatcher([this](const Token &T) { Braces.follow(T); });
  }

  void InclusionDirective(SourceLocation Hash, const Token &, StringRef Name,
                          bool, CharSourceRange, OptionalFileEntryRef File,
                          StringRef, StringRef, const clang::Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (!File)
      return;
    sys::fs::UniqueID Id = File->getUniqueID();
    auto Known = Use.Shared.ByIdentity.find({Id.getDevice(), Id.getFile()});
    if (Known == Use.Shared.ByIdentity.end())
      return;
    bool Own = Use.Shared.Headers[Known->second].Own;
    if (!isOfSystem(Hash) && (Own ? Braces.any() : Braces.mattersTo(Name)))
      Use.differ("'" + Name + "' is included within braces");
    if (Layout)
      Use.differ("a pragma before '" + Name + "' changes what it means");
    std::optional<unsigned> Before = Use.Counts;
    Use.include(Known->second, Hash);
    // The headers' own use of it came with them, and not in this place.
    if (Before && Use.Counts)
      PP.setCounterValue(PP.getCounterValue() + (*Use.Counts - *Before));
  }

  void FileChanged(SourceLocation Loc, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind, FileID) override {
    if (Reason != EnterFile)
      return;
    if (!Begun)
      PP.setCounterValue(0); // goes on from where the headers left it
    Begun = true;
    // What is read again counts for itself.
    std::optional<unsigned> Header = Use.headerAt(Loc);
    if (Header && Use.Shared.Headers[*Header].Counts != 0)
      Use.Counts.reset();
  }

  void MacroDefined(const Token &Name, const MacroDirective *MD) override {
    const MacroDirective *Before = MD->getPrevious();
    if (Before && Before->getMacroInfo() && !isa<UndefMacroDirective>(Before) &&
        Before->getMacroInfo()->isIdenticalTo(*MD->getMacroInfo(), PP,
                                              /*Syntactically=*/true))
      return;
    poison(Name, MD->getMacroInfo()->isFunctionLike());
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &MD,
                      const MacroDirective *) override {
    if (!MD)
      return;
    check(Name, MD);
    poison(Name, /*OnlyCalled=*/false);
  }
  void MacroExpands(const Token &Name, const MacroDefinition &MD, SourceRange,
                    const MacroArgs *) override {
    check(Name, MD);
    if (!Use.Counts && Name.getIdentifierInfo()->getName() == "__COUNTER__")
      Use.differ("what __COUNTER__ is after the headers is not known");
  }
  void Defined(const Token &Name, const MacroDefinition &MD,
               SourceRange) override {
    check(Name, MD);
  }
  void Ifdef(SourceLocation, const Token &Name,
             const MacroDefinition &MD) override {
    check(Name, MD);
  }
  void Ifndef(SourceLocation, const Token &Name,
              const MacroDefinition &MD) override {
    check(Name, MD);
  }
  void Elifdef(SourceLocation, const Token &Name,
               const MacroDefinition &MD) override {
    check(Name, MD);
  }
  void Elifndef(SourceLocation, const Token &Name,
                const MacroDefinition &MD) override {
    check(Name, MD);
  }
  using PPCallbacks::Elifdef;
  using PPCallbacks::Elifndef;

  void PragmaDirective(SourceLocation Loc, PragmaIntroducerKind) override {
    if (isOfSystem(Loc))
      return;
    bool Invalid = false;
    StringRef Text(PP.getSourceManager().getCharacterData(Loc, &Invalid));
    if (Invalid)
      return;
    Text = Text.take_until([](char C) { return C == '\n'; });
    Layout |= Text.contains("pack") || Text.contains("visibility") ||
              Text.contains("align") || Text.contains("redefine") ||
              Text.contains("STDC");
  }

private:
  /// The headers that would read the name otherwise, if they come later.
  void poison(const Token &Name, bool OnlyCalled) {
    SourceManager &Sources = PP.getSourceManager();
    // A precompiled header was given the command line's, too; where the parse
    // goes on, only those that it was not are seen.
    bool OfCommand = !Sources.getFileEntryRefForID(
        Sources.getFileID(Sources.getExpansionLoc(Name.getLocation())));
    if (OfCommand && Use.Boundary.isInvalid())
      return;
    // What system headers define means something to the project's own alone,
    // and if it was not there when these were parsed.
    bool OfSystem = isOfSystem(Name.getLocation());
    if (OfSystem && Use.headerAt(Name.getLocation()))
      return;
    auto Poison = [&](unsigned Header) {
      if (!OfSystem || Use.Shared.Headers[Header].Own)
        Use.Poisoned[Header] = "a macro";
    };
    StringRef Text = Name.getIdentifierInfo()->getName();
    Use.forMentions(hashOfText(Text), Poison);
    if (!OnlyCalled)
      Use.forMentions(hashBeforeBracket(Text), Poison);
  }

  /// Other system headers go along with the shared ones in any order.
  bool isOfSystem(SourceLocation Loc) const {
    SourceManager &Sources = PP.getSourceManager();
    return Sources.isInSystemHeader(Sources.getExpansionLoc(Loc));
  }

  void check(const Token &Name, const MacroDefinition &MD) {
    const MacroInfo *Info = MD.getMacroInfo();
    if (!Info || isOfSystem(Name.getLocation()))
      return;
    SourceLocation Loc = Info->getDefinitionLoc();
    if (!Use.isOfShared(Loc))
      return;
    if (std::optional<unsigned> Header = Use.headerAt(Loc);
        Header && !Use.Included[*Header])
      Use.differ("the macro '" + Name.getIdentifierInfo()->getName() +
                 "' is of '" + Use.Shared.Headers[*Header].Path +
                 "', which is not included");
  }

  SharedHeadersUse &Use;
  Preprocessor &PP;
  OpenBraces Braces;
  bool Layout = false;
  bool Begun = false; ///< the unit itself, after the precompiled header
};

SharedHeadersUse::SharedHeadersUse(const SharedHeaders &Shared)
    : Shared(Shared), Included(Shared.Headers.size()),
      Poisoned(Shared.Headers.size()), Later(Shared.Headers.size()),
      Closures(Shared) {}

void SharedHeadersUse::apply(CompilerInvocation &Invocation) const {
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  Options.ImplicitPCHInclude = Shared.File;
  // The flags are the same, and the files were compared just now.
  Options.DisablePCHOrModuleValidation = DisableValidationForModuleKind::PCH;
}

void SharedHeadersUse::watch(CompilerInstance &Compiler) {
  Sources = &Compiler.getSourceManager();
  Preprocessor &PP = Compiler.getPreprocessor();
  PP.addPPCallbacks(std::make_unique<Watcher>(*this, PP));
}

void SharedHeadersUse::differ(const Twine &Why) {
  if (Difference.empty())
    Difference = Why.str();
}

void SharedHeadersUse::forMentions(uint64_t Hash,
                                   function_ref<void(unsigned)> Visit) const {
  ArrayRef<SharedHeaders::Mention> All = Shared.Mentions;
  for (const auto *It = llvm::lower_bound(All, SharedHeaders::Mention{Hash, 0});
       It != All.end() && It->Name == Hash; ++It)
    Visit(It->Header);
}

bool SharedHeadersUse::isShared(const FileEntry &File) const {
  sys::fs::UniqueID Id = File.getUniqueID();
  return Shared.ByIdentity.contains({Id.getDevice(), Id.getFile()});
}

std::vector<StringRef> SharedHeadersUse::includedPaths() const {
  std::vector<StringRef> Paths;
  for (size_t I = 0; I < Included.size(); ++I)
    if (Included[I])
      Paths.push_back(Shared.Headers[I].Path);
  return Paths;
}

std::optional<unsigned> SharedHeadersUse::headerAt(SourceLocation Loc) {
  FileID File = Sources->getFileID(Sources->getExpansionLoc(Loc));
  auto [It, New] = OfFile.try_emplace(File);
  if (!New)
    return It->second;
  std::optional<unsigned> Header;
  if (OptionalFileEntryRef Entry = Sources->getFileEntryRefForID(File)) {
    sys::fs::UniqueID Id = Entry->getUniqueID();
    auto Known = Shared.ByIdentity.find({Id.getDevice(), Id.getFile()});
    if (Known != Shared.ByIdentity.end())
      Header = Known->second;
  }
  return OfFile[File] = Header;
}

void SharedHeadersUse::include(unsigned Header, SourceLocation At) {
  if (Included[Header])
    return;
  Included[Header] = true;
  const SharedHeaders::Header &H = Shared.Headers[Header];
  if (H.Counts == SharedHeaders::UnknownCount)
    Counts.reset();
  else if (Counts)
    *Counts += H.Counts;
  if (!Poisoned[Header].empty())
    differ(Poisoned[Header] + " defined before '" + H.Path +
           "' is a name in it");
  for (unsigned Needed : H.Needs)
    if (!Included[Needed])
      differ("'" + H.Path + "' uses what is of '" +
             Shared.Headers[Needed].Path +
             "', which is not included before it");
  if (H.Own)
    Points.push_back({At, Header});
  // Those that were parsed before this one, and come after it here. What they
  // include they see in any case, but what stands before that.
  auto Changes = [&](unsigned Other, const SharedHeaders::Header::Given &G) {
    const SharedHeaders::Header &Its = Shared.Headers[Other];
    return Other < Header && !Included[Other] && (G.IsMacro || Its.Own) &&
           (!Closures.has(Other, Header) ||
            (G.IsMacro &&
             std::binary_search(Its.Unset.begin(), Its.Unset.end(), G.Name)));
  };
  for (const SharedHeaders::Header::Given &G : H.Gives)
    forMentions(G.Name, [&](unsigned Other) {
      if (Changes(Other, G))
        Poisoned[Other] = G.IsMacro ? "a macro" : "a name";
    });
  for (unsigned Inner : H.Includes)
    include(Inner, At);
}

bool SharedHeadersUse::isOfShared(SourceLocation Loc) const {
  if (Boundary.isInvalid())
    return Sources->isLoadedSourceLocation(Loc);
  return Loc.isValid() && Sources->isBeforeInSLocAddrSpace(Loc, Boundary);
}

bool SharedHeadersUse::isThere(SourceLocation Loc) {
  if (Loc.isInvalid() || !isOfShared(Loc))
    return true;
  std::optional<unsigned> Header = headerAt(Loc);
  return !Header || (Included[*Header] && !Later[*Header]);
}

bool SharedHeadersUse::isThere(const NamedDecl &D) {
  if (isThere(D.getLocation()) || llvm::any_of(D.redecls(), [&](const Decl *R) {
        return isThere(R->getLocation());
      }))
    return true;
  // C's headers each define pid_t, if no other one has.
  return isa<TypedefNameDecl>(D) &&
         D.getDeclContext()->getRedeclContext()->isTranslationUnit() &&
         isNamedByIncluded(D.getName());
}

bool SharedHeadersUse::isNamedByIncluded(StringRef Name) const {
  bool Found = false;
  forMentions(hashOfText(Name),
              [&](unsigned Header) { Found |= Included[Header]; });
  return Found;
}

size_t SharedHeadersUse::passPoints(size_t Next, const Decl &D) {
  SourceLocation At = Sources->getExpansionLoc(D.getBeginLoc());
  for (; Next < Points.size() &&
         !Sources->isBeforeInTranslationUnit(At, Points[Next].At);
       ++Next)
    Later.reset(Points[Next].Header);
  if (Next == Points.size())
    return Next;
  bool Using = false;
  for (uint64_t Name : namesGiven(D, Using))
    forMentions(Name, [&](unsigned Header) {
      if (Later[Header])
        differ("a name declared before '" + Shared.Headers[Header].Path +
               "' is one in it");
    });
  if (Using)
    differ("a namespace is used before '" +
           Shared.Headers[Points[Next].Header].Path + "'");
  return Next;
}

void SharedHeadersUse::checkReferences(ASTContext &Ast,
                                       ArrayRef<Decl *> Decls) {
  for (const SharedHeaders::Header &H : Shared.Headers)
    if (H.Own && !Included[&H - Shared.Headers.data()])
      differ("it does not include '" + H.Path + "'");
  llvm::DenseSet<const Decl *> Seen;
  auto Check = [&](const NamedDecl *D) {
    if (const auto *Function = dyn_cast<FunctionDecl>(D))
      if (const FunctionTemplateDecl *Template = Function->getPrimaryTemplate())
        D = Template;
    if (!Seen.insert(D).second || isThere(*D))
      return;
    std::optional<unsigned> Header = headerAt(D->getLocation());
    differ("'" + D->getQualifiedNameAsString() + "' is of '" +
           (Header ? Shared.Headers[*Header].Path : "a shared header") +
           "', which is not included");
  };
  auto IsThere = [&](const NamedDecl &D) { return isThere(D); };
  References All(Check, IsThere);
  // Those of the project's own headers that were parsed before come first.
  auto Own = llvm::find_if(
      Decls, [&](Decl *D) { return !isOfShared(D->getLocation()); });
  for (auto It = Decls.begin(); It != Own; ++It)
    All.TraverseDecl(*It);
  Seen.clear();
  for (const Point &P : Points)
    Later.set(P.Header);
  size_t Next = 0;
  for (auto It = Own; It != Decls.end(); ++It) {
    Next = passPoints(Next, **It);
    All.TraverseDecl(*It);
  }
}

} // namespace codex
