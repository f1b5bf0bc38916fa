package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.TinyTraining;

class CheckpointTest {
  @TempDir Path folder;

  private Path write(long iteration) throws IOException {
    float[] v = {iteration, 1.5f, -2};
    return new Checkpoint(
            new Checkpoint.Header(
                TinyTraining.config(10, true), TinyTraining.WHO, iteration, 3, 4, 5),
            v,
            new float[] {1, 2, 3},
            new float[] {4, 5, 6},
            new float[] {7, 8, 9})
        .write(folder);
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    write(12);
    Checkpoint read = Checkpoint.newest(folder);
    assertThat(read.header().iteration()).isEqualTo(12);
    assertThat(read.header().config()).isEqualTo(TinyTraining.config(10, true));
    assertThat(read.header().identities()).isEqualTo(TinyTraining.WHO);
    assertThat(read.weights()).containsExactly(12, 1.5f, -2);
    assertThat(read.average()).containsExactly(7, 8, 9);
  }

  @Test
  void theLastTwoAreKept() throws Exception {
    write(1);
    write(2);
    write(10);
    assertThat(Checkpoint.list(folder).stream().map(f -> f.getFileName().toString()))
        .containsExactly("checkpoint-000000002.ckpt", "checkpoint-000000010.ckpt");
  }

  @Test
  void aProcessKilledInTheMiddleOfACheckpointLosesOnlyThatOne() throws Exception {
    write(1);
    Path second = write(2);
    byte[] whole = Files.readAllBytes(second);
    // Killed before the rename: the temporary file is passed over.
    Files.write(folder.resolve("checkpoint-000000003.ckpt.part"), List.of("half"));
    assertThat(Checkpoint.newest(folder).header().iteration()).isEqualTo(2);
    // A disk that lost the end of a file, or one bit of it.
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(second, java.util.Arrays.copyOf(whole, length));
      assertThat(Checkpoint.newest(folder).header().iteration()).isEqualTo(1);
    }
    whole[whole.length - 20] ^= 1;
    Files.write(second, whole);
    assertThat(Checkpoint.newest(folder).header().iteration()).isEqualTo(1);
  }

  @Test
  void nothingWholeIsASentence() throws Exception {
    assertThatThrownBy(() -> Checkpoint.newest(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no checkpoint here");
    Files.writeString(folder.resolve("checkpoint-000000001.ckpt"), "nonsense");
    assertThatThrownBy(() -> Checkpoint.newest(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a checkpoint of likeness train");
  }
}
