// The small suites: memory, threads, messages, progress, time line.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>

#include "abi.h"
#include "effect.h"

namespace {

std::atomic<long> memoryBlocks{0}, mutexes{0};

OfxStatus memoryAlloc(void *, size_t n, void **out) {
  if (!out) return kOfxStatErrBadHandle;
  *out = malloc(n ? n : 1);
  if (!*out) return kOfxStatErrMemory;
  memoryBlocks++;
  return kOfxStatOK;
}
OfxStatus memoryFree(void *p) {
  if (!p) return kOfxStatErrBadHandle;
  memoryBlocks--;
  free(p);
  return kOfxStatOK;
}

thread_local int threadIndex = -1;

OfxStatus multiThread(OfxThreadFunctionV1 *fn, unsigned int n, void *arg) {
  if (!fn) return kOfxStatFailed;
  if (threadIndex >= 0) return kOfxStatErrExists;  // such threads make no threads of their own
  unsigned int count = n ? n : std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> threads;
  for (unsigned int i = 0; i < count; i++) {
    threads.emplace_back([=] {
      threadIndex = (int)i;
      fn(i, count, arg);
    });
  }
  for (auto &t : threads) t.join();
  return kOfxStatOK;
}
OfxStatus numCpus(unsigned int *n) {
  if (!n) return kOfxStatFailed;
  *n = std::max(1u, std::thread::hardware_concurrency());
  return kOfxStatOK;
}
OfxStatus indexOfThread(unsigned int *i) {
  if (!i) return kOfxStatFailed;
  *i = threadIndex < 0 ? 0 : (unsigned int)threadIndex;
  return kOfxStatOK;
}
int isSpawned() { return threadIndex >= 0; }
OfxStatus mutexCreate(OfxMutexHandle *m, int count) {
  if (!m) return kOfxStatErrBadHandle;
  auto *made = new std::recursive_mutex;
  for (int i = 0; i < count; i++) made->lock();
  *m = reinterpret_cast<OfxMutexHandle>(made);
  mutexes++;
  return kOfxStatOK;
}
std::recursive_mutex *of(OfxMutexHandle m) { return reinterpret_cast<std::recursive_mutex *>(m); }
OfxStatus mutexDestroy(const OfxMutexHandle m) {
  if (!m) return kOfxStatErrBadHandle;
  mutexes--;
  delete of(m);
  return kOfxStatOK;
}
OfxStatus mutexLock(const OfxMutexHandle m) {
  if (!m) return kOfxStatErrBadHandle;
  of(m)->lock();
  return kOfxStatOK;
}
OfxStatus mutexUnlock(const OfxMutexHandle m) {
  if (!m) return kOfxStatErrBadHandle;
  of(m)->unlock();
  return kOfxStatOK;
}
OfxStatus mutexTryLock(const OfxMutexHandle m) {
  if (!m) return kOfxStatErrBadHandle;
  return of(m)->try_lock() ? kOfxStatOK : kOfxStatFailed;
}

// What one host does with the list of values: it is taken for the first of them.
void formatWrapped(char *text, size_t size, const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(text, size, format, args);
  va_end(args);
}

void print(const char *type, const char *format, va_list args) {
  char text[4096];
  if (theProfile().wrappedMessages) {
    formatWrapped(text, sizeof text, format ? format : "", args);
  } else {
    vsnprintf(text, sizeof text, format ? format : "", args);
  }
  const char *kind = type && strncmp(type, "OfxMessage", 10) == 0 ? type + 10 : "Message";
  std::string word(kind);
  if (!word.empty()) word[0] = (char)tolower(word[0]);
  say("node " + word + ": " + text);
}

OfxStatus message(void *, const char *type, const char *, const char *format, ...) {
  va_list args;
  va_start(args, format);
  print(type, format, args);
  va_end(args);
  // A question has an answer, and nobody is here to say no.
  return type && strcmp(type, "OfxMessageQuestion") == 0 ? kOfxStatReplyYes : kOfxStatOK;
}
OfxStatus setPersistentMessage(void *, const char *type, const char *, const char *format, ...) {
  va_list args;
  va_start(args, format);
  print(type, format, args);
  va_end(args);
  return kOfxStatOK;
}
OfxStatus clearPersistentMessage(void *) { return kOfxStatOK; }

OfxImageEffectStruct *effectOf(void *handle) { return static_cast<OfxImageEffectStruct *>(handle); }

OfxStatus progressStart(void *handle, const char *label) {
  OfxImageEffectStruct *e = effectOf(handle);
  if (!e) return kOfxStatErrBadHandle;
  Progress &p = e->progress;
  if (p.open) breach("a progress bar was started while there is one");
  p.open = true;
  p.updates = 0;
  p.last = 0;
  p.cancelledAt = -1;
  say(std::string("progress: ") + (label ? label : ""));
  return kOfxStatOK;
}
OfxStatus progressStart2(void *handle, const char *label, const char *) {
  return progressStart(handle, label);
}
OfxStatus progressUpdate(void *handle, double done) {
  OfxImageEffectStruct *e = effectOf(handle);
  if (!e) return kOfxStatErrBadHandle;
  Progress &p = e->progress;
  if (!p.open) breach("a progress bar was moved that was not started");
  if (!(done >= 0 && done <= 1)) breach("progress of " + std::to_string(done) + ", not 0 to 1");
  p.updates++;
  p.last = done;
  if (done < p.cancelAt) return kOfxStatOK;
  if (p.cancelledAt < 0) p.cancelledAt = seconds();
  return kOfxStatReplyNo;
}
OfxStatus progressEnd(void *handle) {
  OfxImageEffectStruct *e = effectOf(handle);
  if (!e) return kOfxStatErrBadHandle;
  Progress &p = e->progress;
  if (!p.open) breach("a progress bar was ended that was not started");
  p.open = false;
  char text[80];
  snprintf(text, sizeof text, "progress ended at %.0f%% after %d updates", 100 * p.last, p.updates);
  say(text);
  return kOfxStatOK;
}

OfxStatus getTime(void *handle, double *t) {
  OfxImageEffectStruct *e = effectOf(handle);
  if (!e || !t) return kOfxStatErrBadHandle;
  *t = e->now;
  return kOfxStatOK;
}
OfxStatus gotoTime(void *handle, double t) {
  OfxImageEffectStruct *e = effectOf(handle);
  if (!e) return kOfxStatErrBadHandle;
  if (t < e->first || t > e->last) return kOfxStatErrValue;
  e->now = t;
  return kOfxStatOK;
}
OfxStatus getTimeBounds(void *handle, double *first, double *last) {
  OfxImageEffectStruct *e = effectOf(handle);
  if (!e || !first || !last) return kOfxStatErrBadHandle;
  *first = e->first;
  *last = e->last;
  return kOfxStatOK;
}

OfxStatus requestDialog(void *) { return kOfxStatFailed; }  // there is no window
OfxStatus notifyRedraw() { return kOfxStatReplyDefault; }

}  // namespace

