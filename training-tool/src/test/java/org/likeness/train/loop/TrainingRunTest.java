package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.TinyTraining;
import org.likeness.train.data.TrainingSet;

class TrainingRunTest {
  private static final TrainingRun.Listener QUIET = (at, total, step, pace) -> {};
  @TempDir static Path faces;
  @TempDir Path folder;
  private static List<TrainingSet> sets = List.of();

  @BeforeAll
  static void draw() throws Exception {
    sets = TinyTraining.sets(faces);
  }

  private TrainingRun run(Trainer trainer, double checkpointSeconds) {
    TrainingRun.Plan plan =
        new TrainingRun.Plan(
            folder.resolve("m"), 1e9, checkpointSeconds, 1e9, new Checkpoint.Keep(1, 4));
    return new TrainingRun(sets, TinyTraining.WHO, trainer, plan, 0, 0);
  }

  private List<JsonNode> log() throws IOException {
    List<JsonNode> out = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("m").resolve(TrainingRun.LOG))) {
      out.add(Settings.JSON.readTree(line));
    }
    return out;
  }

  @Test
  void wishesAreGrantedBeforeTheNextIterationAndNoted() throws Exception {
    TrainConfig config = TinyTraining.config(1000, false).with("{\"batch\": 1}");
    Path m = Files.createDirectories(folder.resolve("m"));
    List<String> said = new ArrayList<>();
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      boolean done =
          run(trainer, 1e9)
              .run(
                  new AtomicBoolean(),
                  new TrainingRun.Listener() {
                    @Override
                    public void stepped(long at, long total, Trainer.Step step, double pace) {
                      try {
                        wish(m, at);
                      } catch (IOException e) {
                        throw new AssertionError(e);
                      }
                    }

                    @Override
                    public void said(String sentence) {
                      said.add(sentence);
                    }
                  });
      assertThat(done).isFalse();
      assertThat(trainer.iteration()).isEqualTo(9);
      assertThat(trainer.config().learningRate()).isEqualTo(1e-4);
      assertThat(trainer.config().augmentation().warp()).isEqualTo(0.01);
      assertThat(trainer.config().augmentation().shift()).isEqualTo(config.augmentation().shift());
    }
    assertThat(said).hasSize(2).element(1).asString().contains("net cannot be changed");
    assertThat(m.resolve(RunControl.FILE)).doesNotExist();
    RunState state = RunState.read(m);
    assertThat(state.status()).isEqualTo(RunState.Status.stopped);
    assertThat(state.iteration()).isEqualTo(9);
    assertThat(state.rate()).isLessThanOrEqualTo(1e-4);
    assertThat(state.warp()).isEqualTo(0.01);
    assertThat(state.residentBytes()).isGreaterThan(50_000_000);
    assertThat(state.preview()).isEqualTo("000000009.png");
    assertThat(m.resolve("previews/000000009.png")).isNotEmptyFile();
    assertThat(m.resolve("preview.png")).isNotEmptyFile();
    assertThat(m.resolve("config.json")).content().contains("\"learningRate\" : 1.0E-4");
    // Milestones at 4 and 8, the wish's at 7 deleted by the last one, at 9.
    assertThat(Checkpoint.list(m).stream().map(f -> f.getFileName().toString()))
        .containsExactly(
            "checkpoint-000000004.ckpt", "checkpoint-000000008.ckpt", "checkpoint-000000009.ckpt");
    assertThat(Checkpoint.newest(m).header().config().learningRate()).isEqualTo(1e-4);
    assertThat(log().stream().filter(l -> l.path("event").asText().equals("control")))
        .singleElement()
        .satisfies(
            l -> {
              assertThat(l.get("iteration").asLong()).isEqualTo(3);
              assertThat(l.at("/changes/augmentation/warp").asDouble()).isEqualTo(0.01);
            });
    assertThat(log().stream().map(l -> l.path("event").asText()))
        .containsExactly(
            "started",
            "control",
            "checkpoint",
            "refused",
            "checkpoint",
            "checkpoint",
            "checkpoint",
            "preview",
            "ended");
  }

  private static void wish(Path m, long at) throws IOException {
    Path file = m.resolve(RunControl.FILE);
    switch ((int) at) {
      case 3 ->
          Files.writeString(file, "{\"learningRate\": 1e-4, \"augmentation\": {\"warp\": 0.01}}");
      case 5 -> Files.writeString(file, "{\"net\": {\"code\": 3}}");
      case 6 -> new RunControl(Settings.JSON.createObjectNode(), false, true, false).write(m);
      case 9 -> new RunControl(Settings.JSON.createObjectNode(), true, false, false).write(m);
      default -> assertThat(file).doesNotExist();
    }
  }

  @Test
  void aCheckpointThatCannotBeWrittenIsSaidAndTheOneBeforeStays() throws Exception {
    TrainConfig config = TinyTraining.config(6, false).with("{\"batch\": 1}");
    Path m = Files.createDirectories(folder.resolve("m"));
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      TrainingRun run = run(trainer, 1e9);
      List<String> said = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  run.run(
                      new AtomicBoolean(),
                      new TrainingRun.Listener() {
                        @Override
                        public void stepped(long at, long total, Trainer.Step step, double pace) {
                          if (at == 5) {
                            // In the way of the last one, as only a folder can be.
                            assertThat(m.resolve("checkpoint-000000006.ckpt/x").toFile().mkdirs())
                                .isTrue();
                          }
                        }

                        @Override
                        public void said(String sentence) {
                          said.add(sentence);
                        }
                      }))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the checkpoint of iteration 6 cannot be written")
          .hasMessageContaining("the last whole one is checkpoint-000000004.ckpt")
          .hasMessageContaining("--resume");
    }
    assertThat(RunState.read(m).status()).isEqualTo(RunState.Status.failed);
    assertThat(Checkpoint.newest(m).header().iteration()).isEqualTo(4);
  }

  @Test
  void picturesOfEarlierTimesThinOut() throws Exception {
    Path all = Files.createDirectories(folder.resolve("previews"));
    for (int i = 1; i <= 100; i++) {
      Files.writeString(all.resolve(String.format("%09d.png", 10 * i)), "x");
      Previews.thin(all);
    }
    List<String> names = Previews.list(all);
    assertThat(names).hasSize(40).contains("000000010.png", "000001000.png", "000000930.png");
    long widest = 0;
    for (int i = 1; i < names.size(); i++) {
      widest = Math.max(widest, Previews.number(names.get(i)) - Previews.number(names.get(i - 1)));
    }
    assertThat(widest).as("none of the training is left without").isLessThanOrEqualTo(80);
  }

  @Test
  void limitsOfControlGroupsAreRegarded() throws Exception {
    Path root = folder.resolve("root");
    Path group = Files.createDirectories(root.resolve("sys/fs/cgroup/farm/job"));
    Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(root.resolve("proc/meminfo"), "MemAvailable:    8000000 kB\n");
    Files.writeString(root.resolve("proc/self/cgroup"), "0::/farm/job\n");
    assertThat(ProcessMemory.available(root)).isEqualTo(8_192_000_000L);
    Files.writeString(group.resolveSibling("memory.max"), "4000000000\n");
    Files.writeString(group.resolveSibling("memory.current"), "1500000000\n");
    Files.writeString(group.resolveSibling("memory.stat"), "anon 1\ninactive_file 500000000\n");
    Files.writeString(group.resolve("memory.max"), "max\n");
    assertThat(ProcessMemory.available(root)).isEqualTo(3_000_000_000L);
    Files.writeString(root.resolve("proc/self/cgroup"), "9:cpu,memory:/docker/1234\n");
    Path old = Files.createDirectories(root.resolve("sys/fs/cgroup/memory"));
    Files.writeString(old.resolve("memory.limit_in_bytes"), "2000000000\n");
    Files.writeString(old.resolve("memory.usage_in_bytes"), "600000000\n");
    assertThat(ProcessMemory.available(root)).isEqualTo(1_400_000_000L);
  }
}
