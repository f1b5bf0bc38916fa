package org.likeness.pipeline.temporal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.pipeline.evaluate.ResultSequence;
import org.likeness.pipeline.evaluate.ResultSequence.Composite;
import org.likeness.pipeline.evaluate.TruthShot;

/** A shot whose correct result is known: that result itself, or one made of the same plate. */
final class TruthRendition implements Rendition {
  private final TruthShot shot;
  private final @Nullable ResultSequence result;
  private final Map<Integer, FacePlace> places = new TreeMap<>();

  /**
   * Reads the places of the faces.
   *
   * @param result null = the truth itself is the result
   */
  TruthRendition(TruthShot shot, List<Integer> frames, @Nullable ResultSequence result)
      throws IOException {
    this.shot = shot;
    this.result = result;
    for (int f : frames) {
      places.put(f, new FacePlace(shot.points(f), shot.yaw(f), null));
    }
  }

  @Override
  public Frame plate(int frame) throws IOException {
    return shot.plate(frame);
  }

  @Override
  public boolean has(int frame) {
    return result == null || result.has(frame);
  }

  @Override
  public Composite result(int frame, Frame plate) throws IOException {
    if (result != null) {
      return result.look(frame, plate);
    }
    return new Composite(shot.truth(frame), shot.truthMatte(frame).r().crop(plate.dataWindow()));
  }

  @Override
  public @Nullable FacePlace face(int frame) {
    return places.get(frame);
  }
}
