// Effects of the host: parameters, clips and images, as descriptors and as instances.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "picture.h"
#include "properties.h"

// One parameter. Its value is constant over time.
struct OfxParamStruct {
  std::string type, name;
  PropertySet props;
  std::mutex lock;
  std::vector<double> doubles;
  std::vector<int> ints;
  std::deque<std::string> texts;  // the last is the value; older ones may still be read somewhere

  void setFromDefault();
  // Sets from text; throws std::runtime_error with what is allowed.
  void setFromText(const std::string &text);
  // The value for people.
  std::string text();
};

struct OfxParamSetStruct {
  PropertySet props;
  std::vector<std::unique_ptr<OfxParamStruct>> params;
  OfxParamStruct *find(const std::string &name);
};

struct OfxImageEffectStruct;

// One clip; of an instance when it has frames.
struct OfxImageClipStruct {
  OfxImageEffectStruct *effect = nullptr;
  std::string name;
  PropertySet props;
  // The picture at a time; throws std::runtime_error when it cannot be read. Empty for Output.
  std::function<std::shared_ptr<const Picture>(double)> frames;
};

// How the host lends its images.
struct ImageManners {
  bool negativeRowBytes = false;
  int rowPadding = 0;  // bytes behind each row
  double scale = 1;
};

// An image in the host's memory, lent to the effect as a property set.
struct Image {
  PropertySet props;  // first: its address is the handle
  OfxRectI bounds{};
  std::vector<unsigned char> memory;
  ptrdiff_t rowBytes = 0;
  unsigned char *bottom = nullptr;  // first byte of the row at bounds.y1

  Image(const OfxRectI &bounds, const ImageManners &manners, double aspect, const std::string &id);
  float *row(int y) { return reinterpret_cast<float *>(bottom + (ptrdiff_t)(y - bounds.y1) * rowBytes); }
  // Throws if the effect wrote behind its rows.
  void checkPadding() const;

 private:
  int padding_;
};

struct OfxImageEffectStruct {
  PropertySet props;
  OfxParamSetStruct params;
  std::vector<std::unique_ptr<OfxImageClipStruct>> clips;
  ImageManners manners;
  bool instance = false;
  std::atomic<int> imagesOut{0};
  std::atomic<bool> abort{false};

  OfxImageClipStruct *find(const std::string &name);
};

// The picture of the frame in hand as the output clip sees it; set by a render thread for itself.
extern thread_local Image *currentOutput;

const OfxImageEffectSuiteV1 *imageEffectSuite();
const OfxParameterSuiteV1 *parameterSuite();
const void *otherSuite(const std::string &name, int version);

// How often an effect spoke, and printing of what it said.
void say(const std::string &line);
