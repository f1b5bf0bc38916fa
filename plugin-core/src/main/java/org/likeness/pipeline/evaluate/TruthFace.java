package org.likeness.pipeline.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.likeness.face.FaceBox;
import org.likeness.face.HeadPose;
import org.likeness.image.PixelRect;

/**
 * What is known of one face in one picture.
 *
 * @param identity whose it is
 * @param points the 68 classic points, x and y in turn, in pixels
 * @param visibility of each point, 0..1
 * @param toCamera head frame to camera, three rows of four (metres)
 * @param focal fx, fy, cx, cy in pixels
 * @param iris centre x and y of the iris on image left, then of the one on image right; NaN where
 *     it is hidden, lies under a lid or is not known
 */
record TruthFace(
    String identity,
    double[] points,
    double[] visibility,
    double[] toCamera,
    double[] focal,
    double[] iris) {
  /** First of the inner points: the jaw line, 0 to 16, is no fixed place on a face. */
  static final int INNER = 17;

  static final int COUNT = 68;

  /** A point is seen from this visibility on. */
  static final double SEEN = 0.5;

  /** Half the distance of the eyeballs' centres and their radius, in metres, as they were made. */
  private static final Map<String, double[]> EYES =
      Map.of("ana", new double[] {0.0288, 0.0144}, "ben", new double[] {0.0293, 0.0138});

  /** Of any other person: the distance from the corners of the eyes, the radius an average one. */
  private static final double CORNERS_TO_CENTRE = 0.98;

  private static final double RADIUS = 0.0138;

  /**
   * Reads a face of a set or a shot.
   *
   * @param face with landmarks68, landmark_visibility, landmarks68_cam, head_to_camera, gaze
   * @param camera with fx, fy, cx, cy
   */
  static TruthFace of(JsonNode face, JsonNode camera, Path file) throws IOException {
    double[] points = ShotMeta.landmarks(face, file);
    JsonNode seen = face.path("landmark_visibility");
    JsonNode matrix = face.path("head_to_camera");
    if (seen.size() != COUNT || matrix.size() != 4 || !camera.has("fx")) {
      throw new IOException(
          file + ": landmark_visibility, head_to_camera and camera are needed, one is missing");
    }
    double[] visibility = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      visibility[i] = seen.get(i).asDouble();
    }
    double[] m = new double[12];
    for (int i = 0; i < 12; i++) {
      m[i] = matrix.get(i / 4).path(i % 4).asDouble();
    }
    double[] focal = {
      camera.path("fx").asDouble(),
      camera.path("fy").asDouble(),
      camera.path("cx").asDouble(),
      camera.path("cy").asDouble()
    };
    double[] iris = iris(face, m, focal, points, visibility);
    return new TruthFace(face.path("identity").asText(), points, visibility, m, focal, iris);
  }

  /** The square root of the area of the points' box, in pixels: the unit of errors. */
  double size() {
    FaceBox b = box();
    return Math.sqrt(b.area());
  }

  /** The box around all 68 points. */
  FaceBox box() {
    return box(points);
  }

  static FaceBox box(double[] points) {
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = x0;
    double x1 = -x0;
    double y1 = -x0;
    for (int i = 0; i < points.length; i += 2) {
      x0 = Math.min(x0, points[i]);
      x1 = Math.max(x1, points[i]);
      y0 = Math.min(y0, points[i + 1]);
      y1 = Math.max(y1, points[i + 1]);
    }
    return new FaceBox(x0, y0, x1, y1);
  }

  /** The same face in a picture that is cut: what lies beyond its edge is not seen. */
  TruthFace within(PixelRect window) {
    double[] left = visibility.clone();
    for (int i = 0; i < COUNT; i++) {
      int x = (int) Math.floor(points[2 * i]);
      int y = (int) Math.floor(points[2 * i + 1]);
      left[i] = window.contains(x, y) ? left[i] : 0;
    }
    return new TruthFace(identity, points, left, toCamera, focal, iris);
  }

  /** Part of the inner points that is seen. */
  double seen() {
    int n = 0;
    for (int i = INNER; i < COUNT; i++) {
      n += visibility[i] >= SEEN ? 1 : 0;
    }
    return (double) n / (COUNT - INNER);
  }

  /** The head against the camera's own axes. */
  HeadPose poseByAxis() {
    return pose(new double[] {0, 0, 1});
  }

  /** The head against the line from the camera to it: what a crop of the face alone can tell. */
  HeadPose poseBySight() {
    double[] d = {toCamera[3], toCamera[7], toCamera[11]};
    double n = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
    return pose(new double[] {d[0] / n, d[1] / n, d[2] / n});
  }

  /**
   * Turns the unit vector {@code sight} to (0, 0, 1) by the shortest way, then reads the angles.
   */
  private HeadPose pose(double[] sight) {
    // The shortest rotation from s to z: I + [v]x + [v]x^2 / (1 + c) with v = s x z, c = s . z.
    double vx = sight[1];
    double vy = -sight[0];
    double c = sight[2];
    double k = 1 / (1 + c);
    double[][] q = {
      {1 - k * vy * vy, k * vx * vy, vy},
      {k * vx * vy, 1 - k * vx * vx, -vx},
      {-vy, vx, 1 - k * (vx * vx + vy * vy)}
    };
    double[][] a = new double[3][3];
    double[] flip = {1, -1, -1};
    for (int row = 0; row < 3; row++) {
      for (int col = 0; col < 3; col++) {
        for (int i = 0; i < 3; i++) {
          a[row][col] += flip[row] * q[row][i] * toCamera[4 * i + col];
        }
      }
    }
    return new HeadPose(
        (float) Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, -a[2][0])))),
        (float) Math.toDegrees(Math.atan2(-a[2][1], a[2][2])),
        (float) Math.toDegrees(Math.atan2(a[1][0], a[0][0])));
  }

  private static double[] iris(
      JsonNode face, double[] m, double[] focal, double[] points, double[] visibility) {
    double[] eyes = EYES.get(face.path("identity").asText());
    double half;
    double radius = RADIUS;
    if (eyes != null) {
      half = eyes[0];
      radius = eyes[1];
    } else {
      JsonNode cam = face.path("landmarks68_cam");
      double sum = 0;
      for (int i : new int[] {36, 39, 42, 45}) {
        sum += Math.abs(headX(cam.path(i), m)) / 4;
      }
      half = CORNERS_TO_CENTRE * sum;
    }
    double yaw = Math.toRadians(face.path("gaze").path("yaw").asDouble(0));
    double pitch = Math.toRadians(face.path("gaze").path("pitch").asDouble(0));
    double[] gaze = {
      Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch)
    };
    double[] out = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    for (int eye = 0; eye < 2; eye++) {
      double seen = 0;
      for (int i = 36 + 6 * eye; i < 42 + 6 * eye; i++) {
        seen += visibility[i] / 6;
      }
      double towards = m[8] * gaze[0] + m[9] * gaze[1] + m[10] * gaze[2];
      if (seen < SEEN || towards > -0.5) {
        continue;
      }
      double x = (eye == 0 ? -half : half) + radius * gaze[0];
      double y = radius * gaze[1];
      double z = radius * gaze[2];
      double depth = m[8] * x + m[9] * y + m[10] * z + m[11];
      double px = focal[0] * (m[0] * x + m[1] * y + m[2] * z + m[3]) / depth + focal[2];
      double py = focal[1] * (m[4] * x + m[5] * y + m[6] * z + m[7]) / depth + focal[3];
      if (betweenLids(points, 36 + 6 * eye, px, py)) {
        out[2 * eye] = px;
        out[2 * eye + 1] = py;
      }
    }
    return out;
  }

  /** Whether a place lies in the outline of an eye's six points. */
  static boolean betweenLids(double[] points, int first, double x, double y) {
    boolean inside = false;
    for (int i = 0; i < 6; i++) {
      int a = 2 * (first + i);
      int b = 2 * (first + (i + 5) % 6);
      if (points[a + 1] > y != points[b + 1] > y
          && x
              < (points[b] - points[a]) * (y - points[a + 1]) / (points[b + 1] - points[a + 1])
                  + points[a]) {
        inside = !inside;
      }
    }
    return inside;
  }

  /** x in the head's frame of a point that is known in the camera's. */
  private static double headX(JsonNode p, double[] m) {
    double x = 0;
    for (int i = 0; i < 3; i++) {
      x += m[4 * i] * (p.path(i).asDouble() - m[4 * i + 3]);
    }
    return x;
  }
}
