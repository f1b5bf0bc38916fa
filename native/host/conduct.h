// What an effect must not do, and who is in the middle of what. Breaches are counted and said; the
// process goes on, as a host would.
#pragma once

#include <string>

struct OfxImageEffectStruct;

// Counts a rule that the effect broke, and says it.
void breach(const std::string &what);
int breaches();

// One line to standard error.
void say(const std::string &line);

// An action that this thread is in, from the call to the return. They nest: a parameter written in one
// action makes the host call another.
class ActionScope {
 public:
  ActionScope(const char *action, OfxImageEffectStruct *effect);
  ~ActionScope();
  ActionScope(const ActionScope &) = delete;

  // The innermost of the calling thread, or null.
  static ActionScope *current();
  const std::string &action() const { return action_; }
  OfxImageEffectStruct *effect() const { return effect_; }
  bool isOuter() const { return !outer_; }
  // Whether the standard, read strictly, lets parameters be written in it.
  bool mayWriteParams() const;

 private:
  std::string action_;
  OfxImageEffectStruct *effect_;
  ActionScope *outer_;
};
