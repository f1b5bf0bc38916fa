// The small suites: memory, threads, messages, progress, time line.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>

#include "effect.h"

void say(const std::string &line) {
  static std::mutex lock;
  std::lock_guard<std::mutex> guard(lock);
  fprintf(stderr, "likeness-host: %s\n", line.c_str());
  fflush(stderr);
}

namespace {

OfxStatus memoryAlloc(void *, size_t n, void **out) {
  *out = malloc(n);
  return *out ? kOfxStatOK : kOfxStatErrMemory;
}
OfxStatus memoryFree(void *p) {
  free(p);
  return kOfxStatOK;
}

thread_local int threadIndex = -1;

OfxStatus multiThread(OfxThreadFunctionV1 *fn, unsigned int n, void *arg) {
  if (!fn) return kOfxStatFailed;
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
  *n = std::max(1u, std::thread::hardware_concurrency());
  return kOfxStatOK;
}
OfxStatus indexOfThread(unsigned int *i) {
  *i = threadIndex < 0 ? 0 : (unsigned int)threadIndex;
  return kOfxStatOK;
}
int isSpawned() { return threadIndex >= 0; }
OfxStatus mutexCreate(OfxMutexHandle *m, int count) {
  auto *made = new std::recursive_mutex;
  for (int i = 0; i < count; i++) made->lock();
  *m = reinterpret_cast<OfxMutexHandle>(made);
  return kOfxStatOK;
}
std::recursive_mutex *of(OfxMutexHandle m) { return reinterpret_cast<std::recursive_mutex *>(m); }
OfxStatus mutexDestroy(const OfxMutexHandle m) {
  delete of(m);
  return kOfxStatOK;
}
OfxStatus mutexLock(const OfxMutexHandle m) {
  of(m)->lock();
  return kOfxStatOK;
}
OfxStatus mutexUnlock(const OfxMutexHandle m) {
  of(m)->unlock();
  return kOfxStatOK;
}
OfxStatus mutexTryLock(const OfxMutexHandle m) {
  return of(m)->try_lock() ? kOfxStatOK : kOfxStatFailed;
}

void print(const char *type, const char *format, va_list args) {
  char text[4096];
  vsnprintf(text, sizeof text, format ? format : "", args);
  const char *kind = type && strncmp(type, "OfxMessage", 10) == 0 ? type + 10 : "Message";
  std::string word(kind);
  word[0] = (char)tolower(word[0]);
  say("node " + word + ": " + text);
}

OfxStatus message(void *, const char *type, const char *, const char *format, ...) {
  va_list args;
  va_start(args, format);
  print(type, format, args);
  va_end(args);
  return kOfxStatOK;
}
OfxStatus setPersistentMessage(void *, const char *type, const char *, const char *format, ...) {
  va_list args;
  va_start(args, format);
  print(type, format, args);
  va_end(args);
  return kOfxStatOK;
}
OfxStatus clearPersistentMessage(void *) { return kOfxStatOK; }

OfxStatus progressStart1(void *, const char *) { return kOfxStatOK; }
OfxStatus progressStart2(void *, const char *, const char *) { return kOfxStatOK; }
OfxStatus progressUpdate(void *, double) { return kOfxStatOK; }
OfxStatus progressEnd(void *) { return kOfxStatOK; }

OfxStatus getTime(void *, double *t) {
  *t = 0;
  return kOfxStatOK;
}
OfxStatus gotoTime(void *, double) { return kOfxStatFailed; }
OfxStatus getTimeBounds(void *, double *first, double *last) {
  *first = 0;
  *last = 0;
  return kOfxStatOK;
}

}  // namespace

const void *otherSuite(const std::string &name, int version) {
  static const OfxMemorySuiteV1 memory = {memoryAlloc, memoryFree};
  static const OfxMultiThreadSuiteV1 threads = {multiThread, numCpus,      indexOfThread,
                                                isSpawned,   mutexCreate,  mutexDestroy,
                                                mutexLock,   mutexUnlock,  mutexTryLock};
  static const OfxMessageSuiteV1 message1 = {message};
  static const OfxMessageSuiteV2 message2 = {message, setPersistentMessage, clearPersistentMessage};
  static const OfxProgressSuiteV1 progress1 = {progressStart1, progressUpdate, progressEnd};
  static const OfxProgressSuiteV2 progress2 = {progressStart2, progressUpdate, progressEnd};
  static const OfxTimeLineSuiteV1 timeLine = {getTime, gotoTime, getTimeBounds};
  if (name == kOfxMemorySuite && version == 1) return &memory;
  if (name == kOfxMultiThreadSuite && version == 1) return &threads;
  if (name == kOfxMessageSuite && version == 1) return &message1;
  if (name == kOfxMessageSuite && version == 2) return &message2;
  if (name == kOfxProgressSuite && version == 1) return &progress1;
  if (name == kOfxProgressSuite && version == 2) return &progress2;
  if (name == kOfxTimeLineSuite && version == 1) return &timeLine;
  return nullptr;
}
