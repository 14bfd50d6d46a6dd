#include "rules/IncidentReader.h"

#include "rules/EnumNames.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace codex {

static const char DateForm[] =
    "[0-9]{4}(s|-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])"
    "(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?Z)?)?)?( .*)?";

bool isIncidentDate(StringRef Text) {
  return Regex(("^(" + Twine(DateForm) + ")$").str()).match(Text);
}

static void checkIncident(const JsonValue &Json, Reading &R, Incident &Out) {
  refuseControlCharacters(Json, R);
  StringRef Stem = sys::path::stem(R.file());
  if (Out.Id != Stem)
    R.inMember("id", [&] {
      R.problem(*Json.find("id"), "the id is '" + Out.Id +
                                      "', but the file's name says '" + Stem +
                                      "'; they must be the same");
    });
  StringRef Folder = sys::path::filename(sys::path::parent_path(R.file()));
  if (Folder != StringRef(Out.Date).take_front(4))
    R.inMember("date", [&] {
      R.problem(*Json.find("date"),
                "an incident of " + StringRef(Out.Date).take_front(4) +
                    " belongs into the folder of that name, not into '" +
                    Folder + "'");
    });
}

const Shape<Incident> &incidentShape() {
  static const Shape<Incident> S =
      Shape<Incident>("incident",
                      "Something that went wrong in the real world. Public "
                      "facts in our own words, nothing that a source does not "
                      "say.")
          .ignored("$schema", "the schema that an editor checks the file with")
          .required("id", &Incident::Id, "the same as the file's stem",
                    kebabCase())
          .required("title", &Incident::Title, "what happened, in a few words",
                    text().notEmpty())
          .required("organisation", &Incident::Organisation, "whom it happened",
                    text().notEmpty())
          .required("date", &Incident::Date,
                    "ISO 8601, as exact as the sources are; a remark may "
                    "follow in parentheses",
                    text().matching(
                        DateForm,
                        "a date such as '2025', '2025-11', '2025-11-18' or "
                        "'2025-11-18T11:20Z', and a remark after a space"))
          .required("impact", &Incident::Impact, "who felt it, how long",
                    text().notEmpty())
          .required("whatHappened", &Incident::WhatHappened,
                    "the course of events", text().notEmpty())
          .required("rootCauseInCode", &Incident::RootCauseInCode,
                    "what the code did wrong", text().notEmpty())
          .required("lesson", &Incident::Lesson, "what it teaches",
                    text().notEmpty())
          .required("evidence", &Incident::Evidence,
                    "primary: the original text was read; quoted: a detailed "
                    "text that quotes it; summary: summaries only",
                    text().oneOf({"primary", "quoted", "summary"}))
          .optional("caveats", &Incident::Caveats,
                    "what is not certain in this account")
          .optional("noRule", &Incident::NoRule,
                    "why no rule on sources can be right about this often "
                    "enough, and what to do instead",
                    text().notEmpty())
          .required("sources", &Incident::Sources, "URLs, at least one",
                    listOf(text().matching("https?://.*", "a URL")))
          .optional("tags", &Incident::Tags, "subjects",
                    listOf(text().notEmpty()))
          .check([](const JsonValue &Json, Reading &R, Incident &Out) {
            checkIncident(Json, R, Out);
            if (Out.Sources.empty())
              R.inMember("sources", [&] {
                R.problem(*Json.find("sources"), "at least one source is "
                                                 "needed");
              });
          });
  return S;
}

Error readIncident(const JsonValue &Json, StringRef File, Incident &Out) {
  Out.File = File.str();
  return incidentShape().read(Json, File, Out);
}

} // namespace codex
