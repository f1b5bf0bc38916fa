// Making a node and changing it; its frames are in node_render.cpp.
#include "node.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace {

// What a clip is given, among what the effect takes of it: the wanted, else the first that the effect
// names and the host has.
Components mappedComponents(const OfxImageClipStruct &c, Components wanted) {
  auto taken = c.props.getStrings(kOfxImageEffectPropSupportedComponents);
  if (taken.empty() || std::find(taken.begin(), taken.end(), nameOf(wanted)) != taken.end()) {
    return wanted;
  }
  for (auto &name : taken) {
    if (name == kOfxImageComponentRGBA || name == "OfxImageComponentRGB" || name == kOfxImageComponentAlpha) {
      return componentsOf(name);
    }
  }
  return wanted;
}

Depth mappedDepth(const PropertySet &effect, Depth wanted) {
  auto taken = effect.getStrings(kOfxImageEffectPropSupportedPixelDepths);
  auto &ours = theProfile().depths;
  auto both = [&](Depth d) {
    return std::find(ours.begin(), ours.end(), d) != ours.end() &&
           std::find(taken.begin(), taken.end(), nameOf(d)) != taken.end();
  };
  if (taken.empty() || both(wanted)) return wanted;
  for (Depth d : {Depth::Float, Depth::Half, Depth::Short, Depth::Byte}) {
    if (both(d)) return d;
  }
  throw std::runtime_error("the effect and the host have no pixel depth in common");
}

}  // namespace

Description::Description(OfxPlugin *p, const PluginFile &file, const std::string &wanted) : plugin(p) {
  load(p);
  auto described = describe(p, file);
  context = wanted.empty() ? chooseContext(*described) : wanted;
  safety = described->props.getString(kOfxImageEffectPluginRenderThreadSafety, 0,
                                      kOfxImageEffectRenderInstanceSafe);
  effect = describeInContext(p, *described, context);
}

OfxStatus Node::act(const char *action, PropertySet *in, PropertySet *out) {
  ActionScope scope(action, &instance_);
  OfxStatus s = description_.plugin->mainEntry(action, &instance_, in, out);
  if (int n = reclaim(&scope)) {
    breach(std::to_string(n) + " images were not given back before the end of " + action);
  }
  if (scope.isOuter() && instance_.progress.open) {
    breach(std::string("a progress bar stands after the end of ") + action);
    instance_.progress.open = false;
  }
  return s;
}

Node::Node(const Description &d, const NodeSetup &setup) : description_(d), setup_(setup) {
  for (auto &[name, input] : setup_.inputs) {
    bool known = false;
    std::string list;
    for (auto &c : d.effect->clips) {
      if (c->isOutput()) continue;
      known |= c->name == name;
      list += (list.empty() ? "" : ", ") + c->name;
    }
    if (!known) throw std::runtime_error("the effect has no clip \"" + name + "\"; it has " + list);
  }
  describeInstance();
  makeClips();
  makeParams();
  OfxStatus s = act(kOfxActionCreateInstance);
  if (s != kOfxStatOK && s != kOfxStatReplyDefault) {
    throw std::runtime_error("the effect answered CreateInstance with status " + std::to_string(s));
  }
  created_ = true;
  instance_.written = [this](OfxParamStruct *p) {
    if (changing_ < 8) changed(p->name, "OfxChangePluginEdited");
  };
  if (theProfile().tellsChanges) {
    for (auto &[name, value] : setup_.settings) changed(name, "OfxChangeUserEdited");
  }
  clipPreferences();
}

Node::~Node() {
  if (!created_) return;
  act(kOfxActionDestroyInstance);
  if (instance_.imagesOut != 0) {
    breach(std::to_string(instance_.imagesOut) + " images of a node were never given back");
  }
}

