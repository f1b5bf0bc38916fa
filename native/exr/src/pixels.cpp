#include "likeness_pixels.h"
#include "pixel.h"
#include "wide.h"

#include <cfloat>
#include <cmath>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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

#if defined(__x86_64__)
__m128 fourMeans(const float* a, const float* b) {
  __m128 a0 = _mm_loadu_ps(a);
  __m128 a1 = _mm_loadu_ps(a + 4);
  __m128 b0 = _mm_loadu_ps(b);
  __m128 b1 = _mm_loadu_ps(b + 4);
  __m128 above = _mm_add_ps(_mm_shuffle_ps(a0, a1, 0x88), _mm_shuffle_ps(a0, a1, 0xDD));
  __m128 below = _mm_add_ps(_mm_shuffle_ps(b0, b1, 0x88), _mm_shuffle_ps(b0, b1, 0xDD));
  return _mm_mul_ps(_mm_set1_ps(0.25f), _mm_add_ps(above, below));
}

bool allFinite(__m128 v) {
  __m128 size = _mm_andnot_ps(_mm_set1_ps(-0.0f), v);
  return _mm_movemask_ps(_mm_cmple_ps(size, _mm_set1_ps(FLT_MAX))) == 15;
}
#endif

// A row of pixels out of two rows of planes.
void halveRow(const float* const (&a)[3], const float* const (&b)[3], int width, float* to) {
  int half = (width + 1) / 2;
  int x = 0;
#if defined(__x86_64__)
  for (; 2 * x + 8 <= width; x += 4) {
    __m128 r = fourMeans(a[0] + 2 * x, b[0] + 2 * x);
    __m128 g = fourMeans(a[1] + 2 * x, b[1] + 2 * x);
    __m128 c = fourMeans(a[2] + 2 * x, b[2] + 2 * x);
    // Multiplied by 0 nothing is left but what is not finite.
    __m128 zero = _mm_setzero_ps();
    __m128 any = _mm_add_ps(_mm_add_ps(_mm_mul_ps(r, zero), _mm_mul_ps(g, zero)), _mm_mul_ps(c, zero));
    if (!allFinite(any)) {
      for (int i = x; i < x + 4; i++) {
        for (int k = 0; k < 3; k++) to[4 * i + k] = mean(a[k], b[k], 1, i, width);
        to[4 * i + 3] = 0;
      }
      continue;
    }
    _MM_TRANSPOSE4_PS(r, g, c, zero);
    _mm_storeu_ps(to + 4 * x, r);
    _mm_storeu_ps(to + 4 * x + 4, g);
    _mm_storeu_ps(to + 4 * x + 8, c);
    _mm_storeu_ps(to + 4 * x + 12, zero);
  }
#endif
  for (; x < half; x++) {
    for (int k = 0; k < 3; k++) to[4 * x + k] = mean(a[k], b[k], 1, x, width);
    to[4 * x + 3] = 0;
  }
}

#if defined(__x86_64__)
__m128 reversed(__m128 v) { return _mm_shuffle_ps(v, v, 0x1B); }

// Four by four samples; one of `right` and `down` is 1 or -1.
void turnFour(const float* from, ptrdiff_t right, ptrdiff_t down, float* to, ptrdiff_t row) {
  __m128 v[4];
  bool across = right == 1 || right == -1;
  ptrdiff_t line = across ? down : right;
  bool back = (across ? right : down) < 0;
  for (int i = 0; i < 4; i++) {
    v[i] = back ? reversed(_mm_loadu_ps(from + i * line - 3)) : _mm_loadu_ps(from + i * line);
  }
  if (!across) _MM_TRANSPOSE4_PS(v[0], v[1], v[2], v[3]);
  for (int i = 0; i < 4; i++) _mm_storeu_ps(to + i * row, v[i]);
}
#endif

float curved(float v, const float* table, float lowest, float highest, int shift, float piece) {
  if (!(v > lowest)) return 0.0f;
  if (v >= highest) return 1.0f;
  uint32_t first;
  std::memcpy(&first, &lowest, sizeof first);
  uint32_t bits;
  std::memcpy(&bits, &v, sizeof bits);
  uint32_t i = (bits >> shift) - (first >> shift);
  float below = table[i];
  float rest = static_cast<float>(static_cast<int32_t>(bits & ((1u << shift) - 1)));
  return below + rest * piece * (table[i + 1] - below);
}

