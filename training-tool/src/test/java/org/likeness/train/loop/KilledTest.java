package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.Affine2;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.TinyTraining;
import org.likeness.train.data.TrainingFace;
import org.likeness.train.data.TrainingSet;

/** A training in a process of its own, killed without warning. */
class KilledTest {
  private static final int KILLS = 20;

  /** Processes started ahead: a start takes a hundred times as long as what is tested. */
  private static final int AHEAD = 4;

  /** Jars of a child; whatever is no jar is this project's. */
  private static final Pattern NEEDED =
      Pattern.compile("(javacpp|openblas|pytorch|jackson|plugin-core|ofx-bridge)[^/\\\\]*$");

  @TempDir Path folder;

  /** What the child runs: a checkpoint after every step, as fast as it can. */
  public static final class Child {
    private Child() {}

    /** Loads libtorch, waits for a line, then trains in args[0]. */
    public static void main(String[] args) throws Exception {
      Path m = Path.of(args[0]);
      TrainConfig config = config();
      List<TrainingSet> sets = sets();
      if (System.in.read() < 0) {
        return; // the test is over
      }
      Checkpoint from = Checkpoint.list(m).isEmpty() ? null : Checkpoint.newest(m);
      try (Trainer trainer =
          from == null ? Trainer.fresh(config, 2) : Trainer.resume(config, from)) {
        new TrainingRun(
                sets,
                TinyTraining.WHO,
                trainer,
                new TrainingRun.Plan(m, 1e9, 0, 1e9),
                0,
                from == null ? 0 : from.header().loss())
            .run(
                new AtomicBoolean(),
                (done, total, step, pace) -> {
                  System.out.println(done + " " + step.loss());
                  System.out.flush();
                });
      }
    }
  }

  static TrainConfig config() {
    return TinyTraining.config(100_000, false).with("{\"batch\": 1}");
  }

  /** Two identities of two tones, without a picture that would have to be read. */
  static List<TrainingSet> sets() {
    List<TrainingSet> sets = new ArrayList<>();
    for (String id : List.of("a", "b")) {
      int side = 40;
      byte[] tone = new byte[side * side];
      for (int i = 0; i < tone.length; i++) {
        tone[i] = (byte) (i * (id.equals("a") ? 7 : 3));
      }
      TrainingFace face =
          new TrainingFace(
              side,
              new byte[][] {tone, tone, tone},
              tone,
              tone,
              tone,
              0,
              true,
              new Affine2(1, 0, 0, 0, 1, 0));
      sets.add(
          new TrainingSet(
              DrawnFaceset.header(id, "whole-face-v1"), 32, List.of(face), List.of(new int[1])));
    }
    return sets;
  }

  /**
   * Twenty times: the newest checkpoint is whole, the training goes on from it, and every loss that
   * was ever reported for an iteration is the loss of a training that nobody disturbed.
   */
  @Test
  void twentyTimesItGoesOnFromAWholeCheckpoint() throws Exception {
    Path m = Files.createDirectories(folder.resolve("m"));
    Random random = new Random(20_26);
    Map<Long, Double> losses = new TreeMap<>();
    long before = -1;
    Deque<Process> ready = new ArrayDeque<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Path said = folder.resolve("said" + kill + ".txt");
      Process process = null;
      try {
        while (ready.size() < AHEAD && kill + ready.size() < KILLS) {
          ready.add(start(m, folder.resolve("said" + (kill + ready.size()) + ".txt")));
        }
        process = ready.remove();
        process.outputWriter().append('\n').flush();
        // When a step is reported the checkpoint of the one before it is written.
        awaitSteps(process, said, 2 + random.nextInt(4));
        Thread.sleep(random.nextInt(60));
      } catch (Throwable e) {
        ready.forEach(Process::destroyForcibly);
        throw e;
      } finally {
        if (process != null) {
          process.destroyForcibly();
        }
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      long at = Checkpoint.newest(m).header().iteration();
      assertThat(at).as("kill " + kill + " cost what was saved").isGreaterThanOrEqualTo(before);
      before = at;
      collect(said, losses);
    }
    assertThat(losses.keySet()).contains(1L);
    try (Trainer trainer = Trainer.fresh(config(), 2)) {
      int many = Math.toIntExact(Math.min(before, 400));
      List<Double> undisturbed = TinyTraining.train(trainer, config(), sets(), many);
      for (int i = 0; i < many; i++) {
        assertThat(losses).containsEntry(i + 1L, undisturbed.get(i));
      }
    }
    assertThat(before).as("there was progress between the kills").isGreaterThanOrEqualTo(KILLS);
  }

  /** What a child needs of the class path: JavaCPP asks each of its jars for every library. */
  private static String fewJars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith(".jar") || NEEDED.matcher(entry).find())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Process start(Path m, Path said) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx300m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-cp",
            fewJars(),
            Child.class.getName(),
            m.toString())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  private static void awaitSteps(Process process, Path said, int count) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (Files.readAllLines(said).size() < count) {
      assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
      assertThat(System.nanoTime()).as("the steps take too long").isLessThan(limit);
      Thread.sleep(5);
    }
  }

  /** What a process said before it was killed; the last line may be cut. */
  private static void collect(Path said, Map<Long, Double> losses) throws IOException {
    String text = Files.readString(said);
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
      String[] words = line.split(" ");
      assertThat(words).as(line).hasSize(2);
      double loss = Double.parseDouble(words[1]);
      Double known = losses.put(Long.parseLong(words[0]), loss);
      assertThat(known == null || known == loss).as("iteration " + line + " was " + known).isTrue();
    }
  }
}
