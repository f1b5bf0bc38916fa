package org.likeness.face;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A crop's geometry: the mean face that a crop is aligned to.
 *
 * @param id name stored in models
 * @param xyz 468 triples; x image right, y down, z away from the camera; unit: the face's height
 *     from the top of the mesh's oval to the chin; origin: the point that lands in the crop's
 *     centre
 * @param area how much of the face's surface each point stands for, relative; so a fit is one of
 *     surfaces, and the crowd of points around eyes and lips does not outweigh cheeks and forehead
 */
public record CropTemplate(String id, float[] xyz, double[] area) {
  /** Placed by a fit of the whole mesh; models made before the anchors were known use it. */
  public static final String WHOLE_FACE_V1 = "whole-face-v1";

  /** The same face, placed by the anchors of the crop: what facesets are made with. */
  public static final String WHOLE_FACE_V2 = "whole-face-v2";

  /** DeepFaceLab's whole face, placed by 68 points, see {@link DflCrop}. */
  public static final String DFL_WHOLE_FACE = "dfl-whole-face";

  /** Which neighbour's distance tells how densely the points lie. */
  private static final int NEIGHBOUR = 6;

  /** Checks the lengths. */
  public CropTemplate {
    if (xyz.length != 3 * Landmarks.COUNT || area.length != Landmarks.COUNT) {
      throw new IllegalArgumentException(
          "template " + id + " has " + xyz.length + " numbers, not " + 3 * Landmarks.COUNT);
    }
  }

  /**
   * A built-in template.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static CropTemplate byId(String id) {
    if (id.equals(WHOLE_FACE_V2)) {
      return WholeFace.BY_ANCHORS;
    }
    if (id.equals(DFL_WHOLE_FACE)) {
      return WholeFace.BY_CLASSIC;
    }
    if (!id.equals(WHOLE_FACE_V1)) {
      throw new IllegalArgumentException(
          "crop template '"
              + id
              + "' is not known; this program has "
              + WHOLE_FACE_V1
              + ", "
              + WHOLE_FACE_V2
              + " and "
              + DFL_WHOLE_FACE);
    }
    return WholeFace.TEMPLATE;
  }

  private static final class WholeFace {
    static final CropTemplate TEMPLATE = load(WHOLE_FACE_V1);
    static final CropTemplate BY_ANCHORS =
        new CropTemplate(WHOLE_FACE_V2, TEMPLATE.xyz(), TEMPLATE.area());
    static final CropTemplate BY_CLASSIC =
        new CropTemplate(DFL_WHOLE_FACE, TEMPLATE.xyz(), TEMPLATE.area());
  }

  /** One line a point, three numbers; lines that begin with # are remarks. */
  private static CropTemplate load(String id) {
    String file = id + ".txt";
    try (InputStream in = CropTemplate.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("this program lacks its resource " + file);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      float[] xyz = new float[3 * Landmarks.COUNT];
      int n = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          for (String number : line.strip().split(" +")) {
            xyz[n++] = Float.parseFloat(number);
          }
        }
      }
      return new CropTemplate(id, xyz, areas(xyz));
    } catch (IOException e) {
      throw new IllegalStateException("this program cannot read its resource " + file, e);
    }
  }

  /** Square of the distance to the sixth neighbour: the fewer points, the more each stands for. */
  private static double[] areas(float[] xyz) {
    double[] area = new double[Landmarks.COUNT];
    double[] squares = new double[Landmarks.COUNT];
    for (int i = 0; i < area.length; i++) {
      for (int j = 0; j < area.length; j++) {
        double dx = (double) xyz[3 * i] - xyz[3 * j];
        double dy = (double) xyz[3 * i + 1] - xyz[3 * j + 1];
        double dz = (double) xyz[3 * i + 2] - xyz[3 * j + 2];
        squares[j] = dx * dx + dy * dy + dz * dz;
      }
      Arrays.sort(squares);
      area[i] = squares[NEIGHBOUR]; // number 0 is the point itself
    }
    return area;
  }
}
