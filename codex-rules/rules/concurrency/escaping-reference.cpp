// flags: -std=c++20
#include <boost/asio.hpp>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <vector>

struct Request {
  std::string Path, Body;
};
struct Tasks {
  void submit(std::function<void()> Task);
  std::future<void> enqueue(std::function<void()> Task);
};
extern Tasks Background;
void audit(const std::string &);

// [example-bad]
// incident: github-2021-03-session
void handle_bad(const Request &R) {
  Background.submit([&] { audit(R.Path); }); // expect: 'R' is used by reference in what 'submit' runs
}
// [/example-bad]

void detached_bad(const Request &R) {
  std::thread([&R] { audit(R.Body); }).detach(); // expect: 'R' is used by reference in what 'detach' runs
}

void named_bad(std::string Line) {
  std::thread Writer([&Line] { audit(Line); });
  Writer.detach(); // expect: 'Line' is used by reference
}

void posted_bad(boost::asio::io_context &Io, int Id) {
  Request R{std::to_string(Id), ""};
  boost::asio::post(Io, [&] { audit(R.Path); }); // expect: 'R' is used by reference in what 'post' runs
}

std::function<int()> counter_bad(int From) {
  int Next = From;
  return [&] { return Next++; }; // expect: 'Next' is used by reference
}

// incident: letsencrypt-2020-02-29-caa
void checks_bad(const std::vector<std::string> &Domains) {
  for (std::string Domain : Domains)
    Background.submit([&Domain] { audit(Domain); }); // expect: 'Domain' is used by reference
}

// [example-ok]
void handle_ok(const Request &R) {
  Background.submit([Path = R.Path] { audit(Path); });
}
// [/example-ok]

void awaited_ok(const Request &R) {
  std::future<void> Done = Background.enqueue([&] { audit(R.Path); });
  Done.get();
}

void joined_ok(std::string Line) {
  std::thread Writer([&Line] { audit(Line); });
  Writer.join();
}

std::size_t sorted_ok(std::vector<std::string> Lines, const std::string &By) {
  return std::count_if(Lines.begin(), Lines.end(), [&](const auto &L) { return L < By; });
}

std::function<int()> counter_ok(int From) {
  return [From]() mutable { return From++; };
}

void run_ok() {
  boost::asio::io_context Io;
  int Count = 0;
  boost::asio::post(Io, [&] { ++Count; });
  Io.run();
}

static std::vector<std::future<void>> Started;
void started_bad(Request &R) {
  Started.push_back(std::async(std::launch::async, [&R] { audit(R.Path); })); // expect: 'R' is used by reference in what 'async' runs
}
void started_ok(Request &R) {
  Started.push_back(std::async(std::launch::async, [Path = R.Path] { audit(Path); }));
}

namespace batch {
struct Row {
  std::string Name;
};
bool allows(const std::string &);
class Recheck {
public:
  void prepare_bad(const std::vector<long> &Ids, Row (*Load)(long)) {
    Row Now;
    for (long Id : Ids) {
      Now = Load(Id);
      Checks.emplace_back([&Now] { return allows(Now.Name); }); // expect: Now
    }
  }
  void prepare_ok(const std::vector<long> &Ids, Row (*Load)(long)) {
    for (long Id : Ids)
      Checks.emplace_back([Now = Load(Id)] { return allows(Now.Name); });
  }
  void later_bad(const std::string &Name) {
    Row Now{Name};
    OnDone = [&Now] { return allows(Now.Name); }; // expect: Now
  }
  bool ofLocal_ok(const std::string &Name) {
    struct {
      std::function<bool()> Asks;
    } Question;
    Row Now{Name};
    Question.Asks = [&] { return allows(Now.Name); };
    return Question.Asks();
  }
  void throughPointer_bad(Recheck *Other, const std::string &Name) {
    Row Now{Name};
    Other->OnDone = [&Now] { return allows(Now.Name); }; // expect: Now
  }

private:
  std::vector<std::function<bool()>> Checks;
  std::function<bool()> OnDone;
};

// What is kept by value beside a reference is taken for one of the references:
// the list of captures is read as a whole.
std::function<bool()> besideAReference_FP(const Row &Wanted) {
  Row Now{Wanted.Name};
  return [&Wanted, Now] { return Now.Name == Wanted.Name; }; // expect: Now
}
} // namespace batch

namespace named_later {

struct Recorder {
  void later(std::function<void()> Job);
  void now(std::function<void()> Job);
};
struct Visit {
  std::string Guest;
};
void note(const std::string &Guest);
int welcome_bad(Recorder &R, Visit &V) {
  R.later([&V] { note(V.Guest); }); // expect: V
  return 1;
}
int welcome_ok(Recorder &R, Visit &V) {
  R.later([Guest = V.Guest] { note(Guest); });
  return 1;
}
int atOnce_ok(Recorder &R, Visit &V) {
  R.now([&V] { note(V.Guest); });
  return 1;
}

} // namespace named_later
