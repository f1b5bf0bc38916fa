package org.likeness.pipeline.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceObservation;
import org.likeness.face.FacePoints;
import org.likeness.face.FaceTrack;
import org.likeness.face.PixelAspect;
import org.likeness.face.PointName;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;
import org.likeness.pipeline.FramePattern;

/**
 * Writes tracks of an analysis, with corrections, in the formats of other programs.
 *
 * @param analysis what to write
 * @param face which track; null for all of them, where the format holds several
 * @param points which points; empty for the eight main ones
 * @param height of the plate where the analysis does not say it, or 0
 */
public record AnalysisExport(
    ShotAnalysis analysis, @Nullable FaceChoice face, List<PointName> points, int height) {
  /** The formats. */
  public enum Format {
    /** A Tracker4 node of Nuke. */
    NUKE_TRACKER,
    /** A CornerPin2D node of Nuke that lays a square onto the crop's place. */
    NUKE_CORNERPIN,
    /** Lines of text: name, frame, x, y; with one point frame, x, y. */
    ASCII,
    /** The alignments file of FaceSwap. */
    FACESWAP;

    /** Spelling of the command line. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads the spelling.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    public static Format parse(String text) {
      return Arrays.stream(values())
          .filter(f -> f.id().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the format is \""
                          + text
                          + "\"; it can be "
                          + Arrays.stream(values())
                              .map(Format::id)
                              .collect(Collectors.joining(", "))));
    }
  }

  /** Side of the square that the corner pin lays onto a face. */
  static final int SQUARE = 512;

  /** Copies. */
  public AnalysisExport {
    points = List.copyOf(points);
  }

  /** The 68 classic points. */
  public static List<PointName> classic() {
    List<PointName> all = new ArrayList<>();
    for (int i = 0; i < FacePoints.CLASSIC; i++) {
      all.add(new PointName(PointName.Set.POINT, i));
    }
    return all;
  }

  /**
   * Writes.
   *
   * @param plate names of the plate's files, for FaceSwap alone
   * @throws IllegalArgumentException with a sentence, if the face is never there, or something is
   *     not known that the format needs
   */
  public byte[] write(Format format, @Nullable FramePattern plate) {
    return switch (format) {
      case NUKE_TRACKER -> text(NukeScript.tracker(name(), paths()));
      case NUKE_CORNERPIN -> text(NukeScript.cornerPin(name(), corners(), SQUARE));
      case ASCII -> text(ascii());
      case FACESWAP -> {
        if (plate == null) {
          throw new IllegalArgumentException(
              "FaceSwap's alignments name the plate's files; say how they are called, such as"
                  + " plate.####.png");
        }
        yield FaceSwapAlignments.of(faces(), plate, analysis.window());
      }
    };
  }

  private static byte[] text(String s) {
    return s.getBytes(StandardCharsets.UTF_8);
  }

  private FaceTrack track() {
    return analysis.track(face == null ? FaceChoice.parse("largest") : face);
  }

  private FaceObservation first() {
    FaceTrack t = track();
    return analysis.frames().stream()
        .flatMap(f -> t.at(f).stream())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the analysis has no such face in any frame"));
  }

  /** Letters, digits and underscores, as node names must be. */
  private String name() {
    int id = first().trackId();
    String own =
        analysis.tracks().stream()
            .filter(t -> t.id() == id)
            .map(ShotAnalysis.Track::name)
            .findFirst()
            .orElse("")
            .replaceAll("[^A-Za-z0-9]+", "_");
    return "Likeness_face_" + id + (own.isEmpty() ? "" : "_" + own);
  }

  private PixelRect window() {
    PixelRect w = analysis.window();
    if (!w.isEmpty()) {
      return w;
    }
    if (height <= 0) {
      throw new IllegalArgumentException(
          "the analysis does not say how high the plate is; analyse again or give --height");
    }
    return new PixelRect(0, 0, 1, height);
  }

  private List<TrackPath> paths() {
    first();
    List<TrackPath> all = new ArrayList<>();
    for (PointName p : points.isEmpty() ? TrackPath.MAIN : points) {
      TrackPath path = TrackPath.of(p, track(), analysis.frames(), window());
      if (path.keys().isEmpty()) {
        throw new IllegalArgumentException("the face has no " + p + " in any frame");
      }
      all.add(path);
    }
    return all;
  }

  private List<TrackPath> corners() {
    first();
    PixelRect w = window();
    CropTemplate template = CropTemplate.byId(CropTemplate.WHOLE_FACE_V2);
    double aspect = PixelAspect.of(analysis.settings());
    List<List<TrackPath.Key>> keys = List.of(list(), list(), list(), list());
    int[][] at = {{0, SQUARE}, {SQUARE, SQUARE}, {SQUARE, 0}, {0, 0}};
    for (int f : analysis.frames()) {
      FaceObservation o = track().at(f).orElse(null);
      if (o != null) {
        Affine2 toPlate =
            FaceAligner.plateToCrop(o, template, FaceAligner.DEFAULT_COVERAGE, SQUARE, aspect)
                .inverse();
        for (int i = 0; i < at.length; i++) {
          double x = toPlate.mapX(at[i][0], at[i][1]);
          double y = toPlate.mapY(at[i][0], at[i][1]);
          keys.get(i).add(new TrackPath.Key(f, TrackPath.x(w, x), TrackPath.y(w, y), 0));
        }
      }
    }
    return keys.stream().map(k -> new TrackPath("corner", k)).toList();
  }

  private static List<TrackPath.Key> list() {
    return new ArrayList<>();
  }

  private String ascii() {
    List<TrackPath> paths = paths();
    boolean one = paths.size() == 1;
    StringBuilder b = new StringBuilder("# ").append(name());
    b.append(one ? " " + paths.get(0).name() + "\n# frame x y" : "\n# name frame x y");
    b.append(", pixels from the lower left\n");
    for (TrackPath p : paths) {
      for (TrackPath.Key k : p.keys()) {
        b.append(one ? "" : p.name() + " ");
        b.append(String.format(Locale.ROOT, "%d %.4f %.4f%n", k.frame(), k.x(), k.y()));
      }
    }
    return b.toString().replace(System.lineSeparator(), "\n");
  }

  private Map<Integer, List<FaceObservation>> faces() {
    Map<Integer, List<FaceObservation>> all = new TreeMap<>();
    for (int f : analysis.frames()) {
      List<FaceObservation> here = new ArrayList<>();
      if (face != null) {
        analysis.track(face).at(f).ifPresent(here::add);
      } else {
        analysis.tracks().forEach(t -> t.at(f).ifPresent(here::add));
      }
      all.put(f, here);
    }
    return all;
  }
}
