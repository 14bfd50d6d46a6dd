#include "service.h"

#include <cstdlib>
#include <iostream>
#include <string>

static int usage() {
  std::cerr << "usage: edge [--port N] [--features FILE] [--killswitch FILE]\n"
               "            [--upstream URL] [--refresh-ms N]\n";
  return 2;
}

int main(int Count, char **Arguments) {
  edge::Options Options;
  for (int I = 1; I < Count; I += 2) {
    if (I + 1 == Count)
      return usage();
    const std::string Name = Arguments[I];
    const char *Value = Arguments[I + 1];
    if (Name == "--port")
      Options.Port = std::atoi(Value);
    else if (Name == "--features")
      Options.FeatureFile = Value;
    else if (Name == "--killswitch")
      Options.KillSwitchFile = Value;
    else if (Name == "--upstream")
      Options.Upstream = Value;
    else if (Name == "--refresh-ms")
      Options.Refresh = std::chrono::milliseconds(std::atoi(Value));
    else
      return usage();
  }
  edge::Service Service(Options);
  if (!Service.run()) {
    std::cerr << "edge: cannot listen on port " << Options.Port << '\n';
    return 1;
  }
  return 0;
}
