// The frames of a node.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <condition_variable>
#include <stdexcept>
#include <thread>

#include "abi.h"
#include "node.h"

namespace {

// Asks for the end of a render after a while, as an artist does who moves on.
class Aborter {
 public:
  Aborter(OfxImageEffectStruct &effect, double after) : effect_(effect) {
    if (after < 0) return;
    // At once is at once: a thread that starts late on a busy machine would ask after the end.
    if (after == 0) {
      ask();
      return;
    }
    thread_ = std::thread([this, after] {
      std::unique_lock<std::mutex> guard(lock_);
      done_.wait_for(guard, std::chrono::duration<double>(after), [this] { return over_; });
      if (!over_) ask();
    });
  }
  // Seconds since the request, or -1 if the render was over before.
  double finish() {
    double now = seconds();
    if (thread_.joinable()) {
      {
        std::lock_guard<std::mutex> guard(lock_);
        over_ = true;
      }
      done_.notify_all();
      thread_.join();
    }
    if (at_ < 0) return -1;
    double asked = at_;
    at_ = -1;
    effect_.abort = false;
    effect_.abortedAt = -1;
    return now - asked;
  }
  ~Aborter() { finish(); }

 private:
  void ask() {
    at_ = seconds();
    effect_.abortedAt = at_;
    effect_.abort = true;
  }

  OfxImageEffectStruct &effect_;
  std::thread thread_;
  std::mutex lock_;
  std::condition_variable done_;
  bool over_ = false;
  double at_ = -1;
};

bool isEmpty(const OfxRectI &r) { return r.x2 <= r.x1 || r.y2 <= r.y1; }

}  // namespace

PropertySet Node::renderArgs(double time, const OfxRectI &w, const std::vector<Plane> &planes) {
  PropertySet in;
  double s = setup_.manners.scale;
  in.setDouble(kOfxPropTime, 0, time);
  in.setString(kOfxImageEffectPropFieldToRender, 0, kOfxImageFieldNone);
  in.setInts(kOfxImageEffectPropRenderWindow, {w.x1, w.y1, w.x2, w.y2});
  in.setDoubles(kOfxImageEffectPropRenderScale, {s, s});
  in.setInt(kOfxImageEffectPropSequentialRenderStatus, 0, 0);
  in.setInt(kOfxImageEffectPropInteractiveRenderStatus, 0, setup_.background ? 0 : 1);
  in.setInt(kOfxImageEffectPropRenderQualityDraft, 0, 0);
  if (theProfile().ownPlanes) {
    int i = 0;
    in.setString(ofx::kRenderPlanes, i++, ofx::kColourPlane);
    for (const Plane &p : planes) in.setString(ofx::kRenderPlanes, i++, p.name);
  }
  return in;
}

OfxRectD Node::region(const FrameOrder &order, std::map<std::string, OfxRectD> &regions) {
  const Picture &plate = *order.plate;
  double s = setup_.manners.scale;
  OfxRectD rod = {plate.bounds.x1 / s * plate.aspect, plate.bounds.y1 / s,
                  plate.bounds.x2 / s * plate.aspect, plate.bounds.y2 / s};
  if (!theProfile().asksRegion) return rod;
  PropertySet in, out;
  in.setDouble(kOfxPropTime, 0, order.time);
  in.setDoubles(kOfxImageEffectPropRenderScale, {s, s});
  const char *n = kOfxImageEffectPropRegionOfDefinition;
  if (act(kOfxImageEffectActionGetRegionOfDefinition, &in, &out) == kOfxStatOK && out.has(n)) {
    rod = {out.getDouble(n, 0), out.getDouble(n, 1), out.getDouble(n, 2), out.getDouble(n, 3)};
  }
  OfxRectD asked = rod;
  if (!isEmpty(order.part)) {
    asked = {order.part.x1 / s * plate.aspect, order.part.y1 / s, order.part.x2 / s * plate.aspect,
             order.part.y2 / s};
  }
  PropertySet roi, rois;
  roi.setDouble(kOfxPropTime, 0, order.time);
  roi.setDoubles(kOfxImageEffectPropRenderScale, {s, s});
  roi.setDoubles(kOfxImageEffectPropRegionOfInterest, {asked.x1, asked.y1, asked.x2, asked.y2});
  act(kOfxImageEffectActionGetRegionsOfInterest, &roi, &rois);
  for (auto &c : instance_.clips) {
    std::string name = "OfxImageClipPropRoI_" + c->name;
    regions[c->name] = rois.has(name) ? OfxRectD{rois.getDouble(name, 0), rois.getDouble(name, 1),
                                                 rois.getDouble(name, 2), rois.getDouble(name, 3)}
                                      : asked;
  }
  PropertySet when, frames;
  when.setDouble(kOfxPropTime, 0, order.time);
  act(kOfxImageEffectActionGetFramesNeeded, &when, &frames);
  return rod;
}

