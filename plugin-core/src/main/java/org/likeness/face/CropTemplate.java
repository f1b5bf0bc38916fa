package org.likeness.face;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A crop's geometry: the mean face that a crop is aligned to.
 *
 * @param id name stored in models
 * @param xyz 468 triples; x image right, y down, z away from the camera; unit: the face's height
 *     from the top of the mesh's oval to the chin; origin: the point that lands in the crop's
 *     centre
 */
public record CropTemplate(String id, float[] xyz) {
  /** The template in use. */
  public static final String WHOLE_FACE_V1 = "whole-face-v1";

  /** Checks the length. */
  public CropTemplate {
    if (xyz.length != 3 * Landmarks.COUNT) {
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
    if (!id.equals(WHOLE_FACE_V1)) {
      throw new IllegalArgumentException(
          "crop template '" + id + "' is not known; this program has " + WHOLE_FACE_V1);
    }
    return WholeFace.TEMPLATE;
  }

  private static final class WholeFace {
    static final CropTemplate TEMPLATE = load(WHOLE_FACE_V1);
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
      return new CropTemplate(id, xyz);
    } catch (IOException e) {
      throw new IllegalStateException("this program cannot read its resource " + file, e);
    }
  }
}
