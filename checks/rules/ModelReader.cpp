#include "rules/ModelReader.h"

#include "rules/EnumNames.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace codex {

static Type<std::vector<std::string>> names() {
  return listOf(text().notEmpty());
}

static Shape<WrapperModel> wrapperShape() {
  using W = WrapperModel;
  return Shape<W>("wrapper",
                  "A type that holds a value or does not. Types are fully "
                  "qualified, members are named alone.")
      .required("name", &W::Name, "for messages: \"optional\"",
                text().notEmpty())
      .required("types", &W::Types, "the classes that are so", names())
      .optional("attributes", &W::Attributes,
                "annotations of classes that are so (\"codex::wrapper\")",
                names())
      .optional("unwraps", &W::Unwraps,
                "members that need a value inside (\"value\", \"operator*\")",
                names())
      .optional("throwingUnwraps", &W::ThrowingUnwraps,
                "members of unwraps that throw or abort when empty", names())
      .optional("errorUnwraps", &W::ErrorUnwraps,
                "members that need that no value is inside (\"error\")",
                names())
      .optional("unwrapFunctions", &W::UnwrapFunctions,
                "free functions whose first argument needs a value inside",
                names())
      .optional("tests", &W::Tests,
                "members that return true if and only if a value is inside",
                names())
      .optional("emptyTests", &W::EmptyTests,
                "members that return true if and only if no value is inside",
                names())
      .optional("statusMembers", &W::StatusMembers,
                "members whose result is itself testable for the same fact "
                "(\"status\")",
                names())
      .optional("statusTests", &W::StatusTests,
                "the names of those tests (\"ok\")", names())
      .optional("codeMembers", &W::CodeMembers,
                "members that return an error code: 0 if and only if a value "
                "is inside",
                names())
      .optional("pointerMembers", &W::PointerMembers,
                "members that return a pointer: null if and only if none is "
                "inside",
                names())
      .optional("transforms", &W::Transforms,
                "members that return another wrapper, which has a value if and "
                "only if this one has (\"transform\")",
                names())
      .optional("chains", &W::Chains,
                "members that return another wrapper, which has a value only "
                "if this one has (\"and_then\")",
                names())
      .optional("alternatives", &W::Alternatives,
                "members that return another wrapper, which has a value at "
                "least if this one has (\"or_else\")",
                names())
      .optional("valueOrs", &W::ValueOrs,
                "members that return the value, or their argument if there is "
                "none",
                names())
      .optional("engages", &W::Engages,
                "members after which a value is inside (\"emplace\")", names())
      .optional("empties", &W::Empties,
                "members after which no value is inside (\"reset\")", names())
      .optional("merges", &W::Merges,
                "members after which a value is inside if one was, and is in "
                "their argument (\"Update\" of a status)",
                names())
      .optional("engagedMakers", &W::EngagedMakers,
                "free functions that return one with a value inside", names())
      .optional("emptyMakers", &W::EmptyMakers,
                "free functions that return one with no value inside", names())
      .optional("ensures", &W::Ensures,
                "members that return only if a value is inside", names())
      .optional("emptyFrom", &W::EmptyFrom,
                "types that one is built or assigned from to be empty", names())
      .optional("defaultEngaged", &W::DefaultEngaged,
                "without arguments, the constructor makes a value inside")
      .optional("equalityImpliesValue", &W::EqualityImpliesValue,
                "x == v, for v of the value's type, is true only with a value "
                "inside")
      .optional("fromCondition", &W::FromCondition,
                "made from one condition, it has a value when the condition "
                "is true")
      .optional("conditionFirst", &W::ConditionFirst,
                "made from a bool and something else, it has a value if and "
                "only if the bool is true");
}

