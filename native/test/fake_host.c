/* A host gone mad, for the bridge's property-based test: every function of every suite answers with
 * any status, any count and any value, from a seed, so that a run can be had again. What it hands
 * out as text or pixels is either memory that is there or an address that cannot be taken for it. */
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "../boot/shims.h"
#include "fake_host.h"

#define EXPORT __attribute__((visibility("default")))

/* ---- properties: half of the time what would be right, so that the way goes on ---- */
static OfxStatus get_pointer(OfxPropertySetHandle s, const char *name, int i, void **out) {
  (void)s, (void)i;
  if (well() && strcmp(name, kOfxImagePropData) == 0) {
    *out = pixels + PIXEL_BYTES / 2 + 16 * below(64);
  } else if (below(5)) {
    *out = wild_pointer();
  }
  return status();
}
static OfxStatus get_string(OfxPropertySetHandle s, const char *name, int i, char **out) {
  (void)s, (void)i;
  if (well() && strcmp(name, kOfxImageEffectPropPixelDepth) == 0) {
    *out = (char *)texts[below(4)];
  } else if (well() && strcmp(name, kOfxImageEffectPropComponents) == 0) {
    *out = (char *)texts[5 + below(3)];
  } else if (below(5)) {
    *out = any_text();
  }
  return status();
}
static OfxStatus get_double(OfxPropertySetHandle s, const char *n, int i, double *out) {
  (void)s, (void)n, (void)i;
  if (below(5)) *out = any_double();
  return status();
}
static OfxStatus get_int(OfxPropertySetHandle s, const char *name, int i, int *out) {
  (void)s;
  if (well() && strcmp(name, kOfxImagePropBounds) == 0) {
    *out = i < 2 ? -(int)below(3) : (int)below(20);
  } else if (well() && strcmp(name, kOfxImagePropRowBytes) == 0) {
    *out = (int)below(700) * (below(4) ? 1 : -1);
  } else if (below(5)) {
    *out = any_int();
  }
  return status();
}
static OfxStatus set_any(OfxPropertySetHandle s, const char *n, int i, const void *v) {
  (void)s, (void)n, (void)i, (void)v;
  return status();
}
static OfxStatus set_double(OfxPropertySetHandle s, const char *n, int i, double v) {
  (void)s, (void)n, (void)i, (void)v;
  return status();
}
static OfxStatus set_int(OfxPropertySetHandle s, const char *n, int i, int v) {
  (void)s, (void)n, (void)i, (void)v;
  return status();
}
static OfxStatus get_count(OfxPropertySetHandle s, const char *n, int *out) {
  (void)s, (void)n;
  if (below(5)) *out = any_int();
  return status();
}
static OfxStatus reset(OfxPropertySetHandle s, const char *n) {
  (void)s, (void)n;
  return status();
}

/* ---- functions with some handles, numbers and one or two places for answers ---- */
static OfxStatus give_1(void *a, void **out) {
  (void)a;
  if (below(5)) *out = any_handle();
  return status();
}
static OfxStatus give_2(void *a, const char *n, void **one, void **two) {
  (void)a, (void)n;
  if (below(5)) *one = any_handle();
  if (below(5)) *two = any_handle();
  return status();
}
static OfxStatus give_image(void *c, double t, const void *region, void **out) {
  (void)t, (void)region;
  return give_1(c, out);
}
static OfxStatus give_rect(void *c, double t, double *out) {
  (void)c, (void)t;
  for (int i = 0; i < 4; i++) out[i] = any_double();
  return status();
}
static OfxStatus take(void *a) {
  (void)a;
  return status();
}
static int abort_asked(void *a) {
  (void)a;
  return any_int();
}
static OfxStatus alloc(void *a, size_t n, void **out) {
  (void)a;
  if (below(5)) *out = n <= PIXEL_BYTES && well() ? pixels : wild_pointer();
  return status();
}
static OfxStatus lock(void *a, void **out) {
  (void)a;
  if (below(5)) *out = well() ? pixels : wild_pointer();
  return status();
}

