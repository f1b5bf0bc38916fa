/* The inner loops over pixels of an analysis. They hold no state, allocate nothing and cannot fail;
 * whoever calls them has checked sizes. Each has a twin in Java (org.likeness.image.pixels) that gives
 * the same bits: no sum may be taken in another order, no product be added without being rounded.
 *
 * "Pixels" are rows of four floats each: R, G, B and one that is not used.
 */
#ifndef LIKENESS_PIXELS_H
#define LIKENESS_PIXELS_H

#include <stdint.h>

#if defined(__GNUC__)
#define LK_PIXELS_API __attribute__((visibility("default")))
#else
#define LK_PIXELS_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define LK_PIXELS_ABI 2

LK_PIXELS_API int32_t lk_pixels_abi(void);

/* Planes to pixels: of each of some rows, `stride` samples apart, the `count` samples from `from` on; one
 * row after the other from pixel `at` on. */
LK_PIXELS_API void lk_pixels_pack(const float* r, const float* g, const float* b, int32_t from,
                                  int32_t stride, int32_t count, int32_t rows, float* to, int32_t at);

/* Means of two by two samples of `rows` rows of three planes; an odd column or row stands for its pair.
 * Samples that are not finite count as 0. Pixels go to row `to_row` and on of `to`. */
LK_PIXELS_API void lk_pixels_halve_planes(const float* r, const float* g, const float* b,
                                          int32_t width, int32_t rows, float* to, int32_t to_row);

/* The same from pixels. */
LK_PIXELS_API void lk_pixels_halve(const float* from, int32_t width, int32_t height, float* to);

/* A square crop, each sample between the four pixels next to it, as three planes. `from` holds
 * `stored` pixels a row, from (x0, y0) on, of a picture of width x height, both at least 2, whose edge
 * goes on. The sample (x, y) lies at u0 + y * down_right + x * right, v0 + y * down + x * right_down.
 * With `clean`, samples that are not finite become 0. */
LK_PIXELS_API void lk_pixels_crop(const float* from, int32_t stored, int32_t x0, int32_t y0,
                                  int32_t width, int32_t height, double u0, double v0, double right,
                                  double right_down, double down, double down_right, int32_t size,
                                  int32_t clean, float* out);

/* Puts a curve on `count` floats times `gain`: 0 up to `lowest` (and for NaN), 1 from `highest` on, else
 * read from `table` by the upper bits of the number, straight between its entries; then
 * low + (high - low) * v. */
LK_PIXELS_API void lk_pixels_curve(float* v, int32_t count, float gain, float low, float high,
                                   const float* table, float lowest, float highest, int32_t shift);

/* Three square planes turned clockwise by quarters (0 to 3). */
LK_PIXELS_API void lk_pixels_turn(const float* from, int32_t size, int32_t quarters, float* to);

/* Half the length of the mean below. */
#define LK_PIXELS_BLUR_REACH 4

/* What is lost of a square picture when each of its lines is made soft by a mean over 2 * REACH + 1
 * samples, the ends going on: of its luminance along the rows and then along the columns, the sum of the
 * differences between neighbours, and the sum by which those of the soft picture are smaller. Each
 * line is summed up in its order, then the lines. `rgb`: three planes; `room`: 2 * size * (size + 4)
 * floats that nobody else uses, for doubles; `out`: four numbers. */
LK_PIXELS_API void lk_pixels_blur(const float* rgb, int32_t size, float* room, double* out);

#ifdef __cplusplus
}
#endif
#endif
