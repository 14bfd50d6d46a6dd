// What one thread tells another: latches, barriers, semaphores, condition
// variables. Whoever waits for one goes on when a task has told it.
#include "engines/order/FunctionLowering.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::order {

bool isSignal(const CXXRecordDecl *Class) {
  return is_contained({"latch", "barrier", "counting_semaphore",
                       "condition_variable", "condition_variable_any",
                       "Notification", "BlockingCounter", "Baton"},
                      Class->getName());
}

void FunctionLowering::tell(int Object) {
  effect(Instr::Store, {field(Object, "#v"), number(1)});
}

void FunctionLowering::await(int Object, const CallExpr *E) {
  int Waiting = value(Instr::Temporary, {});
  effect(Instr::Store, {field(Waiting, "#await"), Object});
  OrderInstr &I = emit(Instr::Join, {Waiting});
  at(I, E->getBeginLoc());
  if (auto It = TryOf.find(E); It != TryOf.end())
    I.Try = It->second;
}

/// A method of a latch and its like; -1: another one. What may give up waiting
/// says nothing of what has been told.
int FunctionLowering::signalMethod(const CallExpr *E, StringRef Name,
                                   int Object) {
  if (Name == "arrive_and_wait") {
    tell(Object);
    await(Object, E);
    return -2;
  }
  if (is_contained({"count_down", "arrive", "arrive_and_drop", "release",
                    "notify_one", "notify_all", "Notify", "DecrementCount",
                    "post"},
                   Name)) {
    tell(Object);
    return -2;
  }
  if (is_contained({"wait", "acquire", "WaitForNotification", "Wait"}, Name)) {
    await(Object, E);
    return -2;
  }
  return -1;
}

/// The same in C; -1: another function.
int FunctionLowering::signalFunction(const CallExpr *E, StringRef Name) {
  if (E->getNumArgs() == 0 || !E->getArg(0)->getType()->isPointerType())
    return -1;
  bool Both = Name == "pthread_barrier_wait";
  bool Tells = Both || is_contained({"sem_post", "pthread_cond_signal",
                                     "pthread_cond_broadcast"},
                                    Name);
  bool Waits = Both || is_contained({"sem_wait", "pthread_cond_wait"}, Name);
  if (!Tells && !Waits)
    return -1;
  int Object = lower(E->getArg(0));
  if (Tells)
    tell(Object);
  if (Waits)
    await(Object, E);
  return number(0);
}

} // namespace codex::order
