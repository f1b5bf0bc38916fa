// Rows of plates packed as DWAA or DWAB, for the case that nearly all plates are: one red, green and
// blue of half floats. Gives the bits that OpenEXR gives, in half its time: channels that nobody asked
// for are not unpacked, squares of one colour are made once, and halves become floats on the way.
#ifndef LIKENESS_EXR_DWA_H
#define LIKENESS_EXR_DWA_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

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
  // Whether this processor can.
  static bool available();

  // A channel of the file.
  struct Channel {
    std::string name;
    bool half;
  };

  // Unpacks three channels of one block.
  //
  // data: the block as it lies in the file, `size` bytes
  // width, rows: pixels of the block
  // channels: all of the file's, in its order, none of them subsampled
  // wanted: three of them
  //
  // Returns false where the block is not of the kind that it knows, or not whole: then OpenEXR is to be
  // asked, which says what is wrong. Something may have been written by then.
  bool unpack(const char* data, size_t size, int width, int rows, const std::vector<Channel>& channels,
              const int32_t (&wanted)[3], const DwaTarget& target);

 private:
  bool unpackDirect(size_t count, const unsigned char* packed, size_t size);

  std::vector<uint16_t> ac_;
  std::vector<uint16_t> dc_;
  std::vector<unsigned char> bytes_;
};

}  // namespace likeness
#endif
