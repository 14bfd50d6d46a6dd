// flags: -std=c++20
#include <nlohmann/json.hpp>
#include <exception>
#include <functional>
#include <future>
#include <map>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Message {
  std::string Body;
};
Message next();

// incident.io: the boundary is around the registration.
// [example-bad]
static void handle_bad(const Message &M) {
  if (M.Body.empty())
    throw std::invalid_argument("empty"); // expect: std::invalid_argument
}
// [/example-bad]
static void work() {
  for (;;)
    handle_bad(next());
}
void start() {
  try {
    std::thread(work).detach();
  } catch (const std::exception &) {
  }
}

// A lambda.
std::thread lambda_bad() {
  return std::thread([] {
    if (next().Body == "x")
      throw 1; // expect: ('int') is caught by nobody
  });
}

// What std throws at bad data.
static int parsed_bad(const std::string &Text) {
  return std::stoi(Text); // expect: 'std::stoi'
}
static void *counted(void *Argument) {
  parsed_bad(*static_cast<std::string *>(Argument));
  return nullptr;
}
void pthread(std::string *Text) {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, counted, Text);
}

// The handler catches something else.
struct Refused {};
static void refuse_bad() { throw Refused(); } // expect: 'Refused'
static void wrongHandler() {
  try {
    refuse_bad();
  } catch (const std::runtime_error &) {
  }
}
void other() { std::jthread T(wrongHandler); }

// A method, with std::bind.
class Worker {
public:
  void begin() { Runner = std::thread(std::bind(&Worker::run_bad, this)); }

private:
  void run_bad() {
    if (std::stoul(Names[7]) == 0) // expect: 'std::stoul'
      Names.clear();
  }
  std::map<int, std::string> Names;
  std::thread Runner;
};

// [example-ok]
void boundary_ok() {
  std::thread([] {
    for (;;) {
      try {
        handle_bad(next());
      } catch (...) {
      }
    }
  }).detach();
}
// [/example-ok]

void sameClass_ok() {
  std::thread([] {
    try {
      refuse_bad();
    } catch (const Refused &) {
    }
  }).join();
}

void baseClass_ok() {
  std::thread([] {
    try {
      throw std::out_of_range("far");
    } catch (const std::logic_error &) {
    }
  }).join();
}

void library_ok(const std::string &Text) {
  std::thread([Text] {
    try {
      (void)std::stoi(Text);
    } catch (const std::invalid_argument &) {
    }
  }).join();
}

// get() hands the exception over.
int asynchronous_ok() {
  return std::async([] { return next().Body.empty() ? throw 1 : 2; }).get();
}

void noThread_ok() { handle_bad(next()); }

// at() is asked with an index that was looked at, nearly always.
void guardedAt_ok(std::vector<int> *Values) {
  std::thread([Values] {
    for (std::size_t I = 0; I < Values->size(); ++I)
      Values->at(I) = 0;
  }).join();
}

int parse(const std::string &Text);
// Another library may throw; only what a model names counts.
void unknown_FN() {
  std::thread([] { parse("7"); }).join();
}

struct Incidents {
  int Count = 0;
  void handle(const std::string &Text) {
    nlohmann::json Doc = nlohmann::json::parse(Text);
    Count += Doc.at("severity").get<int>();
  }
  // The library's own class of exceptions.
  void run_ok() {
    try {
      handle("{}");
    } catch (const nlohmann::json::exception &) {
      --Count;
    }
  }
  std::thread start() { return std::thread(&Incidents::run_ok, this); }
};

class Workers {
  std::vector<std::thread> All;
  const std::string *next();
  static int parse_bad(const std::string &Text) {
    if (Text.empty())
      throw std::runtime_error("nothing to do"); // expect: is caught by nobody
    return 1;
  }
  void loop() {
    while (const std::string *Text = next())
      parse_bad(*Text);
  }

public:
  void start() {
    All.emplace_back([this] { loop(); });
  }
};

#include <fstream>
// incident: cloudflare-2025-11-18-feature-file
void refresher_bad(const std::string &Path) {
  std::thread([Path] {
    std::vector<float> Features;
    std::ifstream In(Path);
    for (float Weight; In >> Weight;) {
      if (Features.size() == 200)
        throw std::length_error("too many features"); // expect: 'lambda in refresher_bad(const std::string &)'
      Features.push_back(Weight);
    }
  }).detach();
}
void refresher_ok(const std::string &Path) {
  std::thread([Path] {
    try {
      std::vector<float> Features;
      std::ifstream In(Path);
      for (float Weight; In >> Weight;) {
        if (Features.size() == 200)
          throw std::length_error("too many features");
        Features.push_back(Weight);
      }
    } catch (const std::exception &) {
    }
  }).detach();
}
