package org.likeness.face;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything found out about the faces of a shot, stored once as a file.
 *
 * @param models sha256 (hex) of each network that made it, by role
 * @param plateSha256 sha256 (hex) of the plate's list of file names and sizes
 * @param frames the frames that were looked at, ascending
 * @param tracks the faces, by track id
 */
public record ShotAnalysis(
    Map<String, String> models, String plateSha256, List<Integer> frames, List<Track> tracks) {
  /**
   * One face through the shot.
   *
   * @param id from 0
   * @param observations ascending by frame, at most one a frame
   */
  public record Track(int id, List<FaceObservation> observations) {}

  /**
   * Reads a file.
   *
   * @throws IOException with a sentence, if it is missing, foreign, truncated, corrupt or newer
   */
  public static ShotAnalysis read(Path file) throws IOException {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Writes the file: under a temporary name, then renamed. */
  public void write(Path file) throws IOException {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * The chosen face.
   *
   * @throws IllegalArgumentException if the choice names a track that does not exist
   */
  public FaceTrack track(FaceChoice choice) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** For people and other programs. */
  public String toJson() {
    throw new UnsupportedOperationException("not written yet");
  }
}
