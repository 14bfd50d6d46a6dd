#include "service.h"

#include "rules.h"

#include <iostream>
#include <thread>
#include <utility>

namespace edge {

static constexpr const char *Host = "127.0.0.1";
static constexpr int SuspiciousScore = 100;

Service::Service(Options O) : Config(std::move(O)), Upstream(Config.Upstream) {
  refresh();
  Server.Get("/status",
             [this](const auto &, auto &Response) { status(Response); });
  Server.Get(".*", [this](const auto &Request, auto &Response) {
    answer(Request, Response);
  });
}

bool Service::run() {
  const int Port =
      Config.Port != 0 ? Config.Port : Server.bind_to_any_port(Host);
  if (Config.Port != 0 && !Server.bind_to_port(Host, Port))
    return false;
  std::thread([this] { refreshForever(); }).detach();
  std::cout << "listening on " << Host << ':' << Port << std::endl;
  return Server.listen_after_bind();
}

void Service::refresh() {
  auto Fresh = std::make_shared<const FeatureSet>(
      loadFeatures(Config.FeatureFile).value());
  auto Off = loadKillSwitch(Config.KillSwitchFile);
  std::lock_guard<std::mutex> Lock(Mutex);
  Features = std::move(Fresh);
  SwitchedOff = std::move(Off);
}

void Service::refreshForever() {
  for (;;) {
    std::this_thread::sleep_for(Config.Refresh);
    refresh();
  }
}

void Service::answer(const httplib::Request &Request,
                     httplib::Response &Response) {
  const int Score = features()->score(Request.get_header_value("User-Agent"));
  const auto Outcomes = evaluate(builtinRules(), switchedOff(), Request.path);
  if (Score >= SuspiciousScore || refuses(Outcomes)) {
    Response.status = 403;
    Response.set_content("refused\n", "text/plain");
    return;
  }
  forward(Request, Response);
}

void Service::forward(const httplib::Request &Request,
                      httplib::Response &Response) {
  auto Answer = Upstream.Get(Request.path);
  if (!Answer) {
    Response.status = 502;
    Response.set_content("no answer from the upstream\n", "text/plain");
    return;
  }
  Response.status = Answer->status;
  Response.set_content(Answer->body, "text/plain");
}

void Service::status(httplib::Response &Response) {
  Response.set_content("features " + std::to_string(features()->size()) + "\n",
                       "text/plain");
}

std::shared_ptr<const FeatureSet> Service::features() {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Features;
}

std::set<std::string> Service::switchedOff() {
  std::lock_guard<std::mutex> Lock(Mutex);
  return SwitchedOff;
}

} // namespace edge
