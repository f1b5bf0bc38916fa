// Squares of eight by eight, as DWA stores them.
#include "dwa_squares.h"

#include <half.h>

#include <algorithm>
#include <cmath>
#include <memory>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace likeness {
namespace {

constexpr uint16_t kEnd = 0xff00;  // of a square's numbers

#if defined(__x86_64__)

// From the curve to light, by the bits of a half float.
struct Light {
  std::unique_ptr<float[]> of{new float[1 << 16]};

  Light() {
    const double base = static_cast<float>(std::pow(2.7182818, 2.2));
    for (int i = 0; i < 1 << 16; i++) {
      half h;
      h.setBits(static_cast<unsigned short>(i));
      double size = std::fabs(static_cast<float>(h));
      if ((i & 0x7c00) == 0x7c00 || size == 0) {
        of[static_cast<size_t>(i)] = 0;
        continue;
      }
      double v = size <= 1 ? std::pow(size, static_cast<double>(2.2f)) : std::pow(base, size - 1);
      of[static_cast<size_t>(i)] = half(static_cast<float>(i & 0x8000 ? -v : v));
    }
  }
};

const float* light() {
  static const Light table;
  return table.of.get();
}

// Where the numbers of a square lie that are stored in diagonals.
constexpr uint8_t kPlace[64] = {
    0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,  12, 19, 26, 33, 40, 48,
    41, 34, 27, 20, 13, 6,  7,  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23,
    30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63};

// How many rows of a square hold anything, by the last of its numbers that is there.
int rowsWith(int last) {
  return last < 2 ? 1 : last < 3 ? 2 : last < 9 ? 3 : last < 10 ? 4 : last < 20 ? 5 : last < 21 ? 6 : last < 35 ? 7 : 8;
}

// Halves of the cosines of multiples of a sixteenth of a half turn.
constexpr float kA = 3.535536e-01f;
constexpr float kB = 4.903927e-01f;
constexpr float kC = 4.619398e-01f;
constexpr float kD = 4.157349e-01f;
constexpr float kE = 2.777855e-01f;
constexpr float kF = 1.913422e-01f;
constexpr float kG = 9.754573e-02f;

#define LK_WIDE __attribute__((target("avx2,f16c"))) inline

// One row; products and sums in OpenEXR's order.
LK_WIDE __m256 row(__m256 x) {
  const __m256 m0 = _mm256_setr_ps(kA, kA, kA, kA, kB, kD, kE, kG);
  const __m256 m1 = _mm256_setr_ps(kC, kF, -kF, -kC, kD, -kG, -kB, -kE);
  const __m256 m2 = _mm256_setr_ps(kA, -kA, -kA, kA, kE, -kB, kG, kD);
  const __m256 m3 = _mm256_setr_ps(kF, -kC, kC, -kF, kG, -kE, kD, -kB);
  const __m256i zero = _mm256_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1);
  const __m256i two = _mm256_set1_epi32(2);
  __m256i at = zero;
  __m256 x0 = _mm256_mul_ps(_mm256_permutevar8x32_ps(x, at), m0);
  at = _mm256_add_epi32(at, two);
  __m256 x2 = _mm256_mul_ps(_mm256_permutevar8x32_ps(x, at), m1);
  at = _mm256_add_epi32(at, two);
  __m256 x4 = _mm256_mul_ps(_mm256_permutevar8x32_ps(x, at), m2);
  at = _mm256_add_epi32(at, two);
  __m256 x6 = _mm256_mul_ps(_mm256_permutevar8x32_ps(x, at), m3);
  __m256 sum = _mm256_add_ps(_mm256_add_ps(x0, x2), _mm256_add_ps(x4, x6));
  __m256 other = _mm256_permute2f128_ps(sum, sum, 1);
  __m256 front = _mm256_add_ps(sum, other);
  __m256 back = _mm256_sub_ps(sum, other);
  back = _mm256_permutevar8x32_ps(back, _mm256_setr_epi32(0, 0, 0, 0, 3, 2, 1, 0));
  return _mm256_blend_ps(front, back, 0xF0);
}

