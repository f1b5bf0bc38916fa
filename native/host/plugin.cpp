#include "plugin.h"

#include <dirent.h>
#include <dlfcn.h>
#include <sys/stat.h>

#include <algorithm>
#include <stdexcept>

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

OfxHost *theHost(const std::string &name) {
  static PropertySet props;
  static OfxHost host = {&props, fetchSuite};
  static bool filled = false;
  if (!filled) {
    filled = true;
    props.setString(kOfxPropType, 0, "OfxTypeImageEffectHost");
    props.setString(kOfxPropName, 0, name);
    props.setString(kOfxPropLabel, 0, "Likeness host");
    props.setInts(kOfxPropVersion, {0, 1, 0});
    props.setString(kOfxPropVersionLabel, 0, "0.1.0");
    props.setInts(kOfxPropAPIVersion, {1, 4});
    props.setInt(kOfxImageEffectHostPropIsBackground, 0, 1);
    props.setInt(kOfxImageEffectPropSupportsOverlays, 0, 0);
    props.setInt(kOfxImageEffectPropSupportsMultiResolution, 0, 1);
    props.setInt(kOfxImageEffectPropSupportsTiles, 0, 0);
    props.setInt(kOfxImageEffectPropTemporalClipAccess, 0, 0);
    props.setInt(kOfxImageEffectPropMultipleClipDepths, 0, 0);
    props.setInt(kOfxImageEffectPropSupportsMultipleClipPARs, 0, 0);
    props.setStrings(kOfxImageEffectPropSupportedComponents,
                     {kOfxImageComponentRGBA, kOfxImageComponentAlpha});
    props.setStrings(kOfxImageEffectPropSupportedContexts,
                     {kOfxImageEffectContextFilter, kOfxImageEffectContextGeneral});
    props.setStrings(kOfxImageEffectPropSupportedPixelDepths, {kOfxBitDepthFloat});
    props.setString(kOfxImageEffectHostPropNativeOrigin, 0,
                    "kOfxImageEffectHostPropNativeOriginBottomLeft");
  }
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
  if (setHost) setHost(theHost());
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

void load(OfxPlugin *plugin) {
  OfxStatus s = plugin->mainEntry(kOfxActionLoad, nullptr, nullptr, nullptr);
  if (s != kOfxStatOK) {
    throw std::runtime_error("the effect answered Load with " + std::to_string(s) + ", not 0");
  }
}

std::unique_ptr<OfxImageEffectStruct> describe(OfxPlugin *plugin, const PluginFile &file) {
  auto e = std::make_unique<OfxImageEffectStruct>();
  e->props.setString(kOfxPropType, 0, "OfxTypeImageEffect");
  e->props.setString(kOfxPluginPropFilePath, 0, file.bundle());
  OfxStatus s = plugin->mainEntry(kOfxActionDescribe, e.get(), nullptr, nullptr);
  if (s != kOfxStatOK) {
    throw std::runtime_error("the effect answered Describe with " + std::to_string(s) + ", not 0");
  }
  return e;
}

std::unique_ptr<OfxImageEffectStruct> describeInContext(OfxPlugin *plugin,
                                                        const OfxImageEffectStruct &described,
                                                        const std::string &context) {
  auto e = std::make_unique<OfxImageEffectStruct>();
  e->props.all = described.props.all;
  PropertySet in;
  in.setString(kOfxImageEffectPropContext, 0, context);
  OfxStatus s = plugin->mainEntry(kOfxImageEffectActionDescribeInContext, e.get(), &in, nullptr);
  if (s != kOfxStatOK) {
    throw std::runtime_error("the effect answered DescribeInContext for " + context + " with " +
                             std::to_string(s) + ", not 0");
  }
  return e;
}

std::string chooseContext(const OfxImageEffectStruct &described) {
  auto has = described.props.getStrings(kOfxImageEffectPropSupportedContexts);
  for (const char *c : {kOfxImageEffectContextFilter, kOfxImageEffectContextGeneral}) {
    if (std::find(has.begin(), has.end(), c) != has.end()) return c;
  }
  throw std::runtime_error("the effect supports neither the Filter nor the General context");
}
