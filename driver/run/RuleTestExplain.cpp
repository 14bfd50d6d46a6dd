#include "driver/run/RuleTestExplain.h"

#include "engines/RuleProgram.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace codex {

static constexpr StringLiteral BoundMark = "bound as ";

RuleSet withEachNodeNoted(const RuleSet &Rules) {
  RuleSet Result = Rules;
  for (Rule &R : Result.Rules) {
    if (R.Engine != "pattern")
      continue;
    Error Broken = Error::success();
    RuleProgram Program(Result, &R, Broken);
    consumeError(std::move(Broken));
    std::optional<std::vector<std::string>> Names = Program.messageNames(R);
    if (!Names)
      continue;
    json::Object Notes;
    for (const std::string &Name : *Names)
      Notes[Name] = (BoundMark + "'" + Name + "': {" + Name + "}").str();
    std::string Text =
        formatv("{0}", json::Value(json::Object{{"notes", std::move(Notes)}}));
    R.Spec = R.Spec.overlaid(cantFail(parseJson(Text, R.File)));
  }
  return Result;
}

static std::string codeLines(const Finding &F, StringRef TestFile,
                             vfs::FileSystem &Files) {
  auto Buffer = Files.getBufferForFile(TestFile);
  if (!Buffer)
    return "";
  SmallVector<StringRef> Lines;
  (*Buffer)->getBuffer().split(Lines, '\n');
  if (F.Begin.Line == 0 || F.Begin.Line > Lines.size())
    return "";
  StringRef Line = Lines[F.Begin.Line - 1].rtrim();
  size_t From = F.Begin.Column ? F.Begin.Column - 1 : 0;
  size_t To = F.EndLine == F.Begin.Line && F.EndColumn > F.Begin.Column
                  ? F.EndColumn - 1
                  : Line.size();
  To = std::min(std::max(To, From + 1), std::max(Line.size(), From + 1));
  std::string Mark(std::min(From, Line.size()), ' ');
  for (size_t I = 0; I < Mark.size(); ++I)
    if (Line[I] == '\t')
      Mark[I] = '\t';
  Mark += "^" + std::string(To - From - 1, '~');
  return formatv("\n  {0,5} | {1}\n        | {2}", F.Begin.Line, Line, Mark);
}

static std::string stepLine(const Step &S) {
  StringRef Message = S.Message;
  return formatv("\n    {0}:{1}: {2}", S.At.Line, S.At.Column,
                 Message.take_until([](char C) { return C == '\n'; }));
}

std::string explainFinding(const Finding &F, const UnitFacts *Noted,
                           StringRef TestFile, vfs::FileSystem &Files) {
  std::string Text;
  StringRef Name = StringRef(F.Function).split('(').first;
  if (Name.ends_with("_ok"))
    Text += "\n    in '" + Name.str() +
            "', whose name promises that nothing "
            "is: narrow the rule, or, if this is the fault, end the name in "
            "_bad";
  else if (!F.Function.empty())
    Text += "\n    in '" + Name.str() +
            "': if it is right, say '// expect: "
            "TEXT' at the end of the line";
  Text += codeLines(F, TestFile, Files);
  for (const Step &S : F.Steps)
    Text += stepLine(S);
  if (!Noted)
    return Text;
  for (const Finding &Same : Noted->Findings)
    if (Same.Rule == F.Rule && Same.Begin.Line == F.Begin.Line &&
        Same.Begin.Column == F.Begin.Column && Same.Message == F.Message) {
      for (const Step &S : Same.Steps)
        if (StringRef(S.Message).starts_with(BoundMark))
          Text += stepLine(S);
      break;
    }
  return Text;
}

} // namespace codex
