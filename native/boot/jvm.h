/* The virtual machine as its two files share it. */
#ifndef LIKENESS_JVM_H
#define LIKENESS_JVM_H

#include <pthread.h>

#include "boot.h"

typedef struct {
  JavaVM *vm;
  jclass entry_class;
  jmethodID perform, spawned;
  pthread_key_t attached; /* its destructor detaches a thread that ends */
} BootJava;

/* Complete once boot_jvm_ensure() has answered 0. */
const BootJava *boot_jvm(void);

/* One share of work that Java gave to the host's multi-thread suite, on a thread of the host. */
void boot_jvm_spawned(unsigned int index, unsigned int count, void *task);

#endif
