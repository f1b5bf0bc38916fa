/*
 * C interface of the OpenEXR shim.
 *
 * Every function returns a lk_exr_status; where it is not LK_EXR_OK, `message` (if not NULL, of
 * `message_size` bytes) holds a sentence in UTF-8, always ended by 0. No C++ exception leaves the
 * library. A handle is used by one thread at a time; different handles may be used at once.
 * Rectangles are half open: x0 <= x < x1, y down. Strides are in bytes.
 */
#ifndef LIKENESS_EXR_H
#define LIKENESS_EXR_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LK_EXR_API __attribute__((visibility("default")))

/* Changes when a function or struct changes in a way that older callers would not survive. */
#define LK_EXR_ABI 1

typedef enum lk_exr_status {
  LK_EXR_OK = 0,
  LK_EXR_ARGUMENT = 1,    /* the caller's mistake: index, order of calls, struct_size */
  LK_EXR_IO = 2,          /* the system refused: no such file, disk full */
  LK_EXR_FORMAT = 3,      /* not an OpenEXR file, damaged, cut short, or not writable as asked */
  LK_EXR_UNSUPPORTED = 4, /* a sound file of a kind that is not read here */
  LK_EXR_MEMORY = 5,
  LK_EXR_UNEXPECTED = 6
} lk_exr_status;

enum { LK_EXR_UINT = 0, LK_EXR_HALF = 1, LK_EXR_FLOAT = 2 };
enum { LK_EXR_SCANLINES = 0, LK_EXR_TILES = 1, LK_EXR_DEEP = 2 };

typedef struct lk_exr_writer lk_exr_writer;
typedef struct lk_exr_reader lk_exr_reader;

/* All members are 4 bytes wide or char arrays, so that there is no padding. */
typedef struct lk_exr_part_info {
  uint32_t struct_size; /* sizeof(lk_exr_part_info), set by the caller */
  int32_t data_x0, data_y0, data_x1, data_y1;
  int32_t display_x0, display_y0, display_x1, display_y1;
  float pixel_aspect;
  int32_t compression;     /* Imf::Compression: 0 none .. 9 DWAB */
  int32_t storage;         /* LK_EXR_SCANLINES.. ; only read */
  int32_t channel_count;   /* only read */
  int32_t attribute_count; /* only read */
  char name[256];
} lk_exr_part_info;

typedef struct lk_exr_channel_info {
  uint32_t struct_size;
  int32_t type; /* LK_EXR_UINT.. */
  int32_t x_sampling, y_sampling;
  char name[256];
} lk_exr_channel_info;

typedef struct lk_exr_attribute_info {
  uint32_t struct_size;
  int32_t value_size; /* bytes, as stored in the file */
  char name[256];
  char type[256];
} lk_exr_attribute_info;

/* The ABI number, and the version of OpenEXR that was linked. */
LK_EXR_API int32_t lk_exr_abi(void);
LK_EXR_API const char* lk_exr_version(void);

/*
 * Writing: open, add parts with their channels and attributes, begin, rows of each part from its
 * top to its bottom, finish. `path` must not exist yet. `threads` 0 or 1: in the calling thread.
 * `lk_exr_writer_finish` writes what is left, calls fsync where `sync` is not 0, closes and reports
 * what went wrong; the handle stays valid until `lk_exr_writer_free`, which closes an unfinished
 * file as it stands. Removing that file is the caller's job.
 */
LK_EXR_API int32_t lk_exr_writer_open(const char* path, int32_t threads, lk_exr_writer** out,
                                      char* message, int32_t message_size);
LK_EXR_API int32_t lk_exr_writer_add_part(lk_exr_writer* w, const lk_exr_part_info* info,
                                          char* message, int32_t message_size);
LK_EXR_API int32_t lk_exr_writer_add_channel(lk_exr_writer* w, int32_t part, const char* name,
                                             int32_t type, char* message, int32_t message_size);
/* `value` is the attribute's value as the file format stores it (little-endian). */
LK_EXR_API int32_t lk_exr_writer_set_attribute(lk_exr_writer* w, int32_t part, const char* name,
                                               const char* type, const void* value, int32_t size,
                                               char* message, int32_t message_size);
LK_EXR_API int32_t lk_exr_writer_begin(lk_exr_writer* w, char* message, int32_t message_size);
/* The next `rows` rows; channel c of the order of add_channel begins at data + c * plane_stride. */
LK_EXR_API int32_t lk_exr_writer_rows(lk_exr_writer* w, int32_t part, int32_t rows,
                                      const float* data, int64_t pixel_stride, int64_t row_stride,
                                      int64_t plane_stride, char* message, int32_t message_size);
LK_EXR_API int32_t lk_exr_writer_finish(lk_exr_writer* w, int32_t sync, char* message,
                                        int32_t message_size);
LK_EXR_API void lk_exr_writer_free(lk_exr_writer* w);

/* Reading. Pixels come as float whatever their type in the file. */
LK_EXR_API int32_t lk_exr_reader_open(const char* path, int32_t threads, lk_exr_reader** out,
                                      int32_t* part_count, char* message, int32_t message_size);
LK_EXR_API int32_t lk_exr_reader_part(lk_exr_reader* r, int32_t part, lk_exr_part_info* info,
                                      char* message, int32_t message_size);
LK_EXR_API int32_t lk_exr_reader_channel(lk_exr_reader* r, int32_t part, int32_t index,
                                         lk_exr_channel_info* info, char* message,
                                         int32_t message_size);
LK_EXR_API int32_t lk_exr_reader_attribute(lk_exr_reader* r, int32_t part, int32_t index,
                                           lk_exr_attribute_info* info, char* message,
                                           int32_t message_size);
LK_EXR_API int32_t lk_exr_reader_attribute_value(lk_exr_reader* r, int32_t part, int32_t index,
                                                 void* value, int32_t size, char* message,
                                                 int32_t message_size);
/* `count` channels by their index; channels[c] goes to data + c * plane_stride. */
LK_EXR_API int32_t lk_exr_reader_rows(lk_exr_reader* r, int32_t part, int32_t y, int32_t rows,
                                      const int32_t* channels, int32_t count, float* data,
                                      int64_t pixel_stride, int64_t row_stride,
                                      int64_t plane_stride, char* message, int32_t message_size);
LK_EXR_API void lk_exr_reader_free(lk_exr_reader* r);

#ifdef __cplusplus
}
#endif
#endif
