#include <functional>
#include <cstdio>
#include <fstream>
#include <string>
#include <unistd.h>

struct Block {
  int Id;
};
bool deleteBlock(const Block &);
int release(int Id);

// incident: tarsnap-2016-07-24-log
// [example-bad]
void reclaim_bad(const Block &B) {
  std::ofstream Log("/var/log/reclaim.log", std::ios::app);
  while (!deleteBlock(B)) { // expect: as long as 'deleteBlock(B)' fails, this loop does nothing but write another line of log
    Log << "failed to delete block " << B.Id << std::endl;
  }
}
// [/example-bad]

// [example-ok]
bool reclaim_ok(const Block &B) {
  for (int Try = 0; Try < 5; ++Try) {
    if (deleteBlock(B))
      return true;
    sleep(1u << Try);
  }
  std::fprintf(stderr, "block %d not deleted after 5 tries\n", B.Id);
  return false;
}
// [/example-ok]

void printed_bad(int Id) {
  while (release(Id) != 0) // expect: as long as 'release(Id)' fails
    std::fprintf(stderr, "cannot release %d\n", Id);
}
void flushed_bad(std::FILE *Log, int Id) {
  while (release(Id) < 0) { // expect: as long as 'release(Id)' fails
    std::fprintf(Log, "cannot release %d\n", Id);
    std::fflush(Log);
  }
}
void all_bad(std::FILE *Log, const int *Ids, int N) {
  for (int I = 0; I < N;) {
    if (release(Ids[I]) != 0) { // expect: as long as 'release(Ids[I])' fails
      std::fprintf(Log, "block %d: release failed, trying again\n", Ids[I]);
      std::fflush(Log);
      continue;
    }
    ++I;
  }
}
void plain_bad(const Block &B) {
  while (!deleteBlock(B)) // expect: as long as 'deleteBlock(B)' fails
    std::puts("again");
}

void paused_ok(const Block &B) {
  while (!deleteBlock(B)) {
    std::puts("again");
    sleep(1);
  }
}
void counted_ok(const Block &B, int Left) {
  while (!deleteBlock(B)) {
    std::puts("again");
    if (--Left == 0)
      return;
  }
}
void each_ok(const int *Ids, int N) {
  for (int I = 0; I < N; ++I)
    if (release(Ids[I]) != 0)
      std::fprintf(stderr, "block %d not released\n", Ids[I]);
}
bool nextLine(std::string &);
void lines_ok(std::string &Line) {
  while (!nextLine(Line))
    std::puts("no line yet");
}
void skipped_ok(const int *Ids, int N) {
  for (int I = 0; I < N;) {
    if (release(Ids[I]) != 0) {
      std::puts("not released");
      ++I;
      continue;
    }
    ++I;
  }
}

int receive(char *Into, int Size);
bool decode(const char *Text, int Size);

// Each round is about another message.
void messages_ok() {
  char Text[128];
  for (;;) {
    int Size = receive(Text, sizeof Text);
    if (!decode(Text, Size)) {
      fprintf(stderr, "a message that cannot be read\n");
      continue;
    }
  }
}

class Reclaimer {
  std::function<bool(const std::string &)> Free;
  std::ofstream Log;

public:
  void reclaim_bad(const std::string &Block) {
    while (!Free(Block)) { // expect: Free(Block)
      Log << "could not free " << Block << std::endl;
    }
  }
};

namespace reclaim {
struct Backend {
  bool remove(const std::string &);
};
void run_bad(Backend &B, std::vector<std::string> &Blocks) {
  std::ofstream Log("reclaim.log", std::ios::app);
  while (!Blocks.empty()) {
    if (B.remove(Blocks.back())) // expect: remove
      Blocks.pop_back();
    else
      Log << "could not remove " << Blocks.back() << '\n';
  }
}
void run_ok(Backend &B, std::vector<std::string> &Blocks) {
  std::ofstream Log("reclaim.log", std::ios::app);
  while (!Blocks.empty()) {
    if (B.remove(Blocks.back())) {
      Blocks.pop_back();
    } else {
      Log << "could not remove " << Blocks.back() << '\n';
      break;
    }
  }
}
} // namespace reclaim

#include <set>
class Reaper {
public:
  // incident: tarsnap-2016-07-24-log
  void run_bad() {
    while (!Dead.empty()) {
      for (auto It = Dead.begin(); It != Dead.end();) {
        if (release(*It) == 0) { // expect: does nothing but write another line of log
          It = Dead.erase(It);
        } else {
          Log << "could not free " << *It << std::endl;
          ++It;
        }
      }
    }
  }
  // One pass, and the next with the next run.
  void once_ok() {
    for (auto It = Dead.begin(); It != Dead.end();) {
      if (release(*It) == 0) {
        It = Dead.erase(It);
      } else {
        Log << "could not free " << *It << std::endl;
        ++It;
      }
    }
  }
  void paused_ok() {
    while (!Dead.empty()) {
      for (auto It = Dead.begin(); It != Dead.end();) {
        if (release(*It) == 0) {
          It = Dead.erase(It);
        } else {
          Log << "could not free " << *It << std::endl;
          ++It;
        }
      }
      sleep(60);
    }
  }

private:
  std::set<int> Dead;
  std::ofstream Log;
};

namespace through {

// What is tried writes the line itself.
class Freeing {
  std::set<int> Todo;
  bool tell(int Block);
  bool freeOne(int Block) {
    if (tell(Block))
      return true;
    std::fprintf(stderr, "cannot free %d\n", Block);
    return false;
  }

public:
  void run_bad() {
    while (!Todo.empty()) {
      if (freeOne(*Todo.begin())) // expect: 'freeOne
        Todo.erase(Todo.begin());
    }
  }
  void run_ok() {
    while (!Todo.empty()) {
      if (tell(*Todo.begin()))
        Todo.erase(Todo.begin());
    }
  }
  void runSlowly_ok() {
    while (!Todo.empty()) {
      if (freeOne(*Todo.begin()))
        Todo.erase(Todo.begin());
      sleep(60);
    }
  }
};

} // namespace through
