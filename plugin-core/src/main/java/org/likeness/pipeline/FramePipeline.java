package org.likeness.pipeline;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.model.ModelManifest;
import org.likeness.model.RefinerModel;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.matte.MatteSettings;

/**
 * The one entry: plate frame in, swapped face out. The node, the command line and the trainer's
 * preview all call it. Safe to use from any number of threads at once; the same input gives the
 * same bytes in any order. Opening is cheap after the first time: models, face networks and
 * analyses are shared between pipelines and kept while their files do not change. Close it when no
 * render runs any more.
 */
public final class FramePipeline implements AutoCloseable {
  private final OpenedParts open;
  private final List<FramePipeline> several;
  private final String name;

  private FramePipeline(OpenedParts open, List<FramePipeline> several, String name) {
    this.open = open;
    this.several = several;
    this.name = name;
  }

  /**
   * Opens what the settings name: model, identity, analysis.
   *
   * @throws org.likeness.model.ModelException for a model or analysis that cannot be used
   * @throws PolicyException if the studio's policy forbids the render
   * @throws IllegalArgumentException for a face choice that cannot be read or that the analysis
   *     does not have, and for a control that the model does not have
   */
  public static FramePipeline open(SwapSettings settings) {
    return open(settings, StudioPolicy.load(), LocalDate.now(ZoneOffset.UTC));
  }

