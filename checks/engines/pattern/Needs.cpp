#include "engines/pattern/Needs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace codex::pattern {

unsigned NameQuestions::isNamed(StringRef Name) {
  auto [It, New] = Named.try_emplace(Name, Count);
  Count += New;
  return It->second;
}

unsigned NameQuestions::matches(StringRef Expression) {
  auto [It, New] = Matched.try_emplace(Expression, Count);
  Count += New;
  return It->second;
}

void NameQuestions::prepare() {
  if (Expressions && Numbers.size() == Matched.size())
    return;
  std::vector<StringRef> Texts;
  Numbers.clear();
  for (const auto &One : Matched) {
    Texts.push_back(One.getKey());
    Numbers.push_back(One.getValue());
  }
  Expressions = std::make_unique<NamePatterns>(Texts);
}

void NameQuestions::answer(StringRef Name, BitVector &Yes) const {
  if (auto It = Named.find(Name); It != Named.end())
    Yes.set(It->second);
  Expressions->match(("::" + Name).str(),
                     [&](size_t I) { Yes.set(Numbers[I]); });
}

std::optional<Need> Need::within(const UnitNames &Names) const {
  auto If = [](bool Holds, const Need &Left) {
    return Holds ? std::optional<Need>(Left) : std::nullopt;
  };
  Need Left;
  switch (What) {
  case Kind::Nothing:
    return Left;
  case Kind::NearBy:
    return If(Names.inUnit().test(Question), *this);
  case Kind::InUnit:
    return If(Names.inUnit().test(Question), Left);
  case Kind::Anywhere:
    return If(Names.anywhere().test(Question), Left);
  case Kind::All:
  case Kind::Any:
    break;
  }
  for (const Need &N : Of) {
    std::optional<Need> One = N.within(Names);
    if (!One && What == Kind::All)
      return std::nullopt;
    if (One && One->What == Kind::Nothing && What == Kind::Any)
      return One;
    if (One && One->What != Kind::Nothing)
      Left.Of.push_back(std::move(*One));
  }
  if (Left.Of.empty())
    return If(What == Kind::All, Left);
  Left.What = What;
  return Left;
}

bool Need::mayBeMet(const BitVector &Function) const {
  auto IsMet = [&](const Need &N) { return N.mayBeMet(Function); };
  switch (What) {
  case Kind::NearBy:
    return Function.test(Question);
  case Kind::All:
    return all_of(Of, IsMet);
  case Kind::Any:
    return any_of(Of, IsMet);
  default:
    return true;
  }
}

/// What the names at a place of the text belong to.
struct NeedReader::Place {
  /// A function, variable or member that the code that is looked at declares
  /// or refers to, its class, or the class of what it handles; else another
  /// class, a namespace, or a type.
  bool OfValue = false;
  /// On the way to such a class.
  bool Typed = false;
  /// The declaration was come to by a reference, so that what is in it may lie
  /// in a system header.
  bool Referred = false;
  /// Out of the function around the match.
  bool Beyond = false;
  /// Out of the code that is looked at.
  bool Elsewhere = false;
};

namespace {

using WordList = ArrayRef<StringLiteral>;

constexpr StringLiteral Functions[] = {
    "functionDecl", "cxxMethodDecl", "cxxConstructorDecl", "cxxDestructorDecl"};
constexpr StringLiteral Variables[] = {"varDecl",   "parmVarDecl",
                                       "fieldDecl", "declaratorDecl",
                                       "valueDecl", "enumConstantDecl"};

constexpr StringLiteral Classes[] = {"cxxRecordDecl", "recordDecl",
                                     "classTemplateSpecializationDecl"};

/// They begin the way to the class of a value or of a member function, and go
/// on with it.
constexpr StringLiteral ToClass[] = {"hasType", "ofClass"};
constexpr StringLiteral OnToClass[] = {
    "qualType",       "hasCanonicalType",
    "hasDeclaration", "pointsTo",
    "references",     "pointee",
    "recordType",     "hasUnqualifiedDesugaredType"};

/// They are about the node that is around them.
constexpr StringLiteral SameNode[] = {"allOf", "anyOf", "eachOf", "unless",
                                      "optionally"};

/// They lead from code to a declaration that it refers to.
constexpr StringLiteral References[] = {
    "callee",   "hasDeclaration",    "to",
    "member",   "throughUsingDecl",  "hasAnyDeclaration",
    "forField", "hasUnderlyingDecl", "hasTargetDecl"};

/// They lead to functions that are called, and to their callers.
constexpr StringLiteral Through[] = {"does", "valueOf"};

constexpr StringLiteral Upwards[] = {"hasAncestor", "hasParent"};

/// In the names of those that lead to types and classes, or to what these are
/// made from, wherever that is.
constexpr StringLiteral OfTypes[] = {
    "Type",     "ecord",   "Base",       "Derived",  "emplate",
    "Class",    "numDecl", "references", "returns",  "pointee",
    "pointsTo", "Context", "verrid",     "amespace", "ethod"};

bool isAmong(StringRef Name, WordList All) { return is_contained(All, Name); }

bool isOfTypes(StringRef Name) {
  return any_of(OfTypes, [&](StringRef Part) { return Name.contains(Part); });
}

bool inWord(char C) { return isAlnum(C) || C == '_'; }

StringRef takeWord(StringRef &Text) {
  StringRef Word = Text.take_while(inWord);
  Text = Text.drop_front(Word.size()).ltrim();
  return Word;
}

/// The text between quotes of either kind, which \p Text begins with.
StringRef takeString(StringRef &Text) {
  auto [String, Rest] = Text.drop_front().split(Text.front());
  Text = Rest.ltrim();
  return String;
}

} // namespace

