package org.likeness.train.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourEncoding;
import org.likeness.exr.ExrReader;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceObservation;
import org.likeness.face.HeadPose;
import org.likeness.face.Landmarks;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.image.opencv.PictureIo;

/** Cuts the faces out of pictures. Thread-safe. */
public final class FaceExtractor {
  /**
   * What to cut.
   *
   * @param header geometry and encoding of the faceset
   * @param everyFace all faces of a picture, or the largest alone
   * @param mattes drawn mattes, or null for the mesh's outline
   * @param synthetic whether the pictures are rendered or generated
   * @param licence of the pictures, or null
   * @param consentId number of the consent, or null
   */
  public record Job(
      FacesetHeader header,
      boolean everyFace,
      @Nullable MatteFiles mattes,
      boolean synthetic,
      @Nullable String licence,
      @Nullable String consentId) {}

  private final FaceFinder finder;
  private final Job job;
  private final Path folder;
  private final CropTemplate template;
  private final ColourEncoding encoding;

  /**
   * @param finder stays the caller's
   * @param folder the faceset's, which must exist
   */
  public FaceExtractor(FaceFinder finder, Job job, Path folder) {
    this.finder = finder;
    this.job = job;
    this.folder = folder;
    template = CropTemplate.byId(job.header().template());
    encoding = ColourEncoding.byName(job.header().encoding());
  }

  /**
   * Cuts the faces out of one picture and writes their crops and mattes.
   *
   * @param picture what a video's reader made of it, as on a display; null = read the file
   * @param number of the picture in the faceset, which names its files
   * @return index lines; none where no face is found
   */
  public List<FaceRecord> extract(PlateFile plate, @Nullable Frame picture, int number)
      throws IOException {
    Frame linear;
    List<FaceObservation> found;
    if (plate.isLinear()) {
      linear = ExrReader.readFrame(plate.path());
      found = finder.find(linear, plate.frame());
    } else {
      Frame display = picture != null ? picture : PictureIo.read(plate.path());
      found = finder.findDisplay(display, plate.frame());
      linear = decoded(display);
    }
    if (found.isEmpty()) {
      return List.of();
    }
    Plane matte = job.mattes() == null ? null : job.mattes().of(plate);
    if (matte != null && !matte.rect().equals(linear.dataWindow())) {
      matte = matte.crop(linear.dataWindow());
    }
    List<FaceRecord> records = new ArrayList<>();
    int count = job.everyFace() ? found.size() : 1;
    for (int i = 0; i < count; i++) {
      String name = String.format("%06d_%d", number, i);
      records.add(cut(plate, linear, matte, found.get(i), name));
    }
    return records;
  }

  private FaceRecord cut(
      PlateFile plate, Frame linear, @Nullable Plane matte, FaceObservation face, String name)
      throws IOException {
    FacesetHeader header = job.header();
    int size = header.size();
    Affine2 map = FaceAligner.plateToCrop(face, template, header.coverage(), size);
    Frame crop = encoded(Warp.toCrop(linear, map, size));
    float[] points = points(face.landmarks(), map);
    PixelRect rect = PixelRect.ofSize(size, size);
    Plane cover =
        matte == null
            ? new Plane(rect, MaskPainter.hull(points, size))
            : Warp.toCrop(Frame.opaque(matte, matte, matte), map, size).g();
    PictureIo.writePng(folder.resolve(name + ".png"), crop);
    PictureIo.writePng(folder.resolve(name + "_matte.png"), cover);
    HeadPose pose = face.pose();
    return new FaceRecord(
        name + ".png",
        name + "_matte.png",
        plate.isVideo() ? plate.path() + "#" + plate.frame() : plate.path().toString(),
        matte == null ? "hull" : "artist",
        points,
        pose.yaw(),
        pose.pitch(),
        pose.roll(),
        face.score(),
        (float) (size / map.meanScale() / header.coverage()),
        sharpness(crop, cover.data(), size),
        new double[] {map.a(), map.b(), map.c(), map.d(), map.e(), map.f()},
        job.synthetic(),
        job.licence(),
        job.consentId());
  }

  private static float[] points(Landmarks landmarks, Affine2 map) {
    float[] points = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double x = landmarks.x(i);
      double y = landmarks.y(i);
      points[2 * i] = Math.round(map.mapX(x, y) * 100) / 100f;
      points[2 * i + 1] = Math.round(map.mapY(x, y) * 100) / 100f;
    }
    return points;
  }

  /** Variance of the Laplacian of the brightness inside the matte, times 1000. */
  private static float sharpness(Frame crop, float[] matte, int size) {
    float[] g = crop.g().data();
    double sum = 0;
    double squares = 0;
    double weight = 1e-9;
    for (int y = 1; y < size - 1; y++) {
      for (int x = 1; x < size - 1; x++) {
        int i = y * size + x;
        double l = 4.0 * g[i] - g[i - 1] - g[i + 1] - g[i - size] - g[i + size];
        sum += matte[i] * l;
        squares += matte[i] * l * l;
        weight += matte[i];
      }
    }
    double mean = sum / weight;
    return (float) ((squares / weight - mean * mean) * 1000);
  }

  private Frame decoded(Frame display) {
    return each(display, encoding::decode);
  }

  private Frame encoded(Frame linear) {
    return each(linear, v -> Math.min(1f, Math.max(0f, encoding.encode(v))));
  }

  /** A curve. */
  private interface Curve {
    float at(float value);
  }

  private static Frame each(Frame frame, Curve curve) {
    return new Frame(
        frame.dataWindow(),
        frame.displayWindow(),
        frame.pixelAspect(),
        each(frame.r(), curve),
        each(frame.g(), curve),
        each(frame.b(), curve),
        null);
  }

  private static Plane each(Plane plane, Curve curve) {
    Plane out = Plane.zeros(plane.rect());
    for (int i = 0; i < out.data().length; i++) {
      float v = plane.data()[i];
      out.data()[i] = Float.isFinite(v) ? curve.at(v) : 0f;
    }
    return out;
  }
}
