#pragma once

#if defined(__x86_64__)
inline bool hasWide() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2");
}

// Whether the processor has registers of eight floats, and what they need.
inline bool wide() {
  static const bool has = hasWide();
  return has;
}
#endif
