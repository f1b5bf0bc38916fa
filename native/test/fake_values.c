/* What the host gone mad answers with: any number, text, address and status, from a seed. */
#define _GNU_SOURCE
#include <limits.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>

#include "fake_host.h"

uint64_t state;
long calls;
/* How many of 100 answers are sound. */
unsigned sound = 50;

static uint64_t next(void) {
  calls++;
  uint64_t z = (state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

unsigned below(unsigned n) { return (unsigned)(next() % n); }
int well(void) { return below(100) < sound; }

OfxStatus status(void) {
  static const int odd[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 1000, 1001, 1002, -1, INT_MAX, INT_MIN};
  return well() ? kOfxStatOK : odd[below(sizeof odd / sizeof *odd)];
}

int any_int(void) {
  static const int odd[] = {0, 1, -1, 2, 3, 4, 16, 64, 1000, INT_MAX, INT_MIN, INT_MAX - 1, 1 << 20};
  return below(3) ? odd[below(sizeof odd / sizeof *odd)] : (int)next();
}

double any_double(void) {
  const double odd[] = {0,    -0.0,   1,        -1,      0.5,     24,   1e9, NAN, INFINITY,
                        -INFINITY, 1e308, 5e-324, -1e-300, INT_MAX, 1e18, 7};
  if (below(3)) return odd[below(sizeof odd / sizeof *odd)];
  uint64_t bits = next();
  double d;
  memcpy(&d, &bits, sizeof d);
  return d;
}

static char long_text[100001];
const char *const texts[] = {
    "OfxBitDepthFloat", "OfxBitDepthByte", "OfxBitDepthShort", "OfxBitDepthHalf", "OfxBitDepthNone",
    "OfxImageComponentRGBA", "OfxImageComponentRGB", "OfxImageComponentAlpha", "OfxImageComponentNone",
    "OfxFieldNone", "OfxChangeUserEdited", "OfxImageAlphaPremultiplied", "uk.co.thefoundry.nuke",
    "DaVinciResolve", "Source", "Output", "amount", "", " ", "%s%n%s%n", "\xff\xfe\xc3\x28\xf0\x28",
    "\n\t\\", "/", "..", "0", "-1", long_text};

/* Pixels lie where nothing else is, so that what is written behind them hits no memory; and there is
 * no memory at the other place, which no system gives away on its own. */
#define NOWHERE ((char *)0x200000)
unsigned char *pixels;

void *wild_pointer(void) {
  switch (below(8)) {
    case 0: return NULL;
    case 1: return (void *)1;
    case 2: return (void *)(uintptr_t)below(65536);
    case 3: return (void *)-1;
    case 4: return (void *)((uintptr_t)next() | 0xFF00000000000000u);
    case 5: return NOWHERE;
    case 6: return NOWHERE + 7;
    default: return pixels + below(PIXEL_BYTES);
  }
}

char *any_text(void) {
  if (below(6)) return (char *)texts[below(sizeof texts / sizeof *texts)];
  char *wild = wild_pointer();
  /* Pixels may have no end, which no reader of a text could see. */
  return (unsigned char *)wild >= pixels && (unsigned char *)wild < pixels + PIXEL_BYTES ? NULL : wild;
}
void *any_handle(void) { return well() ? (void *)(uintptr_t)(1 + below(64)) : wild_pointer(); }

/* A place for pixels where nothing else is; 0 if there is none. */
int begin_values(uint64_t seed, unsigned percent) {
  if (!pixels) {
    void *place = mmap((void *)0x100000000000, PIXEL_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (place == MAP_FAILED) return 0;
    pixels = place;
    memset(long_text, 'x', sizeof long_text - 1);
  }
  state = seed;
  calls = 0;
  sound = percent > 100 ? 100 : percent;
  memset(pixels + PIXEL_BYTES / 2, (int)(seed & 0xFF), 1 << 16);
  return 1;
}
