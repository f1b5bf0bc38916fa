// One vendor's plane suites. Inputs have one plane, colour; a render has those that the effect said it
// makes. There is one view.
#include <cstring>

#include "abi.h"
#include "effect.h"

namespace {

OfxStatus plane1(OfxImageClipHandle c, OfxTime time, const char *plane, const OfxRectD *region,
                 OfxPropertySetHandle *out) {
  if (!out) return kOfxStatErrBadHandle;
  *out = nullptr;
  if (plane && strcmp(plane, ofx::kColourPlane) != 0) {
    if (!c || !c->effect || !c->isOutput()) return kOfxStatFailed;
    const ActiveRender *render = c->effect->render(time);
    if (!render || !render->planes.count(plane)) return kOfxStatFailed;
    c->effect->imagesOut++;
    *out = &render->planes.at(plane)->props;
    return kOfxStatOK;
  }
  return clipImage(c, time, region, out);
}

OfxStatus plane2(OfxImageClipHandle c, OfxTime time, int view, const char *plane,
                 const OfxRectD *region, OfxPropertySetHandle *out) {
  if (!out) return kOfxStatErrBadHandle;
  *out = nullptr;
  return view != 0 ? (OfxStatus)kOfxStatFailed : plane1(c, time, plane, region, out);
}

OfxStatus region2(OfxImageClipHandle c, OfxTime time, int view, OfxRectD *out) {
  if (view != 0) return kOfxStatErrBadIndex;
  return imageEffectSuite()->clipGetRegionOfDefinition(c, time, out);
}

OfxStatus viewName(OfxImageEffectHandle e, int view, const char **name) {
  if (!e || !name) return kOfxStatErrBadHandle;
  if (view != 0) return kOfxStatErrBadIndex;
  *name = "main";
  return kOfxStatOK;
}

OfxStatus viewCount(OfxImageEffectHandle e, int *n) {
  if (!e || !n) return kOfxStatErrBadHandle;
  *n = 1;
  return kOfxStatOK;
}

}  // namespace

const void *planeSuite(int version) {
  static const ofx::PlaneSuite1 one = {plane1};
  static const ofx::PlaneSuite2 two = {plane2, region2, viewName, viewCount};
  return version == 1 ? (const void *)&one : version == 2 ? (const void *)&two : nullptr;
}
