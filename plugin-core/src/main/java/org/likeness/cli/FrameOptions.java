package org.likeness.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.FrameRange;
import picocli.CommandLine.Option;

/** Which frames of a plate a command works on, and how many at a time. */
final class FrameOptions {
  @Option(
      names = "--frames",
      paramLabel = "R",
      description = "Such as 1001-1100, 1001-1100x2 or 1,5,10-20. Default: all that exist.")
  private @Nullable String frames;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Frames at a time; at first one a processor. The result does not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /** How many frames at a time, at least 1. */
  int threads() {
    if (threads < 1) {
      throw new CliException(ExitCode.USAGE, "--threads is " + threads + "; it must be 1 or more");
    }
    return threads;
  }

  /** The frames that were asked for; without an option all of the plate's. */
  List<Integer> of(FramePattern plate) throws IOException {
    if (frames == null) {
      return plate.existing();
    }
    try {
      return FrameRange.parse(frames).frames();
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--frames: " + e.getMessage(), e);
    }
  }
}
