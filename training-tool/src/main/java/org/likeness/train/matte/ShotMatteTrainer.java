package org.likeness.train.matte;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceChoice;
import org.likeness.face.PartsNet;
import org.likeness.face.ShotAnalysis;
import org.likeness.file.AtomicFile;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.GuideChannel;
import org.likeness.pipeline.PlateSource;

/**
 * Trains a shot's matte network from files.
 *
 * @param plate files of the plate
 * @param colourSpace of the plate
 * @param analysis of the shot
 * @param face which face, as in the setting {@code face}
 * @param mattes files of the artist's mattes, for some of the frames
 * @param channel which channel of theirs counts
 * @param leftOut frames to judge by alone; null for a choice of its own
 * @param iterations how many
 * @param seconds at most
 */
public record ShotMatteTrainer(
    FramePattern plate,
    String colourSpace,
    Path analysis,
    String face,
    FramePattern mattes,
    GuideChannel channel,
    @Nullable List<Integer> leftOut,
    long iterations,
    double seconds) {
  /** Fewest frames to learn from. */
  static final int FEWEST = 1;

  /**
   * Trains and writes.
   *
   * @param out the shot's network
   * @throws IOException with a sentence, where plate, analysis and mattes do not fit
   */
  public ShotTraining.Result run(Path out, AtomicBoolean stop, Consumer<String> say)
      throws IOException {
    List<Integer> plateFrames = plate.existing();
    List<Integer> keys = mattes.existing().stream().filter(plateFrames::contains).toList();
    if (keys.isEmpty()) {
      throw new IOException(
          mattes
              + ": no matte of a frame of the plate; the mattes' numbers must be those of the"
              + " plate's frames, "
              + org.likeness.pipeline.FrameRange.describe(plateFrames));
    }
    ShotAnalysis stored = ShotAnalysis.read(analysis);
    List<ShotMattes.Key> all;
    try (PartsNet general = PartsNet.open()) {
      all =
          ShotMattes.read(
              new PlateSource(plate, keys, plateFrames, colourSpace),
              mattes,
              channel,
              stored.track(FaceChoice.parse(face), null),
              general,
              colourSpace);
    }
    List<ShotMattes.Key> judge = ShotMattes.leftOut(all, leftOut);
    List<ShotMattes.Key> learn =
        judge == null ? all : all.stream().filter(k -> !judge.contains(k)).toList();
    if (learn.size() < FEWEST) {
      throw new IOException(
          "all mattes are left out to judge by; leave some of the frames "
              + org.likeness.pipeline.FrameRange.describe(keys)
              + " to learn from");
    }
    say.accept(
        "learning from frames "
            + learn.stream().map(ShotMattes.Key::frame).toList()
            + (judge == null
                ? ""
                : ", judged by " + judge.stream().map(ShotMattes.Key::frame).toList()));
    ShotTraining.Result made =
        ShotTraining.run(learn, judge, PartsNet.resource(), iterations, seconds, stop, say);
    AtomicFile.write(out, made.onnx());
    return made;
  }
}
