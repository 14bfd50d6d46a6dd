#include "rules/RulePack.h"

#include "rules/EnumNames.h"
#include "support/Error.h"
#include "support/RegularFiles.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace codex {

const char *const PackManifestName = "pack.json";

static TextType versionText() {
  return text().matching("[0-9]+(\\.[0-9]+)*(-[0-9a-z.]+)?",
                         "a version such as '1.2.0'");
}

static TextType digestText() {
  return text().matching("blake3:[0-9a-f]{40}",
                         "a digest as 'codex-lint rules pack' writes it");
}

const Shape<PackManifest> &packShape() {
  using M = PackManifest;
  static const Shape<M> S =
      Shape<M>("rule pack", "What a directory of rules, models and incidents "
                            "is called, and what it consists of.")
          .ignored("$schema", "the schema that an editor checks the file with")
          .required("name", &M::Name, "what the pack is called", kebabCase())
          .required("version", &M::Version, "goes up with every change",
                    versionText())
          .optional("digest", &M::Digest,
                    "stands for all that counts in it; 'codex-lint rules pack' "
                    "writes it",
                    digestText());
  return S;
}

Type<std::vector<PackReference>> packReferences() {
  using P = PackReference;
  static const Shape<P> Pinned =
      Shape<P>("rule pack", "A pack, and which one exactly.")
          .required("path", &P::Path, "its directory, relative to the root",
                    text().notEmpty())
          .optional("name", &P::Name, "the name that it must have", kebabCase())
          .optional("version", &P::Version, "the version that it must be",
                    versionText())
          .optional("digest", &P::Digest, "the digest that it must have",
                    digestText());
  auto Read = [](const JsonValue &V, std::vector<P> &Out, Reading &R) {
    Out.clear();
    readElements(V, R, [&](const JsonValue &One) {
      P Reference;
      if (One.kind() == JsonValue::Kind::Object)
        Type<P>(Pinned).Read(One, Reference, R);
      else if (One.kind() == JsonValue::Kind::String)
        text().notEmpty().Read(One, Reference.Path, R);
      else
        R.wrongKind(One, "a path or an object");
      Reference.At = One.position();
      Out.push_back(std::move(Reference));
    });
  };
  json::Object Each{
      {"anyOf", json::Array{text().notEmpty().Schema, Type<P>(Pinned).Schema}}};
  return {Read, json::Object{{"type", "array"}, {"items", std::move(Each)}}};
}

std::string RulePack::digest() const {
  TruncatedBLAKE3<20> Hasher;
  // The length in front of each, so that none can be taken for two.
  auto Add = [&](StringRef Text) {
    Hasher.update(utostr(Text.size()) + ":");
    Hasher.update(Text);
  };
  Add(Manifest.Name);
  Add(Manifest.Version);
  for (const auto &[Path, Text] : Files) {
    Add(Path);
    Add(Text);
  }
  return "blake3:" + toHex(Hasher.final(), /*LowerCase=*/true);
}

std::string RulePack::title() const {
  return HasManifest ? Manifest.Name + " " + Manifest.Version : "";
}

/// Everything that loadRuleSet would read below \p Folder of the pack.
static Error addFiles(StringRef Directory, StringRef Folder,
                      vfs::FileSystem &Files, RulePack &Pack) {
  SmallString<256> Path(Directory);
  sys::path::append(Path, Folder);
  Expected<bool> IsThere = hasFolder(Path, &Files);
  if (!IsThere)
    return IsThere.takeError();
  if (!*IsThere)
    return Error::success();
  Expected<std::vector<std::string>> Found = jsonFilesBelow(Path, &Files);
  if (!Found)
    return Found.takeError();
  for (const std::string &File : *Found) {
    Expected<std::unique_ptr<MemoryBuffer>> Buffer = readDataFile(File, &Files);
    if (!Buffer)
      return Buffer.takeError();
    StringRef Relative =
        StringRef(File).drop_front(Directory.size()).ltrim('/');
    Pack.Files[Relative.str()] = (*Buffer)->getBuffer().str();
  }
  return Error::success();
}

Expected<RulePack> readRulePack(StringRef Directory, vfs::FileSystem *Source) {
  IntrusiveRefCntPtr<vfs::FileSystem> Disk = regularFiles();
  vfs::FileSystem &Files = Source ? *Source : *Disk;
  Directory = Directory.rtrim('/');
  RulePack Pack;
  SmallString<256> File(Directory);
  sys::path::append(File, PackManifestName);
  ErrorOr<vfs::Status> Manifest = Files.status(File);
  if (!Manifest && Manifest.getError() != std::errc::no_such_file_or_directory)
    return makeError(File +
                     ": cannot be read: " + Manifest.getError().message());
  if (Manifest) {
    Expected<JsonValue> Json = readJsonFile(File, &Files);
    if (!Json)
      return Json.takeError();
    if (Error E = packShape().read(*Json, File, Pack.Manifest))
      return std::move(E);
    Pack.HasManifest = true;
  }
  for (StringRef Folder : {"incidents", "models", "rules"})
    if (Error E = addFiles(Directory, Folder, Files, Pack))
      return std::move(E);
  return Pack;
}

Error checkRulePack(const RulePack &Pack, StringRef Directory,
                    const PackReference &Wanted, StringRef ConfigFile) {
  Reading R(ConfigFile, "$.rulePacks");
  std::string Digest = Pack.digest();
  bool IsPinned =
      !Wanted.Name.empty() || !Wanted.Version.empty() || !Wanted.Digest.empty();
  if (IsPinned && !Pack.HasManifest) {
    R.problem(Wanted.At, "the pack is pinned, and '" + Wanted.Path +
                             "' has no " + PackManifestName +
                             " that says what it is; 'codex-lint rules pack " +
                             Wanted.Path + "' writes one");
    return R.take();
  }
  if (!Pack.Manifest.Digest.empty() && Pack.Manifest.Digest != Digest)
    return makeError(Directory + "/" + PackManifestName +
                     ": at $.digest: the pack was altered: it says " +
                     Pack.Manifest.Digest + ", and its files are " + Digest +
                     "; 'codex-lint rules pack " + Wanted.Path +
                     "' writes it anew if the change is meant");
  auto Compare = [&](StringRef Key, StringRef Want, StringRef Have) {
    if (!Want.empty() && Want != Have)
      R.problem(Wanted.At, "the " + Key + " of the pack '" + Wanted.Path +
                               "' is pinned to '" + Want + "', and it is '" +
                               Have + "'");
  };
  Compare("name", Wanted.Name, Pack.Manifest.Name);
  Compare("version", Wanted.Version, Pack.Manifest.Version);
  Compare("digest", Wanted.Digest, Digest);
  return R.take();
}

} // namespace codex
