package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.TinyTraining;

/** A disk of eight megabytes that is really full: a file system in memory, where one may mount. */
class FullDiskTest {
  @TempDir Path folder;

  private Path disk = Path.of("");
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectories(folder.resolve("disk"));
    mounted = call("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
    Assumptions.assumeTrue(mounted, "nothing may be mounted here: a full disk was not tried");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(call("umount", disk.toString())).isTrue();
    }
  }

  private static boolean call(String... words) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  /** Fills the disk to the last byte. */
  private void fill() {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static TrainConfig config() {
    return TinyTraining.config(12, false).with("{\"batch\": 1}");
  }

  /** What happens after an iteration; what was said is kept. */
  private static final class Doing implements TrainingRun.Listener {
    private final List<String> said = new ArrayList<>();
    private final java.util.function.LongConsumer after;

    Doing(java.util.function.LongConsumer after) {
      this.after = after;
    }

    @Override
    public void stepped(long done, long total, Trainer.Step step, double each) {
      after.accept(done);
    }

    @Override
    public void said(String sentence) {
      said.add(sentence);
    }
  }

  private boolean run(Trainer trainer, Doing doing) throws Exception {
    return new TrainingRun(
            TinyTraining.sets(folder.resolve("faces")),
            TinyTraining.WHO,
            trainer,
            new TrainingRun.Plan(disk.resolve("m"), 1e9, 0, 1e9),
            0,
            0)
        .run(new AtomicBoolean(), doing);
  }

  /** Full from the fourth to the eighth iteration: said, and nothing is lost by it. */
  @Test
  void aTrainingGoesOnWhileTheDiskIsFullAndSavesWhenThereIsRoom() throws Exception {
    Path m = disk.resolve("m");
    Doing doing =
        new Doing(
            done -> {
              try {
                if (done == 4) {
                  fill();
                } else if (done > 4 && done <= 8) {
                  // The last whole one is that of before, and can be read.
                  assertThat(Checkpoint.newest(m).header().iteration()).isEqualTo(3);
                  if (done == 8) {
                    Files.delete(disk.resolve("filler"));
                  }
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    float[] end;
    try (Trainer trainer = Trainer.fresh(config(), 2)) {
      assertThat(run(trainer, doing)).isTrue();
      end = trainer.checkpoint(TinyTraining.WHO, 0, 0, 0).weights().clone();
    }
    assertThat(doing.said).hasSize(4);
    assertThat(doing.said.get(0))
        .contains("the checkpoint of iteration 4 cannot be written (the disk is full)")
        .contains("the last whole one is checkpoint-000000003.ckpt")
        .contains("Make room, at least")
        .contains("--resume");
    assertThat(Checkpoint.newest(m).weights()).isEqualTo(end);
    assertThat(RunFolder.leftovers(m)).isEmpty();
  }

  /** A disk that stays full: the end is a sentence, and the training can be taken up again. */
  @Test
  void whatCannotBeSavedAtTheEndIsSaidAndTheCheckpointBeforeIsWhole() throws Exception {
    Path m = disk.resolve("m");
    Doing doing =
        new Doing(
            done -> {
              if (done == 6) {
                fill();
              }
            });
    float[] end;
    try (Trainer trainer = Trainer.fresh(config(), 2)) {
      assertThatThrownBy(() -> run(trainer, doing))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the checkpoint of iteration 12 cannot be written")
          .hasMessageContaining("the disk is full")
          .hasMessageContaining("the last whole one is checkpoint-000000005.ckpt");
      end = trainer.checkpoint(TinyTraining.WHO, 0, 0, 0).weights().clone();
    }
    Files.delete(disk.resolve("filler"));
    Checkpoint whole = Checkpoint.newest(m);
    assertThat(whole.header().iteration()).isEqualTo(5);
    try (Trainer again = Trainer.resume(whole.header().config(), whole)) {
      assertThat(run(again, new Doing(done -> {}))).isTrue();
    }
    assertThat(Checkpoint.newest(m).weights()).isEqualTo(end);
  }
}
