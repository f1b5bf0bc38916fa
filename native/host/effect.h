// Effects of the host: parameters, clips and images, as descriptors and as instances.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conduct.h"
#include "image.h"
#include "picture.h"
#include "profile.h"
#include "properties.h"

// One parameter. Its value is constant over time, unless keys were set.
struct OfxParamStruct {
  struct Value {
    std::vector<double> doubles;
    std::vector<int> ints;
    std::string text;
  };
  struct Point {
    double key, value;
  };

  std::string type, name;
  OfxImageEffectStruct *effect = nullptr;
  PropertySet props;
  std::mutex lock;
  Value value;
  std::map<double, Value> keys;
  std::deque<std::string> lent;  // texts that an effect may still be reading
  std::vector<std::vector<Point>> curves;  // of a parametric one

  void setFromDefault();
  // Sets from text; throws std::runtime_error with what is allowed.
  void setFromText(const std::string &text);
  // The value for people.
  std::string text();
  const Value &at(double time) const;
};

struct OfxParamSetStruct {
  PropertySet props;
  OfxImageEffectStruct *effect = nullptr;
  std::vector<std::unique_ptr<OfxParamStruct>> params;
  OfxParamStruct *find(const std::string &name);
};

// One clip; of an instance when it has frames.
struct OfxImageClipStruct {
  PropertySet props;
  OfxImageEffectStruct *effect = nullptr;
  std::string name;
  // The picture at a time, null where there is none; throws std::runtime_error when it cannot be read.
  // Empty for Output, and for an input that is not connected.
  std::function<std::shared_ptr<const Picture>(double)> frames;
  bool claims = false;  // it says that it is connected and gives no image
  Depth depth = Depth::Float;
  Components components = Components::RGBA;
  std::unique_ptr<Image> held;  // where the clip's own properties are the image's

  bool isOutput() const { return name == kOfxImageEffectOutputClipName; }
};

// A progress bar without a window.
struct Progress {
  bool open = false;
  int updates = 0;
  double last = 0;
  double cancelAt = 2;          // from this fraction on the artist has pressed Cancel
  double cancelledAt = -1;      // seconds(), when the effect was told
};

// One render that an effect is in: what its Output clip gives.
struct ActiveRender {
  double time;
  Image *image;
  const std::map<std::string, OfxRectD> *regions;  // asked for by clip, canonical
  std::map<std::string, Image *> planes;           // beside the colour, by the plane's name
};

struct OfxImageEffectStruct {
  PropertySet props;
  OfxParamSetStruct params;
  std::vector<std::unique_ptr<OfxImageClipStruct>> clips;
  ImageManners manners;
  bool instance = false;
  double now = 0, first = 0, last = 0;  // the time line
  std::atomic<int> imagesOut{0};
  std::atomic<bool> abort{false};
  std::atomic<double> abortedAt{-1};  // seconds(), when a render was stopped
  std::mutex lock;
  std::vector<const ActiveRender *> renders;
  Progress progress;
  std::atomic<int> redraws{0};
  std::function<void(OfxParamStruct *)> written;  // an effect changed a parameter where it may

  OfxImageEffectStruct() { params.effect = this; }
  OfxImageClipStruct *find(const std::string &name);
  // The render of this effect that the calling thread, else any thread, is in; null if none.
  const ActiveRender *render(double time);
};

// Makes the calling thread's renders findable for as long as it lives.
class RenderScope {
 public:
  RenderScope(OfxImageEffectStruct &effect, const ActiveRender &render);
  ~RenderScope();
  RenderScope(const RenderScope &) = delete;

 private:
  OfxImageEffectStruct &effect_;
  const ActiveRender &render_;
};

// Seconds of a clock that only goes forward.
double seconds();

// A call into the host's own work. What falls behind an abort is the host's share of the time that
// passes until the effect has answered, and none of the effect's.
class HostWork {
 public:
  explicit HostWork(const OfxImageEffectStruct *effect) : effect_(effect), from_(seconds()) {}
  ~HostWork();
  HostWork(const HostWork &) = delete;
  // Seconds of the calling thread since it was asked last.
  static double share();

 private:
  const OfxImageEffectStruct *effect_;
  double from_;
};

const OfxImageEffectSuiteV1 *imageEffectSuite();
const OfxParameterSuiteV1 *parameterSuite();
const void *parametricSuite();
const void *planeSuite(int version);
const void *otherSuite(const std::string &name, int version);
const void *overlaySuite(const std::string &name, int version);
OfxStatus clipImage(OfxImageClipHandle c, OfxTime time, const OfxRectD *region,
                    OfxPropertySetHandle *out);

// Takes back what an action did not give back itself; the number of images.
int reclaim(const ActionScope *action);

// What the effect took of the host's own memory and did not give back.
void checkLoans();
