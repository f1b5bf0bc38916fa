#include "likeness_pixels.h"
#include "wide.h"

#include <cfloat>
#include <cmath>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

// One pixel; the compiler makes one instruction of each operation where the processor has it.
typedef float Pixel __attribute__((vector_size(16)));

Pixel load(const float* p) {
  Pixel v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

void store(float* p, Pixel v) { std::memcpy(p, &v, sizeof v); }

float finite(float v) { return std::fabs(v) <= FLT_MAX ? v : 0.0f; }

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

// Where a crop's sample lies along one axis: the pixel before it, and how far beyond that.
struct Place {
  int at;
  float part;
};

Place place(double p, int samples) {
  double last = samples - 1.0;
  double q = p > 0 ? (p < last ? p : last) : 0;
  // The last sample is read from the pair before it, so that no pair reaches over the edge.
  int at = static_cast<int>(q);
  if (at > samples - 2) at = samples - 2;
  return {at, static_cast<float>(q - at)};
}

struct Picture {
  const float* from;
  ptrdiff_t stored;
  int x0;
  int y0;
  int width;
  int height;

  const float* at(int x, int y) const { return from + 4 * ((y - y0) * stored + (x - x0)); }

  Pixel sample(double u, double v) const {
    Place x = place(u, width);
    Place y = place(v, height);
    const float* p = at(x.at, y.at);
    const float* q = p + 4 * stored;
    Pixel a = load(p);
    Pixel b = load(q);
    Pixel top = a + x.part * (load(p + 4) - a);
    Pixel low = b + x.part * (load(q + 4) - b);
    return top + y.part * (low - top);
  }
};

#if defined(__x86_64__)
// Places of four samples along one axis.
struct Places {
  __m128i at;
  __m128 part;
};

__attribute__((target("avx2"))) inline Places places(__m256d p, int samples) {
  __m256d q = _mm256_min_pd(_mm256_max_pd(p, _mm256_setzero_pd()), _mm256_set1_pd(samples - 1.0));
  __m128i at = _mm_min_epi32(_mm256_cvttpd_epi32(q), _mm_set1_epi32(samples - 2));
  return {at, _mm256_cvtpd_ps(_mm256_sub_pd(q, _mm256_cvtepi32_pd(at)))};
}

// Two pixels that lie side by side, as one register.
__attribute__((target("avx2"))) inline __m256 both(__m128 a, __m128 b) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(a), b, 1);
}

// Two floats at each of two places.
__attribute__((target("avx2"))) inline __m128 pairs(const float* a, const float* b) {
  __m128 low = _mm_castpd_ps(_mm_load_sd(reinterpret_cast<const double*>(a)));
  return _mm_loadh_pi(low, reinterpret_cast<const __m64*>(b));
}

