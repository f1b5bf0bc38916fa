/* What the boot library hands over to Java: functions by their names. */
#ifndef LIKENESS_SHIMS_H
#define LIKENESS_SHIMS_H

#include "ofx_abi.h"

typedef struct BootFunction {
  const char *name;
  void (*function)(void);
} BootFunction;

/* What a host's multi-thread suite calls on each of its threads; the argument is Java's. */
typedef void (*BootSpawned)(unsigned int index, unsigned int count, void *task);

typedef struct BootShims {
  unsigned int struct_size;
  unsigned int count;
  const BootFunction *functions;
  BootSpawned spawned; /* NULL: there is no way from a foreign thread into Java */
} BootShims;

const BootShims *boot_shims(BootSpawned spawned);

/* The text as a format that stands for itself, to be freed; NULL without memory. Natron hands the list of
 * values on in place of the values, so that "%s" shows rubbish there. */
char *boot_plain_format(const char *text);

/* ---- copy.c ---- */
int boot_copy_rows(void *to, ptrdiff_t to_step, const void *from, ptrdiff_t from_step, size_t bytes,
                   size_t rows);

#endif