Need NeedReader::read(StringRef Text) { return expression(Text, Place()); }

Need NeedReader::expression(StringRef Text, const Place &At) {
  std::vector<std::string> Strings;
  return expression(Text, At, Strings);
}

/// One argument: a string, a number, a name, or a call.
Need NeedReader::expression(StringRef &Text, const Place &At,
                            std::vector<std::string> &Strings) {
  Text = Text.ltrim();
  if (Text.starts_with("\"") || Text.starts_with("'")) {
    Strings.push_back(takeString(Text).str());
    return {};
  }
  if (Text.empty() || !inWord(Text.front()) || isDigit(Text.front())) {
    Text = Text.drop_while([](char C) { return C != ',' && C != ')'; });
    return {};
  }
  StringRef Name = takeWord(Text);
  Need Found;
  if (Text.starts_with("("))
    Found = call(Name, Text, At);
  else if (auto Let = Lets.find(Name); Let != Lets.end())
    Found = expression(Let->second, At);
  while (Text.consume_front(".")) { // bind("name")
    takeWord(Text);
    call("bind", Text, At);
  }
  return Found;
}

/// The matcher that \p Text begins with, names looked up.
StringRef NeedReader::firstWord(StringRef Text) const {
  StringRef Word = Text.ltrim().take_while(inWord);
  for (auto Let = Lets.find(Word); Let != Lets.end(); Let = Lets.find(Word))
    Word = StringRef(Let->second).ltrim().take_while(inWord);
  return Word;
}

NeedReader::Place NeedReader::inside(StringRef Name, StringRef Arguments,
                                     const Place &At) const {
  if (isAmong(Name, SameNode))
    return At;
  Place Inside = At;
  Inside.Typed = !At.Elsewhere && (isAmong(Name, ToClass) ||
                                   (At.Typed && isAmong(Name, OnToClass)));
  if (Inside.Typed || (At.Typed && isAmong(Name, Classes))) {
    Inside.OfValue = !Inside.Typed;
    Inside.Referred = Inside.OfValue;
    return Inside;
  }
  Inside.OfValue = isAmong(Name, Functions) || isAmong(Name, Variables);
  // Initialisers of variables are walked through wherever they are.
  Inside.Referred = isAmong(Name, References) ||
                    (At.Referred && Inside.OfValue && Name != "varDecl");
  if (!Inside.OfValue)
    Inside.Elsewhere |= At.Referred || At.Typed || isOfTypes(Name);
  Inside.Beyond |= isAmong(Name, Through);
  if (isAmong(Name, Upwards)) {
    StringRef To = firstWord(Arguments);
    Inside.Beyond |=
        !isAmong(To, Functions) && !To.ends_with_insensitive("stmt");
  }
  return Inside;
}

Need NeedReader::call(StringRef Name, StringRef &Text, const Place &At) {
  Text = Text.drop_front().ltrim();
  Place Inside = inside(Name, Text, At);
  Need All;
  All.What = Need::Kind::All;
  std::vector<std::string> Strings;
  while (!Text.empty() && !Text.consume_front(")")) {
    All.Of.push_back(expression(Text, Inside, Strings));
    Text = Text.ltrim();
    Text.consume_front(",");
    Text = Text.ltrim();
  }
  Text = Text.ltrim();

  if (Name == "hasName" || Name == "hasAnyName")
    return names(Strings, At);
  if (Name == "matchesName")
    return Strings.size() == 1 ? named(Strings[0], At) : Need();
  if (Name == "unless" || Name == "optionally")
    return {};
  auto IsNothing = [](const Need &N) { return N.What == Need::Kind::Nothing; };
  if (Name == "anyOf" || Name == "eachOf") {
    All.What = Need::Kind::Any;
    return any_of(All.Of, IsNothing) ? Need() : All;
  }
  erase_if(All.Of, IsNothing);
  if (All.Of.size() == 1)
    return Need(All.Of.front());
  return All.Of.empty() ? Need() : All;
}

Need NeedReader::names(ArrayRef<std::string> Names, const Place &At) {
  Need Any;
  Any.What = Need::Kind::Any;
  for (StringRef Full : Names) {
    StringRef Last = Full.substr(Full.rfind(':') + 1);
    if (Last.empty() || !all_of(Last, inWord))
      return {};
    Need One;
    One.Question = Questions.isNamed(Last);
    One.What = !At.OfValue || At.Elsewhere ? Need::Kind::Anywhere
               : At.Beyond                 ? Need::Kind::InUnit
                                           : Need::Kind::NearBy;
    Any.Of.push_back(One);
  }
  return Any;
}

Need NeedReader::named(StringRef Expression, const Place &At) {
  if (!At.OfValue || At.Elsewhere || !isAboutLastName(Expression))
    return {};
  Need One;
  One.Question = Questions.matches(Expression);
  One.What = At.Beyond ? Need::Kind::InUnit : Need::Kind::NearBy;
  return One;
}

} // namespace codex::pattern
