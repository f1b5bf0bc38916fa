#include "options.h"

#include <cstdio>
#include <cstdlib>
#include <functional>

namespace {

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

double real(const std::string &option, const std::string &text, double lo, double hi) {
  char *end = nullptr;
  double v = strtod(text.c_str(), &end);
  if (text.empty() || *end || !(v >= lo && v <= hi)) {
    char range[64];
    snprintf(range, sizeof range, "%g to %g", lo, hi);
    throw WrongUse(option + " " + text + ": it must be a number " + range);
  }
  return v;
}

// "half" for all clips or "Matte=byte" for one.
template <class T, class F>
void perClip(std::map<std::string, T> &map, const std::string &text, F parse) {
  size_t eq = text.find('=');
  std::string clip = eq == std::string::npos ? "" : text.substr(0, eq);
  try {
    map[clip] = parse(eq == std::string::npos ? text : text.substr(eq + 1));
  } catch (const std::exception &e) {
    throw WrongUse(e.what());
  }
}

std::vector<std::string> split(const std::string &text, char at) {
  std::vector<std::string> out;
  size_t from = 0;
  while (from <= text.size()) {
    size_t end = std::min(text.find(at, from), text.size());
    if (end > from) out.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return out;
}

struct Option {
  const char *name;
  bool hasValue;
  std::function<void(Options &, const std::string &option, const std::string &value)> take;
};

#define TAKE [](Options & o, const std::string &n, const std::string &v)

const std::vector<Option> &table() {
  static const std::vector<Option> options = {
      {"--help", false, TAKE { o.help = true, (void)n, (void)v; }},
      {"-h", false, TAKE { o.help = true, (void)n, (void)v; }},
      {"--list", false, TAKE { o.list = true, (void)n, (void)v; }},
      {"--negative-row-bytes", false, TAKE { o.job.manners.negativeRowBytes = true, (void)n, (void)v; }},
      {"--guard-images", false, TAKE { o.job.manners.guard = true, (void)n, (void)v; }},
      {"--region-only", false, TAKE { o.job.manners.regionOnly = true, (void)n, (void)v; }},
      {"--recreate", false, TAKE { o.job.recreate = true, (void)n, (void)v; }},
      {"--planes", false, TAKE { o.job.planes = true, (void)n, (void)v; }},
      {"--print-params", false, TAKE { o.job.printParams = true, (void)n, (void)v; }},
      {"--late-crash-handler", false, TAKE { o.job.lateCrashHandler = true, (void)n, (void)v; }},
      {"--bundle", true, TAKE { o.bundle = v, (void)n; }},
      {"--first-bundle", true, TAKE { o.firstBundle = v, (void)n; }},
      {"--effect", true, TAKE { o.job.effect = v, (void)n; }},
      {"--in", true, TAKE { o.job.inputs.insert(pairOf(n, v)); }},
      {"--claim", true, TAKE { o.job.claims.insert(v), (void)n; }},
      {"--depth", true, TAKE { perClip(o.job.depths, v, depthOf), (void)n; }},
      {"--components", true, TAKE { perClip(o.job.components, v, componentsOf), (void)n; }},
      {"--out", true, TAKE { o.job.out = v, (void)n; }},
      {"--frames", true, TAKE { o.frames = v, (void)n; }},
      {"--set", true, TAKE { o.job.settings.push_back(pairOf(n, v)); }},
      {"--press", true, TAKE { o.job.presses.push_back(v), (void)n; }},
      {"--cancel-at", true, TAKE { o.job.cancelAt = real(n, v, 0, 100) / 100; }},
      {"--overlay", true, TAKE { o.job.overlay = v, (void)n; }},
      {"--overlay-events", true, TAKE {
         for (auto &e : split(v, ';')) o.job.overlayEvents.push_back(e);
         (void)n;
       }},
      {"--threads", true, TAKE { o.job.threads = whole(n, v, 1, 256); }},
      {"--instances", true, TAKE { o.job.instances = whole(n, v, 1, 256); }},
      {"--scan", true, TAKE { o.scans = whole(n, v, 1, 1000); }},
      {"--soak", true, TAKE { o.soak = whole(n, v, 2, 10000000); }},
      {"--soak-limit", true, TAKE { o.soakLimit = real(n, v, 0, 1000); }},
      {"--combinations", true, TAKE {
         if (v != "brief" && v != "full") throw WrongUse(n + " can be brief or full");
         o.combinations = v;
       }},
      {"--step-limit", true, TAKE { o.job.stepLimit = real(n, v, 0, 1e6); }},
      {"--time-bound", false, TAKE { o.job.timeFree = false, (void)n, (void)v; }},
      {"--context", true, TAKE { o.job.context = "OfxImageEffectContext" + v, (void)n; }},
      {"--scale", true, TAKE {
         double s = real(n, v, 0, 1);
         if (s == 0) throw WrongUse(n + " " + v + ": it must be more than 0");
         o.job.manners.scale = o.job.look.scale = s;
       }},
      {"--row-padding", true, TAKE {
         o.job.manners.rowPadding = whole(n, v, 0, 65536);
         if (o.job.manners.rowPadding % 4) throw WrongUse(n + " must be a multiple of 4");
       }},
      {"--bounds-margin", true, TAKE { o.job.manners.margin = whole(n, v, -4096, 4096); }},
      {"--tiles", true, TAKE {
         if (sscanf(v.c_str(), "%dx%d", &o.job.tileWidth, &o.job.tileHeight) != 2 ||
             o.job.tileWidth < 1 || o.job.tileHeight < 1) {
           throw WrongUse(n + " " + v + ": it must be WIDTHxHEIGHT in pixels");
         }
       }},
      {"--window", true, TAKE {
         OfxRectI &w = o.job.part;
         if (sscanf(v.c_str(), "%d,%d,%d,%d", &w.x1, &w.y1, &w.x2, &w.y2) != 4 || w.x2 <= w.x1 ||
             w.y2 <= w.y1) {
           throw WrongUse(n + " " + v + ": it must be X1,Y1,X2,Y2 in pixels, y up, and hold some");
         }
       }},
      {"--pixel-aspect", true, TAKE { o.job.look.aspect = real(n, v, 0.05, 20); }},
      {"--time-offset", true, TAKE { o.job.timeOffset = real(n, v, -1e6, 1e6); }},
      {"--abort-after", true, TAKE { o.job.abortAfter = real(n, v, 0, 1e6) / 1e3; }},
      {"--abort-limit", true, TAKE { o.job.abortLimit = real(n, v, 0, 1e6) / 1e3; }},
      {"--data-window-offset", true, TAKE {
         if (sscanf(v.c_str(), "%d,%d", &o.job.look.dx, &o.job.look.dy) != 2) {
           throw WrongUse(n + " " + v + ": it must be X,Y");
         }
       }},
      {"--compression", true, TAKE {
         if (v != "none" && v != "zips") throw WrongUse("--compression can be none or zips");
         o.job.style.compressed = v == "zips", (void)n;
       }},
      {"--write", true, TAKE {
         if (v != "half" && v != "float") throw WrongUse("--write can be half or float");
         o.job.style.half = v == "half", (void)n;
       }},
      {"--profile", true, TAKE {
         try {
           theProfile() = profileOf(v);
         } catch (const std::exception &e) {
           throw WrongUse(e.what());
         }
         (void)o, (void)n;
       }},
      {"--host-name", true, TAKE { theProfile().name = v, (void)o, (void)n; }},
      {"--thread-stack", true, TAKE { o.job.threadStackKib = whole(n, v, 64, 65536); }},
      {"--use-main-stack", true, TAKE { o.job.mainStackMib = whole(n, v, 1, 1024); }},
  };
  return options;
}

}  // namespace

Options parseOptions(int argc, char **argv) {
  Options o;
  for (int i = 1; i < argc; i++) {
    std::string name = argv[i];
    const Option *found = nullptr;
    for (auto &option : table()) {
      if (name == option.name) found = &option;
    }
    if (!found) throw WrongUse("unknown option " + name + "; see --help");
    if (found->hasValue && i + 1 >= argc) throw WrongUse(name + " needs a value; see --help");
    found->take(o, name, found->hasValue ? argv[++i] : "");
  }
  return o;
}

const char *usage() {
  return "likeness-host: loads an OFX bundle and renders EXR sequences with an effect of it.\n"
         "\n"
         "  likeness-host --bundle DIR --list\n"
         "  likeness-host --bundle DIR --scan N\n"
         "  likeness-host --bundle DIR --effect ID --in Source=PLATE --out OUT [options]\n"
         "\n"
         "PLATE and OUT are plate.%04d.exr, plate.####.exr or a single file; PLATE can also be\n"
         "noise:64x48 or noise:64x48@-3,5: pixels made up, with a data window that begins there.\n"
         "what is rendered\n"
         "  --frames R             1001-1100x1,1200 (default: the frames that Source has)\n"
         "  --set NAME=VALUE       a parameter; a choice by its label or index; numbers with commas\n"
         "  --in CLIP=PATTERN      a further input\n"
         "  --claim CLIP           an input that says it is connected and gives no image\n"
         "  --depth [CLIP=]D       byte, short, half or float (float)\n"
         "  --components [CLIP=]C  rgba, rgb or alpha (rgba)\n"
         "  --context NAME         Filter or General\n"
         "  --window X1,Y1,X2,Y2   a part of the picture, in pixels, y up\n"
         "  --tiles WxH            the window in pieces, one render each\n"
         "  --scale S              a proxy, for instance 0.5\n"
         "  --pixel-aspect A       of the plate's pixels\n"
         "  --data-window-offset X,Y   the plate's data window is moved\n"
         "  --time-offset T        the effect's time is the file's frame and T\n"
         "  --compression NAME     zips (the default) or none\n"
         "  --write half|float     bits a sample of the files (half)\n"
         "  --planes               what the effect makes beside the colour too, where the profile\n"
         "                         has planes (nuke, natron): OUT with the plane's name, in float\n"
         "  --print-params         values of the parameters after the render\n"
         "how the host is\n"
         "  --profile NAME         likeness, nuke, resolve, natron or mlt\n"
         "  --host-name NAME       what the host calls itself; after --profile\n"
         "  --threads N            frames rendered at once (1)\n"
         "  --instances N          nodes that share the frames (1)\n"
         "  --recreate             a new node for every frame\n"
         "  --negative-row-bytes   images that begin with their top row\n"
         "  --row-padding N        bytes behind each row, a multiple of 4\n"
         "  --bounds-margin N      images are larger than their picture by N pixels, or smaller\n"
         "  --region-only          images hold just the region that was asked for\n"
         "  --guard-images         touching what is no pixel, or is given back, ends the process\n"
         "what the artist does\n"
         "  --press NAME           a button, before the render\n"
         "  --cancel-at PERCENT    Cancel is pressed in the progress bar of the button\n"
         "  --abort-after MS       the render is not wanted any more\n"
         "  --abort-limit MS       the longest answer to either that is no failure (100)\n"
         "  --overlay FILE.png     the overlay over the plate\n"
         "  --overlay-events LIST  gain;lose;draw;move X,Y;down X,Y;up X,Y;key TEXT\n"
         "trials\n"
         "  --combinations brief|full   depths, components, layouts, windows, ...: a table\n"
         "  --step-limit N         how far its pixels may be off, in steps of the depth (2)\n"
         "  --time-bound           the effect knows its frames by their time: no shifted times\n"
         "  --soak N               N times create, render, destroy; resident memory is watched\n"
         "  --soak-limit PERCENT   how far it may grow after the first tenth (2)\n"
         "  --thread-stack KIB     stack of the render threads\n"
         "  --first-bundle DIR     another bundle, whose effects are made in the process before\n"
         "  --use-main-stack MIB   the main thread uses this much stack after the effect was made\n"
         "  --late-crash-handler   a SIGSEGV handler is set after the effect was made\n"
         "Exit: 0 done, 2 wrong use, 3 nothing could be rendered, 4 some frames failed or a rule was\n"
         "broken.\n";
}
