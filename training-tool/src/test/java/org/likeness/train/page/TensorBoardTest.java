package org.likeness.train.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events are read back by protobuf's own reader, and checks computed bit by bit. */
class TensorBoardTest {
  @TempDir Path folder;

  /** CRC-32C of the reflected polynomial 0x82f63b78, masked as TensorFlow does. */
  private static int check(byte[] bytes, int from, int count) {
    int crc = ~0;
    for (int i = from; i < from + count; i++) {
      crc ^= bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78);
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  /** Values of a message by their fields: numbers, or bytes. */
  private static Map<Integer, Object> message(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    Map<Integer, Object> out = new TreeMap<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      Object value =
          switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> in.readInt64();
            case WireFormat.WIRETYPE_FIXED64 -> in.readDouble();
            case WireFormat.WIRETYPE_FIXED32 -> in.readFloat();
            default -> in.readByteArray();
          };
      out.put(WireFormat.getTagFieldNumber(tag), value);
    }
    return out;
  }

  private static byte[] bytes(Object value) {
    return (byte[]) value;
  }

  private List<Map<Integer, Object>> events() throws IOException {
    byte[] file;
    try (Stream<Path> files = Files.list(folder)) {
      file =
          Files.readAllBytes(
              files
                  .filter(f -> f.getFileName().toString().startsWith("events.out.tfevents."))
                  .findFirst()
                  .orElseThrow());
    }
    List<Map<Integer, Object>> out = new ArrayList<>();
    ByteBuffer at = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (at.hasRemaining()) {
      int start = at.position();
      int length = Math.toIntExact(at.getLong());
      assertThat(at.getInt()).isEqualTo(check(file, start, 8));
      byte[] body = new byte[length];
      at.get(body);
      assertThat(at.getInt()).isEqualTo(check(body, 0, length));
      out.add(message(body));
    }
    return out;
  }

  @Test
  void theCheckIsTheKnownOne() {
    byte[] known = "123456789".getBytes(StandardCharsets.US_ASCII);
    int crc = 0xe3069283; // RFC 3720's check value of CRC-32C
    assertThat(check(known, 0, 9)).isEqualTo(((crc >>> 15) | (crc << 17)) + 0xa282ead8);
  }

  @Test
  void whatIsLoggedIsRead() throws Exception {
    Path log = folder.resolve("log.jsonl");
    Files.writeString(log, "{\"iteration\":50,\"loss\":9}\n"); // of a run before
    Files.createDirectories(folder.resolve("previews"));
    ByteBuffer png = ByteBuffer.allocate(1000);
    png.putInt(16, 640).putInt(20, 480);
    Files.write(folder.resolve("previews/000000300.png"), png.array());
    try (TensorBoard board = new TensorBoard(folder)) {
      Files.writeString(
          log,
          """
          {"iteration":200,"event":"started","iterations":1000}
          {"iteration":300,"rate":1.0E-4,"loss":1.25,"stage":"warp"}
          {"iteration":300,"event":"preview","file":"000000300.png"}
          {"iteration":300,"event":"preview","file":"../config.json"}
          {"iteration":300,"event":"validation","figures":{"iteration":300,"psnr a":21.5}}
          """,
          StandardOpenOption.APPEND);
      assertThat(board.trouble()).isEmpty();
    }
    List<Map<Integer, Object>> events = events();
    assertThat(new String(bytes(events.get(0).get(3)), StandardCharsets.UTF_8))
        .isEqualTo("brain.Event:2");
    assertThat((Double) events.get(0).get(1))
        .isBetween(1.7e9, System.currentTimeMillis() / 1000.0 + 1);
    assertThat(events.get(1).get(2)).isEqualTo(200L);
    assertThat(message(bytes(events.get(1).get(7)))).isEqualTo(Map.of(1, 1L));
    Map<String, Object> values = new TreeMap<>();
    for (Map<Integer, Object> event : events.subList(2, events.size())) {
      assertThat(event.get(2)).isEqualTo(300L);
      Map<Integer, Object> value = message(bytes(message(bytes(event.get(5))).get(1)));
      values.put(
          new String(bytes(value.get(1)), StandardCharsets.UTF_8),
          value.containsKey(2) ? value.get(2) : message(bytes(value.get(4))));
    }
    assertThat(values)
        .hasSize(4)
        .containsEntry("training/loss", 1.25f)
        .containsEntry("training/rate", 1e-4f)
        .containsEntry("validation/psnr a", 21.5f);
    @SuppressWarnings("unchecked")
    Map<Integer, Object> image = (Map<Integer, Object>) values.get("preview");
    assertThat(image).containsEntry(1, 480L).containsEntry(2, 640L).containsEntry(3, 3L);
    assertThat(bytes(image.get(4))).isEqualTo(png.array());
  }
}
