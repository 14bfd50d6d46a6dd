#include "driver/flywheel/RunLog.h"

#include "driver/Today.h"
#include "driver/flywheel/Files.h"
#include "support/Error.h"
#include "support/Json.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace codex {

static std::string text(const JsonValue &Object, StringRef Key) {
  const JsonValue *V = Object.find(Key);
  return V && V->kind() == JsonValue::Kind::String ? V->string().str() : "";
}

static bool isTrue(const JsonValue &Object, StringRef Key) {
  const JsonValue *V = Object.find(Key);
  return V && V->kind() == JsonValue::Kind::Boolean && V->boolean();
}

static double seconds(const JsonValue &Report, StringRef Key) {
  const JsonValue *Time = Report.find("time");
  const JsonValue *V = Time ? Time->find(Key) : nullptr;
  return V && (V->kind() == JsonValue::Kind::Number ||
               V->kind() == JsonValue::Kind::Integer)
             ? V->number()
             : 0;
}

/// The elements of the list at \p Key; none where there is no list.
static ArrayRef<JsonValue> list(const JsonValue &Object, StringRef Key) {
  const JsonValue *V = Object.find(Key);
  if (!V || V->kind() != JsonValue::Kind::Array)
    return {};
  return V->array();
}

static std::string idNow(std::string Id, const RuleSet &Known) {
  StringRef Name = Id;
  Name.consume_front("codex-");
  const Rule *R = Known.findRule(Name);
  return R ? R->Id : Name.str();
}

static void addWaiver(const JsonValue &W, RunLog &Log, const RuleSet &Known,
                      StringRef Today) {
  std::string Until = text(W, "until");
  // A waiver moves with its code; its line does not name it.
  std::string Name = text(W, "file") + "\n" + Until + "\n" + text(W, "reason");
  for (const JsonValue &Id : list(W, "rules")) {
    if (Id.kind() != JsonValue::Kind::String)
      continue;
    RuleRecord &R = Log.Rules[idNow(Id.string().str(), Known)];
    R.Waivers.insert(Name);
    if (!Until.empty() && Until < Today)
      R.ExpiredWaivers.insert(Name);
  }
}

static void addReport(const JsonValue &Report, RunLog &Log,
                      const RuleSet &Known, StringRef Today) {
  ++Log.Runs;
  Log.WallSeconds += seconds(Report, "wall");
  Log.EngineSeconds += seconds(Report, "engines");
  const JsonValue *Glass = Report.find("breakGlass");
  bool Broken = Glass && Glass->kind() == JsonValue::Kind::Object;
  for (const JsonValue &F : list(Report, "findings")) {
    RuleRecord &R = Log.Rules[idNow(text(F, "rule"), Known)];
    R.ByStatus[text(F, "status")].insert(text(F, "fingerprint"));
    if (Broken && isTrue(F, "blocks"))
      R.GlassBroken.insert(text(F, "fingerprint"));
  }
  for (const JsonValue &F : list(Report, "fixed"))
    Log.Rules[idNow(text(F, "rule"), Known)].Fixed.insert(
        text(F, "fingerprint"));
  // Those that have ended and would cover something stand apart.
  for (const char *Kind : {"waivers", "lapsedWaivers"})
    for (const JsonValue &W : list(Report, Kind))
      addWaiver(W, Log, Known, Today);
}

Error RunLog::addReports(StringRef Path, const RuleSet &Known, Env &World) {
  Expected<std::vector<std::string>> Files =
      fileOrFilesIn(Path, ".json", World);
  if (!Files)
    return Files.takeError();
  for (const std::string &File : *Files) {
    Expected<JsonValue> Json = readJsonFile(File, World.Files.get());
    if (!Json)
      return Json.takeError();
    const JsonValue *Findings = Json->find("findings");
    if (!Findings || Findings->kind() != JsonValue::Kind::Array)
      return makeError(File + ":1:1: at $: is no report of codex-lint: "
                              "'findings' is missing; --format json makes one");
    addReport(*Json, *this, Known, today(World));
  }
  return Error::success();
}

Error RunLog::addGlassLog(StringRef Path, const RuleSet &Known, Env &World) {
  std::string Absolute = World.absolute(Path);
  auto Buffer = World.Files->getBufferForFile(Absolute);
  if (!Buffer)
    return makeError(Path + ": " + Buffer.getError().message());
  unsigned Number = 0;
  for (StringRef Line : split((*Buffer)->getBuffer(), '\n')) {
    ++Number;
    if (Line.trim().empty())
      continue;
    Expected<JsonValue> Json = parseJson(Line, Path);
    if (!Json || !Json->find("findings")) {
      if (!Json)
        consumeError(Json.takeError());
      return makeError(Path + ":" + Twine(Number) +
                       ":1: is no line of a log of broken glass, which has a "
                       "JSON object on each; policy.breakGlassLog names one");
    }
    for (const JsonValue &F : list(*Json, "findings"))
      Rules[idNow(text(F, "rule"), Known)].GlassBroken.insert(
          text(F, "fingerprint"));
  }
  return Error::success();
}

} // namespace codex
