//===- Walker.h - The parts of one walk -------------------------*- C++ -*-===//
#ifndef CODEX_ENGINES_ORDER_WALKER_H
#define CODEX_ENGINES_ORDER_WALKER_H

#include "engines/order/Walk.h"

#include "llvm/ADT/DenseSet.h"

namespace codex::order {

/// Says of a result what kind it is, where an argument is so; and traffic
/// starts where a subject is of a kind.
constexpr llvm::StringLiteral MarksEvent = "marks";
constexpr llvm::StringLiteral ServesMarkedEvent = "serves-marked";

/// What is known of a function's registers before any walk.
struct RegisterTable {
  std::vector<const OrderInstr *> Definition;
  /// By block: registers that no other block uses.
  std::vector<std::vector<int>> Local;
  /// What it compares numbers with, and their neighbours.
  std::vector<int64_t> Marks;
  /// Names of its loops over something, the inner ones first.
  std::vector<std::string> Loops;
  /// Names of the variables that it returns.
  std::vector<std::string> Returned;
};

class Walker {
public:
  struct Options {
    /// What a call through a member runs is looked up by the member's name
    /// where the walk does not know it.
    bool UsesTables = false;
    /// How much it may cost, in steps and visits of places.
    uint64_t MaxSteps = 100000000;
  };
  Walker(const LinkedFacts &Facts, const Roles &TheRoles, llvm::StringRef Rule,
         const Options &How);
  WalkResult walk(int Entry);

private:
  struct Frame {
    const LinkedFunction *F = nullptr;
    Context C = 0;
    /// Where a register is defined, and whether other blocks use it.
    const RegisterTable *Registers = nullptr;
    const OrderFunction *Code = nullptr; ///< with its blocks
  };
  /// How a function ended.
  struct Exit {
    World W;
    bool Threw = false;
    std::string Types; ///< of the exception; empty: not known
  };
  struct ContextInfo {
    Context Parent = 0;
    const LinkedFunction *Caller = nullptr;
    const OrderInstr *Call = nullptr;
    const LinkedFunction *F = nullptr;
    unsigned Depth = 0;
    std::vector<Place> Registers;
  };
  struct Reached {
    Location At;
    std::string Function;
    bool InTest = false;
    std::string Held;
    std::vector<Step> Steps;
    std::set<int> Looked;
    bool Sure = false; ///< no condition over data can change it
    /// Failed or GivenUp: it is not held any more. Made: it is.
    Status Lost = Status::Made;
  };
  struct SubjectInfo {
    std::string Name;
    Location At;
    std::string Function;
    bool IsData = false;
    bool IsProgram = false;
    bool IsMark = false; ///< says of what kind something is, and no more
    std::optional<Reached> AtStart, AtWait;
    /// Several have been made at one place: the members of a pool.
    bool IsPool = false;
    /// Of a pool: what was reached where a later member was well; whether the
    /// opposite order exists, and whether it reached anything. Where it does
    /// not, the last answer has overwritten the earlier ones.
    std::optional<Reached> AfterLaterOne;
    bool EarlierOneExists = false, EarlierOneReached = false;
    /// Somewhere it was well at a start; it was well, and given up.
    bool ValidReached = false, ValidGivenUp = false;
  };
  using Exits = std::vector<Exit>;

  static constexpr unsigned MaxWaySteps = 4;
  static constexpr unsigned MaxCallSteps = 3;
  static constexpr unsigned MaxDepth = 200;
  static constexpr unsigned MaxDepthOfSmall = 30;
  /// How many worlds that agree about all subjects are kept apart at one place;
  /// fewer, the longer a walk takes.
  unsigned exactWorlds() const {
    return U.Work < 2000000 ? 6 : U.Work < 8000000 ? 2 : 1;
  }
  unsigned exactExits() const {
    return U.Work < 2000000 ? 16 : U.Work < 8000000 ? 4 : 1;
  }
  unsigned maxStates() const { return U.Work < 2000000 ? 1024 : 128; }
  static constexpr unsigned StepWeight = 4;
  static constexpr unsigned SmallFunction = 60;
  static constexpr unsigned EndingFunction = 300;
  static constexpr unsigned MaxRounds = 8;
  static constexpr unsigned MaxVain = 32;

