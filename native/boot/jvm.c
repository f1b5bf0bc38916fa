/* One Java virtual machine a process, made late and on a thread of its own, joined where there is one
 * already, never ended. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jvm.h"
#include "jvm_options.h"

#define ENTRY_CLASS "org/likeness/ofx/effect/NativeEntry"

typedef jint (*CreateFn)(JavaVM **, void **, void *);
typedef jint (*CreatedFn)(JavaVM **, jsize, jsize *);

enum { COLD, STARTING, READY, BROKEN };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int state = COLD;
static char problem[PATH_MAX + 512];
static BootJava java; /* read by others once the state is READY */
static int joined;
static int creating; /* the VM is being made: an exit of it must not become the host's exit */

static void finish(int result) {
  pthread_mutex_lock(&lock);
  __atomic_store_n(&state, result, __ATOMIC_RELEASE);
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
}

static int broken(const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(problem, sizeof problem, format, args);
  va_end(args);
  boot_log("%s", problem);
  return -1;
}

const char *boot_jvm_problem(void) { return problem; }

static void park(void) {
  for (;;) {
    pause();
  }
}

/* Called by the VM in place of exit(): at a failed start, and when any library asks for an exit. The
 * thread stays here for ever, the host lives on. */
static void JNICALL on_exit_hook(jint code) {
  if (__atomic_exchange_n(&creating, 0, __ATOMIC_ACQ_REL)) {
    broken("the Java runtime ended its own start with code %d (too little memory or address space?); "
           "see the log in %s",
           (int)code, boot_log_dir());
    finish(BROKEN);
  } else {
    /* No thread gets back from Java after this, so none may go in any more. */
    broken("something in Java asked for the end of the process (code %d); the thread is parked, "
           "restart the application",
           (int)code);
    finish(BROKEN);
  }
  park();
}

static void JNICALL on_abort_hook(void) {
  if (__atomic_exchange_n(&creating, 0, __ATOMIC_ACQ_REL)) {
    broken("the Java runtime aborted its own start; see the log in %s", boot_log_dir());
    finish(BROKEN);
    park();
  }
  /* A real crash later on is the host's to report: fall through to abort(). */
}

static jint JNICALL on_print(FILE *stream, const char *format, va_list args) {
  (void)stream;
  char line[2048];
  int n = vsnprintf(line, sizeof line, format, args);
  if (n > 1) {
    boot_log("java: %s", line);
  }
  return n;
}

/* A pending exception becomes a line in the log. */
static int threw(JNIEnv *env, const char *doing) {
  jthrowable t = (*env)->ExceptionOccurred(env);
  if (!t) {
    return 0;
  }
  (*env)->ExceptionClear(env);
  const char *text = NULL;
  jstring string = NULL;
  jclass object = (*env)->FindClass(env, "java/lang/Object");
  jmethodID to_string =
      object ? (*env)->GetMethodID(env, object, "toString", "()Ljava/lang/String;") : NULL;
  if (to_string) {
    string = (*env)->CallObjectMethod(env, t, to_string);
    if (!(*env)->ExceptionCheck(env) && string) {
      text = (*env)->GetStringUTFChars(env, string, NULL);
    }
  }
  (*env)->ExceptionClear(env);
  broken("%s: %s", doing, text ? text : "an error without a text");
  if (text) {
    (*env)->ReleaseStringUTFChars(env, string, text);
  }
  return 1;
}

/* Whether a file begins as an image of modules does; one that was cut at its start ends the process. */
static int is_image(const char *path) {
  unsigned magic = 0;
  FILE *f = fopen(path, "rb");
  size_t n = f ? fread(&magic, sizeof magic, 1, f) : 0;
  if (f) {
    fclose(f);
  }
  return n == 1 && magic == 0xCAFEDADAu;
}

static int runtime_path(char *libjvm, size_t size) {
  char home[PATH_MAX + 16];
  const char *given = getenv("LIKENESS_JAVA_HOME");
  snprintf(home, sizeof home, "%s/runtime", boot_resources());
  if (!boot_is_dir(home) && given && given[0] == '/') {
    snprintf(home, sizeof home, "%s", given);
  }
  /* libjvm without its runtime image ends the process inside the call, so look first. */
  static const char *const parts[] = {"lib/modules", "lib/libjimage.so", "lib/libjava.so", "release",
                                      "lib/server/libjvm.so"};
  for (int i = 0; i < (int)(sizeof parts / sizeof *parts); i++) {
    snprintf(libjvm, size, "%s/%s", home, parts[i]);
    if (!boot_is_file(libjvm) || (strcmp(parts[i], "lib/modules") == 0 && !is_image(libjvm))) {
      return broken("its Java runtime is not complete (%s is missing or broken); install Likeness.ofx.bundle "
                    "again, whole",
                    libjvm);
    }
  }
  return 0;
}

