package org.likeness.train.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.face.IdentityGallery;

/** Says of the faces of a picture whose faceset each belongs to. */
public interface FaceRouter {
  /**
   * A face and whose it is.
   *
   * @param face as it was found
   * @param who a person's name; {@link #UNKNOWN} for somebody else
   */
  record Told(FaceObservation face, String who) {}

  /** The name of faces that are nobody's in the gallery. */
  String UNKNOWN = "unknown";

  /**
   * The faces to keep.
   *
   * @param faces all that were found in one picture, largest first
   */
  List<Told> route(List<FaceObservation> faces);

  /** All of one person: the largest alone, or every face. */
  static FaceRouter one(String who, boolean everyFace) {
    return faces ->
        faces.stream().limit(everyFace ? faces.size() : 1).map(f -> new Told(f, who)).toList();
  }

  /**
   * Those that are like somebody in a gallery. Two faces of one picture never get one name: the
   * more alike has it.
   *
   * @param unknown whether the others are kept, as {@link #UNKNOWN}
   * @param only a person's name, to keep that one alone; or null for all
   */
  static FaceRouter byGallery(IdentityGallery gallery, boolean unknown, @Nullable String only) {
    return faces -> {
      record Likely(FaceObservation face, IdentityGallery.Match match) {}
      List<Likely> likely = new ArrayList<>();
      for (FaceObservation face : faces) {
        float[] vector = face.detail().identity();
        if (vector.length > 0) {
          gallery
              .match(vector)
              .filter(IdentityGallery.Match::surePicture)
              .ifPresent(m -> likely.add(new Likely(face, m)));
        }
      }
      likely.sort(Comparator.comparingDouble(l -> -l.match().likeness()));
      Set<String> taken = new HashSet<>();
      likely.removeIf(l -> !taken.add(l.match().person().name()));
      List<Told> out = new ArrayList<>();
      for (FaceObservation face : faces) {
        Optional<Likely> who = likely.stream().filter(l -> l.face() == face).findFirst();
        if (who.isPresent()) {
          String name = who.get().match().person().name();
          if (only == null || only.equals(name)) {
            out.add(new Told(face, name));
          }
        } else if (unknown) {
          out.add(new Told(face, UNKNOWN));
        }
      }
      return out;
    };
  }
}
