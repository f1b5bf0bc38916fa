package org.likeness.train.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourEncoding;
import org.likeness.exr.ExrReader;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceDetail;
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
   * @param header geometry and encoding of the facesets
   * @param router whose the faces are
   * @param mattes drawn mattes, or null for the mesh's outline
   * @param papers by a person's name
   */
  public record Job(
      FacesetHeader header,
      FaceRouter router,
      @Nullable MatteFiles mattes,
      Function<String, Papers> papers) {}

  /**
   * A face that was cut.
   *
   * @param who whose it is, by the router
   * @param record its index line
   */
  public record Cut(String who, FaceRecord record) {}

  /** A crop that another face reaches into with more of its points than this part is flagged. */
  private static final double REACHES_IN = 0.05;

  private final FaceFinder finder;
  private final Job job;
  private final Function<String, Path> folders;
  private final CropTemplate template;
  private final ColourEncoding encoding;

  /**
   * @param finder stays the caller's
   * @param folders of the facesets by a person's name; must exist
   */
  public FaceExtractor(FaceFinder finder, Job job, Function<String, Path> folders) {
    this.finder = finder;
    this.job = job;
    this.folders = folders;
    template = CropTemplate.byId(job.header().template());
    encoding = ColourEncoding.byName(job.header().encoding());
  }

  /**
   * Cuts the faces out of one picture and writes their crops and mattes.
   *
   * @param picture what a video's reader made of it, as on a display; null = read the file
   * @param number of the picture in the faceset, which names its files
   * @return what was cut; nothing where no face is found
   */
  public List<Cut> extract(PlateFile plate, @Nullable Frame picture, int number)
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
    List<FaceRouter.Told> told = job.router().route(found);
    if (told.isEmpty()) {
      return List.of();
    }
    Plane matte = job.mattes() == null ? null : job.mattes().of(plate);
    if (matte != null && !matte.rect().equals(linear.dataWindow())) {
      matte = matte.crop(linear.dataWindow());
    }
    List<Cut> cuts = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      FaceRouter.Told face = told.get(i);
      String name = String.format("%06d_%d", number, i);
      Given given = new Given(matte == null ? "hull" : "artist", matte, null);
      String original = plate.original();
      cuts.add(
          new Cut(face.who(), cut(original, linear, given, face.face(), found, face.who(), name)));
    }
    return cuts;
  }

  /**
   * What comes with a face.
   *
   * @param matteFrom see {@link FaceRecord#matteFrom()}
   * @param matte over the picture, or null for the mesh's outline
   * @param importedFrom see {@link FaceRecord#importedFrom()}
   */
  public record Given(String matteFrom, @Nullable Plane matte, @Nullable String importedFrom) {}

  /**
   * Cuts one face and writes its crop and matte.
   *
   * @param original the picture's name for the index
   * @param linear the picture, scene-linear
   * @param face in its pixels
   * @param all faces of the picture
   * @param who whose it is
   * @param name of its files, without extension
   */
  public FaceRecord cut(
      String original,
      Frame linear,
      Given given,
      FaceObservation face,
      List<FaceObservation> all,
      String who,
      String name)
      throws IOException {
    FacesetHeader header = job.header();
    int size = header.size();
    double aspect = linear.pixelAspect();
    Affine2 map = FaceAligner.plateToCrop(face, template, header.coverage(), size, aspect);
    Frame crop = encoded(Warp.toCrop(linear, map, size));
    float[] points = points(face.landmarks(), map);
    PixelRect rect = PixelRect.ofSize(size, size);
    Plane matte = given.matte();
    Plane cover =
        matte == null
            ? new Plane(rect, MaskPainter.hull(points, size))
            : Warp.toCrop(Frame.opaque(matte, matte, matte), map, size).g();
    Path folder = folders.apply(who);
    PictureIo.writePng(folder.resolve(name + ".png"), crop);
    PictureIo.writePng(folder.resolve(name + "_matte.png"), cover);
    HeadPose pose = face.pose();
    FaceDetail detail = face.detail();
    Papers papers = job.papers().apply(who);
    return new FaceRecord(
        name + ".png",
        name + "_matte.png",
        original,
        given.matteFrom(),
        points,
        pose.yaw(),
        pose.pitch(),
        pose.roll(),
        face.score(),
        (float) (size * Math.sqrt(aspect) / map.meanScale() / header.coverage()),
        sharpness(crop, cover.data(), size),
        new double[] {map.a(), map.b(), map.c(), map.d(), map.e(), map.f()},
        papers.synthetic(),
        papers.licence(),
        papers.consentId(),
        papers.source(),
        mapped(detail.points().xy(), map),
        rounded(detail.expression(), 1e3),
        rounded(detail.light(), 1e5),
        rounded(detail.identity(), 1e5),
        Float.isNaN(detail.sharpness()) ? null : Math.round(detail.sharpness() * 1e4) / 1e4f,
        others(face, all, map),
        given.importedFrom());
  }

  /** How many other faces reach into the crop. */
  private int others(FaceObservation face, List<FaceObservation> all, Affine2 map) {
    int size = job.header().size();
    int count = 0;
    for (FaceObservation other : all) {
      int in = 0;
      for (int i = 0; other != face && i < Landmarks.COUNT; i++) {
        double x = map.mapX(other.landmarks().x(i), other.landmarks().y(i));
        double y = map.mapY(other.landmarks().x(i), other.landmarks().y(i));
        in += x > 0 && y > 0 && x < size && y < size ? 1 : 0;
      }
      count += in > REACHES_IN * Landmarks.COUNT ? 1 : 0;
    }
    return count;
  }

  private static float[] mapped(float[] xy, Affine2 map) {
    float[] out = new float[xy.length];
    for (int i = 0; i < xy.length; i += 2) {
      out[i] = Math.round(map.mapX(xy[i], xy[i + 1]) * 1000) / 1000f;
      out[i + 1] = Math.round(map.mapY(xy[i], xy[i + 1]) * 1000) / 1000f;
    }
    return out;
  }

  private static float[] rounded(float[] values, double steps) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (Math.rint(values[i] * steps) / steps);
    }
    return out;
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

  /** A picture as on a display, made scene-linear. */
  public Frame decoded(Frame display) {
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