void Node::describeInstance() {
  instance_.instance = true;
  instance_.manners = setup_.manners;
  const HostProfile &host = theProfile();
  if (host.topFirst) instance_.manners.negativeRowBytes = true;
  if (host.falseRegion) instance_.manners.falseRegion = true;
  instance_.first = setup_.first;
  instance_.last = setup_.last;
  instance_.now = setup_.first;
  PropertySet &p = instance_.props;
  p.all = description_.effect->props.all;
  p.refused = host.withoutOnInstance;
  for (const std::string &name : host.withoutOnInstance) p.erase(name);
  p.erase(kOfxPropType);
  p.setString(kOfxPropType, 0,
              host.wrongInstanceType ? "OfxTypeImageEffect" : "OfxTypeImageEffectInstance");
  p.setString(kOfxImageEffectPropContext, 0, description_.context);
  p.setPointer(kOfxPropInstanceData, 0, nullptr);
  const OfxRectI &f = setup_.format;
  double w = f.x2 - f.x1, h = f.y2 - f.y1, a = setup_.aspect;
  p.setDoubles(kOfxImageEffectPropProjectSize, {w * a, h});
  p.setDoubles(kOfxImageEffectPropProjectOffset, {f.x1 * a, (double)f.y1});
  p.setDoubles(kOfxImageEffectPropProjectExtent, {f.x2 * a, (double)f.y2});
  p.setDouble(kOfxImageEffectPropProjectPixelAspectRatio, 0, a);
  p.setDouble(kOfxImageEffectPropFrameRate, 0, setup_.rate);
  p.setDouble(kOfxImageEffectInstancePropEffectDuration, 0, setup_.last - setup_.first + 1);
  p.setInt(kOfxPropIsInteractive, 0, setup_.background ? 0 : 1);
}

void Node::makeClips() {
  const HostProfile &host = theProfile();
  auto source = setup_.inputs.find("Source");
  Input lead = source != setup_.inputs.end() ? source->second
               : setup_.inputs.empty()      ? Input()
                                            : setup_.inputs.begin()->second;
  for (auto &c : description_.effect->clips) {
    instance_.clips.push_back(std::make_unique<OfxImageClipStruct>());
    OfxImageClipStruct *clip = instance_.clips.back().get();
    clip->effect = &instance_;
    clip->name = c->name;
    clip->props.all = c->props.all;
    auto in = setup_.inputs.find(c->name);
    Input input = in != setup_.inputs.end() ? in->second : Input();
    if (c->isOutput()) input = lead;
    bool fed = (bool)input.frames;
    bool connected = c->isOutput() || fed || input.claims || host.everythingConnected;
    clip->claims = connected && !fed && !c->isOutput();
    clip->components = mappedComponents(*c, input.components);
    clip->depth = mappedDepth(description_.effect->props, host.multipleDepths ? input.depth : lead.depth);
    if (!c->isOutput()) clip->frames = input.frames;
    PropertySet &q = clip->props;
    q.setInt(kOfxImageClipPropConnected, 0, connected);
    q.setString(kOfxImageEffectPropComponents, 0, connected ? nameOf(clip->components) : kOfxImageComponentNone);
    q.setString(kOfxImageClipPropUnmappedComponents, 0, connected ? nameOf(input.components) : kOfxImageComponentNone);
    q.setString(kOfxImageEffectPropPixelDepth, 0, connected ? nameOf(clip->depth) : "OfxBitDepthNone");
    q.setString(kOfxImageClipPropUnmappedPixelDepth, 0, connected ? nameOf(input.depth) : "OfxBitDepthNone");
    q.setString(kOfxImageEffectPropPreMultiplication, 0, kOfxImagePreMultiplied);
    q.setDouble(kOfxImagePropPixelAspectRatio, 0, setup_.aspect);
    q.setDouble(kOfxImageEffectPropFrameRate, 0, setup_.rate);
    q.setDouble("OfxImageEffectPropUnmappedFrameRate", 0, setup_.rate);
    q.setDoubles(kOfxImageEffectPropFrameRange, {setup_.first, setup_.last});
    q.setDoubles(kOfxImageEffectPropUnmappedFrameRange, {setup_.first, setup_.last});
    q.setString(kOfxImageClipPropFieldOrder, 0, kOfxImageFieldNone);
    q.setInt(kOfxImageClipPropContinuousSamples, 0, 0);
    if (!c->isOutput() && !connected && !q.getInt(kOfxImageClipPropOptional)) {
      throw std::runtime_error("the clip " + c->name + " needs an input; give --in " + c->name + "=PATTERN");
    }
  }
}

