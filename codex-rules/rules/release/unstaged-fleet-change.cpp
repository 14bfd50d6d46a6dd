// flags: -std=c++20
#include <functional>
#include <string>
#include <thread>
#include <vector>

#define CODEX_GROUP(NAME) __attribute__((annotate("codex::group=" NAME)))
#define HANDLES_REQUESTS __attribute__((annotate("codex::entry=request-handler")))

struct Content {
  std::string Text;
};

// The project says which of its functions are which.
CODEX_GROUP("reaches-fleet") void pushToAll(const Content &New);

class Replication {
public:
  CODEX_GROUP("reaches-fleet") virtual void write(const Content &New);
  virtual ~Replication();
  Content read() const;
};
class Regional : public Replication {
public:
  void write(const Content &New) override;
};

class CODEX_GROUP("staged-release") StagedRelease {
public:
  void start(const Content &New) { // only the first machines
    if (healthy())
      pushToAll(New);
  }
  static bool healthy();
};

// [example-bad]
// incident: crowdstrike-2024-07-19-channel-291
HANDLES_REQUESTS void publish_bad(const Content &New) {
  if (New.Text.empty())
    return;
  pushToAll(New); // expect: 'pushToAll' reaches the fleet, on a way from 'publish_bad(const Content &)'
}
// [/example-bad]

// incident: google-cloud-2025-06-12-service-control
HANDLES_REQUESTS void storePolicy_bad(const Content &Policy) {
  Replication Everywhere;
  Everywhere.write(Policy); // expect: reaches the fleet
}

static void deeper_bad(Replication &To, const Content &New) {
  To.write(New); // expect: reaches the fleet, on a way from 'deeperHandler(Replication &)'
}
HANDLES_REQUESTS void deeperHandler(Replication &To) { deeper_bad(To, {"x"}); }

// incident: cloudflare-2025-12-05-killswitch-nil
class Killswitch {
public:
  HANDLES_REQUESTS void disable_bad(const std::string &Rule) {
    pushToAll({"off " + Rule}); // expect: reaches the fleet
  }
};

HANDLES_REQUESTS void overridden_bad(Regional &Region) {
  Region.write({"x"}); // expect: reaches the fleet
}

// One way leads through the stages, the other one does not.
HANDLES_REQUESTS void hurry_bad(const Content &New, bool Urgent) {
  StagedRelease Release;
  if (!Urgent)
    return Release.start(New);
  pushToAll(New); // expect: reaches the fleet
}

void inThread_bad(const Content &New) {
  std::thread Pusher([New] {
    pushToAll(New); // expect: reaches the fleet
  });
  Pusher.join();
}

// [example-ok]
HANDLES_REQUESTS void publish_ok(const Content &New) {
  StagedRelease Release;
  Release.start(New);
}
// [/example-ok]

HANDLES_REQUESTS std::string show_ok(const Replication &From) { return From.read().Text; }

// No way leads here from outside.
void unused_ok(const Content &New) { pushToAll(New); }

static CODEX_GROUP("staged-release") void firstTen(const Content &New) { pushToAll(New); }
HANDLES_REQUESTS void function_ok(const Content &New) { firstTen(New); }

void pushToOne(const Content &New, const std::string &Host);
HANDLES_REQUESTS void oneMachine_ok(const Content &New) { pushToOne(New, "canary"); }

HANDLES_REQUESTS void stagedInHelper_ok(const std::vector<Content> &All) {
  for (const Content &One : All)
    publish_ok(One);
}

// Calls through pointers are not followed.
HANDLES_REQUESTS void pointer_FN(const Content &New) {
  void (*Push)(const Content &) = pushToAll;
  Push(New);
}
