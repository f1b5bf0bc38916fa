// Frame ranges and file patterns, spelled as everywhere in this project.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "picture.h"

// "1001-1100x2,1200"; throws std::runtime_error.
std::vector<int> parseFrames(const std::string &text);

// plate.%04d.exr, plate.####.exr, or a single file.
class Pattern {
 public:
  explicit Pattern(std::string text);
  bool isSingle() const { return width_ < 0; }
  std::string at(int frame) const;
  // Frames that exist on disk, in order; {0} for a single file.
  std::vector<int> existing() const;

 private:
  std::string before_, after_;
  int width_ = -1;
};

// Pictures of a sequence at one scale. The last few are kept: several calls ask for the same one.
class Sequence {
 public:
  Sequence(Pattern pattern, double scale, int dx, int dy)
      : pattern_(std::move(pattern)), scale_(scale), dx_(dx), dy_(dy) {}
  std::shared_ptr<const Picture> at(int frame);
  const Pattern &pattern() const { return pattern_; }

 private:
  struct Entry {
    int frame;
    std::shared_ptr<const Picture> picture;
  };
  Pattern pattern_;
  double scale_;
  int dx_, dy_;
  std::mutex lock_;
  std::vector<Entry> recent_;
};
