/*
 * A host that brings its own OpenColorIO, yaml-cpp and expat: it exports functions of the same names,
 * as hosts that publish their symbols do. Ours must neither call them nor be seen, and what the host
 * has set in its own OpenColorIO must stay as it is.
 *
 *   hostile_host LIBRARY deepbind   opens as OcioNative does: nothing of the host may be called
 *   hostile_host LIBRARY plain      control: shows that without DEEPBIND the host does take over,
 *                                   so that the first run proves something
 *   hostile_host LIBRARY beside     the library has private copies; the host has loaded the system's
 *                                   OpenColorIO for all to see (named by OCIO_OF_HOST) and set it up
 *
 * Exit: 0 as expected, 1 not, 77 cannot be tried.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "likeness_ocio.h"

static const char CONFIG[] =
    "ocio_profile_version: 2\n"
    "roles:\n  aces_interchange: ap0\n  default: ap0\n"
    "colorspaces:\n"
    "  - !<ColorSpace>\n    name: ap0\n"
    "  - !<ColorSpace>\n    name: half\n    from_scene_reference: !<MatrixTransform> "
    "{matrix: [0.5,0,0,0, 0,0.5,0,0, 0,0,0.5,0, 0,0,0,1]}\n";

#ifndef QUIET_HOST
#define EXPORT __attribute__((visibility("default"), used))

static int taken;

/* The host's versions; calling one is what must not happen. */
EXPORT const char* _ZN16OpenColorIO_v2_110GetVersionEv(void) {
  taken++;
  return "the host's";
}
EXPORT void _ZN16OpenColorIO_v2_115SetLoggingLevelENS_12LoggingLevelE(int level) {
  (void)level;
  taken++;
}
EXPORT void* _ZN16OpenColorIO_v2_16Config14CreateFromFileEPKc(void** result, const char* name) {
  (void)name;
  taken++;
  result[0] = result[1] = NULL; /* an empty shared pointer */
  return result;
}
EXPORT void* _ZNK16OpenColorIO_v2_16Config13getColorSpaceEPKc(void** result, void* self,
                                                              const char* name) {
  (void)self;
  (void)name;
  taken++;
  result[0] = result[1] = NULL;
  return result;
}
EXPORT int _ZNK16OpenColorIO_v2_16Config11getNumRolesEv(void* self) {
  (void)self;
  taken++;
  return 0;
}
/* What OpenColorIO itself calls. */
EXPORT void* _ZN4YAML4LoadERSi(void** result, void* stream) {
  (void)stream;
  taken++;
  abort(); /* there is no honest answer */
  return result;
}
EXPORT void* XML_ParserCreate(const char* encoding) {
  (void)encoding;
  taken++;
  return NULL;
}
#else
static const int taken = 0;
#endif

typedef int (*open_fn)(const char*, lk_ocio_config**, char*, int);
typedef int (*make_fn)(const lk_ocio_config*, const char*, const char*, lk_ocio_processor**, char*,
                       int);
typedef int (*apply_fn)(const lk_ocio_processor*, float*, float*, float*, int32_t, char*, int);

/* A way through the whole library: 0 if a configuration is read and light comes out halved. */
static int used(void* lib) {
  open_fn open_ = (open_fn)dlsym(lib, "lk_ocio_open");
  make_fn make = (make_fn)dlsym(lib, "lk_ocio_make");
  apply_fn apply = (apply_fn)dlsym(lib, "lk_ocio_apply");
  void (*free_processor)(lk_ocio_processor*) =
      (void (*)(lk_ocio_processor*))dlsym(lib, "lk_ocio_free_processor");
  void (*free_)(lk_ocio_config*) = (void (*)(lk_ocio_config*))dlsym(lib, "lk_ocio_free");
  if (!open_ || !make || !apply || !free_processor || !free_) return 1;
  char msg[512] = "";
  char path[] = "/tmp/likeness-ocio-XXXXXX";
  int fd = mkstemp(path);
  if (fd < 0 || write(fd, CONFIG, sizeof CONFIG - 1) != (long)(sizeof CONFIG - 1)) return 1;
  close(fd);
  lk_ocio_config* config = NULL;
  lk_ocio_processor* processor = NULL;
  float r = 64, g = -1, b = 1;
  int bad = open_(path, &config, msg, sizeof msg);
  /* An exception of the library's must be caught as its own, whoever else has one of that name. */
  lk_ocio_config* none = NULL;
  bad = bad || open_("/nowhere/config.ocio", &none, msg, sizeof msg) != LK_OCIO_CONFIG || none;
  bad = bad || make(config, "ap0", "half", &processor, msg, sizeof msg);
  bad = bad || apply(processor, &r, &g, &b, 1, msg, sizeof msg);
  bad = bad || r != 32 || g != -0.5f || b != 0.5f;
  free_processor(processor);
  free_(config);
  unlink(path);
  if (bad) fprintf(stderr, "used: %g %g %g, %s\n", r, g, b, msg);
  return bad;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int deep = strcmp(argv[2], "plain") != 0;
  const char* theirs = getenv("OCIO_OF_HOST");
  int (*level)(void) = NULL;
  if (strcmp(argv[2], "beside") == 0) {
    void* host = theirs == NULL ? NULL : dlopen(theirs, RTLD_NOW | RTLD_GLOBAL);
    if (host == NULL) {
      fprintf(stderr, "no OpenColorIO of the host: %s\n", theirs == NULL ? "not named" : dlerror());
      return 77;
    }
    level = (int (*)(void))dlsym(host, "_ZN16OpenColorIO_v2_115GetLoggingLevelEv");
    void (*set)(int) =
        (void (*)(int))dlsym(host, "_ZN16OpenColorIO_v2_115SetLoggingLevelENS_12LoggingLevelE");
    if (level == NULL || set == NULL) return 77;
    set(1); /* warnings: ours sets none */
  }
  void* lib = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL | (deep ? RTLD_DEEPBIND : 0));
  if (lib == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  if (dlsym(RTLD_DEFAULT, "lk_ocio_open") != NULL) {
    fprintf(stderr, "our symbols leaked into the host\n");
    return 1;
  }
  const char* (*version)(void) = (const char* (*)(void))dlsym(lib, "lk_ocio_version");
  if (version == NULL) return 1;
  const char* is = version();
  int bad = deep ? used(lib) : 0;
  printf("%s: version %s, %d calls landed in the host\n", argv[2], is, taken);
  if (level != NULL && level() != 1) {
    fprintf(stderr, "what the host had set in its own OpenColorIO was changed to %d\n", level());
    bad = 1;
  }
  return deep ? bad || taken != 0 : taken == 0;
}
