// One instance of an effect, with its inputs: what a host does with a node.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "overlay.h"
#include "plugin.h"

// What feeds a clip.
struct Input {
  std::function<std::shared_ptr<const Picture>(double)> frames;  // empty: not connected
  bool claims = false;      // it says that it is connected and gives no image
  Depth depth = Depth::Float;
  Components components = Components::RGBA;
};

// What a node is made with.
struct NodeSetup {
  std::string context;      // empty: chosen
  std::map<std::string, Input> inputs;
  std::vector<std::pair<std::string, std::string>> settings;
  ImageManners manners;
  OfxRectI format{0, 0, 1, 1};  // of the project, in pixels
  double aspect = 1, rate = 24, first = 1, last = 1;
  bool background = true;
};

// A description of an effect that any number of nodes are made from.
struct Description {
  OfxPlugin *plugin = nullptr;
  std::unique_ptr<OfxImageEffectStruct> effect;  // in its context
  std::string context, safety;

  // Loads and describes; throws std::runtime_error on a bad answer.
  Description(OfxPlugin *plugin, const PluginFile &file, const std::string &context);
};

// What is rendered, and how.
struct FrameOrder {
  double time = 0;
  std::shared_ptr<const Picture> plate;  // says the format, the attributes and the region
  OfxRectI part{0, 0, 0, 0};             // only this window, in pixels; empty: the region of definition
  int tileWidth = 0, tileHeight = 0;     // 0: the window in one piece
  double abortAfter = -1;                // seconds into the render; below 0: never
  bool planes = false;                   // also what the effect makes beside the colour
};

// What came of it.
struct FrameAnswer {
  enum Kind { Rendered, Identity, Aborted } kind = Rendered;
  std::string clip;                      // of an identity
  std::shared_ptr<const Picture> picture;  // none where it was aborted
  std::map<std::string, std::shared_ptr<Picture>> planes;  // beside the colour, by their short names
  double seconds = 0;                    // in the render actions
  double answered = 0;                   // seconds from the abort to the return
  double hostShare = 0;                  // of them in which this host lent or took back images
};

// A plane beside the colour.
struct Plane {
  std::string name;        // as the suite is asked for it
  std::string components;  // what the image says of itself
  std::string brief;       // for files
  int channels;
};

class Node {
 public:
  // Creates the instance. Throws std::runtime_error when the effect refuses or an input is missing.
  Node(const Description &d, const NodeSetup &setup);
  ~Node();
  Node(const Node &) = delete;

  // Changes a parameter as an artist does, from text. Throws on a bad value.
  void set(const std::string &name, const std::string &value);
  // Presses a button; seconds that the effect took after its progress bar was cancelled, or -1.
  double press(const std::string &name, double cancelAt);
  // Renders one frame. Throws std::runtime_error with what went wrong.
  FrameAnswer frame(const FrameOrder &order);
  void sequence(const char *action, double first, double last);
  // Other actions that hosts send at any time.
  OfxStatus act(const char *action, PropertySet *in = nullptr, PropertySet *out = nullptr);
  std::unique_ptr<Overlay> overlay() { return Overlay::of(description_.effect->props, instance_); }

  OfxImageEffectStruct &effect() { return instance_; }
  const std::string &safety() const { return description_.safety; }

 private:
  void describeInstance();
  void makeClips();
  void makeParams();
  void clipPreferences();
  void changed(const std::string &name, const char *reason);
  OfxRectD region(const FrameOrder &order, std::map<std::string, OfxRectD> &regions);
  PropertySet renderArgs(double time, const OfxRectI &window, const std::vector<Plane> &planes = {});
  // What the effect says that it makes beside the colour; none where it or the host has no planes.
  std::vector<Plane> planes(double time);
  FrameAnswer identity(const FrameOrder &order, const OfxRectI &window);
  void tile(const FrameOrder &order, const OfxRectI &window,
            const std::map<std::string, OfxRectD> &regions, const std::vector<Plane> &planes,
            Picture &result, FrameAnswer &answer);

  const Description &description_;
  NodeSetup setup_;
  OfxImageEffectStruct instance_;
  std::mutex renderLock_;
  bool created_ = false;
  int changing_ = 0;
};
