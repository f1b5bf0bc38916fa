package org.likeness.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.CropBend;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Layer;
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
 * @param bend of the crop on its way to the plate, or null
 */
public record LayerInputs(
    MatteParts parts,
    @Nullable Function<PixelRect, Plane[]> raw,
    @Nullable Function<PixelRect, Plane[]> face,
    @Nullable FaceObservation next,
    @Nullable FaceObservation previous,
    List<Named> faces,
    @Nullable CropBend bend) {
  /** Of a frame in which nothing is known. */
  static final LayerInputs NONE =
      new LayerInputs(MatteParts.NONE, null, null, null, null, List.of(), null);

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

  /**
   * What is known of a frame's faces without the chosen one's pictures. Its layers are the same in
   * every frame, also where there is nothing to show.
   *
   * @param chosen the face that is replaced, in the request's pixels, or null
   */
  static LayerInputs bare(
      @Nullable ShotAnalysis analysis, RenderRequest request, @Nullable FaceObservation chosen) {
    ScaledTrack proxy = new ScaledTrack(f -> Optional.empty(), request.scaleX(), request.scaleY());
    boolean full = request.scaleX() == 1 && request.scaleY() == 1;
    return new LayerInputs(
        MatteParts.NONE
            .with(Layer.LEARNED, Plane::zeros)
            .with(Layer.HULL, Plane::zeros)
            .with(Layer.OCCLUSION, Plane::zeros),
        null,
        null,
        null,
        null,
        FrameFaceNames.in(analysis, request.frame(), chosen, full ? o -> o : proxy::scaled),
        null);
  }

  /** The same with other parts of the matte. */
  public LayerInputs with(MatteParts other) {
    return new LayerInputs(other, raw, face, next, previous, faces, bend);
  }
}
