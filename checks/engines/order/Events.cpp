#include "engines/order/Events.h"

#include "support/Suggest.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::order {

bool isSmartPointer(const CXXRecordDecl *Class) {
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class || !isa<ClassTemplateSpecializationDecl>(Class))
    return false;
  StringRef Name = Class->getName();
  // libstdc++ has shared_ptr's methods in its bases.
  if (is_contained({"unique_ptr", "shared_ptr", "weak_ptr", "__shared_ptr",
                    "__shared_ptr_access"},
                   Name))
    return true;
  bool Arrow = false, Get = false;
  for (const CXXMethodDecl *M : Class->methods()) {
    Arrow |= M->getOverloadedOperator() == OO_Arrow;
    Get |= M->getIdentifier() &&
           (M->getName() == "get" || M->getName() == "release");
  }
  return Arrow && Get;
}

const RecordDecl *pointedRecord(QualType Type) {
  for (int Depth = 0; Depth < 8 && !Type.isNull(); ++Depth) {
    Type = Type.getCanonicalType().getNonReferenceType();
    if (Type->isPointerType()) {
      Type = Type->getPointeeType();
      continue;
    }
    const RecordDecl *R = Type->getAsRecordDecl();
    const auto *Class = dyn_cast_or_null<CXXRecordDecl>(R);
    const auto *Special =
        dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
    if (Special && isSmartPointer(Class) &&
        Special->getTemplateArgs().size() > 0 &&
        Special->getTemplateArgs()[0].getKind() == TemplateArgument::Type) {
      Type = Special->getTemplateArgs()[0].getAsType();
      continue;
    }
    return R;
  }
  return nullptr;
}

EventMatcher::EventMatcher(const std::vector<const EventModel *> &Models,
                           StringSet<> Making)
    : Making(std::move(Making)) {
  for (const EventModel *M : Models) {
    for (const std::string &Name : M->Calls)
      Calls[Name].push_back(M);
    for (const std::string &Name : M->Types)
      Types[Name].push_back(M);
    for (const std::string &Name : M->Fields)
      Fields[Name].push_back(M);
  }
}

/// The class itself and its bases, the nearest first.
static void withBases(const CXXRecordDecl *Class,
                      SmallVectorImpl<const CXXRecordDecl *> &Out) {
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class || is_contained(Out, Class))
    return;
  Out.push_back(Class);
  for (const CXXBaseSpecifier &Base : Class->bases())
    withBases(Base.getType()->getAsCXXRecordDecl(), Out);
}

/// The names by which a model may call \p R.
static SmallVector<std::string, 2> namesOf(const RecordDecl *R) {
  SmallVector<std::string, 2> Names = {plainName(R)};
  if (isa<ClassTemplateSpecializationDecl>(R)) {
    PrintingPolicy Policy(R->getASTContext().getLangOpts());
    Policy.SuppressInlineNamespace =
        llvm::to_underlying(PrintingPolicy::SuppressInlineNamespaceMode::All);
    Policy.SuppressTagKeyword = true;
    std::string Full;
    raw_string_ostream OS(Full);
    R->getNameForDiagnostic(OS, Policy, /*Qualified=*/true);
    Names.push_back(Full);
  }
  return Names;
}

static bool hasAnnotation(const Decl *D, StringRef Text) {
  for (const Decl *R : D->redecls())
    for (const auto *A : R->specific_attrs<AnnotateAttr>())
      if (A->getAnnotation() == Text)
        return true;
  return false;
}

bool EventMatcher::isUpstreamClass(const RecordDecl *R) const {
  if (!R)
    return false;
  SmallVector<const RecordDecl *, 4> All = {R};
  if (const auto *Class = dyn_cast<CXXRecordDecl>(R)) {
    SmallVector<const CXXRecordDecl *, 4> Bases;
    withBases(Class, Bases);
    All.append(Bases.begin(), Bases.end());
  }
  for (const RecordDecl *One : All) {
    if (hasAnnotation(One, "codex::upstream"))
      return true;
    for (const std::string &Name : namesOf(One))
      if (auto It = Types.find(Name); It != Types.end())
        for (const EventModel *M : It->second)
          if (makes(M->Event))
            return true;
  }
  return false;
}

