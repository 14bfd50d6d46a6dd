//===- Model.h - What a library's functions mean ----------------*- C++ -*-===//
//
// Knowledge about libraries, shared by rules and free of any rule. Names are
// fully qualified, without inline namespaces and without template arguments
// ("std::optional", "absl::StatusOr"). In the name of a type a '*' stands for
// any letters and digits ("boost::outcome_v2*::basic_result"). Members are
// named alone ("value", "operator*"). A class derived from a named one counts
// as that one.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_RULES_MODEL_H
#define CODEX_RULES_MODEL_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace codex {

/// A type that holds a value or does not: optional, expected, status-or.
struct WrapperModel {
  std::string Name;               ///< for messages: "optional"
  std::vector<std::string> Types; ///< the classes that are so
  /// Annotations of classes that are so ("codex::wrapper").
  std::vector<std::string> Attributes;

  /// Members that need a value inside ("value", "operator*", "operator->").
  std::vector<std::string> Unwraps;
  /// Members of Unwraps that throw or abort by themselves when empty.
  std::vector<std::string> ThrowingUnwraps;
  /// Members that need that no value is inside ("error").
  std::vector<std::string> ErrorUnwraps;
  /// Free functions whose first argument needs a value inside.
  std::vector<std::string> UnwrapFunctions;

  /// Members that return true if and only if a value is inside.
  std::vector<std::string> Tests;
  /// Members that return true if and only if no value is inside.
  std::vector<std::string> EmptyTests;
  /// Members whose result is itself testable for the same fact ("status":
  /// `x.status().ok()`), with the names of those tests in StatusTests.
  std::vector<std::string> StatusMembers;
  std::vector<std::string> StatusTests;

  /// Members that return an error code: 0 if and only if a value is inside.
  std::vector<std::string> CodeMembers;
  /// Members that return a pointer: null if and only if none is inside.
  std::vector<std::string> PointerMembers;

  /// Members that return another wrapper. It has a value if and only if this
  /// one has ("transform"), only if this one has ("and_then"), or at least if
  /// this one has ("or_else").
  std::vector<std::string> Transforms;
  std::vector<std::string> Chains;
  std::vector<std::string> Alternatives;
  /// Members that return the value, or their argument if there is none.
  std::vector<std::string> ValueOrs;

  /// Members after which a value is inside ("emplace"), or none ("reset").
  std::vector<std::string> Engages;
  std::vector<std::string> Empties;
  /// Members after which a value is inside if one was, and is in their argument
  /// ("Update" of a status).
  std::vector<std::string> Merges;
  /// Members that return only if a value is inside ("throwUnlessValue").
  std::vector<std::string> Ensures;
  /// Free functions that return a wrapper with a value ("std::make_optional").
  std::vector<std::string> EngagedMakers;
  /// ... and such that return one without ("absl::InternalError").
  std::vector<std::string> EmptyMakers;
  /// Types a wrapper is built or assigned from to be empty ("std::nullopt_t").
  std::vector<std::string> EmptyFrom;
  /// Without arguments, the constructor makes a value inside (expected).
  bool DefaultEngaged = false;
  /// `x == v`, for v of the value's type, is true only with a value inside.
  bool EqualityImpliesValue = true;
  /// Made from one condition, it "has a value" when the condition is true
  /// (testing::AssertionResult).
  bool FromCondition = false;
  /// Made (or returned by a maker) from a bool and something else, it has a
  /// value if and only if the bool is true (boost::optional).
  bool ConditionFirst = false;
};

/// A type that holds one of several alternatives: std::variant.
struct VariantModel {
  std::string Name;               ///< for messages: "variant"
  std::vector<std::string> Types; ///< the class templates; arguments: the types
  /// Free functions with an alternative as template argument, a type or a
  /// number: those that throw unless it is the one inside, those that say
  /// whether it is, and those that give a pointer, null if it is not.
  std::vector<std::string> Gets;
  std::vector<std::string> Tests;
  std::vector<std::string> PointerGets;
  std::string IndexMember; ///< the number of the alternative inside
};

/// What to look for in the result of a look-up, to know that it failed.
enum class Sentinel {
  Null, ///< a null pointer
  End,  ///< the end of what was searched
};