  // Walk.cpp
  Location location(const LinkedFunction &F, unsigned File, unsigned Line,
                    unsigned Column) const;
  Location locationOf(const Frame &Fr, const OrderInstr &I) const;
  void note(World &W, Location At, std::string Message, int Subject = -1,
            Context Calls = 0);
  /// How the calls lead to \p C, outermost first.
  std::vector<Step> callsTo(Context C) const;
  unsigned makeSubject(World &W, const Frame &Fr, const OrderInstr &I,
                       const OrderEvent &E);
  /// \p About is what the event is about, where the rule asks for that.
  void begin(World &W, const Frame &Fr, const OrderInstr &I, bool Otherwise,
             const std::vector<unsigned> &About);
  bool comesAtOnce(const World &W);
  /// No object stands for \p Subject any more, if that is so.
  void giveUp(World &W, unsigned Subject);
  /// Whether one like it took its place, and is well.
  bool isReplaced(const World &W, unsigned Subject) const;
  Reached describe(const World &W, const Frame &Fr, const OrderInstr &I,
                   unsigned Number, const Location &At) const;
  bool plays(const LinkedFunction &F, llvm::ArrayRef<std::string> Parts) const;
  std::optional<Location> placeOf(const LinkedFunction &F,
                                  llvm::ArrayRef<std::string> Parts) const;
  /// The start that fewest calls are before, through tables as well.
  std::optional<Location> nearestStart(int Entry);
  /// Finds out what the rest asks; false: nothing begins in this program.
  bool survey(llvm::ArrayRef<int> Program);
  void findClashes(llvm::ArrayRef<int> Program);
  bool leadsToEvent(const LinkedFunction &F) const {
    return Relevant.contains(&F);
  }
  /// Whether a call of \p F in \p W may matter.
  bool mayMatter(const LinkedFunction &F, const World &W) const;
  std::vector<World> runInitialisers(World W, std::vector<unsigned> Units);

  // WalkFunction.cpp
  Context enter(Context Parent, const LinkedFunction *Caller,
                const OrderInstr *Call, const LinkedFunction *F);
  const RegisterTable &registersOf(const LinkedFunction &F);
  Exits run(const LinkedFunction &F, Context C, World W);
  struct Body;
  void runBlock(Body &B, int Block, World W);
  void leaveBlock(Body &B, int Block, World W);
  void goTo(Body &B, int Block, World W);
  void raise(Body &B, int Try, Exit E);
  /// What the function would return, as far as its caller can tell it apart.
  std::vector<int> verdictOf(const Frame &Fr, const World &W);
  void refine(const Frame &Fr, World &W, int Register, bool Truth,
              unsigned Depth = 0);
  /// Whether anything can hang on what register \p R holds.
  bool decides(const LinkedFunction &F, int R, unsigned Depth = 0);
  void narrow(const Frame &Fr, World &W, const OrderInstr &Comparison,
              llvm::StringRef Op, bool Truth);
  void look(const Frame &Fr, World &W, const Value &V, const OrderBlock &B,
            bool Truth);

  // WalkInstr.cpp
  Place registerOf(const Frame &Fr, int R);
  Value get(const Frame &Fr, const World &W, int R);
  void set(const Frame &Fr, World &W, int R, const Value &V);
  std::vector<Place> targets(const Frame &Fr, World &W, int R);
  Place loopOf(const Frame &Fr, llvm::StringRef Loop);
  Exits step(const Frame &Fr, World W, const OrderInstr &I);
  void takeAsThere(const Frame &Fr, World &W, int Register);
  void simple(const Frame &Fr, World &W, const OrderInstr &I);
  Value load(World &W, Place P, char Shape);
  /// The data that \p P is a part of.
  std::vector<unsigned> dataAround(const World &W, Place P);