#if defined(__x86_64__)
// Two floats at each of two places.
__attribute__((target("avx2"))) inline __m128 pairs(const float* a, const float* b) {
  __m128 low = _mm_castpd_ps(_mm_load_sd(reinterpret_cast<const double*>(a)));
  return _mm_loadh_pi(low, reinterpret_cast<const __m64*>(b));
}

// Two places in a table that share a register.
struct Two {
  uint32_t low, high;
  explicit Two(int64_t v)
      : low(static_cast<uint32_t>(v)), high(static_cast<uint32_t>(static_cast<uint64_t>(v) >> 32)) {}
};

__attribute__((target("avx2"))) int curvedByEight(float* v, int count, float gain, float low,
                                                  float range, const float* table, float lowest,
                                                  float highest, int shift, float piece) {
  int32_t first;
  std::memcpy(&first, &lowest, sizeof first);
  __m256i start = _mm256_set1_epi32(first >> shift);
  __m256i mask = _mm256_set1_epi32((1 << shift) - 1);
  __m128i by = _mm_cvtsi32_si128(shift);
  __m256 least = _mm256_set1_ps(lowest);
  __m256 most = _mm256_set1_ps(highest);
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    __m256 x = _mm256_mul_ps(_mm256_loadu_ps(v + i), _mm256_set1_ps(gain));
    __m256 dark = _mm256_cmp_ps(x, least, _CMP_NGT_UQ);
    __m256 bright = _mm256_cmp_ps(x, most, _CMP_GE_OQ);
    // What the table does not hold is read at its start and replaced below.
    __m256 inside = _mm256_blendv_ps(x, least, _mm256_or_ps(dark, bright));
    __m256i bits = _mm256_castps_si256(inside);
    __m256i at = _mm256_sub_epi32(_mm256_srl_epi32(bits, by), start);
    // An entry and the one after it at once; many processors take longer to gather them. The places
    // come out of the register in twos, which is faster than by way of memory.
    __m128i half = _mm256_extracti128_si256(at, 1);
    Two a(_mm_cvtsi128_si64(_mm256_castsi256_si128(at)));
    Two b(_mm_extract_epi64(_mm256_castsi256_si128(at), 1));
    Two c(_mm_cvtsi128_si64(half));
    Two d(_mm_extract_epi64(half, 1));
    __m256 some = both(pairs(table + a.low, table + a.high), pairs(table + c.low, table + c.high));
    __m256 more = both(pairs(table + b.low, table + b.high), pairs(table + d.low, table + d.high));
    __m256 below = _mm256_shuffle_ps(some, more, 0x88);
    __m256 above = _mm256_shuffle_ps(some, more, 0xDD);
    __m256 rest = _mm256_cvtepi32_ps(_mm256_and_si256(bits, mask));
    __m256 y = _mm256_add_ps(below, _mm256_mul_ps(_mm256_mul_ps(rest, _mm256_set1_ps(piece)),
                                                  _mm256_sub_ps(above, below)));
    y = _mm256_blendv_ps(y, _mm256_set1_ps(1), bright);
    y = _mm256_andnot_ps(dark, y);
    _mm256_storeu_ps(v + i, _mm256_add_ps(_mm256_set1_ps(low),
                                          _mm256_mul_ps(_mm256_set1_ps(range), y)));
  }
  return i;
}

#endif

}  // namespace

int32_t lk_pixels_abi(void) { return LK_PIXELS_ABI; }

