#include "conduct.h"

#include <atomic>
#include <cstdio>
#include <mutex>

#include "../boot/ofx_abi.h"

namespace {

std::atomic<int> count{0};
thread_local ActionScope *innermost = nullptr;

}  // namespace

void say(const std::string &line) {
  static std::mutex lock;
  std::lock_guard<std::mutex> guard(lock);
  fprintf(stderr, "likeness-host: %s\n", line.c_str());
  fflush(stderr);
}

void breach(const std::string &what) {
  // One effect can do the same wrong thing in every pixel: the first twenty are enough to read.
  if (count++ < 20) say("breach: " + what);
}

int breaches() { return count; }

ActionScope::ActionScope(const char *action, OfxImageEffectStruct *effect)
    : action_(action), effect_(effect), outer_(innermost) {
  innermost = this;
}

ActionScope::~ActionScope() { innermost = outer_; }

ActionScope *ActionScope::current() { return innermost; }

bool ActionScope::mayWriteParams() const {
  static const char *const allowed[] = {
      kOfxActionInstanceChanged, kOfxActionBeginInstanceChanged, kOfxActionEndInstanceChanged,
      kOfxActionSyncPrivateData, "OfxInteractActionPenMotion",   "OfxInteractActionPenDown",
      "OfxInteractActionPenUp",  "OfxInteractActionKeyDown",     "OfxInteractActionKeyUp",
      "OfxInteractActionKeyRepeat"};
  for (const char *a : allowed) {
    if (action_ == a) return true;
  }
  return false;
}
