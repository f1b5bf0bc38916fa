/* How a thread of the host gets into Java and out again. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "jvm.h"

/* Below this the VM's own guard zones eat the stack: 192 KiB overflowed, 128 KiB was fatal. */
#define SMALL_STACK (240u << 10)

typedef struct {
  BootTarget target;
  const OfxHost *host;
  const char *id, *action;
  const void *handle;
  OfxPropertySetHandle in_args, out_args;
  OfxStatus status;
} Call;

static void enter(JNIEnv *env, Call *call) {
  const BootJava *java = boot_jvm();
  call->status = (*env)->CallStaticIntMethod(
      env, java->entry_class, java->perform, (jint)call->target, (jlong)(size_t)call->host, (jlong)(size_t)call->id,
      (jlong)(size_t)call->action, (jlong)(size_t)call->handle, (jlong)(size_t)call->in_args,
      (jlong)(size_t)call->out_args);
  if ((*env)->ExceptionCheck(env)) {
    (*env)->ExceptionClear(env);
    boot_log("%s: an error got out of Java", call->action);
    call->status = kOfxStatFailed;
  }
}

static void attach_and_enter(Call *call, int keep) {
  const BootJava *java = boot_jvm();
  JavaVM *vm = java->vm;
  JNIEnv *env = NULL;
  boot_signals_check();
  if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) == JNI_OK) {
    enter(env, call);
    return;
  }
  JavaVMAttachArgs args = {JNI_VERSION_1_8, (char *)"host", NULL};
  if ((*vm)->AttachCurrentThreadAsDaemon(vm, (void **)&env, &args) != JNI_OK) {
    boot_log("%s: Java does not take this thread", call->action);
    call->status = kOfxStatFailed;
    return;
  }
  enter(env, call);
  if (keep) {
    pthread_setspecific(java->attached, java); /* detached when the thread ends */
  } else {
    (*vm)->DetachCurrentThread(vm);
  }
}

static void *courier(void *call) {
  attach_and_enter(call, 0);
  return NULL;
}

static size_t stack_size(void) {
  pthread_attr_t attr;
  size_t size = 0;
  if (pthread_getattr_np(pthread_self(), &attr) == 0) {
    pthread_attr_getstacksize(&attr, &size);
    pthread_attr_destroy(&attr);
  }
  return size;
}

OfxStatus boot_jvm_perform(BootTarget target, const OfxHost *host, const char *id,
                           const char *action, const void *handle, OfxPropertySetHandle in_args,
                           OfxPropertySetHandle out_args) {
  Call call = {target, host, id, action, handle, in_args, out_args, kOfxStatFailed};
  const BootJava *java = boot_jvm();
  int main_thread = syscall(SYS_gettid) == getpid();
  /* The main thread never stays attached: a VM that is not ours would keep guard pages in its stack. */
  if (main_thread || pthread_getspecific(java->attached)) {
    attach_and_enter(&call, !main_thread);
    return call.status;
  }
  size_t size = stack_size();
  if (size > 0 && size < SMALL_STACK) {
    pthread_attr_t attr;
    pthread_t thread;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 2u << 20);
    if (pthread_create(&thread, &attr, courier, &call) == 0) {
      pthread_join(thread, NULL);
    }
    pthread_attr_destroy(&attr);
    return call.status;
  }
  attach_and_enter(&call, 1);
  return call.status;
}

void boot_jvm_spawned(unsigned int index, unsigned int count, void *task) {
  const BootJava *java = boot_jvm();
  JavaVM *vm = java->vm;
  JNIEnv *env = NULL;
  int attached = 0;
  boot_signals_check();
  if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) != JNI_OK) {
    JavaVMAttachArgs args = {JNI_VERSION_1_8, (char *)"host", NULL};
    if ((*vm)->AttachCurrentThreadAsDaemon(vm, (void **)&env, &args) != JNI_OK) {
      boot_log("Java does not take a thread of the host's multi-thread suite");
      return; /* the caller sees that this share was not done and does it itself */
    }
    attached = 1;
  }
  (*env)->CallStaticVoidMethod(env, java->entry_class, java->spawned, (jint)index, (jint)count,
                               (jlong)(size_t)task);
  if ((*env)->ExceptionCheck(env)) {
    (*env)->ExceptionClear(env);
    boot_log("an error got out of Java on a thread of the host's multi-thread suite");
  }
  if (attached) {
    if (syscall(SYS_gettid) != getpid()) {
      pthread_setspecific(java->attached, java);
    } else {
      (*vm)->DetachCurrentThread(vm);
    }
  }
}
