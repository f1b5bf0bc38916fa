// The overlay of a node: what it draws over the plate and what it does when the pen comes.
#pragma once

#include <memory>
#include <string>

#include "abi.h"
#include "canvas.h"
#include "effect.h"

class Overlay {
 public:
  // Describes and makes the overlay that the effect's descriptor names; null if it names none. Throws
  // std::runtime_error when it names one and that does not answer as it must.
  static std::unique_ptr<Overlay> of(const PropertySet &descriptor, OfxImageEffectStruct &instance);
  ~Overlay();

  // Draws at a time; each shape is also a line to standard error.
  void draw(double time, Canvas &canvas);

  // One event: "gain", "lose", "draw", "move X,Y", "down X,Y", "up X,Y", "key TEXT"; canonical
  // coordinates. Says whether the overlay took it. Throws std::runtime_error on other words.
  void event(const std::string &what, double time, Canvas &canvas);

 private:
  Overlay(OfxPluginEntryPoint *entry, OfxImageEffectStruct &instance);
  OfxStatus act(const char *action, PropertySet *in);
  PropertySet args(double time);

  OfxPluginEntryPoint *entry_;
  OfxImageEffectStruct &effect_;
  std::unique_ptr<ofx::Interact> interact_;
  bool created_ = false;
};
