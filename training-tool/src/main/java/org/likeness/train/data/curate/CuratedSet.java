package org.likeness.train.data.curate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.likeness.train.data.Curation;
import org.likeness.train.data.FaceRecord;

/**
 * A faceset to be curated: its faces, what was measured on them, who they are, what was decided.
 *
 * @param measured all faces
 * @param clusters the people among them
 * @param curation decisions when it was read
 */
public record CuratedSet(MeasuredFaces measured, IdentityClusters clusters, Curation curation) {
  /** What faces are in: decided or not. */
  public static final List<String> STATES = List.of("kept", "rejected", "undecided");

  /**
   * Reads and measures.
   *
   * @param progress told each face that is through
   */
  public static CuratedSet open(Path folder, IntConsumer progress) throws IOException {
    MeasuredFaces measured = MeasuredFaces.of(folder, progress);
    return new CuratedSet(
        measured, IdentityClusters.find(measured.set().faces()), Curation.read(folder));
  }

  /** The faces. */
  public List<FaceRecord> faces() {
    return measured.set().faces();
  }

  /** One of {@link #STATES} for each face. */
  public List<String> states() {
    Map<String, Curation.Action> decided = curation.decided();
    List<String> out = new ArrayList<>();
    for (FaceRecord face : faces()) {
      Curation.Action a = decided.get(face.file());
      out.add(a == null ? "undecided" : a == Curation.Action.KEEP ? "kept" : "rejected");
    }
    return out;
  }

  /**
   * The faces in a state.
   *
   * @param state one of {@link #STATES}; {@code used} = not rejected; {@code all}
   * @throws IllegalArgumentException with a sentence for another word
   */
  public List<Integer> in(String state) {
    String word = state.toLowerCase(Locale.ROOT);
    if (!STATES.contains(word) && !word.equals("used") && !word.equals("all")) {
      throw new IllegalArgumentException(
          "there is no state \"" + state + "\"; known are kept, rejected, undecided, used, all");
    }
    List<String> states = states();
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      if (word.equals("all")
          || word.equals(states.get(i))
          || (word.equals("used") && !states.get(i).equals("rejected"))) {
        out.add(i);
      }
    }
    return out;
  }
}
