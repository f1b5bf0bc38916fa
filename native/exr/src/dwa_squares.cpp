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

// A square out of its numbers, of which the first N rows hold any: 1, 2, 4 or 8. What is left out would
// be zeros, which change no sum.
template <int N>
LK_WIDE void square(const uint16_t* numbers, __m256 (&out)[8]) {
  __m256 y[8];
  for (int i = 0; i < N; i++) {
    y[i] = row(_mm256_cvtph_ps(_mm_load_si128(reinterpret_cast<const __m128i*>(numbers + 8 * i))));
  }
  __m256 a0 = times(kA, y[0]);
  if (N == 1) {
    for (__m256& line : out) line = a0;
    return;
  }
  __m256 o0 = times(kB, y[1]);
  __m256 o1 = times(kD, y[1]);
  __m256 o2 = times(kE, y[1]);
  __m256 o3 = times(kG, y[1]);
  __m256 e0 = a0;
  __m256 e1 = a0;
  __m256 e2 = a0;
  __m256 e3 = a0;
  if (N == 4) {
    o0 = _mm256_add_ps(o0, times(kD, y[3]));
    o1 = _mm256_sub_ps(o1, times(kG, y[3]));
    o2 = _mm256_sub_ps(o2, times(kB, y[3]));
    o3 = _mm256_sub_ps(o3, times(kE, y[3]));
    __m256 p = times(kC, y[2]);
    __m256 q = times(kF, y[2]);
    e0 = _mm256_add_ps(a0, p);
    e1 = _mm256_add_ps(a0, q);
    e2 = _mm256_sub_ps(a0, q);
    e3 = _mm256_sub_ps(a0, p);
  }
  if (N == 8) {
    o0 = _mm256_add_ps(_mm256_add_ps(o0, times(kD, y[3])),
                       _mm256_add_ps(times(kE, y[5]), times(kG, y[7])));
    o1 = _mm256_sub_ps(_mm256_sub_ps(o1, _mm256_add_ps(times(kG, y[3]), times(kB, y[5]))),
                       times(kE, y[7]));
    o2 = _mm256_add_ps(_mm256_add_ps(_mm256_sub_ps(o2, times(kB, y[3])), times(kG, y[5])),
                       times(kD, y[7]));
    o3 = _mm256_sub_ps(_mm256_add_ps(o3, times(kD, y[5])),
                       _mm256_add_ps(times(kE, y[3]), times(kB, y[7])));
    __m256 a4 = times(kA, y[4]);
    __m256 s = _mm256_add_ps(a0, a4);
    __m256 d = _mm256_sub_ps(a0, a4);
    __m256 p = _mm256_add_ps(times(kC, y[2]), times(kF, y[6]));
    __m256 q = _mm256_sub_ps(times(kF, y[2]), times(kC, y[6]));
    e0 = _mm256_add_ps(s, p);
    e1 = _mm256_add_ps(d, q);
    e2 = _mm256_sub_ps(d, q);
    e3 = _mm256_sub_ps(s, p);
  }
  out[0] = _mm256_add_ps(e0, o0);
  out[1] = _mm256_add_ps(e1, o1);
  out[2] = _mm256_add_ps(e2, o2);
  out[3] = _mm256_add_ps(e3, o3);
  out[4] = _mm256_sub_ps(e3, o3);
  out[5] = _mm256_sub_ps(e2, o2);
  out[6] = _mm256_sub_ps(e1, o1);
  out[7] = _mm256_sub_ps(e0, o0);
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

// A square's numbers, and the place in the diagonals of the last one.
struct Taken {
  alignas(32) uint16_t numbers[3][64];
  int last[3];
};

// Where a square's pixels go.
struct Place {
  float* planes[3];  // its row `y0` at its first column
  ptrdiff_t stride;  // floats
  int y0;            // of its rows, the first one asked for
  int y1;            // one past the last
  int wide;          // columns
};

// A square of one colour.
LK_WIDE void flatSquare(const float* table, const Taken& t, const Place& to) {
  float f[3];
  for (int c = 0; c < 3; c++) f[c] = half1(t.numbers[c][0]) * kA * kA;
  float rgb[3] = {f[0] + 1.5747f * f[2], f[0] - 0.1873f * f[1] - 0.4682f * f[2],
                  f[0] + 1.8556f * f[1]};
  for (int c = 0; c < 3; c++) {
    float v = litOne(table, rgb[c]);
    float* line = to.planes[c];
    for (int y = to.y0; y < to.y1; y++, line += to.stride) {
      if (to.wide == 8) {
        _mm256_storeu_ps(line, _mm256_set1_ps(v));
      } else {
        std::fill(line, line + to.wide, v);
      }
    }
  }
}

// Any other square's numbers on the curve, as halves.
LK_WIDE void curvedSquare(const Taken& t, uint16_t (&bits)[3][64]) {
  __m256 v[3][8];
  for (int c = 0; c < 3; c++) {
    const uint16_t* numbers = t.numbers[c];
    int n = rowsWith(t.last[c]);
    if (t.last[c] == 0) {
      __m256 one = _mm256_set1_ps(half1(numbers[0]) * kA * kA);
      for (__m256& line : v[c]) line = one;
    } else if (n == 1) {
      square<1>(numbers, v[c]);
    } else if (n == 2) {
      square<2>(numbers, v[c]);
    } else if (n <= 4) {
      square<4>(numbers, v[c]);
    } else {
      square<8>(numbers, v[c]);
    }
  }
  for (int y = 0; y < 8; y++) {
    __m256 l = v[0][y];
    __m256 rgb[3] = {_mm256_add_ps(l, times(1.5747f, v[2][y])),
                     _mm256_add_ps(_mm256_add_ps(times(-0.1873f, v[1][y]), l), times(-0.4682f, v[2][y])),
                     _mm256_add_ps(times(1.8556f, v[1][y]), l)};
    for (int c = 0; c < 3; c++) {
      _mm_store_si128(reinterpret_cast<__m128i*>(bits[c] + 8 * y),
                      _mm256_cvtps_ph(rgb[c], _MM_FROUND_TO_NEAREST_INT));
    }
  }
}

// Numbers of the curve as light, one by one: many processors take longer to gather them. A function of
// its own, since the registers are not enough for this and for the squares.
__attribute__((noinline, target("avx2,f16c"))) void lit(const float* table,
                                                        const uint16_t (&bits)[3][64],
                                                        const Place& to) {
  for (int c = 0; c < 3; c++) {
    const uint16_t* from = bits[c] + 8 * to.y0;
    float* line = to.planes[c];
    for (int y = to.y0; y < to.y1; y++, from += 8, line += to.stride) {
      if (to.wide < 8) {
        for (int x = 0; x < to.wide; x++) line[x] = table[from[x]];
        continue;
      }
      __m128i b = _mm_load_si128(reinterpret_cast<const __m128i*>(from));
      uint64_t low = static_cast<uint64_t>(_mm_cvtsi128_si64(b));
      uint64_t high = static_cast<uint64_t>(_mm_extract_epi64(b, 1));
      _mm256_storeu_ps(line, _mm256_setr_ps(table[low & 0xffff], table[low >> 16 & 0xffff],
                                            table[low >> 32 & 0xffff], table[low >> 48],
                                            table[high & 0xffff], table[high >> 16 & 0xffff],
                                            table[high >> 32 & 0xffff], table[high >> 48]));
    }
  }
}

__attribute__((target("avx2,f16c"))) bool unpackWide(const DwaSquares& s, const uint16_t* dc,
                                                     DwaPlace& from, const uint16_t* acEnd) {
  const float* table = light();
  int across = (s.width + 7) / 8;
  ptrdiff_t count = static_cast<ptrdiff_t>(across) * ((s.rows + 7) / 8);
  int last = std::min(s.last, s.rows);
  dc += static_cast<ptrdiff_t>(from.row) * across;
  const uint16_t* ac = from.ac;
  Taken t;
  alignas(32) uint16_t bits[3][64];
  for (int by = from.row; 8 * by < last; by++) {
    Place to;
    int top = std::max(8 * by, s.first);
    to.y0 = top - 8 * by;
    to.y1 = std::min(8 * by + 8, last) - 8 * by;
    to.stride = s.row_stride / static_cast<ptrdiff_t>(sizeof(float));
    for (int bx = 0; bx < across; bx++, dc++) {
      for (int c = 0; c < 3; c++) {
        t.last[c] = take(ac, acEnd, t.numbers[c]);
        if (t.last[c] < 0) return false;
        t.numbers[c][0] = dc[c * count];
      }
      if (to.y0 >= to.y1) continue;
      to.wide = std::min(8, s.width - 8 * bx);
      for (int c = 0; c < 3; c++) to.planes[c] = s.at(c, top) + 8 * bx;
      if ((t.last[0] | t.last[1] | t.last[2]) == 0) {
        flatSquare(table, t, to);
      } else {
        curvedSquare(t, bits);
        lit(table, bits, to);
      }
    }
    if (8 * by + 8 <= last) from = {by + 1, ac};
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

bool unpackSquares(const DwaSquares& s, const uint16_t* dc, DwaPlace& from, const uint16_t* acEnd) {
#if defined(__x86_64__)
  return unpackWide(s, dc, from, acEnd);
#else
  return false;
#endif
}

}  // namespace likeness
