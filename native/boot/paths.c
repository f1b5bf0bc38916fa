#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "boot.h"

static char resources[PATH_MAX];
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The library lies in Contents/<architecture>/X.ofx; a host's working folder says nothing. */
static void find(void) {
  Dl_info info;
  static const int anchor = 0;
  if (!dladdr((const void *)&anchor, &info) || !info.dli_fname) {
    return;
  }
  char real[PATH_MAX];
  if (!realpath(info.dli_fname, real)) {
    return;
  }
  for (int up = 0; up < 2; up++) {
    char *slash = strrchr(real, '/');
    if (!slash) {
      return;
    }
    *slash = 0;
  }
  if (strlen(real) + sizeof "/Resources" <= sizeof resources) {
    sprintf(resources, "%s/Resources", real);
  }
}

const char *boot_resources(void) {
  pthread_once(&once, find);
  return resources;
}

int boot_is_file(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

int boot_is_dir(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}
