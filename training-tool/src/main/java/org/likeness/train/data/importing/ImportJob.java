package org.likeness.train.data.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.likeness.exr.ExrReader;
import org.likeness.face.ClassicPoints;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceBox;
import org.likeness.face.FaceDetail;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceObservation;
import org.likeness.face.FacePoints;
import org.likeness.face.Landmarks;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.data.FaceExtractor;
import org.likeness.train.data.FaceRecord;

/**
 * Turns the faces of another program into faces of a faceset: cut anew to this program's template,
 * of the frame where it is given, else of the aligned picture. This program's own analysis runs
 * over the picture and gives mesh, pose, expression, light and identity; the imported points stay
 * as they were. Where the analysis does not find the face, the imported points alone place the
 * crop.
 */
public final class ImportJob {
  /** A face found is the imported one if their points lie this close, over the face's size. */
  private static final double SAME = 0.2;

  private final FaceFinder finder;
  private final FaceExtractor extractor;
  private final Map<String, Path> frames;
  private final String who;
  private final CropTemplate template = CropTemplate.byId(CropTemplate.WHOLE_FACE_V2);

  /**
   * @param who whose the faces are
   * @param frames folder of the frames that the faces were cut from, or null
   * @throws IOException if the folder cannot be read
   */
  public ImportJob(FaceFinder finder, FaceExtractor extractor, String who, @Nullable Path frames)
      throws IOException {
    this.finder = finder;
    this.extractor = extractor;
    this.who = who;
    this.frames = frames == null ? Map.of() : stems(frames);
  }

  /**
   * What came of it.
   *
   * @param faces index lines
   * @param unseen how many of them the analysis did not find: the imported points placed them
   * @param problems a sentence for each that could not be used
   */
  public record Result(List<FaceRecord> faces, int unseen, List<String> problems) {}

  /**
   * The faces of files of other programs.
   *
   * @param inputs folders of aligned JPEG, single ones, {@code .pak}, {@code .fsa}, {@code .json}
   * @param person whose faces of a packed faceset of several people, or null
   * @param problems gets a sentence for each face that cannot be read
   * @throws IOException with a sentence, if an input cannot be used at all
   */
  public static List<ImportedFace> read(
      List<Path> inputs, @Nullable String person, List<String> problems) throws IOException {
    List<ImportedFace> out = new ArrayList<>();
    for (Path input : inputs) {
      String name = input.toString().toLowerCase(Locale.ROOT);
      Path pak = input.resolve("faceset.pak");
      if (Files.isDirectory(input) && Files.isRegularFile(pak)) {
        out.addAll(DeepFaceLabFaces.packed(pak, problems::add));
      } else if (Files.isDirectory(input)
          || (Files.isRegularFile(input) && DeepFaceLabFaces.isJpeg(input))) {
        out.addAll(DeepFaceLabFaces.pictures(input, problems::add));
      } else if (!Files.isRegularFile(input)) {
        throw new IOException(input + ": no such file or folder");
      } else if (name.endsWith(".pak")) {
        out.addAll(DeepFaceLabFaces.packed(input, problems::add));
      } else if (name.endsWith(".fsa") || name.endsWith(".json")) {
        out.addAll(FaceSwapAlignmentsFile.read(input, problems::add));
      } else {
        throw new IOException(
            input
                + ": is of no known kind; known are folders of aligned JPEG and .pak of"
                + " DeepFaceLab, .fsa and .json of FaceSwap");
      }
    }
    TreeSet<String> people = new TreeSet<>();
    out.forEach(f -> people.add(f.person() == null ? "" : f.person()));
    if (person == null && people.size() > 1) {
      throw new IOException(
          inputs.get(0)
              + ": holds several people ("
              + String.join(", ", people)
              + "); import one at a time with --person");
    }
    if (person != null) {
      out.removeIf(f -> !person.equals(f.person()));
      if (out.isEmpty()) {
        throw new IOException(
            inputs.get(0)
                + ": nobody is called "
                + person
                + "; there are "
                + String.join(", ", people));
      }
    }
    return out;
  }

