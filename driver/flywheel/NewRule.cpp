#include "driver/flywheel/NewRule.h"

#include "driver/flywheel/RuleLint.h"
#include "engines/Engine.h"
#include "support/Error.h"
#include "support/Suggest.h"
#include "support/TextFile.h"
#include "support/TextLayout.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace codex {

static std::string quoted(StringRef Text) {
  std::string Result;
  raw_string_ostream(Result) << json::Value(Text.str());
  return Result;
}

static std::string todo(const Twine &What) {
  return quoted((ToBeWritten + ": " + What).str());
}

static std::string version() {
  auto [Major, Rest] = StringRef(CODEX_VERSION).split('.');
  return (Major + "." + Rest.split('.').first).str();
}

static std::string ruleText(StringRef Id, StringRef Engine,
                            ArrayRef<std::string> Incidents, StringRef Spec) {
  std::vector<std::string> Ids;
  for (const std::string &I : Incidents)
    Ids.push_back(quoted(I));
  return ("{\n  // What is marked " + ToBeWritten +
          " is to be written; 'codex-lint rules lint' refuses it until then.\n"
          "  \"id\": " +
          quoted(Id) +
          ",\n"
          "  \"title\": " +
          todo("the bad pattern, in a few words") +
          ",\n"
          "  \"need\": " +
          todo("X of 'If you need X, use Y'") +
          ",\n"
          "  \"use\": " +
          todo("Y; the standard library or a well-known one "
               "first") +
          ",\n"
          "  \"level\": \"should\",\n"
          "  \"state\": \"draft\",\n"
          "  \"since\": " +
          quoted(version()) +
          ",\n"
          "  \"engine\": " +
          quoted(Engine) +
          ",\n"
          "  \"message\": " +
          todo("what is wrong here, with names of the "
               "author's code in braces") +
          ",\n"
          "  \"why\": [" +
          todo("what happens otherwise, and what happened the "
               "last time") +
          "],\n"
          "  \"fix\": [" +
          todo("what to write instead, one way each") +
          "],\n"
          "  \"limits\": [" +
          todo("what it does not report, and why") +
          "],\n"
          "  \"incidents\": [" +
          join(Ids, ", ") +
          "],\n"
          "  \"spec\": " +
          Spec + "\n}\n")
      .str();
}

static std::string asComment(StringRef Text) {
  std::string Result, Lines = wrapped(Text);
  for (StringRef Line : split(StringRef(Lines).rtrim('\n'), '\n'))
    Result += "// " + Line.str() + "\n";
  return Result;
}

static std::string testText(ArrayRef<std::string> Incidents,
                            const RuleSet &Rules) {
  std::string Todo = "  // " + ToBeWritten.str() + ": ";
  std::string Text =
      "// flags: -std=c++20\n"
      "//\n"
      "// In each *_bad the rule reports something, in *_ok nothing. A "
      "comment\n"
      "// at the end of a line says what is reported there: 'expect', a "
      "colon,\n"
      "// and a part of the message. A gap that stays is a function *_FN\n"
      "// (missed) or *_FP (reported in error), with the reason above it.\n";
  for (const std::string &Id : Incidents)
    if (const Incident *I = Rules.findIncident(Id))
      Text += "//\n" + asComment(I->oneLine()) + asComment(I->RootCauseInCode);
  Text += "\n// [example-bad]\n";
  if (!Incidents.empty())
    Text += "// incident: " + join(Incidents, ", ") + "\n";
  Text += "void first_bad() {\n" + Todo +
          "the incident's pattern, written from its facts\n}\n"
          "// [/example-bad]\n\n";
  for (StringRef Name : {"second", "third", "fourth", "fifth"})
    Text += "void " + Name.str() + "_bad() {\n" + Todo +
            "the same fault from another side\n}\n\n";
  Text += "// [example-ok]\nvoid first_ok() {\n" + Todo +
          "the same, done right: what the rule says to use\n}\n"
          "// [/example-ok]\n";
  for (StringRef Name : {"second", "third", "fourth", "fifth"})
    Text += "\nvoid " + Name.str() + "_ok() {\n" + Todo +
            "what looks like the fault, and is fine\n}\n";
  return Text;
}