/// The result that means success where nothing else is said.
static std::string defaultValid(QualType Type) {
  Type = Type.getCanonicalType();
  if (Type->isVoidType())
    return "returns";
  if (Type->isBooleanType())
    return "true";
  if (Type->isPointerType())
    return "nonnull";
  if (Type->isIntegralOrEnumerationType())
    return "zero";
  if (const auto *Enum = Type->getAsEnumDecl(); Enum)
    return "zero";
  return "ok";
}

static bool hasObject(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && !Method->isStatic();
}

void EventMatcher::setSubject(OrderEvent &E, StringRef Subject,
                              const FunctionDecl *F) const {
  unsigned Shift = hasObject(F);
  unsigned Number = 0;
  if (Subject == "result")
    E.Subject = OrderEvent::Result;
  else if (Subject == "every")
    E.Subject = OrderEvent::Every;
  else if (Subject == "object")
    E.Subject = 0;
  else if (!Subject.getAsInteger(10, Number))
    E.Subject = Number + Shift;
  else if (isa<CXXConstructorDecl>(F))
    E.Subject = makes(E.Event) ? 0 : OrderEvent::Every;
  else if (makes(E.Event))
    E.Subject = F->getReturnType()->isVoidType() ? OrderEvent::Every
                                                 : OrderEvent::Result;
  else if (hasObject(F))
    E.Subject = 0;
  else {
    // The first upstream among the parameters, else the first struct.
    E.Subject = OrderEvent::Every;
    for (unsigned I = F->getNumParams(); I-- > 0;)
      if (pointedRecord(F->getParamDecl(I)->getType()))
        E.Subject = I;
    for (unsigned I = F->getNumParams(); I-- > 0;)
      if (isUpstreamClass(pointedRecord(F->getParamDecl(I)->getType())))
        E.Subject = I;
  }
}

/// The parameter that a failure is written to: an error code, where \p M throws
/// else, or what \p M names; -1: there is none.
static int errorParameter(const FunctionDecl *F, const EventModel &M) {
  if (!M.Throws && M.ErrorTo.empty())
    return -1;
  for (const ParmVarDecl *P : reverse(F->parameters())) {
    QualType Type = P->getType();
    const RecordDecl *R = pointedRecord(Type);
    QualType To = Type->getPointeeType();
    if (!R || To.isNull() || To.isConstQualified())
      continue;
    bool IsCode = M.Throws && R->getIdentifier() &&
                  R->getName() == "error_code" && Type->isLValueReferenceType();
    if (IsCode || (!M.ErrorTo.empty() && plainName(R) == M.ErrorTo))
      return P->getFunctionScopeIndex();
  }
  return -1;
}

OrderEvent EventMatcher::make(const EventModel &M,
                              const FunctionDecl *F) const {
  OrderEvent E;
  E.Event = M.Event;
  E.Name = M.Name.empty() ? plainName(F) : M.Name;
  E.Throws = M.Throws;
  setSubject(E, M.Subject, F);
  unsigned Shift = hasObject(F);
  if (M.Out >= 0)
    E.Out = M.Out + Shift;
  E.Valid = M.Valid;
  // The overload that tells by an error code does not throw.
  if (int To = errorParameter(F, M); To >= 0) {
    E.Out = To + Shift;
    E.Throws = false;
    E.Valid = "ok";
    return E;
  }
  if (M.Callback >= 0) {
    E.Callback = M.Callback + Shift;
    for (StringRef What : M.Passes) {
      unsigned Number = 0;
      E.Passes.push_back(What == "object"                ? 0
                         : What == "status"              ? OrderEvent::How
                         : What.getAsInteger(10, Number) ? OrderEvent::Unknown
                                                         : int(Number + Shift));
    }
    return E;
  }
  if (M.Valid.empty() && M.Event == "validates")
    E.Valid = isa<CXXConstructorDecl>(F) ? "returns"
              : M.Throws                 ? "returns"
                                         : defaultValid(F->getReturnType());
  if (E.Valid.empty() && M.Throws)
    E.Valid = "returns";
  if (E.Valid == "none")
    E.Valid.clear();
  return E;
}

