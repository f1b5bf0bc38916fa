#include <cstddef>

#include "likeness_pixels.h"
#include "pixel.h"

namespace {

#if defined(__x86_64__)
__m128 reversed(__m128 v) { return _mm_shuffle_ps(v, v, 0x1B); }

// Four by four samples. Across: those of a row come from a row, else from a column. Back: the rows that
// are read, whichever they become, are read from their end.
template <bool Across, bool Back>
inline void turnFour(const float* from, ptrdiff_t line, float* to, ptrdiff_t row) {
  __m128 v[4];
  for (int i = 0; i < 4; i++) {
    v[i] = Back ? reversed(_mm_loadu_ps(from + i * line - 3)) : _mm_loadu_ps(from + i * line);
  }
  if (!Across) _MM_TRANSPOSE4_PS(v[0], v[1], v[2], v[3]);
  for (int i = 0; i < 4; i++) _mm_storeu_ps(to + i * row, v[i]);
}

template <bool Across, bool Back>
void turnWhole(const float* from, ptrdiff_t line, ptrdiff_t whole, ptrdiff_t n, float* to) {
  // Whole rows where they come from rows; where they come from columns, lines of the cache as whole as rows
  // whose places in it are the same allow.
  const ptrdiff_t block = Across ? 4 : 8;
  ptrdiff_t step = Back ? -1 : 1;
  ptrdiff_t right = Across ? step : line;
  ptrdiff_t down = Across ? line : step;
  for (ptrdiff_t top = 0; top < whole; top += block) {
    ptrdiff_t bottom = top + block < whole ? top + block : whole;
    for (ptrdiff_t x = 0; x < whole; x += 4) {
      for (ptrdiff_t y = top; y < bottom; y += 4) {
        turnFour<Across, Back>(from + y * down + x * right, line, to + y * n + x, n);
      }
    }
  }
}
#endif

// The square whose sample (x, y) lies at from + x * right + y * down; one of these is 1 or -1.
void turnPlane(const float* from, ptrdiff_t right, ptrdiff_t down, ptrdiff_t n, float* to) {
  ptrdiff_t whole = 0;
#if defined(__x86_64__)
  whole = n & ~ptrdiff_t{3};
  if (right == 1) turnWhole<true, false>(from, down, whole, n, to);
  if (right == -1) turnWhole<true, true>(from, down, whole, n, to);
  if (down == 1) turnWhole<false, false>(from, right, whole, n, to);
  if (down == -1) turnWhole<false, true>(from, right, whole, n, to);
#endif
  for (ptrdiff_t y = 0; y < n; y++) {
    for (ptrdiff_t x = y < whole ? whole : 0; x < n; x++) to[y * n + x] = from[y * down + x * right];
  }
}

}  // namespace

void transpose(const float* from, int32_t size, float* to) { turnPlane(from, size, 1, size, to); }

void lk_pixels_turn(const float* from, int32_t size, int32_t quarters, float* to) {
  ptrdiff_t n = size;
  // Where the first sample comes from, and how far a step right and a step down go from there.
  const ptrdiff_t first[4] = {0, n - 1, n * n - 1, (n - 1) * n};
  const ptrdiff_t right[4] = {1, n, -1, -n};
  const ptrdiff_t down[4] = {n, -1, -n, 1};
  for (int c = 0; c < 3; c++, from += n * n, to += n * n) {
    turnPlane(from + first[quarters], right[quarters], down[quarters], n, to);
  }
}
