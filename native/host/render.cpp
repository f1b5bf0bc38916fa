#include "render.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace {

class Run {
 public:
  Run(const PluginFile &file, const RenderJob &job);
  int go();

 private:
  void worker(int index);
  std::string frame(int f, int index);  // what is to be said of a done frame
  void buttons();
  void overlay();
  int summary();

  const PluginFile &file_;
  const RenderJob &job_;
  Feed feed_;
  Pattern out_;
  std::unique_ptr<Description> description_;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::atomic<size_t> next_{0};
  std::atomic<int> failed_{0}, slow_{0}, index_{0};
};

Run::Run(const PluginFile &file, const RenderJob &job)
    : file_(file), job_(job), feed_(job), out_(job.out) {
  if (job.frames.size() > 1 && out_.isSingle()) {
    throw std::runtime_error(job.out + " is a single file for " + std::to_string(job.frames.size()) +
                             " frames; write for instance out.%04d.exr");
  }
  description_ = std::make_unique<Description>(file.effect(job.effect), file, job.context);
  NodeSetup setup = feed_.setup();
  for (int i = 0; i < job.instances; i++) nodes_.push_back(std::make_unique<Node>(*description_, setup));
}

std::string Run::frame(int f, int index) {
  std::unique_ptr<Description> anew;
  std::unique_ptr<Node> own;
  Node *node = nodes_[(size_t)index % nodes_.size()].get();
  if (theProfile().eachFrameAnew) {
    OfxPlugin *plugin = file_.effect(job_.effect);
    plugin->setHost(theHost());
    anew = std::make_unique<Description>(plugin, file_, job_.context);
  }
  if (job_.recreate || anew) {
    own = std::make_unique<Node>(anew ? *anew : *description_, feed_.setup());
    node = own.get();
  }
  FrameOrder order;
  order.time = f + job_.timeOffset;
  order.plate = feed_.plate(f);
  order.part = job_.part;
  order.tileWidth = job_.tileWidth;
  order.tileHeight = job_.tileHeight;
  order.abortAfter = job_.abortAfter;
  order.planes = job_.planes;
  FrameAnswer answer = node->frame(order);
  if (answer.kind == FrameAnswer::Aborted) {
    char text[120];
    snprintf(text, sizeof text, "aborted, answered after %.1f ms, of which the host's own images took %.1f",
             1e3 * answer.answered, 1e3 * answer.hostShare);
    if (answer.answered - answer.hostShare > job_.abortLimit) slow_++;
    return text;
  }
  writeExr(out_.at(f), *answer.picture, job_.style);
  for (auto &[name, picture] : answer.planes) {
    std::string path = out_.at(f);
    size_t dot = path.rfind('.');
    ExrStyle exact = job_.style;
    exact.half = false;
    writeExr(path.substr(0, dot) + "." + name + path.substr(dot), *picture, exact);
  }
  if (!answer.planes.empty()) return "done, with " + std::to_string(answer.planes.size()) + " planes";
  return answer.kind == FrameAnswer::Identity ? "identity of " + answer.clip : "done";
}

void Run::worker(int index) {
  for (size_t i; (i = next_++) < job_.frames.size();) {
    int f = job_.frames[i];
    double start = seconds();
    std::string what;
    try {
      what = frame(f, index);
    } catch (const std::exception &e) {
      failed_++;
      what = std::string("failed: ") + e.what();
    }
    char line[64];
    snprintf(line, sizeof line, " (%.2f s)", seconds() - start);
    say("frame " + std::to_string(f) + " " + what + line);
  }
}

void Run::buttons() {
  for (const std::string &name : job_.presses) {
    double start = seconds();
    double late = nodes_[0]->press(name, job_.cancelAt);
    char text[96];
    snprintf(text, sizeof text, " pressed, %.2f s", seconds() - start);
    std::string line = "button " + name + text;
    if (late >= 0) {
      snprintf(text, sizeof text, ", cancelled, answered after %.1f ms", 1e3 * late);
      line += text;
      if (late > job_.abortLimit) slow_++;
    }
    say(line);
  }
}

void Run::overlay() {
  if (job_.overlay.empty() && job_.overlayEvents.empty()) return;
  std::unique_ptr<Overlay> overlay = nodes_[0]->overlay();
  if (!overlay) throw std::runtime_error("the effect has no overlay, or this host has none");
  int f = job_.frames.front();
  double time = f + job_.timeOffset;
  Canvas canvas(*feed_.plate(f));
  canvas.setScale(job_.manners.scale);
  for (const std::string &e : job_.overlayEvents) overlay->event(e, time, canvas);
  if (!job_.overlay.empty()) {
    overlay->draw(time, canvas);
    canvas.writePng(job_.overlay);
  }
  say("overlay: " + std::to_string(nodes_[0]->effect().redraws) + " redraws asked for");
}

void onCrash(int) {
  static const char text[] = "likeness-host: the host's crash handler was called\n";
  ssize_t done = write(2, text, sizeof text - 1);
  (void)done;
  _exit(99);
}

// Uses the stack of the calling thread to a depth.
__attribute__((noinline)) size_t useStack(size_t bytes) {
  volatile char block[65536];
  memset(const_cast<char *>(block), 1, sizeof block);
  return bytes <= sizeof block ? block[7] : useStack(bytes - sizeof block) + block[9];
}

int Run::go() {
  double first = job_.frames.front() + job_.timeOffset, last = job_.frames.back() + job_.timeOffset;
  buttons();
  overlay();
  for (auto &n : nodes_) n->sequence(kOfxImageEffectActionBeginSequenceRender, first, last);
  if (job_.lateCrashHandler) signal(SIGSEGV, onCrash);
  if (job_.mainStackMib) {
    say("main stack used: " + std::to_string(useStack((size_t)job_.mainStackMib << 20) >> 4));
  }
  std::vector<pthread_t> threads;
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  if (job_.threadStackKib) pthread_attr_setstacksize(&attr, (size_t)job_.threadStackKib << 10);
  for (int i = 0; i < job_.threads; i++) {
    pthread_t t;
    auto run = [](void *self) -> void * {
      Run *r = static_cast<Run *>(self);
      r->worker(r->index_++);
      return nullptr;
    };
    if (pthread_create(&t, &attr, run, this) == 0) threads.push_back(t);
  }
  pthread_attr_destroy(&attr);
  if (threads.empty()) worker(0);
  for (pthread_t t : threads) pthread_join(t, nullptr);
  for (auto &n : nodes_) n->sequence(kOfxImageEffectActionEndSequenceRender, first, last);
  if (job_.printParams) {
    for (auto &p : nodes_[0]->effect().params.params) say(p->name + " = " + p->text());
  }
  nodes_.clear();
  return summary();
}

int Run::summary() {
  checkLoans();
  int n = (int)job_.frames.size();
  if (breaches()) say("the effect broke the rules " + std::to_string(breaches()) + " times");
  if (slow_) {
    char text[64];
    snprintf(text, sizeof text, "%d answers took longer than %.0f ms", slow_.load(), 1e3 * job_.abortLimit);
    say(text);
  }
  if (failed_) say(std::to_string(failed_) + " of " + std::to_string(n) + " frames failed");
  if (failed_ == n) return kBadInput;
  return failed_ || breaches() || slow_ ? kPartly : kDone;
}

}  // namespace

int render(const PluginFile &file, const RenderJob &job) {
  Run run(file, job);
  return run.go();
}
