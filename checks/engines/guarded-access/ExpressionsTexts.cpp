#include "engines/guarded-access/Expressions.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// The text that \p E, a literal, is; null for anything else.
static const clang::StringLiteral *literal(const Expr *E) {
  const auto *Text = dyn_cast<clang::StringLiteral>(strip(E));
  return Text && Text->getCharByteWidth() == 1 ? Text : nullptr;
}

/// `strncmp(s, "--cfg=", 6) == 0`: what s begins with then; empty if \p Call is
/// no such comparison. \p Subject is s.
static std::string comparedWith(const ASTContext &Ast, const CallExpr *Call,
                                const Expr *&Subject) {
  StringRef Name = Call->getDirectCallee()->getName();
  bool Counted = Name == "strncmp" || Name == "strncasecmp";
  if ((!Counted && Name != "strcmp" && Name != "strcasecmp") ||
      Call->getNumArgs() != (Counted ? 3 : 2))
    return {};
  const clang::StringLiteral *Text = nullptr;
  for (unsigned I : {0u, 1u})
    if ((Text = literal(Call->getArg(I)))) {
      Subject = Call->getArg(1 - I);
      break;
    }
  if (!Text)
    return {};
  std::string Begin = Text->getString().str();
  Expr::EvalResult Count;
  if (Counted) {
    if (Call->getArg(2)->isValueDependent() ||
        !Call->getArg(2)->EvaluateAsInt(Count, Ast))
      return {};
    Begin = Begin.substr(0, Count.Val.getInt().getLimitedValue(Begin.size()));
  }
  // Of letters the case is not known.
  if (Name.contains("case"))
    erase_if(Begin, [](char C) { return isAlpha(C); });
  return Begin;
}

/// `strchr(s, '=')`, `strstr(s, "=")`: what is looked for; empty if \p Call is
/// no such search.
static std::string
soughtIn(const CallExpr *Call,
         function_ref<std::optional<int64_t>(const Expr *)> Constant) {
  StringRef Name = Call->getDirectCallee()->getName();
  if (Call->getNumArgs() != 2)
    return {};
  if (Name == "strchr" || Name == "strrchr") {
    std::optional<int64_t> Sought = Constant(Call->getArg(1));
    return Sought && *Sought > 0 && *Sought < 128
               ? std::string(1, static_cast<char>(*Sought))
               : std::string();
  }
  const clang::StringLiteral *Text =
      Name == "strstr" ? literal(Call->getArg(1)) : nullptr;
  return Text ? Text->getString().str() : std::string();
}

void Expressions::relateTexts(const CallExpr *Call, const Term *Result) {
  const FunctionDecl *F = Call->getDirectCallee();
  if (Known.about() != Subject::Lookups || !F || !F->getIdentifier() ||
      !F->getName().starts_with("str"))
    return;
  const Expr *Text = nullptr;
  std::string Begin = comparedWith(Ast, Call, Text);
  std::string Sought =
      soughtIn(Call, [&](const Expr *E) { return constant(E); });
  if (Begin.empty() && Sought.empty())
    return;
  const Term *Of = term(Begin.empty() ? Call->getArg(0) : Text);
  if (!Of)
    return;
  auto Same = [&](const TextUse &U) { return U.Result == Result; };
  SmallVector<TextUse, 2> &Uses = TextUses[Of];
  if (any_of(Uses, Same))
    return;
  TextUse Use{Result, Begin, Sought};
  // Told apart from what the call says of itself.
  const void *Site = reinterpret_cast<const char *>(Call) + 1;
  auto Relate = [&](const TextUse &Compared, const TextUse &Search) {
    if (Search.Sought.empty() ||
        !StringRef(Compared.Begin).contains(Search.Sought))
      return;
    Bdd Equal = Bdds.andOf(
        atom(Compared.Result, Predicate::AtMost, 0, Site),
        Bdds.notOf(atom(Compared.Result, Predicate::AtMost, -1, Site)));
    Bdd Missing = missingAtom(Search.Result, Site);
    for (Bdd One : {Equal, Missing})
      for (AtomId Id : SmallVector<AtomId, 2>(Bdds.support(One)))
        Atoms.addAxiom(Id, Bdds.implies(Equal, Bdds.notOf(Missing)));
  };
  for (const TextUse &Other : Uses) {
    Relate(Use, Other);
    Relate(Other, Use);
  }
  Uses.push_back(std::move(Use));
}

} // namespace codex::guarded
