#include "plugin.h"

#include <dirent.h>
#include <dlfcn.h>
#include <sys/stat.h>

#include <algorithm>
#include <stdexcept>

#include "abi.h"

namespace {

const void *fetchSuite(OfxPropertySetHandle, const char *name, int version) {
  if (!name) return nullptr;
  std::string n = name;
  if (n == kOfxPropertySuite && version == 1) return propertySuite();
  if (n == kOfxImageEffectSuite && version == 1) return imageEffectSuite();
  if (n == kOfxParameterSuite && version == 1) return parameterSuite();
  return otherSuite(n, version);
}

bool isFolder(const std::string &p) {
  struct stat st;
  return stat(p.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
}

std::string findInBundle(const std::string &bundle) {
  std::string folder = bundle + "/Contents/Linux-x86-64";
  DIR *dir = opendir(folder.c_str());
  if (!dir) throw std::runtime_error(bundle + " has no Contents/Linux-x86-64, so it is no bundle");
  std::string found;
  while (dirent *e = readdir(dir)) {
    std::string name = e->d_name;
    if (name.size() > 4 && name.compare(name.size() - 4, 4, ".ofx") == 0) found = name;
  }
  closedir(dir);
  if (found.empty()) throw std::runtime_error(folder + " holds no .ofx file");
  return folder + "/" + found;
}

}  // namespace

OfxHost *theHost() {
  static PropertySet props;
  static OfxHost host = {&props, fetchSuite};
  static bool filled = false;
  if (filled) return &host;
  filled = true;
  const HostProfile &h = theProfile();
  props.setString(kOfxPropType, 0, "OfxTypeImageEffectHost");
  props.setString(kOfxPropName, 0, h.name);
  props.setString(kOfxPropLabel, 0, h.label);
  props.setInts(kOfxPropVersion, h.version);
  props.setString(kOfxPropVersionLabel, 0,
                  std::to_string(h.version[0]) + "." + std::to_string(h.version[1]) + "." +
                      std::to_string(h.version[2]));
  props.setInts(kOfxPropAPIVersion, h.api);
  props.setPointer("OfxPropHostOSHandle", 0, nullptr);
  props.setInt(kOfxImageEffectHostPropIsBackground, 0, 1);
  props.setInt(kOfxImageEffectPropSupportsOverlays, 0, h.overlays);
  props.setInt(kOfxImageEffectPropSupportsMultiResolution, 0, h.multiResolution);
  props.setInt(kOfxImageEffectPropSupportsTiles, 0, h.tiles);
  props.setInt(kOfxImageEffectPropTemporalClipAccess, 0, h.temporal);
  props.setInt(kOfxImageEffectPropMultipleClipDepths, 0, h.multipleDepths);
  props.setInt(kOfxImageEffectPropSupportsMultipleClipPARs, 0, h.multipleAspects);
  props.setInt("OfxImageEffectPropSetableFrameRate", 0, 0);
  props.setInt("OfxImageEffectPropSetableFielding", 0, 0);
  props.setInt(ofx::kSequentialRender, 0, 0);
  for (const char *kind : {"Custom", "String", "Boolean", "Choice", "StrChoice"}) {
    props.setInt(std::string("OfxParamHostPropSupports") + kind + "Animation", 0, 0);
  }
  props.setInt("OfxParamHostPropSupportsCustomInteract", 0, 0);
  props.setInt("OfxParamHostPropSupportsParametricAnimation", 0, 0);
  props.setInt("OfxParamHostPropMaxParameters", 0, -1);
  props.setInt("OfxParamHostPropMaxPages", 0, 0);
  props.setInts("OfxParamHostPropPageRowColumnCount", {0, 0});
  for (size_t i = 0; i < h.components.size(); i++) {
    props.setString(kOfxImageEffectPropSupportedComponents, (int)i, nameOf(h.components[i]));
  }
  for (size_t i = 0; i < h.depths.size(); i++) {
    props.setString(kOfxImageEffectPropSupportedPixelDepths, (int)i, nameOf(h.depths[i]));
  }
  props.setStrings(kOfxImageEffectPropSupportedContexts, h.contexts);
  if (h.planes) props.setInt(ofx::kMultiPlanar, 0, 1);
  if (h.ownPlanes) props.setInt(ofx::kIsNatron, 0, 1);
  props.setString(kOfxImageEffectHostPropNativeOrigin, 0,
                  "kOfxImageEffectHostPropNativeOriginBottomLeft");
  for (const std::string &name : h.withoutOnHost) props.erase(name);
  props.refused = h.withoutOnHost;
  return &host;
}

PluginFile::PluginFile(const std::string &given) {
  path_ = isFolder(given) ? findInBundle(given) : given;
  handle_ = dlopen(path_.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle_) throw std::runtime_error(std::string("the plugin cannot be loaded: ") + dlerror());
  auto count = reinterpret_cast<int (*)()>(dlsym(handle_, "OfxGetNumberOfPlugins"));
  auto get = reinterpret_cast<OfxPlugin *(*)(int)>(dlsym(handle_, "OfxGetPlugin"));
  auto setHost = reinterpret_cast<OfxStatus (*)(const OfxHost *)>(dlsym(handle_, "OfxSetHost"));
  if (!count || !get) throw std::runtime_error(path_ + " is no OFX plugin: OfxGetPlugin is missing");
  if (setHost && theProfile().api[0] * 100 + theProfile().api[1] >= 105) setHost(theHost());
  int n = count();
  for (int i = 0; i < n; i++) {
    OfxPlugin *p = get(i);
    if (p && std::string(p->pluginApi) == kOfxImageEffectPluginApi) {
      p->setHost(theHost());
      effects_.push_back(p);
    }
  }
}

PluginFile::~PluginFile() {
  if (handle_) dlclose(handle_);
}

std::string PluginFile::bundle() const {
  size_t at = path_.rfind("/Contents/");
  return at == std::string::npos ? path_ : path_.substr(0, at);
}

OfxPlugin *PluginFile::effect(const std::string &id) const {
  std::string list;
  for (OfxPlugin *p : effects_) {
    if (id == p->pluginIdentifier) return p;
    list += (list.empty() ? "" : ", ") + std::string(p->pluginIdentifier);
  }
  throw std::runtime_error(path_ + " has no effect \"" + id + "\"; it has " +
                           (list.empty() ? "none (see ofx-boot.log in the state folder)" : list));
}

namespace {

void answered(OfxStatus s, const std::string &action) {
  if (s == kOfxStatOK || (s == kOfxStatReplyDefault && !theProfile().onlyOk)) return;
  throw std::runtime_error("the effect answered " + action + " with " + std::to_string(s) + ", not 0");
}

// One host's panel stays empty where an effect speaks of colour management.
void checkColour(const PropertySet &p, const std::string &of) {
  if (!theProfile().colourIsFatal) return;
  for (const char *name : {ofx::kColourStyle, "OfxImageClipPropPreferredColourspaces"}) {
    if (p.has(name)) breach(of + " describes " + name + ", which breaks this host's panel");
  }
}

}  // namespace

void load(OfxPlugin *plugin) {
  answered(plugin->mainEntry(kOfxActionLoad, nullptr, nullptr, nullptr), "Load");
}

std::unique_ptr<OfxImageEffectStruct> describe(OfxPlugin *plugin, const PluginFile &file) {
  auto e = std::make_unique<OfxImageEffectStruct>();
  e->props.refused = theProfile().withoutOnEffect;
  e->props.setString(kOfxPropType, 0, "OfxTypeImageEffect");
  e->props.setString(kOfxPluginPropFilePath, 0, file.bundle());
  ActionScope scope(kOfxActionDescribe, e.get());
  answered(plugin->mainEntry(kOfxActionDescribe, e.get(), nullptr, nullptr), "Describe");
  checkColour(e->props, "the effect");
  return e;
}

std::unique_ptr<OfxImageEffectStruct> describeInContext(OfxPlugin *plugin,
                                                        const OfxImageEffectStruct &described,
                                                        const std::string &context) {
  auto e = std::make_unique<OfxImageEffectStruct>();
  e->props.all = described.props.all;
  e->props.refused = described.props.refused;
  PropertySet in;
  in.setString(kOfxImageEffectPropContext, 0, context);
  ActionScope scope(kOfxImageEffectActionDescribeInContext, e.get());
  answered(plugin->mainEntry(kOfxImageEffectActionDescribeInContext, e.get(),
                             theProfile().hostAsContext ? theHost()->host : &in, nullptr),
           "DescribeInContext for " + context);
  for (auto &c : e->clips) checkColour(c->props, "the clip " + c->name);
  return e;
}

std::string chooseContext(const OfxImageEffectStruct &described) {
  auto has = described.props.getStrings(kOfxImageEffectPropSupportedContexts);
  for (const char *c : {kOfxImageEffectContextFilter, kOfxImageEffectContextGeneral}) {
    auto &ours = theProfile().contexts;
    if (std::find(has.begin(), has.end(), c) != has.end() &&
        std::find(ours.begin(), ours.end(), c) != ours.end()) {
      return c;
    }
  }
  throw std::runtime_error("the effect supports neither the Filter nor the General context");
}
