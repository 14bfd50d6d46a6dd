#include "driver/flywheel/Labels.h"

#include "support/Shape.h"
#include "support/TextFile.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace codex {

bool Label::covers(const Finding &F) const {
  return Rule == F.Rule && File == F.Begin.File && Function == F.Function &&
         (Object.empty() || StringRef(F.Message).contains("'" + Object + "'"));
}

const Label *LabelFile::find(const Finding &F) const {
  for (const Label &L : Labels)
    if (L.covers(F))
      return &L;
  return nullptr;
}

std::string objectNamed(StringRef Message) {
  // A quote inside of a name (a character literal) stays a part of it where
  // the name ends before a space.
  StringRef Rest = Message.split('\'').second;
  return Rest.split('\'').first.str();
}

static const Shape<Label> &labelShape() {
  static const Shape<Label> S =
      Shape<Label>("label", "what somebody who read the code says of a finding")
          .required("rule", &Label::Rule, "the rule's id", text().notEmpty())
          .required("file", &Label::File, "relative to the project's root",
                    text().notEmpty())
          .required("function", &Label::Function, "as findings name it")
          .required("object", &Label::Object,
                    "what the message names first; empty: all of the function")
          .required("label", &Label::TheLabel,
                    "true: a case can be named in which it goes wrong; false: "
                    "the check is there to be read; debatable: only a person "
                    "can know; empty: not read",
                    text().oneOf({"true", "debatable", "false", ""}))
          .required("why", &Label::Why, "the reason, in a few words")
          .optional("mended", &Label::Mended,
                    "the day since when the rule does not report it any more; "
                    "it counts no longer")
          .check([](const JsonValue &Json, Reading &R, Label &Out) {
            if (!Out.TheLabel.empty() && Out.Why.empty())
              R.inMember("why", [&] {
                R.problem(*Json.find("why"), "a label has a reason");
              });
          });
  return S;
}

static const Shape<LabelFile> &labelFileShape() {
  static const Shape<LabelFile> S =
      Shape<LabelFile>("labels", "labels of one project's findings")
          .required("project", &LabelFile::Project, "its name and version")
          .optional("read", &LabelFile::Read, "the day they were read")
          .required("labels", &LabelFile::Labels, "one for each finding read",
                    listOf(labelShape()));
  return S;
}

Expected<LabelFile> readLabels(StringRef Path, vfs::FileSystem &Files) {
  Expected<JsonValue> Json = readJsonFile(Path, &Files);
  if (!Json)
    return Json.takeError();
  LabelFile Out;
  if (Error E = labelFileShape().read(*Json, Path, Out))
    return std::move(E);
  return Out;
}

Error writeLabels(const LabelFile &Labels, StringRef Path) {
  std::string Text;
  raw_string_ostream File(Text);
  auto Quoted = [](StringRef Text) {
    std::string Out;
    raw_string_ostream(Out) << json::Value(Text);
    return Out;
  };
  File << "{\n  \"project\": " << Quoted(Labels.Project) << ",\n";
  if (!Labels.Read.empty())
    File << "  \"read\": " << Quoted(Labels.Read) << ",\n";
  File << "  \"labels\": [";
  const char *Separator = "\n";
  for (const Label &L : Labels.Labels) {
    File << Separator << "    {\"rule\": " << Quoted(L.Rule)
         << ", \"file\": " << Quoted(L.File)
         << ", \"function\": " << Quoted(L.Function)
         << ", \"object\": " << Quoted(L.Object)
         << ", \"label\": " << Quoted(L.TheLabel)
         << ", \"why\": " << Quoted(L.Why);
    if (!L.Mended.empty())
      File << ", \"mended\": " << Quoted(L.Mended);
    File << "}";
    Separator = ",\n";
  }
  File << "\n  ]\n}\n";
  return writeTextFile(Path, Text);
}

} // namespace codex
