/* The shim's own test: a configuration is written, read, listed and used; wrong ones are refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "likeness_ocio.h"

static int failures = 0;

#define CHECK(what)                                      \
  do {                                                   \
    if (!(what)) {                                       \
      printf("line %d: %s: %s\n", __LINE__, #what, msg); \
      failures++;                                        \
    }                                                    \
  } while (0)

static const char CONFIG[] =
    "ocio_profile_version: 2\n"
    "roles:\n  aces_interchange: ap0\n  scene_linear: half\n  default: ap0\n"
    "colorspaces:\n"
    "  - !<ColorSpace>\n    name: ap0\n    family: scene\n"
    "  - !<ColorSpace>\n    name: half\n    from_scene_reference: !<MatrixTransform> "
    "{matrix: [0.5,0,0,0, 0,0.5,0,0, 0,0,0.5,0, 0,0,0,1]}\n";

int main(void) {
  char msg[1024] = "";
  char path[] = "/tmp/likeness-ocio-XXXXXX";
  int fd = mkstemp(path);
  if (fd < 0 || write(fd, CONFIG, sizeof CONFIG - 1) != (long)(sizeof CONFIG - 1)) {
    return 2;
  }
  close(fd);
  CHECK(lk_ocio_abi() == LK_OCIO_ABI);
  CHECK(strlen(lk_ocio_version()) > 2);
  lk_ocio_config* c = NULL;
  CHECK(lk_ocio_open(path, &c, msg, sizeof msg) == LK_OCIO_OK);
  char text[256] = "";
  int32_t needed = 0;
  CHECK(lk_ocio_list(c, text, 4, &needed, msg, sizeof msg) == LK_OCIO_OK && text[0] == 0);
  CHECK(needed > 20 && needed < 256);
  CHECK(lk_ocio_list(c, text, sizeof text, &needed, msg, sizeof msg) == LK_OCIO_OK);
  CHECK(strstr(text, "space\tap0\tscene\n") && strstr(text, "role\tscene_linear\thalf\n"));
  CHECK(lk_ocio_resolve(c, "scene_linear", text, sizeof text, msg, sizeof msg) == LK_OCIO_OK);
  CHECK(strcmp(text, "half") == 0);
  CHECK(lk_ocio_resolve(c, "nothing", text, sizeof text, msg, sizeof msg) == LK_OCIO_OK);
  CHECK(text[0] == 0);
  lk_ocio_processor* p = NULL;
  CHECK(lk_ocio_make(c, "nothing", "ap0", &p, msg, sizeof msg) == LK_OCIO_CONFIG);
  CHECK(strstr(msg, "nothing") != NULL && p == NULL);
  CHECK(lk_ocio_make(c, "half", "aces_interchange", &p, msg, sizeof msg) == LK_OCIO_OK);
  float r[3] = {1, -0.5f, 64}, g[3] = {0, 0.25f, 3}, b[3] = {2, 4, 8};
  CHECK(lk_ocio_apply(p, r, g, b, 3, msg, sizeof msg) == LK_OCIO_OK);
  CHECK(fabsf(r[0] - 2) < 1e-6f && fabsf(r[1] + 1) < 1e-6f && fabsf(r[2] - 128) < 1e-4f);
  CHECK(fabsf(g[1] - 0.5f) < 1e-6f && fabsf(b[2] - 16) < 1e-5f);
  CHECK(lk_ocio_apply(NULL, r, g, b, 3, msg, sizeof msg) == LK_OCIO_ARGUMENT);
  lk_ocio_free_processor(p);
  lk_ocio_free(c);
  c = NULL;
  CHECK(lk_ocio_open("/nowhere/config.ocio", &c, msg, sizeof msg) == LK_OCIO_CONFIG && c == NULL);
  FILE* f = fopen(path, "w");
  fputs("colorspaces: [", f);
  fclose(f);
  CHECK(lk_ocio_open(path, &c, msg, sizeof msg) == LK_OCIO_CONFIG && c == NULL);
  CHECK(strlen(msg) > 10);
  unlink(path);
  printf("%s\n", failures ? "failed" : "ok");
  return failures ? 1 : 0;
}
