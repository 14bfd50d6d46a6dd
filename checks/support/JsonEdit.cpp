#include "support/JsonEdit.h"

#include "support/Error.h"
#include "support/Json.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cassert>
#include <optional>
#include <vector>

using namespace llvm;

namespace codex {
namespace {

struct Span {
  size_t Begin = 0;
  size_t End = 0;
};

struct MemberSpan {
  std::string Key; ///< as it is written, without quotes
  size_t KeyBegin = 0;
  Span Value;
};

/// Finds where things stand in JSON that is known to be right.
class Scanner {
public:
  explicit Scanner(StringRef Text) : Text(Text) {}

  std::vector<MemberSpan> members() {
    std::vector<MemberSpan> Result;
    space();
    ++At; // the brace
    for (space(); Text[At] != '}'; space()) {
      MemberSpan M;
      M.KeyBegin = At;
      Span Key = value();
      M.Key = Text.slice(Key.Begin + 1, Key.End - 1).str();
      space();
      ++At; // the colon
      space();
      M.Value = value();
      Result.push_back(std::move(M));
      comma();
    }
    return Result;
  }

  /// Of the array at \p Begin.
  std::vector<Span> elements(size_t Begin) {
    std::vector<Span> Result;
    At = Begin + 1;
    for (space(); Text[At] != ']'; space()) {
      Result.push_back(value());
      comma();
    }
    return Result;
  }

private:
  void space() {
    for (;;) {
      At = std::min(Text.find_first_not_of(" \t\r\n", At), Text.size());
      StringRef Rest = Text.substr(At);
      if (Rest.starts_with("//"))
        At = std::min(Text.find('\n', At), Text.size());
      else if (Rest.starts_with("/*"))
        At = Text.find("*/", At + 2) + 2;
      else
        return;
    }
  }

  void comma() {
    space();
    if (Text[At] == ',')
      ++At;
  }

  Span value() {
    size_t Begin = At;
    if (Text[At] == '"') {
      for (++At; Text[At] != '"'; ++At)
        At += Text[At] == '\\';
      ++At;
    } else if (Text[At] == '{' || Text[At] == '[') {
      for (++At, space(); Text[At] != '}' && Text[At] != ']'; space()) {
        value();
        space();
        if (Text[At] == ':' || Text[At] == ',')
          ++At;
      }
      ++At;
    } else {
      At = Text.find_first_of(" \t\r\n,]}/", At);
    }
    return {Begin, At};
  }

  StringRef Text;
  size_t At = 0;
};

} // namespace

/// The white space in front of \p At, if nothing else stands there on its line.
static std::optional<std::string> indentAt(StringRef Text, size_t At) {
  size_t LineBegin = Text.rfind('\n', At) + 1;
  StringRef Before = Text.slice(LineBegin, At);
  if (LineBegin == 0 || !Before.trim(" \t").empty())
    return std::nullopt;
  return Before.str();
}

Expected<JsonEdit> JsonEdit::create(std::string Text, StringRef File) {
  Expected<JsonValue> Json = parseJson(Text, File);
  if (!Json)
    return Json.takeError();
  if (Json->kind() != JsonValue::Kind::Object)
    return makeError(File + ":1:1: at $: expected an object, found " +
                     kindName(Json->kind()));
  return JsonEdit(std::move(Text));
}

void JsonEdit::set(StringRef Key, StringRef Value, StringRef Behind) {
  std::vector<MemberSpan> Members = Scanner(Text).members();
  auto Named = [&](StringRef Name) {
    return find_if(Members, [&](const MemberSpan &M) { return M.Key == Name; });
  };
  if (auto M = Named(Key); M != Members.end()) {
    Text.replace(M->Value.Begin, M->Value.End - M->Value.Begin, Value.str());
    return;
  }
  auto M = Named(Behind);
  assert(M != Members.end() && "the member to come behind is not there");
  std::optional<std::string> Indent = indentAt(Text, M->KeyBegin);
  std::string Before = Indent ? ",\n" + *Indent : ", ";
  Text.insert(M->Value.End, Before + ("\"" + Key + "\": " + Value).str());
}

void JsonEdit::append(StringRef Key, StringRef Element, StringRef Behind) {
  std::vector<MemberSpan> Members = Scanner(Text).members();
  auto M = find_if(Members, [&](const MemberSpan &M) { return M.Key == Key; });
  if (M == Members.end()) {
    auto Anchor =
        find_if(Members, [&](const MemberSpan &M) { return M.Key == Behind; });
    assert(Anchor != Members.end() && "the member to come behind is not there");
    std::optional<std::string> Indent = indentAt(Text, Anchor->KeyBegin);
    set(Key,
        Indent ? "[\n" + *Indent + "  " + Element.str() + "\n" + *Indent + "]"
               : "[" + Element.str() + "]",
        Behind);
    return;
  }
  std::vector<Span> Elements = Scanner(Text).elements(M->Value.Begin);
  if (Elements.empty()) {
    Text.insert(M->Value.Begin + 1, Element.str());
    return;
  }
  std::optional<std::string> Indent = indentAt(Text, Elements.back().Begin);
  Text.insert(Elements.back().End,
              (Indent ? ",\n" + *Indent : ", ") + Element.str());
}

} // namespace codex
