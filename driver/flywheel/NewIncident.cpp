#include "driver/flywheel/NewIncident.h"

#include "driver/flywheel/RuleLint.h"
#include "rules/CatalogueSearch.h"
#include "rules/IncidentReader.h"
#include "support/Error.h"
#include "support/TextFile.h"
#include "support/TextLayout.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace codex {
namespace {

/// One key of the file: what it is called, asked for, and left as where nobody
/// knows it yet.
struct Field {
  const char *Key;
  std::string Incident::*Member;
  const char *Question;
};

constexpr Field Fields[] = {
    {"title", &Incident::Title, "What happened, in a few words"},
    {"organisation", &Incident::Organisation, "Whom it happened"},
    {"date", &Incident::Date, "When (2026-11-27, or as exact as is known)"},
    {"impact", &Incident::Impact, "Who felt it, and for how long"},
    {"whatHappened", &Incident::WhatHappened, "The course of events"},
    {"rootCauseInCode", &Incident::RootCauseInCode, "What the code did wrong"},
    {"lesson", &Incident::Lesson, "What it teaches"},
    {"evidence", &Incident::Evidence,
     "primary (the original text was read), quoted or summary"},
};

} // namespace

static std::string quoted(StringRef Text) {
  std::string Result;
  raw_string_ostream(Result)
      << json::Value(json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text));
  return Result;
}

/// Why \p Date cannot be that of an incident, or nothing.
static std::string problemOfDate(StringRef Date) {
  if (isIncidentDate(Date))
    return "";
  return "'" + Date.str() +
         "' is no date that begins with the year, as 2026-11-27 or 2026-11 or "
         "2026";
}

static std::string problemOfEvidence(StringRef Evidence) {
  if (Evidence.empty() || Evidence == "primary" || Evidence == "quoted" ||
      Evidence == "summary")
    return "";
  return "the evidence is primary (the original text was read), quoted (a text "
         "that quotes it) or summary, and not '" +
         Evidence.str() + "'";
}

/// Why \p Answer cannot stand in the field, while the person is still there.
static std::string problemOf(const Field &F, StringRef Answer) {
  if (F.Member == &Incident::Title && Answer.empty())
    return "without a few words on what happened there is nothing to write "
           "down";
  if (F.Member == &Incident::Date)
    return Answer.empty() ? "a year is enough" : problemOfDate(Answer);
  return F.Member == &Incident::Evidence ? problemOfEvidence(Answer) : "";
}

/// A line of input for each field that is not known yet; an empty one leaves
/// it to be written later. Where the input ends, so do the questions: what was
/// said until then is not lost.
Error NewIncident::ask(Env &World) {
  // What was said on the command line is wrong before anything is asked.
  if (!Told.Date.empty())
    if (std::string Problem = problemOfDate(Told.Date); !Problem.empty())
      return makeError(Problem);
  World.Out << "An empty line leaves a field to be written later.\n";
  for (const Field &F : Fields) {
    std::string &Value = Told.*F.Member;
    if (!Value.empty())
      continue;
    for (;;) {
      World.Out << F.Question << ": ";
      World.Out.flush();
      std::optional<std::string> Line = World.ReadLine();
      if (!Line) {
        World.Out << '\n';
        return Error::success();
      }
      std::string Answer = StringRef(*Line).trim().str();
      std::string Problem = problemOf(F, Answer);
      if (Problem.empty()) {
        Value = std::move(Answer);
        break;
      }
      World.Out << Problem << '\n';
    }
  }
  while (true) {
    World.Out << (Told.Sources.empty() ? "A source (URL)" : "One more source")
              << ": ";
    World.Out.flush();
    std::optional<std::string> Line = World.ReadLine();
    std::string Url = Line ? StringRef(*Line).trim().str() : "";
    if (Url.empty())
      return Error::success();
    if (!StringRef(Url).starts_with("http://") &&
        !StringRef(Url).starts_with("https://")) {
      World.Out << "a source is a URL: http://... or https://...\n";
      continue;
    }
    Told.Sources.push_back(Url);
  }
}

/// "cloudflare-2025-11-18-feature-file": whom, when, and two words of what.
static std::string idOf(const Incident &I) {
  auto Words = [](StringRef Text) {
    std::vector<std::string> Result;
    std::string Word;
    for (char C : (Text + " ").str()) {
      if (isAlnum(C) && isASCII(C)) {
        Word += toLower(C);
      } else if (!Word.empty()) {
        Result.push_back(std::move(Word));
        Word.clear();
      }
    }
    return Result;
  };
  std::string Id;
  auto Add = [&](StringRef Word) {
    Id += (Id.empty() ? "" : "-") + Word.str();
  };
  if (std::vector<std::string> Whom = Words(I.Organisation); !Whom.empty())
    Add(Whom.front());
  Add(StringRef(I.Date)
          .take_while([](char C) { return isDigit(C) || C == '-'; })
          .rtrim('-'));
  unsigned Left = 2;
  for (const std::string &Word : Words(I.Title))
    if (Word.size() > 3 && Left > 0 && !StringRef(Id).contains(Word)) {
      Add(Word);
      --Left;
    }
  return Id;
}