  // WalkCall.cpp
  Exits call(const Frame &Fr, World W, const OrderInstr &I);
  Exits callBody(const Frame &Fr, World W, const OrderInstr &I, int Callee,
                 const std::vector<Value> &Args);
  Exits callUnknown(const Frame &Fr, World W, const OrderInstr &I,
                    const std::vector<Value> &Args);
  Exits callOne(const Frame &Fr, World W, const OrderInstr &I, int Callee,
                const std::vector<Value> &Args);
  struct CalledBody {
    int Function = -1;
    std::optional<Place> Object; ///< what it was found in: a closure
  };
  std::vector<CalledBody> bodiesOf(const World &W, const Value &Callee);
  void addBodies(const World &W, const Value &Code, std::optional<Place> Object,
                 std::vector<CalledBody> &Out) const;
  /// A value that stands for \p Function.
  Value codeOf(World &W, int Function);
  bool isCode(const World &W, const Value &V) const;
  std::vector<Value> boundTo(const World &W, Place Callable,
                             const std::vector<Value> &Args);
  /// Does one of \p Count things that a call may be: in a loop each of them in
  /// its turn, elsewhere each as a way of its own.
  Exits inTurn(const Frame &Fr, World W, const OrderInstr &I, unsigned Count,
               llvm::function_ref<Exits(World, unsigned)> One);
  std::optional<unsigned> takeTurn(const Frame &Fr, World &W,
                                   const OrderInstr &I, unsigned Count,
                                   bool Again = false);
  Value oneInTurn(const Frame &Fr, World &W, const OrderInstr &I,
                  llvm::ArrayRef<Value> All);
  Place turnsOf(const Frame &Fr, const World &W);
  bool hasTurnsLeft(const World &W, Place Turns) const;
  Exits callInPlace(const Frame &Fr, World W, const OrderInstr &I);
  /// Goes on where the register is true, and where it is false, as far as it
  /// may be.
  void forEachTruth(const Frame &Fr, const World &W, int Register,
                    llvm::function_ref<void(bool Is, World Way)> Go);
  Exits callWhere(const Frame &Fr, const World &W, const OrderInstr &I);
  Exits throwUnless(const Frame &Fr, const World &W, const OrderInstr &I);
  Exits callValue(const Frame &Fr, World W, const OrderInstr &I,
                  const Value &Callee, std::vector<Value> Args);
  struct Candidate {
    int Function = -1;
    std::optional<Value> Object; ///< those of the objects that it is for
  };
  std::vector<Candidate> candidates(const Frame &Fr, const World &W,
                                    const OrderInstr &I,
                                    const std::vector<Value> &Args);
  Exits applyEvents(const Frame &Fr, Exits In, const OrderInstr &I,
                    const std::vector<OrderEvent> &Events,
                    const std::vector<Value> &Args);
  void forgetContent(World &W, const Value &Whole, const Value &Data);
  Exits applyEvent(const Frame &Fr, World W, const OrderInstr &I,
                   const OrderEvent &E, const std::vector<Value> &Args);
  /// Whether the arguments are what \p E asks for.
  bool fits(const OrderEvent &E, const std::vector<Value> &Args) const;
  /// Whether \p I may be done again and again: in a loop, an algorithm, a
  /// recursion.
  bool isRepeated(const Frame &Fr, const OrderInstr &I) const;
  /// Whether a container has \p Subject.
  bool isElement(const World &W, unsigned Subject) const;
  /// Whether \p Whom, which several may be, is one of a container's elements,
  /// and asked alone.
  bool asksOne(const Frame &Fr, const World &W, const OrderInstr &I,
               const Value &Whom, const std::vector<unsigned> &About);
  void mark(const Frame &Fr, World &W, const OrderInstr &I,
            const OrderEvent &E);
  std::vector<unsigned> subjectsOf(const Frame &Fr, const World &W,
                                   const OrderInstr &I, const OrderEvent &E,
                                   const std::vector<Value> &Args);
  /// Whether the world's result can be the one of \p Good; sets it.
  bool settle(const Frame &Fr, World &W, const OrderInstr &I,
              const OrderEvent &E, const std::vector<Value> &Args, bool Good);
  std::vector<OrderEvent> eventsOf(const LinkedFunction &F,
                                   const std::vector<int> &Numbers) const;
  /// The variables, and members of variables, that \p Function and what it
  /// calls store to by name.
  const std::vector<Place> &storedBy(int Function);
  Place globalAt(const LinkedFunction &F, const RegisterTable &Registers,
                 int Register);
  /// A status as \p Valid describes it, of well or not; kept at \p At where it
  /// is an object.
  Value statusOf(World &W, Place At, llvm::StringRef Valid, bool Good);

