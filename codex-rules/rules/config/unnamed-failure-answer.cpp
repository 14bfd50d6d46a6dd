// flags: -std=c++20
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

struct Request {
  std::string Project, User;
};
struct QuotaService {
  std::optional<bool> withinQuota(const std::string &Project) const;
  bool ask(const std::string &Project) const; // throws where it cannot be reached
};
std::optional<bool> askPolicy(const Request &R);
std::optional<std::string> ownerOf(const std::string &Project);

// [example-bad]
// incident: google-cloud-2025-06-12-service-control
bool allowed_bad(const Request &R) {
  return askPolicy(R).value_or(false); // expect: where nobody answers, false decides
}
// [/example-bad]

// incident: cloudflare-2024-11-14-blank-config
bool allowsForwarding_bad(const std::map<std::string, bool> &Customers, const Request &R) {
  std::optional<bool> Wanted;
  if (auto Found = Customers.find(R.Project); Found != Customers.end())
    Wanted = Found->second;
  return Wanted.value_or(true); // expect: where nobody answers, true decides
}

// Named for nothing, and yet it asks for the quota.
int serve_bad(const QuotaService &Quota, const Request &R) {
  if (!Quota.withinQuota(R.Project).value_or(true)) // expect: where nobody answers, true decides
    return 429;
  return 200;
}

bool isPermitted_bad(const QuotaService &Quota, const Request &R) {
  try {
    return Quota.ask(R.Project);
  } catch (const std::exception &) {
    return true; // expect: where nobody answers, true decides
  }
}

class Gate {
public:
  bool Authorise_bad(const Request &R) const {
    try {
      return Quota.ask(R.User);
    } catch (...) {
      if (R.User.empty())
        return false; // expect: where nobody answers, false decides
      throw;
    }
  }

private:
  QuotaService Quota;
};

enum class FailPolicy { Open, Closed };
constexpr bool allowed(FailPolicy Policy, std::optional<bool> Answer) {
  return Answer ? *Answer : Policy == FailPolicy::Open;
}

// [example-ok]
bool allowed_ok(const Request &R) {
  constexpr FailPolicy WhenPolicyIsDown = FailPolicy::Closed;
  return allowed(WhenPolicyIsDown, askPolicy(R));
}
// [/example-ok]

constexpr bool OpenWhenQuotaIsDown = true;
bool permits_ok(const QuotaService &Quota, const Request &R) {
  return Quota.withinQuota(R.Project).value_or(OpenWhenQuotaIsDown);
}

bool allowedByDefault_ok(const Request &R, bool WhenDown) {
  try {
    return askPolicy(R).value();
  } catch (const std::bad_optional_access &) {
    return WhenDown;
  }
}

// Not a decision about anybody.
bool verbose_ok(const std::optional<bool> &Given) { return Given.value_or(false); }

std::string quotaOwner_ok(const Request &R) { return ownerOf(R.Project).value_or("nobody"); }

bool parsed_ok(const std::string &Text) {
  try {
    return std::stoi(Text) > 0;
  } catch (const std::exception &) {
    return false;
  }
}

// No answer is an error of its own, which the caller sees.
std::optional<bool> policyOf_ok(const Request &R) {
  try {
    return askPolicy(R);
  } catch (const std::exception &) {
    return std::nullopt;
  }
}

// Only literals count, and a negation of a flag is none.
bool admitted_FN(const Request &R) {
  std::optional<bool> Answer = askPolicy(R);
  if (!Answer)
    return true;
  return *Answer;
}