static Shape<VariantModel> variantShape() {
  using V = VariantModel;
  return Shape<V>("variant", "A type that holds one of several alternatives.")
      .required("name", &V::Name, "for messages: \"variant\"",
                text().notEmpty())
      .required("types", &V::Types,
                "the class templates; their arguments are the alternatives",
                names())
      .optional("gets", &V::Gets,
                "functions that throw unless their template argument is the "
                "alternative inside",
                names())
      .optional("tests", &V::Tests, "functions that say whether it is", names())
      .optional("pointerGets", &V::PointerGets,
                "functions that give a pointer to it, null if it is not",
                names())
      .optional("indexMember", &V::IndexMember,
                "the member that gives the number of the alternative inside");
}

static Shape<LookupModel> lookupShape() {
  using L = LookupModel;
  return Shape<L>("lookup", "Functions whose result may be \"not found\".")
      .required("name", &L::Name, "for messages: \"search\"", text().notEmpty())
      .optional("functions", &L::Functions,
                "qualified names; \"dynamic_cast\" is the operator", names())
      .optional("types", &L::Types, "classes whose members look something up",
                names())
      .optional("members", &L::Members, "those members (\"find\")", names())
      .required(
          "notFound", &L::NotFound,
          "what says that nothing was found: a null pointer, or the end "
          "of what was searched",
          enumOf<Sentinel>({{"null", Sentinel::Null}, {"end", Sentinel::End}}))
      .optional("tests", &L::Tests,
                "members with the same arguments that are true if and only if "
                "the look-up finds something (\"contains\")",
                names())
      .optional("inserts", &L::Inserts,
                "members after which it does (\"operator[]\")", names())
      .optional("ownFunctions", &L::OwnFunctions,
                "functions of the project with parameters whose body returns a "
                "null pointer on some way; with the end, members of these "
                "names of any class whose end() returns the same type");
}

static Shape<NonNullModel> nonNullShape() {
  using N = NonNullModel;
  return Shape<N>("nonNull",
                  "A function that must not be given a null pointer.")
      .required("functions", &N::Functions,
                "qualified names; a class stands for its constructors", names())
      .optional("argument", &N::Argument, "which argument, from 0");
}

static Shape<AssertionModel> assertionShape() {
  using A = AssertionModel;
  return Shape<A>("assertion", "A function that returns only if its condition "
                               "holds.")
      .required("functions", &A::Functions, "qualified names", names())
      .optional("argument", &A::Argument,
                "which argument must hold, from 0; -1: it never returns")
      .optional("other", &A::Other,
                "the argument that it must be equal to, from 0")
      .optional("holds", &A::Holds,
                "false: the condition must not hold, or the two not be equal")
      .optional("macros", &A::Macros,
                "only where one of these macros expands to the call", names());
}

static Shape<CarrierModel> carrierShape() {
  using C = CarrierModel;
  return Shape<C>("carrier", "A function whose result stands for what it was "
                             "given: test frameworks take conditions apart "
                             "with such.")
      .required("functions", &C::Functions, "qualified names", names())
      .optional("argument", &C::Argument,
                "which argument, from 0; -1: the object of a method");
}

static Shape<ComparerModel> comparerShape() {
  using C = ComparerModel;
  return Shape<C>("comparer", "A function whose result says whether two of its "
                              "arguments are equal.")
      .required("functions", &C::Functions, "qualified names", names())
      .optional("left", &C::Left, "the one argument, from 0")
      .optional("right", &C::Right, "the other argument, from 0")
      .optional("equal", &C::Equal,
                "true: the result is true if and only if they are equal; "
                "false: if and only if they are not");
}

