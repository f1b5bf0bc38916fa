#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "render.h"

Feed::Feed(const RenderJob &job) : job_(job) {
  for (auto &[name, pattern] : job.inputs) {
    if (name == kOfxImageEffectOutputClipName) throw std::runtime_error("Output is not an input clip");
    sequences_[name] = std::make_shared<Sequence>(Pattern(pattern), job.look);
  }
  if (sequences_.empty()) throw std::runtime_error("no input; give --in Source=PLATE");
  auto source = sequences_.find("Source");
  main_ = source != sequences_.end() ? source->second.get() : sequences_.begin()->second.get();
}

NodeSetup Feed::setup() const {
  NodeSetup s;
  s.context = job_.context;
  s.settings = job_.settings;
  s.manners = job_.manners;
  s.first = *std::min_element(job_.frames.begin(), job_.frames.end()) + job_.timeOffset;
  s.last = *std::max_element(job_.frames.begin(), job_.frames.end()) + job_.timeOffset;
  // The project's format is that of the first plate frame whose header can be read.
  for (int f : job_.frames) {
    try {
      std::string path = main_->pattern().at(f);
      Picture h = path.rfind("noise:", 0) == 0 ? readFrameOf(main_->pattern(), f) : readExrHeader(path);
      s.format = h.format;
      s.aspect = job_.look.aspect > 0 ? job_.look.aspect : h.aspect;
      if (h.rate > 0) s.rate = h.rate;
      break;
    } catch (const std::exception &) {
      // The frame itself will say so.
    }
  }
  auto look = [](auto &map, const std::string &name, auto otherwise) {
    auto it = map.find(name);
    if (it == map.end()) it = map.find("");
    return it == map.end() ? otherwise : it->second;
  };
  for (auto &[name, sequence] : sequences_) {
    double offset = job_.timeOffset;
    auto feed = sequence;
    Input in;
    in.frames = [feed, offset](double t) { return feed->at((int)std::lround(t - offset)); };
    in.depth = look(job_.depths, name, Depth::Float);
    in.components = look(job_.components, name, Components::RGBA);
    s.inputs[name] = in;
  }
  for (const std::string &name : job_.claims) {
    s.inputs[name].claims = true;
    s.inputs[name].frames = nullptr;
  }
  return s;
}