/// Functions whose result may be "not found".
struct LookupModel {
  std::string Name; ///< for messages: "search"
  /// Qualified names; "dynamic_cast" is the operator, to a pointer.
  std::vector<std::string> Functions;
  /// Members, of these classes.
  std::vector<std::string> Types;
  std::vector<std::string> Members;
  Sentinel NotFound = Sentinel::Null;
  /// Members with the same arguments that are true (or not 0) if and only if
  /// the look-up finds something ("contains"), and such after which it does
  /// ("operator[]").
  std::vector<std::string> Tests;
  std::vector<std::string> Inserts;
  /// Functions of the project with parameters that return a null pointer on
  /// some way, as their bodies in the unit say. With Sentinel::End: Members of
  /// any class whose end() returns what they return.
  bool OwnFunctions = false;
};

/// A function that must not be given a null pointer.
struct NonNullModel {
  std::vector<std::string> Functions; ///< qualified; a class: its constructors
  unsigned Argument = 0;              ///< which one, from 0
};

/// A function whose result is true if and only if two of its arguments are
/// equal, or are not (GoogleTest's CmpHelperNE).
struct ComparerModel {
  std::vector<std::string> Functions; ///< qualified names
  unsigned Left = 0;                  ///< argument numbers, from 0
  unsigned Right = 1;
  bool Equal = true;
};

/// A function or macro target that returns only if its condition holds, and
/// whose body the analysis cannot be expected to see.
struct AssertionModel {
  std::vector<std::string> Functions; ///< qualified names
  int64_t Argument = 0; ///< which argument must hold, from 0; -1: never returns
  int64_t Other = -1;   ///< the argument that it must be equal to; -1: none
  bool Holds = true;    ///< false: it must not hold, or not be equal
  /// Only where one of these macros expands to the call; empty: everywhere.
  std::vector<std::string> Macros;
};

/// A function whose result stands for what it was given: what a test framework
/// takes a condition apart with (`Catch::Decomposer() <= x == y`).
struct CarrierModel {
  std::vector<std::string> Functions; ///< qualified names
  int64_t Argument = 0;               ///< from 0; -1: the object of a method
};

/// What a call, a construction or a member means for the order of events.
struct EventModel {
  std::string Event; ///< "upstream", "data", "validates", "serves" ...
  std::string Name;  ///< for messages: "Redis connection"
  /// Functions, methods and constructors, qualified ("redisConnect",
  /// "httplib::Client::Get").
  std::vector<std::string> Calls;
  /// Classes whose construction it is; template arguments are compared where
  /// they are given.
  std::vector<std::string> Types;
  std::vector<std::string> Fields; ///< members whose read it is
  /// "result", "object", "every", or an argument's number from 0. Empty: the
  /// object of a method, else the first argument; of an upstream the result.
  std::string Subject;
  /// Which result means that it went well; empty: as the result's type says.
  std::string Valid;
  bool Throws = false; ///< where it does not go well, it throws
  /// The argument that the result is written to; -1: it is returned.
  int64_t Out = -1;
  /// At least so many arguments (overloads); the object does not count.
  unsigned MinArguments = 0;
  /// A class: where an overload has a parameter of it, a failure is written
  /// there, and nothing is thrown.
  std::string ErrorTo;
  /// Of "calls-back": the argument that is called, and what it is given:
  /// "object", "status", "unknown", or an argument's number from 0.
  int64_t Callback = -1;
  std::vector<std::string> Passes;
};

/// Functions of one kind: what rules ask for by the kind's name.
struct CallModel {
  std::string Kind; ///< "privilege-drop", "remote", "pause", "log"
  std::string Name; ///< for messages: "connection attempt"
  /// Qualified; a name without a scope is a C function.
  std::vector<std::string> Functions;
  /// A regular expression for names without their scopes, as people choose
  /// them ("validateConfig"); only where Returns fits, too.
  std::string Matching;
  /// The same for the class that Matching's functions are methods of; empty:
  /// of whatever class or none.
  std::string InClass;
  /// Classes (without template arguments), or "bool", "integer", "pointer",
  /// "class", "void". Empty: whatever.
  std::vector<std::string> Returns;
  /// Which results mean failure: "negative", "zero", "nonzero", "positive",
  /// "none". Empty: as the type says (false, null, negative, not ok).
  std::string Failure;
  /// Where the result is: "returned", "last" (the last argument), or an
  /// argument's number from 0.
  std::string Value = "returned";
  /// Words that, in an argument's source, make it another call
  /// ("AF_UNIX").
  std::vector<std::string> UnlessArgument;
};

/// What makes an object ready for use: a member, a function, an option.
struct SettingModel {
  std::vector<std::string> Calls;
  std::vector<std::string> Fields; ///< members that are assigned
  std::string Subject = "object";  ///< "object", or an argument's number
  /// One of the arguments says one of these words (CURLOPT_TIMEOUT).
  std::vector<std::string> When;
  /// The argument that holds the value, from 0; -1: there is none to look at.
  int64_t Value = -1;
  std::optional<int64_t> AtLeast, AtMost; ///< for values that are constants
};

