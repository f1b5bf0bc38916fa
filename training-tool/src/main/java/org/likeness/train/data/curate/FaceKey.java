package org.likeness.train.data.curate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.likeness.face.ExpressionUnits;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.traits.FaceTraits;

/** A number of each face that faces are sorted, grouped and filtered by. */
public enum FaceKey {
  /** See {@link PictureMeasures#blur}. */
  BLUR("blur", "0 sharp to 1 soft", 0.1),
  /** See {@link PictureMeasures#motionBlur}. */
  MOTION_BLUR("motion-blur", "softer along one direction than across it, 0 to 1", 0.1),
  /** Of the plate at its own pixels. */
  SHARPNESS("sharpness", "of the plate at its own pixels, 0 soft to 1 sharp", 0.1),
  /** Degrees. */
  YAW("yaw", "degrees, positive to image right", 15),
  /** Degrees. */
  PITCH("pitch", "degrees, positive up", 15),
  /** Degrees. */
  ROLL("roll", "degrees", 15),
  /** In the original. */
  SIZE("size", "height of the face in the original, pixels", 100),
  /** See {@link PictureMeasures#brightness}. */
  BRIGHTNESS("brightness", "mean inside the matte, 0 to 1", 0.1),
  /** See {@link PictureMeasures#hue}. */
  HUE("hue", "mean hue inside the matte, degrees", 15),
  /** See {@link PictureMeasures#saturation}. */
  SATURATION("saturation", "of the mean colour inside the matte, 0 to 1", 0.05),
  /** See {@link FaceTraits#expressionStrength}. */
  EXPRESSION("expression", "distance from a neutral face", 0.5),
  /** See {@link FaceTraits#lightX}. */
  LIGHT("light", "from image left (negative) to image right", 0.25),
  /** See {@link FaceTraits#contrast}. */
  CONTRAST("contrast", "of the light on the face, 0 even", 0.25),
  /** See {@link IdentityClusters#distance}. */
  CENTRE("centre", "distance of the identity to its cluster's centre", 0.05),
  /** See {@link FaceRecord#otherFaces}. */
  FACES("faces", "other faces that reach into the crop", 1),
  /** The detector's. */
  SCORE("score", "the detector's confidence, 0 to 1", 0.1);

  private final String id;
  private final String hint;
  private final double step;

  FaceKey(String id, String hint, double step) {
    this.id = id;
    this.hint = hint;
    this.step = step;
  }

  /** As it is typed. */
  public String id() {
    return id;
  }

  /** For people. */
  public String hint() {
    return hint;
  }

  /** Width of a group. */
  public double step() {
    return step;
  }

  /** Prefix of the keys that are a single expression unit's weight. */
  public static final String UNIT = "unit:";

  /** All that can be typed, for messages and menus. */
  public static List<String> ids() {
    List<String> out = new ArrayList<>();
    for (FaceKey k : values()) {
      out.add(k.id);
    }
    return out;
  }

  /** The key of that name, or null. */
  public static @Nullable FaceKey byId(String id) {
    for (FaceKey k : values()) {
      if (k.id.equals(id.toLowerCase(Locale.ROOT))) {
        return k;
      }
    }
    return null;
  }

  /**
   * The values of all faces by a key or by {@code unit:NAME}; NaN where a value is not known.
   *
   * @throws IllegalArgumentException with a sentence, if there is no such key
   */
  public static double[] values(String id, CuratedSet set) {
    List<FaceRecord> faces = set.measured().set().faces();
    double[] out = new double[faces.size()];
    FaceKey key = byId(id);
    int unit =
        id.startsWith(UNIT) ? ExpressionUnits.NAMES.indexOf(id.substring(UNIT.length())) : -1;
    if (key == null && unit < 0) {
      throw new IllegalArgumentException(
          "there is no key \""
              + id
              + "\"; known are "
              + String.join(", ", ids())
              + " and unit:NAME of an expression unit such as unit:mouth-open");
    }
    for (int i = 0; i < out.length; i++) {
      if (key != null) {
        out[i] = key.value(set, i);
      } else {
        float[] e = faces.get(i).expression();
        out[i] = unit < e.length ? e[unit] : Double.NaN;
      }
    }
    return out;
  }

  private double value(CuratedSet set, int i) {
    FaceRecord face = set.measured().set().faces().get(i);
    PictureMeasures m = set.measured().measures().get(i);
    return switch (this) {
      case BLUR -> m == null ? Double.NaN : m.blur();
      case MOTION_BLUR -> m == null ? Double.NaN : m.motionBlur();
      case BRIGHTNESS -> m == null ? Double.NaN : m.brightness();
      case HUE -> m == null ? Double.NaN : m.hue();
      case SATURATION -> m == null ? Double.NaN : m.saturation();
      case SHARPNESS -> face.plateSharpness() == null ? Double.NaN : face.plateSharpness();
      case YAW -> face.yaw();
      case PITCH -> face.pitch();
      case ROLL -> face.roll();
      case SIZE -> face.faceSize();
      case SCORE -> face.score();
      case FACES -> face.otherFaces();
      case EXPRESSION -> FaceTraits.of(face).expressionStrength();
      case LIGHT -> FaceTraits.of(face).lightX();
      case CONTRAST -> FaceTraits.of(face).contrast();
      case CENTRE -> set.clusters().distance(set.measured().set().faces(), i);
    };
  }
}
