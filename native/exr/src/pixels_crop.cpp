#include "likeness_pixels.h"
#include "pixel.h"
#include "wide.h"

#include <cmath>
#include <cstddef>

namespace {

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

// Two samples, each mixed from a pixel at p or q, the one right of it and the two in the next row.
__attribute__((target("avx2"), always_inline)) inline void twoSamples(const float* p, const float* q,
                                                                     ptrdiff_t row, __m256 fx,
                                                                     __m256 fy, __m128* out) {
  __m256 p0 = _mm256_loadu_ps(p);
  __m256 q0 = _mm256_loadu_ps(q);
  __m256 p1 = _mm256_loadu_ps(p + row);
  __m256 q1 = _mm256_loadu_ps(q + row);
  __m256 a = _mm256_permute2f128_ps(p0, q0, 0x20);
  __m256 b = _mm256_permute2f128_ps(p1, q1, 0x20);
  __m256 top = _mm256_add_ps(
      a, _mm256_mul_ps(fx, _mm256_sub_ps(_mm256_permute2f128_ps(p0, q0, 0x31), a)));
  __m256 low = _mm256_add_ps(
      b, _mm256_mul_ps(fx, _mm256_sub_ps(_mm256_permute2f128_ps(p1, q1, 0x31), b)));
  __m256 sum = _mm256_add_ps(top, _mm256_mul_ps(fy, _mm256_sub_ps(low, top)));
  out[0] = _mm256_castps256_ps128(sum);
  out[1] = _mm256_extractf128_ps(sum, 1);
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
    __m128 parts = i == 0 ? _mm_unpacklo_ps(across.part, along.part)
                          : _mm_unpackhi_ps(across.part, along.part);
    __m256 fx = both(_mm_shuffle_ps(parts, parts, 0x00), _mm_shuffle_ps(parts, parts, 0xAA));
    __m256 fy = both(_mm_shuffle_ps(parts, parts, 0x55), _mm_shuffle_ps(parts, parts, 0xFF));
    twoSamples(p, q, 4 * picture.stored, fx, fy, out + i);
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
  ptrdiff_t row = 4 * static_cast<ptrdiff_t>(picture.stored);
  __m256 fy = _mm256_set1_ps(along.part);
  int x = 0;
  for (; x + 4 <= size; x += 4) {
    __m128 out[4];
    for (int i = 0; i < 4; i += 2) {
      int left = columns.at[x + i];
      int right = columns.at[x + i + 1];
      _mm_prefetch(reinterpret_cast<const char*>(upper + left + ahead), _MM_HINT_T0);
      _mm_prefetch(reinterpret_cast<const char*>(upper + row + left + ahead), _MM_HINT_T0);
      __m256 fx = both(_mm_set1_ps(columns.part[x + i]), _mm_set1_ps(columns.part[x + i + 1]));
      twoSamples(upper + left, upper + right, row, fx, fy, out + i);
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

}  // namespace

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
