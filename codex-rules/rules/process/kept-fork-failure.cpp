// flags: -std=c++20
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

void run(const char *Program);
struct Job {
  pid_t Pid;
  long Begun;
};

// incident: fork-minus-one-kill
// [example-bad]
class Supervisor {
  std::map<std::string, pid_t> Children;

public:
  void launch_bad(const std::string &Name) {
    pid_t Child = fork();
    if (Child == 0) {
      run(Name.c_str());
      _exit(127);
    }
    Children[Name] = Child; // expect: 'Children[Name] = Child' keeps what fork() gave
  }
  // [/example-bad]
  // [example-ok]
  bool launch_ok(const std::string &Name) {
    pid_t Child = fork();
    if (Child < 0)
      return false;
    if (Child == 0) {
      run(Name.c_str());
      _exit(127);
    }
    Children[Name] = Child;
    return true;
  }
  // [/example-ok]
};

int start_bad(Job *J) {
  switch (J->Pid = fork()) { // expect: 'J->Pid = fork()' keeps what fork() gave
  case 0:
    run("job");
    _exit(1);
  default:
    return 1;
  }
}
int start_ok(Job *J) {
  switch (J->Pid = fork()) {
  case -1:
    return -1;
  case 0:
    run("job");
    _exit(1);
  default:
    return 1;
  }
}
void out_bad(pid_t *Out) {
  pid_t Child = fork();
  if (!Child)
    _exit(0);
  *Out = Child; // expect: keeps what fork() gave
}
void later_bad(std::vector<pid_t> &All) {
  pid_t Child;
  Child = fork();
  if (Child == 0)
    _exit(0);
  All.push_back(Child); // expect: keeps what fork() gave
}
void member_bad(Job &J) {
  pid_t Child = fork();
  if (Child == 0)
    _exit(0);
  J.Pid = Child; // expect: keeps what fork() gave
}

bool setAndAsked_ok(Job &J) {
  if ((J.Pid = fork()) < 0)
    return false;
  if (J.Pid == 0)
    _exit(0);
  return true;
}
void positive_ok(std::vector<pid_t> &All) {
  pid_t Child = fork();
  if (Child == 0)
    _exit(0);
  if (Child > 0)
    All.push_back(Child);
}
void switched_ok(std::vector<pid_t> &All) {
  pid_t Child = fork();
  switch (Child) {
  case -1:
    return;
  case 0:
    _exit(0);
  }
  All.push_back(Child);
}
bool check(pid_t);
void given_ok(Job &J) {
  pid_t Child = fork();
  if (!check(Child))
    return;
  J.Pid = Child;
}

static pid_t Helpers[8];
void help_bad(int I) {
  Helpers[I] = fork(); // expect: 'Helpers[I] = fork()' keeps what fork() gave
  if (Helpers[I] == 0)
    _exit(0);
}
bool help_ok(int I) {
  Helpers[I] = fork();
  if (Helpers[I] < 0)
    return false;
  if (Helpers[I] == 0)
    _exit(0);
  return true;
}

#include <csignal>
namespace launched {
struct Job {
  pid_t Pid;
};
static pid_t launch(const char *Command) {
  pid_t P = fork();
  if (!P) {
    execl("/bin/sh", "sh", "-c", Command, (char *)0);
    _exit(127);
  }
  return P;
}
void run_bad(Job &J) {
  J.Pid = launch("work"); // expect: Pid
  kill(J.Pid, SIGKILL);
}
void run_ok(Job &J) {
  J.Pid = launch("work");
  if (J.Pid > 0)
    kill(J.Pid, SIGKILL);
}
} // namespace launched

class Children {
public:
  // incident: fork-minus-one-kill
  void spawn_bad(const std::string &Command) {
    ByName[Command] = ::fork(); // expect: keeps what fork() gave
    if (ByName[Command] == 0)
      run(Command.c_str());
  }
  bool spawn_ok(const std::string &Command) {
    ByName[Command] = ::fork();
    if (ByName[Command] < 0) {
      ByName.erase(Command);
      return false;
    }
    if (ByName[Command] == 0)
      run(Command.c_str());
    return true;
  }

private:
  std::map<std::string, pid_t> ByName;
};
