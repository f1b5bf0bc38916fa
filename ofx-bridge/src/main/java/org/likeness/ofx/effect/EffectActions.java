package org.likeness.ofx.effect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.OfxHost;
import org.likeness.ofx.host.PropertySet;
import org.likeness.ofx.host.RectD;
import org.likeness.ofx.host.TimeRange;

/** Unpacks the arguments of each action for one effect and packs its answers. */
final class EffectActions {
  private static final String TIME = "OfxPropTime";
  private static final String REASON = "OfxPropChangeReason";

  private final ImageEffect effect;
  private final EffectDescriptor descriptor;
  private final Instances instances;

  EffectActions(ImageEffect effect, Instances instances) {
    this.effect = effect;
    this.descriptor = effect.descriptor();
    this.instances = instances;
  }

  int perform(OfxHost host, String action, long handle, long inArgs, long outArgs) {
    HostEffect instance =
        action.equals("OfxActionCreateInstance")
            ? instances.create(host, handle)
            : instances.get(host, handle);
    try {
      return perform(action, handle, instance, host.set(inArgs), host.set(outArgs));
    } catch (Throwable t) {
      return Failures.tell(instance, action, t);
    }
  }

  private int perform(
      String action, long handle, HostEffect instance, PropertySet in, PropertySet out) {
    switch (action) {
      case "OfxImageEffectActionRender" -> effect.render(RenderArgs.of(instance, in));
      case "OfxActionCreateInstance" -> effect.created(instance);
      case "OfxActionDestroyInstance" -> {
        instances.remove(handle);
        effect.destroyed(instance);
      }
      case "OfxActionInstanceChanged" ->
          effect.changed(
              instance,
              in.getString("OfxPropName", 0, ""),
              in.getString(REASON, 0, ""),
              in.getDouble(TIME, 0, 0));
      case "OfxActionBeginInstanceChanged" ->
          effect.beginChanged(instance, in.getString(REASON, 0, ""));
      case "OfxActionEndInstanceChanged" ->
          effect.endChanged(instance, in.getString(REASON, 0, ""));
      case "OfxActionBeginInstanceEdit" -> effect.beginEdit(instance);
      case "OfxActionEndInstanceEdit" -> effect.endEdit(instance);
      case "OfxActionSyncPrivateData" -> effect.syncPrivateData(instance);
      case "OfxActionPurgeCaches" -> effect.purgeCaches();
      case "OfxImageEffectActionBeginSequenceRender" -> effect.beginSequence(instance);
      case "OfxImageEffectActionEndSequenceRender" -> effect.endSequence(instance);
      case "OfxActionOpenGLContextAttached" -> effect.openGlAttached(instance);
      // The standard's own text of this name begins with a k.
      case "kOfxActionOpenGLContextDetached" -> effect.openGlDetached(instance);
      case "OfxActionDialog" -> effect.dialog(instance);
      default -> {
        return ask(action, instance, in, out);
      }
    }
    return OfxStatus.OK;
  }

  /** Actions that have an answer beyond their status; what is not known is the host's to decide. */
  private int ask(String action, HostEffect instance, PropertySet in, PropertySet out) {
    boolean answered =
        switch (action) {
          case "OfxImageEffectActionIsIdentity" -> identity(instance, in, out);
          case "OfxImageEffectActionGetRegionOfDefinition" -> {
            Optional<RectD> region = effect.regionOfDefinition(instance, in.getDouble(TIME, 0, 0));
            region.ifPresent(r -> out.setRectD("OfxImageEffectPropRegionOfDefinition", r));
            yield region.isPresent();
          }
          case "OfxImageEffectActionGetRegionsOfInterest" -> regionsOfInterest(instance, in, out);
          case "OfxImageEffectActionGetFramesNeeded" -> framesNeeded(instance, in, out);
          case "OfxImageEffectActionGetClipPreferences" ->
              effect.clipPreferences(instance).apply(out);
          case "uk.co.thefoundry.OfxImageEffectActionGetClipComponents" ->
              planes(instance, in, out);
          case "OfxImageEffectActionGetTimeDomain" -> {
            Optional<TimeRange> domain = effect.timeDomain(instance);
            domain.ifPresent(t -> setRange(out, "OfxImageEffectPropFrameRange", 0, t));
            yield domain.isPresent();
          }
          case "OfxImageEffectActionGetOutputColourspace" -> {
            Optional<String> space =
                effect.outputColourspace(
                    instance, in.getStrings("OfxImageClipPropPreferredColourspaces"));
            space.ifPresent(s -> out.setString("OfxImageClipPropColourspace", 0, s));
            yield space.isPresent();
          }
          default -> false;
        };
    return answered ? OfxStatus.OK : OfxStatus.REPLY_DEFAULT;
  }

