#include <cstdarg>
#include <cstdlib>
#include <stdexcept>

#include "effect.h"

namespace {

// Numbers a value holds: 0 for a text, -1 for no value at all.
int arity(const std::string &type) {
  if (type == "OfxParamTypeString" || type == "OfxParamTypeCustom" ||
      type == "OfxParamTypeStrChoice") {
    return 0;
  }
  if (type == kOfxParamTypeGroup || type == kOfxParamTypePage || type == kOfxParamTypePushButton) {
    return -1;
  }
  if (type == "OfxParamTypeRGBA") return 4;
  if (type == "OfxParamTypeRGB" || type.find("3D") != std::string::npos) return 3;
  if (type.find("2D") != std::string::npos) return 2;
  return 1;
}

bool isDouble(const std::string &type) {
  return type.find("Double") != std::string::npos || type.find("RGB") != std::string::npos;
}

}  // namespace

void OfxParamStruct::setFromDefault() {
  int n = arity(type);
  if (n == 0) {
    texts.push_back(props.getString(kOfxParamPropDefault));
  } else if (isDouble(type)) {
    for (int i = 0; i < n; i++) doubles.push_back(props.getDouble(kOfxParamPropDefault, i));
  } else {
    for (int i = 0; i < n; i++) ints.push_back(props.getInt(kOfxParamPropDefault, i));
  }
}

void OfxParamStruct::setFromText(const std::string &text) {
  std::lock_guard<std::mutex> guard(lock);
  if (arity(type) == 0) {
    texts.push_back(text);
    return;
  }
  if (arity(type) != 1) throw std::runtime_error("parameter " + name + " cannot be set from text");
  char *end = nullptr;
  double number = strtod(text.c_str(), &end);
  bool whole = end && end != text.c_str() && *end == 0;
  if (type == kOfxParamTypeChoice) {
    std::vector<std::string> options = props.getStrings(kOfxParamPropChoiceOption);
    std::string list;
    for (size_t i = 0; i < options.size(); i++) {
      if (options[i] == text) {
        ints[0] = (int)i;
        return;
      }
      list += (i ? ", " : "") + options[i];
    }
    if (!whole || number < 0 || number >= (double)options.size() || number != (int)number) {
      throw std::runtime_error("parameter " + name + " is \"" + text + "\"; it can be " + list);
    }
  } else if (type == kOfxParamTypeBoolean && (text == "true" || text == "false")) {
    ints[0] = text == "true";
    return;
  }
  if (!whole) {
    throw std::runtime_error("parameter " + name + " is \"" + text + "\"; it must be a number");
  }
  if (isDouble(type)) {
    double lo = props.getDouble(kOfxParamPropMin, 0, -1e300);
    double hi = props.getDouble(kOfxParamPropMax, 0, 1e300);
    if (!(number >= lo && number <= hi)) {
      throw std::runtime_error("parameter " + name + " is " + text + "; it must lie within " +
                               std::to_string(lo) + " to " + std::to_string(hi));
    }
    doubles[0] = number;
  } else {
    ints[0] = (int)number;
  }
}

std::string OfxParamStruct::text() {
  std::lock_guard<std::mutex> guard(lock);
  std::string all;
  for (double v : doubles) all += (all.empty() ? "" : " ") + std::to_string(v);
  for (int v : ints) all += (all.empty() ? "" : " ") + std::to_string(v);
  return texts.empty() ? all : texts.back();
}

OfxParamStruct *OfxParamSetStruct::find(const std::string &name) {
  for (auto &p : params) {
    if (p->name == name) return p.get();
  }
  return nullptr;
}

namespace {

OfxStatus define(OfxParamSetHandle set, const char *type, const char *name,
                 OfxPropertySetHandle *out) {
  if (!set || !type || !name) return kOfxStatErrBadHandle;
  if (set->find(name)) return kOfxStatErrExists;
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

OfxStatus read(OfxParamHandle p, va_list args) {
  if (!p) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(p->lock);
  int n = arity(p->type);
  if (n < 0) return kOfxStatErrUnsupported;
  if (n == 0) {
    *va_arg(args, const char **) = p->texts.back().c_str();
  }
  for (int i = 0; i < n; i++) {
    if (isDouble(p->type)) {
      *va_arg(args, double *) = p->doubles[i];
    } else {
      *va_arg(args, int *) = p->ints[i];
    }
  }
  return kOfxStatOK;
}

OfxStatus write(OfxParamHandle p, va_list args) {
  if (!p) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(p->lock);
  int n = arity(p->type);
  if (n < 0) return kOfxStatErrUnsupported;
  if (n == 0) {
    const char *text = va_arg(args, const char *);
    p->texts.push_back(text ? text : "");
  }
  for (int i = 0; i < n; i++) {
    if (isDouble(p->type)) {
      p->doubles[i] = va_arg(args, double);
    } else {
      p->ints[i] = va_arg(args, int);
    }
  }
  return kOfxStatOK;
}

OfxStatus getValue(OfxParamHandle p, ...) {
  va_list args;
  va_start(args, p);
  OfxStatus s = read(p, args);
  va_end(args);
  return s;
}

OfxStatus getValueAtTime(OfxParamHandle p, OfxTime time, ...) {
  va_list args;
  va_start(args, time);
  OfxStatus s = read(p, args);
  va_end(args);
  return s;
}

OfxStatus getDerivative(OfxParamHandle, OfxTime, ...) { return kOfxStatErrUnsupported; }
OfxStatus getIntegral(OfxParamHandle, OfxTime, OfxTime, ...) { return kOfxStatErrUnsupported; }

OfxStatus setValue(OfxParamHandle p, ...) {
  va_list args;
  va_start(args, p);
  OfxStatus s = write(p, args);
  va_end(args);
  return s;
}

OfxStatus setValueAtTime(OfxParamHandle p, OfxTime time, ...) {
  va_list args;
  va_start(args, time);
  OfxStatus s = write(p, args);
  va_end(args);
  return s;
}

OfxStatus getNumKeys(OfxParamHandle, unsigned int *n) {
  *n = 0;
  return kOfxStatOK;
}
OfxStatus getKeyTime(OfxParamHandle, unsigned int, OfxTime *) { return kOfxStatErrBadIndex; }
OfxStatus getKeyIndex(OfxParamHandle, OfxTime, int, int *) { return kOfxStatFailed; }
OfxStatus deleteKey(OfxParamHandle, OfxTime) { return kOfxStatErrBadIndex; }
OfxStatus deleteAllKeys(OfxParamHandle) { return kOfxStatOK; }
OfxStatus copy(OfxParamHandle, OfxParamHandle, OfxTime, const OfxRangeD *) {
  return kOfxStatErrUnsupported;
}
OfxStatus editBegin(OfxParamSetHandle, const char *) { return kOfxStatOK; }
OfxStatus editEnd(OfxParamSetHandle) { return kOfxStatOK; }

}  // namespace

const OfxParameterSuiteV1 *parameterSuite() {
  static const OfxParameterSuiteV1 suite = {
      define,      getHandle,   setGetPropertySet, getPropertySet, getValue,      getValueAtTime,
      getDerivative, getIntegral, setValue,        setValueAtTime, getNumKeys,    getKeyTime,
      getKeyIndex, deleteKey,   deleteAllKeys,     copy,           editBegin,     editEnd};
  return &suite;
}
