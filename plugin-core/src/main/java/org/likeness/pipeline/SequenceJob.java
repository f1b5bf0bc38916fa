package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.image.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders a sequence to layered OpenEXR files, several frames at a time, each in one thread. A
 * frame that cannot be rendered does not stop the others. Memory is that of one frame a thread.
 */
public final class SequenceJob {
  private static final Logger LOG = LoggerFactory.getLogger(SequenceJob.class);

  /** Planes of the plate's size that are alive while a frame is rendered, at most. */
  private static final int PLANES_A_FRAME = 16;

  /**
   * What to do.
   *
   * @param plate the plate's files
   * @param out the output's files
   * @param frames which frames
   * @param settings the knobs
   * @param threads frames at a time, >= 1; fewer where the heap would not hold them
   * @param resume whether to skip frames that are whole and made with the same inputs
   * @param host for the header
   * @param guides mattes from outside
   */
  public record Request(
      FramePattern plate,
      FramePattern out,
      List<Integer> frames,
      SwapSettings settings,
      int threads,
      boolean resume,
      String host,
      GuideFiles guides) {}

  /** Called as frames end, from several threads. */
  public interface Listener {
    /** A frame is there, rendered or (on resume) found whole. */
    void done(int frame, FrameOutcome outcome);
  }

  /**
   * How a frame ended.
   *
   * @param state rendered, skipped or failed
   * @param messages of the render, or the one sentence of the failure
   */
  public record FrameOutcome(State state, List<String> messages) {
    /** Ways to end. */
    public enum State {
      /** Rendered and written. */
      RENDERED,
      /** Was whole and made with the same inputs. */
      SKIPPED,
      /** Not there. */
      FAILED
    }
  }

  private final Request request;
  private final FramePipeline pipeline;
  private final Provenance provenance;
  private final LayerWriter writer;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, FrameOutcome> outcomes = new ConcurrentSkipListMap<>();
  private final Map<Integer, String> hashes = new ConcurrentSkipListMap<>();
  private volatile boolean cancelled;

  /**
   * A job on an open pipeline.
   *
   * @param pipeline opened with the request's settings; stays the caller's to close
   */
  public SequenceJob(FramePipeline pipeline, Request request) {
    this.request = request;
    this.pipeline = pipeline;
    this.provenance = Provenance.of(pipeline, request.settings(), request.host());
    this.writer = new LayerWriter(request.settings());
  }

  /** Asks it to stop: frames in hand are finished, no further one is begun. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether {@link #cancel} was called. */
  public boolean cancelled() {
    return cancelled;
  }

