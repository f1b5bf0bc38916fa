// All that hosts differ in, against all else: every cell of the tables is a render whose pixels are
// compared with those of the plainest host.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <stdexcept>
#include <thread>

#include "render.h"

namespace {

enum Extra { None, Given, Claimed };  // what the optional clips are

struct Case {
  Depth depth = Depth::Float;
  Components components = Components::RGBA;
  Extra extra = None;
  bool negative = false;
  int padding = 0;
  int window = 0;    // 0 whole, 1 tiles, 2 a part
  int margin = 0;
  bool region = false;
  double scale = 1, aspect = 1;
  Depth rounded = Depth::Float;  // float images that hold what images of this depth could
};

class Table {
 public:
  Table(const PluginFile &file, const RenderJob &job)
      : file_(file), job_(job), description_(file.effect(job.effect), file, job.context) {}
  void depths();
  void layouts();
  void manners();
  void full();
  int finish();

 private:
  RenderJob jobOf(const Case &c) const;
  FrameAnswer render(const Case &c, double time = 0, std::string *mapped = nullptr);
  const Picture &reference(const Case &c);
  std::string cell(const Case &c);
  std::string compare(const Case &c, const Picture &want, const Picture &got);
  void row(const std::string &name, const std::string &result);
  std::string failure(const std::string &what);
  std::string threads(int count, bool own);

