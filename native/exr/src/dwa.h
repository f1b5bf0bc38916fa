// Rows of plates packed as DWAA or DWAB, for the case that nearly all plates are: one red, green and
// blue of half floats. Gives the bits that OpenEXR gives, in half its time: channels that nobody asked
// for are not unpacked, squares of one colour are made once, and halves become floats on the way.
#ifndef LIKENESS_EXR_DWA_H
#define LIKENESS_EXR_DWA_H

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dwa_codes.h"
#include "dwa_squares.h"

struct libdeflate_decompressor;

namespace likeness {

// Where a packed block's rows go.
struct DwaTarget {
  int first;              // of the block's rows, the first one asked for
  int last;               // one past the last
  float* planes[3];       // in the order the channels were named; row `first` at column 0
  int64_t row_stride;     // bytes
};

// One file's; keeps its memory from block to block. For one thread.
class DwaUnpacker {
 public:
  // Throws std::bad_alloc.
  DwaUnpacker();

  // Whether this processor can.
  static bool available();

  // A channel of the file.
  struct Channel {
    std::string name;
    bool half;
  };

  // A block of a file: its part, the first of its rows, and which three of the file's channels are
  // wanted.
  struct Block {
    int part;
    int top;
    int32_t wanted[3];
  };

  // Whether this is the block that was opened last.
  bool holds(const Block& block) const;

  // Unpacks what a block's rows are made of.
  //
  // data: the block as it lies in the file, `size` bytes; not needed any more afterwards
  // width, rows: pixels of the block
  // channels: all of the file's, in its order, none of them subsampled
  //
  // Returns false where the block is not of the kind that it knows, or not whole: then OpenEXR is to be
  // asked, which says what is wrong.
  bool open(const Block& block, const char* data, size_t size, int width, int rows,
            const std::vector<Channel>& channels);

  // Makes some rows of the block that was opened last; quickest from the top down, by eights. Returns
  // false as `open` does. Something may have been written by then.
  bool rows(const DwaTarget& target);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* inflater) const;
  };

  bool unpackDirect(size_t count, const unsigned char* packed, size_t size);
  bool inflated(const unsigned char* packed, size_t size, unsigned char* out, size_t outSize);

  std::unique_ptr<libdeflate_decompressor, Free> inflater_;
  std::vector<uint16_t> ac_;
  std::vector<uint16_t> dc_;
  std::vector<unsigned char> bytes_;
  CodeReader codes_;
  Block block_{-1, 0, {0, 0, 0}};
  int width_ = 0;
  int rows_ = 0;
  int plane_[3] = {0, 1, 2};  // where the block's red, green and blue go
  size_t acCount_ = 0;
  DwaPlace next_{0, nullptr};
};

}  // namespace likeness
#endif
