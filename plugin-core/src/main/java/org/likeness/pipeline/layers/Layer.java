package org.likeness.pipeline.layers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.likeness.exr.ExrChannel;

/**
 * A layer of a rendered face: its name, its channels as a file holds them, and how they are stored.
 * Names follow Nuke's rules: letters, digits and underscores, one dot, none that Nuke keeps for
 * itself. Mattes end in {@code .A}, which DWA keeps without loss.
 */
public enum Layer {
  /** The main picture, as the setting {@code output} says. */
  RGBA("rgba", Kind.PICTURE, "the main picture, as the setting output says", "R", "G", "B", "A"),
  /** The face over the plate; A is the plate's. */
  COMP(
      "comp",
      Kind.PICTURE,
      "face over plate; A is the plate's",
      "comp.R",
      "comp.G",
      "comp.B",
      "comp.A"),
  /** The model's face on the plate's pixels, before colour match and matte. */
  RAW(
      "raw",
      Kind.PICTURE,
      "the model's face before colour match and matte",
      "raw.R",
      "raw.G",
      "raw.B"),
  /** The final matte. */
  MATTE("matte", Kind.MATTE, "the final matte", "matte.A"),
  /** The outline of the face's mesh, forehead extended, filled. */
  HULL("hull", Kind.MATTE, "the mesh's outline, forehead extended, filled", "hull.A"),
  /** The model's own matte, before erode, blur and mattes from outside. */
  LEARNED(
      "learned",
      Kind.MATTE,
      "the model's own matte, before erode, blur and outside mattes",
      "learned.A"),
  /** What stands before the face, 1 where it hides it. */
  OCCLUSION(
      "occlusion", Kind.MATTE, "what stands before the face, 1 where it hides it", "occlusion.A"),
  /** The final matte's edge: 4 a (1 - a), 1 where the matte is a half. */
  EDGE("edge", Kind.MATTE, "the final matte's edge: 4 a (1 - a)", "edge.A"),
  /** Where in the crop a pixel of the plate lies, 0 to 1, v up. */
  STMAP("stmap", Kind.FLOAT_DATA, "place in the crop, 0 to 1, v up", "stmap.u", "stmap.v"),
  /** Where the face's skin goes until the next frame, pixels, v up. */
  FACEMOTION(
      "facemotion",
      Kind.HALF_DATA,
      "motion to the next frame, pixels, v up",
      "facemotion.u",
      "facemotion.v"),
  /** How far the face lies outside of what the identity's pictures show, times the matte. */
  RISK(
      "risk",
      Kind.MATTE,
      "how far the face lies outside of the identity's pictures, times the matte",
      "risk.A"),
  /** Cryptomatte of the faces: ids and coverages, two pairs a level. */
  CRYPTO(
      "cryptoFace",
      Kind.FLOAT_DATA,
      "Cryptomatte of the faces, with manifest",
      "cryptoFace00.R",
      "cryptoFace00.G",
      "cryptoFace00.B",
      "cryptoFace00.A",
      "cryptoFace01.R",
      "cryptoFace01.G",
      "cryptoFace01.B",
      "cryptoFace01.A");

  private enum Kind {
    PICTURE,
    MATTE,
    HALF_DATA,
    FLOAT_DATA
  }

  private final String id;
  private final Kind kind;
  private final String meaning;
  private final List<String> channels;

  Layer(String id, Kind kind, String meaning, String... channels) {
    this.id = id;
    this.kind = kind;
    this.meaning = meaning;
    this.channels = List.of(channels);
  }

  /** Its name in lists, and of its part in a file of several. */
  public String id() {
    return id;
  }

  /** Full names of its channels. */
  public List<String> channels() {
    return channels;
  }

  /** What it shows, in a line. */
  public String meaning() {
    return meaning;
  }

  /** How a file stores its samples. */
  public ExrChannel.Type type() {
    return kind == Kind.FLOAT_DATA ? ExrChannel.Type.FLOAT : ExrChannel.Type.HALF;
  }

  /** Whether its numbers are no light and no coverage, so that a lossy file would spoil them. */
  public boolean isData() {
    return kind == Kind.HALF_DATA || kind == Kind.FLOAT_DATA;
  }

  /** Whether it is a single coverage. */
  public boolean isMatte() {
    return kind == Kind.MATTE;
  }

  /** Whether it is a picture in colours. */
  public boolean isPicture() {
    return kind == Kind.PICTURE;
  }

  /**
   * By its name.
   *
   * @throws IllegalArgumentException with the names that there are
   */
  public static Layer byId(String id) {
    return Arrays.stream(values())
        .filter(l -> l.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no layer \"" + id + "\"; there are " + LayerChoice.WORDS));
  }

  static String names() {
    return Arrays.stream(values()).map(Layer::id).collect(Collectors.joining(", "));
  }
}