/// "codex::validates=nonzero(2)" in its parts.
static bool parseAnnotation(StringRef Text, StringRef &Event, StringRef &Valid,
                            StringRef &Subject) {
  if (!Text.consume_front("codex::"))
    return false;
  if (size_t Open = Text.find('('); Open != StringRef::npos) {
    Subject = Text.substr(Open + 1);
    Subject = Subject.take_front(Subject.find(')'));
    StringRef Rest = Text.substr(Text.find(')') + 1);
    if (Rest.starts_with("="))
      Valid = Rest.drop_front();
    Text = Text.take_front(Open);
  }
  if (size_t Equal = Text.find('='); Equal != StringRef::npos) {
    Valid = Text.substr(Equal + 1);
    Text = Text.take_front(Equal);
  }
  Event = Text == "serves-traffic" ? "serves" : Text;
  return true;
}

StringRef meantEvent(StringRef Name, ArrayRef<StringRef> Others) {
  // Also words of other engines' attributes.
  std::vector<StringRef> Known = {
      "upstream",       "data",          "validates",   "resets", "releases",
      "serves",         "waits",         "calls-back",  "runs",   "fallback",
      "reads",          "wrapper",       "parse-check", "marks",  "entry",
      "serves-traffic", "serves-marked", "succeeds"};
  append_range(Known, Others);
  return is_contained(Known, Name) ? StringRef() : nearestWord(Name, Known);
}

bool EventMatcher::parse(const AnnotateAttr &A, const FunctionDecl *F,
                         StringRef &Event, StringRef &Valid,
                         StringRef &Subject) const {
  StringRef Text = A.getAnnotation();
  if (!parseAnnotation(Text, Event, Valid, Subject))
    return false;
  std::string What;
  std::vector<StringRef> Named;
  for (const auto &Each : Making)
    Named.push_back(Each.getKey());
  static constexpr llvm::StringLiteral Results[] = {
      "true",    "false",       "zero",     "nonzero", "null",
      "nonnull", "nonnegative", "positive", "ok",      "returns"};
  unsigned Number = 0;
  if (StringRef Meant = meantEvent(Event, Named); !Meant.empty())
    What = ("did you mean 'codex::" + Meant + "'?").str();
  else if (Event == "validates" && !Valid.empty() &&
           !is_contained(Results, Valid) &&
           !StringRef("0123456789-").contains(Valid.front()))
    What =
        ("'" + Valid + "' is no result; one of: " +
         join(std::begin(Results), std::end(Results), ", ") + ", or a number")
            .str();
  else if (F && !Subject.empty() && !Subject.getAsInteger(10, Number) &&
           Number >= F->getNumParams())
    What = ("there is no parameter " + Subject + "; they are counted from 0")
               .str();
  if (!What.empty())
    Mistakes.push_back({A.getLocation(), ("\"" + Text + "\": " + What).str()});
  return true;
}

void EventMatcher::addAttributes(const Decl *D, const FunctionDecl *F,
                                 Events &Out) const {
  for (const Decl *R : D->redecls())
    for (const auto *A : R->specific_attrs<AnnotateAttr>()) {
      StringRef Event, Valid, Subject;
      if (!parse(*A, F, Event, Valid, Subject))
        continue;
      OrderEvent E;
      E.Event = Event.str();
      E.Name = plainName(F);
      setSubject(E, Subject, F);
      if (!Valid.empty())
        E.Valid = StringRef("0123456789-").contains(Valid.front())
                      ? "=" + Valid.str()
                      : Valid.str();
      else if (Event == "validates")
        E.Valid = isa<CXXConstructorDecl>(F) ? "returns"
                                             : defaultValid(F->getReturnType());
      if (E.Valid == "returns" && Event == "validates")
        E.Throws = true;
      if (!is_contained(map_range(Out, [](auto &O) { return O.Event; }),
                        E.Event))
        Out.push_back(E);
    }
}

Events EventMatcher::ofAttributes(const FunctionDecl *F) const {
  Events Out;
  addAttributes(F, F, Out);
  if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
    addAttributes(Pattern, F, Out);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F))
    for (const CXXMethodDecl *Base : Method->overridden_methods())
      for (const OrderEvent &E : ofAttributes(Base))
        if (!is_contained(map_range(Out, [](auto &O) { return O.Event; }),
                          E.Event))
          Out.push_back(E);
  return Out;
}