/* ---- parameters: up to four places of eight bytes ---- */
static void fill(va_list args) {
  unsigned n = below(5);
  for (unsigned i = 0; i < n; i++) {
    void *out = va_arg(args, void *);
    int v;
    double d;
    char *t;
    switch (below(3)) {
      case 0: v = any_int(); memcpy(out, &v, sizeof v); break;
      case 1: d = any_double(); memcpy(out, &d, sizeof d); break;
      default: t = any_text(); memcpy(out, &t, sizeof t); break;
    }
  }
}
static OfxStatus get_value(OfxParamHandle p, ...) {
  va_list args;
  va_start(args, p);
  fill(args);
  va_end(args);
  return status();
}
static OfxStatus get_value_at(OfxParamHandle p, OfxTime t, ...) {
  (void)p;
  va_list args;
  va_start(args, t);
  fill(args);
  va_end(args);
  return status();
}
static OfxStatus get_integral(OfxParamHandle p, OfxTime a, OfxTime b, ...) {
  (void)p, (void)a;
  va_list args;
  va_start(args, b);
  fill(args);
  va_end(args);
  return status();
}
static OfxStatus set_value(OfxParamHandle p, ...) {
  (void)p;
  return status();
}
static OfxStatus set_value_at(OfxParamHandle p, OfxTime t, ...) {
  (void)p, (void)t;
  return status();
}
static OfxStatus key_count(OfxParamHandle p, unsigned *out) {
  (void)p;
  *out = (unsigned)any_int();
  return status();
}
static OfxStatus key_time(OfxParamHandle p, unsigned i, double *out) {
  (void)p, (void)i;
  *out = any_double();
  return status();
}
static OfxStatus key_index(OfxParamHandle p, double t, int d, int *out) {
  (void)p, (void)t, (void)d;
  *out = any_int();
  return status();
}
static OfxStatus delete_key(OfxParamHandle p, double t) {
  (void)p, (void)t;
  return status();
}
static OfxStatus copy(void *a, void *b, double o, const void *r) {
  (void)a, (void)b, (void)o, (void)r;
  return status();
}
static OfxStatus named(void *a, const char *n) {
  (void)a, (void)n;
  return status();
}

/* ---- the small suites ---- */
static OfxStatus message(void *h, const char *t, const char *i, const char *f, ...) {
  (void)h, (void)t, (void)i, (void)f;
  return status();
}
static OfxStatus start_2(void *h, const char *m, const char *i) {
  (void)h, (void)m, (void)i;
  return status();
}
static OfxStatus with_double(void *h, double d) {
  (void)h, (void)d;
  return status();
}
static OfxStatus give_double(void *h, double *out) {
  (void)h;
  *out = any_double();
  return status();
}
static OfxStatus give_doubles(void *h, double *a, double *b) {
  (void)h;
  *a = any_double();
  *b = any_double();
  return status();
}
static OfxStatus multi_thread(void *f, unsigned n, void *a) {
  (void)f, (void)n, (void)a;
  return status();
}
static OfxStatus give_number(unsigned *out) {
  *out = (unsigned)any_int();
  return status();
}
static int nothing(void) { return any_int(); }
static OfxStatus mutex(void **out, int n) {
  (void)n;
  *out = any_handle();
  return status();
}
static OfxStatus colour_out(void *c, int i, float *out) {
  (void)c, (void)i;
  for (int k = 0; k < 4; k++) out[k] = (float)any_double();
  return status();
}
static OfxStatus colour_in(void *c, const void *v) {
  (void)c, (void)v;
  return status();
}
static OfxStatus width(void *c, float w) {
  (void)c, (void)w;
  return status();
}
static OfxStatus stipple(void *c, int p) {
  (void)c, (void)p;
  return status();
}
static OfxStatus draw(void *c, int k, const double *p, int n) {
  (void)c, (void)k, (void)p, (void)n;
  return status();
}
static OfxStatus draw_text(void *c, const char *t, const double *p, int a) {
  (void)c, (void)t, (void)p, (void)a;
  return status();
}
static OfxStatus curve_value(void *p, int i, double t, double x, double *out) {
  (void)p, (void)i, (void)t, (void)x;
  *out = any_double();
  return status();
}
static OfxStatus curve_count(void *p, int i, double t, int *out) {
  (void)p, (void)i, (void)t;
  *out = any_int();
  return status();
}
static OfxStatus curve_point(void *p, int i, double t, int n, double *a, double *b) {
  (void)p, (void)i, (void)t, (void)n;
  return give_doubles(p, a, b);
}
static OfxStatus curve_set(void *p, int i, double t, int n, double a, double b, bool k) {
  (void)p, (void)i, (void)t, (void)n, (void)a, (void)b, (void)k;
  return status();
}
static OfxStatus curve_add(void *p, int i, double t, double a, double b, bool k) {
  (void)p, (void)i, (void)t, (void)a, (void)b, (void)k;
  return status();
}
static OfxStatus curve_delete(void *p, int i, int n) {
  (void)p, (void)i, (void)n;
  return status();
}
static OfxStatus plane_1(void *c, double t, const char *p, const void *r, void **out) {
  (void)c, (void)t, (void)p, (void)r;
  return give_1(c, out);
}
static OfxStatus plane_2(void *c, double t, int v, const char *p, const void *r, void **out) {
  (void)t, (void)v, (void)p, (void)r;
  return give_1(c, out);
}
static OfxStatus plane_rect(void *c, double t, int v, double *out) {
  (void)v;
  return give_rect(c, t, out);
}
static OfxStatus view_name(void *e, int v, char **out) {
  (void)e, (void)v;
  *out = any_text();
  return status();
}
static OfxStatus view_count(void *e, int *out) {
  (void)e;
  *out = any_int();
  return status();
}
static OfxStatus compile(const char *s, int o, void *out) {
  (void)s, (void)o, (void)out;
  return status();
}

