// Parameters of the effect: values that stand still over time.
#include <cstdarg>

#include "host.h"

namespace {

bool isWords(const OfxParamStruct *p) {
  return p->type == kOfxParamTypeString || p->type == kOfxParamTypeCustom ||
         p->type == "OfxParamTypeStrChoice";
}
bool isNumber(const OfxParamStruct *p) { return p->type == kOfxParamTypeDouble; }
bool isWhole(const OfxParamStruct *p) {
  return p->type == kOfxParamTypeInteger || p->type == kOfxParamTypeBoolean ||
         p->type == kOfxParamTypeChoice;
}

OfxStatus paramDefine(OfxParamSetHandle set, const char *type, const char *name,
                      OfxPropertySetHandle *out) {
  if (set->find(name)) return kOfxStatErrExists;
  set->params.push_back(std::make_unique<OfxParamStruct>());
  OfxParamStruct *p = set->params.back().get();
  p->type = type;
  p->name = name;
  p->props.set(kOfxPropName, std::vector<std::string>{name});
  p->props.set(kOfxParamPropType, std::vector<std::string>{type});
  if (out) *out = &p->props;
  return kOfxStatOK;
}
OfxStatus paramHandle(OfxParamSetHandle set, const char *name, OfxParamHandle *param,
                      OfxPropertySetHandle *props) {
  OfxParamStruct *p = set->find(name);
  if (!p) return kOfxStatErrUnknown;
  if (param) *param = p;
  if (props) *props = &p->props;
  return kOfxStatOK;
}
OfxStatus paramSetProps(OfxParamSetHandle set, OfxPropertySetHandle *out) {
  *out = &set->props;
  return kOfxStatOK;
}
OfxStatus paramProps(OfxParamHandle p, OfxPropertySetHandle *out) {
  *out = &p->props;
  return kOfxStatOK;
}
OfxStatus read(OfxParamHandle p, va_list args) {
  if (isWords(p)) {
    *va_arg(args, const char **) = p->words.c_str();
  } else if (isNumber(p)) {
    *va_arg(args, double *) = p->number;
  } else if (isWhole(p)) {
    *va_arg(args, int *) = p->whole;
  } else {
    return kOfxStatErrUnsupported;
  }
  return kOfxStatOK;
}
OfxStatus write(OfxParamHandle p, va_list args) {
  if (isWords(p)) {
    const char *text = va_arg(args, const char *);
    p->words = text ? text : "";
  } else if (isNumber(p)) {
    p->number = va_arg(args, double);
  } else if (isWhole(p)) {
    p->whole = va_arg(args, int);
  } else {
    return kOfxStatErrUnsupported;
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
OfxStatus getValueAt(OfxParamHandle p, OfxTime time, ...) {
  va_list args;
  va_start(args, time);
  OfxStatus s = read(p, args);
  va_end(args);
  return s;
}
OfxStatus noDerivative(OfxParamHandle, OfxTime, ...) { return kOfxStatErrUnsupported; }
OfxStatus noIntegral(OfxParamHandle, OfxTime, OfxTime, ...) { return kOfxStatErrUnsupported; }
OfxStatus setValue(OfxParamHandle p, ...) {
  va_list args;
  va_start(args, p);
  OfxStatus s = write(p, args);
  va_end(args);
  return s;
}
OfxStatus setValueAt(OfxParamHandle p, OfxTime time, ...) {
  va_list args;
  va_start(args, time);
  OfxStatus s = write(p, args);
  va_end(args);
  return s;
}
OfxStatus numKeys(OfxParamHandle, unsigned int *n) {
  *n = 0;
  return kOfxStatOK;
}
OfxStatus keyTime(OfxParamHandle, unsigned int, OfxTime *) { return kOfxStatErrBadIndex; }
OfxStatus keyIndex(OfxParamHandle, OfxTime, int, int *) { return kOfxStatFailed; }
OfxStatus deleteKey(OfxParamHandle, OfxTime) { return kOfxStatErrBadIndex; }
OfxStatus deleteKeys(OfxParamHandle) { return kOfxStatOK; }
OfxStatus paramCopy(OfxParamHandle, OfxParamHandle, OfxTime, const OfxRangeD *) {
  return kOfxStatErrUnsupported;
}
OfxStatus editBegin(OfxParamSetHandle, const char *) { return kOfxStatOK; }
OfxStatus editEnd(OfxParamSetHandle) { return kOfxStatOK; }

}  // namespace

const OfxParameterSuiteV1 *parameterSuite() {
  static const OfxParameterSuiteV1 suite = {
      paramDefine, paramHandle, paramSetProps, paramProps, getValue, getValueAt,
      noDerivative, noIntegral, setValue,      setValueAt, numKeys,  keyTime,
      keyIndex,    deleteKey,   deleteKeys,    paramCopy,  editBegin, editEnd};
  return &suite;
}
