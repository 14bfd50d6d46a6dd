//===- Needs.h - Names that a matcher cannot do without ---------*- C++ -*-===//
//
// Most matchers ask for a name somewhere: of the function that is called, of a
// variable, of a member. Where no code within reach has such a name the matcher
// matches nothing, and need not be tried.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_PATTERN_NEEDS_H
#define CODEX_ENGINES_PATTERN_NEEDS_H

#include "support/NamePattern.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Decl;
class FunctionDecl;
} // namespace clang

namespace codex::pattern {

/// All that the matchers of all rules ask of names, numbered from 0 on.
class NameQuestions {
public:
  unsigned isNamed(llvm::StringRef Name);
  /// About the last part of a name only, see isAboutLastName.
  unsigned matches(llvm::StringRef Expression);
  unsigned size() const { return Count; }

  /// To be called before answer, and again when there are more questions.
  void prepare();
  /// Sets the bits of the questions that the last part of a name, \p Name,
  /// answers with yes.
  void answer(llvm::StringRef Name, llvm::BitVector &Yes) const;
  /// The words that isNamed asks for.
  const llvm::StringMap<unsigned> &words() const { return Named; }

private:
  unsigned Count = 0;
  llvm::StringMap<unsigned> Named;
  llvm::StringMap<unsigned> Matched;
  std::unique_ptr<NamePatterns> Expressions; ///< null until prepared
  std::vector<unsigned> Numbers;             ///< of its expressions
};

/// Which questions the names in a unit answer with yes.
class UnitNames {
public:
  UnitNames(clang::ASTContext &Ast, const NameQuestions &Questions);

  /// Names of what the code that is looked at declares, calls or refers to,
  /// and of the same in the definitions outside of system headers that this
  /// leads to.
  const llvm::BitVector &inUnit() const { return Unit; }
  /// The same for one function, the outermost: of definitions of functions
  /// only those of one or two statements, which matchers see through. Null
  /// where it is not known.
  const llvm::BitVector *inFunction(const clang::FunctionDecl &F) const;
  /// Words that stand anywhere in the unit or its headers.
  const llvm::BitVector &anywhere() const { return Words; }

private:
  llvm::BitVector Unit, Words;
  llvm::DenseMap<const clang::Decl *, llvm::BitVector> Functions;
};

/// What a matcher asks of the names within its reach: more may be needed for a
/// match, but nothing less will do.
class Need {
public:
  /// What is left to be asked of each function; nothing if the matcher can
  /// match nowhere in the unit.
  std::optional<Need> within(const UnitNames &Names) const;
  /// Of what within returned. \returns false only if nothing can match in a
  /// function with the names \p Function.
  bool mayBeMet(const llvm::BitVector &Function) const;

private:
  friend class NeedReader;
  enum class Kind {
    Nothing,
    All,
    Any,
    NearBy,   ///< the name is in the function around the match
    InUnit,   ///< ... in the code that is looked at
    Anywhere, ///< ... or in some header
  };
  Kind What = Kind::Nothing;
  std::vector<Need> Of;  ///< of All and Any
  unsigned Question = 0; ///< of the last three
};

/// Reads needs out of the texts of matchers that Clang's parser took.
class NeedReader {
public:
  explicit NeedReader(NameQuestions &Questions) : Questions(Questions) {}

  /// \p Text has the name \p Name in the texts that are read later.
  void let(llvm::StringRef Name, llvm::StringRef Text) {
    Lets[Name] = Text.str();
  }
  Need read(llvm::StringRef Text);

private:
  struct Place;
  Need expression(llvm::StringRef Text, const Place &At);
  Need expression(llvm::StringRef &Text, const Place &At,
                  std::vector<std::string> &Strings);
  Need call(llvm::StringRef Name, llvm::StringRef &Arguments, const Place &At);
  Need names(llvm::ArrayRef<std::string> Names, const Place &At);
  Need named(llvm::StringRef Expression, const Place &At);
  Place inside(llvm::StringRef Name, llvm::StringRef Arguments,
               const Place &At) const;
  llvm::StringRef firstWord(llvm::StringRef Text) const;

  NameQuestions &Questions;
  llvm::StringMap<std::string> Lets;
};

} // namespace codex::pattern

#endif // CODEX_ENGINES_PATTERN_NEEDS_H