const Events &EventMatcher::ofCall(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  auto [It, New] = CallCache.try_emplace(F);
  if (!New)
    return It->second;
  Events Found = ofAttributes(F);
  auto ByName = [&](const std::string &Name) {
    if (auto At = Calls.find(Name); At != Calls.end())
      for (const EventModel *M : At->second)
        if (F->getNumParams() >= M->MinArguments) {
          OrderEvent E = make(*M, F);
          if (!is_contained(map_range(Found, [](auto &O) { return O.key(); }),
                            E.key()))
            Found.push_back(std::move(E));
        }
  };
  // A name without a scope is C's; a function that the project defines itself
  // only happens to have it.
  std::string Plain = plainName(F);
  if (StringRef(Plain).contains("::") || (F->isExternC() && !F->hasBody()) ||
      (!F->getASTContext().getLangOpts().CPlusPlus && !F->hasBody()))
    ByName(Plain);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F)) {
    for (const std::string &Name : namesOf(Method->getParent()))
      if (isa<ClassTemplateSpecializationDecl>(Method->getParent()))
        ByName(Name + "::" + Method->getNameAsString());
    for (const CXXMethodDecl *Base : Method->overridden_methods())
      ByName(plainName(Base));
  }
  return CallCache[F] = std::move(Found);
}

const Events &EventMatcher::ofConstruction(const CXXRecordDecl *Class) {
  auto [It, New] = TypeCache.try_emplace(Class);
  if (!New)
    return It->second;
  Events Found;
  auto Add = [&](OrderEvent E) {
    for (const OrderEvent &Other : Found)
      if (Other.Event == E.Event)
        return;
    Found.push_back(std::move(E));
  };
  SmallVector<const CXXRecordDecl *, 4> All;
  withBases(Class, All);
  for (const CXXRecordDecl *One : All) {
    for (const Decl *R : One->redecls())
      for (const auto *A : R->specific_attrs<AnnotateAttr>()) {
        StringRef Event, Valid, Subject;
        if (!parse(*A, nullptr, Event, Valid, Subject))
          continue;
        OrderEvent E;
        E.Event = Event.str();
        E.Name = plainName(One);
        E.Subject = makes(E.Event) ? 0 : OrderEvent::Every;
        if (Event == "validates") {
          E.Valid = "returns";
          E.Throws = true;
        }
        Add(std::move(E));
      }
    for (const std::string &Name : namesOf(One))
      if (auto At = Types.find(Name); At != Types.end())
        for (const EventModel *M : At->second) {
          OrderEvent E;
          E.Event = M->Event;
          E.Name = M->Name.empty() ? plainName(One) : M->Name;
          E.Throws = M->Throws;
          E.Valid = M->Throws ? "returns" : "";
          E.Subject = makes(E.Event) ? 0 : OrderEvent::Every;
          Add(std::move(E));
        }
  }
  return TypeCache[Class] = std::move(Found);
}

const Events &EventMatcher::ofRead(const ValueDecl *D) {
  auto [It, New] = ReadCache.try_emplace(D);
  if (!New)
    return It->second;
  Events Found;
  if (auto At = Fields.find(plainName(D)); At != Fields.end())
    for (const EventModel *M : At->second) {
      OrderEvent E;
      E.Event = M->Event;
      E.Name = M->Name.empty() ? plainName(D) : M->Name;
      E.Subject = 0;
      E.Valid = M->Valid.empty() ? defaultValid(D->getType()) : M->Valid;
      Found.push_back(std::move(E));
    }
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    StringRef Event, Valid, Subject;
    if (!parse(*A, nullptr, Event, Valid, Subject) || makes(Event))
      continue;
    OrderEvent E;
    E.Event = Event.str();
    E.Name = plainName(D);
    E.Subject = isa<FieldDecl>(D) ? 0 : OrderEvent::Every;
    E.Valid = Valid.empty() ? defaultValid(D->getType()) : Valid.str();
    Found.push_back(std::move(E));
  }
  return ReadCache[D] = std::move(Found);
}

Events EventMatcher::ofInit(const ValueDecl *D) const {
  Events Found;
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    StringRef Event, Valid, Subject;
    if (!parse(*A, nullptr, Event, Valid, Subject) || !makes(Event))
      continue;
    OrderEvent E;
    E.Event = Event.str();
    E.Name = plainName(D);
    E.Subject = 0;
    Found.push_back(std::move(E));
  }
  return Found;
}

} // namespace codex::order
