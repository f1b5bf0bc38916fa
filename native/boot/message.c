#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

#include "boot.h"

/* A host can hand out a second version of the suite with places in it that point nowhere. */
static int is_code(const void *address) {
  Dl_info info;
  return address && dladdr(address, &info) != 0;
}

void boot_message(const OfxHost *host, void *instance, const char *text) {
  boot_log("message: %s", text);
  if (!host || !host->fetchSuite || !instance) {
    return;
  }
  char *format = boot_plain_format(text);
  const char *shown = format ? format : "%s";
  const OfxMessageSuiteV2 *two = host->fetchSuite(host->host, kOfxMessageSuite, 2);
  if (two && is_code((const void *)two->setPersistentMessage) &&
      two->setPersistentMessage(instance, kOfxMessageError, "likeness", shown, text) == kOfxStatOK) {
    free(format);
    return;
  }
  const OfxMessageSuiteV1 *one = host->fetchSuite(host->host, kOfxMessageSuite, 1);
  if (one && one->message) {
    one->message(instance, kOfxMessageError, "likeness", shown, text);
  }
  free(format);
}
