//===- Keys.cpp - What a result depends on besides files ------------------===//

#include "driver/cache/Keys.h"

#include "driver/cache/Relocation.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <vector>

#include <elf.h>
#include <link.h>

using namespace codex;

/// Goes up when a result is computed or written differently by equal binaries'
/// standards: never, as long as binaries have build ids. A way out all the
/// same.
static constexpr llvm::StringLiteral KeyVersion = "codex cache 1";

/// Variables that change where Clang's driver looks, or what it does.
static constexpr llvm::StringLiteral DriverVariables[] = {
    "CPATH",
    "C_INCLUDE_PATH",
    "CPLUS_INCLUDE_PATH",
    "OBJC_INCLUDE_PATH",
    "OBJCPLUS_INCLUDE_PATH",
    "COMPILER_PATH",
    "GCC_EXEC_PREFIX",
    "SDKROOT",
    "CCC_OVERRIDE_OPTIONS",
    "SOURCE_DATE_EPOCH"};

//===----------------------------------------------------------------------===//
// The program
//===----------------------------------------------------------------------===//

/// The GNU build id among the notes of a loaded object, or "".
static llvm::StringRef buildId(const struct dl_phdr_info &Object) {
  for (unsigned I = 0; I < Object.dlpi_phnum; ++I) {
    const ElfW(Phdr) &Header = Object.dlpi_phdr[I];
    if (Header.p_type != PT_NOTE)
      continue;
    llvm::StringRef Notes(
        reinterpret_cast<const char *>(Object.dlpi_addr + Header.p_vaddr),
        Header.p_memsz);
    while (Notes.size() >= sizeof(ElfW(Nhdr))) {
      const auto *Note = reinterpret_cast<const ElfW(Nhdr) *>(Notes.data());
      size_t Name = llvm::alignTo(Note->n_namesz, 4);
      size_t Size = llvm::alignTo(Note->n_descsz, 4);
      llvm::StringRef Rest = Notes.drop_front(sizeof(*Note));
      if (Rest.size() < Name + Size)
        break;
      if (Note->n_type == NT_GNU_BUILD_ID && Rest.starts_with("GNU"))
        return Rest.substr(Name, Note->n_descsz);
      Notes = Rest.drop_front(Name + Size);
    }
  }
  return "";
}

namespace {
struct Objects {
  std::string Program; ///< the file of this one
  std::vector<std::pair<std::string, std::string>> Ids; ///< by name
};
} // namespace

static int takeObject(struct dl_phdr_info *Object, size_t, void *Data) {
  auto &All = *static_cast<Objects *>(Data);
  llvm::StringRef Path = Object->dlpi_name;
  // The program comes first, and without a name.
  if (All.Ids.empty())
    Path = All.Program;
  llvm::StringRef Name = llvm::sys::path::filename(Path);
  if (!All.Ids.empty() && !Name.contains("clang") && !Name.contains("LLVM"))
    return 0;
  std::string Id = buildId(*Object).str();
  if (Id.empty())
    if (auto Buffer = llvm::MemoryBuffer::getFile(
            Path, /*IsText=*/false, /*RequiresNullTerminator=*/false))
      Id = digestOf((*Buffer)->getBuffer()).raw().str();
  All.Ids.emplace_back(Name.str(), std::move(Id));
  return 0;
}

Digest codex::engineKey(const Env &World) {
  Objects All;
  All.Program = World.BinaryPath;
  dl_iterate_phdr(takeObject, &All);
  // By whatever name it is called.
  All.Ids.front().first.clear();
  llvm::sort(All.Ids);
  DigestBuilder Key;
  Key.add(KeyVersion);
  for (const auto &[Name, Id] : All.Ids)
    Key.add(Name).add(Id);
  return Key.finish();
}

//===----------------------------------------------------------------------===//
// Rules, environment, command
//===----------------------------------------------------------------------===//

Digest codex::rulesKey(const RuleSet &Rules,
                       llvm::ArrayRef<const Rule *> Selected) {
  DigestBuilder Key;
  for (const Rule *R : Selected)
    Key.add("rule")
        .add(R->Id)
        .add(R->Engine)
        .add(R->Message)
        .add(R->Spec.text());
  for (const Model &M : Rules.Models)
    Key.add("model").add(M.Library).add(M.Text);
  return Key.finish();
}

Digest codex::environmentKey(const Env &World) {
  DigestBuilder Key;
  for (llvm::StringRef Name : DriverVariables)
    if (std::optional<std::string> Value = World.Variable(Name))
      Key.add(Name).add(*Value);
  return Key.finish();
}

Digest codex::unitKey(const CompileUnit &Unit, llvm::StringRef Root) {
  DigestBuilder Key;
  Key.add(withoutRoot(Unit.File, Root));
  Key.add(withoutRoot(Unit.Directory, Root));
  for (const std::string &Word : Unit.Arguments)
    Key.add(wordWithoutRoot(Word, Root));
  if (!Unit.Ours.empty())
    Key.add("ours");
  for (const std::string &Name : Unit.Ours)
    Key.add(Name);
  // A Clang's own place decides where its libraries are looked for.
  llvm::StringRef Compiler =
      Unit.Arguments.empty() ? "" : llvm::StringRef(Unit.Arguments.front());
  llvm::SmallString<256> Real;
  if (llvm::sys::path::is_absolute(Compiler) &&
      !llvm::sys::fs::real_path(Compiler, Real))
    Key.add(withoutRoot(Real, Root));
  return Key.finish();
}
