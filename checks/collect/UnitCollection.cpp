// What is done with a unit once it is parsed.
#include "collect/UnitCollection.h"

#include "collect/Paths.h"
#include "collect/Preamble.h"
#include "collect/SharedHeadersUse.h"
#include "facts/FactBuilder.h"

#include "clang/Basic/DiagnosticFrontend.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Basic/SourceManagerInternals.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Serialization/ASTReader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

#include <chrono>

using namespace clang;
using namespace llvm;

namespace codex {

double cpuSeconds() {
  sys::TimePoint<> Elapsed;
  std::chrono::nanoseconds User, System;
  sys::Process::GetTimeUsage(Elapsed, User, System);
  return std::chrono::duration<double>(User + System).count();
}

/// Fatal errors are parsed on after (see FatalsAsError), so that as much as
/// possible is seen; these mean that not all of it was.
static bool hidesCode(unsigned Id) {
  return Id == diag::err_pp_file_not_found ||
         Id == diag::err_pp_error_opening_file ||
         Id == diag::err_pp_include_too_deep ||
         Id == diag::err_fe_error_reading ||
         Id == diag::err_template_recursion_depth_exceeded;
}

void ErrorKeeper::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                   const Diagnostic &Info) {
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

bool Collection::isInVain() const {
  return (Use && !Use->difference().empty()) ||
         ((Use || Head) && !Facts.Errors.empty());
}

UnitScope Collection::scope(ASTReader *Reader) const {
  if (Use)
    return Use->scope();
  UnitScope Result;
  if (Head && Reader) {
    Result.ParsedOnly = true;
    serialization::ModuleFile &File =
        Reader->getModuleManager().getPrimaryModule();
    for (uint64_t Number : Head->Own)
      Result.Besides.push_back(
          Reader->GetLocalDecl(File, LocalDeclID::get(*Reader, File, Number)));
  }
  return Result;
}

void Collection::visit(ASTContext &Ast, ASTReader *Reader) {
  if (isInVain())
    return;
  UnitContext Unit(Ast, Root, scope(Reader));
  if (Use) {
    Use->checkReferences(Ast, Unit.topLevel());
    if (isInVain())
      return;
  }
  double Parsed = cpuSeconds();
  Reached = true;
  Facts.ParseSeconds = Parsed - Started;
  // Who asks for the parents of a node has those of the whole unit listed,
  // with all system headers; nobody asks for theirs.
  Ast.setTraversalScope(Unit.topLevel());
  Facts.Functions = Unit.functions().size();
  listDefined(Unit);
  FactBuilder Builder(Facts);
  Visitor.collect(Unit, Builder);
  Facts.EngineSeconds = cpuSeconds() - Parsed;
}

void Collection::listDefined(UnitContext &Unit) {
  Facts.Defined.clear();
  for (const FunctionDecl *F : Unit.functions()) {
    if (F->isTemplateInstantiation() || F->isImplicit())
      continue;
    Location Begin = Unit.location(F->getBeginLoc());
    Location End = Unit.location(F->getEndLoc());
    if (Begin.File == End.File && Begin.Line <= End.Line &&
        !sys::path::is_absolute(Begin.File))
      Facts.Defined[Begin.File].push_back(
          {functionHash(Unit.functionName(F)), Begin.Line, End.Line});
  }
}

void Collection::listFiles(const CompilerInstance &Compiler) {
  SourceManager &Sources = Compiler.getSourceManager();
  for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It)
    if (!Use || !Use->isShared(It->first.getFileEntry()))
      Facts.Files.push_back(
          nameOfFile(Sources.getFileManager(), It->first, Root));
  if (Use)
    for (StringRef Path : Use->includedPaths())
      Facts.Files.push_back(Path.str());
  llvm::append_range(Facts.Foreign, foreignFiles(Sources, Root, Ours));
  if (Head)
    for (const Preamble::ReadFile &File : Head->Files) {
      Facts.Files.push_back(File.Path);
      if (File.Foreign)
        Facts.Foreign.push_back(File.Path);
    }
}

std::vector<std::string> foreignFiles(SourceManager &Sources, StringRef Root,
                                      ArrayRef<std::string> Ours) {
  std::vector<std::string> Foreign;
  llvm::SmallPtrSet<const FileEntry *, 32> Seen;
  auto Add = [&](OptionalFileEntryRef Entry) {
    if (!Entry || !Seen.insert(&Entry->getFileEntry()).second)
      return;
    std::string Name = nameOfFile(Sources.getFileManager(), *Entry, Root);
    if (!sys::path::is_absolute(Name) && !llvm::is_contained(Ours, Name))
      Foreign.push_back(std::move(Name));
  };
  for (unsigned I = 0; I < Sources.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = Sources.getLocalSLocEntry(I);
    if (Entry.isFile() &&
        SrcMgr::isSystem(Entry.getFile().getFileCharacteristic()))
      Add(Entry.getFile().getContentCache().OrigEntry);
  }
  // Pragmas and line markers say so of a part.
  if (!Sources.hasLineTable())
    return Foreign;
  for (const auto &[File, Lines] : Sources.getLineTable())
    if (llvm::any_of(Lines, [](const LineEntry &Line) {
          return SrcMgr::isSystem(Line.FileKind);
        }))
      Add(Sources.getFileEntryRefForID(File));
  return Foreign;
}

UnitFacts factsOf(const CompileUnit &Unit, StringRef Root) {
  UnitFacts Facts;
  StringRef Main = Unit.File;
  Main.consume_front(Root.empty() ? StringRef() : StringRef(Root.str() + "/"));
  Facts.MainFile = Main.str();
  return Facts;
}

} // namespace codex
