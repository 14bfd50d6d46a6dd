// A small edge service: scores each request, applies the firewall's rules, and
// hands the rest on to one upstream.
#ifndef EDGE_SERVICE_H
#define EDGE_SERVICE_H

#include "feature_file.h"

#include <httplib.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace edge {

struct Options {
  int Port = 8080; ///< 0: any that is free
  std::string FeatureFile = "features.txt";
  std::string KillSwitchFile = "killswitch.txt";
  std::string Upstream = "http://127.0.0.1:9000";
  std::chrono::milliseconds Refresh{1000};
};

class Service {
public:
  explicit Service(Options O);

  /// Serves until the process ends. False if it cannot listen.
  bool run();

private:
  /// Reads the files that operations and other teams may change at any time.
  void refresh();
  void refreshForever();

  void answer(const httplib::Request &Request, httplib::Response &Response);
  void forward(const httplib::Request &Request, httplib::Response &Response);
  void status(httplib::Response &Response);

  std::shared_ptr<const FeatureSet> features();
  std::set<std::string> switchedOff();

  const Options Config;
  httplib::Server Server;
  httplib::Client Upstream;

  std::mutex Mutex; ///< for the two below
  std::shared_ptr<const FeatureSet> Features;
  std::set<std::string> SwitchedOff;
};

} // namespace edge

#endif // EDGE_SERVICE_H
