#include <string>
#include <vector>

struct Note {
  int Id;
  std::string To;
};
struct Base {
  std::vector<Note> waiting();
  std::vector<Note> pendingNotes();
  std::vector<Note> recent();
  bool claim(int Id);
  void markSent(int Id);
  bool updateState(int Id, int State);
};
void sendMail(const std::string &To);
bool chargeCard(const Note &);
void notifyUser(int Id);
std::vector<Note> unsent(Base &);
void print(const Note &);

// incident: google-code-jam-2014-mail
// [example-bad]
void everyMinute_bad(Base &B) {
  for (const Note &N : B.waiting()) {
    sendMail(N.To); // expect: 'sendMail(N.To)' has its effect before 'B.markSent(N.Id)' says that the item is taken
    B.markSent(N.Id);
  }
}
// [/example-bad]

// [example-ok]
void everyMinute_ok(Base &B) {
  for (const Note &N : B.waiting()) {
    if (!B.claim(N.Id))
      continue;
    sendMail(N.To);
    B.markSent(N.Id);
  }
}
// [/example-ok]

void charged_bad(Base &B) {
  for (const Note &N : B.pendingNotes())
    if (chargeCard(N)) // expect: 'chargeCard(N)' has its effect before
      B.markSent(N.Id);
}
void notified_bad(Base &B) {
  for (Note N : B.waiting()) {
    notifyUser(N.Id); // expect: 'notifyUser(N.Id)' has its effect before
    B.updateState(N.Id, 2);
  }
}
void free_bad(Base &B) {
  for (const Note &N : unsent(B)) {
    sendMail(N.To); // expect: has its effect before
    if (!N.To.empty())
      B.markSent(N.Id);
  }
}
void tried_bad(Base &B) {
  for (const Note &N : B.pendingNotes()) {
    try {
      sendMail(N.To); // expect: has its effect before
      B.updateState(N.Id, 1);
    } catch (...) {
    }
  }
}

void markedFirst_ok(Base &B) {
  for (const Note &N : B.waiting()) {
    B.updateState(N.Id, 1);
    sendMail(N.To);
  }
}
void shown_ok(Base &B) {
  for (const Note &N : B.waiting())
    print(N);
}
void recent_ok(Base &B) {
  for (const Note &N : B.recent()) {
    sendMail(N.To);
    B.markSent(N.Id);
  }
}
void effectOnly_ok(Base &B) {
  for (const Note &N : B.waiting())
    sendMail(N.To);
}

namespace mails {
enum class State { Waiting, Sending, Sent };
struct Note {
  int Id;
};
struct Table {
  std::vector<Note> findByState(State S);
  void setState(int Id, State S);
  bool compareAndSet(int Id, State From, State To);
};
void sendMail(const Note &);

void onTimer_bad(Table &T) {
  for (const Note &N : T.findByState(State::Waiting)) {
    sendMail(N); // expect: sendMail
    T.setState(N.Id, State::Sent);
  }
}
void onTimer_ok(Table &T) {
  for (const Note &N : T.findByState(State::Waiting)) {
    if (!T.compareAndSet(N.Id, State::Waiting, State::Sending))
      continue;
    sendMail(N);
    T.setState(N.Id, State::Sent);
  }
}
} // namespace mails

struct Notes {
  std::vector<Note> findByState(const char *State);
  bool claimOne(int Id);
  void setState(int Id, const char *State);
};
bool sendMail(const Note &);

// incident: google-code-jam-2014-mail
void onTimer_bad(Notes &All) {
  auto Waiting = All.findByState("waiting");
  for (const Note &N : Waiting) {
    sendMail(N); // expect: codex-claim-after-effect
    All.setState(N.Id, "sent");
  }
}
void onTimer_ok(Notes &All) {
  auto Waiting = All.findByState("waiting");
  for (const Note &N : Waiting)
    if (All.claimOne(N.Id)) {
      sendMail(N);
      All.setState(N.Id, "sent");
    }
}

namespace through {

// Any call that asks for what waits; and a loop inside the loop.
enum class Stage { Waiting, Sending, Sent };
struct StagedNote {
  long Id;
  std::vector<std::string> To;
};
struct StagedNotes {
  std::vector<StagedNote> in(Stage S);
  void update(long Id, Stage S);
};
void sendMail(const std::string &To);
void mailAll_bad(StagedNotes &Notes) {
  for (const StagedNote &N : Notes.in(Stage::Waiting)) {
    for (const std::string &To : N.To)
      sendMail(To); // expect: 'sendMail(To)'
    Notes.update(N.Id, Stage::Sent);
  }
}
void mailAll_ok(StagedNotes &Notes) {
  for (const StagedNote &N : Notes.in(Stage::Waiting)) {
    Notes.update(N.Id, Stage::Sending);
    for (const std::string &To : N.To)
      sendMail(To);
  }
}

} // namespace through
