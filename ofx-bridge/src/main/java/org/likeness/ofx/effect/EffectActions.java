package org.likeness.ofx.effect;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostException;
import org.likeness.ofx.host.OfxHost;
import org.likeness.ofx.host.PropertySet;
import org.likeness.ofx.host.RectD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unpacks the arguments of each action for one effect and packs its answers. */
final class EffectActions {
  private static final Logger LOG = LoggerFactory.getLogger(EffectActions.class);

  private final ImageEffect effect;
  private final ConcurrentHashMap<Long, HostEffect> instances = new ConcurrentHashMap<>();

  EffectActions(ImageEffect effect) {
    this.effect = effect;
  }

  int perform(OfxHost host, String action, long handle, long inArgs, long outArgs) {
    HostEffect instance =
        action.equals("OfxActionCreateInstance")
            ? new HostEffect(host, handle)
            : instances.computeIfAbsent(handle, h -> new HostEffect(host, h));
    try {
      return perform(action, handle, instance, new PropertySet(inArgs), new PropertySet(outArgs));
    } catch (HostException e) {
      return tell(instance, action, e, e.status());
    } catch (OutOfMemoryError e) {
      return tell(
          instance,
          action,
          new IllegalStateException(
              "not enough memory for Java ("
                  + Runtime.getRuntime().maxMemory() / (1 << 20)
                  + " MiB allowed); set LIKENESS_JAVA_OPTS=-Xmx8g or render on fewer threads",
              e),
          OfxStatus.ERR_MEMORY);
    } catch (Throwable t) {
      return tell(instance, action, t, OfxStatus.FAILED);
    }
  }

  private static int tell(HostEffect instance, String action, Throwable t, int status) {
    String text = t.getMessage();
    LOG.error("{} failed", action, t);
    instance.say(
        HostEffect.Severity.ERROR,
        text == null || text.isBlank() ? "an error without a text: " + t.getClass() : text);
    return status;
  }

  private int perform(
      String action, long handle, HostEffect instance, PropertySet in, PropertySet out) {
    switch (action) {
      case "OfxActionCreateInstance" -> {
        instances.put(handle, instance);
        effect.created(instance);
        return OfxStatus.OK;
      }
      case "OfxActionDestroyInstance" -> {
        instances.remove(handle);
        effect.destroyed(instance);
        return OfxStatus.OK;
      }
      case "OfxImageEffectActionRender" -> {
        effect.render(RenderArgs.of(instance, in));
        return OfxStatus.OK;
      }
      case "OfxImageEffectActionIsIdentity" -> {
        RenderArgs args = RenderArgs.of(instance, in);
        Optional<String> clip = effect.identity(args);
        if (clip.isEmpty()) {
          return OfxStatus.REPLY_DEFAULT;
        }
        out.setString("OfxPropName", 0, clip.get());
        out.setDouble("OfxPropTime", 0, args.time());
        return OfxStatus.OK;
      }
      case "OfxImageEffectActionGetRegionOfDefinition" -> {
        Optional<RectD> region =
            effect.regionOfDefinition(instance, in.getDouble("OfxPropTime", 0, 0));
        region.ifPresent(r -> out.setRectD("OfxImageEffectPropRegionOfDefinition", r));
        return region.isPresent() ? OfxStatus.OK : OfxStatus.REPLY_DEFAULT;
      }
      case "OfxImageEffectActionGetRegionsOfInterest" -> {
        return regionsOfInterest(instance, in, out);
      }
      case "OfxImageEffectActionGetClipPreferences" -> {
        return effect.clipPreferences(instance).apply(out) ? OfxStatus.OK : OfxStatus.REPLY_DEFAULT;
      }
      case "OfxActionInstanceChanged" -> {
        effect.changed(
            instance,
            in.getString("OfxPropName", 0, ""),
            in.getString("OfxPropChangeReason", 0, ""),
            in.getDouble("OfxPropTime", 0, 0));
        return OfxStatus.OK;
      }
      case "OfxImageEffectActionBeginSequenceRender" -> {
        effect.beginSequence(instance);
        return OfxStatus.OK;
      }
      case "OfxImageEffectActionEndSequenceRender" -> {
        effect.endSequence(instance);
        return OfxStatus.OK;
      }
      case "OfxActionPurgeCaches" -> {
        effect.purgeCaches();
        return OfxStatus.OK;
      }
      default -> {
        // Frames needed, time domain, begin and end of changes: the host's defaults are right.
        return OfxStatus.REPLY_DEFAULT;
      }
    }
  }

  private int regionsOfInterest(HostEffect instance, PropertySet in, PropertySet out) {
    RectD region =
        new RectD(
            in.getDouble("OfxImageEffectPropRegionOfInterest", 0, 0),
            in.getDouble("OfxImageEffectPropRegionOfInterest", 1, 0),
            in.getDouble("OfxImageEffectPropRegionOfInterest", 2, 0),
            in.getDouble("OfxImageEffectPropRegionOfInterest", 3, 0));
    double time = in.getDouble("OfxPropTime", 0, 0);
    boolean any = false;
    for (ClipDescriptor clip : effect.descriptor().clips()) {
      if (clip.name().equals("Output")) {
        continue;
      }
      Optional<RectD> roi = effect.regionOfInterest(instance, time, clip.name(), region);
      if (roi.isPresent()) {
        out.setRectD("OfxImageClipPropRoI_" + clip.name(), roi.get());
        any = true;
      }
    }
    return any ? OfxStatus.OK : OfxStatus.REPLY_DEFAULT;
  }
}