  /** Cuts them, one after the other. */
  public Result run(List<ImportedFace> faces, LongConsumer progress) {
    List<FaceRecord> records = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    int unseen = 0;
    String lastName = "";
    Seen last = null;
    for (int i = 0; i < faces.size(); i++) {
      ImportedFace face = faces.get(i);
      try {
        Path frame = face.frameName() == null ? null : frames.get(stem(face.frameName()));
        boolean whole = frame != null && face.framePoints().length > 0;
        if (!whole && face.picture() == null) {
          throw new IOException(
              face.name()
                  + ": its frame "
                  + face.frameName()
                  + " is not there; give the folder of the frames with --frames");
        }
        String name = whole ? String.valueOf(frame) : face.name();
        if (last == null || !name.equals(lastName)) {
          last = look(whole ? frame : null, face, i);
          lastName = name;
        }
        float[] points = whole ? face.framePoints() : face.points();
        FaceObservation own = nearest(points, last.found());
        unseen += own == null ? 1 : 0;
        FaceObservation used = own == null ? placed(points, i) : with(own, points);
        Plane matte = matte(face, whole, last.linear());
        records.add(
            extractor.cut(
                name,
                last.linear(),
                new FaceExtractor.Given(matte == null ? "hull" : "imported", matte, face.from()),
                used,
                own == null ? List.of() : others(own, used, last.found()),
                who,
                String.format(Locale.ROOT, "%06d_0", i)));
      } catch (IOException | IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
      progress.accept(i);
    }
    return new Result(records, unseen, problems);
  }

  /** A picture and the faces found in it. */
  private record Seen(Frame linear, List<FaceObservation> found) {}

  private Seen look(@Nullable Path frame, ImportedFace face, int number) throws IOException {
    if (frame != null && frame.toString().toLowerCase(Locale.ROOT).endsWith(".exr")) {
      Frame linear = ExrReader.readFrame(frame);
      return new Seen(linear, finder.find(linear, number));
    }
    byte[] bytes = frame != null ? Files.readAllBytes(frame) : face.picture();
    Frame display =
        PictureIo.decode(
            bytes == null ? new byte[0] : bytes, frame != null ? frame.toString() : face.name());
    return new Seen(extractor.decoded(display), finder.findDisplay(display, number));
  }

  private static @Nullable FaceObservation nearest(float[] points, List<FaceObservation> found) {
    FaceObservation best = null;
    double least = SAME;
    for (FaceObservation o : found) {
      float[] own =
          o.detail().points().count() == FacePoints.CLASSIC
              ? o.detail().points().xy()
              : ClassicPoints.of(o.landmarks());
      double sum = 0;
      for (int i = 0; i < own.length; i += 2) {
        sum += Math.hypot(own[i] - points[i], own[i + 1] - points[i + 1]);
      }
      double apart =
          sum / FacePoints.CLASSIC / Math.sqrt(Math.max(1, FaceBox.of(o.landmarks()).area()));
      if (apart < least) {
        least = apart;
        best = o;
      }
    }
    return best;
  }

  private static FacePoints imported(float[] points) {
    float[] sure = new float[FacePoints.CLASSIC];
    java.util.Arrays.fill(sure, 1);
    return new FacePoints(points, new float[FacePoints.CLASSIC], sure);
  }

  private static FaceObservation with(FaceObservation own, float[] points) {
    FaceDetail d = own.detail();
    return own.withDetail(d.withPlaces(imported(points), d.anchors(), d.iris()));
  }

  /** The face by its points alone. */
  private FaceObservation placed(float[] points, int frame) {
    Landmarks mesh = MeshFromPoints.fit(points, template);
    FaceDetail detail = FaceDetail.NONE.withPlaces(imported(points), FacePoints.NONE, new float[0]);
    return new FaceObservation(
        0,
        frame,
        0,
        mesh,
        FaceAligner.pose(mesh, template),
        EnumSet.noneOf(FaceObservation.Flag.class),
        detail);
  }

  private static List<FaceObservation> others(
      FaceObservation own, FaceObservation used, List<FaceObservation> found) {
    return found.stream().map(o -> o == own ? used : o).toList();
  }

  /** The mask over the picture that is cut. */
  private @Nullable Plane matte(ImportedFace face, boolean whole, Frame picture)
      throws IOException {
    ImportedMask given = face.mask();
    if (given == null) {
      return null;
    }
    Affine2 fromFrame = given.fromFrame();
    if (fromFrame != null) {
      return whole
          ? Warp.fromCrop(given.plane(PixelRect.EMPTY), fromFrame, picture.dataWindow())
          : null;
    }
    Affine2 toAligned = whole ? face.frameToPicture() : new Affine2(1, 0, 0, 0, 1, 0);
    byte[] aligned = face.picture();
    if (toAligned == null || aligned == null) {
      return null;
    }
    PixelRect side =
        whole ? PictureIo.decode(aligned, face.name()).dataWindow() : picture.dataWindow();
    Plane mask = given.plane(side);
    double sx = mask.rect().width() / (double) side.width();
    double sy = mask.rect().height() / (double) side.height();
    Affine2 map =
        new Affine2(
            sx * toAligned.a(),
            sx * toAligned.b(),
            sx * toAligned.c(),
            sy * toAligned.d(),
            sy * toAligned.e(),
            sy * toAligned.f());
    return Warp.fromCrop(mask, map, picture.dataWindow());
  }

  private static Map<String, Path> stems(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder of frames");
    }
    Map<String, Path> out = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(Files::isRegularFile).sorted().forEach(f -> out.put(stem(f.toString()), f));
    }
    return out;
  }

  private static String stem(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
