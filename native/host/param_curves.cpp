// The parametric suite: curves of control points, joined by straight lines.
#include <algorithm>

#include "abi.h"
#include "params.h"

namespace {

using Curve = std::vector<OfxParamStruct::Point>;

Curve *curveOf(OfxParamHandle p, int index) {
  return index < 0 || index >= (int)p->curves.size() ? nullptr : &p->curves[(size_t)index];
}

bool before(const OfxParamStruct::Point &a, const OfxParamStruct::Point &b) { return a.key < b.key; }

OfxStatus getValue(OfxParamHandle p, int index, OfxTime, double at, double *out) {
  if (!p || !out) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(p->lock);
  Curve *c = curveOf(p, index);
  if (!c) return kOfxStatErrBadIndex;
  if (c->empty()) {
    *out = at;
    return kOfxStatOK;
  }
  auto next = std::upper_bound(c->begin(), c->end(), OfxParamStruct::Point{at, 0}, before);
  if (next == c->begin() || next == c->end()) {
    *out = next == c->begin() ? c->front().value : c->back().value;
    return kOfxStatOK;
  }
  auto last = next - 1;
  double part = (at - last->key) / (next->key - last->key);
  *out = last->value + part * (next->value - last->value);
  return kOfxStatOK;
}

OfxStatus count(OfxParamHandle p, int index, double, int *out) {
  if (!p || !out) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(p->lock);
  Curve *c = curveOf(p, index);
  if (!c) return kOfxStatErrBadIndex;
  *out = (int)c->size();
  return kOfxStatOK;
}

OfxStatus getPoint(OfxParamHandle p, int index, double, int nth, double *key, double *value) {
  if (!p || !key || !value) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(p->lock);
  Curve *c = curveOf(p, index);
  if (!c || nth < 0 || nth >= (int)c->size()) return kOfxStatErrBadIndex;
  *key = (*c)[(size_t)nth].key;
  *value = (*c)[(size_t)nth].value;
  return kOfxStatOK;
}

// Curves are also given their default points while an effect is described.
bool mayChange(OfxParamHandle p) { return !p->effect || !p->effect->instance || mayWrite(*p); }

OfxStatus setPoint(OfxParamHandle p, int index, double, int nth, double key, double value, bool) {
  if (!p) return kOfxStatErrBadHandle;
  if (!mayChange(p)) return kOfxStatErrUnsupported;
  std::lock_guard<std::mutex> guard(p->lock);
  Curve *c = curveOf(p, index);
  if (!c || nth < 0 || nth >= (int)c->size()) return kOfxStatErrBadIndex;
  (*c)[(size_t)nth] = {key, value};
  std::stable_sort(c->begin(), c->end(), before);
  return kOfxStatOK;
}

OfxStatus addPoint(OfxParamHandle p, int index, double, double key, double value, bool) {
  if (!p) return kOfxStatErrBadHandle;
  if (!mayChange(p)) return kOfxStatErrUnsupported;
  std::lock_guard<std::mutex> guard(p->lock);
  if (p->curves.empty()) {
    p->curves.resize((size_t)std::max(1, p->props.getInt("OfxParamPropParametricDimension", 0, 1)));
  }
  Curve *c = curveOf(p, index);
  if (!c) return kOfxStatErrBadIndex;
  for (auto &point : *c) {
    if (point.key == key) {
      point.value = value;
      return kOfxStatOK;
    }
  }
  c->push_back({key, value});
  std::stable_sort(c->begin(), c->end(), before);
  return kOfxStatOK;
}

OfxStatus deletePoint(OfxParamHandle p, int index, int nth) {
  if (!p) return kOfxStatErrBadHandle;
  if (!mayChange(p)) return kOfxStatErrUnsupported;
  std::lock_guard<std::mutex> guard(p->lock);
  Curve *c = curveOf(p, index);
  if (!c || nth < 0 || nth >= (int)c->size()) return kOfxStatErrBadIndex;
  c->erase(c->begin() + nth);
  return kOfxStatOK;
}

OfxStatus deleteAll(OfxParamHandle p, int index) {
  if (!p) return kOfxStatErrBadHandle;
  if (!mayChange(p)) return kOfxStatErrUnsupported;
  std::lock_guard<std::mutex> guard(p->lock);
  Curve *c = curveOf(p, index);
  if (!c) return kOfxStatErrBadIndex;
  c->clear();
  return kOfxStatOK;
}

}  // namespace

const void *parametricSuite() {
  static const ofx::ParametricSuite1 suite = {getValue, count,       getPoint, setPoint,
                                              addPoint, deletePoint, deleteAll};
  return &suite;
}