const Shape<EventModel> &eventShape() {
  using E = EventModel;
  static const Shape<E> S =
      Shape<E>("event", "What a call, a construction or a member means for "
                        "the order of events.")
          .required("event", &E::Event,
                    "upstream, data, validates, resets, releases, serves, "
                    "waits, calls-back, runs, fallback, reads, parse-check, "
                    "succeeds, or a name that a rule's spec uses",
                    text().notEmpty())
          .optional("name", &E::Name, "for messages: \"Redis connection\"")
          .optional("calls", &E::Calls,
                    "functions, methods (Class::method) and constructors "
                    "(Class::Class), qualified",
                    names())
          .optional("types", &E::Types, "classes whose construction it is",
                    names())
          .optional("fields", &E::Fields,
                    "members whose read it is (\"redisContext::err\")", names())
          .optional("subject", &E::Subject,
                    "what it is about: result, object, every (all that the "
                    "arguments reach), or an argument's number from 0",
                    text().matching("^(result|object|every|[0-9])?$",
                                    "result, object, every or a number"))
          .optional("valid", &E::Valid,
                    "the result that means that it went well; default: true, "
                    "zero, nonnull, ok or returned, as the type says",
                    text().matching(
                        "^(true|false|zero|nonzero|null|nonnull|nonnegative|"
                        "positive|ok|returns|none|"
                        "=-?[0-9]+([.][.]-?[0-9]+)?(,-?[0-9]+)?)?$",
                        "true, false, zero, nonzero, null, nonnull, "
                        "nonnegative, positive, ok, returns, none, =NUMBER, "
                        "=LOW..HIGH, with ,NUMBER behind for not well"))
          .optional("throws", &E::Throws,
                    "where it does not go well, it throws")
          .optional("out", &E::Out,
                    "the argument, from 0, that the result is written to")
          .optional("minArguments", &E::MinArguments,
                    "only calls with so many arguments or more")
          .optional("errorTo", &E::ErrorTo,
                    "a class: where an overload has a parameter of it, a "
                    "failure is written there and not thrown")
          .optional("callback", &E::Callback,
                    "calls-back: the argument, from 0, that is called while "
                    "the program waits")
          .optional("passes", &E::Passes,
                    "calls-back: what it is given: object, status (valid "
                    "says which one is well), unknown, or an argument's "
                    "number from 0",
                    listOf(text().matching("^(object|status|unknown|[0-9])$",
                                           "object, status, unknown or a "
                                           "number")));
  return S;
}

const Shape<CallModel> &callShape() {
  using C = CallModel;
  static const Shape<C> S =
      Shape<C>("calls", "Functions of one kind, which rules ask for by it.")
          .required("kind", &C::Kind, "what rules ask for: \"remote\"",
                    kebabCase())
          .optional("name", &C::Name, "for messages: \"connection attempt\"")
          .optional("functions", &C::Functions,
                    "qualified names; a name without a scope is a C function",
                    names())
          .optional("matching", &C::Matching,
                    "a POSIX extended regular expression for names without "
                    "their scopes")
          .optional("inClass", &C::InClass,
                    "a regular expression for the name of the class whose "
                    "methods \"matching\" is about")
          .optional("returns", &C::Returns,
                    "classes without template arguments, or bool, integer, "
                    "pointer, class, void",
                    names())
          .optional("failure", &C::Failure,
                    "the results that mean failure; default: as the type says",
                    text().oneOf({"", "negative", "zero", "nonzero", "positive",
                                  "none"}))
          .optional("value", &C::Value,
                    "where the result is: returned, last (argument), or an "
                    "argument's number from 0",
                    text().matching("^(returned|last|[0-9])$",
                                    "returned, last or a number"))
          .optional("unlessArgument", &C::UnlessArgument,
                    "words that, in an argument, make it another call",
                    names());
  return S;
}

static Shape<SettingModel> settingShape() {
  using S = SettingModel;
  return Shape<S>("setting", "What makes an object ready for use.")
      .optional("calls", &S::Calls, "functions and methods, qualified", names())
      .optional("fields", &S::Fields, "members that are assigned (C::timeout)",
                names())
      .optional("subject", &S::Subject,
                "the object, or the number of an argument",
                text().matching("^(object|[0-9])$", "object or a number"))
      .optional("when", &S::When,
                "words of which an argument must be one (CURLOPT_TIMEOUT)",
                names())
      .optional("value", &S::Value, "the argument that is the value, from 0")
      .optional("atLeast", &S::AtLeast, "the least value that will do")
      .optional("atMost", &S::AtMost, "the greatest value that will do");
}

