#include "rules/RuleTest.h"

#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/StringSaver.h"

using namespace llvm;

namespace codex {

namespace {

/// Goes through a test file line by line.
class TestParser {
public:
  explicit TestParser(StringRef File) {
    Result.File = File.str();
    Result.Rules = {sys::path::stem(File).str()};
  }

  Error line(StringRef Line) {
    ++Number;
    StringRef Text = Line.trim();
    if (Text.consume_front("// ["))
      return marker(Text);
    if (!Region.empty())
      Example += (Line.rtrim() + "\n").str();
    header(Line);
    expectation(Line);
    if (!Line.trim().starts_with("//") &&
        StringRef(Comment).contains("incident:"))
      Incidents = StringRef(Comment).split("incident:").second.str();
    count(Line);
    if (Line.trim().consume_front("//"))
      Comment += (" " + Line.trim().drop_front(2).trim()).str();
    else
      Comment.clear();
    return Error::success();
  }

  Expected<RuleTest> finish() {
    if (!Region.empty())
      return problem("the region '" + Region + "' is not closed");
    findWithoutFinding();
    return std::move(Result);
  }

private:
  Error problem(const Twine &What) {
    return makeError(Result.File + ":" + Twine(Number) + ":1: " + What);
  }

  Error marker(StringRef Text) {
    if (!Text.consume_back("]"))
      return Error::success();
    bool Closes = Text.consume_front("/");
    if (Text != "example-bad" && Text != "example-ok")
      return problem("there is no region '" + Text +
                     "'; there are example-bad and example-ok");
    if (Closes != (Region == Text) || (!Closes && !Region.empty()))
      return problem(
          "the marker does not fit: " +
          (Region.empty() ? "no region is open" : "'" + Region + "' is open"));
    if (Closes) {
      (Text == "example-bad" ? Result.BadExamples : Result.OkExamples)
          .push_back(std::move(Example));
      Region.clear();
    } else {
      Region = Text.str();
    }
    Example.clear();
    return Error::success();
  }

  void header(StringRef Line) {
    if (Line.consume_front("// flags:")) {
      BumpPtrAllocator Allocator;
      StringSaver Saver(Allocator);
      SmallVector<const char *> Words;
      cl::TokenizeGNUCommandLine(Line, Saver, Words);
      Result.Flags.assign(Words.begin(), Words.end());
    } else if (Line.consume_front("// rules:")) {
      Result.Rules.clear();
      for (StringRef Id : split(Line, ','))
        Result.Rules.push_back(Id.trim().str());
    }
  }

  void expectation(StringRef Line) {
    static const Regex Expected("// *(expect|step)([+-][0-9]+)?: *"
                                "(codex-([a-z0-9-]+)(:|$))? *(.*)$");
    SmallVector<StringRef> Match;
    if (!Expected.match(Line.rtrim(), &Match))
      return;
    int Distance = 0;
    Match[2].consume_front("+");
    Match[2].getAsInteger(10, Distance);
    (Match[1] == "step" ? Result.Steps : Result.Findings)
        .push_back({Number + Distance, Match[4].str(), Match[6].str()});
  }

  /// Every function that is named for what is expected of it, once.
  void count(StringRef Line) {
    static const Regex Named("([A-Za-z0-9_]+_(bad|ok|FN|FP)) *\\(");
    StringRef Code = Line.split("//").first;
    for (SmallVector<StringRef> Match; Named.match(Code, &Match);
         Code = Code.substr(Match[0].end() - Code.begin())) {
      if (Mentions.empty() || Mentions.back().first != Match[1])
        Mentions.emplace_back(Match[1].str(), Number);
      if (!Seen.insert(Match[1]).second)
        continue;
      RuleTest::KnownGap Gap{Match[1].str(), StringRef(Comment).trim().str(),
                             Number};
      if (Match[2] == "bad")
        bad(Match[1]);
      else if (Match[2] == "ok")
        ++Result.OkFunctions;
      else if (Match[2] == "FN")
        Result.FalseNegatives.push_back(std::move(Gap));
      else
        Result.FalsePositives.push_back(std::move(Gap));
      Incidents.clear();
    }
  }

  void bad(StringRef Function) {
    ++Result.BadFunctions;
    bool InExample = Region == "example-bad";
    if (Result.FirstBad.empty() || (InExample && !HasExample))
      Result.FirstBad = Function.str();
    HasExample |= InExample;
    for (StringRef Id : split(Incidents, ','))
      if (StringRef Word = Id.trim().split(' ').first; !Word.empty())
        Result.Patterns[Word.str()] = Function.str();
  }

  void findWithoutFinding() {
    StringSet<> WithFinding;
    for (const auto *Expected : {&Result.Findings, &Result.Steps})
      for (const RuleTest::Expectation &E : *Expected) {
        // Several may begin on one line.
        auto Next = partition_point(
            Mentions, [&](const auto &M) { return M.second <= E.Line; });
        unsigned Line = Next == Mentions.begin() ? 0 : std::prev(Next)->second;
        for (; Next != Mentions.begin() && std::prev(Next)->second == Line;
             --Next)
          WithFinding.insert(std::prev(Next)->first);
      }
    StringSet<> Told;
    for (const auto &[Name, Line] : Mentions)
      if ((StringRef(Name).ends_with("_bad") ||
           StringRef(Name).ends_with("_FP")) &&
          !WithFinding.contains(Name) && Told.insert(Name).second)
        Result.WithoutFinding.push_back({Name, "", Line});
  }

  RuleTest Result;
  /// Which functions that are named so are spoken of, and where, in turn.
  std::vector<std::pair<std::string, unsigned>> Mentions;
  bool HasExample = false;
  unsigned Number = 0;
  std::string Region; ///< the open one, or empty
  std::string Example;
  std::string Comment; ///< the comment lines right above
  /// Of the last comment that named any, until a function is met: what it needs
  /// may stand between.
  std::string Incidents;
  StringSet<> Seen;
};

} // namespace

Expected<RuleTest> parseRuleTest(StringRef Text, StringRef File) {
  TestParser Parser(File);
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    if (Error E = Parser.line(Line))
      return E;
    Text = Rest;
  }
  return Parser.finish();
}

Expected<RuleTest> readRuleTest(const Rule &R) {
  SmallString<128> File(R.File);
  sys::path::replace_extension(File, ".cpp");
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return makeError(R.File + ": the rule's test is missing beside it: " +
                     File + ": " + Buffer.getError().message());
  return parseRuleTest((*Buffer)->getBuffer(), File);
}

} // namespace codex
