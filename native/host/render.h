// Rendering a frame range with an instance of an effect.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "frames.h"
#include "plugin.h"

struct RenderJob {
  std::string effect;
  std::map<std::string, std::string> inputs;  // clip name → pattern
  std::string out;
  std::vector<int> frames;
  std::vector<std::pair<std::string, std::string>> settings;
  int threads = 1;
  ImageManners manners;
  int dx = 0, dy = 0;         // the plate's data window is moved, EXR's y
  std::string context;        // empty: chosen
  int threadStackKib = 0;     // stack of the render threads; 0: the system's
  int mainStackMib = 0;       // how deep the main thread's stack is used after the effect ran
  bool lateCrashHandler = false;
  bool compressed = true;
  bool printParams = false;   // values of the parameters after the render
};

// Exit codes shared with the command line.
enum { kDone = 0, kWrongUse = 2, kBadInput = 3, kPartly = 4 };

// Renders; prints a line a frame. Returns one of the codes. Throws std::runtime_error for what stops
// the whole job.
int render(const PluginFile &file, const RenderJob &job);
