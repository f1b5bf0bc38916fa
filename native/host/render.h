// Rendering a frame range with one or several nodes of an effect.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "frames.h"
#include "node.h"

struct RenderJob {
  std::string effect;
  std::map<std::string, std::string> inputs;  // clip name → pattern
  std::set<std::string> claims;               // clips that say that they are connected, and give nothing
  std::map<std::string, Depth> depths;        // clip name → depth; "" for all others
  std::map<std::string, Components> components;
  std::string out;
  std::vector<int> frames;
  std::vector<std::pair<std::string, std::string>> settings;
  int threads = 1;
  int instances = 1;
  bool recreate = false;      // a node a frame
  ImageManners manners;
  SequenceLook look;
  std::string context;        // empty: chosen
  double timeOffset = 0;      // the effect's time is the file's frame and this
  OfxRectI part{0, 0, 0, 0};
  int tileWidth = 0, tileHeight = 0;
  double abortAfter = -1, abortLimit = 0.1;
  std::vector<std::string> presses;
  double cancelAt = 2;
  std::string overlay;        // a picture of it
  std::vector<std::string> overlayEvents;
  int threadStackKib = 0;     // stack of the render threads; 0: the system's
  int mainStackMib = 0;       // how deep the main thread's stack is used after the effect ran
  bool lateCrashHandler = false;
  ExrStyle style;
  double stepLimit = 2;       // of a combination's pixels, in steps of the depth
  bool timeFree = true;       // the effect's result does not depend on the time alone
  bool planes = false;        // every plane of the effect into a file of its own
  bool printParams = false;   // values of the parameters after the render
};

// Exit codes shared with the command line.
enum { kDone = 0, kWrongUse = 2, kBadInput = 3, kPartly = 4 };

// The sequences of a job and the nodes that they feed.
class Feed {
 public:
  explicit Feed(const RenderJob &job);
  NodeSetup setup() const;
  // The plate of a frame.
  std::shared_ptr<const Picture> plate(int frame) { return main_->at(frame); }

 private:
  const RenderJob &job_;
  std::map<std::string, std::shared_ptr<Sequence>> sequences_;
  Sequence *main_ = nullptr;
};

// Renders; prints a line a frame. Returns one of the codes. Throws std::runtime_error for what stops
// the whole job.
int render(const PluginFile &file, const RenderJob &job);

// Renders every combination of what hosts differ in and prints a table; kPartly when one is wrong.
int combinations(const PluginFile &file, const RenderJob &job, bool full);

// Creates, renders and destroys many times on several threads and watches the resident memory.
int soak(const PluginFile &file, const RenderJob &job, int renders, double limitPercent);
