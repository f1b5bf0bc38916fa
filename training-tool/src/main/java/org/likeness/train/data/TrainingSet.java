package org.likeness.train.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.likeness.face.ClassicPoints;
import org.likeness.face.IdentityChip;
import org.likeness.face.Landmarks;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.image.opencv.PictureIo;

/**
 * All faces of one identity in memory.
 *
 * @param header the first faceset's header
 * @param resolution side of the model's crop, pixels
 * @param faces the faces
 * @param yawBins indices of the faces by bins of 15 degrees of yaw, empty bins left out
 * @param gain what the network is shown of them: on inputs, never on labels
 */
public record TrainingSet(
    FacesetHeader header,
    int resolution,
    List<TrainingFace> faces,
    List<int[]> yawBins,
    InputGain gain) {
  /** Fewest faces that a training is begun with. */
  public static final int FEWEST = 2;

  /**
   * Reads the pictures of the facesets of one identity.
   *
   * @param facesets of the same identity, template, coverage and encoding
   * @param resolution side of the model's crop, pixels
   * @param threads that decode
   * @throws IOException if a picture is missing or damaged, or there are too few
   */
  public static TrainingSet load(List<Faceset> facesets, int resolution, int threads)
      throws IOException {
    FacesetHeader header = facesets.get(0).header();
    int count = facesets.stream().mapToInt(f -> f.faces().size()).sum();
    if (count < FEWEST) {
      throw new IOException(
          facesets.get(0).folder()
              + ": "
              + (count == 0 ? "no face" : "one face only")
              + " of "
              + header.identity()
              + "; a training needs at least "
              + FEWEST
              + ", better some hundred");
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<TrainingFace>> jobs = new ArrayList<>();
      for (Faceset set : facesets) {
        for (FaceRecord face : set.faces()) {
          jobs.add(pool.submit(() -> prepare(set, face, resolution)));
        }
      }
      List<TrainingFace> faces = new ArrayList<>();
      for (Future<TrainingFace> job : jobs) {
        faces.add(job.get());
      }
      return new TrainingSet(header, resolution, List.copyOf(faces), bins(faces));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the faces were read", e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Faces that the network is shown as they are. */
  public TrainingSet(
      FacesetHeader header, int resolution, List<TrainingFace> faces, List<int[]> yawBins) {
    this(header, resolution, faces, yawBins, InputGain.NONE);
  }

  /** The same faces, shown with other colours. */
  public TrainingSet shown(InputGain other) {
    return new TrainingSet(header, resolution, faces, yawBins, other);
  }

  /** One of the faces alone. */
  public TrainingSet only(TrainingFace face) {
    return new TrainingSet(header, resolution, List.of(face), List.of(new int[1]), gain);
  }

  /** Whether some face is no rendered or generated picture. */
  public boolean isReal() {
    return faces.stream().anyMatch(f -> !f.synthetic());
  }

  /**
   * The same faces for a smaller crop; this one where the resolution is its own.
   *
   * @param smaller side of the crop, pixels
   * @throws IllegalArgumentException if the resolution is no multiple of it
   */
  public TrainingSet at(int smaller) {
    if (smaller == resolution) {
      return this;
    }
    if (smaller < 1 || resolution % smaller != 0) {
      throw new IllegalArgumentException(
          "samples of "
              + smaller
              + " pixels: the faces are read for "
              + resolution
              + " pixels, which must be a multiple");
    }
    int side = side(header, smaller);
    List<TrainingFace> small =
        faces.stream().map(f -> f.reduced(resolution / smaller, side)).toList();
    return new TrainingSet(header, smaller, small, yawBins, gain);
  }

  private static int side(FacesetHeader header, int resolution) {
    return 2 * (int) Math.ceil(resolution * header.coverage() / header.modelCoverage() / 2);
  }

  private static TrainingFace prepare(Faceset set, FaceRecord record, int resolution)
      throws IOException {
    IndexChecks.face(set.folder().resolve(Faceset.INDEX), record);
    int size = set.header().size();
    Frame picture = square(set.folder().resolve(record.file()), size);
    Plane matte = square(set.folder().resolve(record.matte()), size).g();
    double margin = set.header().coverage() / set.header().modelCoverage();
    int side = side(set.header(), resolution);
    // The same centre; one pixel here is one pixel of the model's crop.
    double scale = resolution * margin / size;
    double shift = side / 2.0 - scale * size / 2.0;
    Affine2 map = new Affine2(scale, 0, shift, 0, scale, shift);
    PixelRect window = PixelRect.ofSize(side, side);
    // The sharper of the two filters: labels that are soft make soft models.
    Affine2 back = map.inverse();
    Plane cover = Warp.fromCrop(matte, back, window);
    float[] points = placed(record.landmarks(), scale, shift);
    float[] area =
        MaskPainter.blur(
            MaskPainter.dilate(cover.data(), side, Math.round(resolution * 0.04f)),
            side,
            Math.max(1, Math.round(resolution * 0.015f)));
    return new TrainingFace(
        side,
        new byte[][] {
          bytes(Warp.fromCrop(picture.r(), back, window).data()),
          bytes(Warp.fromCrop(picture.g(), back, window).data()),
          bytes(Warp.fromCrop(picture.b(), back, window).data())
        },
        bytes(cover.data()),
        bytes(area),
        bytes(MaskPainter.eyesAndMouth(points, side)),
        record.yaw(),
        record.synthetic(),
        IdentityChip.of(
            record.points().length > 0 ? placed(record.points(), scale, shift) : classic(points)));
  }

  private static float[] placed(float[] points, double scale, double shift) {
    float[] out = new float[points.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (points[i] * scale + shift);
    }
    return out;
  }

  /** The classic points of a mesh. */
  private static float[] classic(float[] mesh) {
    float[] xyz = new float[3 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      xyz[3 * i] = mesh[2 * i];
      xyz[3 * i + 1] = mesh[2 * i + 1];
    }
    return ClassicPoints.of(new Landmarks(xyz, 1));
  }

  private static Frame square(Path file, int size) throws IOException {
    Frame picture = PictureIo.read(file);
    if (!picture.dataWindow().equals(PixelRect.ofSize(size, size))) {
      throw new IOException(
          file
              + ": "
              + picture.dataWindow().width()
              + "x"
              + picture.dataWindow().height()
              + " pixels; the faceset's crops are "
              + size
              + "x"
              + size);
    }
    return picture;
  }

  private static byte[] bytes(float[] values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) Math.round(Math.min(Math.max(values[i], 0f), 1f) * 255f);
    }
    return out;
  }

  private static List<int[]> bins(List<TrainingFace> faces) {
    TreeMap<Integer, List<Integer>> bins = new TreeMap<>();
    for (int i = 0; i < faces.size(); i++) {
      int bin = (int) Math.floor((faces.get(i).yaw() + 7.5) / 15);
      bins.computeIfAbsent(bin, k -> new ArrayList<>()).add(i);
    }
    List<int[]> out = new ArrayList<>();
    for (List<Integer> bin : bins.values()) {
      out.add(bin.stream().mapToInt(Integer::intValue).toArray());
    }
    return List.copyOf(out);
  }
}
