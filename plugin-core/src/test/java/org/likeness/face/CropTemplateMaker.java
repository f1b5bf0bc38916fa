package org.likeness.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.likeness.image.PixelRect;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.FaceNetwork;
import org.likeness.model.WeightStore;

/**
 * Measures the whole-face template: the mesh of frontal CG faces with a neutral expression, aligned
 * by similarity (generalised Procrustes), averaged, made symmetric and brought to unit height. Run
 * as a program with a faces folder and the file to write.
 */
final class CropTemplateMaker {
  /** Top of the mesh's oval, chin, nose tip, and the points before the ears. */
  private static final int TOP = 10;

  private static final int CHIN = 152;
  private static final int NOSE = 4;
  private static final int EAR_RIGHT = 234;
  private static final int EAR_LEFT = 454;

  private static final double FRONTAL = 12;

  /** The face goes on above the mesh's oval: the crop's middle is this much higher, in heights. */
  private static final double FOREHEAD = 0.05;

  private CropTemplateMaker() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[1]), text(make(Path.of(args[0]))));
  }

  static float[] make(Path faces) throws IOException {
    WeightStore store = WeightStore.open();
    List<float[]> means = new ArrayList<>();
    try (FaceDetector detector = FaceDetector.fullRange(FaceNetwork.DETECTOR.onnx(store));
        LandmarkFinder finder = new LandmarkFinder(FaceNetwork.MESH.onnx(store))) {
      for (String actor : List.of("ana", "ben")) {
        List<float[]> shapes = new ArrayList<>();
        for (Path meta : frontal(faces.resolve(actor).resolve("meta"))) {
          Path img = faces.resolve(actor).resolve("img");
          String name = meta.getFileName().toString().replace(".json", ".jpg");
          DisplayView view = DisplayView.ofDisplay(PictureIo.read(img.resolve(name)));
          PixelRect w = view.window();
          List<Detection> found =
              detector.find(
                  view,
                  new Square(
                      w.x0() + w.width() / 2.0,
                      w.y0() + w.height() / 2.0,
                      Math.max(w.width(), w.height()),
                      0));
          if (!found.isEmpty()) {
            shapes.add(finder.find(view, found.get(0)).xyz());
          }
        }
        means.add(mean(shapes));
      }
    }
    // Each actor counts the same, however many pictures there are.
    return normalised(symmetric(mean(means)));
  }

  private static List<Path> frontal(Path metas) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Path> out = new ArrayList<>();
    try (Stream<Path> files = Files.list(metas)) {
      for (Path p : files.sorted().toList()) {
        JsonNode m = json.readTree(p.toFile());
        JsonNode pose = m.path("pose");
        if (m.path("expression_class").asText().equals("neutral")
            && Math.abs(pose.path("yaw").asDouble()) < FRONTAL
            && Math.abs(pose.path("pitch").asDouble()) < FRONTAL) {
          out.add(p);
        }
      }
    }
    return out;
  }

  /** Generalised Procrustes mean: fit all to the mean, average, again. */
  private static float[] mean(List<float[]> shapes) {
    float[] mean = shapes.get(0);
    for (int round = 0; round < 10; round++) {
      double[] sum = new double[mean.length];
      for (float[] s : shapes) {
        Similarity3 fit = Similarity3.fit(s, mean);
        for (int i = 0; i < s.length; i += 3) {
          double[] p = fit.map(s[i], s[i + 1], s[i + 2]);
          for (int a = 0; a < 3; a++) {
            sum[i + a] += p[a] / shapes.size();
          }
        }
      }
      float[] next = new float[mean.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = (float) sum[i];
      }
      mean = next;
    }
    return mean;
  }

  /**
   * Averages a shape with its mirror image. Which point is whose mirror is found by distance after
   * the mirror image was laid over the shape.
   */
  private static float[] symmetric(float[] s) {
    double middle = 0;
    for (int i = 0; i < s.length; i += 3) {
      middle += 2.0 * s[i] / (s.length / 3.0);
    }
    float[] flipped = s.clone();
    for (int i = 0; i < s.length; i += 3) {
      flipped[i] = (float) (middle - s[i]);
    }
    float[] mirrored = flipped;
    for (int round = 0; round < 20; round++) {
      // The faces look ahead, so that the plain mirror image is near enough to begin with.
      float[] laid = round == 0 ? flipped : laidOver(mirrored, flipped, s);
      float[] next = new float[s.length];
      for (int i = 0; i < s.length; i += 3) {
        System.arraycopy(flipped, nearest(laid, s, i), next, i, 3);
      }
      mirrored = next;
    }
    return mean(List.of(s, mirrored));
  }

  /** {@code points} moved by the fit of {@code paired} (point by point) to {@code to}. */
  private static float[] laidOver(float[] paired, float[] points, float[] to) {
    Similarity3 fit = Similarity3.fit(paired, to);
    float[] out = new float[points.length];
    for (int i = 0; i < points.length; i += 3) {
      double[] p = fit.map(points[i], points[i + 1], points[i + 2]);
      for (int a = 0; a < 3; a++) {
        out[i + a] = (float) p[a];
      }
    }
    return out;
  }

  private static int nearest(float[] among, float[] s, int i) {
    int best = 0;
    double bestDistance = Double.POSITIVE_INFINITY;
    for (int j = 0; j < among.length; j += 3) {
      double d =
          Math.hypot(Math.hypot(among[j] - s[i], among[j + 1] - s[i + 1]), among[j + 2] - s[i + 2]);
      if (d < bestDistance) {
        bestDistance = d;
        best = j;
      }
    }
    return best;
  }

  /** Upright (ears level, top over chin), unit height, origin in the middle of the face. */
  private static float[] normalised(float[] s) {
    double[] x = unit(between(s, EAR_RIGHT, EAR_LEFT));
    double[] down = between(s, TOP, CHIN);
    double along = dot(down, x);
    double[] y =
        unit(new double[] {down[0] - along * x[0], down[1] - along * x[1], down[2] - along * x[2]});
    double[] z = {x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]};
    float[] out = new float[s.length];
    for (int i = 0; i < s.length; i += 3) {
      double[] p = {s[i], s[i + 1], s[i + 2]};
      out[i] = (float) dot(p, x);
      out[i + 1] = (float) dot(p, y);
      out[i + 2] = (float) dot(p, z);
    }
    double height = out[3 * CHIN + 1] - out[3 * TOP + 1];
    double[] origin = {
      (out[3 * EAR_RIGHT] + out[3 * EAR_LEFT]) / 2.0,
      (out[3 * TOP + 1] + out[3 * CHIN + 1]) / 2.0 - FOREHEAD * height,
      // Half-way from the nose tip to the ears: a profile fills the crop as a frontal face does.
      (out[3 * NOSE + 2] + (out[3 * EAR_RIGHT + 2] + out[3 * EAR_LEFT + 2]) / 2.0) / 2
    };
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) ((out[i] - origin[i % 3]) / height + 0.0);
    }
    return out;
  }

  private static double[] between(float[] s, int from, int to) {
    return new double[] {
      s[3 * to] - s[3 * from], s[3 * to + 1] - s[3 * from + 1], s[3 * to + 2] - s[3 * from + 2]
    };
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double[] unit(double[] a) {
    double l = Math.sqrt(dot(a, a));
    return new double[] {a[0] / l, a[1] / l, a[2] / l};
  }

  static String text(float[] s) {
    StringBuilder b = new StringBuilder();
    b.append(
        "# whole-face-v1: x right, y down, z away from the camera; unit: top of oval to chin\n");
    for (int i = 0; i < s.length; i += 3) {
      b.append(String.format(Locale.ROOT, "%.5f %.5f %.5f\n", s[i], s[i + 1], s[i + 2]));
    }
    return b.toString().replace("-0.00000", "0.00000");
  }
}