FrameAnswer Node::identity(const FrameOrder &order, const OfxRectI &window) {
  FrameAnswer answer;
  PropertySet in = renderArgs(order.time, window), same;
  same.setString(kOfxPropName, 0, "");
  same.setDouble(kOfxPropTime, 0, order.time);
  if (act(kOfxImageEffectActionIsIdentity, &in, &same) != kOfxStatOK) return answer;
  answer.kind = FrameAnswer::Identity;
  answer.clip = same.getString(kOfxPropName);
  OfxImageClipStruct *clip = instance_.find(answer.clip);
  if (!clip || !clip->frames) {
    throw std::runtime_error("the effect is the same as a clip \"" + answer.clip + "\", which has no input");
  }
  answer.picture = clip->frames(same.getDouble(kOfxPropTime));
  if (!answer.picture) throw std::runtime_error("the clip " + answer.clip + " has no picture at that time");
  return answer;
}

void Node::tile(const FrameOrder &order, const OfxRectI &w,
                const std::map<std::string, OfxRectD> &regions, const std::vector<Plane> &planes,
                Picture &result, FrameAnswer &answer) {
  OfxImageClipStruct *out = instance_.find(kOfxImageEffectOutputClipName);
  if (!out) throw std::runtime_error("the effect has no Output clip");
  int m = std::max(0, setup_.manners.margin);
  OfxRectI bounds = {w.x1 - m, w.y1 - m, w.x2 + m, w.y2 + m};
  Image image(bounds, out->depth, out->components, instance_.manners, order.plate->aspect,
              "Output@" + std::to_string(order.time));
  image.clear();
  std::vector<std::unique_ptr<Image>> beside;
  for (const Plane &p : planes) {
    beside.push_back(std::make_unique<Image>(bounds, Depth::Float, (Components)p.channels,
                                             instance_.manners, order.plate->aspect,
                                             p.brief + "@" + std::to_string(order.time)));
    beside.back()->props.setString(kOfxImageEffectPropComponents, 0, p.components);
    beside.back()->clear();
  }
  PropertySet in = renderArgs(order.time, w, planes);
  OfxStatus status;
  double late = -1;
  {
    std::unique_lock<std::mutex> guard(renderLock_, std::defer_lock);
    if (description_.safety != kOfxImageEffectRenderFullySafe) guard.lock();
    ActiveRender render{order.time, &image, &regions, {}};
    for (size_t i = 0; i < planes.size(); i++) render.planes[planes[i].name] = beside[i].get();
    RenderScope scope(instance_, render);
    HostWork::share();
    Aborter aborter(instance_, order.abortAfter);
    double start = seconds();
    status = act(kOfxImageEffectActionRender, &in);
    late = aborter.finish();
    answer.hostShare = HostWork::share();
    answer.seconds += seconds() - start;
  }
  image.check(w);
  if (late >= 0) {
    answer.kind = FrameAnswer::Aborted;
    answer.answered = late;
    return;
  }
  if (status != kOfxStatOK) {
    throw std::runtime_error("the render failed with status " + std::to_string(status));
  }
  long missing = image.get(w, result);
  if (missing) {
    throw std::runtime_error("the effect left " + std::to_string(missing) +
                             " samples of the render window unwritten");
  }
  result.channels = (int)out->components;
  for (size_t i = 0; i < planes.size(); i++) {
    beside[i]->check(w);
    Picture &p = *answer.planes.at(planes[i].brief);
    missing = beside[i]->get(w, p);
    if (missing) {
      throw std::runtime_error("the effect left " + std::to_string(missing) +
                               " samples of its plane " + planes[i].brief + " unwritten");
    }
    p.channels = planes[i].channels;
  }
}

