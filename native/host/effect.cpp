#include "effect.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "abi.h"

namespace {

thread_local const ActiveRender *currentRender = nullptr;
thread_local OfxImageEffectStruct *currentEffect = nullptr;
thread_local double hostSeconds = 0;

// Images to render into, by their handle: whoever fetched one may give it back on any thread.
std::mutex outputsLock;
std::map<void *, OfxImageEffectStruct *> outputs;

}  // namespace

double seconds() {
  std::chrono::duration<double> t = std::chrono::steady_clock::now().time_since_epoch();
  return t.count();
}

HostWork::~HostWork() {
  double now = seconds(), stopped = effect_ ? effect_->abortedAt.load() : -1;
  if (stopped >= 0) hostSeconds += now - std::max(from_, stopped);
}

double HostWork::share() { return std::exchange(hostSeconds, 0); }

OfxImageClipStruct *OfxImageEffectStruct::find(const std::string &name) {
  for (auto &c : clips) {
    if (c->name == name) return c.get();
  }
  return nullptr;
}

const ActiveRender *OfxImageEffectStruct::render(double time) {
  if (currentEffect == this && currentRender) return currentRender;
  if (theProfile().ownThreadOnly) return nullptr;
  std::lock_guard<std::mutex> guard(lock);
  for (const ActiveRender *r : renders) {
    if (r->time == time) return r;
  }
  return nullptr;
}

RenderScope::RenderScope(OfxImageEffectStruct &effect, const ActiveRender &render)
    : effect_(effect), render_(render) {
  {
    std::lock_guard<std::mutex> guard(outputsLock);
    outputs[&render.image->props] = &effect;
    for (auto &p : render.planes) outputs[&p.second->props] = &effect;
  }
  std::lock_guard<std::mutex> guard(effect.lock);
  effect.renders.push_back(&render);
  currentEffect = &effect;
  currentRender = &render;
}

RenderScope::~RenderScope() {
  {
    std::lock_guard<std::mutex> guard(outputsLock);
    outputs.erase(&render_.image->props);
    for (auto &p : render_.planes) outputs.erase(&p.second->props);
  }
  std::lock_guard<std::mutex> guard(effect_.lock);
  auto &all = effect_.renders;
  for (size_t i = 0; i < all.size(); i++) {
    if (all[i] == &render_) {
      all.erase(all.begin() + (ptrdiff_t)i);
      break;
    }
  }
  currentEffect = nullptr;
  currentRender = nullptr;
}