  const PluginFile &file_;
  const RenderJob &job_;
  Description description_;
  std::map<std::string, std::shared_ptr<const Picture>> references_;
  std::vector<std::string> failures_;
  std::mutex lock_;
  int renders_ = 0;
};

RenderJob Table::jobOf(const Case &c) const {
  RenderJob job = job_;
  job.depths[""] = c.depth;
  job.components[""] = c.components;
  job.manners.negativeRowBytes = c.negative;
  job.manners.rowPadding = c.padding;
  job.manners.margin = c.margin;
  job.manners.regionOnly = c.region;
  job.manners.guard = true;
  job.manners.scale = job.look.scale = c.scale;
  job.look.aspect = c.aspect;
  job.look.rounded = c.rounded;
  for (auto &clip : description_.effect->clips) {
    if (clip->isOutput() || !clip->props.getInt(kOfxImageClipPropOptional)) continue;
    std::string pattern = job.inputs.count(clip->name) ? job.inputs[clip->name] : job.inputs.begin()->second;
    job.inputs.erase(clip->name);
    if (c.extra == Given) job.inputs[clip->name] = pattern;
    // A matte is alpha or RGBA: as RGB it would be another matte, by its brightness.
    if (c.components == Components::RGB) job.components[clip->name] = Components::Alpha;
    if (c.extra == Claimed) job.claims.insert(clip->name);
  }
  return job;
}

FrameAnswer Table::render(const Case &c, double time, std::string *mapped) {
  RenderJob job = jobOf(c);
  job.timeOffset += time;
  Feed feed(job);
  Node node(description_, feed.setup());
  FrameOrder order;
  order.time = job.frames.front() + job.timeOffset;
  order.plate = feed.plate(job.frames.front());
  const OfxRectI &b = order.plate->bounds;
  int w = b.x2 - b.x1, h = b.y2 - b.y1;
  if (c.window == 1) {
    order.tileWidth = w * 2 / 5 + 1;
    order.tileHeight = h / 3 + 1;
  } else if (c.window == 2) {
    order.part = {b.x1 + w / 4, b.y1 + h / 5, b.x2 - w / 7, b.y2 - h / 6};
  }
  {
    std::lock_guard<std::mutex> guard(lock_);
    renders_++;
  }
  OfxImageClipStruct *lead = node.effect().find("Source");
  if (mapped && lead && (lead->depth != c.depth || lead->components != c.components)) {
    *mapped = std::string(" as ") + (nameOf(lead->depth) + 11) + " " + (nameOf(lead->components) + 17);
  }
  return node.frame(order);
}

const Picture &Table::reference(const Case &c) {
  char key[64];
  // A picture of alpha alone is a picture of its own.
  bool alpha = c.components == Components::Alpha;
  // What an effect computes of a plate that was clipped is another picture, not a rounded one.
  Depth rounded = c.depth == Depth::Byte || c.depth == Depth::Short ? c.depth : Depth::Float;
  snprintf(key, sizeof key, "%d %d %g %g %d", c.extra == Given, alpha, c.scale, c.aspect, (int)rounded);
  std::shared_ptr<const Picture> &p = references_[key];
  if (!p) {
    Case plain;
    plain.extra = c.extra == Given ? Given : None;
    if (alpha) plain.components = Components::Alpha;
    plain.scale = c.scale;
    plain.aspect = c.aspect;
    plain.rounded = rounded;
    p = render(plain).picture;
  }
  return *p;
}

// The distance in steps of the depth; "same" where not a bit differs.
std::string Table::compare(const Case &c, const Picture &want, const Picture &got) {
  double worst = 0;
  bool same = true;
  int m = std::max(0, -c.margin);
  OfxRectI b = {want.bounds.x1 + m, want.bounds.y1 + m, want.bounds.x2 - m, want.bounds.y2 - m};
  for (int y = got.bounds.y1; y < got.bounds.y2; y++) {
    for (int x = got.bounds.x1; x < got.bounds.x2; x++) {
      if (x < b.x1 || x >= b.x2 || y < b.y1 || y >= b.y2) continue;
      for (int i = got.channels == 1 ? 3 : 0; i < (got.channels == 3 ? 3 : 4); i++) {
        float a = want.at(x, y)[i], v = got.at(x, y)[i];
        if (memcmp(&a, &v, 4) == 0) continue;
        same = false;
        if (c.depth == Depth::Byte || c.depth == Depth::Short) a = std::min(1.f, std::max(0.f, a));
        double step = c.depth == Depth::Byte ? 1 / 255. : c.depth == Depth::Short ? 1 / 65535.
                      : c.depth == Depth::Half ? std::max(1.f, std::fabs(a)) / 1024 : 1e-6 * std::max(1.f, std::fabs(a));
        double off = std::fabs((double)a - v) / step;
        worst = std::max(worst, std::isfinite(off) ? off : 1e9);
      }
    }
  }
  if (same) return "same";
  char text[48];
  snprintf(text, sizeof text, "%.2f", worst);
  if (c.depth == Depth::Float || worst > job_.stepLimit) {
    return failure(std::string("the pixels are ") + text + " steps of the depth off");
  }
  return text;
}

std::string Table::failure(const std::string &what) {
  std::lock_guard<std::mutex> guard(lock_);
  for (size_t i = 0; i < failures_.size(); i++) {
    if (failures_[i] == what) return "FAIL " + std::to_string(i + 1);
  }
  failures_.push_back(what);
  return "FAIL " + std::to_string(failures_.size());
}

std::string Table::cell(const Case &c) {
  int before = breaches();
  try {
    const Picture &want = reference(c);
    std::string mapped;
    FrameAnswer got = render(c, 0, &mapped);
    if (!got.picture) return failure("no picture came of it");
    std::string result = compare(c, want, *got.picture);
    return breaches() > before ? failure("a rule was broken (see above)") : result + mapped;
  } catch (const std::exception &e) {
    return failure(e.what());
  }
}

void Table::row(const std::string &name, const std::string &result) {
  printf("| %-44s | %s |\n", name.c_str(), result.c_str());
  fflush(stdout);
}

const char *const kExtras[] = {"none", "given", "claimed"};

std::string brief(const char *name, size_t prefix) { return std::string(name).substr(prefix); }

void Table::depths() {
  printf("\nDepths and components; optional clips not connected, given, or claimed with no image.\n"
         "A number is the greatest distance in steps of the depth.\n\n");
  row("depth, components", "none | given | claimed");
  row("---", "---|---|---");
  for (Depth d : {Depth::Float, Depth::Half, Depth::Short, Depth::Byte}) {
    for (Components k : {Components::RGBA, Components::RGB, Components::Alpha}) {
      std::string cells;
      for (Extra e : {None, Given, Claimed}) {
        Case c;
        c.depth = d;
        c.components = k;
        c.extra = e;
        cells += (e == None ? "" : " | ") + cell(c);
      }
      row(brief(nameOf(d), 11) + ", " + brief(nameOf(k), 17), cells);
    }
  }
}

void Table::layouts() {
  static const char *const windows[] = {"whole", "tiles", "part"};
  printf("\nWindows, bounds, scale and pixel aspect; rows as they are, from the top, padded, and both.\n\n");
  row("window, bounds, scale, aspect", "plain | negative | padded | both");
  row("---", "---|---|---|---");
  for (int w = 0; w < 3; w++) {
    for (int bounds = 0; bounds < 4; bounds++) {
      for (double s : {1., 0.5}) {
        for (double a : {1., 2.}) {
          std::string cells;
          for (int l = 0; l < 4; l++) {
            Case c;
            c.window = w;
            c.margin = bounds == 1 ? 5 : bounds == 2 ? -2 : 0;
            c.region = bounds == 3;
            c.scale = s;
            c.aspect = a;
            c.negative = l & 1;
            c.padding = l & 2 ? 52 : 0;
            cells += (l ? " | " : "") + cell(c);
          }
          char name[80];
          snprintf(name, sizeof name, "%s, %s, %g, %g", windows[w],
                   bounds == 1 ? "5 larger" : bounds == 2 ? "2 smaller" : bounds == 3 ? "region" : "full", s, a);
          row(name, cells);
        }
      }
    }
  }
}

std::string Table::threads(int count, bool own) {
  const Picture &want = reference(Case());
  std::vector<std::string> results((size_t)count);
  RenderJob job = jobOf(Case());
  Feed feed(job);
  std::unique_ptr<Node> shared;
  if (!own) shared = std::make_unique<Node>(description_, feed.setup());
  std::vector<std::thread> all;
  for (int i = 0; i < count; i++) {
    all.emplace_back([&, i] {
      try {
        std::unique_ptr<Node> mine;
        if (own) mine = std::make_unique<Node>(description_, feed.setup());
        FrameOrder order;
        order.time = job.frames.front() + job.timeOffset;
        order.plate = feed.plate(job.frames.front());
        FrameAnswer got = (own ? mine : shared)->frame(order);
        results[(size_t)i] = got.picture ? compare(Case(), want, *got.picture) : failure("no picture");
      } catch (const std::exception &e) {
        results[(size_t)i] = failure(e.what());
      }
    });
  }
  for (auto &t : all) t.join();
  renders_ += count;
  for (auto &r : results) {
    if (r != "same") return r;
  }
  return "same";
}

void Table::manners() {
  printf("\nOther manners of hosts.\n\n");
  row("manner", "result");
  row("---", "---");
  row("16 threads, one node", threads(16, false));
  row("16 threads, a node each", threads(16, true));
  auto timed = [this](double t) {
    try {
      return compare(Case(), reference(Case()), *render(Case(), t).picture);
    } catch (const std::exception &e) {
      return failure(e.what());
    }
  };
  if (job_.timeFree) row("times are source frames (+ 1000)", timed(1000));
  row("a fraction of a frame (+ 0.25)", timed(0.25));
  auto anew = [this] {
    for (int i = 0; i < 5; i++) {
      std::string r = cell(Case());
      if (r != "same") return r;
    }
    return std::string("same");
  };
  row("a node anew, five times", anew());
}

void Table::full() {
  int count = 0, bad = 0;
  for (Depth d : {Depth::Float, Depth::Half, Depth::Short, Depth::Byte})
    for (Components k : {Components::RGBA, Components::RGB, Components::Alpha})
      for (Extra e : {None, Given, Claimed})
        for (int l = 0; l < 4; l++)
          for (int w = 0; w < 3; w++)
            for (int b = 0; b < 4; b++)
              for (double s : {1., 0.5})
                for (double a : {1., 2.}) {
                  Case c{d, k, e, (l & 1) != 0, l & 2 ? 52 : 0, w, b == 1 ? 5 : b == 2 ? -2 : 0, b == 3, s, a};
                  std::string r = cell(c);
                  count++;
                  if (r.rfind("FAIL", 0) != 0) continue;
                  bad++;
                  char name[120];
                  snprintf(name, sizeof name, "%s %s extra %s rows %d window %d bounds %d scale %g aspect %g",
                           nameOf(d), nameOf(k), kExtras[e], l, w, b, s, a);
                  row(name, r);
                }
  printf("\nAll against all: %d combinations, %d of them wrong.\n", count, bad);
}

int Table::finish() {
  checkLoans();
  printf("\n%d renders.\n", renders_);
  for (size_t i = 0; i < failures_.size(); i++) printf("FAIL %zu: %s\n", i + 1, failures_[i].c_str());
  if (breaches()) printf("The effect broke the rules %d times.\n", breaches());
  return failures_.empty() && !breaches() ? kDone : kPartly;
}

}  // namespace

int combinations(const PluginFile &file, const RenderJob &job, bool full) {
  Table table(file, job);
  table.depths();
  table.layouts();
  table.manners();
  if (full) table.full();
  return table.finish();
}
