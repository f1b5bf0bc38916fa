package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.TinyTraining;

class CheckpointTest {
  @TempDir Path folder;

  private Checkpoint.Keep keep = Checkpoint.Keep.DEFAULT;

  private Path write(long iteration) throws IOException {
    float[] v = {iteration, 1.5f, -2};
    return new Checkpoint(
            new Checkpoint.Header(
                TinyTraining.config(10, true), TinyTraining.WHO, iteration, 3, 4, 5, List.of()),
            Map.of(
                "weights", v,
                "first", new float[] {1, 2, 3},
                "second", new float[] {4, 5, 6},
                "average", new float[] {7, 8, 9},
                "critic.weights", new float[] {10}))
        .write(folder, keep);
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
    assertThat(read.get("critic.weights")).containsExactly(10);
    assertThat(read.parts()).hasSize(5);
    assertThatThrownBy(() -> read.get("critic.first")).hasMessageContaining("no part critic.first");
  }

  @Test
  void aFileOfTheFirstVersionIsRead() throws Exception {
    TrainConfig config = TinyTraining.config(10, true);
    ObjectNode header = Settings.JSON.createObjectNode();
    ObjectNode old = Settings.JSON.valueToTree(config);
    // What that version did not know.
    old.remove(List.of("optimiser", "stages"));
    ObjectNode loss = (ObjectNode) old.get("loss");
    loss.retain("dssim", "l1", "mse", "gradient", "matte", "outside", "eyesAndMouth");
    header.set("config", old);
    header.set("identities", Settings.JSON.valueToTree(TinyTraining.WHO));
    header.put("iteration", 4).put("seconds", 1.5).put("loss", 2).put("images", 16);
    byte[] json = Settings.JSON.writeValueAsBytes(header);
    ByteBuffer bytes =
        ByteBuffer.allocate(16 + json.length + 4 * 4 * 3 + 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("LKNSCKP1".getBytes(StandardCharsets.US_ASCII)).putInt(json.length).putInt(3);
    bytes.put(json);
    for (int i = 0; i < 12; i++) {
      bytes.putFloat(i);
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), 0, bytes.position());
    bytes.putLong(crc.getValue());
    Path file = folder.resolve("checkpoint-000000004.ckpt");
    Files.write(file, bytes.array());
    Checkpoint read = Checkpoint.newest(folder);
    assertThat(read.header().config()).isEqualTo(config);
    assertThat(read.header().iteration()).isEqualTo(4);
    assertThat(read.weights()).containsExactly(0, 1, 2);
    assertThat(read.get("first")).containsExactly(3, 4, 5);
    assertThat(read.get("second")).containsExactly(6, 7, 8);
    assertThat(read.average()).containsExactly(9, 10, 11);
  }

  @Test
  void milestonesStayAndTheLastThree() throws Exception {
    keep = new Checkpoint.Keep(3, 10);
    for (long i : new long[] {4, 10, 13, 17, 20, 22, 25}) {
      write(i);
    }
    assertThat(Checkpoint.list(folder).stream().map(f -> f.getFileName().toString()))
        .containsExactly(
            "checkpoint-000000010.ckpt",
            "checkpoint-000000017.ckpt",
            "checkpoint-000000020.ckpt",
            "checkpoint-000000022.ckpt",
            "checkpoint-000000025.ckpt");
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
