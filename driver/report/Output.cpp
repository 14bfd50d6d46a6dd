//===- Output.cpp - Which reports go where --------------------------------===//

#include "driver/report/Output.h"

#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace codex;

llvm::Expected<Output> Output::make(llvm::ArrayRef<std::string> Formats,
                                    llvm::StringRef File) {
  static const std::string Text = "text";
  if (Formats.empty())
    Formats = Text;
  Output Result;
  for (llvm::StringRef Asked : Formats) {
    auto [Name, Own] = Asked.split('=');
    llvm::Expected<std::unique_ptr<Writer>> TheWriter = makeWriter(Name);
    if (!TheWriter)
      return TheWriter.takeError();
    if (Asked.contains('=') && Own.empty())
      return makeError("'--format " + Asked + "' names no file behind '='");
    llvm::StringRef Target = !Own.empty() ? Own : File.empty() ? "-" : File;
    for (const auto &Other : Result.Targets)
      if (Other.File == Target)
        return makeError("formats " + Other.Format + " and " + Name +
                         " would both go to " +
                         (Target == "-" ? llvm::Twine("the standard output")
                                        : "'" + Target + "'") +
                         "; give one a file: --format " + Name + "=FILE");
    Result.Targets.push_back({Name.str(), std::move(*TheWriter), Target.str()});
  }
  bool FileUsed = llvm::any_of(
      Result.Targets, [&](const auto &Target) { return Target.File == File; });
  if (!File.empty() && !FileUsed)
    return makeError("-o '" + File +
                     "' has nothing to hold: every format has its own file");
  return Result;
}

bool Output::textToStandardOutput() const {
  return llvm::any_of(Targets, [](const Target &T) {
    return T.Format == "text" && T.File == "-";
  });
}

llvm::Error Output::spares(llvm::ArrayRef<std::string> Sources,
                           const Env &World) const {
  for (const Target &T : Targets) {
    llvm::sys::fs::UniqueID Theirs, Ours;
    if (T.File == "-" ||
        llvm::sys::fs::getUniqueID(World.absolute(T.File), Ours))
      continue;
    for (const std::string &Source : Sources)
      if (!llvm::sys::fs::getUniqueID(Source, Theirs) && Theirs == Ours)
        return makeError("the report would be written over '" + T.File +
                         "', which is to be checked; give it another name");
  }
  return llvm::Error::success();
}

/// Other formats have no place for it.
static bool tellsNotes(llvm::StringRef Format, bool OfChange) {
  return Format == "text" || Format == "json" || Format == "sarif" ||
         (OfChange && (Format == "markdown" || Format == "html"));
}

void Output::tellNotes(const Report &TheReport, llvm::raw_ostream &Err) const {
  if (llvm::any_of(Targets, [&](const Target &T) {
        return tellsNotes(T.Format, TheReport.Change.has_value());
      }))
    return;
  auto Tell = [&](llvm::ArrayRef<std::string> Notes) {
    for (const std::string &Note : Notes)
      Err << "codex-lint: warning: " << Note << '\n';
  };
  Tell(TheReport.Notes);
  if (TheReport.Change)
    Tell(TheReport.Change->Notes);
}

llvm::Error Output::write(const Report &TheReport, Env &World) const {
  tellNotes(TheReport, World.Err);
  for (const Target &T : Targets) {
    WriteOptions Options;
    Options.Files = World.Files;
    if (T.File == "-") {
      Options.Colour =
          World.OutIsTerminal && !World.Variable("NO_COLOR").has_value();
      T.TheWriter->write(TheReport, Options, World.Out);
      World.Out.flush();
      if (&World.Out == &llvm::outs() && llvm::outs().has_error()) {
        std::string Why = llvm::outs().error().message();
        llvm::outs().clear_error();
        return makeError("cannot write to the standard output: " + Why);
      }
      continue;
    }
    std::error_code Failure;
    llvm::raw_fd_ostream OS(World.absolute(T.File), Failure);
    if (!Failure) {
      T.TheWriter->write(TheReport, Options, OS);
      OS.close();
      Failure = OS.error();
      OS.clear_error();
    }
    if (Failure)
      return makeError("cannot write '" + T.File + "': " + Failure.message());
  }
  return llvm::Error::success();
}