void checkMemoryLoans() {
  if (memoryBlocks != 0) {
    breach(std::to_string(memoryBlocks) + " blocks of the memory suite were not given back");
  }
  if (mutexes != 0) breach(std::to_string(mutexes) + " mutexes were not destroyed");
}

const void *otherSuite(const std::string &name, int version) {
  static const OfxMemorySuiteV1 memory = {memoryAlloc, memoryFree};
  static const OfxMultiThreadSuiteV1 threads = {multiThread, numCpus,      indexOfThread,
                                                isSpawned,   mutexCreate,  mutexDestroy,
                                                mutexLock,   mutexUnlock,  mutexTryLock};
  static const OfxMessageSuiteV1 message1 = {message};
  static const OfxMessageSuiteV2 message2 = {message, setPersistentMessage, clearPersistentMessage};
  // Seen in a real host: places of the second version that lead nowhere.
  static const OfxMessageSuiteV2 broken = {
      nullptr, reinterpret_cast<OfxMessageFunction>((size_t)0x10),
      reinterpret_cast<OfxStatus (*)(void *)>((size_t)0x18)};
  static const OfxProgressSuiteV1 progress1 = {progressStart, progressUpdate, progressEnd};
  static const OfxProgressSuiteV2 progress2 = {progressStart2, progressUpdate, progressEnd};
  static const OfxTimeLineSuiteV1 timeLine = {getTime, gotoTime, getTimeBounds};
  static const ofx::DialogSuite1 dialog = {requestDialog, notifyRedraw};
  if (theProfile().withoutSuites.count({name, version})) return nullptr;
  if (name == kOfxMemorySuite && version == 1) return &memory;
  if (name == kOfxMultiThreadSuite && version == 1) return &threads;
  if (name == kOfxMessageSuite && version == 1) return &message1;
  if (name == kOfxMessageSuite && version == 2) {
    return theProfile().brokenMessages ? &broken : &message2;
  }
  if (name == kOfxProgressSuite && version == 1) return &progress1;
  if (name == kOfxProgressSuite && version == 2) return &progress2;
  if (name == kOfxTimeLineSuite && version == 1) return &timeLine;
  if (name == ofx::kDialogSuite && version == 1) return &dialog;
  if (name == ofx::kParametricSuite && version == 1) return parametricSuite();
  if (name == ofx::kPlaneSuite && theProfile().planes) return planeSuite(version);
  return overlaySuite(name, version);
}
