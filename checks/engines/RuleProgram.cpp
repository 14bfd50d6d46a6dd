#include "engines/RuleProgram.h"

#include "support/Shape.h"
#include "support/Suggest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace codex {

static Error unknownEngine(const Rule &R) {
  std::vector<std::string> Known;
  for (const EngineRegistry::entry &Entry : EngineRegistry::entries())
    Known.push_back(Entry.getName().str());
  llvm::sort(Known);
  Reading Place(R.File, "$.engine");
  Place.problem(R.EngineAt,
                "there is no engine '" + R.Engine + "'" +
                    suggestion(R.Engine, SmallVector<StringRef>(Known.begin(),
                                                                Known.end())));
  return Place.take();
}

RuleProgram::RuleProgram(const RuleSet &Rules, ArrayRef<const Rule *> Selected,
                         Error &Errors) {
  ErrorAsOutParameter Checked(Errors);
  for (const Rule *R : Selected) {
    EngineRules &Group = Engines[R->Engine];
    if (!Group.TheEngine)
      Group.TheEngine = makeEngine(R->Engine);
    if (!Group.TheEngine) {
      Engines.erase(R->Engine);
      Errors = joinErrors(std::move(Errors), unknownEngine(*R));
      continue;
    }
    Expected<std::unique_ptr<PreparedRule>> Prepared =
        Group.TheEngine->prepare(*R, Rules);
    if (Prepared)
      Group.Prepared.push_back(std::move(*Prepared));
    else
      Errors = joinErrors(std::move(Errors), Prepared.takeError());
  }
}

RuleProgram::~RuleProgram() = default;

void RuleProgram::makeReady() const {
  for (const auto &[Name, Group] : Engines)
    if (!Group.Prepared.empty())
      Group.TheEngine->makeReady();
}

void RuleProgram::setThorough(bool On) {
  for (const auto &[Name, Group] : Engines)
    Group.TheEngine->setThorough(On);
}

std::optional<std::vector<std::string>>
RuleProgram::messageNames(const Rule &R) const {
  auto Group = Engines.find(R.Engine);
  if (Group == Engines.end())
    return std::nullopt;
  for (const std::unique_ptr<PreparedRule> &P : Group->second.Prepared)
    if (&P->rule() == &R)
      return Group->second.TheEngine->messageNames(*P);
  return std::nullopt;
}

RuleProgram::UnitRun
RuleProgram::start(function_ref<bool(const Rule &)> Wanted) const {
  UnitRun Run;
  for (const auto &[Name, Group] : Engines) {
    std::vector<const PreparedRule *> Chosen;
    for (const std::unique_ptr<PreparedRule> &Prepared : Group.Prepared)
      if (Wanted(Prepared->rule()))
        Chosen.push_back(Prepared.get());
    if (!Chosen.empty())
      Run.Analyses.push_back({Name, Group.TheEngine->start(Chosen)});
  }
  return Run;
}

RuleProgram::UnitRun RuleProgram::start() const {
  return start([](const Rule &) { return true; });
}

RuleProgram::UnitRun RuleProgram::start(StringRef RuleId) const {
  return start([&](const Rule &R) { return R.Id == RuleId; });
}

bool RuleProgram::needsLink() const {
  return llvm::any_of(Engines, [](const auto &Entry) {
    return Entry.second.TheEngine->judges() && !Entry.second.Prepared.empty();
  });
}

UnitFacts RuleProgram::link(ArrayRef<const UnitFacts *> Units,
                            function_ref<bool(const Rule &)> Wanted) const {
  UnitFacts Out;
  std::unique_ptr<LinkedFacts> Linked;
  for (const auto &[Name, Group] : Engines) {
    if (!Group.TheEngine->judges())
      continue;
    std::vector<const PreparedRule *> Chosen;
    for (const std::unique_ptr<PreparedRule> &Prepared : Group.Prepared)
      if (!Wanted || Wanted(Prepared->rule()))
        Chosen.push_back(Prepared.get());
    if (Chosen.empty())
      continue;
    if (!Linked)
      Linked = std::make_unique<LinkedFacts>(Units);
    Group.TheEngine->judge(Chosen, *Linked, Out);
  }
  return Out;
}

void RuleProgram::UnitRun::begin(clang::Preprocessor &Preprocessor) {
  for (NamedAnalysis &Named : Analyses)
    Named.Analysis->begin(Preprocessor);
}

void RuleProgram::UnitRun::collect(UnitContext &Unit, FactBuilder &Facts,
                                   function_ref<void(StringRef)> Starting) {
  for (NamedAnalysis &Named : Analyses) {
    if (Starting)
      Starting(Named.Engine);
    Named.Analysis->collect(Unit, Facts);
  }
}

std::string fillMessage(StringRef Template,
                        ArrayRef<std::pair<StringRef, std::string>> Arguments) {
  std::string Result;
  while (!Template.empty()) {
    size_t Open = Template.find('{');
    size_t Close = Template.find('}', Open);
    if (Open == StringRef::npos || Close == StringRef::npos)
      break;
    StringRef Name = Template.slice(Open + 1, Close);
    const auto *Argument = llvm::find_if(
        Arguments, [&](const auto &Pair) { return Pair.first == Name; });
    Result += Template.take_front(Open);
    if (Argument != Arguments.end())
      Result += Argument->second;
    else
      Result += Template.slice(Open, Close + 1);
    Template = Template.drop_front(Close + 1);
  }
  return Result + Template.str();
}

} // namespace codex
