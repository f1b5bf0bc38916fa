/* The host gone mad, as its two files share it. */
#ifndef LIKENESS_FAKE_HOST_H
#define LIKENESS_FAKE_HOST_H

#include <stdint.h>

#include "../boot/ofx_abi.h"

#define PIXEL_BYTES (4u << 20)
extern unsigned char *pixels;
extern const char *const texts[]; /* four depths, three components, anything */
extern long calls;                /* numbers drawn since the run began */

/* Begins a run; share of sound answers in percent. 0 if there is no place for pixels. */
int begin_values(uint64_t seed, unsigned percent);
unsigned below(unsigned n);
int well(void); /* whether this answer is to be sound */
OfxStatus status(void);
int any_int(void);
double any_double(void);
char *any_text(void);
void *any_handle(void);
void *wild_pointer(void);

#endif
