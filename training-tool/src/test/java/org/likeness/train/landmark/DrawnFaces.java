package org.likeness.train.landmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.likeness.face.ClassicPoints;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FacePoints;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;

/** Records as a renderer writes them, of faces that are discs at the template's points. */
final class DrawnFaces {
  private static final int SIZE = 160;
  private static final double FOCAL = 400;

  private DrawnFaces() {}

  /** Writes {@code people} folders of {@code each} pictures, brighter on image left. */
  static Path write(Path folder, int people, int each) throws IOException {
    for (int p = 0; p < people; p++) {
      Path person = folder.resolve("p" + p);
      Files.createDirectories(person.resolve("meta"));
      Files.createDirectories(person.resolve("img"));
      for (int i = 0; i < each; i++) {
        one(person, p, i);
      }
    }
    return folder;
  }

  private static void one(Path person, int p, int i) throws IOException {
    float[] xyz = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1).xyz();
    double[] r = FaceAligner.headToTemplate();
    double height = 0.17 + 0.01 * p;
    double dx = 0.004 * (i % 3 - 1);
    double z = 0.8;
    List<double[]> cam = new ArrayList<>();
    List<double[]> flat = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    for (int k = 0; k < FacePoints.CLASSIC; k++) {
      int m = 3 * ClassicPoints.mesh(k);
      double[] c = new double[3];
      for (int a = 0; a < 3; a++) {
        c[a] =
            height * (r[a] * xyz[m] + r[3 + a] * xyz[m + 1] + r[6 + a] * xyz[m + 2])
                + (a == 0 ? dx : a == 2 ? z : 0);
      }
      cam.add(c);
      flat.add(new double[] {FOCAL * c[0] / c[2] + SIZE / 2.0, FOCAL * c[1] / c[2] + SIZE / 2.0});
      seen.add(1.0);
    }
    PictureIo.writePng(person.resolve("img/" + i + ".png"), picture(flat));
    Map<String, Object> record =
        Map.of(
            "file", "img/" + i + ".png",
            "landmarks68", flat,
            "landmarks68_cam", cam,
            "landmark_visibility", seen,
            "head_to_camera",
                List.of(
                    List.of(1, 0, 0, dx),
                    List.of(0, -1, 0, 0),
                    List.of(0, 0, -1, z),
                    List.of(0, 0, 0, 1)),
            "camera", Map.of("fx", FOCAL, "fy", FOCAL, "cx", SIZE / 2.0, "cy", SIZE / 2.0),
            "gaze", Map.of("yaw", 0, "pitch", 0),
            "pose", Map.of("yaw", 0, "pitch", 0, "roll", 0),
            "expression", Map.of("mouth-open", 0.5));
    Files.writeString(
        person.resolve("meta/" + i + ".json"), new ObjectMapper().writeValueAsString(record));
  }

  private static Frame picture(List<double[]> points) {
    float[] v = new float[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        float light = x < SIZE / 2 ? 0.7f : 0.3f;
        for (int k = 0; k < points.size(); k++) {
          double d = Math.hypot(x + 0.5 - points.get(k)[0], y + 0.5 - points.get(k)[1]);
          if (d < 3) {
            light = 0.1f + 0.8f * k / points.size();
          }
        }
        v[y * SIZE + x] = light;
      }
    }
    Plane p = new Plane(PixelRect.ofSize(SIZE, SIZE), v);
    return Frame.opaque(p, p, p);
  }
}
