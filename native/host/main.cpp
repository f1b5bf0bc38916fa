// likeness-host: a small OFX host without a window, for tests and for rendering.
#include <ImfThreading.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "options.h"

namespace {

void list(const PluginFile &file) {
  for (OfxPlugin *p : file.effects()) {
    load(p);
    auto d = describe(p, file);
    printf("effect %s %u.%u\n", p->pluginIdentifier, p->pluginVersionMajor, p->pluginVersionMinor);
    printf("  label %s\n  group %s\n", d->props.getString(kOfxPropLabel).c_str(),
           d->props.getString(kOfxImageEffectPluginPropGrouping).c_str());
    for (auto &depth : d->props.getStrings(kOfxImageEffectPropSupportedPixelDepths)) {
      printf("  depth %s\n", depth.c_str());
    }
    for (auto &c : d->props.getStrings(kOfxImageEffectPropSupportedContexts)) {
      auto e = describeInContext(p, *d, c);
      printf("  context %s\n", c.c_str());
      for (auto &clip : e->clips) {
        printf("    clip %s%s", clip->name.c_str(),
               clip->props.getInt(kOfxImageClipPropOptional) ? " optional" : "");
        for (auto &k : clip->props.getStrings(kOfxImageEffectPropSupportedComponents)) {
          printf(" %s", k.c_str());
        }
        printf("\n");
      }
      for (auto &q : e->params.params) {
        printf("    param %s %s \"%s\"", q->type.c_str(), q->name.c_str(),
               q->props.getString(kOfxPropLabel).c_str());
        if (q->type == kOfxParamTypeDouble) {
          printf(" default %g range %g %g display %g %g", q->props.getDouble(kOfxParamPropDefault),
                 q->props.getDouble(kOfxParamPropMin), q->props.getDouble(kOfxParamPropMax),
                 q->props.getDouble(kOfxParamPropDisplayMin),
                 q->props.getDouble(kOfxParamPropDisplayMax));
        } else if (q->type == kOfxParamTypeChoice) {
          int at = q->props.getInt(kOfxParamPropDefault);
          auto options = q->props.getStrings(kOfxParamPropChoiceOption);
          for (size_t i = 0; i < options.size(); i++) {
            printf(" %s%s", options[i].c_str(), (int)i == at ? "*" : "");
          }
        } else if (q->type == kOfxParamTypeString) {
          printf(" default \"%s\"", q->props.getString(kOfxParamPropDefault).c_str());
        }
        printf("\n");
      }
    }
  }
}

// Load, describe, unload and close, as hosts do when they start. Says whether a Java VM came of it.
void scan(const std::string &bundle, int times) {
  for (int i = 0; i < times; i++) {
    PluginFile file(bundle);
    for (OfxPlugin *p : file.effects()) {
      load(p);
      auto d = describe(p, file);
      for (auto &c : d->props.getStrings(kOfxImageEffectPropSupportedContexts)) {
        describeInContext(p, *d, c);
      }
      OfxStatus s = p->mainEntry(kOfxActionUnload, nullptr, nullptr, nullptr);
      if (s != kOfxStatOK) throw std::runtime_error("Unload was answered with " + std::to_string(s));
    }
  }
  std::ifstream maps("/proc/self/maps");
  std::string line;
  bool java = false;
  while (std::getline(maps, line)) java |= line.find("libjvm.so") != std::string::npos;
  printf("scanned %d times, %s Java VM\n", times, java ? "with a" : "without a");
}

// An instance of every effect of another bundle is made and stays: what a host with several plugins
// has in its process before ours comes.
void makeFirst(const std::string &bundle) {
  static std::vector<std::unique_ptr<PluginFile>> files;
  static std::vector<std::unique_ptr<OfxImageEffectStruct>> instances;
  files.push_back(std::make_unique<PluginFile>(bundle));
  for (OfxPlugin *p : files.back()->effects()) {
    load(p);
    auto d = describe(p, *files.back());
    auto e = describeInContext(p, *d, chooseContext(*d));
    e->instance = true;
    for (auto &q : e->params.params) q->effect = e.get();
    for (auto &q : e->params.params) q->setFromDefault();
    OfxStatus s = p->mainEntry(kOfxActionCreateInstance, e.get(), nullptr, nullptr);
    say("first " + std::string(p->pluginIdentifier) + ": status " + std::to_string(s));
    instances.push_back(std::move(e));
  }
}

int run(int argc, char **argv) {
  Options o = parseOptions(argc, argv);
  if (o.help) {
    fputs(usage(), stdout);
    return kDone;
  }
  if (o.bundle.empty()) throw WrongUse("--bundle DIR is missing; see --help");
  if (!o.firstBundle.empty()) makeFirst(o.firstBundle);
  if (o.scans) {
    scan(o.bundle, o.scans);
    return kDone;
  }
  PluginFile file(o.bundle);
  if (o.list) {
    list(file);
    return kDone;
  }
  RenderJob &job = o.job;
  bool trial = o.soak || !o.combinations.empty();
  if (job.effect.empty() || (job.out.empty() && !trial) || job.inputs.empty()) {
    throw WrongUse("--effect, --in and --out are needed; see --help");
  }
  if (o.frames.empty()) {
    auto source = job.inputs.find("Source");
    const std::string &pattern = (source == job.inputs.end() ? job.inputs.begin() : source)->second;
    job.frames = Pattern(pattern).existing();
    if (job.frames.empty()) throw std::runtime_error("no file matches " + pattern);
  } else {
    job.frames = parseFrames(o.frames);
  }
  if (o.soak) return soak(file, job, o.soak, o.soakLimit);
  if (!o.combinations.empty()) return combinations(file, job, o.combinations == "full");
  return render(file, job);
}

}  // namespace

int main(int argc, char **argv) {
  Imf::setGlobalThreadCount(0);
  try {
    return run(argc, argv);
  } catch (const WrongUse &e) {
    say(e.what());
    return kWrongUse;
  } catch (const std::exception &e) {
    say(e.what());
    return kBadInput;
  }
}
