// Property sets that cost next to nothing to read: one look-up, no lock, no copy. They are written by
// one thread at a time and are not written while others read.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "../boot/ofx_abi.h"

struct Property {
  std::vector<void *> pointers;
  std::vector<std::string> strings;
  std::vector<double> doubles;
  std::vector<int> ints;
};

// The struct behind OfxPropertySetHandle.
struct OfxPropertySetStruct {
  std::unordered_map<std::string, Property> all;

  OfxPropertySetStruct &set(const char *name, std::vector<int> values);
  OfxPropertySetStruct &set(const char *name, std::vector<double> values);
  OfxPropertySetStruct &set(const char *name, std::vector<std::string> values);
  OfxPropertySetStruct &set(const char *name, void *value);
  // The first string, or empty.
  std::string text(const char *name) const;
  const Property *find(const char *name) const;
};
using PropertySet = OfxPropertySetStruct;

const OfxPropertySuiteV1 *propertySuite();
