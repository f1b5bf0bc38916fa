/* The shim from plain C: round trips, wrong calls, files that are not sound, a full disk, threads. */
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "likeness_exr.h"

static char msg[512];
static int checks;

#define CHECK(condition)                                                              \
  do {                                                                                \
    checks++;                                                                         \
    if (!(condition)) {                                                               \
      fprintf(stderr, "%s:%d: %s (%s)\n", __FILE__, __LINE__, #condition, msg);       \
      exit(1);                                                                        \
    }                                                                                 \
  } while (0)

enum { W = 97, H = 300 };

static lk_exr_part_info info_of(const char* name, int compression) {
  lk_exr_part_info i;
  memset(&i, 0, sizeof i);
  i.struct_size = sizeof i;
  i.data_x0 = -5;
  i.data_y0 = -11;
  i.data_x1 = i.data_x0 + W;
  i.data_y1 = i.data_y0 + H;
  i.display_x1 = 64;
  i.display_y1 = 32;
  i.pixel_aspect = 2.0f;
  i.compression = compression;
  snprintf(i.name, sizeof i.name, "%s", name);
  return i;
}

static float sample(int channel, int x, int y) { return (float)((x * 7 + y * 3 + channel) % 512) / 4; }

/* Two channels, interleaved, rows padded: strides are not those of tight planes. Returns the status
 * of the first call that failed. */
static int write_file(const char* path, int threads, int compression, char* m, int n) {
  lk_exr_writer* w = NULL;
  int s = lk_exr_writer_open(path, threads, &w, m, n);
  if (s) return s;
  lk_exr_part_info i = info_of("", compression);
  float* data = malloc((size_t)H * (2 * W + 3) * sizeof(float));
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++)
      for (int c = 0; c < 2; c++) data[y * (2 * W + 3) + 2 * x + c] = sample(c, x, y);
  int64_t row = (2 * W + 3) * (int64_t)sizeof(float);
  s = lk_exr_writer_add_part(w, &i, m, n);
  if (!s) s = lk_exr_writer_add_channel(w, 0, "R", LK_EXR_HALF, m, n);
  if (!s) s = lk_exr_writer_add_channel(w, 0, "ids.id", LK_EXR_UINT, m, n);
  if (!s) s = lk_exr_writer_set_attribute(w, 0, "likeness/x", "string", "abc", 3, m, n);
  if (!s) s = lk_exr_writer_begin(w, m, n);
  for (int y = 0; y < H && !s; y += 64) {
    int rows = H - y < 64 ? H - y : 64;
    s = lk_exr_writer_rows(w, 0, rows, data + y * (2 * W + 3), 2 * sizeof(float), row,
                           sizeof(float), m, n);
  }
  if (!s) s = lk_exr_writer_finish(w, 1, m, n);
  lk_exr_writer_free(w);
  free(data);
  return s;
}

