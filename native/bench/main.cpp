// likeness-bench: figures of an OFX bundle, one kind a process, as lines "name value".
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <unistd.h>

#include "host.h"

namespace {

const char *const kUsage =
    "likeness-bench: times an OFX bundle in the cheapest host that can be.\n"
    "\n"
    "  likeness-bench BUNDLE scan                  load, describe and unload every effect\n"
    "  likeness-bench BUNDLE first [EFFECT]        from nothing to the first picture\n"
    "  likeness-bench BUNDLE pass [EFFECT] [W H]   a whole picture passed through, against its copy\n"
    "  likeness-bench BUNDLE action [EFFECT] [N]   a picture of 16 x 16, N times\n"
    "  likeness-bench BUNDLE memory [EFFECT] [N] [THREADS]   the instance is made anew for each of N\n"
    "                                              renders; resident memory after 500 and at the end\n"
    "\n"
    "The effect is set to pass its input on: a parameter mix becomes 0, and the host never asks\n"
    "whether it would. Lines of \"name value\" come out; limits are judged by likeness bench.\n"
    "Exit: 0 measured, 2 wrong use, 3 the bundle cannot be used.\n";

using Clock = std::chrono::steady_clock;

double microsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

void fill(Picture &p, int width, int height) {
  unsigned state = 1;
  for (int y = 0; y < height; y++) {
    float *row = p.row(y);
    for (int x = 0; x < 4 * width; x++) {
      state = state * 1664525u + 1013904223u;
      row[x] = (float)(state >> 8) / 8388608.f - 0.5f;  // negatives and values over 1
    }
  }
}

void mustBeSame(Picture &in, Picture &out, int width, int height) {
  for (int y = 0; y < height; y++) {
    if (memcmp(in.row(y), out.row(y), (size_t)width * 16) != 0) {
      throw std::runtime_error("the picture did not pass unchanged: row " + std::to_string(y) +
                               " is another");
    }
  }
}

void passThrough(Effect &effect) { effect.number("mix", 0); }

// One process, one scan: what a host pays for the bundle at its start.
void scanOnce(const std::string &bundle) {
  auto start = Clock::now();
  int effects = scan(bundle);
  double micros = microsSince(start);
  printf("effects %d\nscan_ms %.3f\njava %d\n", effects, micros / 1000, hasJava());
}

void firstPicture(const std::string &bundle, const std::string &id) {
  const int width = 1920, height = 1080;
  Picture in(width, height, 0, false), out(width, height, 0, false);
  fill(in, width, height);
  auto start = Clock::now();
  Effect effect(bundle, id);
  effect.describe();
  effect.pictures(&in, &out, width, height);
  effect.create();
  passThrough(effect);
  double created = microsSince(start);
  effect.render(1);
  double first = microsSince(start);
  mustBeSame(in, out, width, height);
  printf("created_ms %.1f\nfirst_ms %.1f\n", created / 1000, first / 1000);
  effect.destroy();
}

struct Ready {
  Ready(const std::string &bundle, const std::string &id, int width, int height, int padding,
        bool flipped)
      : in(width, height, padding, flipped), out(width, height, padding, flipped), effect(bundle, id) {
    fill(in, width, height);
    effect.describe();
    effect.pictures(&in, &out, width, height);
    effect.create();
    passThrough(effect);
  }
  ~Ready() { effect.destroy(); }
  Picture in, out;
  Effect effect;
};

// What this whole process has computed, however many threads did it; waiting for a busy machine's
// processors is no part of it.
double processorMicros() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

// Copy and render take turns, so that whatever else the machine does meets both. The quickest of each
// counts, in processor time: what they take when nothing else gets in between.
void passOf(const std::string &bundle, const std::string &id, int width, int height, int padding,
            bool flipped, const char *name) {
  Ready ready(bundle, id, width, height, padding, flipped);
  for (int i = 0; i < 12; i++) ready.effect.render(1);
  mustBeSame(ready.in, ready.out, width, height);
  double copy = 1e30, render = 1e30, wall = 1e30;
  for (int i = 0; i < 41; i++) {
    double start = processorMicros();
    memcpy(ready.out.memory(), ready.in.memory(), ready.in.bytes());
    copy = std::min(copy, processorMicros() - start);
    auto begin = Clock::now();
    start = processorMicros();
    ready.effect.render(i);
    render = std::min(render, processorMicros() - start);
    wall = std::min(wall, microsSince(begin));
  }
  printf("%s_copy_ms %.3f\n%s_render_ms %.3f\n%s_wall_ms %.3f\n%s_ratio %.3f\n", name, copy / 1000,
         name, render / 1000, name, wall / 1000, name, render / copy);
  fflush(stdout);
}

// Hosts render on threads of their own; the main thread, which this process began on, is left to
// their windows, and the bridge treats it with more care.
template <typename Work>
void onRenderThread(Work work) {
  std::string failure;
  std::thread thread([&] {
    try {
      work();
    } catch (const std::exception &e) {
      failure = e.what();
    }
  });
  thread.join();
  if (!failure.empty()) throw std::runtime_error(failure);
}

void pass(const std::string &bundle, const std::string &id, int width, int height) {
  onRenderThread([&] {
    passOf(bundle, id, width, height, 0, false, "pass");
    passOf(bundle, id, width, height, 64, true, "pass_flipped");
  });
}

void actionOf(const std::string &bundle, const std::string &id, int times) {
  Ready ready(bundle, id, 16, 16, 0, false);
  for (int i = 0; i < times; i++) ready.effect.render(1);
  mustBeSame(ready.in, ready.out, 16, 16);
  std::vector<double> micros;
  for (int i = 0; i < times; i++) {
    auto start = Clock::now();
    ready.effect.render(1);
    micros.push_back(microsSince(start));
  }
  std::sort(micros.begin(), micros.end());
  printf("action_us %.2f\naction_99_us %.2f\n", micros[micros.size() / 2],
         micros[micros.size() * 99 / 100]);
}

double residentMib() {
  std::ifstream in("/proc/self/statm");
  long pages = 0, resident = 0;
  in >> pages >> resident;
  return (double)resident * (double)sysconf(_SC_PAGESIZE) / 1048576;
}

// Every thread has a node of its own, which it makes and destroys for each of its renders.
void memory(const std::string &bundle, const std::string &id, int times, int threads) {
  const int width = 256, height = 256, early = 500;
  std::atomic<int> done{0};
  std::mutex lock;
  double before = 0;
  std::string failure;
  auto work = [&] {
    try {
      Picture in(width, height, 0, false), out(width, height, 0, false);
      fill(in, width, height);
      Effect effect(bundle, id);
      effect.describe();
      effect.pictures(&in, &out, width, height);
      while (done < times) {
        effect.create();
        passThrough(effect);
        effect.render(1);
        effect.destroy();
        if (++done == early) {
          std::lock_guard<std::mutex> guard(lock);
          before = residentMib();
        }
      }
      mustBeSame(in, out, width, height);
    } catch (const std::exception &e) {
      std::lock_guard<std::mutex> guard(lock);
      failure = e.what();
      done = times;
    }
  };
  std::vector<std::thread> all;
  for (int i = 0; i < threads; i++) all.emplace_back(work);
  for (auto &t : all) t.join();
  if (!failure.empty()) throw std::runtime_error(failure);
  double after = residentMib();
  printf("memory_early_mib %.1f\nmemory_end_mib %.1f\nmemory_growth_percent %.2f\n", before, after,
         100 * (after / before - 1));
}

void action(const std::string &bundle, const std::string &id, int times) {
  onRenderThread([&] { actionOf(bundle, id, times); });
}

int whole(const char *text, int lo, int hi) {
  char *end = nullptr;
  long v = strtol(text, &end, 10);
  if (!*text || *end || v < lo || v > hi) {
    throw std::invalid_argument(std::string(text) + " must be a whole number " +
                                std::to_string(lo) + " to " + std::to_string(hi));
  }
  return (int)v;
}

void run(int argc, char **argv) {
  if (argc < 3) throw std::invalid_argument("BUNDLE and what to measure are needed; see --help");
  std::string bundle = argv[1], what = argv[2], id = argc > 3 ? argv[3] : "";
  if (what == "scan") {
    scanOnce(bundle);
  } else if (what == "first") {
    firstPicture(bundle, id);
  } else if (what == "pass") {
    pass(bundle, id, argc > 4 ? whole(argv[4], 1, 32768) : 3840,
         argc > 5 ? whole(argv[5], 1, 32768) : 2160);
  } else if (what == "action") {
    action(bundle, id, argc > 4 ? whole(argv[4], 1, 10000000) : 20000);
  } else if (what == "memory") {
    memory(bundle, id, argc > 4 ? whole(argv[4], 501, 10000000) : 5000,
           argc > 5 ? whole(argv[5], 1, 64) : 4);
  } else {
    throw std::invalid_argument("\"" + what +
                                "\" is unknown; scan, first, pass, action and memory can be measured");
  }
}

}  // namespace

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "--help") == 0) {
    fputs(kUsage, stdout);
    return 0;
  }
  try {
    run(argc, argv);
    return 0;
  } catch (const std::invalid_argument &e) {
    fprintf(stderr, "likeness-bench: %s\n", e.what());
    return 2;
  } catch (const std::exception &e) {
    fprintf(stderr, "likeness-bench: %s\n", e.what());
    return 3;
  }
}