Error NewIncident::complete(const RuleSet &Rules) {
  if (Told.Title.empty() || Told.Date.empty()) {
    if (Ask)
      return makeError("the input ended before it was said what happened and "
                       "when, and nothing was written; again:\n  codex-lint "
                       "incidents new --title " +
                       quoted(Told.Title) + " --organisation " +
                       quoted(Told.Organisation) + " --date YYYY-MM-DD");
    return makeError("what happened, and when? Say --title \"...\" and --date "
                     "2026-11-27, or run this on a terminal and be asked");
  }
  for (const std::string &Problem :
       {problemOfDate(Told.Date), problemOfEvidence(Told.Evidence)})
    if (!Problem.empty())
      return makeError(Problem);
  if (Told.Id.empty())
    Told.Id = idOf(Told);
  if (!all_of(Told.Id,
              [](char C) { return isLower(C) || isDigit(C) || C == '-'; }) ||
      StringRef(Told.Id).starts_with("-"))
    return makeError("'" + Told.Id +
                     "' is not kebab-case: lower-case words "
                     "and digits joined by '-'; say --id ID");
  if (const Incident *Other = Rules.findIncident(Told.Id))
    return makeError("there is an incident '" + Told.Id + "' already: " +
                     Other->File + "; say --id ID for another one");
  return Error::success();
}

static std::string fileText(const Incident &I) {
  std::string Todo = ToBeWritten.str() + ": ";
  std::string Text = "{\n"
                     "  // Public facts, in our own words, nothing that a "
                     "source does not say.\n"
                     "  \"id\": " +
                     quoted(I.Id) + ",\n";
  for (const Field &F : Fields) {
    const std::string &Value = I.*F.Member;
    Text += std::string("  \"") + F.Key + "\": " +
            (!Value.empty() ? quoted(Value)
             // The one field with words of its own.
             : F.Member == &Incident::Evidence
                 ? "\"summary\" /* " + Todo + F.Question + " */"
                 : quoted(Todo + F.Question)) +
            ",\n";
  }
  auto List = [](const std::vector<std::string> &Values) {
    std::vector<std::string> Each;
    for (const std::string &Value : Values)
      Each.push_back(quoted(Value));
    return "[" + join(Each, ", ") + "]";
  };
  Text += "  \"sources\": " + (I.Sources.empty()
                                   ? "[\"https://" + ToBeWritten.str() + "\"]"
                                   : List(I.Sources));
  if (!I.Tags.empty())
    Text += ",\n  \"tags\": " + List(I.Tags);
  return Text + "\n}\n";
}

void NewIncident::suggest(const RuleSet &Rules, Env &World) const {
  CatalogueSearch Search(Rules);
  std::string Text = searchText(Told);
  auto Shared = [](const CatalogueSearch::Hit &H) {
    return "shares: " +
           join(ArrayRef<std::string>(H.Words).take_front(6), ", ");
  };
  std::vector<CatalogueSearch::Hit> Hits = Search.rules(Text, 5);
  if (Hits.empty())
    World.Out << "\nNo rule shares a word with it.\n";
  else
    World.Out << "\nRules that may have noticed it, the likeliest first:\n";
  for (const auto &[Index, H] : enumerate(Hits)) {
    const Rule *R = Rules.findRule(H.Id);
    World.Out << wrapped(R->Id + " (" + toString(R->TheState).str() +
                             "): " + R->sentence() + " " + Shared(H),
                         "  " + std::to_string(Index + 1) + ". ");
  }
  std::vector<CatalogueSearch::Hit> Before = Search.incidents(Text, 3);
  if (!Before.empty())
    World.Out << "\nWhat happened before, and is like it:\n";
  for (const CatalogueSearch::Hit &H : Before)
    World.Out << wrapped(H.Id + ": " + Rules.findIncident(H.Id)->Title + "; " +
                             Shared(H),
                         "  - ");
}

Error NewIncident::run(const LoadedRules &Loaded, Env &World) {
  if (Ask)
    if (Error E = ask(World))
      return E;
  if (Error E = complete(Loaded.Rules))
    return E;
  if (DryRun) {
    suggest(Loaded.Rules, World);
    return Error::success();
  }
  std::string Directory =
      Into.empty() ? Loaded.Directory : World.absolute(Into);
  if (!sys::fs::is_directory(Directory))
    return makeError(Directory + ": there is no such directory of rules; make "
                                 "it first, or say --into DIR");
  SmallString<256> File(Directory);
  sys::path::append(File, "incidents", StringRef(Told.Date).take_front(4),
                    Told.Id + ".json");
  if (sys::fs::exists(File))
    return makeError(File + ": is there already, and is left as it is");
  std::string Text = fileText(Told);
  if (Error E = writeTextFile(File, Text))
    return E;
  World.Out << "wrote " << File << '\n';
  if (StringRef(Text).contains(ToBeWritten))
    World.Out << "write what is marked " << ToBeWritten
              << "; 'codex-lint rules lint' names what is left\n";
  suggest(Loaded.Rules, World);
  World.Out << "\nWrite the fault down as a small program, and run the rules "
               "over it:\n"
               "  codex-lint check fault.cpp --\n"
               "If one notices it, add '"
            << Told.Id
            << "' to that rule's incidents. If none does:\n"
               "  codex-lint rules new <family>/<id> --incident "
            << Told.Id << '\n';
  return Error::success();
}

} // namespace codex
