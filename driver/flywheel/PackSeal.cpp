#include "driver/flywheel/PackSeal.h"

#include "driver/RulePacks.h"
#include "driver/flywheel/RuleLint.h"
#include "rules/RulePack.h"
#include "support/Error.h"
#include "support/JsonEdit.h"
#include "support/TextFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace codex {

/// Of a pack's rules only: those that it stands beside are others' to mend.
static Error lintPack(StringRef Directory, const RuleSet &Beside) {
  RuleSet Both = Beside;
  if (Error E = loadWholePack(Directory, nullptr, Both))
    return E;
  auto IsOthers = [&](const std::string &File) {
    return !StringRef(File).starts_with((Directory + "/").str());
  };
  erase_if(Both.Rules, [&](const Rule &R) { return IsOthers(R.File); });
  erase_if(Both.Incidents, [&](const Incident &I) { return IsOthers(I.File); });
  return lintRules(Both);
}

static Expected<std::string> manifestText(const RulePack &Pack, StringRef File,
                                          StringRef Digest) {
  if (!Pack.HasManifest)
    return ("{\n  \"name\": \"" + Pack.Manifest.Name +
            "\",\n  \"version\": \"" + Pack.Manifest.Version +
            "\",\n  \"digest\": \"" + Digest + "\"\n}\n")
        .str();
  auto Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return makeError(File + ": " + Buffer.getError().message());
  Expected<JsonEdit> Edit =
      JsonEdit::create((*Buffer)->getBuffer().str(), File);
  if (!Edit)
    return Edit.takeError();
  Edit->set("name", "\"" + Pack.Manifest.Name + "\"", "name");
  Edit->set("version", "\"" + Pack.Manifest.Version + "\"", "name");
  Edit->set("digest", ("\"" + Digest + "\"").str(), "version");
  return Edit->text();
}

Expected<ExitCode> PackSeal::run(const LoadedRules &Loaded, Env &World) const {
  std::string Place = World.absolute(Directory);
  if (!sys::fs::is_directory(Place))
    return makeError(Place + ": there is no such directory");
  SmallString<256> File(Place);
  sys::path::append(File, PackManifestName);
  Expected<RulePack> Pack = readRulePack(Place, nullptr);
  if (!Pack)
    return Pack.takeError();
  if (Pack->Files.empty())
    return makeError(Place + ": holds no rules, models or incidents");
  PackManifest &M = Pack->Manifest;
  std::string Before = M.Digest;
  std::string Old = M.Name + " " + M.Version;
  M.Name = Name.empty() ? M.Name : Name;
  M.Version = Version.empty() ? M.Version : Version;
  if (M.Name.empty() || M.Version.empty())
    return makeError(File + ": is not there yet; say --name NAME and --version "
                            "VERSION to have it written");
  if (Error E = lintPack(Place, Loaded.Rules))
    return joinErrors(std::move(E),
                      makeError("the pack '" + Directory +
                                "' is not whole; nothing was written"));
  std::string Digest = Pack->digest();
  bool IsUpToDate = Before == Digest &&
                    Old == Pack->Manifest.Name + " " + Pack->Manifest.Version;
  if (Check) {
    World.Out << File
              << (IsUpToDate ? ": is up to date\n"
                             : ": is out of date; 'codex-lint rules "
                               "pack " +
                                   Directory + "' brings it up to date\n");
    return IsUpToDate ? ExitCode::Clean : ExitCode::Findings;
  }
  Expected<std::string> Text = manifestText(*Pack, File, Digest);
  if (!Text)
    return Text.takeError();
  // As its reader reads it: names that cannot be are refused here.
  Expected<JsonValue> Json = parseJson(*Text, File);
  if (!Json)
    return Json.takeError();
  PackManifest Again;
  if (Error E = packShape().read(*Json, File, Again))
    return std::move(E);
  if (!IsUpToDate)
    if (Error E = writeTextFile(File, *Text))
      return std::move(E);
  World.Out << (IsUpToDate ? "up to date: " : "wrote ") << File
            << "\nin the .codex.json of a project that means this one and no "
               "other:\n  \"rulePacks\": [{\"path\": \""
            << Directory << "\", \"name\": \"" << M.Name
            << "\", \"version\": \"" << M.Version
            << "\",\n                 \"digest\": \"" << Digest << "\"}]\n";
  if (!IsUpToDate && !Before.empty() && Old == M.Name + " " + M.Version)
    World.Out << "it changed, and is still " << M.Version
              << "; --version gives it a new one\n";
  return ExitCode::Clean;
}

} // namespace codex
