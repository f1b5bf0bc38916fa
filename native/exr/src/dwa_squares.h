// Squares of eight by eight pixels out of the numbers that DWA stores of them.
#ifndef LIKENESS_EXR_DWA_SQUARES_H
#define LIKENESS_EXR_DWA_SQUARES_H

#include <cstddef>
#include <cstdint>

namespace likeness {

// A block of squares, and where the pixels of some of its rows go.
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

// Where a row of squares begins in the list of their numbers.
struct DwaPlace {
  int row;             // of squares
  const uint16_t* ac;  // its first number
};

// Makes the rows that are asked for.
//
// dc: the means of luminance of all squares, then of its two differences of colour, as half floats on
// the curve. `from`: a place before them, from which the other numbers go on up to acEnd, square by
// square, runs of zeros as one number; afterwards the place of the row of squares that comes next, or
// of which rows are still to be asked for.
// Returns false where those end too early.
bool unpackSquares(const DwaSquares& s, const uint16_t* dc, DwaPlace& from, const uint16_t* acEnd);

}  // namespace likeness
#endif