  /**
   * Does it, and writes the manifest beside the sequence.
   *
   * @return by frame; frames never begun (after {@link #cancel}) are missing
   * @throws IOException if the manifest cannot be written
   */
  public Map<Integer, FrameOutcome> run(Listener listener) throws IOException {
    int n = Math.min(threads(), request.frames().size());
    Thread[] workers = new Thread[Math.max(0, n - 1)];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Thread(() -> work(listener), "likeness-frame-" + (i + 1));
      workers[i].start();
    }
    work(listener);
    for (Thread w : workers) {
      joinFully(w);
    }
    if (!hashes.isEmpty()) {
      SequenceManifest.write(request.out(), request.plate(), provenance, hashes);
    }
    return outcomes;
  }

  private void joinFully(Thread w) {
    boolean interrupted = false;
    while (w.isAlive()) {
      try {
        w.join();
      } catch (InterruptedException e) {
        interrupted = true;
        cancel();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** As many as were asked for, or as the heap holds. */
  private int threads() {
    for (int frame : request.frames()) {
      try {
        long area = pictureHeader(request.plate().path(frame)).dataWindow().area();
        long bytes = Math.max(1, area * Float.BYTES * PLANES_A_FRAME);
        long fit = Math.max(1, Runtime.getRuntime().maxMemory() * 3 / 4 / bytes);
        return (int) Math.min(request.threads(), fit);
      } catch (IOException e) {
        // This frame will be reported when its turn comes; measure by the next one.
      }
    }
    return request.threads();
  }

  private void work(Listener listener) {
    while (!cancelled) {
      int i = next.getAndIncrement();
      if (i >= request.frames().size()) {
        return;
      }
      int frame = request.frames().get(i);
      FrameOutcome outcome = outcome(frame);
      outcomes.put(frame, outcome);
      listener.done(frame, outcome);
    }
  }

  // Any failure of one frame, a lack of memory or of a native library too, must be told of that
  // frame and leave the others alone; a worker that died silently would not.
  private FrameOutcome outcome(int frame) {
    try {
      return one(frame);
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("frame {} failed", frame, e);
      return new FrameOutcome(FrameOutcome.State.FAILED, List.of(sentence(frame, e)));
    }
  }

  private String sentence(int frame, Throwable e) {
    if (e instanceof NoSuchFileException f) {
      return f.getFile() + ": no such file";
    }
    if (e instanceof OutOfMemoryError) {
      return request.plate().name(frame) + ": not enough memory; use fewer --threads";
    }
    String m = e.getMessage();
    return m == null ? e.getClass().getSimpleName() : m.replaceAll("\\s*\\R\\s*", " ");
  }

  private FrameOutcome one(int frame) throws IOException {
    Path in = request.plate().path(frame);
    Path out = request.out().path(frame);
    String name = String.valueOf(in.getFileName());
    if (!Files.isRegularFile(in)) {
      throw new NoSuchFileException(in.toString());
    }
    GuideFiles guides = request.guides();
    String inputs =
        provenance.inputsHash(
            name, Sha256.of(in) + guides.sha256(frame), pipeline.faceSha256(frame));
    if (request.resume() && isWhole(out, inputs)) {
      hashes.put(frame, Sha256.of(out));
      return new FrameOutcome(FrameOutcome.State.SKIPPED, List.of());
    }
    List<ExrAttribute> attributes = pictureHeader(in).attributes();
    Frame plate = ExrReader.readFrame(in);
    SwapSettings settings = request.settings();
    FrameResult result =
        pipeline.render(
            RenderRequest.of(plate, frame).with(guides.read(frame, settings.guideChannel())),
            settings);
    writer.write(
        out,
        result,
        request.settings().output(),
        attributes,
        provenance.withPlate(name).withInputs(inputs));
    String layers = request.settings().writeLayers();
    if (!layers.isBlank()) {
      writer.write(
          FramePattern.parse(layers).path(frame),
          result,
          OutputChoice.FACE,
          attributes,
          provenance.withPlate(name).withInputs(inputs));
    }
    hashes.put(frame, Sha256.of(out));
    List<String> messages = new ArrayList<>(result.messages());
    messages.addAll(LayerSet.missing(result, settings));
    return new FrameOutcome(FrameOutcome.State.RENDERED, messages);
  }

  /** The part that {@link ExrReader#readFrame} takes the picture from. */
  private static ExrPart pictureHeader(Path file) throws IOException {
    List<ExrPart> parts = ExrReader.readHeader(file);
    for (List<String> names : List.of(List.of("R", "G", "B"), List.of("Y"))) {
      for (ExrPart p : parts) {
        if (names.stream().allMatch(n -> p.channel(n).isPresent())) {
          return p;
        }
      }
    }
    return parts.get(0);
  }

  /** Whether a file can be read to its end and says that it was made with these inputs. */
  private static boolean isWhole(Path out, String inputs) {
    if (!Files.isRegularFile(out)) {
      return false;
    }
    try {
      List<ExrPart> parts = ExrReader.readHeader(out);
      if (!inputs.equals(inputsOf(parts.get(0)))) {
        return false;
      }
      ExrReader.read(out);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable Object inputsOf(ExrPart part) {
    return part.attribute(Provenance.PREFIX + Provenance.INPUTS)
        .map(ExrAttribute::value)
        .orElse(null);
  }
}
