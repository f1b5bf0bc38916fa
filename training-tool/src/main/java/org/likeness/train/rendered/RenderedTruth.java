package org.likeness.train.rendered;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.likeness.face.ClassicPoints;
import org.likeness.face.CropAnchors;
import org.likeness.face.CropTemplate;
import org.likeness.face.ExpressionUnits;
import org.likeness.face.FaceAligner;
import org.likeness.face.FacePoints;
import org.likeness.face.Similarity3;

/**
 * What is true of one rendered face.
 *
 * @param xy the {@link #POINTS points} in pixels of the picture, x and y by turns
 * @param visible of the classic points, 0..1
 * @param expression weight of each unit, 0..1
 * @param yaw degrees, turn of the head
 */
public record RenderedTruth(float[] xy, float[] visible, float[] expression, float yaw) {
  /** Points: the 68 classic ones, the crop's anchors, the iris on image left and on image right. */
  public static final int POINTS = FacePoints.CLASSIC + CropAnchors.COUNT + 2;

  /** Radius of the rendered eyeballs, on whose surface the iris lies, metres. */
  private static final double IRIS_FORWARD = 0.0138;

  /** Distance of the eyeballs' middles from the head's, over that of the eyes' corners. */
  private static final double CORNERS_TO_CENTRE = 0.98;

