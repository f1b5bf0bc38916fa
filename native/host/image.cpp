#include "image.h"

#include <half.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

namespace {

const unsigned char kCanary = 0xA5;
// Blocks of this size are the system's again as soon as they are freed.
const size_t kLarge = (size_t)64 << 20;
// Patterns that no effect computes, NaNs with a payload of ours; for whole numbers there is no such.
const uint32_t kUnwrittenFloat = 0x7FC0DEADu;
const uint16_t kUnwrittenHalf = 0x7EADu;
const uint16_t kMarkShort = 0xDEAD;
const uint8_t kMarkByte = 0xAD;

struct Named {
  const char *brief, *full;
  int value;
};
const Named kDepths[] = {{"byte", "OfxBitDepthByte", (int)Depth::Byte},
                         {"short", "OfxBitDepthShort", (int)Depth::Short},
                         {"half", "OfxBitDepthHalf", (int)Depth::Half},
                         {"float", "OfxBitDepthFloat", (int)Depth::Float}};
const Named kComponents[] = {{"alpha", "OfxImageComponentAlpha", (int)Components::Alpha},
                             {"rgb", "OfxImageComponentRGB", (int)Components::RGB},
                             {"rgba", "OfxImageComponentRGBA", (int)Components::RGBA}};

float clamp01(float v) { return !(v > 0) ? 0 : v > 1 ? 1 : v; }

void encode(unsigned char *to, Depth d, float v) {
  switch (d) {
    case Depth::Byte: *to = (uint8_t)std::lround(clamp01(v) * 255); break;
    case Depth::Short: {
      uint16_t s = (uint16_t)std::lround(clamp01(v) * 65535);
      memcpy(to, &s, 2);
      break;
    }
    case Depth::Half: {
      uint16_t bits = half(v).bits();
      memcpy(to, &bits, 2);
      break;
    }
    default: memcpy(to, &v, 4);
  }
}

float decode(const unsigned char *from, Depth d) {
  uint16_t s;
  float f;
  switch (d) {
    case Depth::Byte: return (float)*from / 255;
    case Depth::Short: memcpy(&s, from, 2); return (float)s / 65535;
    case Depth::Half: {
      memcpy(&s, from, 2);
      half h;
      h.setBits(s);
      return h;
    }
    default: memcpy(&f, from, 4); return f;
  }
}

bool marked(const unsigned char *at, Depth d) {
  switch (d) {
    case Depth::Byte: return *at == kMarkByte;
    case Depth::Short: return memcmp(at, &kMarkShort, 2) == 0;
    case Depth::Half: return memcmp(at, &kUnwrittenHalf, 2) == 0;
    default: return memcmp(at, &kUnwrittenFloat, 4) == 0;
  }
}

}  // namespace

const char *nameOf(Depth d) { return kDepths[(int)d].full; }

const char *nameOf(Components c) {
  if (c == Components::XY) return "NatronOfxImageComponentXY";
  return kComponents[c == Components::Alpha ? 0 : c == Components::RGB ? 1 : 2].full;
}

Depth depthOf(const std::string &name) {
  for (auto &n : kDepths) {
    if (name == n.brief || name == n.full) return (Depth)n.value;
  }
  throw std::runtime_error("depth \"" + name + "\" can be byte, short, half or float");
}

Components componentsOf(const std::string &name) {
  for (auto &n : kComponents) {
    if (name == n.brief || name == n.full) return (Components)n.value;
  }
  throw std::runtime_error("components \"" + name + "\" can be rgba, rgb or alpha");
}

size_t bytesOf(Depth d) { return d == Depth::Byte ? 1 : d == Depth::Float ? 4 : 2; }

