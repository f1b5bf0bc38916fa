#include "host.h"

#include <dirent.h>
#include <dlfcn.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <set>
#include <stdexcept>

namespace {

template <typename List>
auto findIn(List &list, const std::string &name) -> decltype(list.front().get()) {
  for (auto &item : list) {
    if (item->name == name) return item.get();
  }
  return nullptr;
}

// ---- the image effect suite

OfxStatus effectProps(OfxImageEffectHandle e, OfxPropertySetHandle *out) {
  *out = &e->props;
  return kOfxStatOK;
}
OfxStatus effectParams(OfxImageEffectHandle e, OfxParamSetHandle *out) {
  *out = &e->params;
  return kOfxStatOK;
}
OfxStatus clipDefine(OfxImageEffectHandle e, const char *name, OfxPropertySetHandle *out) {
  if (e->find(name)) return kOfxStatErrExists;
  e->clips.push_back(std::make_unique<OfxImageClipStruct>());
  e->clips.back()->name = name;
  e->clips.back()->props.set(kOfxPropName, std::vector<std::string>{name});
  if (out) *out = &e->clips.back()->props;
  return kOfxStatOK;
}
OfxStatus clipHandle(OfxImageEffectHandle e, const char *name, OfxImageClipHandle *clip,
                     OfxPropertySetHandle *props) {
  OfxImageClipStruct *c = e->find(name);
  if (!c) return kOfxStatErrBadHandle;
  if (clip) *clip = c;
  if (props) *props = &c->props;
  return kOfxStatOK;
}
OfxStatus clipProps(OfxImageClipHandle c, OfxPropertySetHandle *out) {
  *out = &c->props;
  return kOfxStatOK;
}
OfxStatus clipImage(OfxImageClipHandle c, OfxTime, const OfxRectD *, OfxPropertySetHandle *out) {
  *out = c->image;
  return c->image ? kOfxStatOK : kOfxStatFailed;
}
OfxStatus releaseImage(OfxPropertySetHandle) { return kOfxStatOK; }
OfxStatus clipRegion(OfxImageClipHandle c, OfxTime, OfxRectD *out) {
  const Property *p = c->image ? c->image->find(kOfxImagePropBounds) : nullptr;
  if (!p) return kOfxStatFailed;
  *out = {(double)p->ints[0], (double)p->ints[1], (double)p->ints[2], (double)p->ints[3]};
  return kOfxStatOK;
}
int aborted(OfxImageEffectHandle) { return 0; }
OfxStatus memoryAlloc(OfxImageEffectHandle, size_t n, OfxImageMemoryHandle *out) {
  *out = (OfxImageMemoryHandle)malloc(n);
  return *out ? kOfxStatOK : kOfxStatErrMemory;
}
OfxStatus memoryFree(OfxImageMemoryHandle m) {
  free(m);
  return kOfxStatOK;
}
OfxStatus memoryLock(OfxImageMemoryHandle m, void **out) {
  *out = m;
  return kOfxStatOK;
}
OfxStatus memoryUnlock(OfxImageMemoryHandle) { return kOfxStatOK; }

// ---- messages go to standard error: a bench that measures an error must show it

OfxStatus message(void *, const char *type, const char *, const char *format, ...) {
  char text[1024];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format ? format : "", args);
  va_end(args);
  // A node that is made anew for every render may say the same every time.
  static std::mutex lock;
  static std::set<std::string> known;
  std::lock_guard<std::mutex> guard(lock);
  if (known.insert(text).second) {
    fprintf(stderr, "likeness-bench: the node says (%s): %s\n", type ? type : "", text);
  }
  return kOfxStatOK;
}
OfxStatus clearMessage(void *) { return kOfxStatOK; }

const void *fetchSuite(OfxPropertySetHandle, const char *name, int version) {
  static const OfxImageEffectSuiteV1 effects = {
      effectProps,  effectParams, clipDefine, clipHandle,  clipProps,  clipImage,   releaseImage,
      clipRegion,   aborted,      memoryAlloc, memoryFree, memoryLock, memoryUnlock};
  static const OfxMessageSuiteV1 message1 = {message};
  static const OfxMessageSuiteV2 message2 = {message, message, clearMessage};
  std::string wanted = name ? name : "";
  if (wanted == kOfxPropertySuite && version == 1) return propertySuite();
  if (wanted == kOfxImageEffectSuite && version == 1) return &effects;
  if (wanted == kOfxParameterSuite && version == 1) return parameterSuite();
  if (wanted == kOfxMessageSuite && version == 1) return &message1;
  if (wanted == kOfxMessageSuite && version == 2) return &message2;
  return nullptr;
}

