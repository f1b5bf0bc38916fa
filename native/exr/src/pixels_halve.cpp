#include <cfloat>
#include <cmath>
#include <cstddef>

#include "likeness_pixels.h"
#include "pixel.h"
#include "wide.h"

namespace {

// Of two rows of one channel, samples `step` floats apart: the mean of columns 2x and 2x + 1.
float mean(const float* a, const float* b, int step, int x, int width) {
  int left = 2 * x * step;
  int right = (2 * x + 1 < width ? 2 * x + 1 : width - 1) * step;
  float m = 2 * x + 1 < width ? 0.25f * (a[left] + a[right] + (b[left] + b[right]))
                              : 0.5f * (a[left] + b[left]);
  if (std::fabs(m) <= FLT_MAX) return m;
  return 0.25f * finite(a[left]) + 0.25f * finite(a[right]) + 0.25f * finite(b[left]) +
         0.25f * finite(b[right]);
}

// A pixel out of two rows of planes.
void halvePlanes(const float* const (&a)[3], const float* const (&b)[3], int x, int width, float* to) {
  for (int k = 0; k < 3; k++) to[4 * x + k] = mean(a[k], b[k], 1, x, width);
  to[4 * x + 3] = 0;
}

// A pixel out of two rows of pixels.
void halvePixels(const float* a, const float* b, int x, int width, float* to) {
  for (int k = 0; k < 3; k++) to[4 * x + k] = mean(a + k, b + k, 4, x, width);
  to[4 * x + 3] = 0;
}

#if defined(__x86_64__)
#define LK_WIDE __attribute__((target("avx2"))) inline

// A sum that overflows is not finite either, and made again with care.
LK_WIDE bool allFinite(__m256 v) {
  __m256 size = _mm256_andnot_ps(_mm256_set1_ps(-0.0f), v);
  return _mm256_movemask_ps(_mm256_cmp_ps(size, _mm256_set1_ps(FLT_MAX), _CMP_LE_OQ)) == 255;
}

// Of sixteen samples of two rows, in the order 0 1 4 5 2 3 6 7, which spares a step.
LK_WIDE __m256 eightMeans(const float* a, const float* b) {
  __m256 a0 = _mm256_loadu_ps(a);
  __m256 a1 = _mm256_loadu_ps(a + 8);
  __m256 b0 = _mm256_loadu_ps(b);
  __m256 b1 = _mm256_loadu_ps(b + 8);
  __m256 above = _mm256_add_ps(_mm256_shuffle_ps(a0, a1, 0x88), _mm256_shuffle_ps(a0, a1, 0xDD));
  __m256 below = _mm256_add_ps(_mm256_shuffle_ps(b0, b1, 0x88), _mm256_shuffle_ps(b0, b1, 0xDD));
  return _mm256_mul_ps(_mm256_set1_ps(0.25f), _mm256_add_ps(above, below));
}

__attribute__((target("avx2"))) int halvePlanesWide(const float* const (&a)[3],
                                                    const float* const (&b)[3], int width, float* to) {
  __m256 zero = _mm256_setzero_ps();
  int x = 0;
  for (; 2 * x + 16 <= width; x += 8) {
    __m256 red = eightMeans(a[0] + 2 * x, b[0] + 2 * x);
    __m256 green = eightMeans(a[1] + 2 * x, b[1] + 2 * x);
    __m256 blue = eightMeans(a[2] + 2 * x, b[2] + 2 * x);
    // Multiplied by 0 nothing is left but what is not finite.
    __m256 any = _mm256_add_ps(_mm256_add_ps(_mm256_mul_ps(red, zero), _mm256_mul_ps(green, zero)),
                               _mm256_mul_ps(blue, zero));
    if (!allFinite(any)) {
      for (int i = x; i < x + 8; i++) halvePlanes(a, b, i, width, to);
      continue;
    }
    __m256 low = _mm256_unpacklo_ps(red, green);
    __m256 high = _mm256_unpackhi_ps(red, green);
    __m256 lowBlue = _mm256_unpacklo_ps(blue, zero);
    __m256 highBlue = _mm256_unpackhi_ps(blue, zero);
    __m256 p02 = _mm256_shuffle_ps(low, lowBlue, 0x44);
    __m256 p13 = _mm256_shuffle_ps(low, lowBlue, 0xEE);
    __m256 p46 = _mm256_shuffle_ps(high, highBlue, 0x44);
    __m256 p57 = _mm256_shuffle_ps(high, highBlue, 0xEE);
    _mm256_storeu_ps(to + 4 * x, _mm256_permute2f128_ps(p02, p13, 0x20));
    _mm256_storeu_ps(to + 4 * x + 8, _mm256_permute2f128_ps(p02, p13, 0x31));
    _mm256_storeu_ps(to + 4 * x + 16, _mm256_permute2f128_ps(p46, p57, 0x20));
    _mm256_storeu_ps(to + 4 * x + 24, _mm256_permute2f128_ps(p46, p57, 0x31));
  }
  return x;
}

// Two pixels out of four of two rows each.
__attribute__((target("avx2"))) int halvePixelsWide(const float* a, const float* b, int width, float* to) {
  int x = 0;
  for (; 2 * x + 4 <= width; x += 2) {
    __m256 a0 = _mm256_loadu_ps(a + 8 * x);
    __m256 a1 = _mm256_loadu_ps(a + 8 * x + 8);
    __m256 b0 = _mm256_loadu_ps(b + 8 * x);
    __m256 b1 = _mm256_loadu_ps(b + 8 * x + 8);
    __m256 above = _mm256_add_ps(_mm256_permute2f128_ps(a0, a1, 0x20), _mm256_permute2f128_ps(a0, a1, 0x31));
    __m256 below = _mm256_add_ps(_mm256_permute2f128_ps(b0, b1, 0x20), _mm256_permute2f128_ps(b0, b1, 0x31));
    __m256 m = _mm256_mul_ps(_mm256_set1_ps(0.25f), _mm256_add_ps(above, below));
    if (allFinite(m)) {
      _mm256_storeu_ps(to + 4 * x, _mm256_blend_ps(m, _mm256_setzero_ps(), 0x88));
    } else {
      halvePixels(a, b, x, width, to);
      halvePixels(a, b, x + 1, width, to);
    }
  }
  return x;
}
#endif

}  // namespace

