#include "collect/UnitContext.h"

#include "collect/Paths.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace llvm;

namespace codex {

UnitContext::UnitContext(ASTContext &Ast, StringRef Root, UnitScope Scope)
    : Ast(Ast), Root(Root), Scope(std::move(Scope)) {}

UnitContext::~UnitContext() = default;

const std::string &UnitContext::fileName(FileID Id) const {
  auto [It, Inserted] = FileNames.try_emplace(Id);
  if (Inserted)
    It->second = nameOfFile(sources(), Id, Root);
  return It->second;
}

bool UnitContext::inScope(SourceLocation Loc) const {
  if (Loc.isInvalid())
    return false;
  SourceLocation Place = sources().getExpansionLoc(Loc);
  if (sources().isInSystemHeader(Place))
    return false;
  const std::string &Name = fileName(sources().getFileID(Place));
  if (Name.empty())
    return false;
  return Root.empty() || !sys::path::is_absolute(Name);
}

Location UnitContext::location(SourceLocation Loc) const {
  Location Result;
  if (Loc.isInvalid())
    return Result;
  auto [Id, Offset] = sources().getDecomposedExpansionLoc(Loc);
  Result.File = fileName(Id);
  Result.Line = sources().getLineNumber(Id, Offset);
  Result.Column = sources().getColumnNumber(Id, Offset);
  return Result;
}

/// \p Range as bytes of one file, macros replaced by where they are expanded.
static CharSourceRange expandedChars(const ASTContext &Ast, SourceRange Range) {
  const SourceManager &Sources = Ast.getSourceManager();
  CharSourceRange Expanded = Sources.getExpansionRange(Range);
  if (!Expanded.isTokenRange())
    return Expanded;
  unsigned Length =
      Lexer::MeasureTokenLength(Expanded.getEnd(), Sources, Ast.getLangOpts());
  return CharSourceRange::getCharRange(
      Expanded.getBegin(), Expanded.getEnd().getLocWithOffset(Length));
}

void UnitContext::setRange(Finding &F, SourceRange Range) const {
  F.Begin = location(Range.getBegin());
  F.EndLine = F.Begin.Line;
  F.EndColumn = F.Begin.Column;
  if (Range.isInvalid())
    return;
  CharSourceRange Chars = expandedChars(Ast, Range);
  if (!sources().isWrittenInSameFile(Chars.getBegin(), Chars.getEnd()))
    return;
  Location End = location(Chars.getEnd());
  F.EndLine = End.Line;
  F.EndColumn = End.Column;
}

static std::string collapseSpace(StringRef Text) {
  std::string Result;
  SmallVector<StringRef, 16> Words;
  llvm::SplitString(Text, Words, " \t\r\n\v\f");
  for (StringRef Word : Words) {
    if (!Result.empty())
      Result += ' ';
    Result += Word;
  }
  return Result;
}

static std::string withoutComments(StringRef Text, const LangOptions &Lang) {
  if (!Text.contains("//") && !Text.contains("/*"))
    return Text.str();
  std::string Code = Text.str(); // ends with a null, as a lexer wants it
  Lexer Lex(SourceLocation(), Lang, Code.data(), Code.data(),
            Code.data() + Code.size());
  Lex.SetCommentRetentionState(true);
  std::string Result;
  size_t From = 0;
  Token Tok;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(Tok);
    if (Tok.isNot(tok::comment))
      continue;
    size_t End = Lex.getBufferLocation() - Code.data();
    Result += StringRef(Code).slice(From, End - Tok.getLength());
    Result += ' ';
    From = End;
  }
  return Result + Code.substr(From);
}

std::string UnitContext::code(SourceRange Range) const {
  if (Range.isInvalid())
    return {};
  // What the author wrote: the argument of a macro where the whole range lies
  // in one, else the macro's use.
  CharSourceRange Written = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Range), sources(), Ast.getLangOpts());
  if (Written.isInvalid())
    Written = expandedChars(Ast, Range);
  StringRef Text = Lexer::getSourceText(Written, sources(), Ast.getLangOpts());
  return collapseSpace(withoutComments(Text, Ast.getLangOpts()));
}

/// The innermost function around \p D (or itself) that a person would name:
/// call operators of lambdas are passed over.
static const FunctionDecl *namedFunction(const Decl *D) {
  for (; D;
       D = D->getDeclContext() ? cast<Decl>(D->getDeclContext()) : nullptr) {
    const auto *Function = dyn_cast<FunctionDecl>(D);
    if (!Function)
      continue;
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    if (Method && Method->getParent()->isLambda())
      continue;
    return Function;
  }
  return nullptr;
}

