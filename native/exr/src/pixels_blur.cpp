#include <cmath>
#include <cstddef>

#include "likeness_pixels.h"
#include "pixel.h"
#include "wide.h"

namespace {

// Of lines that are columns. Sums in double, line by line in its order, whatever the registers.
inline __attribute__((always_inline)) void blurOfColumns(const float* v, int size, float* room,
                                                         double* out) {
  double* sum = reinterpret_cast<double*>(room);
  double* all = sum + size;
  double* lost = all + size;
  float* soft = reinterpret_cast<float*>(lost + size);
  const int reach = LK_PIXELS_BLUR_REACH;
  auto row = [&](int y) {
    return v + static_cast<ptrdiff_t>(y < 0 ? 0 : y < size ? y : size - 1) * size;
  };
  for (int x = 0; x < size; x++) sum[x] = all[x] = lost[x] = soft[x] = 0;
  for (int y = -reach; y < reach; y++) {
    const float* in = row(y);
    for (int x = 0; x < size; x++) sum[x] += in[x];
  }
  for (int y = 0; y < size; y++) {
    const float* in = row(y + reach);
    const float* gone = row(y - reach);
    const float* here = row(y);
    const float* before = row(y - 1);  // the first row is its own neighbour and adds nothing
#pragma GCC ivdep
    for (int x = 0; x < size; x++) {
      double s = sum[x] + in[x];
      float mean = static_cast<float>(s / (2 * reach + 1));
      double d = std::fabs(here[x] - before[x]);
      double less = d - std::fabs(mean - soft[x]);
      sum[x] = s - gone[x];
      soft[x] = mean;
      all[x] += d;
      lost[x] += less > 0 ? less : 0;
    }
  }
  out[0] = out[1] = 0;
  for (int x = 0; x < size; x++) {
    out[0] += all[x];
    out[1] += lost[x];
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void blurOfColumnsWide(const float* v, int size, float* room,
                                                       double* out) {
  blurOfColumns(v, size, room, out);
}
#endif

void blurOfLines(const float* v, int size, float* room, double* out) {
#if defined(__x86_64__)
  if (wide()) return blurOfColumnsWide(v, size, room, out);
#endif
  blurOfColumns(v, size, room, out);
}

}  // namespace

void lk_pixels_blur(const float* rgb, int32_t size, float* room, double* out) {
  ptrdiff_t n = static_cast<ptrdiff_t>(size) * size;
  float* turned = room;
  float* rest = room + 2 * n;
  float* luma = room + n;
  for (ptrdiff_t i = 0; i < n; i++) {
    luma[i] = 0.2126f * rgb[i] + 0.7152f * rgb[n + i] + 0.0722f * rgb[2 * n + i];
  }
  transpose(luma, size, turned);
  blurOfLines(turned, size, rest, out);
  blurOfLines(luma, size, rest, out + 2);
}
