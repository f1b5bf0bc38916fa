/*
 * C interface of the OpenColorIO shim.
 *
 * Functions return a lk_ocio_status; where it is not LK_OCIO_OK, `message` (of `size` bytes) holds a
 * sentence in UTF-8, always ended by 0. No C++ exception leaves the library. A configuration and a
 * processor may be used by any number of threads at once, and freed when no call runs any more.
 */
#ifndef LIKENESS_OCIO_H
#define LIKENESS_OCIO_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LK_OCIO_API __attribute__((visibility("default")))

/* Changes when a function changes in a way that older callers would not survive. */
#define LK_OCIO_ABI 1

typedef enum lk_ocio_status {
  LK_OCIO_OK = 0,
  LK_OCIO_ARGUMENT = 1,
  LK_OCIO_CONFIG = 2, /* what OpenColorIO says of a configuration, a space or a file */
  LK_OCIO_MEMORY = 5,
  LK_OCIO_UNEXPECTED = 6
} lk_ocio_status;

typedef struct lk_ocio_config lk_ocio_config;
typedef struct lk_ocio_processor lk_ocio_processor;

LK_OCIO_API int lk_ocio_abi(void);
LK_OCIO_API const char* lk_ocio_version(void);

/* Reads a configuration file; what is wrong with one of its spaces is told when the space is used. */
LK_OCIO_API int lk_ocio_open(const char* path, lk_ocio_config** out, char* message, int size);

/* Lines "space<TAB>name<TAB>family" in the file's order, then "role<TAB>role<TAB>space". `needed` is
   the length with the closing 0; nothing is written into a buffer that is too small. */
LK_OCIO_API int lk_ocio_list(const lk_ocio_config* config, char* text, int length, int32_t* needed,
                             char* message, int size);

/* The name of the space that a name, alias or role stands for; empty if there is none. */
LK_OCIO_API int lk_ocio_resolve(const lk_ocio_config* config, const char* name, char* text,
                                int length, char* message, int size);

/* A way from one space or role to another, on the CPU, in float, without shortcuts. */
LK_OCIO_API int lk_ocio_make(const lk_ocio_config* config, const char* from, const char* to,
                             lk_ocio_processor** out, char* message, int size);

/* Three planes of `count` samples, in place. */
LK_OCIO_API int lk_ocio_apply(const lk_ocio_processor* processor, float* r, float* g, float* b,
                              int32_t count, char* message, int size);

LK_OCIO_API void lk_ocio_free_processor(lk_ocio_processor* processor);
LK_OCIO_API void lk_ocio_free(lk_ocio_config* config);

#ifdef __cplusplus
}
#endif
#endif
