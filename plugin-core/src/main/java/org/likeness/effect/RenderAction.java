package org.likeness.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.likeness.effect.RecentResults.Made;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.effect.RenderArgs;
import org.likeness.ofx.host.HostClip;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostException;
import org.likeness.ofx.host.HostImage;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.FrameResult;
import org.likeness.pipeline.GuideMattes;
import org.likeness.pipeline.LayerWriter;
import org.likeness.pipeline.OutputChoice;
import org.likeness.pipeline.Provenance;
import org.likeness.pipeline.RenderCancel;
import org.likeness.pipeline.RenderRequest;
import org.likeness.pipeline.SwapSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One render of a node: reads the host's images on the host's thread, computes on a thread of ours,
 * writes on the host's thread again. A host that stops the render is answered at once, with an
 * unfinished picture that it throws away.
 */
final class RenderAction {
  private static final Logger LOG = LoggerFactory.getLogger(RenderAction.class);

  private static final RecentResults RECENT = new RecentResults();

  private final RenderArgs args;
  private final HostEffect node;
  private final NodeState state;
  private final SwapSettings settings;
  private final List<LayerOutputs.Plane> planes;
  private final int frame;
  private final BooleanSupplier stopped;

  RenderAction(RenderArgs args, NodeState state) {
    this.args = args;
    this.node = args.instance();
    this.state = state;
    this.settings = EffectParams.at(node, args.time());
    this.planes = LayerOutputs.asked(args, settings);
    this.frame = frameOf(args.time());
    this.stopped = node::aborted;
  }

