#include "properties.h"

PropertySet &PropertySet::set(const char *name, std::vector<int> values) {
  all[name].ints = std::move(values);
  return *this;
}
PropertySet &PropertySet::set(const char *name, std::vector<double> values) {
  all[name].doubles = std::move(values);
  return *this;
}
PropertySet &PropertySet::set(const char *name, std::vector<std::string> values) {
  all[name].strings = std::move(values);
  return *this;
}
PropertySet &PropertySet::set(const char *name, void *value) {
  all[name].pointers = {value};
  return *this;
}

const Property *PropertySet::find(const char *name) const {
  auto found = all.find(name);
  return found == all.end() ? nullptr : &found->second;
}

std::string PropertySet::text(const char *name) const {
  const Property *p = find(name);
  return p && !p->strings.empty() ? p->strings[0] : std::string();
}

namespace {

template <typename List, typename Value>
OfxStatus put(List &list, int index, Value value) {
  if (index < 0 || index > 4096) return kOfxStatErrBadIndex;
  if ((size_t)index >= list.size()) list.resize((size_t)index + 1);
  list[(size_t)index] = value;
  return kOfxStatOK;
}

template <typename List, typename Value>
OfxStatus take(const List *list, int index, Value *out) {
  if (!list) return kOfxStatErrUnknown;
  if (index < 0 || (size_t)index >= list->size()) return kOfxStatErrBadIndex;
  *out = (*list)[(size_t)index];
  return kOfxStatOK;
}

template <typename List, typename Value>
OfxStatus takeAll(const List *list, int n, Value *out) {
  if (!list) return kOfxStatErrUnknown;
  if (n < 0 || (size_t)n > list->size()) return kOfxStatErrBadIndex;
  for (int i = 0; i < n; i++) out[i] = (*list)[(size_t)i];
  return kOfxStatOK;
}

OfxStatus setPointer(PropertySet *s, const char *name, int i, void *v) {
  return put(s->all[name].pointers, i, v);
}
OfxStatus setString(PropertySet *s, const char *name, int i, const char *v) {
  return put(s->all[name].strings, i, v ? v : "");
}
OfxStatus setDouble(PropertySet *s, const char *name, int i, double v) {
  return put(s->all[name].doubles, i, v);
}
OfxStatus setInt(PropertySet *s, const char *name, int i, int v) {
  return put(s->all[name].ints, i, v);
}
OfxStatus setPointerN(PropertySet *s, const char *name, int n, void *const *v) {
  s->all[name].pointers.assign(v, v + n);
  return kOfxStatOK;
}
OfxStatus setStringN(PropertySet *s, const char *name, int n, const char *const *v) {
  s->all[name].strings.assign(v, v + n);
  return kOfxStatOK;
}
OfxStatus setDoubleN(PropertySet *s, const char *name, int n, const double *v) {
  s->all[name].doubles.assign(v, v + n);
  return kOfxStatOK;
}
OfxStatus setIntN(PropertySet *s, const char *name, int n, const int *v) {
  s->all[name].ints.assign(v, v + n);
  return kOfxStatOK;
}

OfxStatus getPointer(PropertySet *s, const char *name, int i, void **out) {
  const Property *p = s->find(name);
  return take(p ? &p->pointers : nullptr, i, out);
}
OfxStatus getString(PropertySet *s, const char *name, int i, char **out) {
  const Property *p = s->find(name);
  if (!p) return kOfxStatErrUnknown;
  if (i < 0 || (size_t)i >= p->strings.size()) return kOfxStatErrBadIndex;
  *out = const_cast<char *>(p->strings[(size_t)i].c_str());
  return kOfxStatOK;
}
OfxStatus getDouble(PropertySet *s, const char *name, int i, double *out) {
  const Property *p = s->find(name);
  return take(p ? &p->doubles : nullptr, i, out);
}
OfxStatus getInt(PropertySet *s, const char *name, int i, int *out) {
  const Property *p = s->find(name);
  return take(p ? &p->ints : nullptr, i, out);
}
OfxStatus getPointerN(PropertySet *s, const char *name, int n, void **out) {
  const Property *p = s->find(name);
  return takeAll(p ? &p->pointers : nullptr, n, out);
}
OfxStatus getStringN(PropertySet *s, const char *name, int n, char **out) {
  for (int i = 0; i < n; i++) {
    OfxStatus status = getString(s, name, i, out + i);
    if (status != kOfxStatOK) return status;
  }
  return kOfxStatOK;
}
OfxStatus getDoubleN(PropertySet *s, const char *name, int n, double *out) {
  const Property *p = s->find(name);
  return takeAll(p ? &p->doubles : nullptr, n, out);
}
OfxStatus getIntN(PropertySet *s, const char *name, int n, int *out) {
  const Property *p = s->find(name);
  return takeAll(p ? &p->ints : nullptr, n, out);
}
OfxStatus reset(PropertySet *s, const char *name) {
  return s->all.erase(name) ? kOfxStatOK : kOfxStatErrUnknown;
}
OfxStatus getDimension(PropertySet *s, const char *name, int *out) {
  const Property *p = s->find(name);
  if (!p) return kOfxStatErrUnknown;
  *out = (int)(p->pointers.size() + p->strings.size() + p->doubles.size() + p->ints.size());
  return kOfxStatOK;
}

}  // namespace

const OfxPropertySuiteV1 *propertySuite() {
  static const OfxPropertySuiteV1 suite = {
      setPointer,  setString,  setDouble,  setInt,  setPointerN, setStringN,
      setDoubleN,  setIntN,    getPointer, getString, getDouble, getInt,
      getPointerN, getStringN, getDoubleN, getIntN, reset,       getDimension};
  return &suite;
}
