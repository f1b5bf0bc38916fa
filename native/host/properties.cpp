#include "properties.h"

#include <new>

using Type = OfxPropertySetStruct::Type;
using Property = OfxPropertySetStruct::Property;

int Property::size() const {
  switch (type) {
    case Type::Pointer: return (int)pointers.size();
    case Type::String: return (int)strings.size();
    case Type::Double: return (int)doubles.size();
    case Type::Int: return (int)ints.size();
    default: return 0;
  }
}

OfxPropertySetStruct::OfxPropertySetStruct(const OfxPropertySetStruct &o) {
  std::lock_guard<std::mutex> guard(o.lock);
  all = o.all;
  refused = o.refused;
}

namespace {

// Values of one type in a property.
template <class T> struct Access;
template <> struct Access<void *> {
  static constexpr Type type = Type::Pointer;
  static std::vector<void *> &of(Property &p) { return p.pointers; }
};
template <> struct Access<std::string> {
  static constexpr Type type = Type::String;
  static std::vector<std::string> &of(Property &p) { return p.strings; }
};
template <> struct Access<double> {
  static constexpr Type type = Type::Double;
  static std::vector<double> &of(Property &p) { return p.doubles; }
};
template <> struct Access<int> {
  static constexpr Type type = Type::Int;
  static std::vector<int> &of(Property &p) { return p.ints; }
};

template <class T, class V> OfxStatus put(PropertySet *set, const char *name, int index, V value) {
  if (!set) return kOfxStatErrBadHandle;
  if (!name) return kOfxStatErrUnknown;
  if (index < 0) return kOfxStatErrBadIndex;
  for (const std::string &r : set->refused) {
    if (r == name) return kOfxStatErrUnknown;
  }
  std::lock_guard<std::mutex> guard(set->lock);
  Property &p = set->all[name];
  if (p.type == Type::None) p.type = Access<T>::type;
  if (p.type != Access<T>::type) return kOfxStatErrValue;
  auto &values = Access<T>::of(p);
  if (index > (int)values.size()) return kOfxStatErrBadIndex;  // values are added one by one
  if (index == (int)values.size()) {
    values.push_back(T(value));
  } else {
    values[index] = T(value);
  }
  return kOfxStatOK;
}

template <class T, class V> OfxStatus get(PropertySet *set, const char *name, int index, V *out) {
  if (!set) return kOfxStatErrBadHandle;
  if (!name || !out) return kOfxStatErrValue;
  std::lock_guard<std::mutex> guard(set->lock);
  auto it = set->all.find(name);
  if (it == set->all.end()) return kOfxStatErrUnknown;
  if (it->second.type != Access<T>::type) return kOfxStatErrValue;
  auto &values = Access<T>::of(it->second);
  if (index < 0 || index >= (int)values.size()) return kOfxStatErrBadIndex;
  if constexpr (std::is_same_v<T, std::string>) {
    *out = const_cast<char *>(values[index].c_str());
  } else {
    *out = values[index];
  }
  return kOfxStatOK;
}

template <class T, class V> OfxStatus putN(PropertySet *set, const char *name, int n, V *values) {
  for (int i = 0; i < n; i++) {
    OfxStatus s = put<T>(set, name, i, values[i]);
    if (s != kOfxStatOK) return s;
  }
  return kOfxStatOK;
}

template <class T, class V> OfxStatus getN(PropertySet *set, const char *name, int n, V *values) {
  for (int i = 0; i < n; i++) {
    OfxStatus s = get<T>(set, name, i, &values[i]);
    if (s != kOfxStatOK) return s;
  }
  return kOfxStatOK;
}

OfxStatus setPointer(PropertySet *s, const char *n, int i, void *v) { return put<void *>(s, n, i, v); }
OfxStatus setString(PropertySet *s, const char *n, int i, const char *v) {
  return put<std::string>(s, n, i, v ? v : "");
}
OfxStatus setDouble(PropertySet *s, const char *n, int i, double v) { return put<double>(s, n, i, v); }
OfxStatus setInt(PropertySet *s, const char *n, int i, int v) { return put<int>(s, n, i, v); }
OfxStatus setPointerN(PropertySet *s, const char *n, int c, void *const *v) {
  return putN<void *>(s, n, c, v);
}
OfxStatus setStringN(PropertySet *s, const char *n, int c, const char *const *v) {
  return putN<std::string>(s, n, c, v);
}
OfxStatus setDoubleN(PropertySet *s, const char *n, int c, const double *v) {
  return putN<double>(s, n, c, v);
}
OfxStatus setIntN(PropertySet *s, const char *n, int c, const int *v) { return putN<int>(s, n, c, v); }
OfxStatus getPointer(PropertySet *s, const char *n, int i, void **v) { return get<void *>(s, n, i, v); }
OfxStatus getString(PropertySet *s, const char *n, int i, char **v) {
  return get<std::string>(s, n, i, v);
}
OfxStatus getDouble(PropertySet *s, const char *n, int i, double *v) { return get<double>(s, n, i, v); }
OfxStatus getInt(PropertySet *s, const char *n, int i, int *v) { return get<int>(s, n, i, v); }
OfxStatus getPointerN(PropertySet *s, const char *n, int c, void **v) { return getN<void *>(s, n, c, v); }
OfxStatus getStringN(PropertySet *s, const char *n, int c, char **v) {
  return getN<std::string>(s, n, c, v);
}
OfxStatus getDoubleN(PropertySet *s, const char *n, int c, double *v) { return getN<double>(s, n, c, v); }
OfxStatus getIntN(PropertySet *s, const char *n, int c, int *v) { return getN<int>(s, n, c, v); }

OfxStatus reset(PropertySet *set, const char *name) {
  if (!set) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(set->lock);
  return set->all.erase(name ? name : "") ? kOfxStatOK : kOfxStatErrUnknown;
}

OfxStatus dimension(PropertySet *set, const char *name, int *count) {
  if (!set) return kOfxStatErrBadHandle;
  std::lock_guard<std::mutex> guard(set->lock);
  auto it = set->all.find(name ? name : "");
  if (it == set->all.end()) return kOfxStatErrUnknown;
  *count = it->second.size();
  return kOfxStatOK;
}

}  // namespace

