// The command line of likeness-host.
#pragma once

#include <stdexcept>
#include <string>

#include "render.h"

struct WrongUse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Options {
  RenderJob job;
  std::string bundle, firstBundle, frames;
  bool help = false, list = false;
  int scans = 0;
  int soak = 0;
  double soakLimit = 2;
  std::string combinations;  // "", "brief" or "full"
};

// Throws WrongUse.
Options parseOptions(int argc, char **argv);
const char *usage();