void lk_pixels_pack(const float* r, const float* g, const float* b, int32_t from, int32_t stride,
                    int32_t count, int32_t rows, float* to, int32_t at) {
  float* p = to + 4 * static_cast<ptrdiff_t>(at);
  for (int y = 0; y < rows; y++, from += stride, p += 4 * static_cast<ptrdiff_t>(count)) {
    int i = 0;
#if defined(__x86_64__)
    for (; i + 4 <= count; i += 4) {
      __m128 v0 = _mm_loadu_ps(r + from + i);
      __m128 v1 = _mm_loadu_ps(g + from + i);
      __m128 v2 = _mm_loadu_ps(b + from + i);
      __m128 v3 = _mm_setzero_ps();
      _MM_TRANSPOSE4_PS(v0, v1, v2, v3);
      _mm_storeu_ps(p + 4 * i, v0);
      _mm_storeu_ps(p + 4 * i + 4, v1);
      _mm_storeu_ps(p + 4 * i + 8, v2);
      _mm_storeu_ps(p + 4 * i + 12, v3);
    }
#endif
    for (; i < count; i++) store(p + 4 * i, Pixel{r[from + i], g[from + i], b[from + i], 0});
  }
}

void lk_pixels_halve_planes(const float* r, const float* g, const float* b, int32_t width,
                            int32_t rows, float* to, int32_t to_row) {
  ptrdiff_t half = (width + 1) / 2;
  for (int y = 0; y < rows; y += 2) {
    ptrdiff_t up = static_cast<ptrdiff_t>(y) * width;
    ptrdiff_t down = static_cast<ptrdiff_t>(y + 1 < rows ? y + 1 : y) * width;
    const float* const above[3] = {r + up, g + up, b + up};
    const float* const below[3] = {r + down, g + down, b + down};
    halveRow(above, below, width, to + 4 * (to_row + y / 2) * half);
  }
}

void lk_pixels_halve(const float* from, int32_t width, int32_t height, float* to) {
  int w = (width + 1) / 2;
  int h = (height + 1) / 2;
  Pixel zero = {};
  for (int y = 0; y < h; y++) {
    const float* a = from + 8 * static_cast<ptrdiff_t>(y) * width;
    const float* b = 2 * y + 1 < height ? a + 4 * static_cast<ptrdiff_t>(width) : a;
    for (int x = 0; x < w; x++, to += 4) {
      if (2 * x + 1 < width) {
        Pixel m = 0.25f * (load(a + 8 * x) + load(a + 8 * x + 4) +
                           (load(b + 8 * x) + load(b + 8 * x + 4)));
        Pixel left = m * zero;
        if (left[0] + left[1] + left[2] == 0) {
          store(to, m);
          continue;
        }
      }
      for (int k = 0; k < 3; k++) to[k] = mean(a + k, b + k, 4, x, width);
      to[3] = 0;
    }
  }
}

void lk_pixels_curve(float* v, int32_t count, float gain, float low, float high,
                     const float* table, float lowest, float highest, int32_t shift) {
  float range = high - low;
  float piece = 1.0f / static_cast<float>(1 << shift);
  int i = 0;
#if defined(__x86_64__)
  if (wide()) {
    i = curvedByEight(v, count, gain, low, range, table, lowest, highest, shift, piece);
  }
#endif
  for (; i < count; i++) {
    v[i] = low + range * curved(v[i] * gain, table, lowest, highest, shift, piece);
  }
}

void lk_pixels_turn(const float* from, int32_t size, int32_t quarters, float* to) {
  ptrdiff_t n = size;
  // Where the first sample comes from, and how far a step right and a step down go from there.
  const ptrdiff_t first[4] = {0, n - 1, n * n - 1, (n - 1) * n};
  const ptrdiff_t right[4] = {1, n, -1, -n};
  const ptrdiff_t down[4] = {n, -1, -n, 1};
  for (int c = 0; c < 3; c++, from += n * n, to += n * n) {
    ptrdiff_t y = 0;
#if defined(__x86_64__)
    for (; y + 4 <= n; y += 4) {
      ptrdiff_t x = 0;
      for (; x + 4 <= n; x += 4) {
        turnFour(from + first[quarters] + y * down[quarters] + x * right[quarters],
                 right[quarters], down[quarters], to + y * n + x, n);
      }
      for (; x < n; x++) {
        for (int k = 0; k < 4; k++) {
          to[(y + k) * n + x] = from[first[quarters] + (y + k) * down[quarters] + x * right[quarters]];
        }
      }
    }
#endif
    for (; y < n; y++) {
      for (ptrdiff_t x = 0; x < n; x++) {
        to[y * n + x] = from[first[quarters] + y * down[quarters] + x * right[quarters]];
      }
    }
  }
}
