#include "driver/site/Html.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace codex::site {

const char *const PageMark =
    "<!doctype html><!-- Made by codex-lint rules docs. -->";

std::string escaped(StringRef Text) {
  std::string Result;
  raw_string_ostream OS(Result);
  printHTMLEscaped(Text, OS);
  return Result;
}

std::string prose(StringRef Text) {
  std::string Result;
  SmallVector<StringRef, 8> Parts;
  Text.split(Parts, '`');
  // An odd one has no partner, and stays what it is.
  bool Paired = Parts.size() % 2 == 1;
  for (const auto &[Index, Part] : enumerate(Parts)) {
    bool InCode = Index % 2 == 1 && (Paired || Index + 1 < Parts.size());
    bool Alone = Index && !Paired && Index + 1 == Parts.size();
    Result += Alone ? "`" : "";
    Result += InCode ? "<code>" + escaped(Part) + "</code>" : escaped(Part);
  }
  return Result;
}

StringRef day(const Incident &I) {
  return StringRef(I.Date).take_while(
      [](char C) { return isDigit(C) || C == '-' || C == 's'; });
}

std::string paragraphs(ArrayRef<std::string> Texts) {
  std::string Result;
  for (const std::string &Text : Texts)
    Result += "<p>" + prose(Text) + "</p>\n";
  return Result;
}

std::string bullets(ArrayRef<std::string> Texts) {
  std::string Result;
  for (const std::string &Text : Texts)
    Result += "<li>" + prose(Text) + "</li>\n";
  return Result.empty() ? "" : "<ul>\n" + Result + "</ul>\n";
}

static std::string marked(StringRef Class, StringRef Text) {
  return ("<span class=\"" + Class + "\">" + escaped(Text) + "</span>").str();
}

static bool isKeyword(StringRef Word) {
  static const StringSet<> Words = {
      "auto",      "bool",   "break",    "case",      "catch",    "char",
      "class",     "const",  "continue", "default",   "delete",   "do",
      "double",    "else",   "enum",     "explicit",  "extern",   "false",
      "float",     "for",    "if",       "inline",    "int",      "long",
      "namespace", "new",    "noexcept", "nullptr",   "operator", "override",
      "private",   "public", "return",   "short",     "signed",   "sizeof",
      "static",    "struct", "switch",   "template",  "this",     "throw",
      "true",      "try",    "typename", "unsigned",  "using",    "virtual",
      "void",      "while",  "co_await", "co_return", "constexpr"};
  return Words.contains(Word);
}

/// One line; \p InComment: a block comment goes on.
static std::string codeLine(StringRef Line, bool &InComment) {
  std::string Result;
  while (!Line.empty()) {
    size_t Length = 1;
    StringRef Class;
    char C = Line.front();
    if (InComment || Line.starts_with("/*")) {
      size_t End = Line.find("*/", InComment ? 0 : 2);
      InComment = End == StringRef::npos;
      Length = InComment ? Line.size() : End + 2;
      Class = "c";
    } else if (Line.starts_with("//")) {
      Length = Line.size();
      Class = Line.starts_with("// reported:") ? "hit" : "c";
    } else if (C == '"' || C == '\'') {
      while (Length < Line.size() && Line[Length] != C)
        Length += Line[Length] == '\\' ? 2 : 1;
      Length = std::min(Length + 1, Line.size());
      Class = "s";
    } else if (isAlpha(C) || C == '_') {
      Length =
          Line.take_while([](char D) { return isAlnum(D) || D == '_'; }).size();
      Class = isKeyword(Line.take_front(Length)) ? "k" : "";
    } else if (isDigit(C)) {
      // 1'000'000 is a number, and no text.
      Length = Line.take_while([](char D) { return isAlnum(D) || D == '\''; })
                   .size();
    }
    StringRef Text = Line.take_front(Length);
    Result += Class.empty() ? escaped(Text) : marked(Class, Text);
    Line = Line.drop_front(Length);
  }
  return Result;
}

