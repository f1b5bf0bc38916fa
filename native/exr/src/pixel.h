#pragma once

#include <cfloat>
#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// One pixel; the compiler makes one instruction of each operation where the processor has it.
typedef float Pixel __attribute__((vector_size(16)));

inline Pixel load(const float* p) {
  Pixel v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

inline void store(float* p, Pixel v) { std::memcpy(p, &v, sizeof v); }

inline float finite(float v) { return std::fabs(v) <= FLT_MAX ? v : 0.0f; }

// A square plane with its rows as columns.
void transpose(const float* from, int size, float* to);

#if defined(__x86_64__)
// Two pixels that lie side by side, as one register.
__attribute__((target("avx2"))) inline __m256 both(__m128 a, __m128 b) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(a), b, 1);
}
#endif