static Error checkName(StringRef Name, StringRef &Family, StringRef &Id,
                       const RuleSet &Rules) {
  std::tie(Family, Id) = Name.split('/');
  if (Family.empty() || Id.empty() || Id.contains('/'))
    return makeError("'" + Name +
                     "' is no name of the form <family>/<id>, "
                     "as input/unchecked-unwrap; the family is the subject");
  if (!all_of(Family, [](char C) { return isLower(C) || C == '-'; }))
    return makeError("the family '" + Family +
                     "' is not kebab-case: "
                     "lower-case words joined by '-'");
  if (std::string Problem = problemOfName(Id); !Problem.empty())
    return makeError(Problem);
  const Rule *Other = Rules.findRule(Id);
  if (!Other)
    return Error::success();
  if (Other->Id == Id)
    return makeError("there is a rule '" + Id + "' already: " + Other->File);
  return makeError("'" + Id + "' was the name of '" + Other->Id +
                   "' once, and waivers may still say so: " + Other->File);
}

static Expected<std::string> schemaOf(StringRef Engine) {
  if (std::unique_ptr<codex::Engine> Made = makeEngine(Engine))
    return Made->specSchema();
  std::vector<std::string> Names;
  for (const EngineRegistry::entry &Entry : EngineRegistry::entries())
    Names.push_back(Entry.getName().str());
  llvm::sort(Names);
  std::vector<StringRef> Known(Names.begin(), Names.end());
  return makeError("there is no engine '" + Engine + "'" +
                   suggestion(Engine, Known));
}

static Error checkIncidents(ArrayRef<std::string> Ids, const RuleSet &Rules) {
  std::vector<StringRef> Known;
  for (const Incident &I : Rules.Incidents)
    Known.push_back(I.Id);
  for (const std::string &Id : Ids)
    if (!Rules.findIncident(Id)) {
      StringRef Nearest = nearestWord(Id, Known);
      return makeError("there is no incident '" + Id + "'; " +
                       (Nearest.empty() ? "'codex-lint incidents new' writes "
                                          "one down"
                                        : "did you mean '" + Nearest + "'?"));
    }
  return Error::success();
}

Error NewRule::run(const LoadedRules &Loaded, Env &World) const {
  StringRef Family, Id;
  if (Error E = checkName(Name, Family, Id, Loaded.Rules))
    return E;
  Expected<std::string> Schema = schemaOf(Engine);
  if (!Schema)
    return Schema.takeError();
  if (Error E = checkIncidents(Incidents, Loaded.Rules))
    return E;
  Expected<std::string> Spec = specTemplate(*Schema, 2);
  if (!Spec)
    return Spec.takeError();

  std::string Directory =
      Into.empty() ? Loaded.Directory : World.absolute(Into);
  if (!sys::fs::is_directory(Directory))
    return makeError(Directory + ": there is no such directory of rules; make "
                                 "it first, or say --into DIR");
  SmallString<256> File(Directory);
  sys::path::append(File, "rules", Family, Id + ".json");
  SmallString<256> TestFile(File);
  sys::path::replace_extension(TestFile, ".cpp");
  for (StringRef Path : {StringRef(File), StringRef(TestFile)})
    if (sys::fs::exists(Path))
      return makeError(Path + ": is there already, and is left as it is");

  if (Error E = writeTextFile(File, ruleText(Id, Engine, Incidents, *Spec)))
    return E;
  if (Error E = writeTextFile(TestFile, testText(Incidents, Loaded.Rules)))
    return E;
  World.Out << "wrote " << File << "\nwrote " << TestFile
            << "\nwrite what is marked " << ToBeWritten
            << ", beginning with the test, and have this run beside it:\n"
            << "  codex-lint rules test " << Id << RulesOption << " --watch\n";
  return Error::success();
}

} // namespace codex
