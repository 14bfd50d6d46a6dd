//===- Model.h - What a library's functions mean ----------------*- C++ -*-===//
//
// Knowledge about libraries, shared by rules and free of any rule. Names are
// fully qualified, without inline namespaces and without template arguments
// ("std::optional", "absl::StatusOr"). In the name of a type a '*' stands for
// any letters and digits ("boost::outcome_v2*::basic_result"). Members are named alone ("value",
// "operator*"). A class derived from a named one counts as that one.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_RULES_MODEL_H
#define CODEX_RULES_MODEL_H

#include <cstdint>
#include <string>
#include <vector>

namespace codex {

/// A type that holds a value or does not: optional, expected, status-or.
struct WrapperModel {
  std::string Name;               ///< for messages: "optional"
  std::vector<std::string> Types; ///< the classes that are so

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
  /// Free functions that return a wrapper with a value ("std::make_optional").
  std::vector<std::string> EngagedMakers;
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
  /// Functions that do not return, where their declaration does not say so.
  std::vector<std::string> NoReturn;

  std::string File; ///< where it was read from; not part of the data
  std::string Text; ///< all of it as compact JSON: equal texts, equal models
};

} // namespace codex

#endif // CODEX_RULES_MODEL_H