__attribute__((target("avx2"))) void fourSamplesWide(const Picture& picture, double u, double v,
                                                     double right, double rightDown, int x,
                                                     float* to, ptrdiff_t plane, ptrdiff_t ahead) {
  __m256d step = _mm256_set_pd(x + 3.0, x + 2.0, x + 1.0, x);
  Places across = places(_mm256_add_pd(_mm256_set1_pd(u), _mm256_mul_pd(step, _mm256_set1_pd(right))),
                         picture.width);
  Places along = places(
      _mm256_add_pd(_mm256_set1_pd(v), _mm256_mul_pd(step, _mm256_set1_pd(rightDown))),
      picture.height);
  alignas(16) int columns[4];
  alignas(16) int rows[4];
  _mm_store_si128(reinterpret_cast<__m128i*>(columns), across.at);
  _mm_store_si128(reinterpret_cast<__m128i*>(rows), along.at);
  __m128 out[4];
  for (int i = 0; i < 4; i += 2) {
    const float* p = picture.at(columns[i], rows[i]);
    const float* q = picture.at(columns[i + 1], rows[i + 1]);
    _mm_prefetch(reinterpret_cast<const char*>(p + ahead), _MM_HINT_T0);
    _mm_prefetch(reinterpret_cast<const char*>(p + ahead + 4 * picture.stored), _MM_HINT_T0);
    __m256 p0 = _mm256_loadu_ps(p);
    __m256 q0 = _mm256_loadu_ps(q);
    __m256 p1 = _mm256_loadu_ps(p + 4 * picture.stored);
    __m256 q1 = _mm256_loadu_ps(q + 4 * picture.stored);
    __m128 parts = i == 0 ? _mm_unpacklo_ps(across.part, along.part)
                          : _mm_unpackhi_ps(across.part, along.part);
    __m256 fx = both(_mm_shuffle_ps(parts, parts, 0x00), _mm_shuffle_ps(parts, parts, 0xAA));
    __m256 fy = both(_mm_shuffle_ps(parts, parts, 0x55), _mm_shuffle_ps(parts, parts, 0xFF));
    __m256 a = _mm256_permute2f128_ps(p0, q0, 0x20);
    __m256 b = _mm256_permute2f128_ps(p1, q1, 0x20);
    __m256 top = _mm256_add_ps(
        a, _mm256_mul_ps(fx, _mm256_sub_ps(_mm256_permute2f128_ps(p0, q0, 0x31), a)));
    __m256 low = _mm256_add_ps(
        b, _mm256_mul_ps(fx, _mm256_sub_ps(_mm256_permute2f128_ps(p1, q1, 0x31), b)));
    __m256 v2 = _mm256_add_ps(top, _mm256_mul_ps(fy, _mm256_sub_ps(low, top)));
    out[i] = _mm256_castps256_ps128(v2);
    out[i + 1] = _mm256_extractf128_ps(v2, 1);
  }
  _MM_TRANSPOSE4_PS(out[0], out[1], out[2], out[3]);
  _mm_storeu_ps(to + x, out[0]);
  _mm_storeu_ps(to + plane + x, out[1]);
  _mm_storeu_ps(to + 2 * plane + x, out[2]);
}

// What the samples of an upright crop's rows have in common: a pixel and a part for each column.
constexpr int kMostColumns = 256;

struct Columns {
  alignas(32) int at[kMostColumns];
  alignas(32) float part[kMostColumns];
};

__attribute__((target("avx2"))) void columns(const Picture& picture, double u, double right, int size,
                                             Columns& out) {
  for (int x = 0; x + 4 <= size; x += 4) {
    __m256d step = _mm256_set_pd(x + 3.0, x + 2.0, x + 1.0, x);
    Places across = places(_mm256_add_pd(_mm256_set1_pd(u), _mm256_mul_pd(step, _mm256_set1_pd(right))),
                           picture.width);
    _mm_store_si128(reinterpret_cast<__m128i*>(out.at + x),
                    _mm_slli_epi32(_mm_sub_epi32(across.at, _mm_set1_epi32(picture.x0)), 2));
    _mm_store_ps(out.part + x, across.part);
  }
}