OfxHost *theHost() {
  static PropertySet props;
  static OfxHost host = {&props, fetchSuite};
  if (props.all.empty()) {
    props.set(kOfxPropType, std::vector<std::string>{"OfxTypeImageEffectHost"})
        .set(kOfxPropName, std::vector<std::string>{"org.likeness.Bench"})
        .set(kOfxPropLabel, std::vector<std::string>{"Likeness bench"})
        .set(kOfxPropVersion, std::vector<int>{0, 1, 0})
        .set(kOfxPropAPIVersion, std::vector<int>{1, 4})
        .set(kOfxImageEffectHostPropIsBackground, std::vector<int>{1})
        .set(kOfxImageEffectPropSupportsMultiResolution, std::vector<int>{1})
        .set(kOfxImageEffectPropSupportedComponents,
             std::vector<std::string>{kOfxImageComponentRGBA, kOfxImageComponentAlpha})
        .set(kOfxImageEffectPropSupportedContexts,
             std::vector<std::string>{kOfxImageEffectContextFilter, kOfxImageEffectContextGeneral})
        .set(kOfxImageEffectPropSupportedPixelDepths, std::vector<std::string>{kOfxBitDepthFloat});
  }
  return &host;
}

std::string fileOf(const std::string &bundle) {
  std::string folder = bundle + "/Contents/Linux-x86-64";
  DIR *dir = opendir(folder.c_str());
  if (!dir) return bundle;  // a plain .ofx file
  std::string found;
  while (dirent *entry = readdir(dir)) {
    std::string name = entry->d_name;
    if (name.size() > 4 && name.substr(name.size() - 4) == ".ofx") found = folder + "/" + name;
  }
  closedir(dir);
  if (found.empty()) throw std::runtime_error(folder + " holds no .ofx file");
  return found;
}

std::vector<OfxPlugin *> open(const std::string &bundle, void **handle) {
  std::string file = fileOf(bundle);
  *handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!*handle) throw std::runtime_error(std::string("the plugin cannot be loaded: ") + dlerror());
  auto count = reinterpret_cast<int (*)()>(dlsym(*handle, "OfxGetNumberOfPlugins"));
  auto get = reinterpret_cast<OfxPlugin *(*)(int)>(dlsym(*handle, "OfxGetPlugin"));
  if (!count || !get) throw std::runtime_error(file + " is no OFX plugin: OfxGetPlugin is missing");
  std::vector<OfxPlugin *> all;
  for (int i = 0, n = count(); i < n; i++) all.push_back(get(i));
  return all;
}

void mustBeOk(const char *action, OfxStatus s) {
  if (s != kOfxStatOK) {
    throw std::runtime_error("the effect answered " + std::string(action) + " with status " +
                             std::to_string(s) + "; its log says more");
  }
}

void describeIn(OfxPlugin *plugin, OfxImageEffectStruct &node, const std::string &context) {
  PropertySet in;
  in.set(kOfxImageEffectPropContext, std::vector<std::string>{context});
  mustBeOk("DescribeInContext", plugin->mainEntry(kOfxImageEffectActionDescribeInContext, &node,
                                                  &in, nullptr));
}

}  // namespace

OfxParamStruct *OfxParamSetStruct::find(const std::string &name) { return findIn(params, name); }
OfxImageClipStruct *OfxImageEffectStruct::find(const std::string &name) {
  return findIn(clips, name);
}

Picture::Picture(int width, int height, int padding, bool flipped) {
  size_t row = (size_t)width * 16 + (size_t)padding;
  memory_.assign(row * (size_t)height, 0);
  rowBytes_ = flipped ? -(ptrdiff_t)row : (ptrdiff_t)row;
  bottom_ = flipped ? memory_.data() + row * (size_t)(height - 1) : memory_.data();
  props.set(kOfxPropType, std::vector<std::string>{"OfxTypeImage"})
      .set(kOfxImageEffectPropPixelDepth, std::vector<std::string>{kOfxBitDepthFloat})
      .set(kOfxImageEffectPropComponents, std::vector<std::string>{kOfxImageComponentRGBA})
      .set(kOfxImageEffectPropPreMultiplication, std::vector<std::string>{kOfxImagePreMultiplied})
      .set(kOfxImageEffectPropRenderScale, std::vector<double>{1, 1})
      .set(kOfxImagePropPixelAspectRatio, std::vector<double>{1})
      .set(kOfxImagePropData, bottom_)
      .set(kOfxImagePropBounds, std::vector<int>{0, 0, width, height})
      .set(kOfxImagePropRegionOfDefinition, std::vector<int>{0, 0, width, height})
      .set(kOfxImagePropRowBytes, std::vector<int>{(int)rowBytes_})
      .set(kOfxImagePropField, std::vector<std::string>{kOfxImageFieldNone})
      .set(kOfxImagePropUniqueIdentifier, std::vector<std::string>{"bench"});
}

float *Picture::row(int y) { return reinterpret_cast<float *>(bottom_ + y * rowBytes_); }

Effect::Effect(const std::string &bundle, const std::string &id) {
  void *handle = nullptr;
  std::string list;
  for (OfxPlugin *p : open(bundle, &handle)) {
    if (!plugin_ && (id.empty() || id == p->pluginIdentifier)) plugin_ = p;
    list += (list.empty() ? "" : ", ") + std::string(p->pluginIdentifier);
  }
  if (!plugin_) {
    throw std::runtime_error(bundle + " has no effect \"" + id + "\"; it has " +
                             (list.empty() ? "none (see ofx-boot.log in the state folder)" : list));
  }
}

