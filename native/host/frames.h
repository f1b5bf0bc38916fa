// Frame ranges and file patterns, spelled as everywhere in this project.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "image.h"
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

// A frame of a pattern: of a file, or noise of a size (noise:64x48@-3,5) that no file holds. Throws.
Picture readFrameOf(const Pattern &pattern, int frame);

// What is done to the pictures of a sequence on their way in.
struct SequenceLook {
  double scale = 1;
  int dx = 0, dy = 0;   // the data window is moved, EXR's y
  double aspect = 0;    // of a pixel; 0: what the file says
  Depth rounded = Depth::Float;  // pixels hold what would come back from images of this depth
};

// Pictures of a sequence. The last few are kept: several calls ask for the same one.
class Sequence {
 public:
  Sequence(Pattern pattern, const SequenceLook &look) : pattern_(std::move(pattern)), look_(look) {}
  std::shared_ptr<const Picture> at(int frame);
  const Pattern &pattern() const { return pattern_; }

 private:
  struct Entry {
    int frame;
    std::shared_ptr<const Picture> picture;
  };
  Pattern pattern_;
  SequenceLook look_;
  std::mutex lock_;
  std::vector<Entry> recent_;
};
