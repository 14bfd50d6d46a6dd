//===- WorkerPool.cpp - Tasks in processes of their own -------------------===//

#include "driver/run/WorkerPool.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/ErrorHandling.h"

#include <chrono>
#include <csignal>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace codex;
using Clock = std::chrono::steady_clock;

/// A worker's exit code when its memory is used up.
static constexpr int OutOfMemoryCode = 77;

/// Parsers recurse; the usual 8 MiB are soon gone.
static constexpr rlim_t StackBytes = rlim_t(64) << 20;

/// Set by the signal handler: no more than a number may be.
static volatile std::sig_atomic_t Interrupted = 0;

void WorkerStatus::set(llvm::StringRef Doing) {
  size_t Length = std::min(Doing.size(), sizeof(Text) - 1);
  std::memcpy(Text, Doing.data(), Length);
  Text[Length] = 0;
}

WorkTurns::WorkTurns(unsigned Count) {
  if (pipe2(Ends, O_CLOEXEC | O_NONBLOCK) != 0)
    llvm::report_fatal_error("no file descriptor left for workers' turns");
  for (unsigned I = 0; I < std::max(1u, Count); ++I)
    give(nullptr);
}

WorkTurns::~WorkTurns() {
  close(Ends[0]);
  close(Ends[1]);
}

bool WorkTurns::tryTake(WorkerStatus *Holder) {
  char Turn;
  if (::read(Ends[0], &Turn, 1) != 1)
    return false;
  add(Holder, 1);
  return true;
}

void WorkTurns::add(WorkerStatus *Holder, int Count) {
  for (; Holder; Holder = Holder->Above)
    Holder->Turns += Count;
}

void WorkTurns::take(WorkerStatus &Holder) {
  while (!tryTake(&Holder)) {
    pollfd Polled = {Ends[0], POLLIN, 0};
    poll(&Polled, 1, -1);
  }
}

void WorkTurns::give(WorkerStatus *Holder) {
  add(Holder, -1);
  char Turn = 0;
  (void)!::write(Ends[1], &Turn, 1);
}

/// Where the worker that this process is writes to.
static int ParentInput = -1;

namespace {

struct Worker {
  pid_t Process = -1;
  size_t Task = 0;
  int Output = -1;
  int LastWords = -1; ///< what it printed, as an anonymous file
  Clock::time_point Deadline;
  bool Overdue = false;
  WorkerStatus *Status = nullptr;
};

/// Interrupts are noted, and delivered only while this waits for workers.
class InterruptGuard {
public:
  InterruptGuard() {
    Interrupted = 0;
    sigset_t Blocked;
    sigemptyset(&Blocked);
    struct sigaction Action = {};
    Action.sa_handler = [](int Signal) { Interrupted = Signal; };
    for (size_t I = 0; I < std::size(Signals); ++I) {
      sigaddset(&Blocked, Signals[I]);
      sigaction(Signals[I], &Action, &Before[I]);
    }
    sigprocmask(SIG_BLOCK, &Blocked, &MaskBefore);
  }
  ~InterruptGuard() { restore(); }

