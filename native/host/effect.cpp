#include "effect.h"

#include <cmath>
#include <cstring>
#include <stdexcept>

thread_local Image *currentOutput = nullptr;

namespace {

const unsigned char kCanary = 0xA5;

}  // namespace

Image::Image(const OfxRectI &b, const ImageManners &m, double aspect, const std::string &id)
    : bounds(b), padding_(m.rowPadding) {
  int w = b.x2 - b.x1, h = b.y2 - b.y1;
  size_t rowSize = (size_t)w * 16 + m.rowPadding;
  memory.assign(rowSize * h, kCanary);
  rowBytes = m.negativeRowBytes ? -(ptrdiff_t)rowSize : (ptrdiff_t)rowSize;
  bottom = m.negativeRowBytes ? memory.data() + rowSize * (h - 1) : memory.data();
  props.setString(kOfxPropType, 0, "OfxTypeImage");
  props.setString(kOfxImageEffectPropPixelDepth, 0, kOfxBitDepthFloat);
  props.setString(kOfxImageEffectPropComponents, 0, kOfxImageComponentRGBA);
  props.setString(kOfxImageEffectPropPreMultiplication, 0, kOfxImagePreMultiplied);
  props.setDoubles(kOfxImageEffectPropRenderScale, {m.scale, m.scale});
  props.setDouble(kOfxImagePropPixelAspectRatio, 0, aspect);
  props.setPointer(kOfxImagePropData, 0, bottom);
  props.setInts(kOfxImagePropBounds, {b.x1, b.y1, b.x2, b.y2});
  props.setInts(kOfxImagePropRegionOfDefinition, {b.x1, b.y1, b.x2, b.y2});
  props.setInt(kOfxImagePropRowBytes, 0, (int)rowBytes);
  props.setString(kOfxImagePropField, 0, kOfxImageFieldNone);
  props.setString(kOfxImagePropUniqueIdentifier, 0, id);
}

void Image::checkPadding() const {
  size_t rowSize = (size_t)std::abs(rowBytes);
  for (size_t y = 0; y * rowSize < memory.size(); y++) {
    for (int i = 0; i < padding_; i++) {
      if (memory[y * rowSize + rowSize - 1 - i] != kCanary) {
        throw std::runtime_error("the effect wrote behind the end of a row");
      }
    }
  }
}

OfxImageClipStruct *OfxImageEffectStruct::find(const std::string &name) {
  for (auto &c : clips) {
    if (c->name == name) return c.get();
  }
  return nullptr;
}