  /** The plate's frame at a host's time: the nearest whole one. */
  static int frameOf(double time) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Math.round(time)));
  }

  void run() {
    long begin = System.nanoTime();
    String how = "done";
    try {
      render();
    } catch (CancellationException e) {
      how = "stopped by the host";
    } catch (RuntimeException | Error e) {
      how = "failed";
      throw e;
    } finally {
      LOG.debug(
          "render of frame {}, window {}, scale {}, output {}: {} after {} ms",
          frame,
          args.window(),
          args.scaleX(),
          settings.output().id(),
          how,
          (System.nanoTime() - begin) / 1_000_000);
    }
  }

  private void render() {
    HostClip source = node.clip(FaceSwapEffect.SOURCE);
    look();
    try (HostImage out = node.clip(FaceSwapEffect.OUTPUT).image(args.time())) {
      if (out == null) {
        if (!node.aborted()) {
          throw new HostException(OfxStatus.FAILED, "the host gave no picture to render into");
        }
        return;
      }
      look();
      try (HostImage in = source.image(args.time())) {
        if (in == null) {
          withoutPlate(source, out);
        } else if (EffectParams.passes(settings)) {
          // A host that never asks for identity.
          in.copyTo(out, args.window());
          writePlanes(Map.of(), PlateGeometry.of(args, in));
          if (settings.model().isBlank()) {
            state.warn(node, FaceSwapEffect.NO_MODEL);
          }
        } else {
          swap(source, in, out);
        }
      }
    }
  }

  /** A host may take its time to hand out an image, and change its mind meanwhile. */
  private void look() {
    if (stopped.getAsBoolean()) {
      throw new CancellationException("the host stopped the render");
    }
  }

  private void withoutPlate(HostClip source, HostImage out) {
    if (source.connected() && !node.aborted()) {
      throw new HostException(
          OfxStatus.FAILED, "the host gave no picture of the plate at frame " + frame);
    }
    HostFrames.write(null, out, args.window(), PlateGeometry.of(args, out), stopped);
    writePlanes(Map.of(), PlateGeometry.of(args, out));
    state.warn(
        node, "nothing is connected to " + FaceSwapEffect.SOURCE + ", so the output is black");
  }

  private void swap(HostClip source, HostImage in, HostImage out) {
    look();
    LOG.trace("frame {}: the host has handed out its images", frame);
    PlateGeometry geometry = PlateGeometry.of(args, in);
    long pixels = (long) in.bounds().width() * in.bounds().height();
    RenderCancel cancel = new RenderCancel();
    try (RenderWorkers.Share share = RenderWorkers.reserve(pixels, stopped)) {
      Frame plate = HostFrames.read(in, geometry, stopped);
      GuideMattes guides =
          new GuideMattes(
              settings.useMatte() ? guide(FaceSwapEffect.MATTE, in, geometry) : null,
              settings.useHoldout() ? guide(FaceSwapEffect.HOLDOUT, in, geometry) : null);
      PlateFile file =
          settings.writeLayers().isBlank() ? new PlateFile("", 0) : PlateFile.of(source, in);
      String host = node.host().traits().nameAndVersion();
      RenderRequest request =
          RenderRequest.of(plate, frame)
              .atScale(args.scaleX(), args.scaleY())
              .with(guides)
              .with(cancel);
      Made made = RenderWorkers.call(share, () -> make(request, file, host), stopped, state::left);
      HostFrames.write(made.picture(), out, args.window(), geometry, stopped);
      writePlanes(made.planes(), geometry);
      state.saw(frame, made.found(), args.scaleX(), args.scaleY());
      made.messages().forEach(m -> state.warn(node, m));
    } finally {
      // Whoever still computes for this render may stop.
      cancel.request();
    }
  }

  /** Fills the planes beside the colour; what is not there becomes 0. */
  private void writePlanes(Map<String, Frame> made, PlateGeometry geometry) {
    for (LayerOutputs.Plane p : planes) {
      look();
      try (HostImage image =
          node.planes()
              .image(node.clip(FaceSwapEffect.OUTPUT), args.time(), args.view(), p.name().name())) {
        if (image == null) {
          LOG.debug("frame {}: the host has no picture for plane {}", frame, p.name().layer());
        } else {
          HostFrames.write(made.get(p.name().name()), image, args.window(), geometry, stopped);
        }
      }
    }
  }

  /** A matte from outside; null where the host has none, whatever it says of connections. */
  private @Nullable Plane guide(String clip, HostImage plate, PlateGeometry geometry) {
    try (HostImage image = node.clip(clip).image(args.time())) {
      if (image == null) {
        LOG.debug("frame {}: the host has no picture for {}", frame, clip);
        return null;
      }
      LOG.debug(
          "frame {}: {} is {} {}, bounds {}",
          frame,
          clip,
          image.layout(),
          image.depth(),
          image.bounds());
      if (image.scaleX() != plate.scaleX()
          || image.scaleY() != plate.scaleY()
          || image.pixelAspect() != plate.pixelAspect()) {
        throw new HostException(
            OfxStatus.ERR_IMAGE_FORMAT,
            "the host gave %s at scale %s with pixel aspect %s, the plate at %s with %s; bring both"
                    .formatted(
                        clip,
                        image.scaleX(),
                        image.pixelAspect(),
                        plate.scaleX(),
                        plate.pixelAspect())
                + " to one format");
      }
      return HostFrames.readGuide(image, geometry, settings.guideChannel(), stopped);
    }
  }

  private Made make(RenderRequest request, PlateFile plateFile, String host) throws IOException {
    try (FramePipeline pipeline = FramePipeline.open(settings)) {
      Path layers =
          settings.writeLayers().isBlank()
              ? null
              : FramePattern.parse(settings.writeLayers()).path(request.frame());
      Made known = RECENT.find(pipeline, request, settings).orElse(null);
      boolean enough =
          known != null
              && planes.stream().allMatch(p -> known.planes().containsKey(p.name().name()));
      if (known != null && enough && (layers == null || Files.exists(layers))) {
        LOG.debug("frame {}: the result of before", request.frame());
        return known;
      }
      FrameResult result = pipeline.render(request, settings);
      if (layers != null) {
        Provenance provenance = Provenance.of(pipeline, settings, host);
        PlateFile.Header file = plateFile.header();
        new LayerWriter(settings)
            .write(
                layers,
                result,
                OutputChoice.FACE,
                file.attributes(),
                file.name().isEmpty() ? provenance : provenance.withPlate(file.name()));
      }
      Map<String, Frame> beside = new HashMap<>();
      for (LayerOutputs.Plane p : planes) {
        beside.put(p.name().name(), p.of(result));
      }
      Made made =
          new Made(result.output(settings.output()), result.found(), result.messages(), beside);
      RECENT.keep(pipeline, request, settings, made);
      return made;
    }
  }

  /** The host is short of memory. */
  static void forget() {
    RECENT.clear();
  }
}