Image::Image(const OfxRectI &b, Depth d, Components c, const ImageManners &m, double aspect,
             const std::string &id)
    : bounds(b), depth(d), components(c), padding_(m.rowPadding) {
  size_t w = (size_t)(b.x2 - b.x1), h = (size_t)(b.y2 - b.y1);
  size_t rowSize = w * (size_t)c * bytesOf(d) + (size_t)m.rowPadding;
  size_ = rowSize * h;
  if (m.guard) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t inner = (size_ + page - 1) / page * page;
    mapped_ = inner + 2 * page;
    pages_ = mmap(nullptr, mapped_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages_ == MAP_FAILED) throw std::bad_alloc();
    unsigned char *first = static_cast<unsigned char *>(pages_) + page;
    if (inner && mprotect(first, inner, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
    block_ = first + (inner - size_);  // the last byte stands before the closed page
  } else {
    block_ = static_cast<unsigned char *>(malloc(size_ ? size_ : 1));
    if (!block_) throw std::bad_alloc();
  }
  for (size_t y = 0; y < h; y++) {
    memset(block_ + (y + 1) * rowSize - (size_t)m.rowPadding, kCanary, (size_t)m.rowPadding);
  }
  rowBytes = m.negativeRowBytes ? -(ptrdiff_t)rowSize : (ptrdiff_t)rowSize;
  bottom_ = m.negativeRowBytes && h ? block_ + rowSize * (h - 1) : block_;
  props.setString(kOfxPropType, 0, "OfxTypeImage");
  props.setString(kOfxImageEffectPropPixelDepth, 0, nameOf(d));
  props.setString(kOfxImageEffectPropComponents, 0, nameOf(c));
  props.setString(kOfxImageEffectPropPreMultiplication, 0,
                  c == Components::RGB ? kOfxImageOpaque : kOfxImagePreMultiplied);
  props.setDoubles(kOfxImageEffectPropRenderScale, {m.scale, m.scale});
  props.setDouble(kOfxImagePropPixelAspectRatio, 0, aspect);
  props.setPointer(kOfxImagePropData, 0, bottom_);
  props.setInts(kOfxImagePropBounds, {b.x1, b.y1, b.x2, b.y2});
  int lie = m.falseRegion ? 1000 : 0;
  props.setInts(kOfxImagePropRegionOfDefinition, {b.x1 - lie, b.y1 - lie, b.x2 + lie, b.y2 + lie});
  props.setInt(kOfxImagePropRowBytes, 0, (int)rowBytes);
  props.setString(kOfxImagePropField, 0, kOfxImageFieldNone);
  props.setString(kOfxImagePropUniqueIdentifier, 0, id);
}

Image::~Image() {
  if (pages_) {
    munmap(pages_, mapped_);
  } else {
    free(block_);
  }
}

void Image::put(const Picture &p, const std::atomic<bool> *stopped) {
  size_t step = bytesOf(depth);
  bool whole = depth == Depth::Float && components == Components::RGBA;
  static const float black[4] = {0, 0, 0, 0};
  for (int y = bounds.y1; y < bounds.y2 && !(stopped && *stopped); y++) {
    unsigned char *to = row(y);
    for (int x = bounds.x1; x < bounds.x2; x++) {
      bool in = p.holds(x, y);
      if (whole && in) {
        int n = std::min(bounds.x2, p.bounds.x2) - x;
        memcpy(to, p.at(x, y), (size_t)n * 16);
        to += (size_t)n * 16;
        x += n - 1;
        continue;
      }
      const float *v = in ? p.at(x, y) : black;
      if (components == Components::Alpha) {
        encode(to, depth, !in ? 0 : p.hasAlpha ? v[3] : p.grey ? v[0] : 1);
        to += step;
        continue;
      }
      for (int c = 0; c < (int)components; c++, to += step) encode(to, depth, v[c]);
    }
  }
}

void Image::clear() {
  size_t step = bytesOf(depth);
  for (int y = bounds.y1; y < bounds.y2; y++) {
    unsigned char *to = row(y);
    for (int i = 0; i < (bounds.x2 - bounds.x1) * (int)components; i++, to += step) {
      switch (depth) {
        case Depth::Byte: *to = kMarkByte; break;
        case Depth::Short: memcpy(to, &kMarkShort, 2); break;
        case Depth::Half: memcpy(to, &kUnwrittenHalf, 2); break;
        default: memcpy(to, &kUnwrittenFloat, 4);
      }
    }
  }
}

long Image::get(const OfxRectI &window, Picture &p) const {
  size_t step = bytesOf(depth);
  int n = (int)components;
  long missing = 0;
  for (int y = window.y1; y < window.y2; y++) {
    const unsigned char *from = row(y) + (size_t)(window.x1 - bounds.x1) * n * step;
    for (int x = window.x1; x < window.x2; x++) {
      float *to = &p.rgba[p.index(x, y)];
      to[0] = to[1] = to[2] = 0;
      to[3] = 1;
      for (int c = 0; c < n; c++, from += step) {
        to[n == 1 ? 3 : c] = decode(from, depth);
        missing += (depth == Depth::Float || depth == Depth::Half) && marked(from, depth);
      }
    }
  }
  return missing;
}

void Image::check(const OfxRectI &w) const {
  size_t step = bytesOf(depth);
  int n = (int)components;
  for (int y = bounds.y1; y < bounds.y2; y++) {
    const unsigned char *r = row(y);
    for (int i = 0; i < padding_; i++) {
      if (r[rowSize() - 1 - (size_t)i] != kCanary) {
        throw std::runtime_error("the effect wrote behind the end of a row");
      }
    }
    for (int x = bounds.x1; x < bounds.x2; x++) {
      if (y >= w.y1 && y < w.y2 && x >= w.x1 && x < w.x2) {
        x = w.x2 - 1;
        continue;
      }
      for (int c = 0; c < n; c++) {
        if (!marked(r + ((size_t)(x - bounds.x1) * n + c) * step, depth)) {
          throw std::runtime_error("the effect wrote outside of the render window, at " +
                                   std::to_string(x) + "," + std::to_string(y));
        }
      }
    }
  }
}

void Image::spoil() {
  if (pages_) {
    mprotect(pages_, mapped_, PROT_NONE);
  } else if (size_ < kLarge) {
    memset(block_, 0xFF, size_);
  }
}