std::vector<Plane> Node::planes(double time) {
  std::vector<Plane> list;
  if (!theProfile().planes || !description_.effect->props.getInt(ofx::kMultiPlanar)) return list;
  PropertySet in, out;
  in.setDouble(kOfxPropTime, 0, time);
  if (act(ofx::kGetPlanes, &in, &out) != kOfxStatOK) return list;
  std::string through = out.getString(ofx::kPassThroughClip);
  if (!through.empty() && !instance_.find(through)) {
    throw std::runtime_error("planes are to pass from a clip \"" + through + "\", which there is not");
  }
  bool colour = false;
  for (auto &said : out.getStrings(ofx::kNeededPlanes + std::string(kOfxImageEffectOutputClipName))) {
    if (said == ofx::kColourPlane || said == kOfxImageComponentRGBA) {
      colour = true;
    } else if (said == ofx::kMotionComponents || said == ofx::kMotionPlane) {
      list.push_back({ofx::kMotionPlane, ofx::kMotionComponents, "forward", 2});
    } else if (theProfile().ownPlanes && said.rfind(ofx::kOwnPlane, 0) == 0) {
      std::string name = said.substr(strlen(ofx::kOwnPlane));
      int channels = 0;
      for (size_t at = said.find("_Channel_"); at != std::string::npos; at = said.find("_Channel_", at + 1)) {
        channels++;
      }
      if (channels < 1 || channels > 4) {
        throw std::runtime_error("a plane of " + std::to_string(channels) + " channels: " + said);
      }
      list.push_back({said, said, name.substr(0, name.find("_PlaneLabel_")), channels});
    } else {
      throw std::runtime_error("the effect makes a plane that this host does not know: " + said);
    }
  }
  if (!colour) throw std::runtime_error("the effect makes planes and no colour");
  return list;
}

FrameAnswer Node::frame(const FrameOrder &order) {
  const Picture &plate = *order.plate;
  double s = setup_.manners.scale;
  std::map<std::string, OfxRectD> regions;
  OfxRectD rod = region(order, regions);
  OfxRectI w = {(int)std::floor(rod.x1 * s / plate.aspect), (int)std::floor(rod.y1 * s),
                (int)std::ceil(rod.x2 * s / plate.aspect), (int)std::ceil(rod.y2 * s)};
  if (!isEmpty(order.part)) {
    w = {std::max(w.x1, order.part.x1), std::max(w.y1, order.part.y1),
         std::min(w.x2, order.part.x2), std::min(w.y2, order.part.y2)};
  }
  if (isEmpty(w) || w.x2 - w.x1 > 65536 || w.y2 - w.y1 > 65536) {
    throw std::runtime_error("the effect's region of definition is empty or larger than 65536");
  }
  if (theProfile().asksIdentity) {
    FrameAnswer same = identity(order, w);
    if (same.kind == FrameAnswer::Identity) return same;
  }
  auto result = std::make_shared<Picture>();
  result->header = plate.header;
  result->format = plate.format;
  result->aspect = plate.aspect;
  result->hasAlpha = true;
  result->bounds = w;
  result->rgba.resize(4 * (size_t)result->width() * result->height());
  FrameAnswer answer;
  std::vector<Plane> beside = order.planes ? planes(order.time) : std::vector<Plane>();
  for (const Plane &p : beside) answer.planes[p.brief] = std::make_shared<Picture>(*result);
  int tw = order.tileWidth > 0 ? order.tileWidth : w.x2 - w.x1;
  int th = order.tileHeight > 0 ? order.tileHeight : w.y2 - w.y1;
  for (int y = w.y1; y < w.y2; y += th) {
    for (int x = w.x1; x < w.x2; x += tw) {
      tile(order, {x, y, std::min(x + tw, w.x2), std::min(y + th, w.y2)}, regions, beside, *result,
           answer);
      if (answer.kind == FrameAnswer::Aborted) return answer;
    }
  }
  answer.picture = std::move(result);
  return answer;
}
