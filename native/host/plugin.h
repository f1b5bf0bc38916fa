// A plugin file, its effects, and the host struct that they see.
#pragma once

#include <string>
#include <vector>

#include "effect.h"

// The struct that plugins get, filled after the profile.
OfxHost *theHost();

class PluginFile {
 public:
  // A bundle folder or a plain .ofx file. Throws std::runtime_error.
  explicit PluginFile(const std::string &path);
  ~PluginFile();
  PluginFile(const PluginFile &) = delete;

  const std::vector<OfxPlugin *> &effects() const { return effects_; }
  // By id; throws with the ids that there are.
  OfxPlugin *effect(const std::string &id) const;
  const std::string &path() const { return path_; }
  std::string bundle() const;

 private:
  std::string path_;
  void *handle_ = nullptr;
  std::vector<OfxPlugin *> effects_;
};

// Load, Describe and DescribeInContext. Throws std::runtime_error on a bad answer.
void load(OfxPlugin *plugin);
std::unique_ptr<OfxImageEffectStruct> describe(OfxPlugin *plugin, const PluginFile &file);
std::unique_ptr<OfxImageEffectStruct> describeInContext(OfxPlugin *plugin,
                                                        const OfxImageEffectStruct &described,
                                                        const std::string &context);
// Filter or General, the first of them that the effect supports; throws if neither.
std::string chooseContext(const OfxImageEffectStruct &described);