static Shape<UseModel> useShape() {
  using U = UseModel;
  return Shape<U>("use", "A use, before which a setting must have been made.")
      .optional("calls", &U::Calls, "functions and methods, qualified", names())
      .optional("subject", &U::Subject,
                "the object, or the number of an argument",
                text().matching("^(object|[0-9])$", "object or a number"))
      .optional("returns", &U::Returns,
                "instead of calls: whatever takes the object and returns one "
                "of these classes",
                names());
}

static Shape<ConfigurableModel> configurableShape() {
  using C = ConfigurableModel;
  return Shape<C>("configurable",
                  "An object on which something must be set before its use.")
      .required("kind", &C::Kind, "what rules ask for: \"deadline\"",
                kebabCase())
      .required("name", &C::Name, "for messages: \"curl handle\"",
                text().notEmpty())
      .optional("types", &C::Types, "classes whose objects these are", names())
      .optional("calls", &C::Calls, "functions that return one", names())
      .optional("readyWith", &C::ReadyWith,
                "words in the arguments of the creation that make a setting "
                "unnecessary",
                names())
      .optional("readyArguments", &C::ReadyArguments,
                "with so many arguments or more, creation is the setting")
      .required("settings", &C::Settings, "what makes it ready",
                listOf(settingShape()))
      .required("uses", &C::Uses, "what it must be ready for",
                listOf(useShape()))
      .optional("neutral", &C::Neutral,
                "functions that take the object and leave the setting alone",
                names());
}

Shape<GroupModel> groupShape() {
  using G = GroupModel;
  return Shape<G>("group", "Functions that are one thing to a rule.")
      .required("group", &G::Group,
                "its name, which rules' specs use (\"ends-process\")",
                text().notEmpty())
      .optional("functions", &G::Functions,
                "functions, methods (Class::method) and constructors "
                "(Class::Class), qualified",
                names())
      .optional("types", &G::Types, "classes: every member of them", names());
}

Shape<EntryModel> entryShape() {
  using E = EntryModel;
  return Shape<E>("entry", "How code of the program comes to be called from "
                           "outside of it.")
      .required("entry", &E::Entry,
                "the kind, which rules' specs use (\"request-handler\")",
                text().notEmpty())
      .required("name", &E::Name, "for messages: \"HTTP handler\"",
                text().notEmpty())
      .optional("calls", &E::Calls,
                "calls and constructions that are given a function to run",
                names())
      .optional("argument", &E::Argument,
                "which argument it is, from 0; default: any")
      .optional("fields", &E::Fields,
                "members that hold such a function (\"sigaction::sa_handler\")",
                names())
      .optional("named", &E::Named,
                "the project's functions with such a name: a regular "
                "expression for all of it, without scopes",
                text().notEmpty())
      .optional("overrides", &E::Overrides, "methods whose overriders it runs",
                names())
      .optional("derived", &E::Derived,
                "classes; methods that override something in a class derived "
                "from one",
                names())
      .optional("loops", &E::Loops,
                "where a loop calls one of these, whatever the loop calls",
                names())
      .optional("whenArgument", &E::WhenArgument,
                "the argument that whenNot is about, from 0")
      .optional("whenNot", &E::WhenNot,
                "not where that argument is one of these numbers",
                listOf(integerType(INT64_MIN, INT64_MAX)))
      .check([](const JsonValue &Json, Reading &R, EntryModel &Out) {
        std::string Problem;
        if (!Out.Named.empty() && !Regex(Out.Named).isValid(Problem))
          R.inMember("named", [&] {
            R.problem(*Json.find("named"),
                      "in the regular expression: " + Problem);
          });
      });
}

