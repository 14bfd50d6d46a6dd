//===- StagedFixes.cpp - Safe fixes, in the index and beside it -----------===//

#include "driver/gate/StagedFixes.h"

#include "driver/git/GitProcess.h"
#include "driver/plan/ProjectRoot.h"
#include "driver/run/ApplyFixes.h"
#include "support/Error.h"
#include "support/TextFile.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace fs = llvm::sys::fs;

static llvm::Error stage(llvm::StringRef Root, const std::string &File,
                         const std::string &Text, llvm::StringRef IndexFile) {
  GitRun Entry{
      {"ls-files", "-s", "-z", "--", File}, Root.str(), {}, IndexFile.str()};
  llvm::Expected<std::string> Listed = gitOutput(Entry);
  if (!Listed)
    return Listed.takeError();
  std::string Mode = llvm::StringRef(*Listed).split(' ').first.str();
  GitRun Write{
      {"hash-object", "-w", "--no-filters", "--stdin"}, Root.str(), Text, {}};
  llvm::Expected<std::string> Object = gitOutput(Write);
  if (!Object)
    return Object.takeError();
  GitRun Update{{"update-index", "-z", "--index-info"},
                Root.str(),
                Mode + " " + llvm::StringRef(*Object).trim().str() + "\t" +
                    File,
                IndexFile.str()};
  Update.Input.push_back('\0');
  llvm::Expected<std::string> Done = gitOutput(Update);
  return Done ? llvm::Error::success() : Done.takeError();
}

/// Text in a file of its own, for as long as this lives.
namespace {
class Scratch {
public:
  static llvm::Expected<std::unique_ptr<Scratch>> make(llvm::StringRef Text) {
    auto Result = std::make_unique<Scratch>();
    int File = -1;
    if (std::error_code Code =
            fs::createTemporaryFile("codex", "txt", File, Result->Path))
      return makeError("cannot make a temporary file: " + Code.message());
    llvm::raw_fd_ostream OS(File, /*shouldClose=*/true);
    OS << Text;
    return std::move(Result);
  }
  ~Scratch() { (void)fs::remove(Path); }
  llvm::SmallString<128> Path;
};
} // namespace

/// \p Working with the difference between \p Staged and \p Fixed; none where
/// both changed the same lines.
static llvm::Expected<std::optional<std::string>>
merged(llvm::StringRef Root, llvm::StringRef Working, llvm::StringRef Staged,
       llvm::StringRef Fixed) {
  auto Ours = Scratch::make(Working);
  auto Base = Scratch::make(Staged);
  auto Theirs = Scratch::make(Fixed);
  if (!Ours)
    return Ours.takeError();
  if (!Base)
    return Base.takeError();
  if (!Theirs)
    return Theirs.takeError();
  llvm::Expected<GitAnswer> Answer =
      runGit({{"merge-file", "-p", "-q", std::string((*Ours)->Path),
               std::string((*Base)->Path), std::string((*Theirs)->Path)},
              Root.str(),
              {},
              {}});
  if (!Answer)
    return Answer.takeError();
  if (Answer->ExitCode != 0)
    return std::nullopt;
  return Answer->Output;
}

/// \p Text with the line ends that git gives the file in the working tree
/// (core.autocrlf and attributes), as \p Working shows them.
static std::string withEndsOf(llvm::StringRef Working, llvm::StringRef Text) {
  bool Converted = Working.contains("\r\n") && !Text.contains('\r');
  std::string Result;
  for (char C : Text)
    if (C == '\n' && Converted)
      Result += "\r\n";
    else
      Result += C;
  return Result;
}

/// What lies there; none where that is no file: deleted, or a link, which leads
/// to another one.
static llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readWorking(llvm::StringRef Root, llvm::StringRef File) {
  std::string Path = inRoot(Root, File);
  fs::file_status Status;
  if (fs::status(Path, Status, /*follow=*/false) ||
      Status.type() != fs::file_type::regular_file)
    return nullptr;
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return makeError("cannot read '" + Path +
                     "': " + Buffer.getError().message());
  return std::move(*Buffer);
}

