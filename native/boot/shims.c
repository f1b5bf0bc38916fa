/* OFX has variadic functions, and a caller that goes through a foreign-function library cannot be
 * sure of the convention for them (it differs on some systems). These take fixed arguments. Passing
 * more variadic arguments than the callee reads is allowed in C, so one shim serves all arities. */
#include "boot.h"

typedef OfxStatus (*GetFn)(OfxParamHandle, ...);
typedef OfxStatus (*GetAtFn)(OfxParamHandle, OfxTime, ...);

static OfxStatus param_get(void *fn, void *param, void *a, void *b, void *c, void *d) {
  return ((GetFn)fn)((OfxParamHandle)param, a, b, c, d);
}

static OfxStatus param_get_at(void *fn, void *param, double time, void *a, void *b, void *c,
                              void *d) {
  return ((GetAtFn)fn)((OfxParamHandle)param, time, a, b, c, d);
}

static OfxStatus param_set_int(void *fn, void *param, int a, int b, int c) {
  return ((GetFn)fn)((OfxParamHandle)param, a, b, c);
}

static OfxStatus param_set_double(void *fn, void *param, double a, double b, double c, double d) {
  return ((GetFn)fn)((OfxParamHandle)param, a, b, c, d);
}

static OfxStatus param_set_string(void *fn, void *param, const char *text) {
  return ((GetFn)fn)((OfxParamHandle)param, text);
}

static OfxStatus message(void *fn, void *handle, const char *type, const char *id,
                         const char *text) {
  return ((OfxMessageFunction)fn)(handle, type, id, "%s", text);
}

const BootShims *boot_shims(void) {
  static const BootShims shims = {sizeof(BootShims), 0,      param_get, param_get_at, param_set_int,
                                  param_set_double, param_set_string, message};
  return &shims;
}
