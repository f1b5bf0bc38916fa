package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.likeness.face.FrameSource;
import org.likeness.image.Frame;
import org.likeness.pipeline.AnalyseJob;

/** Analyses of shots whose result is known, kept in a folder by the shots' names. */
public final class ShotAnalyses {
  private ShotAnalyses() {}

  /** Whether a shot's analysis is in the folder. */
  public static boolean has(TruthShot shot, Path folder) {
    return Files.isRegularFile(path(shot, folder));
  }

  private static Path path(TruthShot shot, Path folder) {
    return folder.resolve(shot.name() + ".analysis");
  }

  /**
   * The file of a shot's analysis; what is not there is made and left there.
   *
   * @param folder of the analyses; made
   * @param threads frames at a time
   * @param progress called with each frame of an analysis that is made
   */
  public static Path file(TruthShot shot, Path folder, int threads, IntConsumer progress)
      throws IOException {
    Path file = path(shot, folder);
    if (!has(shot, folder)) {
      Files.createDirectories(folder);
      AnalyseJob.run(plates(shot), "lin_rec709", threads, progress).write(file);
    }
    return file;
  }

  private static FrameSource plates(TruthShot shot) {
    return new FrameSource() {
      @Override
      public List<Integer> frames() {
        return shot.frames();
      }

      @Override
      public Frame read(int frame) throws IOException {
        return shot.plate(frame);
      }
    };
  }
}