const OfxPropertySuiteV1 *propertySuite() {
  static const OfxPropertySuiteV1 suite = {
      setPointer, setString,  setDouble,   setInt,     setPointerN, setStringN,
      setDoubleN, setIntN,    getPointer,  getString,  getDouble,   getInt,
      getPointerN, getStringN, getDoubleN, getIntN,    reset,       dimension};
  return &suite;
}

void PropertySet::setString(const std::string &name, int index, const std::string &value) {
  put<std::string>(this, name.c_str(), index, value);
}
void PropertySet::setStrings(const std::string &name, const std::vector<std::string> &values) {
  for (size_t i = 0; i < values.size(); i++) setString(name, (int)i, values[i]);
}
void PropertySet::setDouble(const std::string &name, int index, double value) {
  put<double>(this, name.c_str(), index, value);
}
void PropertySet::setDoubles(const std::string &name, const std::vector<double> &values) {
  for (size_t i = 0; i < values.size(); i++) setDouble(name, (int)i, values[i]);
}
void PropertySet::setInt(const std::string &name, int index, int value) {
  put<int>(this, name.c_str(), index, value);
}
void PropertySet::setInts(const std::string &name, const std::vector<int> &values) {
  for (size_t i = 0; i < values.size(); i++) setInt(name, (int)i, values[i]);
}
void PropertySet::setPointer(const std::string &name, int index, void *value) {
  put<void *>(this, name.c_str(), index, value);
}
std::string PropertySet::getString(const std::string &name, int index,
                                   const std::string &otherwise) const {
  char *v = nullptr;
  return get<std::string>(const_cast<PropertySet *>(this), name.c_str(), index, &v) == kOfxStatOK
             ? std::string(v)
             : otherwise;
}
double PropertySet::getDouble(const std::string &name, int index, double otherwise) const {
  double v = 0;
  return get<double>(const_cast<PropertySet *>(this), name.c_str(), index, &v) == kOfxStatOK
             ? v
             : otherwise;
}
int PropertySet::getInt(const std::string &name, int index, int otherwise) const {
  int v = 0;
  return get<int>(const_cast<PropertySet *>(this), name.c_str(), index, &v) == kOfxStatOK ? v
                                                                                          : otherwise;
}
std::vector<std::string> PropertySet::getStrings(const std::string &name) const {
  std::lock_guard<std::mutex> guard(lock);
  auto it = all.find(name);
  return it == all.end() ? std::vector<std::string>() : it->second.strings;
}
void *PropertySet::getPointer(const std::string &name, int index) const {
  void *v = nullptr;
  return get<void *>(const_cast<PropertySet *>(this), name.c_str(), index, &v) == kOfxStatOK
             ? v
             : nullptr;
}
void PropertySet::erase(const std::string &name) {
  std::lock_guard<std::mutex> guard(lock);
  all.erase(name);
}
bool PropertySet::has(const std::string &name) const {
  std::lock_guard<std::mutex> guard(lock);
  return all.count(name) != 0;
}
