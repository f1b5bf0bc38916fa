/* The three functions that a host looks up, and the way of an action: what describes an effect is
 * answered here from the table, everything else goes to Java. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "boot.h"

static OfxHost *hosts[BOOT_MAX_EFFECTS];
static OfxHost *common_host; /* from OfxSetHost, which only newer hosts call */

static const OfxHost *host_of(int effect) {
  OfxHost *own = __atomic_load_n(&hosts[effect], __ATOMIC_ACQUIRE);
  return own ? own : __atomic_load_n(&common_host, __ATOMIC_ACQUIRE);
}

/* Instances that were told already: a host's console gets a line at each call. */
static void *told[64];
static pthread_mutex_t told_lock = PTHREAD_MUTEX_INITIALIZER;

static int tell_once(void *handle, int forget) {
  int free_place = -1;
  int first = !forget;
  pthread_mutex_lock(&told_lock);
  for (int i = 0; i < (int)(sizeof told / sizeof *told); i++) {
    if (told[i] == handle) {
      told[i] = forget ? NULL : handle;
      first = 0;
    } else if (!told[i]) {
      free_place = i;
    }
  }
  if (first && free_place >= 0) {
    told[free_place] = handle;
  }
  pthread_mutex_unlock(&told_lock);
  return first;
}

/* Java is not there: the node says why, and a render fails rather than pass the plate off as done. */
static OfxStatus without_java(const OfxHost *host, const char *action, void *handle) {
  int create = strcmp(action, kOfxActionCreateInstance) == 0;
  int render = strcmp(action, kOfxImageEffectActionRender) == 0;
  int destroy = strcmp(action, kOfxActionDestroyInstance) == 0;
  if (destroy) {
    tell_once(handle, 1);
  }
  if ((create || render) && tell_once(handle, 0)) {
    char text[PATH_MAX + 512];
    snprintf(text, sizeof text, "Likeness cannot run here: %s", boot_jvm_problem());
    boot_message(host, handle, text);
  }
  if (render) {
    return kOfxStatFailed;
  }
  return create || destroy ? kOfxStatOK : kOfxStatReplyDefault;
}

/* Actions that Java answers: all of an instance. What a host of its own invention asks is left to it. */
static int is_instance_action(const char *action) {
  static const char *const names[] = {kOfxActionCreateInstance,
                                      kOfxActionDestroyInstance,
                                      kOfxActionBeginInstanceChanged,
                                      kOfxActionInstanceChanged,
                                      kOfxActionEndInstanceChanged,
                                      kOfxActionBeginInstanceEdit,
                                      kOfxActionEndInstanceEdit,
                                      kOfxActionPurgeCaches,
                                      kOfxActionSyncPrivateData,
                                      kOfxActionDialog,
                                      kOfxActionOpenGLContextAttached,
                                      kOfxActionOpenGLContextDetached,
                                      kOfxImageEffectActionGetRegionOfDefinition,
                                      kOfxImageEffectActionGetRegionsOfInterest,
                                      kOfxImageEffectActionGetFramesNeeded,
                                      kOfxImageEffectActionGetTimeDomain,
                                      kOfxImageEffectActionGetClipPreferences,
                                      kOfxImageEffectActionGetOutputColourspace,
                                      kOfxImageEffectActionIsIdentity,
                                      kOfxImageEffectActionBeginSequenceRender,
                                      kOfxImageEffectActionRender,
                                      kOfxImageEffectActionEndSequenceRender,
                                      kFnOfxImageEffectActionGetClipComponents};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(action, names[i]) == 0) {
      return 1;
    }
  }
  return 0;
}

static const BootAddresses *addresses_of(int effect);

static OfxStatus perform(int effect, const char *action, const void *handle,
                         OfxPropertySetHandle in_args, OfxPropertySetHandle out_args) {
  if (!action) {
    return kOfxStatErrValue;
  }
  /* Load never fails and Unload ends nothing: hosts load and unload at a scan and load again, and a
   * virtual machine cannot be started twice in a process. */
  if (strcmp(action, kOfxActionLoad) == 0 || strcmp(action, kOfxActionUnload) == 0) {
    return kOfxStatOK;
  }
  const OfxHost *host = host_of(effect);
  if (!host || !host->fetchSuite) {
    return kOfxStatErrMissingHostFeature;
  }
  if (strcmp(action, kOfxActionDescribe) == 0) {
    return boot_describe(effect, host, (OfxImageEffectHandle)handle, addresses_of(effect));
  }
  if (strcmp(action, kOfxImageEffectActionDescribeInContext) == 0) {
    return boot_describe_in_context(effect, host, (OfxImageEffectHandle)handle, in_args,
                                    addresses_of(effect));
  }
  if (!is_instance_action(action)) {
    return kOfxStatReplyDefault;
  }
  if (boot_jvm_ensure() != 0) {
    return without_java(host, action, (void *)handle);
  }
  return boot_jvm_perform(BOOT_EFFECT, host, boot_table_id(effect), action, handle, in_args,
                          out_args);
}

