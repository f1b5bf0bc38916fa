package org.likeness.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Frame;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostClip;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostException;
import org.likeness.ofx.host.HostImage;
import org.likeness.ofx.host.HostProgress;
import org.likeness.ofx.host.RectD;
import org.likeness.ofx.host.TimeRange;
import org.likeness.pipeline.AnalyseJob;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.PreviousAnalysis;
import org.likeness.pipeline.Sha256;
import org.likeness.pipeline.SwapSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The button Analyse: fetches the plate's frames from the host, analyses them on threads of ours
 * under a progress bar that can be cancelled at any moment, and writes the file that the parameter
 * names, whole or not at all.
 */
final class AnalyseAction {
  private static final Logger LOG = LoggerFactory.getLogger(AnalyseAction.class);

  /** How long a press on Cancel waits at most for us to look, milliseconds. */
  private static final long LOOK_MILLIS = 20;

  /** Above this a host's range is taken for "for ever". */
  private static final int MOST_FRAMES = 100_000;

  /** The same where the host speaks of a whole source, of which a cut may use a few seconds. */
  private static final int MOST_OF_A_SOURCE = 1_000;

  /** Planes of the plate's size that are alive while a frame is analysed, at most. */
  private static final int PLANES_A_FRAME = 12;

  private final HostEffect node;
  private final NodeState state;
  private final SwapSettings settings;
  private final HostClip source;

  AnalyseAction(HostEffect node, NodeState state, double time) {
    this.node = node;
    this.state = state;
    this.settings = EffectParams.at(node, time);
    this.source = node.clip(FaceSwapEffect.SOURCE);
  }

  /**
   * Runs to the end, or until it is cancelled.
   *
   * @return whether the file was written
   */
  boolean run() {
    Path file = file();
    List<Integer> frames = frames();
    long begin = System.nanoTime();
    HostShot shot = new HostShot(frames, this::fetch);
    AtomicInteger done = new AtomicInteger();
    int threads = threads(frames.get(0));
    Future<String> work =
        RenderWorkers.start(
            () -> {
              ShotAnalysis a =
                  AnalyseJob.run(shot, settings.plateSpace(), threads, f -> done.incrementAndGet());
              shot.checkWanted();
              PreviousAnalysis previous = PreviousAnalysis.at(file);
              if (!previous.note().isEmpty()) {
                LOG.warn("{}: {}", file, previous.note());
              }
              a.with(previous.corrections()).write(file);
              return summary(a) + ", " + Sha256.of(file).substring(0, 12);
            });
    try (HostProgress bar =
        node.progress("Likeness analyses " + frames.size() + " frames of the plate")) {
      while (!work.isDone()) {
        shot.serve(LOOK_MILLIS);
        if (!bar.update((double) done.get() / frames.size())) {
          shot.cancel();
          LOG.info("analysis cancelled after {} of {} frames", done.get(), frames.size());
          return false;
        }
      }
    } finally {
      shot.cancel();
      if (!work.isDone()) {
        state.left(work);
      }
    }
    String found = result(work);
    LOG.info(
        "analysis of {} frames after {} ms: {}: {}",
        frames.size(),
        (System.nanoTime() - begin) / 1_000_000,
        file,
        found);
    node.param(EffectParams.ANALYSED).setString(found);
    return true;
  }

  private static String result(Future<String> work) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw RenderWorkers.thrownBy(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String summary(ShotAnalysis a) {
    int n = a.tracks().size();
    return "frames "
        + FrameRange.describe(a.frames())
        + ", "
        + (n == 0 ? "no face" : n == 1 ? "1 face" : n + " faces");
  }

  /** Where to write; a file that is there and no analysis is left alone. */
  private Path file() {
    String text = settings.analysis();
    if (text.isBlank()) {
      throw refused("Analysis names no file; name one to be written, then press Analyse again");
    }
    Path file;
    try {
      file = Path.of(text);
    } catch (InvalidPathException e) {
      throw refused("Analysis is \"" + text + "\", which is no file name: " + e.getReason());
    }
    if (!file.isAbsolute()) {
      throw refused(
          "Analysis is \"" + text + "\"; give the whole path, so that a farm finds the same file");
    }
    if (Files.exists(file)) {
      try {
        ShotAnalysis.read(file);
      } catch (IOException e) {
        throw refused(
            "Analysis names a file that is there and cannot be read as an analysis, so it is not"
                + " overwritten; remove it or name another ("
                + e.getMessage()
                + ")");
      }
    }
    return file;
  }

  private List<Integer> frames() {
    String text = node.param(EffectParams.ANALYSIS_FRAMES).stringAt(0, "").strip();
    if (!text.isEmpty()) {
      try {
        return FrameRange.parse(text).frames();
      } catch (IllegalArgumentException e) {
        throw refused("Frames to analyse: " + e.getMessage());
      }
    }
    TimeRange range =
        source
            .frameRange()
            .orElseThrow(
                () ->
                    refused(
                        "the host does not say which frames the plate has; write them into Frames"
                            + " to analyse, such as 1001-1100"));
    int first = RenderAction.frameOf(Math.ceil(range.first()));
    int last = RenderAction.frameOf(Math.floor(range.last()));
    int most = node.host().traits().frameRangeIsThatOfTheSource() ? MOST_OF_A_SOURCE : MOST_FRAMES;
    if ((long) last - first >= most || last < first) {
      throw refused(
          "the host says that the plate has the frames "
              + first
              + " to "
              + last
              + "; write those to analyse into Frames to analyse, such as 1001-1100");
    }
    List<Integer> list = new ArrayList<>();
    for (int f = first; f <= last; f++) {
      list.add(f);
    }
    return list;
  }

  private static HostException refused(String sentence) {
    return new HostException(OfxStatus.FAILED, sentence);
  }

  /** As many frames at a time as there are processors, or as the heap holds. */
  private int threads(int frame) {
    RectD r = source.regionOfDefinition(frame);
    double pixels = r == null ? 4096 * 2304 : (r.x2() - r.x1()) * (r.y2() - r.y1());
    double fit = Runtime.getRuntime().maxMemory() / 2.0 / (pixels * Float.BYTES * PLANES_A_FRAME);
    return (int) Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), fit));
  }

  /** On the host's thread. */
  private Frame fetch(int frame) {
    try (HostImage image = source.image(frame)) {
      if (image == null) {
        throw refused(
            "the host gave no picture of the plate at frame "
                + frame
                + "; write the frames that there are into Frames to analyse");
      }
      if (image.scaleX() != 1 || image.scaleY() != 1) {
        throw refused(
            "the host gave a reduced picture (scale "
                + image.scaleX()
                + "); an analysis needs the full one: switch the proxy off, then press again");
      }
      return HostFrames.read(image, PlateGeometry.full(node, image), () -> false);
    }
  }
}
