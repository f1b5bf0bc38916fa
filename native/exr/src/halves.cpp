#include "halves.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace likeness {
namespace {

void oneByOne(const float* from, half* to, size_t count) {
  for (size_t i = 0; i < count; i++) to[i] = from[i];
}

void oneByOne(const half* from, float* to, size_t count) {
  for (size_t i = 0; i < count; i++) to[i] = from[i];
}

#if defined(__x86_64__)
__attribute__((target("avx,f16c"))) void eightAtATime(const float* from, half* to, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    __m256 v = _mm256_loadu_ps(from + i);
    // The processor makes signalling NaNs quiet and Imath does not: the same bytes on any machine.
    if (_mm256_movemask_ps(_mm256_cmp_ps(v, v, _CMP_UNORD_Q)) != 0) {
      oneByOne(from + i, to + i, 8);
    } else {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(to + i),
                       _mm256_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT));
    }
  }
  oneByOne(from + i, to + i, count - i);
}

__attribute__((target("avx,f16c"))) void eightAtATime(const half* from, float* to, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    __m256 v = _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i)));
    if (_mm256_movemask_ps(_mm256_cmp_ps(v, v, _CMP_UNORD_Q)) != 0) {
      oneByOne(from + i, to + i, 8);
    } else {
      _mm256_storeu_ps(to + i, v);
    }
  }
  oneByOne(from + i, to + i, count - i);
}

bool canEight() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx") && __builtin_cpu_supports("f16c");
}
#endif

}  // namespace

void toHalves(const float* from, half* to, size_t count) {
#if defined(__x86_64__)
  static const bool eight = canEight();
  if (eight) {
    eightAtATime(from, to, count);
    return;
  }
#endif
  oneByOne(from, to, count);
}

void toFloats(const half* from, float* to, size_t count) {
#if defined(__x86_64__)
  static const bool eight = canEight();
  if (eight) {
    eightAtATime(from, to, count);
    return;
  }
#endif
  oneByOne(from, to, count);
}

}  // namespace likeness
