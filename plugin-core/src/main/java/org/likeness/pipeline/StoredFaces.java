package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.model.ModelException;

/**
 * The faces of one frame as an analysis has them, for those who show them.
 *
 * @param all one a track, in the order of the tracks; full plate pixels
 * @param chosen the one that a choice picks, or null
 */
public record StoredFaces(List<FaceObservation> all, @Nullable FaceObservation chosen) {
  /** Copies. */
  public StoredFaces {
    all = List.copyOf(all);
  }

  /**
   * Looks them up. Cheap after the first time: analyses are shared in the process.
   *
   * @param analysis path of the file
   * @param corrections on top of those in the file, as JSON
   * @param face as {@link FaceChoice#parse} reads it
   * @throws org.likeness.model.ModelException if the file cannot be used
   */
  public static StoredFaces at(String analysis, String corrections, String face, int frame) {
    try (var lease = SharedParts.analysis(analysis, corrections)) {
      ShotAnalysis a = lease.value().analysis();
      List<FaceObservation> all = new ArrayList<>();
      for (ShotAnalysis.Track t : a.tracks()) {
        t.at(frame).ifPresent(all::add);
      }
      return new StoredFaces(all, chosen(a, face, frame).orElse(null));
    }
  }

  /**
   * The analysis itself, with corrections on top of its own.
   *
   * @throws org.likeness.model.ModelException if the file cannot be used
   */
  public static ShotAnalysis analysis(String analysis, String corrections) {
    try (var lease = SharedParts.analysis(analysis, corrections)) {
      return lease.value().analysis();
    }
  }

  private static Optional<FaceObservation> chosen(ShotAnalysis a, String face, int frame) {
    try {
      FaceChoice choice = FaceChoice.parse(face);
      return a.track(choice, SharedParts.reference(choice)).at(frame);
    } catch (IllegalArgumentException | ModelException e) {
      // A render says what is wrong with the choice; here it just picks nobody.
      return Optional.empty();
    }
  }
}
