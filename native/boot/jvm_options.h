#ifndef LIKENESS_JVM_OPTIONS_H
#define LIKENESS_JVM_OPTIONS_H

#include "boot.h"

#define BOOT_MAX_OPTIONS 128
#define BOOT_MAX_JARS 256

typedef struct {
  JavaVMOption option[BOOT_MAX_OPTIONS];
  int count;
  int rules; /* an open file that an option names, or -1 */
} BootOptions;

void boot_options_add(BootOptions *o, const char *text, void *extra);
/* Everything but the hooks; the environment's come last, so that they win. */
void boot_options_fill(BootOptions *o);
/* After the machine has been made, or has not. */
void boot_options_done(BootOptions *o);
/* Full paths of Resources/lib's jars in the order of their names; the caller frees each. */
int boot_jars(char **names, int max);

#endif
