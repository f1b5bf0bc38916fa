// Squares of eight by eight pixels out of the numbers that DWA stores of them.
#ifndef LIKENESS_EXR_DWA_SQUARES_H
#define LIKENESS_EXR_DWA_SQUARES_H

#include <cstddef>
#include <cstdint>

namespace likeness {

// The squares of some rows, and where their pixels go.
struct DwaSquares {
  int width;
  int rows;
  int first;           // of the rows, the first one asked for
  int last;            // one past the last
  int64_t row_stride;  // bytes
  float* planes[3];    // red, green and blue; row `first` at column 0

  float* at(int c, int y) const {
    return reinterpret_cast<float*>(reinterpret_cast<char*>(planes[c]) + (y - first) * row_stride);
  }
};

// Whether this processor can.
bool canUnpackSquares();

// dc: the means of luminance of all squares, then of its two differences of colour, as half floats on
// the curve. ac: up to acEnd, the other numbers, square by square, runs of zeros as one number.
// Returns false where those end too early.
bool unpackSquares(const DwaSquares& s, const uint16_t* dc, const uint16_t* ac, const uint16_t* acEnd);

}  // namespace likeness
#endif
