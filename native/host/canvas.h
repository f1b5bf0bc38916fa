// A picture to draw an overlay into: 8-bit RGB, rows from the top when it is written.
#pragma once

#include <string>
#include <vector>

#include "abi.h"
#include "picture.h"

class Canvas {
 public:
  // The plate in the brightness of a screen, as what is drawn over.
  explicit Canvas(const Picture &plate);

  // Canonical coordinates to pixels of the canvas, y up.
  double toPixelX(double x) const { return x * scale_ / aspect_ - bounds_.x1; }
  double toPixelY(double y) const { return y * scale_ - bounds_.y1; }
  void setScale(double s) { scale_ = s; }

  void line(ofx::PointD a, ofx::PointD b, const ofx::ColourF &c, float width);
  void fill(const std::vector<ofx::PointD> &polygon, const ofx::ColourF &c);
  void ellipse(ofx::PointD a, ofx::PointD b, const ofx::ColourF &c, float width);
  void text(const std::string &text, ofx::PointD at, const ofx::ColourF &c);

  // Throws std::runtime_error when the file cannot be written.
  void writePng(const std::string &path) const;

 private:
  void dot(int x, int y, const ofx::ColourF &c);
  OfxRectI bounds_;
  double aspect_, scale_ = 1;
  int width_, height_;
  std::vector<unsigned char> rgb_;  // row of bounds_.y1 first
};