  // WalkSockets.cpp
  std::string sourceOf(const LinkedFunction &F, int Register);
  bool makesSubjectOf(const LinkedFunction &F, llvm::StringRef Source,
                      unsigned Depth);
  bool isClients(const Frame &Fr, int Register);

  // WalkTables.cpp
  llvm::StringRef memberCalled(const LinkedFunction &F, const OrderInstr &I);
  void readTables(std::vector<int> &Program);
  std::vector<CalledBody> inTables(const LinkedFunction &F,
                                   const OrderInstr &I);

  // WalkCallback.cpp
  void registerCallback(const Frame &Fr, World &W, const OrderInstr &I,
                        const OrderEvent &E, const std::vector<Value> &Args);
  Exits runCallback(const Frame &Fr, World W, const OrderInstr &I,
                    unsigned Number);
  Exits runCallbacks(const Frame &Fr, World W, const OrderInstr &I);
  Exits spawn(const Frame &Fr, World W, const OrderInstr &I);
  Exits runTask(const Frame &Fr, World W, const OrderInstr &I, Place Task);
  /// The places of the tasks that nobody has waited for.
  std::vector<Place> tasksOf(const World &W) const;
  Exits awaitSignal(const Frame &Fr, World W, const OrderInstr &I,
                    const Value &Signal);
  Exits awaitPromise(const Frame &Fr, World W, const OrderInstr &I,
                     const Value &Promise);
  bool mayEnd(const LinkedFunction &F);
  bool countsDown(const World &W, const Frame &Fr, const LinkedFunction &F,
                  const std::vector<Value> &Args);
  Exits joinTask(const Frame &Fr, World W, const OrderInstr &I);

  const LinkedFacts &Facts;
  const Roles &TheRoles;
  llvm::StringRef Rule;
  const Options How;
  /// Functions that initialisers give to members, by the member's name.
  std::map<std::string, std::set<int>> ByMember;
  Universe U;
  std::vector<ContextInfo> Contexts;
  std::map<std::tuple<Context, const OrderInstr *, const LinkedFunction *>,
           Context>
      ContextNumbers;
  std::map<std::tuple<Context, const OrderInstr *, std::string>, unsigned>
      SubjectNumbers;
  std::vector<SubjectInfo> Subjects;
  struct Registered {
    Frame Fr;
    const OrderInstr *Instr;
    OrderEvent Event;
  };
  std::vector<Registered> Callbacks;
  std::map<std::pair<Context, const OrderInstr *>, unsigned> CallbackNumbers;
  /// What the events are for that can be reached from a function.
  enum Lead : unsigned { ToBegin = 1, ToSubject = 2, ToAnswer = 4, ToMark = 8 };
  llvm::DenseMap<const LinkedFunction *, unsigned> Relevant;
  /// How often a function was walked, and no subject was any different then.
  llvm::DenseMap<const LinkedFunction *, unsigned> Vain;
  uint64_t Effects = 0; ///< how often anything has become of a subject
  std::map<std::pair<Context, const OrderBlock *>, int> Conditions;
  std::map<const LinkedFunction *, std::unique_ptr<RegisterTable>> Tables;
  std::map<int, std::vector<Place>> Stored;        ///< by function
  std::map<std::string, std::vector<int>> Clashes; ///< by the linker's name
  std::map<std::pair<const LinkedFunction *, int>, bool> Decisive;
  std::map<const LinkedFunction *, bool> Ending;
  /// What the task stores to that is being walked where it is made.
  std::set<Place> *OfTask = nullptr;
  TrailPtr BeforeTask; ///< how that place was come to
  /// Starts that tasks come to at once, whatever anybody else does: they count
  /// where the task is made, and not once more where it is joined.
  std::set<Location> StartsOfTasks;
  bool IsJoining = false;
  std::set<Location> Starts, Waits;
  bool IsAwaiting = false; ///< tasks are being run that give a signal
  /// Somewhere in the program is a start, whether the walk came to it or not.
  bool HasStart = false;
  std::string Limit; ///< which one was hit; empty: none
  uint64_t Steps = 0;
};

} // namespace codex::order

#endif // CODEX_ENGINES_ORDER_WALKER_H