  void restore() {
    for (size_t I = 0; I < std::size(Signals); ++I)
      sigaction(Signals[I], &Before[I], nullptr);
    sigprocmask(SIG_SETMASK, &MaskBefore, nullptr);
  }
  const sigset_t &maskBefore() const { return MaskBefore; }

private:
  static constexpr int Signals[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction Before[std::size(Signals)] = {};
  sigset_t MaskBefore;
};

class Pool {
public:
  Pool(const WorkLimits &Limits,
       llvm::function_ref<std::string(size_t, WorkerStatus &)> Work,
       const PoolWays &Ways)
      : Limits(Limits), Work(Work), Ways(Ways),
        Slots(std::max(1u, Limits.Jobs) + Ways.Waiting) {
    size_t Bytes = sizeof(WorkerStatus) * Slots.size();
    void *Shared = mmap(nullptr, Bytes, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (Shared == MAP_FAILED)
      llvm::report_fatal_error("no memory to share with workers");
    Statuses = static_cast<WorkerStatus *>(Shared);
    for (size_t I = 0; I < Slots.size(); ++I)
      Slots[I].Status = Statuses + I;
  }
  ~Pool() { munmap(Statuses, sizeof(WorkerStatus) * Slots.size()); }

  std::vector<WorkResult>
  run(llvm::ArrayRef<size_t> Order,
      llvm::function_ref<void(size_t, WorkResult &)> Done);

private:
  void begin(Worker &Slot, size_t Task);
  [[noreturn]] void work(Worker &Slot, int Output);
  void wait(bool ForTurn);
  bool read(Worker &Slot);
  void finish(Worker &Slot);
  std::string failure(const Worker &Slot, int Status) const;
  [[noreturn]] void dieOfInterrupt();

  const WorkLimits &Limits;
  llvm::function_ref<std::string(size_t, WorkerStatus &)> Work;
  const PoolWays &Ways;
  std::vector<Worker> Slots;
  WorkerStatus *Statuses = nullptr;
  InterruptGuard Guard;
  std::vector<WorkResult> Results;
};

} // namespace

static void setLimit(int Resource, rlim_t Soft, rlim_t Hard) {
  struct rlimit Limit = {};
  getrlimit(static_cast<__rlimit_resource>(Resource), &Limit);
  Limit.rlim_cur = std::min(Soft, Limit.rlim_max);
  Limit.rlim_max = std::min(Hard, Limit.rlim_max);
  setrlimit(static_cast<__rlimit_resource>(Resource), &Limit);
}

static void writeAll(int File, llvm::StringRef Text) {
  while (!Text.empty()) {
    ssize_t Written = write(File, Text.data(), Text.size());
    if (Written < 0 && errno == EINTR)
      continue;
    if (Written < 0)
      _exit(1);
    Text = Text.drop_front(Written);
  }
}

/// The child's side, from fork to exit.
void Pool::work(Worker &Slot, int Output) {
  Guard.restore();
  ParentInput = Output;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  int Nothing = open("/dev/null", O_RDONLY);
  dup2(Nothing, STDIN_FILENO);
  dup2(Slot.LastWords, STDOUT_FILENO);
  dup2(Slot.LastWords, STDERR_FILENO);

  setLimit(RLIMIT_CORE, 0, 0);
  setLimit(RLIMIT_CPU, Limits.Seconds, Limits.Seconds + 2);
  setLimit(RLIMIT_DATA, rlim_t(Limits.MemoryMiB) << 20, RLIM_INFINITY);
  setLimit(RLIMIT_STACK, StackBytes, RLIM_INFINITY);
  std::set_new_handler([] { _exit(OutOfMemoryCode); });
  llvm::install_bad_alloc_error_handler(
      [](void *, const char *, bool) { _exit(OutOfMemoryCode); });

  writeAll(Output, Work(Slot.Task, *Slot.Status));
  // No destructors: the parent's streams and files are not the child's to end.
  _exit(0);
}

void Pool::begin(Worker &Slot, size_t Task) {
  Slot.Task = Task;
  Slot.Overdue = false;
  Slot.Status->set("starting");
  Slot.Status->Turns = Ways.Turns ? 1 : 0;
  Slot.Status->Above = Ways.Holder;
  Slot.Status->Waits = false;
  Slot.LastWords = memfd_create("last-words", MFD_CLOEXEC);
  int Ends[2];
  if (Slot.LastWords < 0 || pipe2(Ends, O_CLOEXEC) != 0)
    llvm::report_fatal_error("no file descriptor left for a worker");
  Slot.Process = fork();
  if (Slot.Process < 0)
    llvm::report_fatal_error("cannot start a worker process");
  if (Slot.Process == 0)
    work(Slot, Ends[1]);
  close(Ends[1]);
  Slot.Output = Ends[0];
  Slot.Deadline = Clock::now() +
                  std::chrono::seconds(Limits.Seconds * WorkLimits::WallFactor);
}

/// Waits until a worker has something to say or is overdue, and handles it.
void Pool::wait(bool ForTurn) {
  std::vector<pollfd> Polled;
  std::vector<Worker *> Workers;
  Clock::time_point Next = Clock::time_point::max();
  for (Worker &Slot : Slots) {
    if (Slot.Process < 0)
      continue;
    Polled.push_back({Slot.Output, POLLIN, 0});
    Workers.push_back(&Slot);
    if (!Slot.Overdue && !Slot.Status->Waits)
      Next = std::min(Next, Slot.Deadline);
  }
  if (ForTurn)
    Polled.push_back({Ways.Turns->readable(), POLLIN, 0});
  auto Left = std::clamp<Clock::duration>(
      Next - Clock::now(), Clock::duration::zero(), std::chrono::hours(1));
  struct timespec Timeout = {
      std::chrono::duration_cast<std::chrono::seconds>(Left).count() + 1, 0};
  ppoll(Polled.data(), Polled.size(), &Timeout, &Guard.maskBefore());
  if (Interrupted)
    dieOfInterrupt();

  for (size_t I = 0; I < Workers.size(); ++I) {
    Worker &Slot = *Workers[I];
    if (Polled[I].revents && !read(Slot)) {
      finish(Slot);
    } else if (!Slot.Overdue && !Slot.Status->Waits &&
               Clock::now() >= Slot.Deadline) {
      Slot.Overdue = true;
      kill(Slot.Process, SIGKILL);
    }
  }
}

/// False at the end of the worker's output.
bool Pool::read(Worker &Slot) {
  char Buffer[65536];
  ssize_t Size = ::read(Slot.Output, Buffer, sizeof(Buffer));
  if (Size < 0)
    return errno == EINTR;
  std::string &Text = Results[Slot.Task].Output;
  Text.append(Buffer, Size);
  if (Size > 0 && Ways.Received)
    Ways.Received(Slot.Task, Text);
  return Size > 0;
}

void Pool::finish(Worker &Slot) {
  int Status = 0;
  while (waitpid(Slot.Process, &Status, 0) < 0 && errno == EINTR)
    ;
  WorkResult &Result = Results[Slot.Task];
  Result.Failure = failure(Slot, Status);
  if (!Result.Failure.empty())
    Result.Output.clear();
  close(Slot.Output);
  close(Slot.LastWords);
  Slot.Process = -1;
  // Whatever it did not give back itself; this process has one for each worker.
  if (Ways.Turns)
    for (int Left = Slot.Status->Turns; Left > 0; --Left)
      Ways.Turns->give(nullptr);
  WorkTurns::add(Ways.Holder, -Slot.Status->Turns);
}

/// The line of \p File that tells most of a crash, behind ": ".
static std::string lastWords(int File) {
  char Buffer[4096];
  ssize_t Size = pread(File, Buffer, sizeof(Buffer), 0);
  llvm::StringRef Text(Buffer, Size > 0 ? Size : 0);
  llvm::SmallVector<llvm::StringRef, 16> Lines;
  Text.split(Lines, '\n');
  for (llvm::StringRef Line : Lines)
    if (Line.contains("LLVM ERROR") || Line.contains("Assertion") ||
        Line.contains("fatal error") || Line.contains("UNREACHABLE") ||
        Line.contains("terminate called"))
      return (": " + Line.trim()).str();
  return "";
}

std::string Pool::failure(const Worker &Slot, int Status) const {
  std::string While = (" while " + Slot.Status->get()).str();
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == 0)
    return "";
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == OutOfMemoryCode)
    return "needed more than " + std::to_string(Limits.MemoryMiB) +
           " MiB of memory" + While + " (limits.unitMemoryMiB)";
  if (WIFEXITED(Status))
    return "stopped with exit code " + std::to_string(WEXITSTATUS(Status)) +
           While + lastWords(Slot.LastWords);

