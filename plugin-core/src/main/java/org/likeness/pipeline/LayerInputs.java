package org.likeness.pipeline;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.MatteParts;

/**
 * What layers are made of beside the pictures of a {@link FrameResult}; nothing here is computed
 * before a file or a host asks for it.
 *
 * @param parts of the matte
 * @param raw the model's face over a window of the plate, red, green, blue, in the plate's colour
 *     space, before colour match; null without a face
 * @param face the same after colour match, not premultiplied
 * @param next the chosen face in the next frame, or null
 * @param previous the chosen face in the frame before, or null
 * @param faces all faces known in the frame, the chosen one first, then by size
 */
public record LayerInputs(
    MatteParts parts,
    @Nullable Function<PixelRect, Plane[]> raw,
    @Nullable Function<PixelRect, Plane[]> face,
    @Nullable FaceObservation next,
    @Nullable FaceObservation previous,
    List<Named> faces) {
  /** Of a frame in which nothing is known. */
  static final LayerInputs NONE =
      new LayerInputs(MatteParts.NONE, null, null, null, null, List.of());

  /** Copies. */
  public LayerInputs {
    faces = List.copyOf(faces);
  }

  /**
   * A face and what it is called: the artist's name, or {@code face} and the track's number.
   *
   * @param chosen whether it is the one that was replaced
   */
  public record Named(String name, FaceObservation face, boolean chosen) {}

  /** The same with other parts of the matte. */
  public LayerInputs with(MatteParts other) {
    return new LayerInputs(other, raw, face, next, previous, faces);
  }
}