static int create(void *handle) {
  CreateFn make = (CreateFn)dlsym(handle, "JNI_CreateJavaVM");
  if (!make) {
    return broken("its Java runtime has no JNI_CreateJavaVM; install Likeness.ofx.bundle again");
  }
  static BootOptions options = {.rules = -1}; /* the VM may keep pointers into it */
  boot_options_add(&options, "exit", (void *)on_exit_hook);
  boot_options_add(&options, "abort", (void *)on_abort_hook);
  boot_options_add(&options, "vfprintf", (void *)on_print);
  boot_options_fill(&options);
  JavaVMInitArgs args = {JNI_VERSION_1_8, options.count, options.option, JNI_FALSE};
  JNIEnv *env = NULL;
  __atomic_store_n(&creating, 1, __ATOMIC_RELEASE);
  jint rc = make(&java.vm, (void **)&env, &args);
  __atomic_store_n(&creating, 0, __ATOMIC_RELEASE);
  boot_options_done(&options);
  if (rc != JNI_OK) {
    java.vm = NULL;
    return broken("the Java runtime did not start (code %d); LIKENESS_JAVA_OPTS is \"%s\"; see the "
                  "log in %s",
                  (int)rc, getenv("LIKENESS_JAVA_OPTS") ? getenv("LIKENESS_JAVA_OPTS") : "",
                  boot_log_dir());
  }
  return 0;
}

/* Finds a VM that another library of this process made, or makes one. */
static int find_or_create(void) {
  char libjvm[PATH_MAX + 64];
  if (!boot_resources()[0]) {
    return broken("the folder of the bundle cannot be found; install Likeness.ofx.bundle again");
  }
  void *handle = dlopen("libjvm.so", RTLD_NOW | RTLD_NOLOAD);
  if (handle) {
    CreatedFn created = (CreatedFn)dlsym(handle, "JNI_GetCreatedJavaVMs");
    jsize count = 0;
    if (created && created(&java.vm, 1, &count) == JNI_OK && count > 0) {
      joined = 1;
      boot_signals_remember(handle);
      boot_log("joined the Java VM that is in this process already");
      return 0;
    }
  }
  const char *tool = getenv("JAVA_TOOL_OPTIONS");
  const char *old = getenv("_JAVA_OPTIONS");
  if (tool || old) {
    boot_log("the environment sets Java options that apply here too: %s %s", tool ? tool : "",
             old ? old : "");
  }
  if (runtime_path(libjvm, sizeof libjvm) != 0) {
    return -1;
  }
  handle = dlopen(libjvm, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    return broken("its Java runtime cannot be loaded (%s); install Likeness.ofx.bundle again",
                  dlerror());
  }
  if (create(handle) != 0) {
    return -1;
  }
  boot_signals_remember(handle);
  return 0;
}