/// Whether git itself sees no edit where the bytes differ: the user's filters
/// write the file otherwise than they keep it.
static llvm::Expected<bool> differsByFilter(llvm::StringRef Root,
                                            const std::string &File,
                                            llvm::StringRef Staged) {
  auto Buffer = readWorking(Root, File);
  if (!Buffer)
    return Buffer.takeError();
  if (!*Buffer ||
      (*Buffer)->getBuffer() == withEndsOf((*Buffer)->getBuffer(), Staged))
    return false;
  GitRun Ask{{"-c", "diff.autoRefreshIndex=false", "diff", "--quiet",
              "--no-ext-diff", "--no-textconv", "--", ":(top,literal)" + File},
             Root.str(),
             {},
             {}};
  Ask.AsTheUser = true;
  llvm::Expected<GitAnswer> Answer = runGit(Ask);
  if (!Answer)
    return Answer.takeError();
  return Answer->ExitCode == 0;
}

/// The file as git writes what is staged.
static llvm::Error checkOut(llvm::StringRef Root, const std::string &File) {
  GitRun Write{{"checkout-index", "-f", "-q", "--", File}, Root.str(), {}, {}};
  Write.AsTheUser = true;
  llvm::Expected<std::string> Done = gitOutput(Write);
  return Done ? llvm::Error::success() : Done.takeError();
}

/// False if the working tree's own edits are in the way.
static llvm::Expected<bool> mendWorkingTree(llvm::StringRef Root,
                                            llvm::StringRef File,
                                            llvm::StringRef Staged,
                                            llvm::StringRef Fixed) {
  auto Buffer = readWorking(Root, File);
  if (!Buffer)
    return Buffer.takeError();
  if (!*Buffer)
    return true;
  llvm::StringRef Working = (*Buffer)->getBuffer();
  std::string Before = withEndsOf(Working, Staged);
  std::string Text = withEndsOf(Working, Fixed);
  if (Working != Before) {
    llvm::Expected<std::optional<std::string>> Merged =
        merged(Root, Working, Before, Text);
    if (!Merged)
      return Merged.takeError();
    if (!*Merged)
      return false;
    Text = std::move(**Merged);
  }
  if (llvm::Error E = writeTextFile(inRoot(Root, File), Text))
    return std::move(E);
  return true;
}

llvm::Expected<StagedFixes> codex::applyStagedFixes(const Report &TheReport,
                                                    SnapshotFiles &Staged,
                                                    llvm::StringRef IndexFile) {
  StagedFixes Result;
  AppliedFixes Counts;
  auto Ours = [&](llvm::StringRef File) {
    const SnapshotEntry *Entry = Staged.recorded().find(File);
    bool Is = Entry && Entry->TheKind == SnapshotEntry::Kind::File &&
              Entry->Home == TheReport.Root;
    if (!Is)
      Result.NotOurs.insert(File.str());
    return Is;
  };
  llvm::Expected<std::map<std::string, std::string>> Fixed =
      fixedTexts(TheReport, Staged, Ours, Counts);
  if (!Fixed)
    return Fixed.takeError();
  Result.Applied = Counts.Applied;
  Result.LeftOut = Counts.LeftOut;
  Result.WithErrors = std::move(Counts.WithErrors);
  for (const auto &[File, Text] : *Fixed) {
    auto Before = Staged.getBufferForFile(inRoot(TheReport.Root, File));
    if (!Before)
      return makeError("cannot read what is staged of '" + File +
                       "': " + Before.getError().message());
    llvm::Expected<bool> Filtered =
        differsByFilter(TheReport.Root, File, (*Before)->getBuffer());
    if (!Filtered)
      return Filtered.takeError();
    if (llvm::Error E = stage(TheReport.Root, File, Text, IndexFile))
      return std::move(E);
    ++Result.Files;
    if (*Filtered) {
      if (llvm::Error E = checkOut(TheReport.Root, File))
        return std::move(E);
      continue;
    }
    llvm::Expected<bool> Mended =
        mendWorkingTree(TheReport.Root, File, (*Before)->getBuffer(), Text);
    if (!Mended)
      return Mended.takeError();
    if (!*Mended)
      Result.OnlyStaged.push_back(File);
  }
  return Result;
}
