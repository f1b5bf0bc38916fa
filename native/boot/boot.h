/* Inside of the boot library: what its files share. Nothing here is exported. */
#ifndef LIKENESS_BOOT_H
#define LIKENESS_BOOT_H

#include <jni.h>
#include <limits.h>
#include <stddef.h>

#include "ofx_abi.h"
#include "shims.h"

/* An OFX entry point gets no word of which plugin it belongs to, so each effect needs a function of
 * its own; this is how many there are. */
#define BOOT_MAX_EFFECTS 8

/* ---- log.c: one line a call into the user's state folder, never to stdout ---- */
void boot_log(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Folder of the logs, made when it is missing; "" where there is no place to write. */
const char *boot_log_dir(void);

/* ---- paths.c ---- */
/* Contents/Resources of the bundle that this library lies in; "" if it cannot be found. */
const char *boot_resources(void);
int boot_is_file(const char *path);
int boot_is_dir(const char *path);

/* ---- table.c: the effects, described without Java ---- */
/* Reads Resources/effects.table once; the number of effects (0 when the file is missing or broken). */
int boot_table_load(void);
const char *boot_table_id(int effect);
unsigned boot_table_major(int effect);
unsigned boot_table_minor(int effect);
/* Addresses that a table cannot hold as text; a line names them. */
typedef struct {
  void *overlay, *interpolate;
} BootAddresses;
OfxStatus boot_describe(int effect, const OfxHost *host, OfxImageEffectHandle handle,
                        const BootAddresses *addresses);
OfxStatus boot_describe_in_context(int effect, const OfxHost *host, OfxImageEffectHandle handle,
                                   OfxPropertySetHandle in_args, const BootAddresses *addresses);

/* ---- message.c ---- */
/* Puts a sentence on the node: persistent message, else a message box, else only the log. */
void boot_message(const OfxHost *host, void *instance, const char *text);

/* ---- signals.c: keep the VM's fault handlers first in line ---- */
void boot_signals_remember(void *libjvm);
void boot_signals_check(void);

/* ---- jvm.c ---- */
/* Makes or joins the VM at the first call. 0 when Java is ready; else boot_jvm_problem() says why. */
int boot_jvm_ensure(void);
const char *boot_jvm_problem(void);
/* What the host called: an effect's entry point, its overlay's, or the one that interpolates custom
 * parameters. The numbers are known to NativeEntry. */
typedef enum { BOOT_EFFECT = 0, BOOT_OVERLAY = 1, BOOT_INTERPOLATE = 2 } BootTarget;
/* Enters Java on this thread (or on a helper thread, when this one's stack is too small for a VM). */
OfxStatus boot_jvm_perform(BootTarget target, const OfxHost *host, const char *id,
                           const char *action, const void *handle, OfxPropertySetHandle in_args,
                           OfxPropertySetHandle out_args);

#endif
