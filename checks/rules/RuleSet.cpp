#include "rules/RuleSet.h"

#include "rules/IncidentReader.h"
#include "rules/ModelReader.h"
#include "rules/RuleReader.h"
#include "support/Error.h"
#include "support/Suggest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

#include <map>

using namespace llvm;

namespace codex {

const Rule *RuleSet::findRule(StringRef Id) const {
  for (const Rule &R : Rules)
    if (R.Id == Id)
      return &R;
  for (const Rule &R : Rules)
    if (is_contained(R.Formerly, Id))
      return &R;
  return nullptr;
}

const Incident *RuleSet::findIncident(StringRef Id) const {
  auto Found =
      find_if(Incidents, [&](const Incident &I) { return I.Id == Id; });
  return Found == Incidents.end() ? nullptr : &*Found;
}

const Model *RuleSet::findModel(StringRef Library) const {
  auto Found =
      find_if(Models, [&](const Model &M) { return M.Library == Library; });
  return Found == Models.end() ? nullptr : &*Found;
}

Expected<std::vector<const Model *>>
RuleSet::modelsFor(const Rule &R, ArrayRef<std::string> Libraries) const {
  std::vector<const Model *> Found;
  std::vector<StringRef> Known;
  for (const Model &M : Models) {
    Known.push_back(M.Library);
    if (Libraries.empty())
      Found.push_back(&M);
  }
  Reading Place(R.File, "$.spec");
  Place.inMember("models", [&] {
    for (const auto &[Index, Library] : enumerate(Libraries)) {
      if (const Model *M = findModel(Library))
        Found.push_back(M);
      else
        Place.inElement(Index, [&, Index = Index, &Library = Library] {
          Place.problem(R.Spec.find("models")->array()[Index],
                        "there is no model '" + Library + "'" +
                            suggestion(Library, Known));
        });
    }
  });
  if (Error E = Place.take())
    return std::move(E);
  return Found;
}

static bool isDirectory(StringRef Path, vfs::FileSystem *Files) {
  if (!Files)
    return sys::fs::is_directory(Path);
  ErrorOr<vfs::Status> Status = Files->status(Path);
  return Status && Status->isDirectory();
}

namespace {

/// One call of loadRuleSet. Collects the problems on the way.
class Loader {
public:
  Loader(StringRef Directory, RuleSet &Loaded, vfs::FileSystem *Files)
      : Directory(Directory), Loaded(Loaded), Source(Files) {}

  Error load() {
    bool IsAny = false;
    // Incidents first: rules name them.
    IsAny |= loadFolder<Incident>("incidents", readIncident, Loaded.Incidents,
                                  &Incident::Id);
    IsAny |=
        loadFolder<Model>("models", readModel, Loaded.Models, &Model::Library);
    IsAny |= loadFolder<Rule>("rules", readRule, Loaded.Rules, &Rule::Id);
    if (!IsAny)
      report(makeError(Directory + ": holds no rules: there is no folder "
                                   "'rules', 'models' or 'incidents' in it"));
    checkFormerIds();
    sortAll();
    return std::move(Problems);
  }

private:
  void report(Error E) {
    Problems = joinErrors(std::move(Problems), std::move(E));
  }

  void report(StringRef File, const JsonValue &At, StringRef Path,
              const Twine &What) {
    Reading R(File, Path);
    R.problem(At, What);
    report(R.take());
  }

  template <typename T>
  bool loadFolder(StringRef Name,
                  Error (*Read)(const JsonValue &, StringRef, T &),
                  std::vector<T> &Into, std::string T::*Id) {
    SmallString<128> Folder(Directory);
    sys::path::append(Folder, Name);
    Expected<bool> IsThere = hasFolder(Folder, Source);
    if (!IsThere) {
      report(IsThere.takeError());
      return true;
    }
    if (!*IsThere)
      return false;
    Expected<std::vector<std::string>> Files = jsonFilesBelow(Folder, Source);
    if (!Files) {
      report(Files.takeError());
      return true;
    }
    for (const std::string &File : *Files)
      loadFile(File, Read, Into, Id);
    return true;
  }

  template <typename T>
  void loadFile(StringRef File,
                Error (*Read)(const JsonValue &, StringRef, T &),
                std::vector<T> &Into, std::string T::*Id) {
    Expected<JsonValue> Json = readJsonFile(File, Source);
    if (!Json)
      return report(Json.takeError());
    T Value;
    if (Error E = Read(*Json, File, Value))
      return report(std::move(E));
    auto Other =
        find_if(Into, [&](const T &Known) { return Known.*Id == Value.*Id; });
    if (Other != Into.end())
      return report(File, *Json, "$",
                    "the name '" + Value.*Id + "' is taken: " + Other->File +
                        " has it");
    crossCheck(Value, *Json);
    Into.push_back(std::move(Value));
  }

