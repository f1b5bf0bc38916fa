package org.likeness.face;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point of a face by its name: {@code mesh:N} of the 468, {@code point:N} of the 68 classic ones,
 * {@code iris:left} or {@code iris:right}, left and right as seen in the picture.
 *
 * @param set which points
 * @param index of it
 */
public record PointName(Set set, int index) implements Comparable<PointName> {
  /** The sets of points. */
  public enum Set {
    /** The 468 of the mesh. */
    MESH,
    /** The 68 classic ones. */
    POINT,
    /** The centres of the irises. */
    IRIS
  }

  private static final Pattern FORM = Pattern.compile("(mesh|point):(\\d{1,3})|iris:(left|right)");

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public static PointName parse(String text) {
    Matcher m = FORM.matcher(text);
    if (m.matches()) {
      if (m.group(3) != null) {
        return new PointName(Set.IRIS, m.group(3).equals("left") ? 0 : 1);
      }
      Set set = Set.valueOf(m.group(1).toUpperCase(Locale.ROOT));
      int index = Integer.parseInt(m.group(2));
      if (index < (set == Set.MESH ? Landmarks.COUNT : FacePoints.CLASSIC)) {
        return new PointName(set, index);
      }
    }
    throw new IllegalArgumentException(
        "there is no point \""
            + text
            + "\"; name mesh:0 to mesh:467, point:0 to point:67, iris:left or iris:right");
  }

  /** Where it is in a face, x and y, or none if the face has no such points. */
  public double[] of(FaceObservation face) {
    float[] xy =
        switch (set) {
          case MESH -> face.landmarks().xyz();
          case POINT -> face.detail().points().xy();
          case IRIS -> face.detail().iris();
        };
    int at = index * (set == Set.POINT ? 2 : 3);
    return at + 1 < xy.length ? new double[] {xy[at], xy[at + 1]} : new double[0];
  }

  @Override
  public int compareTo(PointName o) {
    int c = set.compareTo(o.set);
    return c != 0 ? c : Integer.compare(index, o.index);
  }

  @Override
  public String toString() {
    String name = set.name().toLowerCase(Locale.ROOT);
    return name + ":" + (set == Set.IRIS ? index == 0 ? "left" : "right" : Integer.toString(index));
  }
}
