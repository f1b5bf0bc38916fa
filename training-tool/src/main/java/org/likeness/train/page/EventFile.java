package org.likeness.train.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of TensorBoard's events. Framing: length (8 bytes, little end first), its check, the
 * event, its check; a check is CRC-32C, turned right by 15 bits, plus 0xa282ead8 (TensorFlow's
 * {@code record_writer}). Events are {@code tensorflow.Event} in protocol buffers' wire format,
 * written by hand, since only five fields of it are used. For one thread.
 */
final class EventFile implements AutoCloseable {
  private static final int MASK = 0xa282ead8;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final FileChannel channel;

  /**
   * Begins a file; its first event names the format.
   *
   * @param file that is not there yet
   */
  EventFile(Path file, double seconds) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    // Event.file_version = 3
    event(seconds, 0, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
  }

  /** Says that a training begins at a step, so that later steps of earlier files are dropped. */
  void started(double seconds, long step) throws IOException {
    Message log = new Message();
    log.number(1, 1); // SessionLog.status = START
    event(seconds, step, 7, log.bytes()); // Event.session_log = 7
  }

  /** A number. */
  void scalar(double seconds, long step, String tag, double value) throws IOException {
    Message one = new Message();
    one.bytes(1, tag.getBytes(StandardCharsets.UTF_8)); // Summary.Value.tag = 1
    one.key(2, FIXED32); // simple_value = 2
    one.fixed(4).putFloat((float) value);
    summary(seconds, step, one);
  }

  /** A picture, as PNG with three channels. */
  void picture(double seconds, long step, String tag, int width, int height, byte[] png)
      throws IOException {
    Message image = new Message();
    image.number(1, height);
    image.number(2, width);
    image.number(3, 3); // colorspace: RGB
    image.bytes(4, png);
    Message one = new Message();
    one.bytes(1, tag.getBytes(StandardCharsets.UTF_8));
    one.bytes(4, image.bytes()); // Summary.Value.image = 4
    summary(seconds, step, one);
  }

  private void summary(double seconds, long step, Message value) throws IOException {
    Message summary = new Message();
    summary.bytes(1, value.bytes()); // Summary.value = 1
    event(seconds, step, 5, summary.bytes()); // Event.summary = 5
  }

  private void event(double seconds, long step, int field, byte[] content) throws IOException {
    Message event = new Message();
    event.key(1, FIXED64); // Event.wall_time = 1
    event.fixed(8).putDouble(seconds);
    event.number(2, step); // Event.step = 2
    event.bytes(field, content);
    byte[] body = event.bytes();
    ByteBuffer frame = ByteBuffer.allocate(8 + 4 + body.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(body.length);
    frame.putInt(check(frame.array(), 8)).put(body).putInt(check(body, body.length)).flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  private static int check(byte[] bytes, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, count);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** A message in protocol buffers' wire format. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void key(int field, int kind) {
      varint((long) field << 3 | kind);
    }

    void number(int field, long value) {
      key(field, VARINT);
      varint(value);
    }

    void bytes(int field, byte[] value) {
      key(field, BYTES);
      varint(value.length);
      out.writeBytes(value);
    }

    /** Room for a number that is then put, little end first. */
    Fixed fixed(int size) {
      return new Fixed(out, ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN));
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }

  private record Fixed(ByteArrayOutputStream out, ByteBuffer room) {
    void putFloat(float value) {
      out.writeBytes(room.putFloat(value).array());
    }

    void putDouble(double value) {
      out.writeBytes(room.putDouble(value).array());
    }
  }
}