/* The overlay of an effect. Without Java there is none, which no host needs to be told. */
static OfxStatus perform_overlay(int effect, const char *action, const void *handle,
                                 OfxPropertySetHandle in_args, OfxPropertySetHandle out_args) {
  const OfxHost *host = host_of(effect);
  if (!action || !host || !host->fetchSuite) {
    return kOfxStatErrMissingHostFeature;
  }
  if (strcmp(action, kOfxActionDescribe) == 0) {
    return kOfxStatOK;
  }
  if (boot_jvm_ensure() != 0) {
    int life = strcmp(action, kOfxActionCreateInstance) == 0 ||
               strcmp(action, kOfxActionDestroyInstance) == 0;
    return life ? kOfxStatOK : kOfxStatReplyDefault;
  }
  return boot_jvm_perform(BOOT_OVERLAY, host, boot_table_id(effect), action, handle, in_args,
                          out_args);
}

static OfxStatus perform_interpolation(int effect, OfxParamSetHandle params,
                                       OfxPropertySetHandle in_args,
                                       OfxPropertySetHandle out_args) {
  const OfxHost *host = host_of(effect);
  if (!host || !host->fetchSuite || boot_jvm_ensure() != 0) {
    return kOfxStatFailed;
  }
  return boot_jvm_perform(BOOT_INTERPOLATE, host, boot_table_id(effect), "interpolate", params,
                          in_args, out_args);
}

#define EFFECT(n)                                                                              \
  static void set_host_##n(OfxHost *host) { __atomic_store_n(&hosts[n], host, __ATOMIC_RELEASE); } \
  static OfxStatus main_##n(const char *action, const void *handle, OfxPropertySetHandle in,   \
                            OfxPropertySetHandle out) {                                        \
    return perform(n, action, handle, in, out);                                                \
  }                                                                                            \
  static OfxStatus overlay_##n(const char *action, const void *handle, OfxPropertySetHandle in, \
                               OfxPropertySetHandle out) {                                     \
    return perform_overlay(n, action, handle, in, out);                                        \
  }                                                                                            \
  static OfxStatus interpolate_##n(OfxParamSetHandle params, OfxPropertySetHandle in,          \
                                   OfxPropertySetHandle out) {                                 \
    return perform_interpolation(n, params, in, out);                                          \
  }
EFFECT(0)
EFFECT(1)
EFFECT(2)
EFFECT(3)
EFFECT(4)
EFFECT(5)
EFFECT(6)
EFFECT(7)
_Static_assert(BOOT_MAX_EFFECTS == 8, "one set of functions an effect");

#define PLUGIN(n) {kOfxImageEffectPluginApi, 1, NULL, 0, 0, set_host_##n, main_##n}
static OfxPlugin plugins[BOOT_MAX_EFFECTS] = {PLUGIN(0), PLUGIN(1), PLUGIN(2), PLUGIN(3),
                                              PLUGIN(4), PLUGIN(5), PLUGIN(6), PLUGIN(7)};

#define ADDRESSES(n) {(void *)overlay_##n, (void *)interpolate_##n}
static const BootAddresses *addresses_of(int effect) {
  static const BootAddresses all[BOOT_MAX_EFFECTS] = {
      ADDRESSES(0), ADDRESSES(1), ADDRESSES(2), ADDRESSES(3),
      ADDRESSES(4), ADDRESSES(5), ADDRESSES(6), ADDRESSES(7)};
  return &all[effect];
}

#define EXPORT __attribute__((visibility("default")))

EXPORT OfxStatus OfxSetHost(const OfxHost *host) {
  __atomic_store_n(&common_host, (OfxHost *)host, __ATOMIC_RELEASE);
  return kOfxStatOK;
}

EXPORT int OfxGetNumberOfPlugins(void) { return boot_table_load(); }

EXPORT OfxPlugin *OfxGetPlugin(int nth) {
  if (nth < 0 || nth >= boot_table_load()) {
    return NULL;
  }
  plugins[nth].pluginIdentifier = boot_table_id(nth);
  plugins[nth].pluginVersionMajor = boot_table_major(nth);
  plugins[nth].pluginVersionMinor = boot_table_minor(nth);
  return &plugins[nth];
}
