package org.likeness.effect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.effect.ClipDescriptor;
import org.likeness.ofx.effect.ClipPreferences;
import org.likeness.ofx.effect.EffectDescriptor;
import org.likeness.ofx.effect.EffectFeatures;
import org.likeness.ofx.effect.ImageEffect;
import org.likeness.ofx.effect.OutputPlanes;
import org.likeness.ofx.effect.OverlayInteract;
import org.likeness.ofx.effect.RenderArgs;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.PixelComponents;
import org.likeness.ofx.host.PixelDepth;
import org.likeness.ofx.host.RectD;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.OutputChoice;
import org.likeness.pipeline.SwapParams;
import org.likeness.pipeline.SwapSettings;

/**
 * The node. It holds no state that a render depends on: frames come in any order, on any thread,
 * and models are shared by the process. It computes on the same arrays as the command line.
 */
public final class FaceSwapEffect implements ImageEffect {
  /** Never changes: projects store it. */
  public static final String ID = "org.likeness.FaceSwap";

  /** The plate. */
  static final String SOURCE = "Source";

  static final String OUTPUT = "Output";

  /** Where the face may appear. */
  static final String MATTE = "Matte";

  /** Where the plate stays in front. */
  static final String HOLDOUT = "Holdout";

  static final String NONE_CHOSEN = "no model is chosen";
  static final String NO_MODEL = NONE_CHOSEN + ", so the plate passes unchanged";

  private static final EffectDescriptor DESCRIPTOR =
      new EffectDescriptor(
          ID,
          1,
          3,
          "Likeness FaceSwap",
          "Likeness",
          "Replaces the performer's face in a plate by a trained identity, in scene-linear float,"
              + " with alpha.",
          List.of(EffectDescriptor.FILTER, EffectDescriptor.GENERAL),
          clips(),
          EffectParams.descriptors(),
          EffectDescriptor.FULLY_SAFE,
          EffectFeatures.PLAIN
              .withDepths(PixelDepth.FLOAT, PixelDepth.HALF, PixelDepth.SHORT, PixelDepth.BYTE)
              .withOverlay()
              .with(OutputPlanes.DESCRIBED));

  private final Map<HostEffect, NodeState> states = new WeakHashMap<>();
  private final FaceOverlay overlay = new FaceOverlay(this::state);

  /** For the service loader. */
  public FaceSwapEffect() {}

  @Override
  public EffectDescriptor descriptor() {
    return DESCRIPTOR;
  }

  private static List<ClipDescriptor> clips() {
    String rgba = PixelComponents.RGBA.ofxName();
    String rgb = PixelComponents.RGB.ofxName();
    String alpha = PixelComponents.ALPHA.ofxName();
    return List.of(
        new ClipDescriptor(SOURCE, List.of(rgba, rgb), false, false),
        ClipDescriptor.matte(MATTE),
        ClipDescriptor.matte(HOLDOUT),
        new ClipDescriptor(OUTPUT, List.of(rgba, rgb, alpha), false, false));
  }

  private NodeState state(HostEffect node) {
    synchronized (states) {
      return states.computeIfAbsent(node, n -> new NodeState());
    }
  }

  @Override
  public void destroyed(HostEffect node) {
    NodeState state;
    synchronized (states) {
      state = states.remove(node);
    }
    if (state != null) {
      state.awaitLeft();
    }
  }

  /**
   * The plate passes where no model is chosen yet, which the node says, and where a comp is faded
   * out altogether. A model that is chosen but cannot be used is a failure of the render: a farm
   * must not deliver untouched plates.
   */
  @Override
  public Optional<String> identity(RenderArgs args) {
    SwapSettings s = EffectParams.at(args.instance(), args.time());
    if (s.model().isBlank()) {
      state(args.instance()).warn(args.instance(), NO_MODEL);
    }
    return EffectParams.passes(s) ? Optional.of(SOURCE) : Optional.empty();
  }

  @Override
  public Optional<RectD> regionOfDefinition(HostEffect node, double time) {
    return sourceRegion(node, time);
  }

  /** A face anywhere in the plate decides the pixels, so all of it is read. */
  @Override
  public Optional<RectD> regionOfInterest(HostEffect node, double time, String clip, RectD region) {
    return clip.equals(SOURCE) ? sourceRegion(node, time) : Optional.empty();
  }

  private static Optional<RectD> sourceRegion(HostEffect node, double time) {
    return Optional.ofNullable(node.clip(SOURCE).regionOfDefinition(time))
        .filter(r -> !r.isEmpty());
  }

  @Override
  public ClipPreferences clipPreferences(HostEffect node) {
    SwapSettings s = EffectParams.at(node, 0);
    OutputChoice output = s.output();
    return new ClipPreferences(
        "OfxImageComponentRGBA",
        alphaOf(output),
        // A still of a face moves with the analysis, and layers are written for each frame.
        !s.analysis().isBlank() || !s.writeLayers().isBlank());
  }

  @Override
  public Optional<OutputPlanes> planes(HostEffect node, double time) {
    return Optional.of(LayerOutputs.described(LayerOutputs.of(node, EffectParams.at(node, time))));
  }

  /** What the host is told of the output's alpha; null where it is the plate's. */
  private static @Nullable String alphaOf(OutputChoice output) {
    if (output.isPremultiplied()) {
      return "OfxImageAlphaPremultiplied";
    }
    return output == OutputChoice.UNPREMULTIPLIED || output.isData()
        ? "OfxImageAlphaUnPremultiplied"
        : null;
  }

  @Override
  public void changed(HostEffect node, String what, String reason, double time) {
    if (reason.equals("OfxChangeTime")) {
      return;
    }
    boolean byArtist = reason.equals("OfxChangeUserEdited");
    if (what.equals(EffectParams.ANALYSE)) {
      state(node).reset(node);
      if (new AnalyseAction(node, state(node), time).run()) {
        showStatus(node, time);
      }
    } else if (what.equals(EffectParams.PRESET) && byArtist) {
      EffectParams.applyPreset(node, time);
    } else if (what.equals(EffectParams.PRESET_FILE) && byArtist) {
      state(node).reset(node);
      EffectParams.applyFile(node, time);
    } else if (SwapParams.BY_NAME.containsKey(what)) {
      state(node).reset(node);
      if (List.of("model", "identity", "analysis", "corrections", "face").contains(what)) {
        showStatus(node, time);
      }
      if (byArtist) {
        EffectParams.leavePreset(node, what, time);
      }
    }
  }

  private static void showStatus(HostEffect node, double time) {
    node.param(EffectParams.STATUS).setString(status(EffectParams.at(node, time)));
  }

  private static String status(SwapSettings s) {
    if (s.model().isBlank()) {
      return NONE_CHOSEN;
    }
    return RenderWorkers.call(
        () -> {
          try (FramePipeline p = FramePipeline.open(s)) {
            String rights = p.rights().marked() ? p.rights().reason() : "rights in order";
            String analysis =
                s.analysis().isBlank() ? "no analysis: every frame alone" : "analysis in order";
            return p.manifest().name() + ", " + p.identity().id() + "; " + analysis + "; " + rights;
          } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
          }
        });
  }

  @Override
  public void purgeCaches() {
    RenderAction.forget();
  }

  @Override
  public Optional<OverlayInteract> overlay() {
    return Optional.of(overlay);
  }

  @Override
  public void render(RenderArgs args) {
    new RenderAction(args, state(args.instance())).run();
  }
}
