// A host with one effect, two pictures that are lent again and again, and no work of its own.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "properties.h"

struct OfxParamStruct {
  std::string type, name;
  PropertySet props;
  double number = 0;
  int whole = 0;
  std::string words;
};

struct OfxParamSetStruct {
  PropertySet props;
  std::vector<std::unique_ptr<OfxParamStruct>> params;
  OfxParamStruct *find(const std::string &name);
};

const OfxParameterSuiteV1 *parameterSuite();

struct OfxImageClipStruct {
  std::string name;
  PropertySet props;
  PropertySet *image = nullptr;  // lent by clipGetImage; null: not connected
};

struct OfxImageEffectStruct {
  PropertySet props;
  OfxParamSetStruct params;
  std::vector<std::unique_ptr<OfxImageClipStruct>> clips;
  OfxRectD region{0, 0, 1, 1};
  OfxImageClipStruct *find(const std::string &name);
};

// Float RGBA in memory of its own, as an image property set.
class Picture {
 public:
  // padding: bytes behind each row. flipped: the first row in memory is the top one.
  Picture(int width, int height, int padding, bool flipped);
  PropertySet props;
  float *row(int y);  // y up
  size_t bytes() const { return memory_.size(); }
  unsigned char *memory() { return memory_.data(); }

 private:
  std::vector<unsigned char> memory_;
  ptrdiff_t rowBytes_;
  unsigned char *bottom_;
};

// The effect of a plugin file, described as at a host's start.
class Effect {
 public:
  // id empty: the file's first. Throws std::runtime_error.
  Effect(const std::string &bundle, const std::string &id);
  void describe();
  void create();
  void destroy();
  // Fills the output's whole picture; throws unless the answer is OK.
  void render(double time);
  void pictures(Picture *source, Picture *output, int width, int height);
  // A parameter by its name; false when the effect has none of that name.
  bool number(const std::string &name, double value);
  bool words(const std::string &name, const std::string &value);

 private:
  OfxPlugin *plugin_ = nullptr;
  OfxImageEffectStruct node_;
  PropertySet args_;
};

// Every effect of the file is loaded, described in each of its contexts and unloaded. Returns how many.
int scan(const std::string &bundle);
// Whether this process has a Java VM in it.
bool hasJava();