static Shape<OutsideModel> outsideShape() {
  using O = OutsideModel;
  return Shape<O>("outside", "Where a number comes in that somebody outside of "
                             "the program chose.")
      .required("name", &O::Name, "for messages: \"number from the network\"",
                text().notEmpty())
      .required("functions", &O::Functions, "functions and methods, qualified",
                names())
      .optional("argument", &O::Argument,
                "the argument, from 0, that points or refers to what is filled "
                "in; default: the result")
      .optional("bits", &O::Bits,
                "no number has more bits; default: as the type says")
      .optional("text", &O::Text, "it was written as text (atoi)");
}

static Shape<SizeUseModel> sizeUseShape() {
  using U = SizeUseModel;
  return Shape<U>("sizeUse", "A call whose argument must be in a range.")
      .required("use", &U::Use, "length, allocation or index",
                text().oneOf({"length", "allocation", "index"}))
      .required("name", &U::Name, "for messages: \"copies so many bytes\"",
                text().notEmpty())
      .required("functions", &U::Functions,
                "functions, methods and constructors, qualified", names())
      .optional("argument", &U::Argument, "which argument, from 0")
      .optional("arguments", &U::Arguments,
                "only calls with exactly so many arguments");
}

static void checkModel(const JsonValue &Json, Reading &R, Model &Out) {
  refuseControlCharacters(Json, R);
  StringRef Stem = sys::path::stem(R.file());
  if (Out.Library != Stem)
    R.inMember("library", [&] {
      R.problem(*Json.find("library"), "the library is '" + Out.Library +
                                           "', but the file's name says '" +
                                           Stem + "'; they must be the same");
    });
}

const Shape<Model> &modelShape() {
  static const Shape<Model> S =
      Shape<Model>("model", "What a library's functions mean.")
          .ignored("$schema", "the schema that an editor checks the file with")
          .optional("library", &Model::Library,
                    "the library's name: the file's stem, and nothing else",
                    text().notEmpty())
          .required("summary", &Model::Summary, "what the library is",
                    text().notEmpty())
          .optional("wrappers", &Model::Wrappers,
                    "types that hold a value or do not", listOf(wrapperShape()))
          .optional("variants", &Model::Variants,
                    "types that hold one of several alternatives",
                    listOf(variantShape()))
          .optional("lookups", &Model::Lookups,
                    "functions whose result may be \"not found\"",
                    listOf(lookupShape()))
          .optional("nonNull", &Model::NonNull,
                    "functions that must not be given a null pointer",
                    listOf(nonNullShape()))
          .optional("assertions", &Model::Assertions,
                    "functions that return only if a condition holds",
                    listOf(assertionShape()))
          .optional("comparers", &Model::Comparers,
                    "functions that say whether two arguments are equal",
                    listOf(comparerShape()))
          .optional("carriers", &Model::Carriers,
                    "functions whose result stands for an argument",
                    listOf(carrierShape()))
          .optional("events", &Model::Events,
                    "what calls mean for the order of events",
                    listOf(eventShape()))
          .optional("calls", &Model::Calls, "functions by their kinds",
                    listOf(callShape()))
          .optional("configurables", &Model::Configurables,
                    "objects that must be set up before they are used",
                    listOf(configurableShape()))
          .optional("groups", &Model::Groups,
                    "functions that are one thing to a rule",
                    listOf(groupShape()))
          .optional("entries", &Model::Entries,
                    "what is called from outside of the program",
                    listOf(entryShape()))
          .optional("outside", &Model::Outside,
                    "where numbers come in from outside of the program",
                    listOf(outsideShape()))
          .optional("sizeUses", &Model::SizeUses,
                    "calls whose argument must be in a range",
                    listOf(sizeUseShape()))
          .optional("noReturn", &Model::NoReturn,
                    "functions that do not return, where their declaration "
                    "does not say so",
                    names())
          .check(checkModel);
  return S;
}

Error readModel(const JsonValue &Json, StringRef File, Model &Out) {
  Out.File = File.str();
  Out.Library = sys::path::stem(File).str();
  Out.Text = Json.text();
  return modelShape().read(Json, File, Out);
}

} // namespace codex
