/* A virtual machine uses faults for its own business (an implicit null check is a SIGSEGV). A host
 * that sets its crash handler after the VM was made would take those for crashes and die. So before
 * each entry to Java the handlers are looked at; where one was replaced, ours goes in front: it asks
 * the VM first and hands on to the host what is not the VM's. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "boot.h"

typedef int (*VmHandler)(int, siginfo_t *, void *, int);

static const int watched[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
#define WATCHED ((int)(sizeof watched / sizeof *watched))

static VmHandler vm_handler;
static void (*vm_action[WATCHED])(int, siginfo_t *, void *);
static struct sigaction host_action[WATCHED];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ready;
/* A host's handler may call the one that it replaced, which can be ours again. */
static __thread int depth __attribute__((tls_model("initial-exec")));

static void dispatch(int sig, siginfo_t *info, void *context) {
  if (vm_handler && vm_handler(sig, info, context, 0)) {
    return;
  }
  int i = 0;
  while (i < WATCHED && watched[i] != sig) {
    i++;
  }
  struct sigaction next;
  memset(&next, 0, sizeof next);
  next.sa_handler = SIG_DFL;
  if (i < WATCHED && depth == 0) {
    next = host_action[i];
  }
  if (!(next.sa_flags & SA_SIGINFO) && next.sa_handler == SIG_IGN) {
    return;
  }
  if (!(next.sa_flags & SA_SIGINFO) && next.sa_handler == SIG_DFL) {
    /* The instruction is tried again and faults with nobody in the way. */
    signal(sig, SIG_DFL);
    return;
  }
  depth++;
  if (next.sa_flags & SA_SIGINFO) {
    next.sa_sigaction(sig, info, context);
  } else {
    next.sa_handler(sig);
  }
  depth--;
}

void boot_signals_remember(void *libjvm) {
  pthread_mutex_lock(&lock);
  *(void **)&vm_handler = dlsym(libjvm, "JVM_handle_linux_signal");
  for (int i = 0; i < WATCHED; i++) {
    struct sigaction now;
    if (sigaction(watched[i], NULL, &now) == 0 && (now.sa_flags & SA_SIGINFO)) {
      vm_action[i] = now.sa_sigaction;
    }
  }
  __atomic_store_n(&ready, vm_handler != NULL, __ATOMIC_RELEASE);
  pthread_mutex_unlock(&lock);
}

static int foreign(int i, const struct sigaction *now) {
  if (!(now->sa_flags & SA_SIGINFO)) {
    return 1;
  }
  return now->sa_sigaction != dispatch && now->sa_sigaction != vm_action[i];
}

void boot_signals_check(void) {
  if (!__atomic_load_n(&ready, __ATOMIC_ACQUIRE)) {
    return;
  }
  for (int i = 0; i < WATCHED; i++) {
    struct sigaction now;
    if (sigaction(watched[i], NULL, &now) != 0 || !foreign(i, &now)) {
      continue;
    }
    pthread_mutex_lock(&lock);
    if (sigaction(watched[i], NULL, &now) == 0 && foreign(i, &now)) {
      struct sigaction ours;
      memset(&ours, 0, sizeof ours);
      ours.sa_sigaction = dispatch;
      ours.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
      sigfillset(&ours.sa_mask);
      host_action[i] = now;
      if (sigaction(watched[i], &ours, NULL) == 0) {
        boot_log("the host's handler of signal %d came after the VM's: ours now asks the VM first",
                 watched[i]);
      }
    }
    pthread_mutex_unlock(&lock);
  }
}
