#include "driver/flywheel/RuleLint.h"

#include "engines/RuleProgram.h"
#include "rules/RuleTest.h"
#include "support/Error.h"
#include "support/Shape.h"
#include "support/Suggest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#include <set>

using namespace llvm;

namespace codex {

std::string problemOfName(StringRef Id) {
  auto IsWordChar = [](char C) { return isLower(C) || isDigit(C) || C == '-'; };
  if (Id.empty() || !isLower(Id.front()) || !all_of(Id, IsWordChar) ||
      Id.contains("--") || Id.ends_with("-"))
    return "'" + Id.str() +
           "' is not kebab-case: lower-case words joined by "
           "'-', as unchecked-unwrap";
  if (Id.starts_with("codex-"))
    return "'" + Id.str() +
           "' begins with 'codex-', which checks have in "
           "front of their id anyway";
  for (StringRef Fine : {"use-after-", "check-then-"})
    if (Id.starts_with(Fine))
      return "";
  for (StringRef Word :
       {"avoid", "do-not", "dont", "never", "no", "use", "prefer", "always",
        "check", "ensure", "must", "should", "require", "ban", "disallow"})
    if (Id.starts_with((Word + "-").str()) || Id == Word)
      return "the id '" + Id.str() + "' begins with '" + Word.str() +
             "'; an id names the bad pattern, as unchecked-unwrap does, and "
             "not the advice";
  for (StringRef Word : {"rule", "check", "checker", "lint"})
    if (Id.ends_with(("-" + Word).str()))
      return "the id '" + Id.str() + "' ends with '" + Word.str() +
             "'; an id names the bad pattern, as unchecked-unwrap does, and "
             "that it is a rule goes without saying";
  if (!Id.contains('-'))
    return "'" + Id.str() +
           "' is one word, which says too little: name what "
           "is bad about what, as unchecked-unwrap does";
  return "";
}

namespace {

class Lint {
public:
  explicit Lint(const RuleSet &Rules) : Rules(Rules) {}

  Error run() {
    for (const Rule &R : Rules.Rules)
      rule(R);
    for (const Incident &I : Rules.Incidents)
      nothingLeftToWrite(I.File);
    return std::move(Problems);
  }

private:
  void add(Error More) {
    Problems = joinErrors(std::move(Problems), std::move(More));
  }

  void rule(const Rule &R) {
    engine(R);
    if (std::string Wrong = problemOfName(R.Id); !Wrong.empty())
      add(makeError(R.File + ": " + Wrong));
    if (R.TheState != State::Draft && R.TheState != State::Retired &&
        R.Incidents.empty())
      add(makeError(R.File + ": the rule is " + toString(R.TheState) +
                    ", but names no incident that taught it; add one to "
                    "$.incidents, or keep it a draft"));
    if (!R.History.empty() && R.History.back().To != R.TheState)
      at(R, "state",
         "the rule is " + toString(R.TheState) +
             ", and the last step of its "
             "history made it " +
             toString(R.History.back().To) +
             "; 'codex-lint rules promote' and its kin write both");
    nothingLeftToWrite(R.File);
    test(R);
  }

  void engine(const Rule &R) {
    Error Broken = Error::success();
    RuleProgram Program(Rules, &R, Broken);
    add(std::move(Broken));
    std::optional<std::vector<std::string>> Names = Program.messageNames(R);
    if (!Names)
      return;
    for (StringRef Rest = R.Message; Rest.contains('{');) {
      StringRef Name;
      std::tie(Name, Rest) = Rest.split('{').second.split('}');
      if (is_contained(*Names, Name))
        continue;
      std::vector<StringRef> Known(Names->begin(), Names->end());
      at(R, "message",
         "nothing fills '{" + Name + "}' in; the engine '" + R.Engine +
             "' gives: " + join(Known, ", "));
    }
  }

  /// A problem at one of the rule's members.
  void at(const Rule &R, StringRef Key, const Twine &What) {
    Reading Place(R.File, "$");
    // It was read before; if it is gone since, the message is all there is.
    Expected<JsonValue> Json = readJsonFile(R.File);
    if (!Json)
      return add(Json.takeError());
    Place.inMember(Key, [&] {
      const JsonValue *Value = Json->find(Key);
      Place.problem(Value ? *Value : *Json, What);
    });
    add(Place.take());
  }

  void nothingLeftToWrite(const std::string &File) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(File);
    if (!Buffer)
      return;
    unsigned Number = 0;
    for (StringRef Line : split((*Buffer)->getBuffer(), '\n')) {
      ++Number;
      if (size_t Column = Line.find(ToBeWritten); Column != StringRef::npos)
        add(makeError(File + ":" + Twine(Number) + ":" + Twine(Column + 1) +
                      ": this is still to be written: " +
                      Line.substr(Column).rtrim(" */\",")));
    }
  }

  void test(const Rule &R) {
    Expected<RuleTest> Test = readRuleTest(R);
    if (!Test)
      return add(Test.takeError());
    nothingLeftToWrite(Test->File);
    enough(R, *Test, Test->BadFunctions, "_bad", "reports");
    enough(R, *Test, Test->OkFunctions, "_ok", "leaves alone");
    for (const RuleTest::KnownGap &Silent : Test->WithoutFinding)
      add(makeError(Test->File + ":" + Twine(Silent.Line) +
                    ":1: nothing is expected in '" + Silent.Function +
                    "', whose name promises a finding"));
    for (const auto &[Id, Function] : Test->Patterns)
      if (!is_contained(R.Incidents, Id))
        add(makeError(Test->File + ": '" + Function +
                      "' is said to be the pattern of '" + Id +
                      "', which the rule does not name among its incidents"));
    for (const auto *Gaps : {&Test->FalseNegatives, &Test->FalsePositives})
      for (const RuleTest::KnownGap &Gap : *Gaps)
        if (Gap.Reason.empty())
          add(makeError(Test->File + ":" + Twine(Gap.Line) + ":1: '" +
                        Gap.Function +
                        "' is a known gap; the comment above "
                        "must say why"));
  }

  void enough(const Rule &R, const RuleTest &Test, unsigned Count,
              StringRef Kind, StringRef Does) {
    if (Count == 0)
      add(makeError(Test.File + ": no function is named ..." + Kind +
                    ": nothing shows what the rule " + Does));
    else if (Count < LeastFunctions && R.TheState != State::Retired)
      add(makeError(Test.File + ": " + Twine(Count) +
                    (Count == 1 ? " function is" : " functions are") +
                    " named ..." + Kind + "; what the rule " + Does +
                    " is to be shown from at least " + Twine(LeastFunctions) +
                    " sides"));
  }

  const RuleSet &Rules;
  Error Problems = Error::success();
};

} // namespace

Error lintRules(const RuleSet &Rules) { return Lint(Rules).run(); }

} // namespace codex
