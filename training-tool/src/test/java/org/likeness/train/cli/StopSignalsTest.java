package org.likeness.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.TinyTraining;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.RunState;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.Trainer;
import org.likeness.train.loop.TrainingRun;

/** Trainings in processes of their own that are asked to end by SIGTERM. */
class StopSignalsTest {
  /** What a farm waits before it kills. */
  private static final int LIMIT_SECONDS = 30;

  @TempDir Path folder;

  /** A training whose judge never comes to an end, as a very long step would not. */
  public static final class Endless {
    private Endless() {}

    /** Trains in args[0]. */
    public static void main(String[] args) throws Exception {
      Path m = Path.of(args[0]);
      TrainConfig config = TinyTraining.config(1000, false).with("{\"batch\": 1}");
      try (StopSignals signals = StopSignals.installWithLimit();
          Trainer trainer = Trainer.fresh(config, 2)) {
        TrainingRun run =
            new TrainingRun(
                TinyTraining.sets(Files.createDirectories(m.resolve("faces"))),
                TinyTraining.WHO,
                trainer,
                new TrainingRun.Plan(m, 1e9, 1e9, 1e9, new Checkpoint.Keep(2, 4)),
                0,
                0);
        run.judgedBy(
            network -> {
              System.out.println("judging");
              System.out.flush();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return Map.of();
            });
        signals.saves(run);
        run.run(signals.flag(), (at, total, step, pace) -> {});
      }
    }
  }

  private String said() throws Exception {
    return Files.readString(folder.resolve("said.txt"), StandardCharsets.UTF_8);
  }

  private Process start(String... words) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
    all.addAll(List.of(words));
    return new ProcessBuilder(all)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
  }

  private Process train(String config, String... more) throws Exception {
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    DrawnFaceset.draw(a, "a", 4, 0.5f);
    DrawnFaceset.draw(b, "b", 4, 0.3f);
    Path file = Files.writeString(folder.resolve("c.json"), config);
    return start(
        ("org.likeness.cli.Likeness train " + a + " " + b + " --out " + folder.resolve("m"))
            .concat(" --resolution 32 --iterations 1000000 --threads 1 --config " + file)
            .concat(" " + String.join(" ", more))
            .split(" "));
  }

  private void await(Process process, String words) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (!said().contains(words)) {
      assertThat(process.isAlive()).as(said()).isTrue();
      assertThat(System.nanoTime()).as(said()).isLessThan(limit);
      Thread.sleep(20);
    }
  }

  private void endsInTime(Process process) throws Exception {
    process.destroy(); // SIGTERM
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(said()).isTrue();
    assertThat(process.exitValue()).as(said()).isZero();
  }

  @Test
  void sigtermSavesAndExitsWithZero() throws Exception {
    Process process = train(TrainCommandTest.TINY);
    try {
      await(process, "Progress:");
      endsInTime(process);
    } finally {
      process.destroyForcibly();
    }
    assertThat(said()).contains("Stopped at iteration").doesNotContain("middle");
    Path m = folder.resolve("m");
    assertThat(Checkpoint.newest(m).header().iteration()).isPositive();
    assertThat(RunState.read(m).status()).isEqualTo(RunState.Status.stopped);
  }

  /** A checkpoint of 80 MB after each step: the signal comes while one is being written. */
  @Test
  void aLargeCheckpointIsWrittenToItsEnd() throws Exception {
    Process process =
        train(
            TrainCommandTest.TINY
                .replace("\"batch\":2", "\"batch\":1")
                .replace("\"code\":16,\"inter\":8", "\"code\":2048,\"inter\":640"),
            "--checkpoint-minutes",
            "0");
    Path m = folder.resolve("m");
    try {
      await(process, "iterations 0 to");
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
      while (halfWritten(m).isEmpty()) {
        assertThat(process.isAlive()).as(said()).isTrue();
        assertThat(System.nanoTime()).as(said()).isLessThan(limit);
        Thread.sleep(1);
      }
      endsInTime(process);
    } finally {
      process.destroyForcibly();
    }
    assertThat(said()).contains("Stopped at iteration").doesNotContain("middle");
    assertThat(halfWritten(m)).isEmpty();
    Path newest = Checkpoint.list(m).get(Checkpoint.list(m).size() - 1);
    assertThat(Files.size(newest)).isGreaterThan(60_000_000);
    assertThat(Checkpoint.newest(m).header().iteration()).isEqualTo(RunState.read(m).iteration());
  }

  /** Checkpoints under their temporary names, more than begun. */
  private static List<Path> halfWritten(Path m) throws Exception {
    if (!Files.isDirectory(m)) {
      return List.of();
    }
    List<Path> out = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(m, ".*.ckpt.*.tmp")) {
      for (Path file : all) {
        if (sizeNow(file) > 1_000_000) {
          out.add(file);
        }
      }
    }
    return out;
  }

  private static long sizeNow(Path file) throws Exception {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0; // renamed in between
    }
  }

  /** An iteration of many parts, with a discriminator, is given up between two of them. */
  @Test
  void aStepIsLeftBetweenItsParts() throws Exception {
    Process process =
        train(
            TrainCommandTest.TINY.replace(
                "\"batch\":2",
                "\"batch\":1,\"loss\":{\"gan\":0.1},\"optimiser\":{\"accumulation\":1024}"));
    try {
      await(process, "iterations 0 to");
      Thread.sleep(3000); // into the first iteration, which takes longer than the limit here
      endsInTime(process);
    } finally {
      process.destroyForcibly();
    }
    assertThat(said()).contains("Stopped at iteration 0 ").doesNotContain("middle");
    assertThat(Checkpoint.newest(folder.resolve("m")).header().iteration()).isZero();
  }

  @Test
  void whatTakesTooLongIsSavedForAndEnded() throws Exception {
    Path m = folder.resolve("m");
    Process process = start(Endless.class.getName(), Files.createDirectories(m).toString());
    try {
      await(process, "judging");
      endsInTime(process);
    } finally {
      process.destroyForcibly();
    }
    assertThat(said()).contains("in the middle of a long step", "at iteration 4");
    assertThat(Checkpoint.newest(m).header().iteration()).isEqualTo(4);
    assertThat(RunState.read(m).status()).isEqualTo(RunState.Status.stopped);
  }
}