namespace {

OfxStatus getPropertySet(OfxImageEffectHandle e, OfxPropertySetHandle *out) {
  if (!e || !out) return kOfxStatErrBadHandle;
  *out = &e->props;
  return kOfxStatOK;
}

OfxStatus getParamSet(OfxImageEffectHandle e, OfxParamSetHandle *out) {
  if (!e || !out) return kOfxStatErrBadHandle;
  *out = &e->params;
  return kOfxStatOK;
}

OfxStatus clipDefine(OfxImageEffectHandle e, const char *name, OfxPropertySetHandle *out) {
  if (!e || !name || e->instance) return kOfxStatErrBadHandle;
  if (e->find(name)) {
    breach(std::string("the clip ") + name + " is defined twice");
    return kOfxStatErrExists;
  }
  e->clips.push_back(std::make_unique<OfxImageClipStruct>());
  OfxImageClipStruct *c = e->clips.back().get();
  c->effect = e;
  c->name = name;
  c->props.setString(kOfxPropType, 0, "OfxTypeClip");
  c->props.setString(kOfxPropName, 0, name);
  if (out) *out = &c->props;
  return kOfxStatOK;
}

OfxStatus clipGetHandle(OfxImageEffectHandle e, const char *name, OfxImageClipHandle *clip,
                        OfxPropertySetHandle *props) {
  if (!e || !name) return kOfxStatErrBadHandle;
  OfxImageClipStruct *c = e->find(name);
  if (!c) {
    if (!theProfile().anyClip) return kOfxStatErrBadHandle;
    if (clip) *clip = nullptr;
    if (props) *props = nullptr;
    return kOfxStatOK;
  }
  if (clip) *clip = c;
  if (props) *props = &c->props;
  return kOfxStatOK;
}

OfxStatus clipGetPropertySet(OfxImageClipHandle c, OfxPropertySetHandle *out) {
  if (!c || !out) return kOfxStatErrBadHandle;
  *out = &c->props;
  return kOfxStatOK;
}

OfxRectI inside(const OfxRectI &a, const OfxRectI &b) {
  return {std::max(a.x1, b.x1), std::max(a.y1, b.y1), std::min(a.x2, b.x2), std::min(a.y2, b.y2)};
}

// The part of a picture that is given: all of it, the region that was asked for, more or less.
OfxRectI lentBounds(const OfxImageClipStruct &c, const Picture &p, const OfxRectD *region,
                    double time) {
  const ImageManners &m = c.effect->manners;
  OfxRectI b = p.bounds;
  if (m.regionOnly) {
    OfxRectD asked{-1e9, -1e9, 1e9, 1e9};
    const ActiveRender *render = c.effect->render(time);
    if (region) {
      asked = *region;
    } else if (render && render->regions) {
      auto it = render->regions->find(c.name);
      if (it != render->regions->end()) asked = it->second;
    }
    auto edge = [](double v) { return (int)std::max(-1e9, std::min(1e9, v)); };
    b = inside(b, {edge(std::floor(asked.x1 * m.scale / p.aspect)), edge(std::floor(asked.y1 * m.scale)),
                   edge(std::ceil(asked.x2 * m.scale / p.aspect)), edge(std::ceil(asked.y2 * m.scale))});
  }
  OfxRectI wide = {b.x1 - m.margin, b.y1 - m.margin, b.x2 + m.margin, b.y2 + m.margin};
  return wide.x2 > wide.x1 && wide.y2 > wide.y1 ? wide : b;
}

OfxStatus clipGetImage(OfxImageClipHandle c, OfxTime time, const OfxRectD *region,
                       OfxPropertySetHandle *out) {
  return clipImage(c, time, region, out);
}

// Images by their handle: the same address may be a clip's own set, or none of ours at all.
std::mutex imagesLock;
std::map<void *, std::pair<std::unique_ptr<Image>, OfxImageEffectStruct *>> images;

OfxStatus clipReleaseImage(OfxPropertySetHandle handle) {
  if (!handle) return kOfxStatErrBadHandle;
  if (theProfile().clipIsImage) return kOfxStatOK;
  {
    std::lock_guard<std::mutex> guard(outputsLock);
    auto output = outputs.find(handle);
    if (output != outputs.end()) {
      output->second->imagesOut--;
      return kOfxStatOK;
    }
  }
  std::unique_lock<std::mutex> guard(imagesLock);
  auto it = images.find(handle);
  if (it == images.end()) {
    guard.unlock();
    breach("an image was given back that the host did not lend, or twice");
    return kOfxStatErrBadHandle;
  }
  std::unique_ptr<Image> image = std::move(it->second.first);
  OfxImageEffectStruct *effect = it->second.second;
  effect->imagesOut--;
  images.erase(it);
  guard.unlock();
  HostWork work(effect);
  image->spoil();
  image.reset();
  return kOfxStatOK;
}

OfxStatus clipGetRegionOfDefinition(OfxImageClipHandle c, OfxTime time, OfxRectD *out) {
  if (!c || !out) return kOfxStatErrBadHandle;
  if (!c->frames) return kOfxStatFailed;
  try {
    std::shared_ptr<const Picture> p = c->frames(time);
    if (!p) return kOfxStatFailed;
    double s = c->effect->manners.scale;
    *out = {p->bounds.x1 / s * p->aspect, p->bounds.y1 / s, p->bounds.x2 / s * p->aspect,
            p->bounds.y2 / s};
    return kOfxStatOK;
  } catch (const std::exception &e) {
    say(std::string("error: ") + e.what());
    return kOfxStatFailed;
  }
}

int abortAsked(OfxImageEffectHandle e) { return e && e->abort ? 1 : 0; }

// Image memory is counted like the other loans.
std::atomic<long> imageMemory{0};

OfxStatus imageMemoryAlloc(OfxImageEffectHandle, size_t n, OfxImageMemoryHandle *out) {
  if (!out) return kOfxStatErrBadHandle;
  *out = static_cast<OfxImageMemoryHandle>(malloc(n));
  if (!*out) return kOfxStatErrMemory;
  imageMemory++;
  return kOfxStatOK;
}
OfxStatus imageMemoryFree(OfxImageMemoryHandle m) {
  if (!m) return kOfxStatErrBadHandle;
  imageMemory--;
  free(m);
  return kOfxStatOK;
}
OfxStatus imageMemoryLock(OfxImageMemoryHandle m, void **out) {
  if (!m || !out) return kOfxStatErrBadHandle;
  *out = m;
  return kOfxStatOK;
}
OfxStatus imageMemoryUnlock(OfxImageMemoryHandle) { return kOfxStatOK; }

}  // namespace

