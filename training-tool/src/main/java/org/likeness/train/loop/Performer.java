package org.likeness.train.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.train.data.InputGain;
import org.likeness.train.data.SkinTone;
import org.likeness.train.data.TrainingSet;

/**
 * Shows a network everybody in the performer's mean colours, while each decoder's labels stay the
 * identity's own. One picture does not tell dark skin from little light: without this an encoder
 * takes the performer's skin for light, and the identity comes out as bright as the performer.
 * Plates of the performer need no change when they are rendered.
 */
public final class Performer {
  private Performer() {}

  /**
   * The identities with their tones, where a performer is named; known ones stay.
   *
   * @param who all of the network's identities
   * @param sets of the last of them, which are trained now
   * @throws IllegalArgumentException if the performer is none of them, or the tone of one who is
   *     not trained now is unknown
   */
  public static List<TrainedIdentity> measured(
      @Nullable String performer, List<TrainedIdentity> who, List<TrainingSet> sets) {
    if (performer == null) {
      return who;
    }
    List<TrainedIdentity> out = new ArrayList<>();
    int first = who.size() - sets.size();
    for (int i = 0; i < who.size(); i++) {
      TrainedIdentity one = who.get(i);
      boolean known = one.tone() != null || i < first;
      out.add(known ? one : one.with(SkinTone.of(sets.get(i - first))));
    }
    tone(performer, out);
    return out;
  }

  /**
   * The faces as the network is shown them.
   *
   * @param who all of the network's identities, {@link #measured}
   * @param sets of the last of them
   */
  public static List<TrainingSet> shown(
      @Nullable String performer, List<TrainedIdentity> who, List<TrainingSet> sets) {
    List<TrainingSet> out = new ArrayList<>();
    int first = who.size() - sets.size();
    for (int i = 0; i < sets.size(); i++) {
      out.add(sets.get(i).shown(gain(performer, who, who.get(first + i).id())));
    }
    return out;
  }

  /** What the network is shown somebody with; none for a stranger. */
  public static InputGain gain(@Nullable String performer, List<TrainedIdentity> who, String id) {
    if (performer == null || id.equals(performer)) {
      return InputGain.NONE;
    }
    for (TrainedIdentity one : who) {
      if (one.id().equals(id) && one.tone() != null) {
        return one.tone().to(tone(performer, who));
      }
    }
    return InputGain.NONE;
  }

  private static SkinTone tone(String performer, List<TrainedIdentity> who) {
    for (TrainedIdentity one : who) {
      if (one.id().equals(performer)) {
        if (one.tone() == null) {
          throw new IllegalArgumentException(
              "performer is "
                  + performer
                  + ", whose colours this model was not trained with; train with the facesets of"
                  + " all identities");
        }
        return one.tone();
      }
    }
    throw new IllegalArgumentException(
        "performer is "
            + performer
            + "; the identities are "
            + String.join(", ", who.stream().map(TrainedIdentity::id).toList()));
  }
}
