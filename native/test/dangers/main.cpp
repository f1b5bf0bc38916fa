// dangers NUMBER BUNDLE SECOND: one danger of a virtual machine inside a host, provoked in this process.
// Ends with 0 when the host has lived through it, with 77 where there is no bundle.
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "danger.h"

int main(int argc, char **argv) {
  static void (*const all[])(const Bundles &) = {
      mainStack,     foreignThreads,     thrownErrors, lateCrashHandler, earlyCrashHandler,
      hostSignals,   loadUnload,         closedLibrary, secondMachine,   machineCannotStart,
      exitInJava,    smallStacks,        costOfAScan,  artistsOptions,   deadImages,
      nullptr,       nullptr,            threadLocalMemory};
  int n = argc == 4 ? atoi(argv[1]) : 0;
  if (n < 1 || n > (int)(sizeof all / sizeof *all) || !all[n - 1]) {
    fprintf(stderr, "use: dangers 1..15 or 18 BUNDLE SECOND\n");
    return 2;
  }
  for (int i = 2; i < 4; i++) {
    struct stat st;
    if (stat((std::string(argv[i]) + "/Contents/Resources/effects.table").c_str(), &st) != 0) {
      printf("skipped: %s was not made\n", argv[i]);
      return 77;
    }
  }
  for (const char *name : {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "LIKENESS_JAVA_OPTS"}) unsetenv(name);
  try {
    all[n - 1]({argv[2], argv[3]});
    if (breaches()) throw std::runtime_error("the effect broke " + std::to_string(breaches()) + " rules");
    printf("danger %d: the host is alive\n", n);
    return 0;
  } catch (const std::exception &e) {
    printf("danger %d: %s\n", n, e.what());
    return 1;
  }
}