LK_WIDE __m256 times(float k, __m256 v) { return _mm256_mul_ps(_mm256_set1_ps(k), v); }

// A square out of its numbers; `n` of its rows hold any.
LK_WIDE void square(const uint16_t* numbers, int n, __m256 (&out)[8]) {
  __m256 y[8];
  for (int i = 0; i < 8; i++) {
    y[i] = _mm256_setzero_ps();
    if (i < n) {
      y[i] = row(_mm256_cvtph_ps(_mm_load_si128(reinterpret_cast<const __m128i*>(numbers + 8 * i))));
    }
  }
  __m256 o0 = _mm256_add_ps(_mm256_add_ps(times(kB, y[1]), times(kD, y[3])),
                            _mm256_add_ps(times(kE, y[5]), times(kG, y[7])));
  __m256 o1 = _mm256_sub_ps(
      _mm256_sub_ps(times(kD, y[1]), _mm256_add_ps(times(kG, y[3]), times(kB, y[5]))),
      times(kE, y[7]));
  __m256 o2 = _mm256_add_ps(
      _mm256_add_ps(_mm256_sub_ps(times(kE, y[1]), times(kB, y[3])), times(kG, y[5])),
      times(kD, y[7]));
  __m256 o3 = _mm256_sub_ps(_mm256_add_ps(times(kG, y[1]), times(kD, y[5])),
                            _mm256_add_ps(times(kE, y[3]), times(kB, y[7])));
  __m256 a0 = times(kA, y[0]);
  __m256 a4 = times(kA, y[4]);
  __m256 s = _mm256_add_ps(a0, a4);
  __m256 d = _mm256_sub_ps(a0, a4);
  __m256 p = _mm256_add_ps(times(kC, y[2]), times(kF, y[6]));
  __m256 q = _mm256_sub_ps(times(kF, y[2]), times(kC, y[6]));
  __m256 e0 = _mm256_add_ps(s, p);
  __m256 e1 = _mm256_add_ps(d, q);
  __m256 e2 = _mm256_sub_ps(d, q);
  __m256 e3 = _mm256_sub_ps(s, p);
  out[0] = _mm256_add_ps(e0, o0);
  out[1] = _mm256_add_ps(e1, o1);
  out[2] = _mm256_add_ps(e2, o2);
  out[3] = _mm256_add_ps(e3, o3);
  out[4] = _mm256_sub_ps(e3, o3);
  out[5] = _mm256_sub_ps(e2, o2);
  out[6] = _mm256_sub_ps(e1, o1);
  out[7] = _mm256_sub_ps(e0, o0);
}

// Eight numbers of the curve as light. One by one: many processors take longer to gather.
LK_WIDE __m256 lit(const float* table, __m256 v) {
  __m128i bits = _mm256_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT);
  uint64_t low = static_cast<uint64_t>(_mm_cvtsi128_si64(bits));
  uint64_t high = static_cast<uint64_t>(_mm_extract_epi64(bits, 1));
  return _mm256_setr_ps(table[low & 0xffff], table[low >> 16 & 0xffff], table[low >> 32 & 0xffff],
                        table[low >> 48], table[high & 0xffff], table[high >> 16 & 0xffff],
                        table[high >> 32 & 0xffff], table[high >> 48]);
}

LK_WIDE float litOne(const float* table, float v) {
  return table[static_cast<uint16_t>(_mm_cvtsi128_si32(
      _mm_cvtps_ph(_mm_set_ss(v), _MM_FROUND_TO_NEAREST_INT)))];
}

float half1(uint16_t bits) {
  half h;
  h.setBits(bits);
  return h;
}

