//===- Gives.cpp - What is asked of one method for the sake of another ----===//
//
// `if (c.has(k)) use(*c.get(k))`, where another unit has both bodies: it says
// of `has` that, where it is true, `get` gives a value for the same arguments.
//
//===----------------------------------------------------------------------===//
#include "engines/guarded-access/Analysis.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

static bool takeTheSame(const CXXMethodDecl *A, const CXXMethodDecl *B) {
  return A->getNumParams() == B->getNumParams() &&
         all_of(zip(A->parameters(), B->parameters()), [](auto Both) {
           auto [P, Q] = Both;
           return P->getType().getCanonicalType() ==
                  Q->getType().getCanonicalType();
         });
}

SmallVector<const CXXMethodDecl *, 2>
Analysis::gettersBeside(const FunctionDecl *F) {
  SmallVector<const CXXMethodDecl *, 2> Getters;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || !Method->isInstance() ||
      !Method->getReturnType()->isBooleanType())
    return Getters;
  for (const CXXMethodDecl *Other : Method->getParent()->methods())
    if (Other->isInstance() && Other->isConst() && Other->hasBody() &&
        !Other->isVirtual() && takeTheSame(Method, Other) &&
        Unit.Known.wrapper(Other->getReturnType()))
      Getters.push_back(Other);
  return Getters;
}

void Analysis::findGiven(const FunctionDecl *F,
                         std::vector<std::string> &Promises) {
  // What both say of members matters here, though neither says it twice.
  SaveAndRestore Keep(Unit.Atoms.KeepMembers, true);
  for (const CXXMethodDecl *Getter : gettersBeside(F)) {
    const FunctionDecl *Body = nullptr;
    Getter->hasBody(Body);
    Summary Asked = computeSummary(F), Given = computeSummary(Body);
    if (!Asked.Known || !Given.Known)
      continue;
    DenseMap<const Term *, const Term *> Arguments;
    for (auto [Its, Ours] : zip(Body->parameters(), F->parameters()))
      Arguments[Unit.Terms.variable(Its)] = Unit.Terms.variable(Ours);
    auto Ours = [&](AtomId Id) {
      Atom A = Unit.Atoms[Id];
      const Term *T = Unit.Terms.substitute(A.Subject, Arguments);
      return Unit.Bdds.atom(T ? Unit.Atoms.get(T, A.Is, A.Value, F) : Id);
    };
    State Both = State::top();
    for (Bdd Fact : Asked.AtExit)
      Both.assume(Unit.Bdds, Fact);
    for (Bdd Fact : Given.AtExit)
      Both.assume(Unit.Bdds, Unit.Bdds.substitute(Fact, Ours));
    Bdd Holds = Unit.Names.holdsAtom(Unit.Terms.result(Body), F);
    Bdd True = Unit.Names.trueAtom(Unit.Terms.result(F), F);
    for (auto [Name, Answer] :
         {std::pair("true", True), std::pair("false", Unit.Bdds.notOf(True))})
      if (Both.allows(Unit.Bdds, Answer) &&
          Both.implies(Unit.Bdds, Unit.Bdds.implies(Answer, Holds)))
        Promises.push_back(givenBy(Name, Getter));
  }
}

std::string Analysis::givenBy(StringRef Answer, const FunctionDecl *Getter) {
  return (Answer + ":gives:" + Getter->getQualifiedNameAsString()).str();
}

} // namespace codex::guarded
