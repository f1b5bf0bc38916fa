// Create, render, destroy, thousands of times: memory that is not given back shows.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "render.h"

namespace {

double residentMib() {
  std::ifstream f("/proc/self/statm");
  long total = 0, resident = 0;
  f >> total >> resident;
  return (double)resident * (double)sysconf(_SC_PAGESIZE) / 1048576;
}

}  // namespace

int soak(const PluginFile &file, const RenderJob &job, int renders, double limitPercent) {
  Feed feed(job);
  Description description(file.effect(job.effect), file, job.context);
  NodeSetup setup = feed.setup();
  std::shared_ptr<const Picture> plate = feed.plate(job.frames.front());
  for (auto &[name, input] : setup.inputs) {
    if (!input.frames) continue;
    std::shared_ptr<const Picture> kept = input.frames(job.frames.front() + job.timeOffset);
    input.frames = [kept](double) { return kept; };
  }
  std::atomic<int> next{0}, done{0}, failed{0};
  std::atomic<double> early{0};
  std::mutex lock;
  std::string first;
  auto work = [&] {
    while (next++ < renders && !failed) {
      try {
        Node node(description, setup);
        FrameOrder order;
        order.time = job.frames.front() + job.timeOffset;
        order.plate = plate;
        node.frame(order);
      } catch (const std::exception &e) {
        std::lock_guard<std::mutex> guard(lock);
        if (!failed++) first = e.what();
      }
      if (++done == renders / 10) early = residentMib();
    }
  };
  double start = seconds();
  std::vector<std::thread> threads;
  for (int i = 0; i < job.threads; i++) threads.emplace_back(work);
  for (auto &t : threads) t.join();
  if (failed) throw std::runtime_error("a render failed: " + first);
  checkLoans();
  double late = residentMib(), growth = 100 * (late / early - 1);
  char text[200];
  snprintf(text, sizeof text,
           "soak: %d renders on %d threads in %.1f s; resident %.1f MiB after %d, %.1f MiB at the end: "
           "%+.2f %% (limit %g %%)",
           renders, job.threads, seconds() - start, early.load(), renders / 10, late, growth, limitPercent);
  say(text);
  return growth > limitPercent || breaches() ? kPartly : kDone;
}
