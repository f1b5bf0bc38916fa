package org.likeness.pipeline;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceParts;
import org.likeness.face.FaceTrack;
import org.likeness.face.PartsNet;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.ShotRisk;
import org.likeness.face.SingleFrameTrack;
import org.likeness.face.SkinRegion;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.model.ControlValues;
import org.likeness.model.ModelManifest;
import org.likeness.model.SwapModel;
import org.likeness.pipeline.grade.Finish;
import org.likeness.pipeline.grade.GradeSettings;
import org.likeness.pipeline.layers.FaceHull;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.layers.LayerChoice;
import org.likeness.pipeline.layers.MatteParts;
import org.likeness.pipeline.matte.FinalMatte;
import org.likeness.pipeline.matte.MatteSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one entry: plate frame in, swapped face out. The node, the command line and the trainer's
 * preview all call it. Safe to use from any number of threads at once; the same input gives the
 * same bytes in any order. Opening is cheap after the first time: models, face networks and
 * analyses are shared between pipelines and kept while their files do not change. Close it when no
 * render runs any more.
 */
public final class FramePipeline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FramePipeline.class);

  /**
   * Models whose lack of rights is in the log already: a node opens its pipeline for each frame.
   */
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  /** Of a face that a correction brought in after the coverage was made. */
  private static final double UNKNOWN_RISK = 1;

  private final List<AutoCloseable> held = new ArrayList<>();
  private final SwapModel model;
  private final SharedParts.@Nullable StoredAnalysis analysis;
  private final @Nullable FaceTrack stored;
  private final FaceChoice choice;
  private final LayerChoice layers;
  private final CropTemplate template;
  private final RightsStatus rights;
  private final GradeSettings grade;
  private final String matteModel;
  private final String matteSha256;

  private FramePipeline(SwapSettings settings, StudioPolicy policy, LocalDate today) {
    boolean done = false;
    try {
      grade = settings.grade();
      choice = FaceChoice.parse(settings.face());
      layers = settings.layerChoice();
      ColourSpace.byName(settings.plateSpace()); // says what is wrong with it before any work
      var lease = SharedParts.model(settings.model(), settings.identity());
      held.add(lease);
      model = lease.value();
      ControlValues.parse(settings.controls(), model.manifest().controls());
      rights = RightsStatus.of(model.manifest().name(), model.manifest().rights(), today);
      policy.check(rights);
      if (rights.marked() && LOGGED.add(model.sha256())) {
        LOG.warn("{}", rights.reason());
      }
      template = CropTemplate.byId(model.manifest().template());
      matteModel = settings.matte().model();
      matteSha256 = matteSha256(settings.matte().model());
      if (settings.analysis().isBlank()) {
        analysis = null;
        stored = null;
      } else {
        var storedLease = SharedParts.analysis(settings.analysis(), settings.corrections());
        held.add(storedLease);
        analysis = storedLease.value();
        stored = analysis.analysis().track(choice, SharedParts.reference(choice));
      }
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
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
    return new FramePipeline(settings, policy, today);
  }

  /** What the model says of itself. */
  public ModelManifest manifest() {
    return model.manifest();
  }

  /** The identity in use. */
  public ModelManifest.Identity identity() {
    return model.identity();
  }

  /** sha256 of the model file, hex. */
  public String modelSha256() {
    return model.sha256();
  }

  /** sha256 of the analysis file, hex; empty without one. */
  public String analysisSha256() {
    return analysis == null ? "" : analysis.sha256();
  }

  /**
   * Fingerprint (sha256, hex) of all that the analysis says of the face in a frame: while it stays,
   * corrections elsewhere do not change the frame. Without an analysis it is that of the reference
   * that the face is looked for by, so that other pictures under the same name are noticed; empty
   * where there is none either. Layers that look beyond the face of this frame bring what they look
   * at with them: motion the frames beside it, ids the other faces.
   */
  public String faceSha256(int frame) {
    if (stored == null || analysis == null) {
      float[] like = SharedParts.reference(choice);
      return like == null ? "" : Sha256.of("like " + Arrays.toString(like));
    }
    return new FaceFingerprint(stored, analysis.analysis(), layers, risk(), around(stored, grade))
        .at(frame);
  }

  private Surroundings around(FaceTrack track, GradeSettings g) {
    List<Integer> cuts = analysis == null ? List.of() : analysis.analysis().cuts();
    return new Surroundings(track, cuts, g);
  }

  /** sha256 of the shot's own matte network, hex; empty without one. */
  public String matteSha256() {
    return matteSha256;
  }

  private static String matteSha256(String file) {
    if (file.isBlank()) {
      return "";
    }
    try (var net = SharedParts.partsNet(file)) {
      return net.value().sha256();
    }
  }

  /** Whether the model may be used unmarked. */
  public RightsStatus rights() {
    return rights;
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
    Frame plate = request.plate();
    int frame = request.frame();
    FaceTrack track = stored;
    if (track != null && analysis != null) {
      if (request.scaleX() != 1 || request.scaleY() != 1) {
        track = new ScaledTrack(track, request.scaleX(), request.scaleY());
      }
      checkCovered(analysis.analysis(), frame, messages);
      messages.addAll(analysis.analysis().problems());
    } else {
      messages.add("no analysis is set: faces were found in this frame alone, without smoothing");
      Frame linear = PlateRegion.linear(plate, plate.dataWindow(), s.plateSpace());
      try (var finder = SharedParts.finder()) {
        track = alone(finder.value(), linear, request, s);
      }
    }
    return render(request, track, s, messages);
  }

  private static FaceTrack alone(
      FaceFinder finder, Frame linear, RenderRequest request, SwapSettings s) {
    FaceChoice choice = FaceChoice.parse(s.face());
    return SingleFrameTrack.of(
        finder,
        linear,
        request.frame(),
        choice.scaled(request.scaleX(), request.scaleY()),
        SharedParts.reference(choice));
  }

  private static void checkCovered(ShotAnalysis a, int frame, List<String> messages) {
    if (!a.frames().contains(frame)) {
      messages.add(
          "this frame is not in the analysis, which covers "
              + FrameRange.describe(a.frames())
              + "; run likeness analyse again");
    }
  }

  /**
   * Renders with a given track.
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
    Frame plate = request.plate();
    request.cancel().check();
    long broken = PlateRegion.notFinite(plate);
    if (broken > 0) {
      messages.add(
          "the plate has "
              + broken
              + (broken == 1 ? " pixel that is" : " pixels that are")
              + " not finite (NaN or infinite); the face is made as if they were black");
    }
    Optional<FaceObservation> found = track.at(request.frame());
    if (found.isEmpty()) {
      messages.add("no face in this frame: the output's alpha is empty");
      return result(request, Compositor.empty(plate), messages, null, null, bare(request, null), s);
    }
    FaceObservation face = found.get();
    ModelManifest m = model.manifest();
    int size = m.size();
    Affine2 toCrop = toCrop(face, plate.pixelAspect());
    PixelRect region = PlateRegion.around(toCrop, size, plate.dataWindow());
    if (region.isEmpty()) {
      messages.add("the face lies outside the picture");
      return result(request, Compositor.empty(plate), messages, null, null, bare(request, null), s);
    }
    ColourSpace space = ColourSpace.byName(s.plateSpace());
    Frame part = PlateRegion.linear(plate, region, space.name());
    Frame crop = Warp.toCrop(part, toCrop, size);
    Surroundings around = around(track, s.grade());
    GuideMattes guides = request.guides().inUse(s, messages);
    request.cancel().check();
    SwappedCrop swapped =
        SwappedCrop.of(
            model,
            crop,
            size / m.coverage(),
            () -> SkinRegion.of(face.landmarks(), toCrop, size),
            analysis == null ? UnaryOperator.identity() : around.steady(face, messages),
            s);
    request.cancel().check();
    double facePixels = size / m.coverage() / toCrop.meanScale();
    Finish finish = around.finish(face, swapped, toCrop, facePixels, plate, part, space, messages);
    request.cancel().check();
    RightsMark mark = rights.marked() ? new RightsMark(rights.state(), space) : null;
    Compositor compositor = new Compositor(space, mark).with(finish);
    FinalMatte.Source parts = parts(plate, face, swapped, toCrop, finish.spread(), s);
    Compositor.Layers layers =
        compositor.blend(
            plate, swapped, FinalMatte.of(parts, s.matte()), toCrop, (float) s.mix(), guides);
    if (mark != null) {
      messages.add(rights.reason());
    }
    LayerInputs known = bare(request, face);
    MatteParts more =
        s.matte().expression().used().contains("occlusion")
            ? known
                .parts()
                .with(
                    Layer.OCCLUSION,
                    window -> FinalMatte.part(parts, "occlusion", s.matte()).crop(window))
            : known.parts();
    LayerInputs inputs =
        new LayerInputs(
            more.withCrop(Layer.LEARNED, swapped.learned(), toCrop)
                .with(Layer.HULL, FaceHull.of(face)::over),
            window -> compositor.raw(swapped, toCrop, window),
            window -> compositor.colours(swapped, toCrop, window).face(),
            around.beside(face, 1),
            around.beside(face, -1),
            known.faces());
    return result(request, layers, messages, face, toCrop, inputs, s);
  }

  /**
   * Final mattes of one frame made in several ways, without the clips from outside: each over all
   * pixels that the crop can touch; empty where there is no face.
   *
   * @param request the plate and its number
   * @param ways by name
   */
  public Map<String, Plane> mattes(RenderRequest request, Map<String, MatteSettings> ways) {
    FaceTrack track = stored;
    Optional<FaceObservation> found = track == null ? Optional.empty() : track.at(request.frame());
    if (found.isEmpty()) {
      return Map.of();
    }
    SwapSettings s = SwapSettings.defaults();
    Frame plate = request.plate();
    Affine2 toCrop = toCrop(found.get(), plate.pixelAspect());
    int size = model.manifest().size();
    PixelRect region = PlateRegion.around(toCrop, size, plate.dataWindow());
    if (region.isEmpty()) {
      return Map.of();
    }
    Frame crop = Warp.toCrop(PlateRegion.linear(plate, region, s.plateSpace()), toCrop, size);
    SwappedCrop swapped =
        SwappedCrop.of(
            model,
            crop,
            size / model.manifest().coverage(),
            () -> SkinRegion.of(found.get().landmarks(), toCrop, size),
            UnaryOperator.identity(),
            s);
    return FinalMatte.all(parts(plate, found.get(), swapped, toCrop, 0, s), ways);
  }

  private Affine2 toCrop(FaceObservation face, double aspect) {
    ModelManifest m = model.manifest();
    return Affine2.scale(aspect, 1)
        .then(FaceAligner.plateToCrop(face.stretched(aspect), template, m.coverage(), m.size()));
  }

  /** What a matte is made from, over all pixels that the face can touch when it spreads so far. */
  private FinalMatte.Source parts(
      Frame plate,
      FaceObservation face,
      SwappedCrop swapped,
      Affine2 toCrop,
      int spread,
      SwapSettings s) {
    int size = swapped.learned().rect().width();
    PixelRect near = Compositor.footprint(toCrop, size).grow(spread);
    PixelRect reach = near.intersect(plate.dataWindow()).grow(spread);
    Affine2 look = PartsNet.plateToCrop(face, plate.pixelAspect());
    AtomicReference<FaceParts> seen = new AtomicReference<>();
    return new FinalMatte.Source(
        reach,
        toCrop,
        size,
        size / model.manifest().coverage() / toCrop.meanScale(),
        swapped.learned(),
        face,
        () -> {
          FaceParts known = seen.get();
          if (known == null) {
            PixelRect region = PlateRegion.around(look, FaceParts.SIZE, plate.dataWindow());
            Frame linear = PlateRegion.linear(plate, region, s.plateSpace());
            try (var net = SharedParts.partsNet(matteModel)) {
              known = net.value().look(linear, face);
            }
            seen.set(known);
          }
          return known;
        },
        () -> PlateRegion.linear(plate, reach, s.plateSpace()));
  }

  /** What is known of a frame's faces without the chosen one's pictures. */
  private LayerInputs bare(RenderRequest request, @Nullable FaceObservation chosen) {
    ScaledTrack proxy = new ScaledTrack(f -> Optional.empty(), request.scaleX(), request.scaleY());
    boolean full = request.scaleX() == 1 && request.scaleY() == 1;
    // The same layers in every frame, also where there is nothing to show.
    return new LayerInputs(
        MatteParts.NONE.with(Layer.LEARNED, Plane::zeros).with(Layer.HULL, Plane::zeros),
        null,
        null,
        null,
        null,
        FrameFaceNames.in(
            analysis == null ? null : analysis.analysis(),
            request.frame(),
            chosen,
            full ? o -> o : proxy::scaled));
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
            toCrop != null && rights.marked(),
            face,
            toCrop,
            toCrop == null ? 0 : model.manifest().size(),
            risk(l.matte(), face),
            inputs);
    Layer asked = s.output().layer();
    return asked == null || new LayerPlanes(made).has(asked)
        ? made
        : made.with(LayerSet.missing(asked) + ", so the picture is empty");
  }

  /** The identity's risk in this frame over its matte; null where the analysis holds none. */
  private @Nullable Plane risk(Plane matte, @Nullable FaceObservation face) {
    ShotRisk risk = risk();
    if (risk == null) {
      return null;
    }
    float here =
        face == null ? 0 : (float) risk.at(face.trackId(), face.frame()).orElse(UNKNOWN_RISK);
    Plane out = Plane.zeros(matte.rect());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = here * matte.data()[i];
    }
    return out;
  }

  private @Nullable ShotRisk risk() {
    return analysis == null ? null : analysis.analysis().risks().get(identity().id());
  }

  @Override
  public void close() {
    for (AutoCloseable h : held) {
      try {
        h.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing a model failed: " + e.getMessage(), e);
      }
    }
    held.clear();
  }
}
