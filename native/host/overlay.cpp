#include "overlay.h"

#include <cstdio>
#include <stdexcept>

namespace ofx {

struct Interact {
  PropertySet props;
  OfxImageEffectStruct *effect = nullptr;
};

struct DrawContext {
  Canvas *canvas;
  ColourF colour{1, 1, 1, 1};
  float width = 1;
  int pattern = 0;
  int shapes = 0;
};

}  // namespace ofx

namespace {

thread_local ofx::DrawContext *drawing = nullptr;

bool isOpen(ofx::DrawContext *c) {
  if (c && c == drawing) return true;
  breach("something was drawn outside of a draw action");
  return false;
}

OfxStatus getColour(ofx::DrawContext *c, int standard, ofx::ColourF *out) {
  static const ofx::ColourF colours[] = {{0.1f, 0.1f, 0.1f, 1}, {0, 1, 0, 1}, {1, 1, 0, 1}, {0.6f, 0.6f, 0.6f, 1},
                                         {1, 1, 1, 1},          {0, 0, 0, 1}, {1, 1, 1, 1}};
  if (!isOpen(c) || !out) return kOfxStatFailed;
  if (standard < 0 || standard > 6) return kOfxStatErrValue;
  *out = colours[standard];
  return kOfxStatOK;
}
OfxStatus setColour(ofx::DrawContext *c, const ofx::ColourF *colour) {
  if (!isOpen(c) || !colour) return kOfxStatFailed;
  c->colour = *colour;
  return kOfxStatOK;
}
OfxStatus setLineWidth(ofx::DrawContext *c, float width) {
  if (!isOpen(c)) return kOfxStatFailed;
  c->width = width;
  return kOfxStatOK;
}
OfxStatus setLineStipple(ofx::DrawContext *c, int pattern) {
  if (!isOpen(c)) return kOfxStatFailed;
  if (pattern < 0 || pattern > 4) return kOfxStatErrValue;
  c->pattern = pattern;
  return kOfxStatOK;
}

void tell(const char *shape, const ofx::PointD *p, int n) {
  std::string text = std::string("overlay: ") + shape;
  char at[64];
  for (int i = 0; i < n && i < 4; i++) {
    snprintf(at, sizeof at, " %.2f,%.2f", p[i].x, p[i].y);
    text += at;
  }
  if (n > 4) text += " and " + std::to_string(n - 4) + " points more";
  say(text);
}

OfxStatus draw(ofx::DrawContext *c, int primitive, const ofx::PointD *p, int n) {
  if (!isOpen(c)) return kOfxStatFailed;
  static const char *const names[] = {"lines", "strip", "loop", "rectangle", "polygon", "ellipse"};
  static const int least[] = {2, 2, 2, 2, 3, 2};
  if (primitive < 0 || primitive > ofx::Ellipse || !p || n < least[primitive]) return kOfxStatErrValue;
  bool pair = primitive == ofx::Rectangle || primitive == ofx::Ellipse;
  if ((pair && n != 2) || (primitive == ofx::Lines && n % 2)) return kOfxStatErrValue;
  tell(names[primitive], p, n);
  c->shapes++;
  switch (primitive) {
    case ofx::Lines:
      for (int i = 0; i + 1 < n; i += 2) c->canvas->line(p[i], p[i + 1], c->colour, c->width);
      break;
    case ofx::LineStrip:
    case ofx::LineLoop:
      for (int i = 0; i + 1 < n; i++) c->canvas->line(p[i], p[i + 1], c->colour, c->width);
      if (primitive == ofx::LineLoop) c->canvas->line(p[n - 1], p[0], c->colour, c->width);
      break;
    case ofx::Rectangle:
      c->canvas->fill({p[0], {p[1].x, p[0].y}, p[1], {p[0].x, p[1].y}}, c->colour);
      break;
    case ofx::Polygon: c->canvas->fill(std::vector<ofx::PointD>(p, p + n), c->colour); break;
    default: c->canvas->ellipse(p[0], p[1], c->colour, c->width);
  }
  return kOfxStatOK;
}

OfxStatus drawText(ofx::DrawContext *c, const char *text, const ofx::PointD *at, int) {
  if (!isOpen(c)) return kOfxStatFailed;
  if (!text || !at) return kOfxStatErrValue;
  tell(("text \"" + std::string(text) + "\"").c_str(), at, 1);
  c->shapes++;
  c->canvas->text(text, *at, c->colour);
  return kOfxStatOK;
}

OfxStatus swapBuffers(ofx::Interact *i) { return i ? kOfxStatOK : kOfxStatErrBadHandle; }
OfxStatus redraw(ofx::Interact *i) {
  if (!i) return kOfxStatErrBadHandle;
  if (i->effect) i->effect->redraws++;
  return kOfxStatOK;
}
OfxStatus getPropertySet(ofx::Interact *i, OfxPropertySetHandle *out) {
  if (!i || !out) return kOfxStatErrBadHandle;
  *out = &i->props;
  return kOfxStatOK;
}

}  // namespace

const void *overlaySuite(const std::string &name, int version) {
  static const ofx::DrawSuite1 drawSuite = {getColour, setColour, setLineWidth, setLineStipple, draw, drawText};
  static const ofx::InteractSuite1 interactSuite = {swapBuffers, redraw, getPropertySet};
  if (name == ofx::kDrawSuite && version == 1) return &drawSuite;
  if (name == ofx::kInteractSuite && version == 1) return &interactSuite;
  return nullptr;
}

