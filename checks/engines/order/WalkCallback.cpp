// What a library calls while the program waits: handlers of a connection that
// has been made or not, which models name (calls-back).
#include "engines/order/Walker.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace codex::order {

static constexpr unsigned MaxPassed = 8;
/// A handler may ask for another one.
static constexpr unsigned MaxHandlerRounds = 3;
/// So many registrations are told apart in one program.
static constexpr unsigned MaxCallbacks = 64;

void Walker::registerCallback(const Frame &Fr, World &W, const OrderInstr &I,
                              const OrderEvent &E,
                              const std::vector<Value> &Args) {
  if (E.Callback < 0 || E.Callback >= int(Args.size()))
    return;
  auto [It, New] =
      CallbackNumbers.try_emplace({Fr.C, &I}, unsigned(Callbacks.size()));
  if (New) {
    if (Callbacks.size() >= MaxCallbacks) {
      CallbackNumbers.erase(It);
      Limit = "too many callbacks, in " + Fr.F->Code->Name;
      return;
    }
    Callbacks.push_back({Fr, &I, E});
  }
  Place At = U.Where.root('G', 0, "#callback" + std::to_string(It->second));
  const Value &Body = Args[E.Callback];
  U.eraseTree(W, At);
  U.set(W, At, Value::number(1));
  Place Kept = U.Where.child(At, "#body");
  if (Body.isAddress())
    U.copyTree(W, Kept, Body.Targets.front());
  else
    U.set(W, Kept, Body);
  for (auto [N, Number] : enumerate(E.Passes))
    if (Number >= 0 && Number < int(Args.size()) && N < MaxPassed)
      U.set(W, U.Where.child(At, "#arg" + std::to_string(N)), Args[Number]);
  // What it reaches is asked when it is run.
  U.set(W, U.Where.child(At, "#about"),
        E.Subject >= 0 && E.Subject < int(Args.size()) ? Args[E.Subject]
                                                       : get(Fr, W, I.Dst));
}

/// Runs registration \p Number once with each answer that it may get.
Walker::Exits Walker::runCallback(const Frame &Fr, World W, const OrderInstr &I,
                                  unsigned Number) {
  Place At = U.Where.root('G', 0, "#callback" + std::to_string(Number));
  // Copied: a callback may register others.
  const Registered R = Callbacks[Number];
  const OrderEvent &E = R.Event;
  Value Body = Value::address(U.Where.child(At, "#body"));
  std::vector<unsigned> About =
      U.reach(W, U.get(W, U.Where.child(At, "#about")));
  bool Tells = is_contained(E.Passes, int(OrderEvent::How));
  Exits Out;
  for (bool Good : {true, false}) {
    if (!Good && !Tells)
      break;
    World Now = W;
    U.erase(Now, At);
    std::vector<Value> Args;
    for (auto [N, What] : enumerate(E.Passes)) {
      if (What != OrderEvent::How) {
        Args.push_back(U.get(W, U.Where.child(At, "#arg" + std::to_string(N))));
        continue;
      }
      Place Status = U.Where.child(At, "#status");
      U.eraseTree(Now, Status);
      Args.push_back(statusOf(Now, Status, E.Valid, Good));
    }
    if (Tells)
      for (unsigned S : About)
        if (std::optional<order::Status> Was = U.status(Now, S)) {
          U.setStatus(Now, S,
                      Good ? order::Status::Valid : order::Status::CheckFailed);
          if (!Good)
            note(Now, locationOf(R.Fr, *R.Instr),
                 "validated here, but where the answer is no the program goes "
                 "on",
                 S);
        }
    llvm::append_range(Out, callValue(Fr, std::move(Now), I, Body, Args));
  }
  return Out;
}

Walker::Exits Walker::runCallbacks(const Frame &Fr, World W,
                                   const OrderInstr &I) {
  Exits Done;
  // What is made after the start is left to another rule.
  if (U.has(W, U.Where.root('G', 0, StartedMark))) {
    Done.push_back({std::move(W), false, {}});
    return Done;
  }
  std::vector<World> Work = {std::move(W)};
  for (unsigned Round = 0; Round < MaxHandlerRounds && !Work.empty(); ++Round) {
    std::vector<World> Next;
    for (World &Now : Work) {
      Exits All;
      All.push_back({std::move(Now), false, {}});
      bool Any = false;
      for (unsigned Number = 0; Number < Callbacks.size(); ++Number) {
        Place At = U.Where.root('G', 0, "#callback" + std::to_string(Number));
        Exits After;
        for (Exit &X : All) {
          if (X.Threw || !U.has(X.W, At)) {
            After.push_back(std::move(X));
            continue;
          }
          Any = true;
          llvm::append_range(After, runCallback(Fr, std::move(X.W), I, Number));
        }
        All = std::move(After);
      }
      for (Exit &X : All) {
        if (X.Threw || !Any || Round + 1 == MaxHandlerRounds)
          Done.push_back(std::move(X));
        else
          Next.push_back(std::move(X.W));
      }
    }
    Work = std::move(Next);
  }
  return Done;
}

} // namespace codex::order
