#include "render.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <ImfStandardAttributes.h>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace {

// A pattern of bits that no effect computes: a NaN with a payload of ours.
const unsigned kUnwritten = 0x7FC0DEADu;

std::string statusText(OfxStatus s) { return "status " + std::to_string(s); }

class Run {
 public:
  Run(OfxPlugin *plugin, const PluginFile &file, const RenderJob &job);
  ~Run();
  int go();

 private:
  void makeInstance(const OfxImageEffectStruct &contextual);
  void applySettings();
  void announceSettings();
  void clipPreferences();
  void worker();
  std::string frame(int f);  // what is to be said of a done frame
  OfxRectD regionOfDefinition(int f, const Picture &plate);
  void sequence(const char *action);
  OfxStatus act(const char *action, PropertySet *in, PropertySet *out) {
    return plugin_->mainEntry(action, &instance_, in, out);
  }
  PropertySet renderArgs(int f, const OfxRectI &window);

  OfxPlugin *plugin_;
  const RenderJob &job_;
  OfxImageEffectStruct instance_;
  std::map<std::string, std::unique_ptr<Sequence>> sequences_;
  Sequence *main_ = nullptr;
  Pattern out_;
  std::string safety_, context_;
  std::mutex instanceLock_;
  std::atomic<size_t> next_{0};
  std::atomic<int> failed_{0};
  bool created_ = false;
};

Run::Run(OfxPlugin *plugin, const PluginFile &file, const RenderJob &job)
    : plugin_(plugin), job_(job), out_(job.out) {
  load(plugin);
  auto described = describe(plugin, file);
  context_ = job.context.empty() ? chooseContext(*described) : job.context;
  safety_ = described->props.getString(kOfxImageEffectPluginRenderThreadSafety, 0,
                                       kOfxImageEffectRenderInstanceSafe);
  auto contextual = describeInContext(plugin, *described, context_);
  if (job.frames.size() > 1 && out_.isSingle()) {
    throw std::runtime_error(job.out + " is a single file for " + std::to_string(job.frames.size()) +
                             " frames; write for instance out.%04d.exr");
  }
  makeInstance(*contextual);
}

