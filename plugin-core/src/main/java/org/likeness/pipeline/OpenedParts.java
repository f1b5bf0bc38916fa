package org.likeness.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceShape;
import org.likeness.face.FaceTrack;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.ShotRisk;
import org.likeness.model.ControlValues;
import org.likeness.model.RefinerModel;
import org.likeness.model.SwapModel;
import org.likeness.pipeline.grade.GradeSettings;
import org.likeness.pipeline.layers.LayerChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a pipeline has opened for one face: model, identity, analysis, matte network, and who may
 * use them. Models and analyses are shared by the process; close it to give them back. Thread-safe
 * until then.
 */
final class OpenedParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenedParts.class);

  /**
   * Models whose lack of rights is in the log already: a node opens its pipeline for each frame.
   */
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private final List<AutoCloseable> held = new ArrayList<>();
  private final SwapModel model;
  private final @Nullable RefinerModel refiner;
  private final SharedParts.@Nullable StoredAnalysis analysis;
  private final @Nullable FaceTrack track;
  private final FaceChoice choice;
  private final LayerChoice layers;
  private final CropTemplate template;
  private final RightsStatus rights;
  private final GradeSettings grade;
  private final FaceSettings faces;
  private final String matteModel;
  private final String matteSha256;

  /**
   * Opens what the settings name.
   *
   * @throws org.likeness.model.ModelException for a model or analysis that cannot be used
   * @throws PolicyException if the studio's policy forbids the render
   * @throws IllegalArgumentException for a face choice that cannot be read or that the analysis
   *     does not have, and for a control that the model does not have
   */
  OpenedParts(SwapSettings settings, StudioPolicy policy, LocalDate today) {
    boolean done = false;
    try {
      grade = settings.grade();
      faces = settings.faces();
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
      if (faces.refiner().isBlank()) {
        refiner = null;
      } else {
        var behind = SharedParts.refiner(faces.refiner());
        held.add(behind);
        refiner = behind.value();
        refiner.fits(model.manifest().size());
      }
      template = CropTemplate.byId(model.manifest().template());
      matteModel = settings.matte().model();
      matteSha256 = matteSha256(matteModel);
      if (settings.analysis().isBlank()) {
        analysis = null;
        track = null;
      } else {
        var storedLease = SharedParts.analysis(settings.analysis(), settings.corrections());
        held.add(storedLease);
        analysis = storedLease.value();
        track = analysis.analysis().track(choice, SharedParts.reference(choice));
      }
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private static String matteSha256(String file) {
    if (file.isBlank()) {
      return "";
    }
    try (var net = SharedParts.partsNet(file)) {
      return net.value().sha256();
    }
  }

  SwapModel model() {
    return model;
  }

  /** What stands behind the model, or null. */
  @Nullable RefinerModel refiner() {
    return refiner;
  }

  /** What the model says of the identity's shape; null where it says nothing usable. */
  @Nullable FaceShape identityShape() {
    List<Float> numbers = model.manifest().shape(model.identity().id());
    if (numbers.size() != 2 * FaceShape.COUNT) {
      return null;
    }
    float[] xy = new float[numbers.size()];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = numbers.get(i);
    }
    return new FaceShape(xy);
  }

  /** What the analysis shows of the performer's shape over the shot, or null. */
  @Nullable FaceShape performerShape(double aspect) {
    SharedParts.StoredAnalysis a = analysis;
    FaceTrack t = track;
    if (a == null || t == null) {
      return null;
    }
    return a.shapes()
        .computeIfAbsent(
            choice + " " + aspect,
            k ->
                FaceShape.of(
                        a.analysis().frames().stream()
                            .flatMap(f -> t.at(f).stream())
                            .flatMap(o -> FaceShape.look(o, aspect).stream())
                            .toList())
                    .map(FaceShape::rounded))
        .orElse(null);
  }

  /** The analysis with its corrections, or null without one. */
  @Nullable ShotAnalysis analysis() {
    return analysis == null ? null : analysis.analysis();
  }

  /** sha256 of the analysis file, hex; empty without one. */
  String analysisSha256() {
    return analysis == null ? "" : analysis.sha256();
  }

  /** The chosen face in the analysis, or null without one. */
  @Nullable FaceTrack track() {
    return track;
  }

  CropTemplate template() {
    return template;
  }

  RightsStatus rights() {
    return rights;
  }

  /** File of the shot's own matte network, or empty. */
  String matteModel() {
    return matteModel;
  }

  /** sha256 of that, hex, or empty. */
  String matteSha256() {
    return matteSha256;
  }

  /** What the analysis knows of this identity's risk, or null. */
  @Nullable ShotRisk risk() {
    ShotAnalysis a = analysis();
    return a == null ? null : a.risks().get(model.identity().id());
  }

  /** The frames beside, as a grade looks at them. */
  Surroundings around(FaceTrack of, GradeSettings g) {
    return analysis == null
        ? new Surroundings(of, List.of(), ShotGrain.NONE, g)
        : new Surroundings(of, analysis.analysis().cuts(), analysis.grain(), g);
  }

  /** See {@link FramePipeline#faceSha256}. */
  String faceSha256(int frame) {
    ShotAnalysis a = analysis();
    if (track == null || a == null) {
      float[] like = SharedParts.reference(choice);
      return like == null ? "" : Sha256.of("like " + Arrays.toString(like));
    }
    String face = new FaceFingerprint(track, a, layers, risk(), around(track, grade)).at(frame);
    FaceShape shape = isBent(frame) ? performerShape(1) : null;
    return shape == null ? face : face + " shape " + Sha256.of(shape.numbers().toString());
  }

  /**
   * Whether the shapes of performer and identity count in a frame. Where they do it depends on all
   * looks that the performer's shape is the mean of, and only there.
   */
  private boolean isBent(int frame) {
    FaceTrack t = track;
    return t != null
        && faces.bends()
        && identityShape() != null
        && t.at(frame).filter(o -> ShapeBend.bends(o.pose())).isPresent();
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