std::unique_ptr<Overlay> Overlay::of(const PropertySet &descriptor, OfxImageEffectStruct &instance) {
  bool canDraw = !theProfile().withoutSuites.count({ofx::kDrawSuite, 1});
  void *entry = canDraw ? descriptor.getPointer(ofx::kOverlay2) : nullptr;
  if (!entry) entry = descriptor.getPointer(ofx::kOverlay1);
  if (!entry || !theProfile().overlays) return nullptr;
  return std::unique_ptr<Overlay>(new Overlay(reinterpret_cast<OfxPluginEntryPoint *>(entry), instance));
}

OfxStatus Overlay::act(const char *action, PropertySet *in) {
  ActionScope scope(action, &effect_);
  OfxStatus s = entry_(action, interact_.get(), in, nullptr);
  if (int n = reclaim(&scope)) breach(std::to_string(n) + " images were kept after " + action);
  return s;
}

Overlay::Overlay(OfxPluginEntryPoint *entry, OfxImageEffectStruct &instance)
    : entry_(entry), effect_(instance), interact_(new ofx::Interact) {
  interact_->effect = &instance;
  PropertySet &p = interact_->props;
  p.setString(kOfxPropType, 0, "OfxTypeInteract");
  p.setInt("OfxInteractPropHasAlpha", 0, 0);
  p.setInt("OfxInteractPropBitDepth", 0, 8);
  OfxStatus s = act(kOfxActionDescribe, nullptr);
  if (s != kOfxStatOK && s != kOfxStatReplyDefault) {
    throw std::runtime_error("the overlay answered Describe with status " + std::to_string(s));
  }
  p.setPointer(ofx::kEffectInstance, 0, &instance);
  p.setPointer(kOfxPropInstanceData, 0, nullptr);
  p.setDoubles("OfxInteractPropPixelScale", {1, 1});
  p.setDoubles("OfxInteractPropBackgroundColour", {0, 0, 0});
  p.setDoubles("OfxInteractPropSuggestedColour", {1, 1, 1});
  s = act(kOfxActionCreateInstance, nullptr);
  if (s != kOfxStatOK && s != kOfxStatReplyDefault) {
    throw std::runtime_error("the overlay answered CreateInstance with status " + std::to_string(s));
  }
  created_ = true;
}

Overlay::~Overlay() {
  if (created_) act(kOfxActionDestroyInstance, nullptr);
}

PropertySet Overlay::args(double time) {
  PropertySet in;
  double s = effect_.manners.scale;
  in.setPointer(ofx::kEffectInstance, 0, &effect_);
  in.setDouble(kOfxPropTime, 0, time);
  in.setDoubles(kOfxImageEffectPropRenderScale, {s, s});
  in.setDoubles("OfxInteractPropPixelScale", {1 / s, 1 / s});
  in.setDoubles("OfxInteractPropBackgroundColour", {0, 0, 0});
  return in;
}

void Overlay::draw(double time, Canvas &canvas) {
  ofx::DrawContext context{&canvas};
  canvas.setScale(effect_.manners.scale);
  PropertySet in = args(time);
  in.setPointer("OfxInteractPropDrawContext", 0, &context);
  drawing = &context;
  OfxStatus s = act("OfxInteractActionDraw", &in);
  drawing = nullptr;
  say("overlay: drew " + std::to_string(context.shapes) + " shapes, status " + std::to_string(s));
}

void Overlay::event(const std::string &what, double time, Canvas &canvas) {
  double x = 0, y = 0;
  char word[16] = "";
  int n = sscanf(what.c_str(), "%15[a-z] %lf,%lf", word, &x, &y);
  std::string verb = n > 0 ? word : "";
  if (verb == "draw") return draw(time, canvas);
  PropertySet in = args(time);
  const char *action = nullptr;
  if (n == 3 && (verb == "move" || verb == "down" || verb == "up")) {
    action = verb == "move" ? "OfxInteractActionPenMotion"
                            : verb == "down" ? "OfxInteractActionPenDown" : "OfxInteractActionPenUp";
    in.setDoubles("OfxInteractPropPenPosition", {x, y});
    in.setInts("OfxInteractPropPenViewportPosition", {(int)canvas.toPixelX(x), (int)canvas.toPixelY(y)});
    in.setDouble("OfxInteractPropPenPressure", 0, verb == "move" ? 0 : 1);
  } else if (verb == "key" && what.size() > 4) {
    action = "OfxInteractActionKeyDown";
    in.setInt("kOfxPropKeySym", 0, (unsigned char)what[4]);
    in.setString("kOfxPropKeyString", 0, what.substr(4));
  } else if (what == "gain" || what == "lose") {
    action = what == "gain" ? "OfxInteractActionGainFocus" : "OfxInteractActionLoseFocus";
  } else {
    throw std::runtime_error("overlay event \"" + what + "\" can be gain, lose, draw, move X,Y, down X,Y, up X,Y or key TEXT");
  }
  OfxStatus s = act(action, &in);
  say("overlay: " + what + (s == kOfxStatOK ? " taken" : s == kOfxStatReplyDefault ? " not taken"
                                                           : " status " + std::to_string(s)));
}
