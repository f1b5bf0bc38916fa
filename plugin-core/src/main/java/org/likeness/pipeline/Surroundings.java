package org.likeness.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.grain.GrainMeter;
import org.likeness.image.grain.GrainModel;
import org.likeness.pipeline.grade.Finish;
import org.likeness.pipeline.grade.FinishPlan;
import org.likeness.pipeline.grade.GradeSettings;
import org.likeness.pipeline.grade.SteadyTone;

/**
 * What of the frames beside goes into a frame: the tone that its colours are steadied by, and the
 * face's motion. It comes from the stored analysis, never from the frames themselves.
 *
 * @param track of the chosen face
 * @param cuts first frame of each scene but the first
 * @param grain of the shot's scenes
 */
record Surroundings(FaceTrack track, List<Integer> cuts, ShotGrain grain, GradeSettings grade) {
  /** The face in a frame beside; null where it is not, or another one is. */
  @Nullable FaceObservation beside(FaceObservation face, int step) {
    return track.at(face.frame() + step).filter(o -> o.trackId() == face.trackId()).orElse(null);
  }

  /** What the plate's colours are taken for: as they are, or without their trembling. */
  UnaryOperator<Frame> steady(FaceObservation face, List<String> messages) {
    if (!steadies()) {
      return UnaryOperator.identity();
    }
    Optional<SteadyTone> tone = tone(face);
    if (tone.isEmpty()) {
      messages.add(
          "the analysis holds no tone of the skin here, so the colour match goes by this frame"
              + " alone; run likeness analyse again");
      return UnaryOperator.identity();
    }
    return tone.get()::of;
  }

  private boolean steadies() {
    return grade.smooth() > 0 && (grade.matches() || grade.light() > 0);
  }

  private Optional<SteadyTone> tone(FaceObservation face) {
    return SteadyTone.at(track, face, grade.smooth(), scene(face.frame()));
  }

  /**
   * What is to be done on the plate's own pixels.
   *
   * @param facePixels height of the face on the plate
   * @param plate in its own colour space
   * @param part of it round the face, linear Rec.709
   * @param space of the plate
   */
  Finish finish(
      FaceObservation face,
      SwappedCrop swapped,
      Affine2 toCrop,
      double facePixels,
      Frame plate,
      Frame part,
      ColourSpace space,
      List<String> messages) {
    FaceObservation next = beside(face, 1);
    FaceObservation previous = beside(face, -1);
    PixelRect window = plate.dataWindow();
    PixelRect reach =
        Compositor.footprint(toCrop, swapped.learned().rect().width()).intersect(window);
    return new FinishPlan(
            face.frame(),
            () -> grain(face.frame(), plate, space, messages),
            part,
            () -> Compositor.linear(swapped, toCrop, reach),
            () -> Compositor.cover(swapped, toCrop, reach),
            face.landmarks(),
            next == null ? null : next.landmarks(),
            previous == null ? null : previous.landmarks(),
            facePixels)
        .make(grade, messages);
  }

  /** That of the scene; where the analysis holds none, or this is a proxy, of this frame alone. */
  private GrainModel grain(int frame, Frame plate, ColourSpace space, List<String> messages) {
    boolean proxy = track instanceof ScaledTrack;
    Optional<GrainModel> stored = proxy ? Optional.empty() : grain.at(frame);
    if (stored.isEmpty() && !proxy && grain != ShotGrain.NONE) {
      messages.add(
          "the analysis holds no grain of this scene, so grain and sharpness go by this frame"
              + " alone; run likeness analyse again");
    }
    return stored.orElseGet(
        () -> {
          Frame linear = PlateRegion.linear(plate, plate.dataWindow(), space.name());
          return GrainModel.of(GrainMeter.measure(linear));
        });
  }

  /** All of it as text, by which two can be told apart; empty where nothing beside counts. */
  String fingerprint(FaceObservation face) {
    StringBuilder out = new StringBuilder();
    if (steadies()) {
      tone(face)
          .ifPresent(
              t -> out.append(Arrays.toString(t.gain())).append(Arrays.toString(t.contrast())));
    }
    if (grade.grain() > 0 || grade.sharpness() > 0) {
      out.append(grain.fingerprint(face.frame()));
    }
    for (int step = -1; grade.shutter() > 0 && step <= 1; step += 2) {
      FaceObservation o = beside(face, step);
      out.append(o == null ? " none" : Arrays.toString(o.landmarks().xyz()));
    }
    return out.toString();
  }

  /** Whether a frame lies between the same cuts as another. */
  private IntPredicate scene(int frame) {
    int first = Integer.MIN_VALUE;
    int end = Integer.MAX_VALUE;
    for (int cut : cuts) {
      first = cut <= frame ? Math.max(first, cut) : first;
      end = cut > frame ? Math.min(end, cut) : end;
    }
    int from = first;
    int to = end;
    return f -> f >= from && f < to;
  }
}
