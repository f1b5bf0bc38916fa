/* The options that the virtual machine is made with. Each one stops a danger that was provoked in a
 * host process; see docs/decisions. */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "jvm_options.h"

void boot_options_add(BootOptions *o, const char *text, void *extra) {
  if (o->count < BOOT_MAX_OPTIONS) {
    o->option[o->count].optionString = strdup(text);
    o->option[o->count].extraInfo = extra;
    o->count++;
  } else {
    boot_log("too many Java options; left out: %s", text);
  }
}

/* Heap limit in MiB: a quarter of the memory, at least 1 GiB and at most 6; under a limit of address
 * space a quarter of that, because a heap that cannot be reserved ends the machine's start. */
static long heap_mib(void) {
  long pages = sysconf(_SC_PHYS_PAGES);
  long page = sysconf(_SC_PAGESIZE);
  long mib = pages > 0 && page > 0 ? (long)((double)pages * (double)page / 4 / 1048576) : 2048;
  mib = mib < 1024 ? 1024 : mib > 6144 ? 6144 : mib;
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    long allowed = (long)(limit.rlim_cur / 4 / 1048576);
    mib = allowed < mib ? allowed : mib;
  }
  return mib < 64 ? 64 : mib;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

int boot_jars(char **names, int max) {
  char path[PATH_MAX + 16];
  snprintf(path, sizeof path, "%s/lib", boot_resources());
  DIR *dir = opendir(path);
  int n = 0;
  if (dir) {
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
      size_t len = strlen(e->d_name);
      if (len > 4 && strcmp(e->d_name + len - 4, ".jar") == 0 && n < max) {
        char *full = NULL;
        if (asprintf(&full, "%s/%s", path, e->d_name) >= 0) {
          names[n++] = full;
        }
      }
    }
    closedir(dir);
  }
  qsort(names, (size_t)n, sizeof *names, by_name);
  return n;
}

/* Lines of Resources/java.options; ${resources} stands for the folder itself. */
static void from_file(BootOptions *o) {
  char path[PATH_MAX + 32];
  snprintf(path, sizeof path, "%s/java.options", boot_resources());
  FILE *f = fopen(path, "r");
  if (!f) {
    return;
  }
  char line[4096];
  while (fgets(line, sizeof line, f)) {
    line[strcspn(line, "\r\n")] = 0;
    if (!line[0] || line[0] == '#') {
      continue;
    }
    char *mark = strstr(line, "${resources}");
    if (mark) {
      char *full = NULL;
      *mark = 0;
      if (asprintf(&full, "%s%s%s", line, boot_resources(), mark + 12) >= 0) {
        boot_options_add(o, full, NULL);
        free(full);
      }
    } else {
      boot_options_add(o, line, NULL);
    }
  }
  fclose(f);
}

static void from_environment(BootOptions *o) {
  const char *given = getenv("LIKENESS_JAVA_OPTS");
  if (!given) {
    return;
  }
  char *copy = strdup(given);
  char *save = NULL;
  for (char *word = strtok_r(copy, " \t\n", &save); word; word = strtok_r(NULL, " \t\n", &save)) {
    boot_options_add(o, word, NULL);
  }
  free(copy);
}

/* What carries calls between host and effect gains nothing from the optimising compiler, which takes
 * memory for it over thousands of renders and gives none back; what touches pixels does. The machine takes
 * such rules from a file only: this one exists in memory. */
static const char compiler_rules[] =
    "[ { match: [ \"org/likeness/ofx/host/Pixel*.*\", \"org/likeness/ofx/host/HalfBits.*\" ],"
    "    c2: { Exclude: false } },"
    "  { match: [ \"org/likeness/ofx/*.*\", \"com/sun/jna/*.*\", \"java/*.*\", \"jdk/*.*\", \"sun/*.*\" ],"
    "    c2: { Exclude: true } } ]";