void lk_pixels_halve_planes(const float* r, const float* g, const float* b, int32_t width,
                            int32_t rows, float* to, int32_t to_row) {
  int half = (width + 1) / 2;
  for (int y = 0; y < rows; y += 2) {
    ptrdiff_t up = static_cast<ptrdiff_t>(y) * width;
    ptrdiff_t down = static_cast<ptrdiff_t>(y + 1 < rows ? y + 1 : y) * width;
    const float* const above[3] = {r + up, g + up, b + up};
    const float* const below[3] = {r + down, g + down, b + down};
    float* row = to + 4 * static_cast<ptrdiff_t>(to_row + y / 2) * half;
    int x = 0;
#if defined(__x86_64__)
    if (wide()) x = halvePlanesWide(above, below, width, row);
#endif
    for (; x < half; x++) halvePlanes(above, below, x, width, row);
  }
}

void lk_pixels_halve(const float* from, int32_t width, int32_t height, float* to) {
  int half = (width + 1) / 2;
  for (int y = 0; y < (height + 1) / 2; y++, to += 4 * static_cast<ptrdiff_t>(half)) {
    const float* a = from + 8 * static_cast<ptrdiff_t>(y) * width;
    const float* b = 2 * y + 1 < height ? a + 4 * static_cast<ptrdiff_t>(width) : a;
    int x = 0;
#if defined(__x86_64__)
    if (wide()) x = halvePixelsWide(a, b, width, to);
#endif
    for (; x < half; x++) halvePixels(a, b, x, width, to);
  }
}