// A row of an upright crop: its samples lie between the same two rows of the picture.
__attribute__((target("avx2"))) int uprightByFour(const Picture& picture, const Columns& columns,
                                                  double v, int size, float* to, ptrdiff_t plane,
                                                  ptrdiff_t ahead) {
  Place along = place(v, picture.height);
  const float* upper = picture.from + 4 * (along.at - picture.y0) * picture.stored;
  const float* lower = upper + 4 * picture.stored;
  __m256 fy = _mm256_set1_ps(along.part);
  int x = 0;
  for (; x + 4 <= size; x += 4) {
    __m128 out[4];
    for (int i = 0; i < 4; i += 2) {
      int left = columns.at[x + i];
      int right = columns.at[x + i + 1];
      _mm_prefetch(reinterpret_cast<const char*>(upper + left + ahead), _MM_HINT_T0);
      _mm_prefetch(reinterpret_cast<const char*>(lower + left + ahead), _MM_HINT_T0);
      __m256 p0 = _mm256_loadu_ps(upper + left);
      __m256 q0 = _mm256_loadu_ps(upper + right);
      __m256 p1 = _mm256_loadu_ps(lower + left);
      __m256 q1 = _mm256_loadu_ps(lower + right);
      __m256 fx = both(_mm_set1_ps(columns.part[x + i]), _mm_set1_ps(columns.part[x + i + 1]));
      __m256 a = _mm256_permute2f128_ps(p0, q0, 0x20);
      __m256 b = _mm256_permute2f128_ps(p1, q1, 0x20);
      __m256 top = _mm256_add_ps(
          a, _mm256_mul_ps(fx, _mm256_sub_ps(_mm256_permute2f128_ps(p0, q0, 0x31), a)));
      __m256 low = _mm256_add_ps(
          b, _mm256_mul_ps(fx, _mm256_sub_ps(_mm256_permute2f128_ps(p1, q1, 0x31), b)));
      __m256 sum = _mm256_add_ps(top, _mm256_mul_ps(fy, _mm256_sub_ps(low, top)));
      out[i] = _mm256_castps256_ps128(sum);
      out[i + 1] = _mm256_extractf128_ps(sum, 1);
    }
    _MM_TRANSPOSE4_PS(out[0], out[1], out[2], out[3]);
    _mm_storeu_ps(to + x, out[0]);
    _mm_storeu_ps(to + plane + x, out[1]);
    _mm_storeu_ps(to + 2 * plane + x, out[2]);
  }
  return x;
}

__attribute__((target("avx2"))) int lineByFour(const Picture& picture, double u, double v,
                                               double right, double rightDown, int size, float* to,
                                               ptrdiff_t plane, ptrdiff_t ahead) {
  int x = 0;
  for (; x + 4 <= size; x += 4) fourSamplesWide(picture, u, v, right, rightDown, x, to, plane, ahead);
  return x;
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
    // An entry and the one after it at once; many processors take longer to gather them.
    alignas(32) int32_t from[8];
    _mm256_store_si256(reinterpret_cast<__m256i*>(from), at);
    __m256 some = both(pairs(table + from[0], table + from[1]), pairs(table + from[4], table + from[5]));
    __m256 more = both(pairs(table + from[2], table + from[3]), pairs(table + from[6], table + from[7]));
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

void lk_pixels_crop(const float* from, int32_t stored, int32_t x0, int32_t y0, int32_t width,
                    int32_t height, double u0, double v0, double right, double right_down,
                    double down, double down_right, int32_t size, int32_t clean, float* out) {
  Picture picture{from, stored, x0, y0, width, height};
  ptrdiff_t plane = static_cast<ptrdiff_t>(size) * size;
#if defined(__x86_64__)
  // Where the crop's next row lies, whose pixels are called for while this one is worked on. It may lie
  // outside the picture: that harms nothing.
  ptrdiff_t ahead = 4 * (std::lrint(down) * stored + std::lrint(down_right));
  Columns common;
  bool upright = wide() && right_down == 0 && down_right == 0 && size <= kMostColumns;
  if (upright) columns(picture, u0, right, size, common);
#endif
  for (int y = 0; y < size; y++) {
    double u = u0 + y * down_right;
    double v = v0 + y * down;
    float* to = out + static_cast<ptrdiff_t>(y) * size;
    int x = 0;
#if defined(__x86_64__)
    if (upright) {
      x = uprightByFour(picture, common, v, size, to, plane, ahead);
    } else if (wide()) {
      x = lineByFour(picture, u, v, right, right_down, size, to, plane, ahead);
    }
#endif
    for (; x < size; x++) {
      Pixel p = picture.sample(u + x * right, v + x * right_down);
      for (int k = 0; k < 3; k++) to[k * plane + x] = p[k];
    }
  }
  for (ptrdiff_t i = 0; clean != 0 && i < 3 * plane; i++) out[i] = finite(out[i]);
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