namespace {

OfxStatus getPropertySet(OfxImageEffectHandle e, OfxPropertySetHandle *out) {
  if (!e || !out) return kOfxStatErrBadHandle;
  *out = &e->props;
  return kOfxStatOK;
}

OfxStatus getParamSet(OfxImageEffectHandle e, OfxParamSetHandle *out) {
  if (!e || !out) return kOfxStatErrBadHandle;
  *out = &e->params;
  return kOfxStatOK;
}

OfxStatus clipDefine(OfxImageEffectHandle e, const char *name, OfxPropertySetHandle *out) {
  if (!e || !name || e->instance) return kOfxStatErrBadHandle;
  if (e->find(name)) return kOfxStatErrExists;
  e->clips.push_back(std::make_unique<OfxImageClipStruct>());
  OfxImageClipStruct *c = e->clips.back().get();
  c->effect = e;
  c->name = name;
  c->props.setString(kOfxPropType, 0, "OfxTypeClip");
  c->props.setString(kOfxPropName, 0, name);
  if (out) *out = &c->props;
  return kOfxStatOK;
}

OfxStatus clipGetHandle(OfxImageEffectHandle e, const char *name, OfxImageClipHandle *clip,
                        OfxPropertySetHandle *props) {
  if (!e || !name) return kOfxStatErrBadHandle;
  OfxImageClipStruct *c = e->find(name);
  if (!c) return kOfxStatErrBadHandle;
  if (clip) *clip = c;
  if (props) *props = &c->props;
  return kOfxStatOK;
}

OfxStatus clipGetPropertySet(OfxImageClipHandle c, OfxPropertySetHandle *out) {
  if (!c || !out) return kOfxStatErrBadHandle;
  *out = &c->props;
  return kOfxStatOK;
}

OfxStatus clipGetImage(OfxImageClipHandle c, OfxTime time, const OfxRectD *,
                       OfxPropertySetHandle *out) {
  if (!c || !out) return kOfxStatErrBadHandle;
  *out = nullptr;
  if (c->name == kOfxImageEffectOutputClipName) {
    if (!currentOutput) return kOfxStatFailed;
    c->effect->imagesOut++;
    *out = &currentOutput->props;
    return kOfxStatOK;
  }
  if (!c->frames) return kOfxStatFailed;
  try {
    std::shared_ptr<const Picture> p = c->frames(time);
    if (!p) return kOfxStatFailed;
    auto image = std::make_unique<Image>(p->bounds, c->effect->manners, p->aspect,
                                         c->name + "@" + std::to_string(time));
    for (int y = p->bounds.y1; y < p->bounds.y2; y++) {
      memcpy(image->row(y), p->at(p->bounds.x1, y), (size_t)p->width() * 16);
    }
    if (!p->file.empty()) image->props.setString("OfxImageEffectPropSrcFilePath", 0, p->file);
    c->effect->imagesOut++;
    *out = &image.release()->props;
    return kOfxStatOK;
  } catch (const std::exception &e) {
    say(std::string("error: ") + e.what());
    return kOfxStatFailed;
  }
}

OfxStatus clipReleaseImage(OfxPropertySetHandle handle) {
  if (!handle) return kOfxStatErrBadHandle;
  Image *image = reinterpret_cast<Image *>(handle);
  if (image == currentOutput) return kOfxStatOK;
  // What the effect kept of these pixels must not be used any more: make that show.
  memset(image->memory.data(), 0xFF, image->memory.size());
  delete image;
  return kOfxStatOK;
}

OfxStatus clipGetRegionOfDefinition(OfxImageClipHandle c, OfxTime time, OfxRectD *out) {
  if (!c || !out) return kOfxStatErrBadHandle;
  if (!c->frames) return kOfxStatFailed;
  try {
    std::shared_ptr<const Picture> p = c->frames(time);
    double s = c->effect->manners.scale;
    *out = {p->bounds.x1 / s * p->aspect, p->bounds.y1 / s, p->bounds.x2 / s * p->aspect,
            p->bounds.y2 / s};
    return kOfxStatOK;
  } catch (const std::exception &e) {
    say(std::string("error: ") + e.what());
    return kOfxStatFailed;
  }
}

int abortAsked(OfxImageEffectHandle e) { return e && e->abort ? 1 : 0; }

OfxStatus imageMemoryAlloc(OfxImageEffectHandle, size_t n, OfxImageMemoryHandle *out) {
  *out = static_cast<OfxImageMemoryHandle>(malloc(n));
  return *out ? kOfxStatOK : kOfxStatErrMemory;
}
OfxStatus imageMemoryFree(OfxImageMemoryHandle m) {
  free(m);
  return kOfxStatOK;
}
OfxStatus imageMemoryLock(OfxImageMemoryHandle m, void **out) {
  *out = m;
  return kOfxStatOK;
}
OfxStatus imageMemoryUnlock(OfxImageMemoryHandle) { return kOfxStatOK; }

}  // namespace

const OfxImageEffectSuiteV1 *imageEffectSuite() {
  static const OfxImageEffectSuiteV1 suite = {
      getPropertySet,   getParamSet,     clipDefine,       clipGetHandle,
      clipGetPropertySet, clipGetImage,  clipReleaseImage, clipGetRegionOfDefinition,
      abortAsked,       imageMemoryAlloc, imageMemoryFree, imageMemoryLock,
      imageMemoryUnlock};
  return &suite;
}
