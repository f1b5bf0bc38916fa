/* Plain functions around those of the host's suites, for a caller that is not C. Each takes the
 * address of the host's function first and then that function's arguments. That gives three things
 * that a foreign-function library cannot: the right convention for variadic functions (it differs on
 * some systems; passing more variadic arguments than the callee reads is allowed, so one shim serves
 * all numbers of them), a suite for each host without binding anything anew, and an answer instead of
 * a crash where a host left a place of its table empty.
 *
 * A name tells the arguments in order: p pointer, i int, u unsigned, z size, d double, f float,
 * b bool. The names are how the other side finds them. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "shims.h"

#define SHIM(name, params, types, args)                                 \
  static OfxStatus name params {                                        \
    return fn ? ((OfxStatus(*) types)fn)args : kOfxStatErrMissingHostFeature; \
  }

typedef void *P;
typedef unsigned int U;

SHIM(v, (P fn), (void), ())
SHIM(p, (P fn, P a), (P), (a))
SHIM(pp, (P fn, P a, P b), (P, P), (a, b))
SHIM(ppp, (P fn, P a, P b, P c), (P, P, P), (a, b, c))
SHIM(pppp, (P fn, P a, P b, P c, P d), (P, P, P, P), (a, b, c, d))
SHIM(ppip, (P fn, P a, P b, int c, P d), (P, P, int, P), (a, b, c, d))
SHIM(ppii, (P fn, P a, P b, int c, int d), (P, P, int, int), (a, b, c, d))
SHIM(ppid, (P fn, P a, P b, int c, double d), (P, P, int, double), (a, b, c, d))
SHIM(pppi, (P fn, P a, P b, P c, int d), (P, P, P, int), (a, b, c, d))
SHIM(pi, (P fn, P a, int b), (P, int), (a, b))
SHIM(pii, (P fn, P a, int b, int c), (P, int, int), (a, b, c))
SHIM(pip, (P fn, P a, int b, P c), (P, int, P), (a, b, c))
SHIM(pipi, (P fn, P a, int b, P c, int d), (P, int, P, int), (a, b, c, d))
SHIM(pup, (P fn, P a, U b, P c), (P, U, P), (a, b, c))
SHIM(pzp, (P fn, P a, size_t b, P c), (P, size_t, P), (a, b, c))
SHIM(pf, (P fn, P a, float b), (P, float), (a, b))
SHIM(pd, (P fn, P a, double b), (P, double), (a, b))
SHIM(pdp, (P fn, P a, double b, P c), (P, double, P), (a, b, c))
SHIM(pdpp, (P fn, P a, double b, P c, P d), (P, double, P, P), (a, b, c, d))
SHIM(pdppp, (P fn, P a, double b, P c, P d, P e), (P, double, P, P, P), (a, b, c, d, e))
SHIM(pdip, (P fn, P a, double b, int c, P d), (P, double, int, P), (a, b, c, d))
SHIM(pdippp, (P fn, P a, double b, int c, P d, P e, P f), (P, double, int, P, P, P),
     (a, b, c, d, e, f))
SHIM(ppdp, (P fn, P a, P b, double c, P d), (P, P, double, P), (a, b, c, d))
SHIM(piddp, (P fn, P a, int b, double c, double d, P e), (P, int, double, double, P),
     (a, b, c, d, e))
SHIM(pidp, (P fn, P a, int b, double c, P d), (P, int, double, P), (a, b, c, d))
SHIM(pidipp, (P fn, P a, int b, double c, int d, P e, P f), (P, int, double, int, P, P),
     (a, b, c, d, e, f))
SHIM(pididdb, (P fn, P a, int b, double c, int d, double e, double f, int g),
     (P, int, double, int, double, double, bool), (a, b, c, d, e, f, g != 0))
SHIM(pidddb, (P fn, P a, int b, double c, double d, double e, int f),
     (P, int, double, double, double, bool), (a, b, c, d, e, f != 0))

/* ---- variadic ---- */
SHIM(paramGet, (P fn, P param, P a, P b, P c, P d), (P, ...), (param, a, b, c, d))
SHIM(paramGetAt, (P fn, P param, double time, P a, P b, P c, P d), (P, OfxTime, ...),
     (param, time, a, b, c, d))
SHIM(paramIntegral, (P fn, P param, double from, double to, P a, P b, P c, P d),
     (P, OfxTime, OfxTime, ...), (param, from, to, a, b, c, d))
SHIM(paramSetInt, (P fn, P param, int a, int b, int c), (P, ...), (param, a, b, c))
SHIM(paramSetDouble, (P fn, P param, double a, double b, double c, double d), (P, ...),
     (param, a, b, c, d))
SHIM(paramSetPointer, (P fn, P param, P value), (P, ...), (param, value))
SHIM(paramSetIntAt, (P fn, P param, double time, int a, int b, int c), (P, OfxTime, ...),
     (param, time, a, b, c))