void Effect::describe() {
  plugin_->setHost(theHost());
  mustBeOk("Load", plugin_->mainEntry(kOfxActionLoad, nullptr, nullptr, nullptr));
  OfxImageEffectStruct described;
  mustBeOk("Describe", plugin_->mainEntry(kOfxActionDescribe, &described, nullptr, nullptr));
  node_.props.all = described.props.all;
  describeIn(plugin_, node_, kOfxImageEffectContextFilter);
}

void Effect::create() {
  node_.props.set(kOfxImageEffectPropContext,
                  std::vector<std::string>{kOfxImageEffectContextFilter});
  node_.props.set(kOfxPropInstanceData, (void *)nullptr);
  for (auto &c : node_.clips) {
    c->props.set(kOfxImageClipPropConnected, std::vector<int>{c->image != nullptr})
        .set(kOfxImageEffectPropComponents,
             std::vector<std::string>{c->image ? kOfxImageComponentRGBA : kOfxImageComponentNone})
        .set(kOfxImageEffectPropPixelDepth, std::vector<std::string>{kOfxBitDepthFloat});
  }
  for (auto &p : node_.params.params) {
    const Property *d = p->props.find(kOfxParamPropDefault);
    if (!d) continue;
    if (!d->doubles.empty()) p->number = d->doubles[0];
    if (!d->ints.empty()) p->whole = d->ints[0];
    if (!d->strings.empty()) p->words = d->strings[0];
  }
  OfxStatus s = plugin_->mainEntry(kOfxActionCreateInstance, &node_, nullptr, nullptr);
  if (s != kOfxStatReplyDefault) mustBeOk("CreateInstance", s);
}

void Effect::destroy() {
  OfxStatus s = plugin_->mainEntry(kOfxActionDestroyInstance, &node_, nullptr, nullptr);
  if (s != kOfxStatReplyDefault) mustBeOk("DestroyInstance", s);
}

void Effect::pictures(Picture *source, Picture *output, int width, int height) {
  node_.props.set(kOfxImageEffectPropProjectSize, std::vector<double>{(double)width, (double)height})
      .set(kOfxImageEffectPropProjectOffset, std::vector<double>{0, 0})
      .set(kOfxImageEffectPropProjectExtent,
           std::vector<double>{(double)width, (double)height})
      .set(kOfxImageEffectPropProjectPixelAspectRatio, std::vector<double>{1});
  for (auto &c : node_.clips) {
    if (c->name == "Source") c->image = &source->props;
    if (c->name == kOfxImageEffectOutputClipName) c->image = &output->props;
  }
  args_.set(kOfxPropTime, std::vector<double>{1})
      .set(kOfxImageEffectPropRenderWindow, std::vector<int>{0, 0, width, height})
      .set(kOfxImageEffectPropRenderScale, std::vector<double>{1, 1})
      .set(kOfxImageEffectPropFieldToRender, std::vector<std::string>{kOfxImageFieldNone})
      .set(kOfxImageEffectPropSequentialRenderStatus, std::vector<int>{0})
      .set(kOfxImageEffectPropInteractiveRenderStatus, std::vector<int>{0});
}

void Effect::render(double time) {
  args_.all[kOfxPropTime].doubles[0] = time;
  mustBeOk("Render", plugin_->mainEntry(kOfxImageEffectActionRender, &node_, &args_, nullptr));
}

bool Effect::number(const std::string &name, double value) {
  OfxParamStruct *p = node_.params.find(name);
  if (p) p->number = value;
  return p != nullptr;
}

bool Effect::words(const std::string &name, const std::string &value) {
  OfxParamStruct *p = node_.params.find(name);
  if (p) p->words = value;
  return p != nullptr;
}

int scan(const std::string &bundle) {
  void *handle = nullptr;
  std::vector<OfxPlugin *> plugins = open(bundle, &handle);
  for (OfxPlugin *p : plugins) {
    p->setHost(theHost());
    mustBeOk("Load", p->mainEntry(kOfxActionLoad, nullptr, nullptr, nullptr));
    OfxImageEffectStruct described;
    mustBeOk("Describe", p->mainEntry(kOfxActionDescribe, &described, nullptr, nullptr));
    const Property *contexts = described.props.find(kOfxImageEffectPropSupportedContexts);
    for (size_t i = 0; contexts && i < contexts->strings.size(); i++) {
      OfxImageEffectStruct inContext;
      inContext.props.all = described.props.all;
      describeIn(p, inContext, contexts->strings[i]);
    }
    mustBeOk("Unload", p->mainEntry(kOfxActionUnload, nullptr, nullptr, nullptr));
  }
  dlclose(handle);
  return (int)plugins.size();
}

bool hasJava() {
  std::ifstream maps("/proc/self/maps");
  std::string line;
  while (std::getline(maps, line)) {
    if (line.find("libjvm.so") != std::string::npos) return true;
  }
  return false;
}
