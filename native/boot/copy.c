/* Copies rows of pixels. The C library's memcpy writes past the caches when a block is large, which
 * spares reading what will be overwritten; a picture whose rows lie apart is large all the same, but
 * each of its rows is not. So large pictures are written past the caches here too. */
#include <stdint.h>
#include <string.h>

#include "shims.h"

#if defined(__SSE2__)
#include <emmintrin.h>

static void stream_row(char *to, const char *from, size_t bytes) {
  size_t head = (size_t)(-(uintptr_t)to & 15);
  if (head > bytes) {
    head = bytes;
  }
  memcpy(to, from, head);
  to += head, from += head, bytes -= head;
  for (; bytes >= 64; to += 64, from += 64, bytes -= 64) {
    __m128i a = _mm_loadu_si128((const __m128i *)from);
    __m128i b = _mm_loadu_si128((const __m128i *)(from + 16));
    __m128i c = _mm_loadu_si128((const __m128i *)(from + 32));
    __m128i d = _mm_loadu_si128((const __m128i *)(from + 48));
    _mm_stream_si128((__m128i *)to, a);
    _mm_stream_si128((__m128i *)(to + 16), b);
    _mm_stream_si128((__m128i *)(to + 32), c);
    _mm_stream_si128((__m128i *)(to + 48), d);
  }
  memcpy(to, from, bytes);
}

static void stream_rows(char *to, ptrdiff_t to_step, const char *from, ptrdiff_t from_step,
                        size_t bytes, size_t rows) {
  for (size_t y = 0; y < rows; y++) {
    stream_row(to + (ptrdiff_t)y * to_step, from + (ptrdiff_t)y * from_step, bytes);
  }
  _mm_sfence();
}
#define LARGE (16u << 20)
#else
#define stream_rows(...) ((void)0)
#define LARGE SIZE_MAX
#endif

/* Steps are bytes from a row to the next, possibly negative. The rows do not overlap. */
int boot_copy_rows(void *to, ptrdiff_t to_step, const void *from, ptrdiff_t from_step, size_t bytes,
                   size_t rows) {
  if (to_step == from_step && to_step == (ptrdiff_t)bytes) {
    memcpy(to, from, bytes * rows);
  } else if (bytes * rows >= LARGE) {
    stream_rows(to, to_step, from, from_step, bytes, rows);
  } else {
    for (size_t y = 0; y < rows; y++) {
      memcpy((char *)to + (ptrdiff_t)y * to_step, (const char *)from + (ptrdiff_t)y * from_step,
             bytes);
    }
  }
  return 0;
}
