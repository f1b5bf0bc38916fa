/* table_probe FILE: reads a table of effects as the boot library does, replays every description into
 * a host that counts, and prints what came out. Built with the sanitizers, so that a bad table that is
 * read beyond its end does not pass. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../boot/boot.h"

static char folder[PATH_MAX];
const char *boot_resources(void) { return folder; }
void boot_log(const char *format, ...) {
  va_list args;
  va_start(args, format);
  vprintf(format, args);
  va_end(args);
  putchar('\n');
}

static int strings, ints, doubles, clips, params, pointers;
static double sum;
static char some_set;

static OfxStatus set_string(OfxPropertySetHandle s, const char *n, int i, const char *v) {
  (void)s, (void)i;
  if (strcmp(n, "OfxPropLabel") == 0) printf("label <%s>\n", v);
  strings++;
  return kOfxStatErrUnknown; /* a host that knows nothing: no failure */
}
static OfxStatus set_int(OfxPropertySetHandle s, const char *n, int i, int v) {
  (void)s, (void)n, (void)i;
  sum += v;
  ints++;
  return kOfxStatOK;
}
static OfxStatus set_double(OfxPropertySetHandle s, const char *n, int i, double v) {
  (void)s, (void)n, (void)i;
  sum += v;
  doubles++;
  return kOfxStatOK;
}
static OfxStatus set_pointer(OfxPropertySetHandle s, const char *n, int i, void *v) {
  (void)s, (void)n, (void)i;
  pointers += v != NULL;
  return kOfxStatOK;
}
static OfxStatus get_string(OfxPropertySetHandle s, const char *n, int i, char **v) {
  (void)n, (void)i;
  *v = (char *)s;
  return kOfxStatOK;
}
static OfxStatus property_set(OfxImageEffectHandle e, OfxPropertySetHandle *out) {
  (void)e;
  *out = (OfxPropertySetHandle)&some_set;
  return kOfxStatOK;
}
static OfxStatus param_set(OfxImageEffectHandle e, OfxParamSetHandle *out) {
  (void)e;
  *out = (OfxParamSetHandle)&some_set;
  return kOfxStatOK;
}
static OfxStatus clip_define(OfxImageEffectHandle e, const char *n, OfxPropertySetHandle *out) {
  (void)e, (void)n;
  *out = clips++ % 2 ? NULL : (OfxPropertySetHandle)&some_set; /* some hosts give none */
  return kOfxStatOK;
}
static OfxStatus param_define(OfxParamSetHandle s, const char *t, const char *n,
                              OfxPropertySetHandle *out) {
  (void)s, (void)n;
  *out = (OfxPropertySetHandle)&some_set; /* even where it is refused */
  params++;
  return strcmp(t, "OfxParamTypeRefused") == 0 ? kOfxStatErrUnsupported : kOfxStatOK;
}

static OfxStatus params_set(OfxParamSetHandle s, OfxPropertySetHandle *out) {
  *out = (OfxPropertySetHandle)s;
  return kOfxStatOK;
}

static OfxPropertySuiteV1 property_suite = {.propSetPointer = set_pointer,
                                            .propSetString = set_string,
                                            .propSetInt = set_int,
                                            .propSetDouble = set_double,
                                            .propGetString = get_string};
static OfxImageEffectSuiteV1 effect_suite = {
    .getPropertySet = property_set, .getParamSet = param_set, .clipDefine = clip_define};
static OfxParameterSuiteV1 parameter_suite = {.paramDefine = param_define,
                                               .paramSetGetPropertySet = params_set};

static const void *fetch(OfxPropertySetHandle host, const char *name, int version) {
  (void)host, (void)version;
  if (strcmp(name, kOfxPropertySuite) == 0) return &property_suite;
  if (strcmp(name, kOfxImageEffectSuite) == 0) return &effect_suite;
  if (strcmp(name, kOfxParameterSuite) == 0) return &parameter_suite;
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  snprintf(folder, sizeof folder, "%s", argv[1]);
  OfxHost host = {NULL, fetch};
  BootAddresses addresses = {&some_set, &some_set};
  int n = boot_table_load();
  printf("effects %d\n", n);
  for (int i = 0; i < n; i++) {
    printf("effect %s %u.%u\n", boot_table_id(i), boot_table_major(i), boot_table_minor(i));
    int d = boot_describe(i, &host, (OfxImageEffectHandle)&some_set, &addresses);
    int f = boot_describe_in_context(i, &host, (OfxImageEffectHandle)&some_set,
                                     (OfxPropertySetHandle)kOfxImageEffectContextFilter, &addresses);
    int p = boot_describe_in_context(i, &host, (OfxImageEffectHandle)&some_set,
                                     (OfxPropertySetHandle) "OfxImageEffectContextPaint",
                                     &addresses);
    int none = boot_describe_in_context(i, &host, (OfxImageEffectHandle)&some_set, NULL, &addresses);
    printf("answers %d %d %d %d\n", d, f, p, none);
  }
  printf("strings %d ints %d doubles %d clips %d params %d sum %g pointers %d\n", strings, ints,
         doubles, clips, params, sum, pointers);
  return 0;
}
