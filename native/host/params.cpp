// Values of parameters: their kinds, their text, and their keys over time.
#include <cmath>
#include <cstdlib>
#include <stdexcept>

#include "abi.h"
#include "params.h"

// Numbers a value holds: 0 for a text, -1 for no value at all.
int arityOf(const std::string &type) {
  if (type == kOfxParamTypeString || type == kOfxParamTypeCustom ||
      type == "OfxParamTypeStrChoice" || type == "OfxParamTypeBytes") {
    return 0;
  }
  if (type == kOfxParamTypeGroup || type == kOfxParamTypePage || type == kOfxParamTypePushButton ||
      type == "OfxParamTypeParametric") {
    return -1;
  }
  if (type == "OfxParamTypeRGBA") return 4;
  if (type == "OfxParamTypeRGB" || type.find("3D") != std::string::npos) return 3;
  if (type.find("2D") != std::string::npos) return 2;
  return 1;
}

bool isDoubleType(const std::string &type) {
  return type.find("Double") != std::string::npos || type.find("RGB") != std::string::npos;
}

namespace {

// One host keeps a number without a display range within -1 to 1.
double inHostsRange(const OfxParamStruct &p, double v) {
  if (!theProfile().bothRanges || p.type.rfind("OfxParamTypeDouble", 0) != 0) return v;
  if (p.props.has(kOfxParamPropDisplayMin) && p.props.has(kOfxParamPropDisplayMax) &&
      p.props.has(kOfxParamPropMin) && p.props.has(kOfxParamPropMax)) {
    return v;
  }
  return std::max(-1.0, std::min(1.0, v));
}

}  // namespace

void OfxParamStruct::setFromDefault() {
  int n = arityOf(type);
  value = Value();
  if (n == 0) value.text = props.getString(kOfxParamPropDefault);
  for (int i = 0; i < n; i++) {
    if (isDoubleType(type)) {
      value.doubles.push_back(inHostsRange(*this, props.getDouble(kOfxParamPropDefault, i)));
    } else {
      value.ints.push_back(props.getInt(kOfxParamPropDefault, i));
    }
  }
  if (type == "OfxParamTypeParametric" && curves.empty()) {
    curves.resize((size_t)std::max(1, props.getInt("OfxParamPropParametricDimension", 0, 1)));
    for (auto &c : curves) c = {{0, 0}, {1, 1}};
  }
}

static std::vector<double> numbersOf(const std::string &text) {
  std::vector<double> out;
  const char *p = text.c_str();
  while (*p) {
    char *end = nullptr;
    double v = strtod(p, &end);
    if (end == p) return {};
    out.push_back(v);
    p = end;
    while (*p == ',' || *p == ' ') p++;
  }
  return out;
}

static void checkRange(const OfxParamStruct &p, int i, double v) {
  double lo = p.props.getDouble(kOfxParamPropMin, i, -1e300);
  double hi = p.props.getDouble(kOfxParamPropMax, i, 1e300);
  if (!isDoubleType(p.type)) {
    lo = p.props.getInt(kOfxParamPropMin, i, INT32_MIN);
    hi = p.props.getInt(kOfxParamPropMax, i, INT32_MAX);
  }
  if (!(v >= lo && v <= hi)) {
    char text[160];
    snprintf(text, sizeof text, "%g; it must lie within %f to %f", v, lo, hi);
    throw std::runtime_error("parameter " + p.name + " is " + text);
  }
}

void OfxParamStruct::setFromText(const std::string &given) {
  std::lock_guard<std::mutex> guard(lock);
  int n = arityOf(type);
  if (n == 0) {
    value.text = given;
    return;
  }
  if (n < 0) throw std::runtime_error("parameter " + name + " has no value that could be set");
  if (type == kOfxParamTypeChoice) {
    std::vector<std::string> options = props.getStrings(kOfxParamPropChoiceOption);
    std::string list;
    for (size_t i = 0; i < options.size(); i++) {
      if (options[i] == given) {
        value.ints[0] = (int)i;
        return;
      }
      list += (i ? ", " : "") + options[i];
    }
    std::vector<double> index = numbersOf(given);
    if (index.size() != 1 || index[0] < 0 || index[0] >= (double)options.size() ||
        index[0] != std::floor(index[0])) {
      throw std::runtime_error("parameter " + name + " is \"" + given + "\"; it can be " + list);
    }
  } else if (type == kOfxParamTypeBoolean && (given == "true" || given == "false")) {
    value.ints[0] = given == "true";
    return;
  }
  std::vector<double> numbers = numbersOf(given);
  if ((int)numbers.size() != n) {
    throw std::runtime_error("parameter " + name + " is \"" + given + "\"; it must be " +
                             (n == 1 ? "a number" : std::to_string(n) + " numbers with commas"));
  }
  for (int i = 0; i < n; i++) {
    if (type != kOfxParamTypeChoice && type != kOfxParamTypeBoolean) checkRange(*this, i, numbers[(size_t)i]);
    if (isDoubleType(type)) {
      value.doubles[(size_t)i] = numbers[(size_t)i];
    } else {
      value.ints[(size_t)i] = (int)numbers[(size_t)i];
    }
  }
}

std::string OfxParamStruct::text() {
  std::lock_guard<std::mutex> guard(lock);
  if (arityOf(type) == 0) return value.text;
  std::string all;
  for (double v : value.doubles) all += (all.empty() ? "" : " ") + std::to_string(v);
  for (int v : value.ints) all += (all.empty() ? "" : " ") + std::to_string(v);
  return all;
}

// Keys hold their value until the next one.
const OfxParamStruct::Value &OfxParamStruct::at(double time) const {
  if (keys.empty()) return value;
  auto it = keys.upper_bound(time);
  return it == keys.begin() ? it->second : std::prev(it)->second;
}

OfxParamStruct *OfxParamSetStruct::find(const std::string &name) {
  for (auto &p : params) {
    if (p->name == name) return p.get();
  }
  return nullptr;
}
