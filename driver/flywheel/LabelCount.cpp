#include "driver/flywheel/LabelCount.h"

#include "driver/flywheel/Files.h"
#include "driver/flywheel/Labels.h"
#include "support/Json.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace llvm;

namespace codex {

bool mayBeEnforced(const ReadFindings &F) {
  bool Enough = F.read() >= LeastRead || (F.read() > 0 && F.Unread == 0 &&
                                          F.Projects.size() >= LeastProjects);
  return Enough && F.precision() >= LeastPercent;
}

std::string whatEnforcingAsksFor() {
  return std::to_string(LeastPercent) + " % of at least " +
         std::to_string(LeastRead) +
         " findings read, or of all there are in at least " +
         std::to_string(LeastProjects) + " projects, must be true";
}

/// Other files of JSON may lie beside files of labels. What is damaged is none
/// of them: its reader has something to say.
static bool hasLabels(StringRef File, Env &World) {
  Expected<JsonValue> Json = readJsonFile(File, World.Files.get());
  if (Json)
    return Json->find("labels") || Json->find("project");
  consumeError(Json.takeError());
  return true;
}

Expected<std::map<std::string, ReadFindings>>
countLabels(ArrayRef<std::string> Paths, const RuleSet &Rules, Env &World) {
  std::map<std::string, ReadFindings> Known;
  for (const std::string &Path : Paths) {
    Expected<std::vector<std::string>> Files =
        fileOrFilesIn(Path, ".json", World);
    if (!Files)
      return Files.takeError();
    bool IsDirectory =
        Files->size() != 1 || Files->front() != World.absolute(Path);
    for (const std::string &File : *Files) {
      if (IsDirectory && !hasLabels(File, World))
        continue;
      Expected<LabelFile> Labels = readLabels(File, *World.Files);
      if (!Labels)
        return Labels.takeError();
      for (const Label &L : Labels->Labels) {
        if (!L.Mended.empty())
          continue;
        const Rule *R = Rules.findRule(L.Rule);
        ReadFindings &F = Known[R ? R->Id : L.Rule];
        if (!is_contained(F.Projects, Labels->Project))
          F.Projects.push_back(Labels->Project);
        ++(L.TheLabel == "true"        ? F.True
           : L.TheLabel == "false"     ? F.False
           : L.TheLabel == "debatable" ? F.Debatable
                                       : F.Unread);
      }
    }
  }
  for (auto &[Id, F] : Known)
    llvm::sort(F.Projects);
  return Known;
}

std::vector<std::string> usualLabels(StringRef RuleDirectory, Env &World) {
  std::vector<std::string> Found;
  // A pack keeps them inside; this repository beside its tests.
  for (StringRef Relative : {"labels", "../test/corpus/labels"}) {
    SmallString<256> Place(RuleDirectory);
    sys::path::append(Place, Relative);
    sys::path::remove_dots(Place, /*remove_dot_dot=*/true);
    std::error_code Problem;
    vfs::directory_iterator First = World.Files->dir_begin(Place, Problem);
    if (!Problem && First != vfs::directory_iterator())
      Found.push_back(Place.str().str());
  }
  return Found;
}

} // namespace codex
