// Dangers of errors and signals: 3, 4, 5, 6 and 11.
#include <setjmp.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include "danger.h"

namespace {

thread_local sigjmp_buf place;
thread_local bool expected = false;
std::atomic<int> crashes{0};

// A host's crash reporter: a crash that the test made goes back to it, any other ends the process.
void onCrash(int) {
  if (!expected) _exit(99);
  crashes++;
  siglongjmp(place, 1);
}

void setCrashHandler() {
  struct sigaction a = {};
  a.sa_handler = onCrash;
  a.sa_flags = SA_NODEFER;
  sigemptyset(&a.sa_mask);
  sigaction(SIGSEGV, &a, nullptr);
  sigaction(SIGBUS, &a, nullptr);
}

// A real fault in the host's own code.
void crashOfTheHost() {
  int before = crashes;
  volatile size_t nowhere = 8;
  expected = true;
  if (sigsetjmp(place, 1) == 0) *reinterpret_cast<volatile int *>(nowhere) = 1;
  expected = false;
  expect(crashes == before + 1, "a crash of the host reaches the host's crash handler");
}

std::atomic<int> asked{0};
void onAsked(int) { asked++; }

}  // namespace

// What is thrown in Java is a failed action and a node that works on.
void thrownErrors(const Bundles &b) {
  Stage stage(b.first, "Trick");
  auto node = stage.node();
  for (const char *trick : {"throw", "overflow", "memory", "status"}) {
    node->set("trick", trick);
    bool failed = false;
    try {
      stage.render(*node);
    } catch (const std::exception &e) {
      failed = std::string(e.what()).find("the render failed with status") == 0;
      if (!failed) throw;
    }
    expect(failed, std::string("a render that ends with ") + trick + " has failed for the host");
    node->set("trick", "none");
    stage.render(*node);
  }
}

// A crash reporter that is set after the machine was made takes the machine's own faults for crashes.
void lateCrashHandler(const Bundles &b) {
  Stage stage(b.first, "Trick");
  auto node = stage.node();
  stage.render(*node);
  setCrashHandler();
  node->set("trick", "nullcheck");
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int i = 0; i < 3; i++) {
    threads.emplace_back([&] {
      try {
        for (int n = 0; n < 3; n++) stage.render(*node);
        good++;
      } catch (const std::exception &e) {
        say(e.what());
      }
    });
  }
  for (auto &t : threads) t.join();
  expect(good == 3, "three threads rendered through their null checks");
  expect(crashes == 0, "the host's handler saw none of the machine's faults");
  onThread(crashOfTheHost);
  stage.render(*node);
}

// One that was there before is asked after the machine has looked.
void earlyCrashHandler(const Bundles &b) {
  setCrashHandler();
  Stage stage(b.first, "Trick");
  auto node = stage.node({{"trick", "nullcheck"}});
  for (int n = 0; n < 3; n++) stage.render(*node);
  expect(crashes == 0, "the host's handler saw none of the machine's faults");
  onThread(crashOfTheHost);
  stage.render(*node);
}

// Ctrl-C and kill stay the host's.
void hostSignals(const Bundles &b) {
  const int ours[] = {SIGINT, SIGTERM, SIGHUP};
  for (int s : ours) signal(s, onAsked);
  Stage stage(b.first);
  auto node = stage.node();
  stage.render(*node);
  for (int s : ours) {
    struct sigaction now;
    sigaction(s, nullptr, &now);
    expect(now.sa_handler == onAsked, "signal " + std::to_string(s) + " is still the host's");
    int before = asked;
    kill(getpid(), s);
    for (int i = 0; i < 1000 && asked == before; i++) usleep(1000);
    expect(asked == before + 1, "the host was told of signal " + std::to_string(s));
  }
  struct sigaction quit;
  sigaction(SIGQUIT, nullptr, &quit);
  expect(quit.sa_handler == SIG_DFL, "SIGQUIT does what it did before");
  stage.render(*node);
}

// System.exit in any library: the thread is lost, the process is not, and no other thread waits for ever.
void exitInJava(const Bundles &b) {
  static Stage stage(b.first, "Trick");
  static auto first = stage.node();
  static auto second = stage.node();
  stage.render(*second);
  first->set("trick", "exit");
  std::thread([] {
    try {
      stage.render(*first);
    } catch (const std::exception &e) {
      say(e.what());
    }
    say("the thread that asked for the end came back");
  }).detach();
  bool refused = false;
  for (int i = 0; i < 600 && !refused; i++) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    refused = bootLog().find("asked for the end of the process (code 7)") != std::string::npos;
  }
  expect(refused, "the log tells of the exit");
  bool failed = false;
  try {
    stage.render(*second);
  } catch (const std::exception &) {
    failed = true;
  }
  expect(failed, "a render after the exit fails at once");
  say("the host is alive after System.exit(7)");
  fflush(nullptr);
  _exit(0);  // the lost thread is in the middle of a node, which cannot be destroyed under it
}
