// Dangers of stacks and threads: 1, 2, 12 and 13.
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <thread>

#include "danger.h"

namespace {

__attribute__((noinline)) size_t useStack(size_t bytes) {
  volatile char block[65536];
  memset(const_cast<char *>(block), 1, sizeof block);
  return bytes <= sizeof block ? block[7] : useStack(bytes - sizeof block) + block[9];
}

bool isAttached() {
  void *env = nullptr;
  JavaVM *vm = virtualMachine();
  return vm->GetEnv(&env, JNI_VERSION_1_8) == JNI_OK;
}

}  // namespace

// The main thread goes into Java, and afterwards the host uses as much of its stack as it may.
void mainStack(const Bundles &b) {
  Stage stage(b.first);
  auto node = stage.node();
  stage.render(*node);
  rlimit limit;
  getrlimit(RLIMIT_STACK, &limit);
  size_t size = limit.rlim_cur == RLIM_INFINITY ? (size_t)64 << 20 : (size_t)limit.rlim_cur;
  size_t use = size - ((size_t)1 << 20);
  say("the main thread uses " + std::to_string(use >> 20) + " of " + std::to_string(size >> 20) +
      " MiB of its stack: " + std::to_string(useStack(use)));
  stage.render(*node);
}

// A foreign thread is attached once and not at each call; the main thread never stays attached; threads
// that have ended leave nothing in the machine.
void foreignThreads(const Bundles &b) {
  Stage stage(b.first);
  auto node = stage.node();
  stage.render(*node);
  expect(!isAttached(), "the main thread is not attached between two calls");
  onThread([&] {
    stage.render(*node);
    expect(isAttached(), "a render thread stays attached");
    stage.render(*node);
  });
  // The machine itself starts a few threads late: let them come before they are counted.
  for (int i = 0; i < 20; i++) onThread([&] { stage.render(*node); });
  int before = threadCount();
  for (int i = 0; i < 200; i++) {
    onThread([&] {
      stage.render(*node);
      expect(isAttached(), "a render thread stays attached");
    });
  }
  int after = threadCount();
  say(std::to_string(before) + " threads before, " + std::to_string(after) + " after 200 have come and gone");
  expect(after <= before + 4, "threads that have ended are gone from the machine too");
}

// Threads whose stack is smaller than the machine's own guard zones.
void smallStacks(const Bundles &b) {
  Stage stage(b.first);
  auto node = stage.node();
  for (size_t kib : {64, 96, 128, 160, 192, 224, 256, 512}) {
    onThread([&] { stage.render(*node); }, kib << 10);
    say("a stack of " + std::to_string(kib) + " KiB renders");
  }
}

// A scan makes no machine, no thread and takes no memory to speak of; the first action makes it.
void costOfAScan(const Bundles &b) {
  int before = threadCount();
  for (int i = 0; i < 100; i++) {
    PluginFile file(b.first);
    for (OfxPlugin *p : file.effects()) {
      load(p);
      auto d = describe(p, file);
      for (auto &c : d->props.getStrings(kOfxImageEffectPropSupportedContexts)) describeInContext(p, *d, c);
      expect(p->mainEntry(kOfxActionUnload, nullptr, nullptr, nullptr) == kOfxStatOK, "Unload is answered");
    }
  }
  expect(!isMapped("libjvm.so"), "a scan loads no Java");
  expect(threadCount() == before, "a scan makes no thread");
  Stage stage(b.first);
  expect(!isMapped("libjvm.so"), "describing loads no Java");
  auto node = stage.node();
  stage.render(*node);
  expect(isMapped("libjvm.so"), "the first node starts Java");
  int more = threadCount() - before;
  say("Java brought " + std::to_string(more) + " threads");
  expect(more <= 24, "Java brings few threads");
}

// Memory that each thread of this process has for itself (local.cpp) is taken off the stacks of the
// machine's threads too, of which those that wait for a child process are the smallest.
void threadLocalMemory(const Bundles &b) {
  Stage stage(b.first);
  auto node = stage.node();
  stage.render(*node);
  rusage children;
  getrusage(RUSAGE_CHILDREN, &children);
  expect(children.ru_minflt == 0, "Java runs no child process of its own accord");
  Stage tricks(b.first, "Trick");
  auto process = tricks.node({{"trick", "process"}});
  tricks.render(*process);
  onThread([&] { tricks.render(*process); });
}
