package org.likeness.face;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.likeness.file.AtomicFile;

/**
 * Everything found out about the faces of a shot, stored once as a file. Immutable; landmarks are
 * whole multiples of 1/1024 pixel, so that writing and reading changes nothing.
 *
 * @param models sha256 (hex) of each network that made it, by role
 * @param plateSha256 sha256 (hex) of the plate's pixels, scene-linear, in all its frames
 * @param frames the frames that were looked at, ascending
 * @param tracks the faces, by track id
 */
public record ShotAnalysis(
    Map<String, String> models, String plateSha256, List<Integer> frames, List<Track> tracks) {
  /** A face seen in less than this part of the longest track's frames is no "left" or "right". */
  private static final double PASSER_BY = 0.1;

  /** Copies the collections. */
  public ShotAnalysis {
    models = Map.copyOf(models);
    frames = List.copyOf(frames);
    tracks = List.copyOf(tracks);
  }

  /**
   * One face through the shot.
   *
   * @param id from 0
   * @param observations ascending by frame, at most one a frame
   */
  public record Track(int id, List<FaceObservation> observations) implements FaceTrack {
    /** Copies the list. */
    public Track {
      observations = List.copyOf(observations);
    }

    @Override
    public Optional<FaceObservation> at(int frame) {
      int low = 0;
      int high = observations.size() - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int found = observations.get(middle).frame();
        if (found == frame) {
          return Optional.of(observations.get(middle));
        }
        if (found < frame) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return Optional.empty();
    }

    double totalArea() {
      return observations.stream().mapToDouble(o -> FaceBox.of(o.landmarks()).area()).sum();
    }

    double meanX() {
      return observations.stream()
          .mapToDouble(o -> FaceBox.of(o.landmarks()).centreX())
          .average()
          .orElse(0);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException with a sentence, if it is missing, foreign, truncated, corrupt or newer
   */
  public static ShotAnalysis read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such analysis file", e);
    } catch (IOException e) {
      throw new IOException(file + ": the analysis cannot be read: " + e.getMessage(), e);
    }
    return AnalysisCodec.decode(bytes, file.toString());
  }

  /** Writes the file: under a temporary name in the same folder, then renamed. */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + ": names no file");
    }
    Files.createDirectories(folder);
    AtomicFile.write(file, AnalysisCodec.encode(this));
  }

  /**
   * The chosen face; it has no observation where the shot has no such face.
   *
   * @throws IllegalArgumentException if the choice names a track that does not exist
   */
  public FaceTrack track(FaceChoice choice) {
    if (choice.kind() == FaceChoice.Kind.ID) {
      for (Track t : tracks) {
        if (t.id() == choice.id()) {
          return t;
        }
      }
      throw new IllegalArgumentException(
          "face "
              + choice
              + ": the analysis has "
              + (tracks.isEmpty()
                  ? "no tracks"
                  : "the tracks "
                      + tracks.stream()
                          .map(t -> "id:" + t.id())
                          .collect(Collectors.joining(", "))));
    }
    Track best = best(choice.kind());
    return best == null ? frame -> Optional.empty() : best;
  }

  private @Nullable Track best(FaceChoice.Kind kind) {
    int longest = tracks.stream().mapToInt(t -> t.observations().size()).max().orElse(0);
    Track best = null;
    double bestRank = Double.NEGATIVE_INFINITY;
    for (Track t : tracks) {
      boolean passerBy = t.observations().size() < PASSER_BY * longest;
      double rank =
          switch (kind) {
            case LEFT -> passerBy ? Double.NEGATIVE_INFINITY : -t.meanX();
            case RIGHT -> passerBy ? Double.NEGATIVE_INFINITY : t.meanX();
            default -> t.totalArea();
          };
      if (rank > bestRank) {
        bestRank = rank;
        best = t;
      }
    }
    return best;
  }

  /** For people and other programs: everything, frame by frame. */
  public String toJson() {
    return AnalysisJson.write(this);
  }
}
