// The parts of OFX that the boot library has no use for and a host must know: the interact, parametric,
// draw and dialog suites and one vendor's plane suites, written down from the published headers.
#pragma once

#include "../boot/ofx_abi.h"

namespace ofx {

struct PointD { double x, y; };
struct ColourF { float r, g, b, a; };
struct Interact;     // behind OfxInteractHandle
struct DrawContext;  // behind OfxDrawContextHandle

struct InteractSuite1 {
  OfxStatus (*swapBuffers)(Interact *);
  OfxStatus (*redraw)(Interact *);
  OfxStatus (*getPropertySet)(Interact *, OfxPropertySetHandle *);
};

struct ParametricSuite1 {
  OfxStatus (*getValue)(OfxParamHandle, int curve, OfxTime, double position, double *);
  OfxStatus (*getNControlPoints)(OfxParamHandle, int curve, double time, int *);
  OfxStatus (*getNthControlPoint)(OfxParamHandle, int curve, double time, int nth, double *key,
                                  double *value);
  OfxStatus (*setNthControlPoint)(OfxParamHandle, int curve, double time, int nth, double key,
                                  double value, bool animate);
  OfxStatus (*addControlPoint)(OfxParamHandle, int curve, double time, double key, double value,
                               bool animate);
  OfxStatus (*deleteControlPoint)(OfxParamHandle, int curve, int nth);
  OfxStatus (*deleteAllControlPoints)(OfxParamHandle, int curve);
};

enum Primitive { Lines, LineStrip, LineLoop, Rectangle, Polygon, Ellipse };

struct DrawSuite1 {
  OfxStatus (*getColour)(DrawContext *, int standard, ColourF *);
  OfxStatus (*setColour)(DrawContext *, const ColourF *);
  OfxStatus (*setLineWidth)(DrawContext *, float);
  OfxStatus (*setLineStipple)(DrawContext *, int pattern);
  OfxStatus (*draw)(DrawContext *, int primitive, const PointD *, int count);
  OfxStatus (*drawText)(DrawContext *, const char *, const PointD *, int alignment);
};

struct DialogSuite1 {
  OfxStatus (*requestDialog)(void *userData);
  OfxStatus (*notifyRedrawPending)();
};

struct PlaneSuite1 {
  OfxStatus (*getImagePlane)(OfxImageClipHandle, OfxTime, const char *plane, const OfxRectD *,
                             OfxPropertySetHandle *);
};
struct PlaneSuite2 {
  OfxStatus (*getImagePlane)(OfxImageClipHandle, OfxTime, int view, const char *plane,
                             const OfxRectD *, OfxPropertySetHandle *);
  OfxStatus (*getRegionOfDefinition)(OfxImageClipHandle, OfxTime, int view, OfxRectD *);
  OfxStatus (*getViewName)(OfxImageEffectHandle, int view, const char **);
  OfxStatus (*getViewCount)(OfxImageEffectHandle, int *);
};

constexpr const char *kInteractSuite = "OfxInteractSuite";
constexpr const char *kParametricSuite = "OfxParametricParameterSuite";
constexpr const char *kDrawSuite = "OfxDrawSuite";
constexpr const char *kDialogSuite = "OfxDialogSuite";
constexpr const char *kOpenGLSuite = "OfxImageEffectOpenGLRenderSuite";
constexpr const char *kPlaneSuite = "uk.co.thefoundry.FnOfxImageEffectPlaneSuite";

constexpr const char *kMultiPlanar = "uk.co.thefoundry.OfxImageEffectPropMultiPlanar";
constexpr const char *kGetPlanes = "uk.co.thefoundry.OfxImageEffectActionGetClipComponents";
constexpr const char *kNeededPlanes = "uk.co.thefoundry.OfxNeededComp_";
constexpr const char *kPassThroughClip = "uk.co.thefoundry.ImageEffectPropPassThroughClip";
constexpr const char *kColourPlane = "uk.co.thefoundry.OfxImagePlaneColour";
constexpr const char *kMotionPlane = "uk.co.thefoundry.OfxImagePlaneForwardMotionVector";
constexpr const char *kMotionComponents = "uk.co.thefoundry.OfxImageComponentMotionVectors";
// One host's extension: planes of any name, and which of them a render is for.
constexpr const char *kIsNatron = "NatronOfxHostIsNatron";
constexpr const char *kOwnPlane = "NatronOfxImageComponentsPlaneName_";
constexpr const char *kRenderPlanes = "OfxImageEffectPropRenderPlanes";

constexpr const char *kOverlay1 = "OfxImageEffectPluginPropOverlayInteractV1";
constexpr const char *kOverlay2 = "OfxImageEffectPluginPropOverlayInteractV2";
constexpr const char *kEffectInstance = "OfxPropEffectInstance";
constexpr const char *kPluginHandle = "OfxImageEffectPropPluginHandle";
constexpr const char *kSequentialRender = "OfxImageEffectInstancePropSequentialRender";
constexpr const char *kColourStyle = "OfxImageEffectPropColourManagementStyle";
constexpr const char *kSrcFilePath = "OfxImageEffectPropSrcFilePath";
constexpr const char *kSrcFrame = "OfxImageEffectPropSrcFrame";

}  // namespace ofx