static void compiler(BootOptions *o) {
  char path[64];
  int file = memfd_create("likeness-compiler-rules", MFD_CLOEXEC);
  size_t size = sizeof compiler_rules - 1;
  if (file < 0) {
    return;
  }
  if (write(file, compiler_rules, size) != (ssize_t)size) {
    close(file);
    return;
  }
  o->rules = file;
  snprintf(path, sizeof path, "-XX:CompilerDirectivesFile=/proc/self/fd/%d", file);
  boot_options_add(o, "-XX:+UnlockDiagnosticVMOptions", NULL);
  boot_options_add(o, path, NULL);
}

void boot_options_done(BootOptions *o) {
  if (o->rules >= 0) {
    close(o->rules);
    o->rules = -1;
  }
}

void boot_options_fill(BootOptions *o) {
  char text[2 * PATH_MAX];
  /* The host keeps Ctrl-C and kill. */
  boot_options_add(o, "-Xrs", NULL);
  /* The guard pages of the host's main thread stand at the end of its stack and not a mebibyte from
   * its top, and only while it is in Java (it is detached after each call). Without any, a stack that
   * overflows in Java on that thread would end the host. */
  boot_options_add(o, "-Xss8m", NULL);
  /* Few threads, little address space, no files in /tmp. */
  boot_options_add(o, "-XX:+UseSerialGC", NULL);
  boot_options_add(o, "-XX:-UsePerfData", NULL);
  boot_options_add(o, "-XX:ReservedCodeCacheSize=96m", NULL);
  boot_options_add(o, "-XX:CompressedClassSpaceSize=64m", NULL);
  boot_options_add(o, "-XX:+DisableAttachMechanism", NULL);
  compiler(o);
  boot_options_add(o, "-Xms64m", NULL);
  snprintf(text, sizeof text, "-Xmx%ldm", heap_mib());
  boot_options_add(o, text, NULL);
  if (boot_log_dir()[0]) {
    snprintf(text, sizeof text, "-XX:ErrorFile=%s/hs_err_%%p.log", boot_log_dir());
    boot_options_add(o, text, NULL);
    snprintf(text, sizeof text, "-Dlikeness.log.dir=%s", boot_log_dir());
    boot_options_add(o, text, NULL);
  }
  boot_options_add(o, "-Djava.awt.headless=true", NULL);
  boot_options_add(o, "-Dfile.encoding=UTF-8", NULL);
  boot_options_add(o, "-Djna.nosys=true", NULL);
  /* Without a list of folders JNA runs ldconfig for one: no child process in a host. Nothing is looked
   * for there, every library is loaded by its path. */
  boot_options_add(o, "-Djna.platform.library.path=/", NULL);
  /* A host's own thread-local memory is taken off the stack of every thread; the machine's smallest,
   * which wait for child processes, had none left in a host with much of it, and were waited for. */
  boot_options_add(o, "-XX:+AdjustStackSizeForTLS", NULL);
  boot_options_add(o, "-Djdk.lang.processReaperUseDefaultStackSize=true", NULL);
  snprintf(text, sizeof text, "%s/native/libjnidispatch.so", boot_resources());
  if (boot_is_file(text)) {
    snprintf(text, sizeof text, "-Djna.boot.library.path=%s/native", boot_resources());
    boot_options_add(o, text, NULL);
    boot_options_add(o, "-Djna.nounpack=true", NULL);
  }
  snprintf(text, sizeof text, "-Dlikeness.native.path=%s/native", boot_resources());
  boot_options_add(o, text, NULL);
  from_file(o);

  char *jars[BOOT_MAX_JARS];
  int n = boot_jars(jars, BOOT_MAX_JARS);
  size_t size = sizeof "-Djava.class.path=";
  for (int i = 0; i < n; i++) {
    size += strlen(jars[i]) + 1;
  }
  char *path = malloc(size);
  if (path) {
    strcpy(path, "-Djava.class.path=");
    for (int i = 0; i < n; i++) {
      if (i) {
        strcat(path, ":");
      }
      strcat(path, jars[i]);
    }
    boot_options_add(o, path, NULL);
    free(path);
  }
  for (int i = 0; i < n; i++) {
    free(jars[i]);
  }
  from_environment(o);
}
