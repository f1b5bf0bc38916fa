package org.likeness.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.likeness.pipeline.layers.Layer;

/** What a render hands out as its main picture. Projects store the place: new ones come last. */
public enum OutputChoice {
  /** The swapped face, premultiplied over black, with alpha. */
  FACE("face", null, 0),
  /** The face over the plate. */
  COMP("comp", null, 0),
  /** The final matte in all four channels. */
  MATTE("matte", null, 0),
  /** The model's face, warped to the plate, before colour match and matte. */
  RAW("raw", null, 0),
  /** The plate with what was found drawn on it. */
  DEBUG("debug", null, 0),
  /** The swapped face with its alpha beside it, not multiplied in. */
  UNPREMULTIPLIED("unpremultiplied", null, 0),
  /** The filled outline of the mesh. */
  HULL("hull", Layer.HULL, 0),
  /** The model's own matte. */
  LEARNED("learned", Layer.LEARNED, 0),
  /** What stands before the face. */
  OCCLUSION("occlusion", Layer.OCCLUSION, 0),
  /** The matte's edge. */
  EDGE("edge", Layer.EDGE, 0),
  /** Places in the crop as red and green. */
  STMAP("stmap", Layer.STMAP, 0),
  /** Motion as red and green. */
  FACEMOTION("facemotion", Layer.FACEMOTION, 0),
  /** Risk times the matte. */
  RISK("risk", Layer.RISK, 0),
  /** The first two ids and coverages. */
  CRYPTO00("cryptoFace00", Layer.CRYPTO, 0),
  /** The next two. */
  CRYPTO01("cryptoFace01", Layer.CRYPTO, 4);

  private final String id;
  private final @Nullable Layer layer;
  private final int first;

  OutputChoice(String id, @Nullable Layer layer, int first) {
    this.id = id;
    this.layer = layer;
    this.first = first;
  }

  /** The spelling in scripts. */
  public String id() {
    return id;
  }

  /** The layer that it shows, where it is no picture of its own. */
  public @Nullable Layer layer() {
    return layer;
  }

  /** Which of the layer's channels becomes red. */
  int first() {
    return first;
  }

  /** Whether its samples are numbers that halves and lossy files would spoil. */
  public boolean isData() {
    return layer != null && layer.isData();
  }

  /** Whether its colours are multiplied by its alpha. */
  public boolean isPremultiplied() {
    return this == FACE || this == MATTE || this == RAW || (layer != null && layer.isMatte());
  }

  /** All spellings. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(OutputChoice::id).toList();
  }

  /** From the spelling in scripts. */
  public static OutputChoice byId(String id) {
    return Arrays.stream(values())
        .filter(o -> o.id.toLowerCase(Locale.ROOT).equals(id.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "output is \"" + id + "\"; it can be " + String.join(", ", ids())));
  }
}
