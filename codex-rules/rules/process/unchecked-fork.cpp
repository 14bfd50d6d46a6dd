#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int work();

// [example-bad]
// incident: fork-minus-one-kill
void stopLater_bad() {
  pid_t Child = fork();
  if (Child == 0)
    _exit(work());
  sleep(5);
  kill(Child, SIGKILL); // expect: may be a failure when it reaches 'kill(Child, SIGKILL)'
}
// [/example-bad]

void dropped_bad() {
  fork(); // expect: the result of 'fork()' is dropped
}

void switched_bad() {
  pid_t Child = fork();
  switch (Child) {
  case 0:
    _exit(work());
  default:
    kill(Child, SIGTERM); // expect: may be a failure when it reaches
  }
}

void copied_bad(bool Hurry) {
  pid_t Child = fork();
  if (!Child)
    _exit(work());
  pid_t Victim = Child;
  if (Hurry)
    kill(Victim, SIGKILL); // expect: may be a failure when it reaches
}

class Supervisor {
public:
  void start() {
    Worker = fork(); // step: the result is made here
    if (Worker == 0)
      _exit(work());
  }
  void stop_bad() { kill(Worker, SIGKILL); } // expect: may be a failure when it reaches 'kill(Worker, SIGKILL)'
  void ask_ok() {
    if (Worker > 0)
      kill(Worker, SIGTERM);
  }

private:
  pid_t Worker = -1;
};

void warnedOnly_bad() {
  pid_t Child = fork();
  if (Child < 0)
    std::perror("fork");
  if (Child == 0)
    _exit(work());
  kill(Child, SIGKILL); // expect: may be a failure when it reaches
}

// [example-ok]
void tested_ok() {
  pid_t Child = fork();
  if (Child < 0)
    std::exit(1);
  if (Child == 0)
    _exit(work());
  kill(Child, SIGKILL);
}
// [/example-ok]

void switched_ok() {
  pid_t Child = fork();
  switch (Child) {
  case -1:
    std::perror("fork");
    return;
  case 0:
    _exit(work());
  default:
    kill(Child, SIGTERM);
  }
}

bool positive_ok() {
  const pid_t Child = fork();
  if (Child > 0) {
    kill(Child, SIGSTOP);
    return waitpid(Child, nullptr, 0) == Child;
  }
  return false;
}

class Careful {
public:
  bool start() {
    pid_t Child = fork();
    if (Child == -1)
      return false;
    if (Child == 0)
      _exit(work());
    Worker = Child;
    return true;
  }
  void stop_ok() { kill(Worker, SIGKILL); }

private:
  pid_t Worker = 0;
};

void daemonise_ok() {
  if (pid_t Child = fork(); Child != 0)
    std::exit(Child < 0);
}

void other_ok(pid_t Someone) { kill(Someone, SIGHUP); }

void stopById(pid_t Id) { kill(Id, SIGKILL); }

// The id goes through another function's argument.
void handedOn_FN() {
  pid_t Child = fork();
  if (Child == 0)
    _exit(work());
  stopById(Child);
}
