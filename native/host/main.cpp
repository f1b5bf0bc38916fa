// likeness-host: a small OFX host without a window, for tests and for rendering.
#include <ImfThreading.h>
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "render.h"

namespace {

const char *const kUsage =
    "likeness-host: loads an OFX bundle and renders EXR sequences with an effect of it.\n"
    "\n"
    "  likeness-host --bundle DIR --list\n"
    "  likeness-host --bundle DIR --scan N\n"
    "  likeness-host --bundle DIR --effect ID --in Source=PLATE --out OUT [options]\n"
    "\n"
    "PLATE and OUT are plate.%04d.exr, plate.####.exr or a single file.\n"
    "  --frames R             1001-1100x1,1200 (default: the frames that Source has)\n"
    "  --threads N            frames rendered at once (1)\n"
    "  --set NAME=VALUE       a parameter; a choice by its label or index\n"
    "  --in CLIP=PATTERN      a further input\n"
    "  --context NAME         Filter or General\n"
    "  --scale S              a proxy, for instance 0.5\n"
    "  --negative-row-bytes   images that begin with their top row\n"
    "  --row-padding N        bytes behind each row, a multiple of 4\n"
    "  --data-window-offset X,Y   the plate's data window is moved\n"
    "  --compression NAME     zips (the default) or none\n"
    "  --host-name NAME       what the host calls itself\n"
    "  --thread-stack KIB     stack of the render threads\n"
    "  --first-bundle DIR     another bundle, whose effects are made in the process before\n"
    "  --use-main-stack MIB   the main thread uses this much stack after the effect was made\n"
    "  --late-crash-handler   a SIGSEGV handler is set after the effect was made\n"
    "  --print-params         values of the parameters after the render\n"
    "Exit: 0 done, 2 wrong use, 3 nothing could be rendered, 4 some frames failed.\n";

struct WrongUse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::pair<std::string, std::string> pairOf(const std::string &option, const std::string &text) {
  size_t eq = text.find('=');
  if (eq == std::string::npos || eq == 0) {
    throw WrongUse(option + " " + text + ": it must be NAME=VALUE");
  }
  return {text.substr(0, eq), text.substr(eq + 1)};
}

int whole(const std::string &option, const std::string &text, int lo, int hi) {
  char *end = nullptr;
  long v = strtol(text.c_str(), &end, 10);
  if (text.empty() || *end || v < lo || v > hi) {
    throw WrongUse(option + " " + text + ": it must be a whole number " + std::to_string(lo) +
                   " to " + std::to_string(hi));
  }
  return (int)v;
}

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
    for (auto &q : e->params.params) q->setFromDefault();
    OfxStatus s = p->mainEntry(kOfxActionCreateInstance, e.get(), nullptr, nullptr);
    say("first " + std::string(p->pluginIdentifier) + ": status " + std::to_string(s));
    instances.push_back(std::move(e));
  }
}

int run(int argc, char **argv) {
  RenderJob job;
  std::string bundle, first, frames;
  bool listing = false;
  int scans = 0;
  for (int i = 1; i < argc; i++) {
    std::string option = argv[i];
    if (option == "--help" || option == "-h") {
      fputs(kUsage, stdout);
      return kDone;
    }
    if (option == "--list") {
      listing = true;
      continue;
    }
    if (option == "--negative-row-bytes") {
      job.manners.negativeRowBytes = true;
      continue;
    }
    if (option == "--print-params") {
      job.printParams = true;
      continue;
    }
    if (option == "--late-crash-handler") {
      job.lateCrashHandler = true;
      continue;
    }
    if (i + 1 >= argc) throw WrongUse(option + " needs a value, or is unknown; see --help");
    std::string value = argv[++i];
    if (option == "--bundle") {
      bundle = value;
    } else if (option == "--first-bundle") {
      first = value;
    } else if (option == "--effect") {
      job.effect = value;
    } else if (option == "--in") {
      job.inputs.insert(pairOf(option, value));
    } else if (option == "--out") {
      job.out = value;
    } else if (option == "--frames") {
      frames = value;
    } else if (option == "--set") {
      job.settings.push_back(pairOf(option, value));
    } else if (option == "--threads") {
      job.threads = whole(option, value, 1, 256);
    } else if (option == "--scan") {
      scans = whole(option, value, 1, 1000);
    } else if (option == "--context") {
      job.context = "OfxImageEffectContext" + value;
    } else if (option == "--scale") {
      job.manners.scale = atof(value.c_str());
      if (!(job.manners.scale > 0 && job.manners.scale <= 1)) {
        throw WrongUse("--scale " + value + ": it must lie within 0 to 1");
      }
    } else if (option == "--row-padding") {
      job.manners.rowPadding = whole(option, value, 0, 65536);
      if (job.manners.rowPadding % 4) throw WrongUse("--row-padding must be a multiple of 4");
    } else if (option == "--data-window-offset") {
      if (sscanf(value.c_str(), "%d,%d", &job.dx, &job.dy) != 2) {
        throw WrongUse("--data-window-offset " + value + ": it must be X,Y");
      }
    } else if (option == "--compression") {
      if (value != "none" && value != "zips") throw WrongUse("--compression can be none or zips");
      job.compressed = value == "zips";
    } else if (option == "--host-name") {
      theHost(value);
    } else if (option == "--thread-stack") {
      job.threadStackKib = whole(option, value, 64, 65536);
    } else if (option == "--use-main-stack") {
      job.mainStackMib = whole(option, value, 1, 1024);
    } else {
      throw WrongUse("unknown option " + option + "; see --help");
    }
  }
  if (bundle.empty()) throw WrongUse("--bundle DIR is missing; see --help");
  if (!first.empty()) makeFirst(first);
  if (scans) {
    scan(bundle, scans);
    return kDone;
  }
  PluginFile file(bundle);
  if (listing) {
    list(file);
    return kDone;
  }
  if (job.effect.empty() || job.out.empty() || job.inputs.empty()) {
    throw WrongUse("--effect, --in and --out are needed; see --help");
  }
  if (frames.empty()) {
    auto source = job.inputs.find("Source");
    const std::string &pattern = (source == job.inputs.end() ? job.inputs.begin() : source)->second;
    job.frames = Pattern(pattern).existing();
    if (job.frames.empty()) throw std::runtime_error("no file matches " + pattern);
  } else {
    job.frames = parseFrames(frames);
  }
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