/// A use, before which a setting must have been made.
struct UseModel {
  std::vector<std::string> Calls;
  std::string Subject = "object"; ///< "object", or an argument's number
  /// A call of whatever function that takes the object and returns one of
  /// these classes, instead of named Calls.
  std::vector<std::string> Returns;
};

/// A kind of object on which something must be set before it is used.
struct ConfigurableModel {
  std::string Kind;               ///< "deadline", "capacity"
  std::string Name;               ///< for messages: "curl handle"
  std::vector<std::string> Types; ///< classes whose objects these are
  std::vector<std::string> Calls; ///< functions that return one
  /// Words in the arguments of the creation that make it one that needs no
  /// setting ("SOCK_NONBLOCK", "AF_UNIX").
  std::vector<std::string> ReadyWith;
  /// With so many arguments or more, construction is a setting of its own.
  unsigned ReadyArguments = 0;
  std::vector<SettingModel> Settings;
  std::vector<UseModel> Uses;
  /// Functions that take the object and leave the setting as it is; all
  /// others that cannot be looked into may make it.
  std::vector<std::string> Neutral;
};

/// Functions that are one thing to a rule: all of them end the process.
struct GroupModel {
  std::string Group;                  ///< "ends-process"
  std::vector<std::string> Functions; ///< functions and methods, qualified
  std::vector<std::string> Types;     ///< classes: all of their members
};

/// How code of the program comes to be called from outside of it.
struct EntryModel {
  std::string Entry; ///< "request-handler", "signal-handler", "thread"
  std::string Name;  ///< for messages: "HTTP handler"
  /// Calls and constructions that are given a function to run later.
  std::vector<std::string> Calls;
  int64_t Argument = -1;           ///< which one, from 0; -1: any
  std::vector<std::string> Fields; ///< members that hold such a function
  /// Functions of the project with such a name: a regular expression for all
  /// of it, without scopes; case does not matter.
  std::string Named;
  std::vector<std::string> Overrides; ///< methods whose overriders are run
  std::vector<std::string> Derived;   ///< classes; overriders in derived ones
  /// Where a loop calls one of these, what else the loop calls.
  std::vector<std::string> Loops;
  /// Calls whose argument WhenArgument is one of WhenNot are none of these.
  int64_t WhenArgument = -1;
  std::vector<int64_t> WhenNot;
};

/// Where a number comes in that somebody outside of the program chose.
struct OutsideModel {
  std::string Name; ///< for messages: "number from the network"
  std::vector<std::string> Functions; ///< functions and methods, qualified
  /// -1: the result; else the argument, from 0, that points or refers to what
  /// is filled in.
  int64_t Argument = -1;
  /// So many bits at most matter: no number is greater. 0: as the type says.
  unsigned Bits = 0;
  /// It was written as text (atoi), so that whoever wrote it knows no width.
  bool Text = false;
};

/// A call whose argument must be in a range that only its author knows.
struct SizeUseModel {
  std::string Use;  ///< "length", "allocation", "index"
  std::string Name; ///< for messages: "copies that many bytes"
  std::vector<std::string> Functions; ///< functions, methods, constructors
  unsigned Argument = 0;              ///< which one, from 0
  /// Only calls with exactly so many arguments; 0: any.
  unsigned Arguments = 0;
};

struct Model {
  std::string Library; ///< the file's stem: "std", "absl"
  std::string Summary;
  std::vector<WrapperModel> Wrappers;
  std::vector<VariantModel> Variants;
  std::vector<LookupModel> Lookups;
  std::vector<NonNullModel> NonNull;
  std::vector<AssertionModel> Assertions;
  std::vector<ComparerModel> Comparers;
  std::vector<CarrierModel> Carriers;
  std::vector<EventModel> Events;
  std::vector<CallModel> Calls;
  std::vector<ConfigurableModel> Configurables;
  std::vector<GroupModel> Groups;
  std::vector<EntryModel> Entries;
  std::vector<OutsideModel> Outside;
  std::vector<SizeUseModel> SizeUses;
  /// Functions that do not return, where their declaration does not say so.
  std::vector<std::string> NoReturn;

  std::string File; ///< where it was read from; not part of the data
  std::string Text; ///< all of it as compact JSON: equal texts, equal models
};

} // namespace codex

#endif // CODEX_RULES_MODEL_H