void Run::makeInstance(const OfxImageEffectStruct &contextual) {
  instance_.instance = true;
  instance_.manners = job_.manners;
  for (auto &[name, pattern] : job_.inputs) {
    if (!contextual.clips.empty() && name == kOfxImageEffectOutputClipName) {
      throw std::runtime_error("Output is not an input clip");
    }
    bool known = false;
    std::string list;
    for (auto &c : contextual.clips) {
      known |= c->name == name;
      if (c->name != kOfxImageEffectOutputClipName) list += (list.empty() ? "" : ", ") + c->name;
    }
    if (!known) throw std::runtime_error("the effect has no clip \"" + name + "\"; it has " + list);
    sequences_[name] =
        std::make_unique<Sequence>(Pattern(pattern), job_.manners.scale, job_.dx, job_.dy);
  }
  if (sequences_.empty()) throw std::runtime_error("no input; give --in Source=PLATE");
  auto source = sequences_.find("Source");
  main_ = source != sequences_.end() ? source->second.get() : sequences_.begin()->second.get();

  // The project's format is that of the first plate frame whose header can be read.
  OfxRectI format{0, 0, 1, 1};
  double aspect = 1;
  double rate = 24;
  for (int f : job_.frames) {
    try {
      Picture h = readExrHeader(main_->pattern().at(f));
      format = h.format;
      aspect = h.aspect;
      if (Imf::hasFramesPerSecond(h.header)) rate = (double)Imf::framesPerSecond(h.header);
      break;
    } catch (const std::exception &) {
      // The frame itself will say so.
    }
  }
  PropertySet &p = instance_.props;
  p.all = contextual.props.all;
  p.all.erase(kOfxPropType);
  p.setString(kOfxPropType, 0, "OfxTypeImageEffectInstance");
  p.setString(kOfxImageEffectPropContext, 0, context_);
  p.setPointer(kOfxPropInstanceData, 0, nullptr);
  double w = format.x2 - format.x1, h = format.y2 - format.y1;
  p.setDoubles(kOfxImageEffectPropProjectSize, {w * aspect, h});
  p.setDoubles(kOfxImageEffectPropProjectOffset, {format.x1 * aspect, (double)format.y1});
  p.setDoubles(kOfxImageEffectPropProjectExtent, {format.x2 * aspect, (double)format.y2});
  p.setDouble(kOfxImageEffectPropProjectPixelAspectRatio, 0, aspect);
  p.setDouble(kOfxImageEffectPropFrameRate, 0, rate);
  p.setDouble(kOfxImageEffectInstancePropEffectDuration, 0, (double)job_.frames.size());
  p.setInt(kOfxPropIsInteractive, 0, 0);

  double first = *std::min_element(job_.frames.begin(), job_.frames.end());
  double last = *std::max_element(job_.frames.begin(), job_.frames.end());
  for (auto &c : contextual.clips) {
    instance_.clips.push_back(std::make_unique<OfxImageClipStruct>());
    OfxImageClipStruct *clip = instance_.clips.back().get();
    clip->effect = &instance_;
    clip->name = c->name;
    clip->props.all = c->props.all;
    auto seq = sequences_.find(c->name);
    bool output = c->name == kOfxImageEffectOutputClipName;
    bool connected = output || seq != sequences_.end();
    PropertySet &q = clip->props;
    q.setInt(kOfxImageClipPropConnected, 0, connected);
    q.setString(kOfxImageEffectPropComponents, 0,
                connected ? kOfxImageComponentRGBA : kOfxImageComponentNone);
    q.setString(kOfxImageClipPropUnmappedComponents, 0, kOfxImageComponentRGBA);
    q.setString(kOfxImageEffectPropPixelDepth, 0, kOfxBitDepthFloat);
    q.setString(kOfxImageClipPropUnmappedPixelDepth, 0, kOfxBitDepthFloat);
    q.setString(kOfxImageEffectPropPreMultiplication, 0, kOfxImagePreMultiplied);
    q.setDouble(kOfxImagePropPixelAspectRatio, 0, aspect);
    q.setDouble(kOfxImageEffectPropFrameRate, 0, rate);
    q.setDoubles(kOfxImageEffectPropFrameRange, {first, last});
    q.setDoubles(kOfxImageEffectPropUnmappedFrameRange, {first, last});
    q.setString(kOfxImageClipPropFieldOrder, 0, kOfxImageFieldNone);
    q.setInt(kOfxImageClipPropContinuousSamples, 0, 0);
    if (seq != sequences_.end()) {
      Sequence *s = seq->second.get();
      clip->frames = [s](double t) { return s->at((int)std::lround(t)); };
    } else if (!output && !q.getInt(kOfxImageClipPropOptional)) {
      throw std::runtime_error("the clip " + c->name + " needs an input; give --in " + c->name +
                               "=PATTERN");
    }
  }
  for (auto &d : contextual.params.params) {
    instance_.params.params.push_back(std::make_unique<OfxParamStruct>());
    OfxParamStruct *q = instance_.params.params.back().get();
    q->type = d->type;
    q->name = d->name;
    q->props.all = d->props.all;
    q->setFromDefault();
  }
  applySettings();
  OfxStatus s = act(kOfxActionCreateInstance, nullptr, nullptr);
  if (s != kOfxStatOK && s != kOfxStatReplyDefault) {
    throw std::runtime_error("the effect answered CreateInstance with " + statusText(s));
  }
  created_ = true;
  announceSettings();
  clipPreferences();
}

void Run::applySettings() {
  for (auto &[name, value] : job_.settings) {
    OfxParamStruct *p = instance_.params.find(name);
    if (!p) {
      std::string list;
      for (auto &q : instance_.params.params) {
        if (q->type != kOfxParamTypeGroup && q->type != kOfxParamTypePage) {
          list += (list.empty() ? "" : ", ") + q->name;
        }
      }
      throw std::runtime_error("the effect has no parameter \"" + name + "\"; it has " + list);
    }
    p->setFromText(value);
  }
}

void Run::announceSettings() {
  for (auto &[name, value] : job_.settings) {
    PropertySet in;
    in.setString(kOfxPropType, 0, "OfxTypeParameter");
    in.setString(kOfxPropName, 0, name);
    in.setString(kOfxPropChangeReason, 0, "OfxChangeUserEdited");
    in.setDouble(kOfxPropTime, 0, job_.frames.front());
    in.setDoubles(kOfxImageEffectPropRenderScale, {job_.manners.scale, job_.manners.scale});
    act(kOfxActionBeginInstanceChanged, &in, nullptr);
    act(kOfxActionInstanceChanged, &in, nullptr);
    act(kOfxActionEndInstanceChanged, &in, nullptr);
  }
}