/* In a VM that is not ours the class path is not ours either: a loader of our own over our jars. */
static jclass load_by_url(JNIEnv *env) {
  char *jars[BOOT_MAX_JARS];
  int n = boot_jars(jars, BOOT_MAX_JARS);
  jclass file = (*env)->FindClass(env, "java/io/File");
  jclass uri = (*env)->FindClass(env, "java/net/URI");
  jclass url = (*env)->FindClass(env, "java/net/URL");
  jclass loader = (*env)->FindClass(env, "java/net/URLClassLoader");
  jclass object = (*env)->FindClass(env, "java/lang/ClassLoader");
  jmethodID new_file = (*env)->GetMethodID(env, file, "<init>", "(Ljava/lang/String;)V");
  jmethodID to_uri = (*env)->GetMethodID(env, file, "toURI", "()Ljava/net/URI;");
  jmethodID to_url = (*env)->GetMethodID(env, uri, "toURL", "()Ljava/net/URL;");
  jmethodID new_loader = (*env)->GetMethodID(env, loader, "<init>",
                                             "([Ljava/net/URL;Ljava/lang/ClassLoader;)V");
  jmethodID platform = (*env)->GetStaticMethodID(env, object, "getPlatformClassLoader",
                                                 "()Ljava/lang/ClassLoader;");
  jmethodID load = (*env)->GetMethodID(env, object, "loadClass",
                                       "(Ljava/lang/String;)Ljava/lang/Class;");
  jobjectArray urls = (*env)->NewObjectArray(env, n, url, NULL);
  for (int i = 0; i < n; i++) {
    jstring name = (*env)->NewStringUTF(env, jars[i]);
    jobject f = (*env)->NewObject(env, file, new_file, name);
    jobject u = (*env)->CallObjectMethod(env, f, to_uri);
    (*env)->SetObjectArrayElement(env, urls, i, (*env)->CallObjectMethod(env, u, to_url));
    free(jars[i]);
  }
  jobject parent = (*env)->CallStaticObjectMethod(env, object, platform);
  jobject ours = (*env)->NewObject(env, loader, new_loader, urls, parent);
  if ((*env)->ExceptionCheck(env)) {
    return NULL;
  }
  jstring name = (*env)->NewStringUTF(env, "org.likeness.ofx.effect.NativeEntry");
  return (*env)->CallObjectMethod(env, ours, load, name);
}

static int bind_java(JNIEnv *env) {
  if ((*env)->PushLocalFrame(env, 1024) != 0) {
    threw(env, "no room in Java");
    return -1;
  }
  jclass local = joined ? load_by_url(env) : (*env)->FindClass(env, ENTRY_CLASS);
  if (threw(env, "the Java part of the bundle cannot be loaded; install it again") || !local) {
    return -1;
  }
  jmethodID start =
      (*env)->GetStaticMethodID(env, local, "start", "(JLjava/lang/String;Z)V");
  java.perform = (*env)->GetStaticMethodID(env, local, "perform", "(IJJJJJJ)I");
  java.spawned = java.perform
                       ? (*env)->GetStaticMethodID(env, local, "spawned", "(IIJ)V")
                       : NULL;
  if (threw(env, "the jars of the bundle are of another version than its .ofx; install it again")) {
    return -1;
  }
  java.entry_class = (*env)->NewGlobalRef(env, local);
  jstring where = (*env)->NewStringUTF(env, boot_resources());
  (*env)->CallStaticVoidMethod(env, local, start, (jlong)(size_t)boot_shims(boot_jvm_spawned), where,
                               joined ? JNI_TRUE : JNI_FALSE);
  if (threw(env, "the Java part of the bundle did not start")) {
    return -1;
  }
  (*env)->PopLocalFrame(env, NULL);
  return 0;
}

static void on_thread_end(void *unused) {
  (void)unused;
  (*java.vm)->DetachCurrentThread(java.vm);
}

static void *start_thread(void *unused) {
  (void)unused;
  int ok = find_or_create() == 0;
  if (ok) {
    JNIEnv *env = NULL;
    JavaVMAttachArgs args = {JNI_VERSION_1_8, (char *)"likeness-start", NULL};
    ok = (*java.vm)->AttachCurrentThreadAsDaemon(java.vm, (void **)&env, &args) == JNI_OK;
    if (ok) {
      ok = bind_java(env) == 0;
      (*java.vm)->DetachCurrentThread(java.vm);
    } else {
      broken("Java does not take this thread");
    }
  }
  ok = ok && pthread_key_create(&java.attached, on_thread_end) == 0;
  finish(ok ? READY : BROKEN);
  return NULL;
}

int boot_jvm_ensure(void) {
  if (__atomic_load_n(&state, __ATOMIC_ACQUIRE) == READY) {
    return 0;
  }
  pthread_mutex_lock(&lock);
  if (state == COLD) {
    pthread_attr_t attr;
    pthread_t thread;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 8u << 20);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    state = STARTING;
    if (pthread_create(&thread, &attr, start_thread, NULL) != 0) {
      broken("no thread can be made for Java");
      state = BROKEN;
    }
    pthread_attr_destroy(&attr);
  }
  while (state == STARTING) {
    pthread_cond_wait(&changed, &lock);
  }
  int ready = state == READY;
  pthread_mutex_unlock(&lock);
  return ready ? 0 : -1;
}

const BootJava *boot_jvm(void) { return &java; }