  void crossCheck(const Incident &, const JsonValue &) {}
  void crossCheck(const Model &, const JsonValue &) {}

  void crossCheck(const Rule &R, const JsonValue &Json) {
    StringRef Above = sys::path::parent_path(sys::path::parent_path(R.File));
    if (sys::path::filename(Above) != "rules")
      report(R.File, Json, "$",
             "a rule's file lies in rules/<family>/, and no deeper");
    NewRules.push_back(R.Id);
    for (const auto &[Index, Id] : enumerate(R.Incidents)) {
      if (Loaded.findIncident(Id))
        continue;
      std::vector<StringRef> Known;
      for (const Incident &I : Loaded.Incidents)
        Known.push_back(I.Id);
      StringRef Nearest = nearestWord(Id, Known);
      report(R.File, Json.find("incidents")->array()[Index],
             ("$.incidents[" + Twine(Index) + "]").str(),
             "there is no incident '" + Id + "'" +
                 (Nearest.empty() ? "" : "; did you mean '" + Nearest + "'?"));
    }
  }

  /// A former id must lead to one rule only.
  void checkFormerIds() {
    std::map<StringRef, const Rule *> Taken;
    for (const Rule &R : Loaded.Rules)
      Taken[R.Id] = &R;
    for (const Rule &R : Loaded.Rules)
      for (const std::string &Former : R.Formerly) {
        auto [Known, IsNew] = Taken.try_emplace(Former, &R);
        if (!IsNew && is_contained(NewRules, R.Id))
          report(makeError(R.File + ": the former id '" + Former +
                           "' is taken: " + Known->second->File + " has it"));
      }
  }

  void sortAll() {
    llvm::sort(Loaded.Rules,
               [](const Rule &A, const Rule &B) { return A.Id < B.Id; });
    llvm::sort(Loaded.Models, [](const Model &A, const Model &B) {
      return A.Library < B.Library;
    });
    llvm::sort(Loaded.Incidents, [](const Incident &A, const Incident &B) {
      return A.Id < B.Id;
    });
  }

  StringRef Directory;
  RuleSet &Loaded;
  vfs::FileSystem *Source;           ///< null: the disk
  std::vector<std::string> NewRules; ///< ids that this call added
  Error Problems = Error::success();
};

} // namespace

Error loadRuleSet(StringRef Directory, RuleSet &Loaded,
                  vfs::FileSystem *Files) {
  if (!isDirectory(Directory, Files))
    return makeError(Directory + ": there is no such directory of rules");
  return Loader(Directory, Loaded, Files).load();
}

Error loadModel(StringRef File, RuleSet &Loaded, vfs::FileSystem *Files) {
  Expected<JsonValue> Json = readJsonFile(File, Files);
  if (!Json)
    return Json.takeError();
  Model New;
  if (Error E = readModel(*Json, File, New))
    return E;
  if (const Model *Other = Loaded.findModel(New.Library))
    return makeError(File + ": there is a model of '" + New.Library +
                     "' already: " + Other->File +
                     "; give the file another name");
  auto Place = find_if(Loaded.Models,
                       [&](const Model &M) { return New.Library < M.Library; });
  Loaded.Models.insert(Place, std::move(New));
  return Error::success();
}

Expected<std::string> findRuleDirectory(StringRef BinaryPath) {
  if (std::optional<std::string> Set = sys::Process::GetEnv("CODEX_RULES")) {
    if (sys::fs::is_directory(*Set))
      return *Set;
    return makeError("CODEX_RULES names '" + *Set + "', which is no directory");
  }
  std::vector<std::string> Places;
  for (StringRef Relative : {"../share/codex/codex-rules", "../codex-rules"}) {
    SmallString<128> Place(sys::path::parent_path(BinaryPath));
    sys::path::append(Place, Relative);
    sys::path::remove_dots(Place, /*remove_dot_dot=*/true);
    Places.push_back(Place.str().str());
  }
  Places.push_back(CODEX_SOURCE_RULES);
  for (const std::string &Place : Places)
    if (sys::fs::is_directory(Place))
      return Place;
  return makeError(
      "the built-in rules are in none of these places: " + join(Places, ", ") +
      "; set CODEX_RULES to the directory that has them");
}

} // namespace codex