// One host hands out the clip's own property set, with the image's properties put into it.
static OfxStatus clipAsImage(OfxImageClipHandle c, const Image *image, OfxPropertySetHandle *out) {
  *out = &c->props;
  if (!image) return kOfxStatOK;  // no data pointer, and yet no failure
  std::lock_guard<std::mutex> guard(c->props.lock);
  for (auto &[name, value] : image->props.all) {
    if (name != kOfxPropType) c->props.all[name] = value;
  }
  return kOfxStatOK;
}

int reclaim(const ActionScope *action) {
  std::lock_guard<std::mutex> guard(imagesLock);
  int n = 0;
  for (auto it = images.begin(); it != images.end();) {
    if (it->second.first->owner == action) {
      it->second.second->imagesOut--;
      it = images.erase(it);
      n++;
    } else {
      ++it;
    }
  }
  return n;
}

// The image at a time; also behind the plane suites.
OfxStatus clipImage(OfxImageClipHandle c, OfxTime time, const OfxRectD *region,
                    OfxPropertySetHandle *out) {
  if (!c || !out || !c->effect) return kOfxStatErrBadHandle;
  HostWork work(c->effect);
  *out = nullptr;
  const HostProfile &host = theProfile();
  if (c->isOutput()) {
    const ActiveRender *render = c->effect->render(time);
    if (host.clipIsImage) return clipAsImage(c, render ? render->image : nullptr, out);
    if (!render) return kOfxStatFailed;
    c->effect->imagesOut++;
    *out = &render->image->props;
    return kOfxStatOK;
  }
  if (host.ownThreadOnly && !ActionScope::current()) {
    breach("an image of " + c->name + " was asked for on a thread that is in no action");
    return kOfxStatFailed;
  }
  if (!c->frames && host.clipIsImage) return clipAsImage(c, nullptr, out);
  if (!c->frames || (c->effect->abort && host.falseRegion)) return kOfxStatFailed;
  try {
    double when = host.clipIsImage && currentRender ? currentRender->time : time;
    std::shared_ptr<const Picture> p = c->frames(when);
    if (!p) return kOfxStatFailed;
    auto image = std::make_unique<Image>(lentBounds(*c, *p, region, time), c->depth, c->components,
                                         c->effect->manners, p->aspect,
                                         c->name + "@" + std::to_string(when));
    image->put(*p, &c->effect->abort);
    if (!p->file.empty()) image->props.setString(ofx::kSrcFilePath, 0, p->file);
    if (host.clipIsImage) {
      c->held = std::move(image);
      return clipAsImage(c, c->held.get(), out);
    }
    c->effect->imagesOut++;
    image->owner = ActionScope::current();
    *out = &image->props;
    std::lock_guard<std::mutex> guard(imagesLock);
    void *handle = &image->props;
    images[handle] = {std::move(image), c->effect};
    return kOfxStatOK;
  } catch (const std::exception &e) {
    say(std::string("error: ") + e.what());
    return kOfxStatFailed;
  }
}

const OfxImageEffectSuiteV1 *imageEffectSuite() {
  static const OfxImageEffectSuiteV1 suite = {
      getPropertySet,   getParamSet,     clipDefine,       clipGetHandle,
      clipGetPropertySet, clipGetImage,  clipReleaseImage, clipGetRegionOfDefinition,
      abortAsked,       imageMemoryAlloc, imageMemoryFree, imageMemoryLock,
      imageMemoryUnlock};
  return &suite;
}

void checkMemoryLoans();

void checkLoans() {
  if (imageMemory != 0) {
    breach(std::to_string(imageMemory) + " blocks of image memory were not given back");
  }
  checkMemoryLoans();
}
