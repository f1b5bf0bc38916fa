/*
 * A host that brings its own OpenEXR: it exports functions of the same names, as hosts that link
 * OpenEXR statically and publish their symbols do. Ours must neither call them nor be seen.
 *
 *   hostile_host LIBRARY deepbind   opens as ExrNative does: nothing of the host may be called
 *   hostile_host LIBRARY plain      control: shows that without DEEPBIND the host does take over,
 *                                   so that the first run proves something
 *
 * Exit: 0 as expected, 1 not, 77 cannot be tried.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "likeness_exr.h"

#define EXPORT __attribute__((visibility("default"), used))

static int taken;

/* The host's versions; calling one is what must not happen. */
EXPORT void _ZN7Imf_3_16Header15setMaxImageSizeEii(int w, int h) {
  (void)w;
  (void)h;
  taken++;
}
EXPORT void _ZN7Imf_3_16Header14setMaxTileSizeEii(int w, int h) {
  (void)w;
  (void)h;
  taken++;
}
EXPORT int _ZN7Imf_3_117globalThreadCountEv(void) {
  taken++;
  return 64;
}
EXPORT void _ZN7Imf_3_120setGlobalThreadCountEi(int n) {
  (void)n;
  taken++;
}
EXPORT int _ZN7Imf_3_113isImageMagicEPKc(const char* b) {
  (void)b;
  taken++;
  return 0;
}
/* Core's C functions, which newer C++ libraries are built on. */
EXPORT int exr_start_read(void* c, const char* n, const void* i) {
  (void)c;
  (void)n;
  (void)i;
  taken++;
  return 1;
}
EXPORT int exr_start_write(void* c, const char* n, int m, const void* i) {
  (void)c;
  (void)n;
  (void)m;
  (void)i;
  taken++;
  return 1;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int deep = strcmp(argv[2], "deepbind") == 0;
  void* lib = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL | (deep ? RTLD_DEEPBIND : 0));
  if (lib == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  int32_t (*open_)(const char*, int32_t, lk_exr_writer**, char*, int32_t) =
      (int32_t(*)(const char*, int32_t, lk_exr_writer**, char*, int32_t))dlsym(
          lib, "lk_exr_writer_open");
  void (*free_)(lk_exr_writer*) = (void (*)(lk_exr_writer*))dlsym(lib, "lk_exr_writer_free");
  if (open_ == NULL || free_ == NULL) return 1;
  if (dlsym(RTLD_DEFAULT, "lk_exr_writer_open") != NULL) {
    fprintf(stderr, "our symbols leaked into the host\n");
    return 1;
  }
  char msg[256] = "";
  char path[64];
  snprintf(path, sizeof path, "hostile-%d.exr", (int)getpid());
  lk_exr_writer* w = NULL;
  int s = open_(path, 2, &w, msg, sizeof msg);
  free_(w);
  unlink(path);
  printf("%s: status %d, %d calls landed in the host\n", argv[2], s, taken);
  return deep ? (s != 0 || taken != 0) : taken == 0;
}
