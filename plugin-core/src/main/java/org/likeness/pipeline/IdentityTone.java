package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceObservation;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.image.Premult;
import org.likeness.image.Warp;
import org.likeness.model.ModelManifest;
import org.likeness.model.SwapModel;
import org.likeness.pipeline.evaluate.FaceColour;
import org.likeness.pipeline.grade.MatchRegion;

/**
 * How much darker or lighter an identity's skin is than the performer's: the model paints both from
 * the same picture of the performer, so that the light is the same and cancels. Each is measured
 * where {@link org.likeness.colour.MatchMode#GAIN} measures it, so that the match comes out where
 * the model would, had it made no error of light. Used by one thread.
 */
public final class IdentityTone {
  /** Turned farther, a face shows the model less of the skin. */
  private static final float FRONT = 30;

  private final SwapModel identity;
  private final SwapModel performer;
  private final List<double[]> ratios = new ArrayList<>();

  /**
   * A measurement.
   *
   * @param identity a model opened for the identity
   * @param performer the same opened for the performer; both stay the caller's
   */
  public IdentityTone(SwapModel identity, SwapModel performer) {
    this.identity = identity;
    this.performer = performer;
  }

  /**
   * Looks at a picture of the performer.
   *
   * @param light the picture, linear Rec.709
   * @param face the performer's in it
   * @return whether it counts: a face from the front, of which both mattes show some
   */
  public boolean add(Frame light, FaceObservation face) {
    if (Math.abs(face.pose().yaw()) > FRONT || Math.abs(face.pose().pitch()) > FRONT) {
      return false;
    }
    Affine2 toCrop = toCrop(light, face);
    Frame crop = Warp.toCrop(light, toCrop, identity.manifest().size());
    SwappedCrop ours = swapped(identity, crop);
    SwappedCrop theirs = swapped(performer, crop);
    Plane sure = MatchRegion.sure(ours.learned());
    Plane both = Premult.multiply(sure, MatchRegion.sure(theirs.learned()));
    double seen = 0;
    for (float v : both.data()) {
      seen += v;
    }
    // What a match would make of the identity here, had it to bring it to the picture ...
    double[] is = mean(ours.raw(), sure);
    double[] wanted = mean(crop, ours.learned());
    // ... and what of that is the model's own error in this light: it shows on the performer.
    double[] painted = mean(theirs.raw(), both);
    double[] was = mean(crop, both);
    double[] ratio = new double[3];
    boolean good = seen > 0;
    for (int c = 0; c < 3; c++) {
      ratio[c] = is[c] / wanted[c] * was[c] / painted[c];
      good &= ratio[c] > 0 && Double.isFinite(ratio[c]);
    }
    if (good) {
      ratios.add(ratio);
    }
    return good;
  }

  private Affine2 toCrop(Frame light, FaceObservation face) {
    ModelManifest m = identity.manifest();
    return FaceAligner.plateToCrop(
        face, CropTemplate.byId(m.template()), m.coverage(), m.size(), light.pixelAspect());
  }

  private static double[] mean(Frame f, Plane weight) {
    return FaceColour.mean(f, weight.data(), weight.rect());
  }

  private static SwappedCrop swapped(SwapModel model, Frame crop) {
    ModelManifest m = model.manifest();
    SwappedCrop.Look look =
        new SwappedCrop.Look() {
          @Override
          public Frame crop(int factor) {
            return crop;
          }

          @Override
          public Plane skin(int factor) {
            throw new IllegalStateException("colours are not matched here");
          }

          @Override
          public double facePixels() {
            return m.size() / m.coverage();
          }
        };
    SwapSettings s = SwapSettings.of(Map.of(GradeParams.COLOUR_MATCH.name(), "0"));
    return SwappedCrop.of(model, null, look, UnaryOperator.identity(), null, s);
  }

  /** Pictures that counted. */
  public int count() {
    return ratios.size();
  }

  /**
   * The tone.
   *
   * @return the identity's linear R, G, B over the performer's, medians over the pictures; nothing
   *     where none counted
   */
  public Optional<List<Float>> tone() {
    if (ratios.isEmpty()) {
      return Optional.empty();
    }
    List<Float> out = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      int channel = c;
      double[] all = ratios.stream().mapToDouble(r -> r[channel]).sorted().toArray();
      out.add((float) ((all[(all.length - 1) / 2] + all[all.length / 2]) / 2));
    }
    return Optional.of(List.copyOf(out));
  }
}