std::string UnitContext::functionName(const Decl *D) const {
  if (!D)
    return {};
  PrintingPolicy Policy(Ast.getLangOpts());
  Policy.SuppressTagKeyword = true;
  Policy.TerseOutput = true;

  std::string Result;
  raw_string_ostream OS(Result);
  const FunctionDecl *Function = namedFunction(D);
  if (!Function) {
    if (const auto *Named = dyn_cast<NamedDecl>(D))
      Named->printQualifiedName(OS, Policy);
    return Result;
  }
  // One name for a template and all that is made of it.
  if (const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern())
    Function = Pattern;
  Function->printQualifiedName(OS, Policy);
  OS << '(';
  ListSeparator Comma;
  for (const ParmVarDecl *Parameter : Function->parameters()) {
    OS << Comma;
    Parameter->getOriginalType().print(OS, Policy);
  }
  if (Function->isVariadic())
    OS << Comma << "...";
  OS << ')';
  return Result;
}

static bool isTestMacro(StringRef Name) {
  return Name.contains("TEST_CASE") || Name == "SCENARIO" ||
         Name == "SCENARIO_METHOD" || Name == "CATCH_SCENARIO";
}

static bool madeByTestMacro(SourceLocation Loc, const SourceManager &Sources,
                            const LangOptions &Language) {
  while (Loc.isMacroID()) {
    if (isTestMacro(Lexer::getImmediateMacroName(Loc, Sources, Language)))
      return true;
    Loc = Sources.getImmediateMacroCallerLoc(Loc);
  }
  return false;
}

static bool isGoogleTestBody(const FunctionDecl *Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (!Method || !Method->getIdentifier() || Method->getName() != "TestBody")
    return false;
  const CXXRecordDecl *Class = Method->getParent()->getDefinition();
  if (!Class)
    return false;
  bool DerivesFromTest = false;
  // A dependent base (TYPED_TEST) cannot be looked into: the method's name and
  // the class that a macro made are enough there.
  if (Class->isDependentContext())
    return Class->getLocation().isMacroID();
  Class->forallBases([&](const CXXRecordDecl *Base) {
    DerivesFromTest |= Base->getQualifiedNameAsString() == "testing::Test";
    return true;
  });
  return DerivesFromTest;
}

bool UnitContext::inTestBody(const Decl *D) const {
  while (D) {
    if (const auto *Function = dyn_cast<FunctionDecl>(D))
      if (isGoogleTestBody(Function) ||
          madeByTestMacro(Function->getLocation(), sources(),
                          Ast.getLangOpts()))
        return true;
    const DeclContext *Parent = D->getDeclContext();
    D = Parent ? cast<Decl>(Parent) : nullptr;
  }
  return false;
}

ArrayRef<UnitContext::Body> UnitContext::bodies(const FunctionDecl *F) {
  struct Lambdas : DynamicRecursiveASTVisitor {
    bool VisitLambdaExpr(LambdaExpr *L) override {
      if (Stmt *Body = L->getBody())
        Out.push_back({L->getCallOperator(), Body});
      return true;
    }
    std::vector<Body> Out;
  };
  std::unique_ptr<std::vector<Body>> &Known = Bodies[F];
  if (!Known) {
    Lambdas Finder;
    Finder.Out.push_back({F, F->getBody()});
    Finder.TraverseStmt(F->getBody());
    Known = std::make_unique<std::vector<Body>>(std::move(Finder.Out));
  }
  return *Known;
}

const UnitContext::Calls &UnitContext::calls(Stmt *Body) {
  struct Finder : DynamicRecursiveASTVisitor {
    bool TraverseLambdaExpr(LambdaExpr *L) override {
      for (Expr *Init : L->capture_inits())
        TraverseStmt(Init);
      return true;
    }
    bool VisitCallExpr(CallExpr *C) override {
      Out->All.push_back(C);
      return true;
    }
    bool VisitCoawaitExpr(CoawaitExpr *) override { return Out->Awaits = true; }
    Calls *Out = nullptr;
  };
  std::unique_ptr<Calls> &Known = CallsOf[Body];
  if (!Known) {
    Known = std::make_unique<Calls>();
    Finder All;
    All.Out = Known.get();
    All.TraverseStmt(Body);
  }
  return *Known;
}

const CFG *UnitContext::cfg(const Decl *D, Stmt *Body) {
  auto [It, Inserted] = Cfgs.try_emplace(Body);
  if (!Inserted)
    return It->second.get();
  CFG::BuildOptions Options;
  Options.PruneTriviallyFalseEdges = true;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.AddCXXDefaultInitExprInAggregates = true;
  Options.setAllAlwaysAdd();
  It->second = CFG::buildCFG(D, Body, &Ast, Options);
  return It->second.get();
}

} // namespace codex
