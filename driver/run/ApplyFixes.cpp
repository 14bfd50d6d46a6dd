//===- ApplyFixes.cpp - Safe fixes, written into the sources --------------===//

#include "driver/run/ApplyFixes.h"

#include "driver/plan/ProjectRoot.h"
#include "support/Error.h"
#include "support/TextFile.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <map>
#include <set>
#include <tuple>

using namespace codex;
namespace path = llvm::sys::path;

static auto editKey(const Edit &E) {
  return std::tie(E.Offset, E.Length, E.Replacement);
}

static bool lessEdit(const Edit &A, const Edit &B) {
  return editKey(A) < editKey(B);
}

/// The edits that will be made, by file, in order and free of overlap.
using EditPlan = std::map<std::string, std::set<Edit, decltype(&lessEdit)>>;

static bool overlap(const Edit &A, const Edit &B) {
  // Two insertions at one place have no order that anyone chose.
  if (A.Offset == B.Offset)
    return true;
  return A.Offset < B.Offset ? A.Offset + A.Length > B.Offset
                             : B.Offset + B.Length > A.Offset;
}

static bool fits(const Fix &TheFix, const EditPlan &Planned) {
  return llvm::all_of(TheFix.Edits, [&](const Edit &New) {
    if (path::is_absolute(New.File))
      return false;
    auto File = Planned.find(New.File);
    return File == Planned.end() ||
           llvm::none_of(File->second, [&](const Edit &Old) {
             return editKey(Old) != editKey(New) && overlap(Old, New);
           });
  });
}

static llvm::Expected<std::string>
rewritten(llvm::StringRef Path,
          const std::set<Edit, decltype(&lessEdit)> &Edits,
          llvm::vfs::FileSystem &Files) {
  auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer)
    return makeError("cannot read '" + Path +
                     "': " + Buffer.getError().message());
  std::string Text = (*Buffer)->getBuffer().str();
  for (const Edit &E : llvm::reverse(Edits)) {
    if (E.Offset + size_t(E.Length) > Text.size())
      return makeError("'" + Path + "' changed while it was checked");
    Text.replace(E.Offset, E.Length, E.Replacement);
  }
  return Text;
}

llvm::Expected<std::map<std::string, std::string>>
codex::fixedTexts(const Report &TheReport, llvm::vfs::FileSystem &Files,
                  llvm::function_ref<bool(llvm::StringRef)> Ours,
                  AppliedFixes &Count) {
  EditPlan Planned;
  std::set<llvm::StringRef> Broken;
  for (const FailedUnit &Unit : TheReport.Units.Failed)
    Broken.insert(Unit.File);
  for (const JudgedFinding &Judged : TheReport.Findings) {
    const std::vector<Fix> &Fixes = Judged.TheFinding.Fixes;
    auto Safe = llvm::find_if(Fixes, [](const Fix &F) { return F.Safe; });
    if (Judged.TheStatus != Status::New || Safe == Fixes.end())
      continue;
    if (!llvm::all_of(Safe->Edits, [&](const Edit &E) { return Ours(E.File); }))
      continue;
    if (Broken.count(Judged.TheFinding.Begin.File)) {
      Count.WithErrors.insert(Judged.TheFinding.Begin.File);
      continue;
    }
    if (!fits(*Safe, Planned)) {
      ++Count.LeftOut;
      continue;
    }
    ++Count.Applied;
    for (const Edit &E : Safe->Edits)
      Planned.try_emplace(E.File, &lessEdit).first->second.insert(E);
  }
  std::map<std::string, std::string> Texts;
  for (const auto &[File, Edits] : Planned) {
    llvm::Expected<std::string> Text =
        rewritten(inRoot(TheReport.Root, File), Edits, Files);
    if (!Text)
      return Text.takeError();
    Texts[File] = std::move(*Text);
  }
  return Texts;
}

void codex::sayMended(const AppliedFixes &Fixed, llvm::raw_ostream &Err) {
  Err << "codex-lint: " << Fixed.Applied
      << (Fixed.Applied == 1 ? " fix" : " fixes") << " applied in "
      << Fixed.Files << (Fixed.Files == 1 ? " file" : " files");
  if (Fixed.LeftOut)
    Err << ", " << Fixed.LeftOut
        << " left out that touch the same places; run again";
  Err << '\n';
  sayNotMended(Fixed.WithErrors, Err);
}

void codex::sayNotMended(const std::set<std::string> &WithErrors,
                         llvm::raw_ostream &Err) {
  for (const std::string &File : WithErrors)
    Err << "codex-lint: '" << File
        << "' is not mended: the compiler has errors in it; correct them "
           "first, "
           "and run again\n";
}

llvm::Expected<AppliedFixes>
codex::applyFixes(const Report &TheReport,
                  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  AppliedFixes Count;
  llvm::Expected<std::map<std::string, std::string>> Texts = fixedTexts(
      TheReport, *Files, [](llvm::StringRef) { return true; }, Count);
  if (!Texts)
    return Texts.takeError();
  for (const auto &[File, Text] : *Texts) {
    if (llvm::Error E = writeTextFile(inRoot(TheReport.Root, File), Text))
      return std::move(E);
    ++Count.Files;
  }
  return Count;
}
