// Images in the host's memory, lent to an effect: every depth and every set of components, rows in
// any direction, padded, and on request between pages that nobody may touch.
#pragma once

#include <atomic>
#include <string>

#include "picture.h"
#include "properties.h"

enum class Depth { Byte, Short, Half, Float };
// XY: two numbers, of planes alone.
enum class Components { Alpha = 1, XY = 2, RGB = 3, RGBA = 4 };

const char *nameOf(Depth d);            // kOfxBitDepthFloat and so on
const char *nameOf(Components c);       // kOfxImageComponentRGBA and so on
// "float" or the standard's name; throws std::runtime_error with what is allowed.
Depth depthOf(const std::string &name);
Components componentsOf(const std::string &name);
size_t bytesOf(Depth d);

// How the host lends its images.
struct ImageManners {
  bool negativeRowBytes = false;
  int rowPadding = 0;      // bytes behind each row
  double scale = 1;
  int margin = 0;          // pixels that the bounds are larger than the picture; negative: smaller
  bool regionOnly = false; // an input has just the region that was asked for
  bool guard = false;      // pages around the pixels that end the process when they are touched
  bool falseRegion = false;  // the image's own region of definition is not true
};

// One image. Its property set is its handle.
struct Image {
  PropertySet props;  // first: its address is the handle
  OfxRectI bounds{};
  Depth depth;
  Components components;
  ptrdiff_t rowBytes = 0;
  const void *owner = nullptr;  // the action that it was lent to

  Image(const OfxRectI &bounds, Depth depth, Components components, const ImageManners &manners,
        double aspect, const std::string &id);
  ~Image();
  Image(const Image &) = delete;

  // Encodes what the picture has of the bounds; the rest is black. An alpha image of a picture
  // without alpha takes the brightness of a grey one, else 1. When the render is stopped meanwhile the
  // rest stays as it is: nobody wants it any more.
  void put(const Picture &p, const std::atomic<bool> *stopped = nullptr);
  // Marks every sample as not written yet.
  void clear();
  // Decodes the window into the picture. Number of samples that are still marked (0 for byte and
  // short, whose every value is a picture's).
  long get(const OfxRectI &window, Picture &p) const;
  // Throws std::runtime_error if the effect wrote behind its rows, or outside the window.
  void check(const OfxRectI &window) const;
  // After the effect gave it back: whoever still looks at the pixels finds rubbish, or dies of it.
  void spoil();

 private:
  unsigned char *row(int y) const { return bottom_ + (ptrdiff_t)(y - bounds.y1) * rowBytes; }
  size_t rowSize() const { return (size_t)(rowBytes < 0 ? -rowBytes : rowBytes); }

  int padding_;
  unsigned char *block_ = nullptr;   // all rows
  unsigned char *bottom_ = nullptr;  // first byte of the row at bounds.y1
  size_t size_ = 0;
  void *pages_ = nullptr;            // with guard
  size_t mapped_ = 0;
};