// Takes a square's numbers but the first from the list; gives the place in the diagonals of the last
// one, 0 if there is none, or -1 where the list ends too early.
int take(const uint16_t*& list, const uint16_t* end, uint16_t* numbers) {
  int last = 0;
  for (int at = 1; at < 64;) {
    if (list == end) return -1;
    uint16_t v = *list++;
    if (v == kEnd) break;
    if (v >> 8 == 0xff) {
      at += v & 0xff;
      continue;
    }
    if (last == 0) {
      for (int i = 0; i < 64; i += 8) {
        _mm_store_si128(reinterpret_cast<__m128i*>(numbers + i), _mm_setzero_si128());
      }
    }
    last = at;
    numbers[kPlace[at++]] = v;
  }
  return last;
}

__attribute__((target("avx2,f16c"))) bool unpackWide(const DwaSquares& s, const uint16_t* dc, const uint16_t* ac,
                                                     const uint16_t* acEnd) {
  const float* table = light();
  int across = (s.width + 7) / 8;
  int along = (s.rows + 7) / 8;
  ptrdiff_t count = static_cast<ptrdiff_t>(across) * along;
  alignas(32) uint16_t numbers[3][64];
  alignas(32) float edge[8];
  for (int by = 0; by < along; by++) {
    int y0 = std::max(8 * by, s.first);
    int y1 = std::min({8 * by + 8, s.last, s.rows});
    for (int bx = 0; bx < across; bx++, dc++) {
      int last[3];
      for (int c = 0; c < 3; c++) {
        last[c] = take(ac, acEnd, numbers[c]);
        if (last[c] < 0) return false;
        numbers[c][0] = dc[c * count];
      }
      if (y0 >= y1) continue;
      int wide = std::min(8, s.width - 8 * bx);
      __m256 v[3][8];
      bool flat = (last[0] | last[1] | last[2]) == 0;
      if (flat) {
        float f[3];
        for (int c = 0; c < 3; c++) f[c] = half1(numbers[c][0]) * kA * kA;
        float rgb[3] = {f[0] + 1.5747f * f[2], f[0] - 0.1873f * f[1] - 0.4682f * f[2],
                        f[0] + 1.8556f * f[1]};
        for (int c = 0; c < 3; c++) {
          __m256 one = _mm256_set1_ps(litOne(table, rgb[c]));
          for (int y = y0; wide == 8 && y < y1; y++) _mm256_storeu_ps(s.at(c, y) + 8 * bx, one);
          v[c][0] = one;
        }
        if (wide == 8) continue;
      } else {
        for (int c = 0; c < 3; c++) {
          if (last[c] > 0) {
            square(numbers[c], rowsWith(last[c]), v[c]);
          } else {
            __m256 one = _mm256_set1_ps(half1(numbers[c][0]) * kA * kA);
            for (__m256& line : v[c]) line = one;
          }
        }
      }
      for (int y = y0; y < y1; y++) {
        int i = flat ? 0 : y & 7;
        __m256 rgb[3] = {v[0][i], v[1][i], v[2][i]};
        if (!flat) {
          __m256 l = v[0][i];
          rgb[0] = lit(table, _mm256_add_ps(l, times(1.5747f, v[2][i])));
          rgb[1] = lit(table, _mm256_add_ps(_mm256_add_ps(times(-0.1873f, v[1][i]), l),
                                            times(-0.4682f, v[2][i])));
          rgb[2] = lit(table, _mm256_add_ps(times(1.8556f, v[1][i]), l));
        }
        for (int c = 0; c < 3; c++) {
          float* to = s.at(c, y) + 8 * bx;
          if (wide == 8) {
            _mm256_storeu_ps(to, rgb[c]);
          } else {
            _mm256_store_ps(edge, rgb[c]);
            std::copy(edge, edge + wide, to);
          }
        }
      }
    }
  }
  return true;
}

bool canWide() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("f16c");
}

#endif

}  // namespace

bool canUnpackSquares() {
#if defined(__x86_64__)
  static const bool can = canWide();
  return can;
#else
  return false;
#endif
}

bool unpackSquares(const DwaSquares& s, const uint16_t* dc, const uint16_t* ac,
                   const uint16_t* acEnd) {
#if defined(__x86_64__)
  return unpackWide(s, dc, ac, acEnd);
#else
  return false;
#endif
}

}  // namespace likeness
