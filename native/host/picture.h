// A picture as the host holds it: float RGBA, rows from the bottom, and what an EXR says around it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "../boot/ofx_abi.h"

struct ExrHeader;  // the attributes of a file, for those who write one

struct Picture {
  OfxRectI bounds{};   // pixels that exist, y up
  OfxRectI format{};   // display window, y up
  double aspect = 1;
  double rate = 0;     // frames per second, 0 where the file does not say
  int channels = 4;    // what a writer keeps: 4 RGBA, 3 RGB, 2 red and green, 1 alpha
  bool hasAlpha = false;
  bool grey = false;   // one channel of brightness, spread over R, G and B
  std::vector<float> rgba;  // 4 * width * height, row of bounds.y1 first
  std::shared_ptr<const ExrHeader> header;
  std::string file;    // absolute path, as one host tells it to its plugins

  int width() const { return bounds.x2 - bounds.x1; }
  int height() const { return bounds.y2 - bounds.y1; }
  size_t index(int x, int y) const {
    return 4 * ((size_t)(y - bounds.y1) * width() + (x - bounds.x1));
  }
  const float *at(int x, int y) const { return &rgba[index(x, y)]; }
  bool holds(int x, int y) const {
    return x >= bounds.x1 && x < bounds.x2 && y >= bounds.y1 && y < bounds.y2;
  }
};

// Reads R, G, B, A (or Y) of the first part. EXR counts rows downwards; y_up = min + max - y of the
// display window, so that the display window maps onto itself. Throws std::runtime_error.
Picture readExr(const std::string &path);

// The header alone. Throws std::runtime_error.
Picture readExrHeader(const std::string &path);

// A smaller one: box filter where 1/scale is whole, else the nearest pixel.
Picture scaled(const Picture &p, double scale);

// How a file is written.
struct ExrStyle {
  bool compressed = true;  // ZIPS, else not at all
  bool half = true;        // 16 bits a sample, else 32
};

// To a temporary name in the same folder, synced, renamed. Throws std::runtime_error.
void writeExr(const std::string &path, const Picture &p, const ExrStyle &style);
