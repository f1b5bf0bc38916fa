#include "likeness_pixels.h"
#include "pixel.h"
#include "wide.h"

#include <cstddef>
#include <cstring>

namespace {

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