static void check_file(const char* path) {
  lk_exr_reader* r = NULL;
  int32_t parts = 0;
  CHECK(lk_exr_reader_open(path, 2, &r, &parts, msg, sizeof msg) == LK_EXR_OK);
  CHECK(parts == 1);
  lk_exr_part_info i = info_of("", 0);
  CHECK(lk_exr_reader_part(r, 0, &i, msg, sizeof msg) == 0);
  CHECK(i.data_x0 == -5 && i.data_y1 == -11 + H && i.display_x1 == 64 && i.pixel_aspect == 2.0f);
  CHECK(i.channel_count == 2 && i.storage == LK_EXR_SCANLINES);
  lk_exr_channel_info c = {sizeof c, 0, 0, 0, ""};
  CHECK(lk_exr_reader_channel(r, 0, 1, &c, msg, sizeof msg) == 0);
  CHECK(strcmp(c.name, "ids.id") == 0 && c.type == LK_EXR_UINT && c.x_sampling == 1);
  int found = 0;
  for (int a = 0; a < i.attribute_count; a++) {
    lk_exr_attribute_info t = {sizeof t, 0, "", ""};
    CHECK(lk_exr_reader_attribute(r, 0, a, &t, msg, sizeof msg) == 0);
    if (strcmp(t.name, "likeness/x") == 0) {
      char v[8] = "";
      found = 1;
      CHECK(t.value_size == 3 && strcmp(t.type, "string") == 0);
      CHECK(lk_exr_reader_attribute_value(r, 0, a, v, 2, msg, sizeof msg) == LK_EXR_ARGUMENT);
      CHECK(lk_exr_reader_attribute_value(r, 0, a, v, 8, msg, sizeof msg) == 0);
      CHECK(strcmp(v, "abc") == 0);
    }
  }
  CHECK(found);
  int32_t wanted[2] = {1, 0};
  float* data = malloc(sizeof(float) * 2 * W * H);
  CHECK(lk_exr_reader_rows(r, 0, -11, H, wanted, 2, data, 4, 4 * W, 4 * W * H, msg, sizeof msg) == 0);
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++) {
      CHECK(data[y * W + x] == floorf(sample(1, x, y)));
      CHECK(data[W * H + y * W + x] == sample(0, x, y));
    }
  CHECK(lk_exr_reader_rows(r, 0, -12, 1, wanted, 2, data, 4, 4 * W, 4, msg, sizeof msg) ==
        LK_EXR_ARGUMENT);
  CHECK(lk_exr_reader_rows(r, 0, -11, H + 1, wanted, 2, data, 4, 4 * W, 4, msg, sizeof msg) ==
        LK_EXR_ARGUMENT);
  wanted[0] = 9;
  CHECK(lk_exr_reader_rows(r, 0, -11, 1, wanted, 2, data, 4, 4 * W, 4, msg, sizeof msg) ==
        LK_EXR_ARGUMENT);
  free(data);
  lk_exr_reader_free(r);
}

static void wrong_calls(void) {
  lk_exr_writer* w = NULL;
  float one = 1;
  CHECK(lk_exr_writer_open("no/such/folder/x.exr", 1, &w, msg, sizeof msg) == LK_EXR_IO);
  CHECK(w == NULL && strstr(msg, "No such file") != NULL);
  CHECK(lk_exr_writer_open(NULL, 1, &w, msg, sizeof msg) == LK_EXR_ARGUMENT);
  unlink("wrong.exr");
  CHECK(lk_exr_writer_open("wrong.exr", 1, &w, msg, sizeof msg) == 0);
  lk_exr_part_info i = info_of("", 3);
  i.struct_size = 4;
  CHECK(lk_exr_writer_add_part(w, &i, msg, sizeof msg) == LK_EXR_ARGUMENT);
  i = info_of("", 99);
  CHECK(lk_exr_writer_add_part(w, &i, msg, sizeof msg) == LK_EXR_ARGUMENT);
  i = info_of("", 3);
  i.data_x1 = i.data_x0;
  CHECK(lk_exr_writer_add_part(w, &i, msg, sizeof msg) == LK_EXR_ARGUMENT);
  i = info_of("", 3);
  CHECK(lk_exr_writer_begin(w, msg, sizeof msg) == LK_EXR_ARGUMENT);
  CHECK(lk_exr_writer_add_part(w, &i, msg, sizeof msg) == 0);
  CHECK(lk_exr_writer_add_channel(w, 1, "R", 1, msg, sizeof msg) == LK_EXR_ARGUMENT);
  CHECK(lk_exr_writer_add_channel(w, 0, "R", 7, msg, sizeof msg) == LK_EXR_ARGUMENT);
  CHECK(lk_exr_writer_add_channel(w, 0, "R", 1, msg, sizeof msg) == 0);
  CHECK(lk_exr_writer_add_channel(w, 0, "R", 1, msg, sizeof msg) == LK_EXR_ARGUMENT);
  CHECK(strstr(msg, "R") != NULL);
  CHECK(lk_exr_writer_set_attribute(w, 0, "a", "v2f", &one, 4, msg, sizeof msg) == LK_EXR_ARGUMENT);
  CHECK(lk_exr_writer_set_attribute(w, 0, "a", "float", "12345678", 8, msg, sizeof msg) ==
        LK_EXR_ARGUMENT);
  CHECK(lk_exr_writer_rows(w, 0, 1, &one, 4, 4, 4, msg, sizeof msg) == LK_EXR_ARGUMENT);
  CHECK(lk_exr_writer_finish(w, 0, msg, sizeof msg) == LK_EXR_ARGUMENT);
  CHECK(lk_exr_writer_begin(w, msg, sizeof msg) == 0);
  CHECK(lk_exr_writer_begin(w, msg, sizeof msg) == LK_EXR_ARGUMENT);
  CHECK(lk_exr_writer_finish(w, 0, msg, sizeof msg) == LK_EXR_ARGUMENT); /* rows are missing */
  lk_exr_writer_free(w);
  unlink("wrong.exr");
  lk_exr_writer_free(NULL);
  lk_exr_reader_free(NULL);
}