void Run::clipPreferences() {
  PropertySet out;
  for (auto &c : instance_.clips) {
    out.setString("OfxImageClipPropComponents_" + c->name, 0, kOfxImageComponentRGBA);
    out.setString("OfxImageClipPropDepth_" + c->name, 0, kOfxBitDepthFloat);
    out.setDouble("OfxImageClipPropPAR_" + c->name, 0, 1);
  }
  out.setDouble(kOfxImageEffectPropFrameRate, 0, 24);
  out.setString(kOfxImageEffectPropPreMultiplication, 0, kOfxImagePreMultiplied);
  out.setInt(kOfxImageEffectFrameVarying, 0, 0);
  out.setInt(kOfxImageClipPropContinuousSamples, 0, 0);
  OfxStatus s = act(kOfxImageEffectActionGetClipPreferences, nullptr, &out);
  if (s == kOfxStatOK) {
    OfxImageClipStruct *o = instance_.find(kOfxImageEffectOutputClipName);
    if (o) {
      o->props.setString(kOfxImageEffectPropPreMultiplication, 0,
                         out.getString(kOfxImageEffectPropPreMultiplication));
    }
  }
}

Run::~Run() {
  if (created_) act(kOfxActionDestroyInstance, nullptr, nullptr);
}

PropertySet Run::renderArgs(int f, const OfxRectI &w) {
  PropertySet in;
  in.setDouble(kOfxPropTime, 0, f);
  in.setString(kOfxImageEffectPropFieldToRender, 0, kOfxImageFieldNone);
  in.setInts(kOfxImageEffectPropRenderWindow, {w.x1, w.y1, w.x2, w.y2});
  in.setDoubles(kOfxImageEffectPropRenderScale, {job_.manners.scale, job_.manners.scale});
  in.setInt(kOfxImageEffectPropSequentialRenderStatus, 0, 0);
  in.setInt(kOfxImageEffectPropInteractiveRenderStatus, 0, 0);
  in.setInt(kOfxImageEffectPropRenderQualityDraft, 0, 0);
  return in;
}

OfxRectD Run::regionOfDefinition(int f, const Picture &plate) {
  double s = job_.manners.scale;
  OfxRectD rod = {plate.bounds.x1 / s * plate.aspect, plate.bounds.y1 / s,
                  plate.bounds.x2 / s * plate.aspect, plate.bounds.y2 / s};
  PropertySet in, out;
  in.setDouble(kOfxPropTime, 0, f);
  in.setDoubles(kOfxImageEffectPropRenderScale, {s, s});
  if (act(kOfxImageEffectActionGetRegionOfDefinition, &in, &out) == kOfxStatOK &&
      out.has(kOfxImageEffectPropRegionOfDefinition)) {
    const char *n = kOfxImageEffectPropRegionOfDefinition;
    rod = {out.getDouble(n, 0), out.getDouble(n, 1), out.getDouble(n, 2), out.getDouble(n, 3)};
  }
  PropertySet roi, rois;
  roi.setDouble(kOfxPropTime, 0, f);
  roi.setDoubles(kOfxImageEffectPropRenderScale, {s, s});
  roi.setDoubles(kOfxImageEffectPropRegionOfInterest, {rod.x1, rod.y1, rod.x2, rod.y2});
  act(kOfxImageEffectActionGetRegionsOfInterest, &roi, &rois);
  return rod;
}

