// Property sets of the host: named lists of values, each list of one type.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "../boot/ofx_abi.h"

// The struct behind OfxPropertySetHandle. Strings that were handed out stay where they are until the
// same place is written again. One lock a set: sets of an instance are read by all render threads.
struct OfxPropertySetStruct {
  enum class Type { None, Pointer, String, Double, Int };
  struct Property {
    Type type = Type::None;
    std::vector<void *> pointers;
    std::vector<std::string> strings;
    std::vector<double> doubles;
    std::vector<int> ints;
    int size() const;
  };

  OfxPropertySetStruct() = default;
  OfxPropertySetStruct(const OfxPropertySetStruct &o);
  OfxPropertySetStruct &operator=(const OfxPropertySetStruct &) = delete;

  void setString(const std::string &name, int index, const std::string &value);
  void setStrings(const std::string &name, const std::vector<std::string> &values);
  void setDouble(const std::string &name, int index, double value);
  void setDoubles(const std::string &name, const std::vector<double> &values);
  void setInt(const std::string &name, int index, int value);
  void setInts(const std::string &name, const std::vector<int> &values);
  void setPointer(const std::string &name, int index, void *value);

  std::string getString(const std::string &name, int index = 0,
                        const std::string &otherwise = "") const;
  double getDouble(const std::string &name, int index = 0, double otherwise = 0) const;
  int getInt(const std::string &name, int index = 0, int otherwise = 0) const;
  std::vector<std::string> getStrings(const std::string &name) const;
  void *getPointer(const std::string &name, int index = 0) const;
  void erase(const std::string &name);
  bool has(const std::string &name) const;

  // Names that this set does not take, as if the host had never heard of them.
  std::vector<std::string> refused;
  mutable std::mutex lock;
  std::map<std::string, Property> all;
};

using PropertySet = OfxPropertySetStruct;

const OfxPropertySuiteV1 *propertySuite();
