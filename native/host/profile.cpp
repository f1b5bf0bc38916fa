#include "profile.h"

#include <stdexcept>

#include "abi.h"

namespace {

HostProfile standard() {
  HostProfile p;
  p.key = "likeness";
  p.name = "org.likeness.Host";
  p.label = "Likeness host";
  return p;
}

HostProfile nuke() {
  HostProfile p;
  p.key = "nuke";
  p.name = "uk.co.thefoundry.nuke";
  p.label = "nuke";
  p.version = {15, 1, 0};
  p.api = {1, 2};
  p.tiles = true;
  p.components = {Components::RGBA, Components::Alpha};
  p.depths = {Depth::Float};
  p.multipleDepths = false;
  p.planes = true;
  p.falseRegion = true;
  p.colourIsFatal = true;
  p.withoutSuites = {{ofx::kInteractSuite, 1}, {ofx::kDrawSuite, 1}, {ofx::kDialogSuite, 1},
                     {kOfxMultiThreadSuite, 1}};
  p.withoutOnEffect = {ofx::kSequentialRender, ofx::kPluginHandle};
  p.withoutOnInstance = {ofx::kPluginHandle};
  return p;
}

HostProfile resolve() {
  HostProfile p;
  p.key = "resolve";
  p.name = "DaVinciResolve";
  p.label = "DaVinci Resolve";
  p.version = {18, 1, 0};
  p.multiResolution = false;
  p.contexts = {kOfxImageEffectContextFilter, kOfxImageEffectContextGeneral,
                "OfxImageEffectContextTransition", "OfxImageEffectContextGenerator"};
  p.components = {Components::RGBA, Components::Alpha};
  p.depths = {Depth::Float, Depth::Short, Depth::Byte};
  p.brokenMessages = true;
  p.everythingConnected = true;
  p.asksRegion = false;
  p.bothRanges = true;
  p.copiesParams = false;
  p.wrongInstanceType = true;
  p.withoutSuites = {{ofx::kParametricSuite, 1}, {ofx::kDialogSuite, 1}, {ofx::kDrawSuite, 1},
                     {kOfxProgressSuite, 2}};
  p.withoutOnHost = {"OfxPropHostOSHandle"};
  p.withoutOnEffect = {"OfxPropPluginDescription", ofx::kPluginHandle, ofx::kSequentialRender};
  p.withoutOnInstance = {"OfxPropPluginDescription", ofx::kPluginHandle};
  return p;
}

HostProfile natron() {
  HostProfile p;
  p.key = "natron";
  p.name = "fr.inria.Natron";
  p.label = "Natron";
  p.version = {2, 5, 0};
  p.tiles = true;
  p.multipleAspects = true;
  p.planes = p.ownPlanes = true;
  p.ownThreadOnly = true;
  p.wrappedMessages = true;
  p.withoutSuites = {{ofx::kDrawSuite, 1}};
  return p;
}

HostProfile mlt() {
  HostProfile p;
  p.key = "mlt";
  p.name = "MLT";
  p.label = "MLT";
  p.version = {7, 0, 0};
  p.api = {1, 5};
  p.overlays = p.multiResolution = p.temporal = p.multipleDepths = false;
  p.contexts = {kOfxImageEffectContextFilter};
  p.components = {Components::RGBA, Components::RGB};
  p.depths = {Depth::Byte, Depth::Short, Depth::Half, Depth::Float};
  p.withoutSuites = {{ofx::kDrawSuite, 1}, {ofx::kDialogSuite, 1}};
  p.anyClip = p.everythingConnected = p.clipIsImage = p.hostAsContext = p.eachFrameAnew = p.onlyOk = p.topFirst = true;
  p.asksIdentity = p.tellsChanges = p.asksRegion = false;
  return p;
}

const std::vector<HostProfile> &all() {
  static const std::vector<HostProfile> list = {standard(), nuke(), resolve(), natron(), mlt()};
  return list;
}

}  // namespace

std::vector<std::string> profileKeys() {
  std::vector<std::string> keys;
  for (auto &p : all()) keys.push_back(p.key);
  return keys;
}

const HostProfile &profileOf(const std::string &key) {
  std::string list;
  for (auto &p : all()) {
    if (p.key == key) return p;
    list += (list.empty() ? "" : ", ") + p.key;
  }
  throw std::runtime_error("profile \"" + key + "\" can be " + list);
}

HostProfile &theProfile() {
  static HostProfile profile = standard();
  return profile;
}
