package org.likeness.effect;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.effect.ClipDescriptor;
import org.likeness.ofx.effect.ClipPreferences;
import org.likeness.ofx.effect.EffectDescriptor;
import org.likeness.ofx.effect.ImageEffect;
import org.likeness.ofx.effect.RenderArgs;
import org.likeness.ofx.host.HostClip;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostException;
import org.likeness.ofx.host.HostImage;
import org.likeness.ofx.host.RectD;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.FrameResult;
import org.likeness.pipeline.LayerWriter;
import org.likeness.pipeline.OutputChoice;
import org.likeness.pipeline.Provenance;
import org.likeness.pipeline.SwapParams;
import org.likeness.pipeline.SwapSettings;

/**
 * The node. It holds no state that a render depends on: frames come in any order, on any thread,
 * and models are shared by the process. It computes on the same arrays as the command line.
 */
public final class FaceSwapEffect implements ImageEffect {
  /** Never changes: projects store it. */
  public static final String ID = "org.likeness.FaceSwap";

  private static final String SOURCE = "Source";
  private static final String OUTPUT = "Output";

  private static final EffectDescriptor DESCRIPTOR =
      new EffectDescriptor(
          ID,
          1,
          0,
          "Likeness FaceSwap",
          "Likeness",
          "Replaces the performer's face in a plate by a trained identity, in scene-linear float,"
              + " with alpha.",
          List.of(EffectDescriptor.FILTER, EffectDescriptor.GENERAL),
          List.of(ClipDescriptor.rgba(SOURCE), ClipDescriptor.rgba(OUTPUT)),
          EffectParams.descriptors(),
          EffectDescriptor.FULLY_SAFE);

  private final Map<HostEffect, NodeState> states = new WeakHashMap<>();

  /** For the service loader. */
  public FaceSwapEffect() {}

  @Override
  public EffectDescriptor descriptor() {
    return DESCRIPTOR;
  }

  private NodeState state(HostEffect node) {
    synchronized (states) {
      return states.computeIfAbsent(node, n -> new NodeState());
    }
  }

  @Override
  public void destroyed(HostEffect node) {
    synchronized (states) {
      states.remove(node);
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
      state(args.instance())
          .warn(args.instance(), "no model is chosen, so the plate passes unchanged");
      return Optional.of(SOURCE);
    }
    return s.output() == OutputChoice.COMP && s.mix() == 0 && s.writeLayers().isBlank()
        ? Optional.of(SOURCE)
        : Optional.empty();
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
    OutputChoice output = EffectParams.at(node, 0).output();
    boolean ownAlpha = output != OutputChoice.COMP && output != OutputChoice.DEBUG;
    return new ClipPreferences(
        "OfxImageComponentRGBA", ownAlpha ? "OfxImageAlphaPremultiplied" : null, false);
  }

  @Override
  public void changed(HostEffect node, String what, String reason, double time) {
    if (!SwapParams.BY_NAME.containsKey(what) || reason.equals("OfxChangeTime")) {
      return;
    }
    state(node).reset(node);
    if (List.of("model", "identity", "analysis", "face").contains(what)) {
      node.param(EffectParams.STATUS).setString(status(EffectParams.at(node, time)));
    }
  }

  private static String status(SwapSettings s) {
    if (s.model().isBlank()) {
      return "no model is chosen";
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
  public void render(RenderArgs args) {
    HostEffect node = args.instance();
    SwapSettings settings = EffectParams.at(node, args.time());
    int frame = Math.toIntExact(Math.round(args.time()));
    HostClip source = node.clip(SOURCE);
    try (HostImage out = node.clip(OUTPUT).image(args.time())) {
      if (out == null) {
        if (!node.aborted()) {
          throw new HostException(OfxStatus.FAILED, "the host gave no picture to render into");
        }
        return;
      }
      HostImage in = source.image(args.time());
      if (in == null) {
        withoutPlate(args, source, out, frame);
        return;
      }
      try (in) {
        swap(args, settings, frame, in, out);
      }
    }
  }

  private void withoutPlate(RenderArgs args, HostClip source, HostImage out, int frame) {
    HostEffect node = args.instance();
    if (source.connected() && !node.aborted()) {
      throw new HostException(
          OfxStatus.FAILED, "the host gave no picture of the plate at frame " + frame);
    }
    HostFrames.write(null, out, args.window(), PlateGeometry.of(args, out));
    state(node).warn(node, "nothing is connected to " + SOURCE + ", so the output is black");
  }

  private void swap(
      RenderArgs args, SwapSettings settings, int frame, HostImage in, HostImage out) {
    HostEffect node = args.instance();
    PlateGeometry geometry = PlateGeometry.of(args, in);
    long pixels = (long) in.bounds().width() * in.bounds().height();
    try (RenderWorkers.Share share = RenderWorkers.reserve(pixels)) {
      Frame plate = HostFrames.read(in, geometry);
      if (settings.model().isBlank()) {
        // A host that never asks for identity.
        HostFrames.write(plate, out, args.window(), geometry);
        state(node).warn(node, "no model is chosen, so the plate passes unchanged");
        return;
      }
      PlateFile file =
          settings.writeLayers().isBlank()
              ? new PlateFile("", List.of())
              : PlateFile.of(node.clip(SOURCE), in.filePath());
      String host = node.host().traits().name();
      Made made = RenderWorkers.call(() -> make(args, settings, plate, frame, file, host));
      HostFrames.write(made.picture(), out, args.window(), geometry);
      made.messages().forEach(m -> state(node).warn(node, m));
    }
  }

  /** What the workers hand back to the host's thread. */
  private record Made(Frame picture, List<String> messages) {}

  private static Made make(
      RenderArgs args,
      SwapSettings settings,
      Frame plate,
      int frame,
      PlateFile file,
      @Nullable String host)
      throws IOException {
    try (FramePipeline pipeline = FramePipeline.open(settings)) {
      FrameResult result = pipeline.render(plate, frame, args.scaleX(), args.scaleY(), settings);
      if (!settings.writeLayers().isBlank()) {
        Provenance provenance = Provenance.of(pipeline, settings, String.valueOf(host));
        new LayerWriter()
            .write(
                FramePattern.parse(settings.writeLayers()).path(frame),
                result,
                OutputChoice.FACE,
                file.attributes(),
                file.name().isEmpty() ? provenance : provenance.withPlate(file.name()));
      }
      return new Made(result.output(settings.output()), result.messages());
    }
  }
}