typedef void (*Any)(void);
#define F(f) ((Any)f)
#define MOST 18
static const struct {
  const char *name;
  int version, count;
  Any functions[MOST];
} suites[] = {
    {kOfxPropertySuite, 1, 18,
     {F(set_any), F(set_any), F(set_double), F(set_int), F(set_any), F(set_any), F(set_any),
      F(set_any), F(get_pointer), F(get_string), F(get_double), F(get_int), F(get_pointer),
      F(get_string), F(get_double), F(get_int), F(reset), F(get_count)}},
    {kOfxImageEffectSuite, 1, 13,
     {F(give_1), F(give_1), F(give_1), F(give_2), F(give_1), F(give_image), F(take), F(give_rect),
      F(abort_asked), F(alloc), F(take), F(lock), F(take)}},
    {kOfxParameterSuite, 1, 18,
     {F(give_2), F(give_2), F(give_1), F(give_1), F(get_value), F(get_value_at), F(get_value_at),
      F(get_integral), F(set_value), F(set_value_at), F(key_count), F(key_time), F(key_index),
      F(delete_key), F(take), F(copy), F(named), F(take)}},
    {kOfxMemorySuite, 1, 2, {F(alloc), F(take)}},
    {kOfxMultiThreadSuite, 1, 9,
     {F(multi_thread), F(give_number), F(give_number), F(nothing), F(mutex), F(take), F(take),
      F(take), F(take)}},
    {kOfxMessageSuite, 1, 1, {F(message)}},
    {kOfxMessageSuite, 2, 3, {F(message), F(message), F(take)}},
    {kOfxProgressSuite, 1, 3, {F(named), F(with_double), F(take)}},
    {kOfxProgressSuite, 2, 3, {F(start_2), F(with_double), F(take)}},
    {kOfxTimeLineSuite, 1, 3, {F(give_double), F(with_double), F(give_doubles)}},
    {"OfxInteractSuite", 1, 3, {F(take), F(take), F(give_1)}},
    {"OfxDrawSuite", 1, 6,
     {F(colour_out), F(colour_in), F(width), F(stipple), F(draw), F(draw_text)}},
    {"OfxParametricParameterSuite", 1, 7,
     {F(curve_value), F(curve_count), F(curve_point), F(curve_set), F(curve_add), F(curve_delete),
      F(stipple)}},
    {"uk.co.thefoundry.FnOfxImageEffectPlaneSuite", 1, 1, {F(plane_1)}},
    {"uk.co.thefoundry.FnOfxImageEffectPlaneSuite", 2, 4,
     {F(plane_2), F(plane_rect), F(view_name), F(view_count)}},
    {"OfxImageEffectOpenGLRenderSuite", 1, 3, {F(plane_1), F(take), F(nothing)}},
    {"OfxOpenCLProgramSuite", 1, 1, {F(compile)}},
    {"OfxDialogSuite", 1, 2, {F(take), F(nothing)}}};
#define SUITES ((int)(sizeof suites / sizeof *suites))

/* The tables that the host hands out: copies with places left empty. */
static Any tables[SUITES][MOST];

static const void *fetch(OfxPropertySetHandle host, const char *name, int version) {
  (void)host;
  for (int i = 0; i < SUITES; i++) {
    if (strcmp(suites[i].name, name) == 0 && suites[i].version == version) {
      int mandatory = i < 3;
      if (below(mandatory ? 40 : 4) == 0) return NULL;
      int holes = below(mandatory ? 20 : 4) == 0;
      for (int f = 0; f < suites[i].count; f++) {
        tables[i][f] = holes && below(3) == 0 ? NULL : suites[i].functions[f];
      }
      return tables[i];
    }
  }
  return NULL;
}

static OfxHost host = {NULL, fetch};

/* Begins a run; share of sound answers in percent. NULL if there is no place for pixels. */
EXPORT const OfxHost *fake_host(uint64_t seed, unsigned percent) {
  if (!begin_values(seed, percent)) return NULL;
  host.host = (OfxPropertySetHandle)(uintptr_t)(1 + seed % 1000000007u);
  return &host;
}

/* Numbers drawn since the run began. */
EXPORT long fake_calls(void) { return calls; }
EXPORT const BootShims *fake_shims(void) { return boot_shims(NULL); }
EXPORT uint64_t fake_handle(void) { return (uint64_t)(uintptr_t)any_handle(); }