SHIM(paramSetDoubleAt, (P fn, P param, double time, double a, double b, double c, double d),
     (P, OfxTime, ...), (param, time, a, b, c, d))
SHIM(paramSetPointerAt, (P fn, P param, double time, P value), (P, OfxTime, ...),
     (param, time, value))

char *boot_plain_format(const char *text) {
  char *format = malloc(2 * strlen(text) + 1), *to = format;
  for (; to && *text; text++) {
    *to++ = *text;
    if (*text == '%') {
      *to++ = '%';
    }
  }
  if (to) {
    *to = 0;
  }
  return format;
}

static OfxStatus message(P fn, P handle, const char *type, const char *id, const char *text) {
  if (!fn) {
    return kOfxStatErrMissingHostFeature;
  }
  char *format = text ? boot_plain_format(text) : NULL;
  OfxStatus s = ((OfxMessageFunction)fn)(handle, type, id, format ? format : "%s", text ? text : "");
  free(format);
  return s;
}

/* fetchSuite hands out an address, not a status. */
static const void *suite(P fn, P host, const char *name, int version) {
  return fn ? ((const void *(*)(P, const char *, int))fn)(host, name, version) : NULL;
}

/* ---- not of a host ---- */

/* Whether the aligned word around an address can be read. The kernel copies the set before it finds
 * that there is no such way to use it, so nothing changes and a bad address is an answer. */
static int readable(uintptr_t address) {
  return syscall(SYS_rt_sigprocmask, ~0, (const void *)(address & ~(uintptr_t)7), NULL, 8) == 0 ||
         errno != EFAULT;
}

/* Whether every page of a range belongs to this process and its ends can be read: 1 or 0. A host's
 * image is looked at with this before its pixels are, since a wrong address or size would end the
 * process. */
static int mapped(const void *address, size_t bytes) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t from = (uintptr_t)address & ~(page - 1);
  uintptr_t end = (uintptr_t)address + bytes;
  if (bytes == 0 || end < (uintptr_t)address || from == 0 || !readable((uintptr_t)address) ||
      !readable(end - 1)) {
    return 0;
  }
  /* With MS_ASYNC nothing is written; an address without memory behind it answers ENOMEM. */
  return msync((void *)from, end - from, MS_ASYNC) == 0 || errno != ENOMEM;
}

/* Whether all of a range can be read: 1 or 0. Page by page, so for what is small. */
static int readableAll(const void *address, size_t bytes) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t end = (uintptr_t)address + bytes;
  if (bytes == 0 || end < (uintptr_t)address) {
    return 0;
  }
  for (uintptr_t at = (uintptr_t)address & ~(page - 1); at < end; at += page) {
    if (at == 0 || !readable(at)) {
      return 0;
    }
  }
  return 1;
}

/* Length of a text that a host gave; -1 where its memory ends before it does, or it is longer than
 * allowed. */
static ptrdiff_t textLength(const char *text, size_t most) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t at = (uintptr_t)text;
  size_t length = 0;
  while (length <= most) {
    if (at < page || !readable(at)) {
      return -1;
    }
    size_t rest = page - at % page;
    const void *zero = memchr((const void *)at, 0, rest);
    if (zero) {
      length += (uintptr_t)zero - at;
      return length <= most ? (ptrdiff_t)length : -1;
    }
    length += rest;
    at += rest;
  }
  return -1;
}

#define ENTRY(name) {#name, (void (*)(void))name}
static const BootFunction functions[] = {
    ENTRY(v),          ENTRY(p),           ENTRY(pp),          ENTRY(ppp),
    ENTRY(pppp),       ENTRY(ppip),        ENTRY(ppii),        ENTRY(ppid),
    ENTRY(pppi),       ENTRY(pi),          ENTRY(pii),         ENTRY(pip),
    ENTRY(pipi),       ENTRY(pup),         ENTRY(pzp),         ENTRY(pf),
    ENTRY(pd),         ENTRY(pdp),         ENTRY(pdpp),        ENTRY(pdppp),
    ENTRY(pdip),       ENTRY(pdippp),      ENTRY(ppdp),        ENTRY(piddp),
    ENTRY(pidp),       ENTRY(pidipp),      ENTRY(pididdb),     ENTRY(pidddb),
    ENTRY(paramGet),   ENTRY(paramGetAt),  ENTRY(paramIntegral), ENTRY(paramSetInt),
    ENTRY(paramSetDouble), ENTRY(paramSetPointer), ENTRY(paramSetIntAt), ENTRY(paramSetDoubleAt),
    ENTRY(paramSetPointerAt), ENTRY(message), ENTRY(suite),    ENTRY(mapped),
    ENTRY(textLength), ENTRY(readableAll), {"copyRows", (void (*)(void))boot_copy_rows}};

const BootShims *boot_shims(BootSpawned spawned) {
  static BootShims shims = {sizeof(BootShims), sizeof functions / sizeof *functions, functions, NULL};
  shims.spawned = spawned;
  return &shims;
}
