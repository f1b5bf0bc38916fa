#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "boot.h"

#define LOG_LIMIT (1 << 20) /* bytes; then the file is turned over once */

static char log_folder[PATH_MAX];
static pthread_once_t log_once = PTHREAD_ONCE_INIT;

static int make_dirs(char *path) {
  for (char *p = path + 1; *p; p++) {
    if (*p == '/') {
      *p = 0;
      if (mkdir(path, 0755) != 0 && errno != EEXIST) {
        *p = '/';
        return -1;
      }
      *p = '/';
    }
  }
  return mkdir(path, 0755) == 0 || errno == EEXIST ? 0 : -1;
}

static void find_folder(void) {
  char path[PATH_MAX];
  const char *own = getenv("LIKENESS_LOG_DIR");
  const char *state = getenv("XDG_STATE_HOME");
  const char *home = getenv("HOME");
  int n = -1;
  if (own && own[0] == '/') {
    n = snprintf(path, sizeof path, "%s", own);
  } else if (state && state[0] == '/') {
    n = snprintf(path, sizeof path, "%s/likeness", state);
  } else if (home && home[0] == '/') {
    n = snprintf(path, sizeof path, "%s/.local/state/likeness", home);
  }
  if (n <= 0 || n >= (int)sizeof path || make_dirs(path) != 0) {
    snprintf(path, sizeof path, "/tmp/likeness-%u", (unsigned)getuid());
    struct stat st;
    /* A folder under /tmp is taken only if it is ours: another user could have put it there. */
    if (make_dirs(path) != 0 || lstat(path, &st) != 0 || !S_ISDIR(st.st_mode) ||
        st.st_uid != getuid()) {
      path[0] = 0;
    }
  }
  memcpy(log_folder, path, strlen(path) + 1);
}

const char *boot_log_dir(void) {
  pthread_once(&log_once, find_folder);
  return log_folder;
}

void boot_log(const char *format, ...) {
  const char *dir = boot_log_dir();
  if (!dir[0]) {
    return;
  }
  char path[PATH_MAX + 32];
  snprintf(path, sizeof path, "%s/ofx-boot.log", dir);
  struct stat st;
  if (stat(path, &st) == 0 && st.st_size > LOG_LIMIT) {
    char old[PATH_MAX + 40];
    snprintf(old, sizeof old, "%s.1", path);
    rename(path, old);
  }
  int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0) {
    return;
  }
  char line[4096];
  time_t now = time(NULL);
  struct tm tm;
  gmtime_r(&now, &tm);
  int n = (int)strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%SZ ", &tm);
  n += snprintf(line + n, sizeof line - n, "[%ld] ", (long)getpid());
  va_list args;
  va_start(args, format);
  int m = vsnprintf(line + n, sizeof line - n - 1, format, args);
  va_end(args);
  if (m > 0) {
    n += m < (int)sizeof line - n - 1 ? m : (int)sizeof line - n - 2;
  }
  if (line[n - 1] != '\n') {
    line[n++] = '\n';
  }
  /* One write call keeps lines of several processes apart. */
  ssize_t done = write(fd, line, (size_t)n);
  (void)done;
  close(fd);
}