std::string code(StringRef Text) {
  std::string Result;
  bool InComment = false;
  for (StringRef Line : split(Text.rtrim('\n'), '\n')) {
    auto [Before, Message] = Line.split("// expect: ");
    std::string Shown = Before.str();
    if (!Message.empty())
      Shown += "// reported: " + Message.str();
    Result += codeLine(Shown, InComment) + "\n";
  }
  // Scrolls sideways, which a keyboard must be able to do, too.
  return "<pre tabindex=\"0\"><code>" + Result + "</code></pre>\n";
}

std::string chip(StringRef Kind, StringRef Text) {
  return ("<span class=\"chip " + Kind + "\">" + escaped(Text) + "</span>")
      .str();
}

std::string chips(const Rule &R) {
  std::string Level = toString(R.TheLevel).str();
  std::string State = toString(R.TheState).str();
  return chip(Level, Level) + " " + chip(State, State);
}

std::string ruleLink(const Rule &R, StringRef Up) {
  return ("<a class=\"id\" href=\"" + Up + "rules/" + R.Id + ".html\">" + R.Id +
          "</a>")
      .str();
}

std::string incidentLink(const Incident &I, StringRef Up) {
  return ("<a href=\"" + Up + "incidents/" + I.Id + ".html\">" +
          escaped(I.Title) + "</a>")
      .str();
}

std::string document(const Page &P) {
  constexpr std::pair<const char *, const char *> Entries[] = {
      {"Rules", "index.html"},
      {"Incidents", "incidents.html"},
      {"Coverage", "coverage.html"}};
  std::string Navigation;
  for (const auto &[Name, File] : Entries)
    Navigation += "<a href=\"" + P.Up + File + "\"" +
                  (P.Current == Name ? " aria-current=\"page\"" : "") + ">" +
                  Name + "</a>\n";
  return std::string(PageMark) +
         "\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, "
         "initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n"
         "<title>" +
         escaped(P.Title) +
         " · Codex</title>\n"
         "<link rel=\"icon\" href=\"data:,\">\n"
         "<link rel=\"stylesheet\" href=\"" +
         P.Up +
         "style.css\">\n"
         "<script src=\"" +
         P.Up +
         "search-index.js\" defer></script>\n"
         "<script src=\"" +
         P.Up +
         "site.js\" defer></script>\n"
         "</head>\n<body data-up=\"" +
         P.Up +
         "\">\n"
         "<a class=\"skip\" href=\"#main\">To the content</a>\n"
         "<header class=\"top\"><div class=\"bar\">\n"
         "<a class=\"brand\" href=\"" +
         P.Up +
         "index.html\">Codex</a>\n"
         "<nav aria-label=\"Pages\">\n" +
         Navigation +
         "</nav>\n"
         "<form class=\"search\" role=\"search\" hidden>\n"
         "<label class=\"unseen\" for=\"q\">Search rules and "
         "incidents</label>\n"
         "<input id=\"q\" type=\"search\" autocomplete=\"off\" "
         "placeholder=\"Search rules and incidents\" title=\"/ leads here\" "
         "role=\"combobox\" "
         "aria-expanded=\"false\" aria-controls=\"hits\" "
         "aria-autocomplete=\"list\">\n"
         "<ul id=\"hits\" role=\"listbox\" aria-label=\"Found\" hidden></ul>\n"
         "</form>\n"
         "<button class=\"theme\" type=\"button\" hidden>Dark</button>\n"
         "</div></header>\n<main id=\"main\">\n" +
         P.Body +
         "</main>\n<footer class=\"foot\">Made of the rules, their tests and "
         "the incidents by <code>codex-lint rules docs --html</code>, "
         "version " CODEX_VERSION ".</footer>\n</body>\n</html>\n";
}

} // namespace codex::site
