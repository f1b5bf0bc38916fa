// A picture as the host holds it: float RGBA, rows from the bottom, and what an EXR says around it.
#pragma once

#include <ImfHeader.h>

#include <string>
#include <vector>

#include "../boot/ofx_abi.h"

struct Picture {
  OfxRectI bounds{};   // pixels that exist, y up
  OfxRectI format{};   // display window, y up
  double aspect = 1;
  bool hasAlpha = false;
  std::vector<float> rgba;  // 4 * width * height, row of bounds.y1 first
  Imf::Header header;       // for the attributes
  std::string file;         // absolute path, as one host tells it to its plugins

  int width() const { return bounds.x2 - bounds.x1; }
  int height() const { return bounds.y2 - bounds.y1; }
  const float *at(int x, int y) const {
    return &rgba[4 * ((size_t)(y - bounds.y1) * width() + (x - bounds.x1))];
  }
};

// Reads R, G, B, A (or Y) of the first part. EXR counts rows downwards; y_up = min + max - y of the
// display window, so that the display window maps onto itself. Throws std::runtime_error.
Picture readExr(const std::string &path);

// The header alone. Throws std::runtime_error.
Picture readExrHeader(const std::string &path);

// A smaller one: box filter where 1/scale is whole, else the nearest pixel.
Picture scaled(const Picture &p, double scale);

// Half RGBA, ZIPS or not compressed, to a temporary name in the same folder, synced, renamed. Throws.
void writeExr(const std::string &path, const Picture &p, bool compressed = true);
