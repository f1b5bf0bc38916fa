// What sort of host this process plays: its name, what it has and what it lacks. The peculiarities are
// those that are known of real hosts, so that an effect meets them before it meets the host.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "image.h"

struct HostProfile {
  std::string key;      // how --profile calls it
  std::string name;     // kOfxPropName
  std::string label;
  std::vector<int> api{1, 4};
  std::vector<int> version{0, 1, 0};
  bool overlays = true, multiResolution = true, tiles = false, temporal = true;
  bool multipleDepths = true, multipleAspects = false;
  std::vector<std::string> contexts{kOfxImageEffectContextFilter, kOfxImageEffectContextGeneral};
  std::vector<Components> components{Components::RGBA, Components::RGB, Components::Alpha};
  std::vector<Depth> depths{Depth::Float, Depth::Half, Depth::Short, Depth::Byte};
  std::set<std::pair<std::string, int>> withoutSuites;
  std::vector<std::string> withoutOnHost, withoutOnEffect, withoutOnInstance;

  // --- what one host or another does ---
  bool brokenMessages = false;      // version 2 of the message suite points nowhere
  bool wrappedMessages = false;     // a message's values are formatted as a list of them
  bool falseRegion = false;         // an image's region of definition is not true
  bool everythingConnected = false; // clips say so, and give no image
  bool anyClip = false;             // a clip that was never defined has a handle: null
  bool clipIsImage = false;         // a clip's property set is its image; times are ignored
  bool hostAsContext = false;       // DescribeInContext gets the host's own properties
  bool eachFrameAnew = false;       // load, describe and create before every frame
  bool asksRegion = true;           // GetRegionOfDefinition, GetRegionsOfInterest
  bool asksIdentity = true;
  bool tellsChanges = true;         // InstanceChanged
  bool onlyOk = false;              // Load and Describe must be answered with exactly 0
  bool topFirst = false;            // negative row bytes
  bool planes = false;              // the plane suites: colour and motion
  bool ownPlanes = false;           // planes of any name, by an extension of the extension
  bool ownThreadOnly = false;       // images are given only on the thread of the action
  bool colourIsFatal = false;       // the panel breaks where colour management is described
  bool bothRanges = false;          // numbers without a display range keep within -1 to 1
  bool copiesParams = true;
  bool wrongInstanceType = false;   // kOfxPropType of an instance is another
};

// The standard one, or one of those that --profile names; throws std::runtime_error with their names.
const HostProfile &profileOf(const std::string &key);
std::vector<std::string> profileKeys();

// The one that this process plays. It can be chosen once, before a plugin is loaded.
HostProfile &theProfile();
