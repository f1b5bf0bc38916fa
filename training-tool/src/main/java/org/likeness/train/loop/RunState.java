package org.likeness.train.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.likeness.file.AtomicFile;

/**
 * How a running training stands, for whoever watches: {@value #FILE} in the model's folder, renewed
 * every second or so and never seen half written. What it trains with is in {@code config.json}
 * beside it, which is renewed when a setting is changed on the way.
 *
 * @param version of the format, {@value #VERSION}
 * @param status running or how it ended
 * @param message a sentence where there is something to say, else empty
 * @param iteration how many are done
 * @param iterations in all
 * @param iterationsPerSecond running mean
 * @param secondsLeft until the end, or until this run's time limit
 * @param seconds time spent training, in all runs together
 * @param residentBytes memory of the process
 * @param stage name of the stage
 * @param schedule name of the learning rate's way
 * @param rate learning rate of the last iteration
 * @param warp how much inputs are bent now, as a share of the crop
 * @param resolution side of the crops trained on now, pixels
 * @param loss running mean
 * @param checkpoint name of the newest checkpoint's file, or empty
 * @param preview name of the newest picture under {@code previews}, or empty
 * @param updated when this was written, milliseconds since 1970
 */
public record RunState(
    int version,
    Status status,
    String message,
    long iteration,
    long iterations,
    double iterationsPerSecond,
    double secondsLeft,
    double seconds,
    long residentBytes,
    String stage,
    String schedule,
    double rate,
    double warp,
    int resolution,
    double loss,
    String checkpoint,
    String preview,
    long updated) {
  /** Name of the file inside the model's folder. */
  public static final String FILE = "state.json";

  /** Of the format. */
  public static final int VERSION = 1;

  /** What a training is doing. */
  public enum Status {
    /** It trains; if {@code updated} is long ago it was killed. */
    running,
    /** All iterations are done. */
    done,
    /** Somebody asked it to end. */
    stopped,
    /** Its time was up. */
    time,
    /** It could not go on; the message says why. */
    failed
  }

  /** Writes it into a folder; not forced to disk, as the next one follows. */
  void write(Path folder) throws IOException {
    AtomicFile.replace(folder.resolve(FILE), Settings.JSON.writeValueAsBytes(this));
  }

  /**
   * Reads a folder's.
   *
   * @throws IOException with a sentence, if there is none or it cannot be read
   */
  public static RunState read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new IOException(folder + ": no training has run here (it has no " + FILE + ")");
    }
    return Settings.read(Settings.parse(file), RunState.class, file.toString());
  }
}