  static FramePipeline open(SwapSettings settings, StudioPolicy policy, LocalDate today) {
    List<OpenedParts> parts = new ArrayList<>();
    boolean done = false;
    try {
      for (SwapSettings one : FaceList.each(settings)) {
        parts.add(new OpenedParts(one, policy, today));
      }
      List<String> names = FaceLayerNames.of(settings);
      List<FramePipeline> each = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        each.add(new FramePipeline(parts.get(i), List.of(), names.get(i)));
      }
      done = true;
      return FaceList.parse(settings.faces().faces()).isEmpty()
          ? each.get(0)
          : new FramePipeline(parts.get(0), List.copyOf(each), "");
    } finally {
      if (!done) {
        parts.forEach(OpenedParts::close);
      }
    }
  }

  /** What is opened for each of several faces, in the settings' order; of one face this. */
  public List<FramePipeline> faces() {
    return several.isEmpty() ? List.of(this) : several;
  }

  OpenedParts opened() {
    return open;
  }

  /** What the model, of several faces the first one's, says of itself. */
  public ModelManifest manifest() {
    return open.model().manifest();
  }

  /** The identity in use; of several faces the first one's. */
  public ModelManifest.Identity identity() {
    return open.model().identity();
  }

  /** sha256 of the model file, hex; of several faces those of all, parted by commas. */
  public String modelSha256() {
    return several.isEmpty()
        ? open.model().sha256()
        : several.stream().map(FramePipeline::modelSha256).collect(Collectors.joining(","));
  }

  /** sha256 of the refiner, hex; empty without one. */
  public String refinerSha256() {
    RefinerModel refiner = open.refiner();
    return refiner == null ? "" : refiner.sha256();
  }

  /** sha256 of the analysis file, hex; empty without one. */
  public String analysisSha256() {
    return open.analysisSha256();
  }

  /**
   * Fingerprint (sha256, hex) of all that the analysis says of the face in a frame: while it stays,
   * corrections elsewhere do not change the frame. Without an analysis it is that of the reference
   * that the face is looked for by, so that other pictures under the same name are noticed; empty
   * where there is none either. Layers that look beyond the face of this frame bring what they look
   * at with them: motion the frames beside it, ids the other faces.
   */
  public String faceSha256(int frame) {
    return several.isEmpty() ? open.faceSha256(frame) : SeveralFaces.fingerprint(several, frame);
  }

  /** sha256 of the shot's own matte network, hex; empty without one. */
  public String matteSha256() {
    return open.matteSha256();
  }

  /** Whether the model may be used unmarked; of several the first that may not. */
  public RightsStatus rights() {
    for (FramePipeline one : several) {
      if (one.rights().marked()) {
        return one.rights();
      }
    }
    return open.rights();
  }

  /**
   * Renders with the analysis of the settings, or, without one, with the faces found in this frame
   * alone.
   *
   * @param plate in the settings' plate colour space; only read
   * @param frame frame number of the plate
   * @param s the knobs; model, identity, analysis and face are those of {@link #open}
   */
  public FrameResult render(Frame plate, int frame, SwapSettings s) {
    return render(plate, frame, 1, 1, s);
  }

  /**
   * The same for a proxy of the plate: the analysis, made of the full plate, is scaled to it.
   *
   * @param scaleX width of {@code plate} over the full width, > 0
   * @param scaleY height of {@code plate} over the full height, > 0
   */
  public FrameResult render(Frame plate, int frame, double scaleX, double scaleY, SwapSettings s) {
    return render(RenderRequest.of(plate, frame).atScale(scaleX, scaleY), s);
  }

  /**
   * The same for all that can be asked of one frame.
   *
   * @throws java.util.concurrent.CancellationException if the request was cancelled meanwhile
   */
  public FrameResult render(RenderRequest request, SwapSettings s) {
    List<String> messages = new ArrayList<>();
    if (!several.isEmpty()) {
      request.cancel().check();
      tellOfBrokenPixels(request.plate(), messages);
      return asked(new SeveralFaces(several, request, s).render(messages), s);
    }
    return render(request, FrameTracks.of(open, request, s, messages), s, messages);
  }

  /**
   * Renders one face with a given track.
   *
   * @param plate in the settings' plate colour space; only read
   * @param frame frame number of the plate
   * @param track where the face is
   * @param s the knobs; model and identity are those of {@link #open}
   */
  public FrameResult render(Frame plate, int frame, FaceTrack track, SwapSettings s) {
    return render(RenderRequest.of(plate, frame), track, s, new ArrayList<>());
  }

  /** With a given track and all that can be asked of one frame. */
  FrameResult render(RenderRequest request, FaceTrack track, SwapSettings s) {
    return render(request, track, s, new ArrayList<>());
  }

  private FrameResult render(
      RenderRequest request, FaceTrack track, SwapSettings s, List<String> messages) {
    request.cancel().check();
    tellOfBrokenPixels(request.plate(), messages);
    return render(request, track, s, messages, request.plate());
  }

  /**
   * One face.
   *
   * @param under what it is put onto: the plate, or it with farther faces
   */
  FrameResult render(
      RenderRequest request, FaceTrack track, SwapSettings s, List<String> messages, Frame under) {
    Optional<FaceObservation> found = track.at(request.frame());
    if (found.isEmpty()) {
      messages.add("no face in this frame: the output's alpha is empty");
      return empty(request, messages, s);
    }
    FaceObservation face = found.get();
    FaceRender render = new FaceRender(open, request, face, s);
    if (render.outside()) {
      messages.add("the face lies outside the picture");
      return empty(request, messages, s);
    }
    FaceRender.Made made =
        render.make(track, LayerInputs.bare(open.analysis(), request, face), messages, under);
    return result(request, made.layers(), messages, face, made.toCrop(), made.inputs(), s);
  }

  private static void tellOfBrokenPixels(Frame plate, List<String> messages) {
    long broken = PlateRegion.notFinite(plate);
    if (broken > 0) {
      messages.add(
          "the plate has "
              + broken
              + (broken == 1 ? " pixel that is" : " pixels that are")
              + " not finite (NaN or infinite); the face is made as if they were black");
    }
  }

  /**
   * Final mattes of one frame made in several ways, without the clips from outside: each over all
   * pixels that the crop can touch; empty where there is no face.
   *
   * @param request the plate and its number
   * @param ways by name
   */
  public Map<String, Plane> mattes(RenderRequest request, Map<String, MatteSettings> ways) {
    FaceTrack track = open.track();
    Optional<FaceObservation> found = track == null ? Optional.empty() : track.at(request.frame());
    if (found.isEmpty()) {
      return Map.of();
    }
    FaceRender render = new FaceRender(open, request, found.get(), SwapSettings.defaults());
    return render.outside() ? Map.of() : render.mattes(ways);
  }

  /** A frame in which no face is replaced. */
  private FrameResult empty(RenderRequest request, List<String> messages, SwapSettings s) {
    return result(
        request,
        Compositor.empty(request.plate()),
        messages,
        null,
        null,
        LayerInputs.bare(open.analysis(), request, null),
        s);
  }

  private FrameResult result(
      RenderRequest request,
      Compositor.Layers l,
      List<String> messages,
      @Nullable FaceObservation face,
      @Nullable Affine2 toCrop,
      LayerInputs inputs,
      SwapSettings s) {
    FrameResult made =
        new FrameResult(
            request.plate(),
            l.face(),
            l.comp(),
            l.raw(),
            l.matte(),
            messages,
            toCrop != null && open.rights().marked(),
            face,
            toCrop,
            toCrop == null ? 0 : manifest().size(),
            RiskPlane.of(open.risk(), l.matte(), face),
            inputs,
            List.of(),
            name,
            List.of());
    return asked(made, s);
  }

  /** Tells of an output that is not there. */
  private static FrameResult asked(FrameResult made, SwapSettings s) {
    Layer asked = s.output().layer();
    return asked == null || new LayerPlanes(made).has(asked)
        ? made
        : made.with(LayerSet.missing(asked) + ", so the picture is empty");
  }

  @Override
  public void close() {
    several.forEach(FramePipeline::close);
    open.close();
  }
}