std::string Run::frame(int f) {
  std::shared_ptr<const Picture> plate = main_->at(f);
  double s = job_.manners.scale;
  OfxRectD rod = regionOfDefinition(f, *plate);
  OfxRectI w = {(int)std::floor(rod.x1 * s / plate->aspect), (int)std::floor(rod.y1 * s),
                (int)std::ceil(rod.x2 * s / plate->aspect), (int)std::ceil(rod.y2 * s)};
  if (w.x2 <= w.x1 || w.y2 <= w.y1 || w.x2 - w.x1 > 65536 || w.y2 - w.y1 > 65536) {
    throw std::runtime_error("the effect's region of definition is empty or larger than 65536");
  }
  PropertySet in = renderArgs(f, w);
  Picture result;
  result.header = plate->header;
  result.format = plate->format;
  result.aspect = plate->aspect;
  PropertySet same;
  same.setString(kOfxPropName, 0, "");
  same.setDouble(kOfxPropTime, 0, f);
  if (act(kOfxImageEffectActionIsIdentity, &in, &same) == kOfxStatOK) {
    auto seq = sequences_.find(same.getString(kOfxPropName));
    if (seq == sequences_.end()) {
      throw std::runtime_error("the effect is the same as a clip \"" + same.getString(kOfxPropName) +
                               "\", which has no input");
    }
    auto p = seq->second->at((int)std::lround(same.getDouble(kOfxPropTime)));
    result.bounds = p->bounds;
    result.rgba = p->rgba;
    writeExr(out_.at(f), result, job_.compressed);
    return "identity of " + same.getString(kOfxPropName);
  }
  Image image(w, job_.manners, plate->aspect, "Output@" + std::to_string(f));
  for (int y = w.y1; y < w.y2; y++) {
    float *row = image.row(y);
    for (int x = 0; x < 4 * (w.x2 - w.x1); x++) memcpy(row + x, &kUnwritten, 4);
  }
  OfxStatus status;
  {
    std::unique_lock<std::mutex> guard(instanceLock_, std::defer_lock);
    if (safety_ != kOfxImageEffectRenderFullySafe) guard.lock();
    currentOutput = &image;
    status = act(kOfxImageEffectActionRender, &in, nullptr);
    currentOutput = nullptr;
  }
  if (status != kOfxStatOK) {
    throw std::runtime_error("the render failed with " + statusText(status));
  }
  image.checkPadding();
  result.bounds = w;
  result.rgba.resize(4 * (size_t)result.width() * result.height());
  long missing = 0;
  for (int y = w.y1; y < w.y2; y++) {
    float *row = image.row(y);
    memcpy(const_cast<float *>(result.at(w.x1, y)), row, (size_t)result.width() * 16);
    for (int x = 0; x < 4 * result.width(); x++) missing += memcmp(row + x, &kUnwritten, 4) == 0;
  }
  if (missing) {
    throw std::runtime_error("the effect left " + std::to_string(missing) +
                             " samples of the render window unwritten");
  }
  writeExr(out_.at(f), result, job_.compressed);
  return "done";
}

void Run::worker() {
  for (size_t i; (i = next_++) < job_.frames.size();) {
    int f = job_.frames[i];
    auto start = std::chrono::steady_clock::now();
    std::string what;
    try {
      what = frame(f);
    } catch (const std::exception &e) {
      failed_++;
      what = std::string("failed: ") + e.what();
    }
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    char line[64];
    snprintf(line, sizeof line, " (%.2f s)", took.count());
    say("frame " + std::to_string(f) + " " + what + line);
  }
}

void Run::sequence(const char *action) {
  PropertySet in;
  in.setDoubles(kOfxImageEffectPropFrameRange,
                {(double)job_.frames.front(), (double)job_.frames.back()});
  in.setDouble(kOfxImageEffectPropFrameStep, 0, 1);
  in.setInt(kOfxPropIsInteractive, 0, 0);
  in.setDoubles(kOfxImageEffectPropRenderScale, {job_.manners.scale, job_.manners.scale});
  in.setInt(kOfxImageEffectPropSequentialRenderStatus, 0, 0);
  in.setInt(kOfxImageEffectPropInteractiveRenderStatus, 0, 0);
  act(action, &in, nullptr);
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
  sequence(kOfxImageEffectActionBeginSequenceRender);
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
      static_cast<Run *>(self)->worker();
      return nullptr;
    };
    if (pthread_create(&t, &attr, run, this) == 0) threads.push_back(t);
  }
  pthread_attr_destroy(&attr);
  if (threads.empty()) worker();
  for (pthread_t t : threads) pthread_join(t, nullptr);
  sequence(kOfxImageEffectActionEndSequenceRender);
  if (job_.printParams) {
    for (auto &p : instance_.params.params) say(p->name + " = " + p->text());
  }
  int n = (int)job_.frames.size();
  if (failed_ == 0) return kDone;
  say(std::to_string(failed_) + " of " + std::to_string(n) + " frames failed");
  return failed_ == n ? kBadInput : kPartly;
}

}  // namespace

int render(const PluginFile &file, const RenderJob &job) {
  Run run(file.effect(job.effect), file, job);
  return run.go();
}
