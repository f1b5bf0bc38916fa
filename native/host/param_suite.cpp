// The parameter suite. Its variadic functions are called through a foreign-function layer by some
// effects, so that what they read of their arguments follows the standard to the letter.
#include <cmath>
#include <cstdarg>
#include <cstring>

#include "abi.h"
#include "params.h"

bool mayWrite(const OfxParamStruct &p) {
  ActionScope *scope = ActionScope::current();
  if (scope && scope->mayWriteParams()) return true;
  breach("parameter " + p.name + " was written " +
         (scope ? "in " + scope->action() : "on a thread that is in no action"));
  return false;
}

namespace {

OfxStatus define(OfxParamSetHandle set, const char *type, const char *name,
                 OfxPropertySetHandle *out) {
  if (!set || !type || !name || (set->effect && set->effect->instance)) return kOfxStatErrBadHandle;
  if (set->find(name)) {
    breach(std::string("the parameter ") + name + " is defined twice, which empties a host's panel");
    return kOfxStatErrExists;
  }
  static const char *const known[] = {
      "Integer", "Double", "Boolean", "Choice", "StrChoice", "RGBA",  "RGB",        "Double2D",  "Integer2D",
      "Double3D", "Integer3D", "String", "Custom", "Bytes", "Group", "Page", "PushButton", "Parametric"};
  bool found = false;
  for (const char *k : known) found |= std::string("OfxParamType") + k == type;
  if (!found) return kOfxStatErrUnknown;
  set->params.push_back(std::make_unique<OfxParamStruct>());
  OfxParamStruct *p = set->params.back().get();
  p->type = type;
  p->name = name;
  p->props.setString(kOfxPropType, 0, "OfxTypeParameter");
  p->props.setString(kOfxPropName, 0, name);
  p->props.setString(kOfxParamPropType, 0, type);
  if (out) *out = &p->props;
  return kOfxStatOK;
}

OfxStatus getHandle(OfxParamSetHandle set, const char *name, OfxParamHandle *param,
                    OfxPropertySetHandle *props) {
  if (!set || !name) return kOfxStatErrBadHandle;
  OfxParamStruct *p = set->find(name);
  if (!p) return kOfxStatErrUnknown;
  if (param) *param = p;
  if (props) *props = &p->props;
  return kOfxStatOK;
}

OfxStatus setGetPropertySet(OfxParamSetHandle set, OfxPropertySetHandle *out) {
  if (!set || !out) return kOfxStatErrBadHandle;
  *out = &set->props;
  return kOfxStatOK;
}

OfxStatus getPropertySet(OfxParamHandle p, OfxPropertySetHandle *out) {
  if (!p || !out) return kOfxStatErrBadHandle;
  *out = &p->props;
  return kOfxStatOK;
}

OfxStatus read(OfxParamHandle p, const OfxParamStruct::Value &v, va_list args) {
  int n = arityOf(p->type);
  if (n < 0) return kOfxStatErrUnsupported;
  if (n == 0) {
    // Texts that were lent stay: an effect on another thread may be reading them still.
    if (p->lent.empty() || p->lent.back() != v.text) p->lent.push_back(v.text);
    *va_arg(args, const char **) = p->lent.back().c_str();
  }
  for (int i = 0; i < n; i++) {
    if (isDoubleType(p->type)) {
      *va_arg(args, double *) = v.doubles[(size_t)i];
    } else {
      *va_arg(args, int *) = v.ints[(size_t)i];
    }
  }
  return kOfxStatOK;
}

OfxStatus write(OfxParamHandle p, OfxParamStruct::Value &v, va_list args) {
  int n = arityOf(p->type);
  if (n < 0) return kOfxStatErrUnsupported;
  v = p->value;
  if (n == 0) {
    const char *text = va_arg(args, const char *);
    v.text = text ? text : "";
  }
  for (int i = 0; i < n; i++) {
    if (isDoubleType(p->type)) {
      v.doubles[(size_t)i] = va_arg(args, double);
    } else {
      v.ints[(size_t)i] = va_arg(args, int);
    }
  }
  return kOfxStatOK;
}

void tellWritten(OfxParamHandle p) {
  if (p->effect && p->effect->written) p->effect->written(p);
}

OfxStatus getValue(OfxParamHandle p, ...) {
  if (!p) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(p->lock);
  va_list args;
  va_start(args, p);
  OfxStatus s = read(p, p->at(p->effect ? p->effect->now : 0), args);
  va_end(args);
  return s;
}

OfxStatus getValueAtTime(OfxParamHandle p, OfxTime time, ...) {
  if (!p) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(p->lock);
  va_list args;
  va_start(args, time);
  OfxStatus s = read(p, p->at(time), args);
  va_end(args);
  return s;
}

// Keys step, so that nothing moves between them; the integral of a step is its sum.
OfxStatus getDerivative(OfxParamHandle p, OfxTime time, ...) {
  if (!p) return kOfxStatErrBadHandle;
  int n = arityOf(p->type);
  if (n < 1 || !isDoubleType(p->type)) return kOfxStatErrUnsupported;
  va_list args;
  va_start(args, time);
  for (int i = 0; i < n; i++) *va_arg(args, double *) = 0;
  va_end(args);
  return kOfxStatOK;
}

OfxStatus getIntegral(OfxParamHandle p, OfxTime from, OfxTime to, ...) {
  if (!p) return kOfxStatErrBadHandle;
  int n = arityOf(p->type);
  if (n < 1 || !isDoubleType(p->type)) return kOfxStatErrUnsupported;
  std::lock_guard<std::mutex> guard(p->lock);
  va_list args;
  va_start(args, to);
  for (int i = 0; i < n; i++) {
    double sum = 0, at = from;
    for (auto it = p->keys.upper_bound(from); at < to; ++it) {
      double next = it == p->keys.end() ? to : std::min(to, it->first);
      sum += p->at(at).doubles[(size_t)i] * (next - at);
      at = next;
      if (it == p->keys.end()) break;
    }
    *va_arg(args, double *) = sum;
  }
  va_end(args);
  return kOfxStatOK;
}

OfxStatus setValue(OfxParamHandle p, ...) {
  if (!p) return kOfxStatErrBadHandle;
  if (!mayWrite(*p)) return kOfxStatErrUnsupported;
  va_list args;
  va_start(args, p);
  OfxStatus s;
  {
    std::lock_guard<std::mutex> guard(p->lock);
    OfxParamStruct::Value v;
    s = write(p, v, args);
    if (s == kOfxStatOK) p->value = v;
  }
  va_end(args);
  if (s == kOfxStatOK) tellWritten(p);
  return s;
}

OfxStatus setValueAtTime(OfxParamHandle p, OfxTime time, ...) {
  if (!p) return kOfxStatErrBadHandle;
  if (!mayWrite(*p)) return kOfxStatErrUnsupported;
  va_list args;
  va_start(args, time);
  OfxStatus s;
  {
    std::lock_guard<std::mutex> guard(p->lock);
    OfxParamStruct::Value v;
    s = write(p, v, args);
    if (s == kOfxStatOK && p->props.getInt("OfxParamPropAnimates", 0, 1)) {
      p->keys[time] = v;
    } else if (s == kOfxStatOK) {
      p->value = v;
    }
  }
  va_end(args);
  if (s == kOfxStatOK) tellWritten(p);
  return s;
}

OfxStatus getNumKeys(OfxParamHandle p, unsigned int *n) {
  if (!p || !n) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(p->lock);
  *n = (unsigned int)p->keys.size();
  return kOfxStatOK;
}

OfxStatus getKeyTime(OfxParamHandle p, unsigned int nth, OfxTime *time) {
  if (!p || !time) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(p->lock);
  if (nth >= p->keys.size()) return kOfxStatErrBadIndex;
  *time = std::next(p->keys.begin(), nth)->first;
  return kOfxStatOK;
}

// direction: 0 the key at the time, below 0 the one before, above 0 the one after.
OfxStatus getKeyIndex(OfxParamHandle p, OfxTime time, int direction, int *index) {
  if (!p || !index) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(p->lock);
  auto it = direction > 0 ? p->keys.upper_bound(time)
                          : direction == 0 ? p->keys.find(time) : p->keys.lower_bound(time);
  if (direction < 0) {
    if (it == p->keys.begin()) return kOfxStatFailed;
    --it;
  }
  if (it == p->keys.end()) return kOfxStatFailed;
  *index = (int)std::distance(p->keys.begin(), it);
  return kOfxStatOK;
}

OfxStatus deleteKey(OfxParamHandle p, OfxTime time) {
  if (!p) return kOfxStatErrBadHandle;
  if (!mayWrite(*p)) return kOfxStatErrUnsupported;
  std::lock_guard<std::mutex> guard(p->lock);
  return p->keys.erase(time) ? kOfxStatOK : kOfxStatErrBadIndex;
}

OfxStatus deleteAllKeys(OfxParamHandle p) {
  if (!p) return kOfxStatErrBadHandle;
  if (!mayWrite(*p)) return kOfxStatErrUnsupported;
  std::lock_guard<std::mutex> guard(p->lock);
  p->keys.clear();
  return kOfxStatOK;
}

OfxStatus copy(OfxParamHandle to, OfxParamHandle from, OfxTime offset, const OfxRangeD *range) {
  if (!to || !from) return kOfxStatErrBadHandle;
  if (to->type != from->type || to == from) return kOfxStatErrValue;
  if (!mayWrite(*to)) return kOfxStatErrUnsupported;
  if (!theProfile().copiesParams) return kOfxStatOK;  // one host says yes and does nothing
  {
    std::scoped_lock guard(to->lock, from->lock);
    to->value = from->value;
    to->keys.clear();
    for (auto &[time, v] : from->keys) {
      if (!range || (time >= range->min && time <= range->max)) to->keys[time + offset] = v;
    }
  }
  tellWritten(to);
  return kOfxStatOK;
}

OfxStatus editBegin(OfxParamSetHandle set, const char *) {
  return set ? kOfxStatOK : kOfxStatErrBadHandle;
}
OfxStatus editEnd(OfxParamSetHandle set) { return set ? kOfxStatOK : kOfxStatErrBadHandle; }

}  // namespace

const OfxParameterSuiteV1 *parameterSuite() {
  static const OfxParameterSuiteV1 suite = {
      define,      getHandle,   setGetPropertySet, getPropertySet, getValue,      getValueAtTime,
      getDerivative, getIntegral, setValue,        setValueAtTime, getNumKeys,    getKeyTime,
      getKeyIndex, deleteKey,   deleteAllKeys,     copy,           editBegin,     editEnd};
  return &suite;
}