static void unsound_files(void) {
  lk_exr_reader* r = NULL;
  int32_t parts;
  CHECK(lk_exr_reader_open("nowhere.exr", 1, &r, &parts, msg, sizeof msg) == LK_EXR_IO);
  FILE* f = fopen("unsound.exr", "wb");
  fputs("this is no picture", f);
  fclose(f);
  CHECK(lk_exr_reader_open("unsound.exr", 1, &r, &parts, msg, sizeof msg) == LK_EXR_FORMAT);
  char tiny[8];
  CHECK(lk_exr_reader_open("unsound.exr", 1, &r, &parts, tiny, sizeof tiny) == LK_EXR_FORMAT);
  CHECK(strlen(tiny) == 7); /* cut, ended */
  CHECK(lk_exr_reader_open("unsound.exr", 1, &r, &parts, NULL, 0) == LK_EXR_FORMAT);
  unlink("unsound.exr");
}

/* The file may not grow over 20,000 bytes: what a full disk looks like to the writer. Called before
 * OpenEXR has threads: a child made later would wait for threads that it does not have. */
static void full_disk(void) {
  pid_t child = fork();
  if (child == 0) {
    struct rlimit limit = {20000, 20000};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    unlink("full.exr");
    int s = write_file("full.exr", 1, 0, msg, sizeof msg);
    _exit(s == LK_EXR_IO && strstr(msg, "writing failed") != NULL ? 0 : 1);
  }
  int status = 1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  unlink("full.exr");
}

static void* writer_thread(void* path) {
  char m[256];
  return (void*)(intptr_t)write_file(path, 3, 3, m, sizeof m);
}

static long size_and_bytes(const char* path, char** bytes) {
  FILE* f = fopen(path, "rb");
  CHECK(f != NULL);
  fseek(f, 0, SEEK_END);
  long n = ftell(f);
  rewind(f);
  *bytes = malloc((size_t)n);
  CHECK(fread(*bytes, 1, (size_t)n, f) == (size_t)n);
  fclose(f);
  return n;
}

static void threads(void) {
  char names[6][16];
  pthread_t t[6];
  for (int i = 0; i < 6; i++) {
    snprintf(names[i], sizeof names[i], "t%d.exr", i);
    unlink(names[i]);
    CHECK(pthread_create(&t[i], NULL, writer_thread, names[i]) == 0);
  }
  for (int i = 0; i < 6; i++) {
    void* s;
    pthread_join(t[i], &s);
    CHECK(s == NULL);
  }
  char* first;
  long n = size_and_bytes(names[0], &first);
  for (int i = 0; i < 6; i++) {
    char* other;
    CHECK(size_and_bytes(names[i], &other) == n && memcmp(first, other, (size_t)n) == 0);
    free(other);
    unlink(names[i]);
  }
  free(first);
}

int main(void) {
  CHECK(lk_exr_abi() == LK_EXR_ABI);
  CHECK(lk_exr_version()[0] == '3');
  full_disk();
  for (int compression = 0; compression <= 4; compression++) {
    unlink("a.exr");
    CHECK(write_file("a.exr", compression % 2 ? 4 : 1, compression, msg, sizeof msg) == 0);
    CHECK(write_file("a.exr", 1, compression, msg, sizeof msg) == LK_EXR_IO); /* exists */
    check_file("a.exr");
    unlink("a.exr");
  }
  wrong_calls();
  unsound_files();
  threads();
  printf("%d checks\n", checks);
  return 0;
}
