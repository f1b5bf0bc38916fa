#include <string.h>

#include "boot.h"

/* One host hands out a second version of the suite with places in it that point nowhere. */
static int second_version_is_sound(const OfxHost *host) {
  const OfxPropertySuiteV1 *props = host->fetchSuite(host->host, kOfxPropertySuite, 1);
  char *name = NULL;
  if (!props || props->propGetString(host->host, kOfxPropName, 0, &name) != kOfxStatOK || !name) {
    return 1;
  }
  return strncmp(name, "DaVinciResolve", 14) != 0;
}

void boot_message(const OfxHost *host, void *instance, const char *text) {
  boot_log("message: %s", text);
  if (!host || !host->fetchSuite || !instance) {
    return;
  }
  const OfxMessageSuiteV2 *two = host->fetchSuite(host->host, kOfxMessageSuite, 2);
  if (two && two->setPersistentMessage && second_version_is_sound(host) &&
      two->setPersistentMessage(instance, kOfxMessageError, "likeness", "%s", text) == kOfxStatOK) {
    return;
  }
  const OfxMessageSuiteV1 *one = host->fetchSuite(host->host, kOfxMessageSuite, 1);
  if (one && one->message) {
    one->message(instance, kOfxMessageError, "likeness", "%s", text);
  }
}