  int Signal = WTERMSIG(Status);
  if (Signal == SIGXCPU || Slot.Overdue)
    return "took more than " + std::to_string(Limits.Seconds) + " s" + While +
           " (limits.unitSeconds)";
  if (Signal == SIGKILL)
    return "was killed" + While + ", perhaps by the system for want of memory";
  return std::string("crashed (") + strsignal(Signal) + ")" + While +
         lastWords(Slot.LastWords);
}

void Pool::dieOfInterrupt() {
  for (Worker &Slot : Slots)
    if (Slot.Process > 0)
      kill(Slot.Process, SIGKILL);
  for (Worker &Slot : Slots)
    if (Slot.Process > 0)
      waitpid(Slot.Process, nullptr, 0);
  int Signal = Interrupted;
  // As if it had never been caught: shells look at how a process ends.
  std::signal(Signal, SIG_DFL);
  sigset_t None;
  sigemptyset(&None);
  sigprocmask(SIG_SETMASK, &None, nullptr);
  raise(Signal);
  _exit(128 + Signal);
}

std::vector<WorkResult>
Pool::run(llvm::ArrayRef<size_t> Order,
          llvm::function_ref<void(size_t, WorkResult &)> Done) {
  Results.resize(Order.empty() ? 0 : *llvm::max_element(Order) + 1);
  auto Next = Order.begin();
  for (;;) {
    bool Busy = false, ForTurn = false;
    for (Worker &Slot : Slots) {
      if (Slot.Process < 0 && Next != Order.end() && !ForTurn) {
        ForTurn = Ways.Turns && !Ways.Turns->tryTake(Ways.Holder);
        if (!ForTurn)
          begin(Slot, *Next++);
      }
      Busy |= Slot.Process >= 0;
    }
    if (!Busy && !ForTurn)
      return std::move(Results);
    std::vector<const Worker *> Before;
    for (const Worker &Slot : Slots)
      if (Slot.Process >= 0)
        Before.push_back(&Slot);
    wait(ForTurn);
    for (const Worker *Slot : Before)
      if (Slot->Process < 0)
        Done(Slot->Task, Results[Slot->Task]);
  }
}

std::vector<WorkResult>
codex::runWorkers(llvm::ArrayRef<size_t> Order, const WorkLimits &Limits,
                  llvm::function_ref<std::string(size_t, WorkerStatus &)> Work,
                  llvm::function_ref<void(size_t Task, WorkResult &)> Done,
                  const PoolWays &Ways) {
  return Pool(Limits, Work, Ways).run(Order, Done);
}

void codex::writeOutput(llvm::StringRef Text) { writeAll(ParentInput, Text); }