  /**
   * Where the crop's template lies on a head: fitted to the mean of the person's points, so that
   * the crop is sized by the whole face and does not move with the expression.
   *
   * @param records all pictures of one person
   */
  static Similarity3 template(List<JsonNode> records) {
    int n = FacePoints.CLASSIC;
    float[] mean = new float[3 * n];
    for (JsonNode r : records) {
      double[] inverse = inverse(r.get("head_to_camera"));
      for (int i = 0; i < n; i++) {
        JsonNode p = r.get("landmarks68_cam").get(i);
        double[] h = apply(inverse, p.get(0).asDouble(), p.get(1).asDouble(), p.get(2).asDouble());
        for (int a = 0; a < 3; a++) {
          mean[3 * i + a] += (float) (h[a] / records.size());
        }
      }
    }
    CropTemplate template = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);
    float[] from = new float[3 * n];
    double[] weight = new double[n];
    double[] toTemplate = FaceAligner.headToTemplate();
    double[] r = new double[9];
    for (int i = 0; i < 9; i++) {
      r[i] = toTemplate[3 * (i % 3) + i / 3];
    }
    Similarity3 turn = new Similarity3(1, r, new double[3]);
    for (int i = 0; i < n; i++) {
      int m = 3 * ClassicPoints.mesh(i);
      double[] p = turn.map(template.xyz()[m], template.xyz()[m + 1], template.xyz()[m + 2]);
      for (int a = 0; a < 3; a++) {
        from[3 * i + a] = (float) p[a];
      }
      // The head's axes are x image right, y up, z to the viewer.
      mean[3 * i + 1] = -mean[3 * i + 1];
      mean[3 * i + 2] = -mean[3 * i + 2];
      // Jaw, brows and nose say how large a face is; eyes and lips are many points in small places.
      weight[i] = i < 36 ? 1 : 0.3;
    }
    return placed(from, mean, weight, r);
  }

  /**
   * Scale and place of the least-squares fit whose rotation is given: how a head is turned is known
   * by its own axes, not by the shape of its face.
   */
  private static Similarity3 placed(float[] from, float[] to, double[] weight, double[] r) {
    double total = 0;
    double[] mf = new double[3];
    double[] mt = new double[3];
    for (int i = 0; i < weight.length; i++) {
      total += weight[i];
      for (int a = 0; a < 3; a++) {
        mf[a] += weight[i] * from[3 * i + a];
        mt[a] += weight[i] * to[3 * i + a];
      }
    }
    double up = 0;
    double down = 0;
    for (int i = 0; i < weight.length; i++) {
      for (int a = 0; a < 3; a++) {
        double f = from[3 * i + a] - mf[a] / total;
        up += weight[i] * f * (to[3 * i + a] - mt[a] / total);
        down += weight[i] * f * f;
      }
    }
    double scale = up / down;
    double[] t = new double[3];
    for (int a = 0; a < 3; a++) {
      t[a] = (mt[a] - scale * mf[a]) / total;
    }
    return new Similarity3(scale, r, t);
  }

  /** Reads a record. */
  static RenderedTruth of(JsonNode r, Similarity3 template) {
    float[] xy = new float[2 * POINTS];
    float[] visible = new float[FacePoints.CLASSIC];
    for (int i = 0; i < FacePoints.CLASSIC; i++) {
      xy[2 * i] = (float) r.get("landmarks68").get(i).get(0).asDouble();
      xy[2 * i + 1] = (float) r.get("landmarks68").get(i).get(1).asDouble();
      visible[i] = (float) r.get("landmark_visibility").get(i).asDouble();
    }
    double[] head = matrix(r.get("head_to_camera"));
    JsonNode camera = r.get("camera");
    int at = FacePoints.CLASSIC;
    for (double[] a : CropAnchors.POINTS) {
      double[] p = template.map(a[0], a[1], a[2]);
      project(camera, apply(head, p[0], -p[1], -p[2]), xy, at++);
    }
    // Half the distance of the eyes: from their corners, about the head frame's origin.
    double[] inverse = inverse(r.get("head_to_camera"));
    double half = 0;
    for (int corner : new int[] {36, 39, 42, 45}) {
      JsonNode p = r.get("landmarks68_cam").get(corner);
      half +=
          Math.abs(apply(inverse, p.get(0).asDouble(), p.get(1).asDouble(), p.get(2).asDouble())[0])
              / 4;
    }
    double yaw = Math.toRadians(r.get("gaze").get("yaw").asDouble());
    double pitch = Math.toRadians(r.get("gaze").get("pitch").asDouble());
    double[] look = {
      Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch)
    };
    for (int side = -1; side <= 1; side += 2) {
      double[] p =
          apply(
              head,
              side * CORNERS_TO_CENTRE * half + IRIS_FORWARD * look[0],
              IRIS_FORWARD * look[1],
              IRIS_FORWARD * look[2]);
      project(camera, p, xy, at++);
    }
    float[] expression = new float[ExpressionUnits.NAMES.size()];
    for (int i = 0; i < expression.length; i++) {
      expression[i] = (float) r.get("expression").path(ExpressionUnits.NAMES.get(i)).asDouble(0);
    }
    return new RenderedTruth(xy, visible, expression, (float) r.get("pose").get("yaw").asDouble());
  }

  /** The crop's anchors in the picture. */
  public CropAnchors.Fit anchors() {
    float[] a = new float[2 * CropAnchors.COUNT];
    System.arraycopy(xy, 2 * FacePoints.CLASSIC, a, 0, a.length);
    return CropAnchors.fit(a);
  }

  private static void project(JsonNode camera, double[] p, float[] xy, int i) {
    xy[2 * i] = (float) (camera.get("fx").asDouble() * p[0] / p[2] + camera.get("cx").asDouble());
    xy[2 * i + 1] =
        (float) (camera.get("fy").asDouble() * p[1] / p[2] + camera.get("cy").asDouble());
  }

  private static double[] matrix(JsonNode m) {
    double[] out = new double[12];
    for (int i = 0; i < 12; i++) {
      out[i] = m.get(i / 4).get(i % 4).asDouble();
    }
    return out;
  }

  /** The inverse of a rigid motion. */
  private static double[] inverse(JsonNode node) {
    double[] m = matrix(node);
    double[] out = new double[12];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        out[4 * i + j] = m[4 * j + i];
        out[4 * i + 3] -= m[4 * j + i] * m[4 * j + 3];
      }
    }
    return out;
  }

  private static double[] apply(double[] m, double x, double y, double z) {
    return new double[] {
      m[0] * x + m[1] * y + m[2] * z + m[3],
      m[4] * x + m[5] * y + m[6] * z + m[7],
      m[8] * x + m[9] * y + m[10] * z + m[11]
    };
  }
}