  private boolean identity(HostEffect instance, PropertySet in, PropertySet out) {
    Optional<Identity> same = effect.identityAtTime(RenderArgs.of(instance, in));
    same.ifPresent(
        s -> {
          out.setString("OfxPropName", 0, s.clip());
          out.setDouble(TIME, 0, s.time());
        });
    return same.isPresent();
  }

  private boolean regionsOfInterest(HostEffect instance, PropertySet in, PropertySet out) {
    RectD region = in.getRectD("OfxImageEffectPropRegionOfInterest");
    double time = in.getDouble(TIME, 0, 0);
    boolean any = false;
    for (ClipDescriptor clip : descriptor.clips()) {
      if (clip.name().equals("Output")) {
        continue;
      }
      Optional<RectD> roi = effect.regionOfInterest(instance, time, clip.name(), region);
      if (roi.isPresent()) {
        out.setRectD("OfxImageClipPropRoI_" + clip.name(), roi.get());
        any = true;
      }
    }
    return any;
  }

  private boolean framesNeeded(HostEffect instance, PropertySet in, PropertySet out) {
    Map<String, List<TimeRange>> frames = effect.framesNeeded(instance, in.getDouble(TIME, 0, 0));
    frames.forEach(
        (clip, ranges) -> {
          for (int i = 0; i < ranges.size(); i++) {
            setRange(out, "OfxImageClipPropFrameRange_" + clip, 2 * i, ranges.get(i));
          }
        });
    return !frames.isEmpty();
  }

  private boolean planes(HostEffect instance, PropertySet in, PropertySet out) {
    if (!instance.planes().present()) {
      return false;
    }
    Optional<OutputPlanes> planes = effect.planes(instance, in.getDouble(TIME, 0, 0));
    List<String> inputs =
        descriptor.clips().stream()
            .map(ClipDescriptor::name)
            .filter(n -> !n.equals("Output"))
            .toList();
    planes.ifPresent(p -> p.apply(out, instance.planes(), inputs));
    return planes.isPresent();
  }

  private static void setRange(PropertySet out, String name, int index, TimeRange range) {
    out.setDouble(name, index, range.first());
    out.setDouble(name, index + 1, range.last());
  }

  /** A custom parameter between two keys. */
  int interpolate(PropertySet in, PropertySet out) {
    String param = in.getString("OfxPropName", 0, "");
    try {
      String value =
          effect.interpolate(
              param,
              in.getString("OfxParamPropCustomValue", 0, ""),
              in.getString("OfxParamPropCustomValue", 1, ""),
              in.getDouble("OfxParamPropInterpolationTime", 0, 0),
              in.getDouble("OfxParamPropInterpolationTime", 1, 0),
              in.getDouble(TIME, 0, 0),
              in.getDouble("OfxParamPropInterpolationAmount", 0, 0));
      return out.setString("OfxParamPropCustomValue", 0, value) ? OfxStatus.OK : OfxStatus.FAILED;
    } catch (Throwable t) {
      return Failures.log("interpolation of " + param, t);
    }
  }
}