void Node::makeParams() {
  for (auto &d : description_.effect->params.params) {
    instance_.params.params.push_back(std::make_unique<OfxParamStruct>());
    OfxParamStruct *q = instance_.params.params.back().get();
    q->effect = &instance_;
    q->type = d->type;
    q->name = d->name;
    q->props.all = d->props.all;
    q->curves = d->curves;
    q->setFromDefault();
  }
  for (auto &[name, value] : setup_.settings) {
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

void Node::changed(const std::string &name, const char *reason) {
  PropertySet in, brief;
  in.setString(kOfxPropType, 0, "OfxTypeParameter");
  in.setString(kOfxPropName, 0, name);
  in.setString(kOfxPropChangeReason, 0, reason);
  in.setDouble(kOfxPropTime, 0, instance_.now);
  double s = setup_.manners.scale;
  in.setDoubles(kOfxImageEffectPropRenderScale, {s, s});
  brief.setString(kOfxPropChangeReason, 0, reason);
  changing_++;
  act(kOfxActionBeginInstanceChanged, &brief);
  act(kOfxActionInstanceChanged, &in);
  act(kOfxActionEndInstanceChanged, &brief);
  changing_--;
}

void Node::set(const std::string &name, const std::string &value) {
  OfxParamStruct *p = instance_.params.find(name);
  if (!p) throw std::runtime_error("the effect has no parameter \"" + name + "\"");
  p->setFromText(value);
  if (theProfile().tellsChanges) changed(name, "OfxChangeUserEdited");
}

double Node::press(const std::string &name, double cancelAt) {
  OfxParamStruct *p = instance_.params.find(name);
  if (!p || p->type != kOfxParamTypePushButton) {
    std::string list;
    for (auto &q : instance_.params.params) {
      if (q->type == kOfxParamTypePushButton) list += (list.empty() ? "" : ", ") + q->name;
    }
    throw std::runtime_error("the effect has no button \"" + name + "\"; it has " +
                             (list.empty() ? "none" : list));
  }
  instance_.progress.cancelAt = cancelAt;
  instance_.progress.cancelledAt = -1;
  changed(name, "OfxChangeUserEdited");
  double cancelled = instance_.progress.cancelledAt;
  return cancelled < 0 ? -1 : seconds() - cancelled;
}

void Node::clipPreferences() {
  PropertySet out;
  for (auto &c : instance_.clips) {
    out.setString("OfxImageClipPropComponents_" + c->name, 0, nameOf(c->components));
    out.setString("OfxImageClipPropDepth_" + c->name, 0, nameOf(c->depth));
    out.setDouble("OfxImageClipPropPAR_" + c->name, 0, setup_.aspect);
  }
  out.setDouble(kOfxImageEffectPropFrameRate, 0, setup_.rate);
  out.setString(kOfxImageEffectPropPreMultiplication, 0, kOfxImagePreMultiplied);
  out.setInt(kOfxImageEffectFrameVarying, 0, 0);
  out.setInt(kOfxImageClipPropContinuousSamples, 0, 0);
  if (act(kOfxImageEffectActionGetClipPreferences, nullptr, &out) != kOfxStatOK) return;
  for (auto &c : instance_.clips) {
    if (c->props.getString(kOfxImageEffectPropComponents) == kOfxImageComponentNone) continue;
    // A host gives what the effect asks for only among what the clip takes.
    c->components = mappedComponents(*c, componentsOf(out.getString("OfxImageClipPropComponents_" + c->name)));
    c->depth = mappedDepth(description_.effect->props, depthOf(out.getString("OfxImageClipPropDepth_" + c->name)));
    c->props.setString(kOfxImageEffectPropComponents, 0, nameOf(c->components));
    c->props.setString(kOfxImageEffectPropPixelDepth, 0, nameOf(c->depth));
    if (c->isOutput()) {
      c->props.setString(kOfxImageEffectPropPreMultiplication, 0,
                         out.getString(kOfxImageEffectPropPreMultiplication));
    }
  }
}

void Node::sequence(const char *action, double first, double last) {
  PropertySet in;
  double s = setup_.manners.scale;
  in.setDoubles(kOfxImageEffectPropFrameRange, {first, last});
  in.setDouble(kOfxImageEffectPropFrameStep, 0, 1);
  in.setInt(kOfxPropIsInteractive, 0, setup_.background ? 0 : 1);
  in.setDoubles(kOfxImageEffectPropRenderScale, {s, s});
  in.setInt(kOfxImageEffectPropSequentialRenderStatus, 0, 0);
  in.setInt(kOfxImageEffectPropInteractiveRenderStatus, 0, setup_.background ? 0 : 1);
  act(action, &in);
}
