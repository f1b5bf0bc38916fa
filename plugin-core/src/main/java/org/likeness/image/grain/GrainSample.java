package org.likeness.image.grain;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What one frame says of the grain of its plate: small statistics by channel and brightness. Those
 * of several frames together make a {@link GrainModel}, whatever their order. Immutable.
 *
 * @param cells one for each half stop and channel that the frame has flat parts of
 */
public record GrainSample(List<GrainCell> cells) {
  /** Of a frame that was not looked at. */
  public static final GrainSample NONE = new GrainSample(List.of());

  /** Bytes of a cell. */
  private static final int CELL = 4 + 4 * (2 + GrainCell.COVARIANCES + 3);

  /** Copies. */
  public GrainSample {
    cells = List.copyOf(cells);
  }

  /** Whether it says anything. */
  public boolean isEmpty() {
    return cells.isEmpty();
  }

  /**
   * For people: by channel and half stop of light the deviation, everything that varies there
   * counted, the structure that the blocks hold for that, and how many they are.
   */
  public String json() {
    return cells.stream()
        .map(
            c ->
                String.format(
                    Locale.ROOT,
                    "{\"channel\": \"%s\", \"light\": %.5f, \"deviation\": %.6f,"
                        + " \"structure\": %.4f, \"blocks\": %d}",
                    "RGB".charAt(c.channel()),
                    c.light(),
                    Math.sqrt(c.variance()),
                    c.share(),
                    c.blocks()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** As a file keeps it. */
  public byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(cells.size() * CELL);
    for (GrainCell c : cells) {
      out.put((byte) c.channel()).put((byte) c.bin()).putShort((short) c.blocks());
      out.putFloat(c.light()).putFloat(c.share());
      for (float v : c.covariance()) {
        out.putFloat(v);
      }
      for (float v : c.together()) {
        out.putFloat(v);
      }
    }
    return out.array();
  }

  /**
   * Back from what a file keeps.
   *
   * @throws IllegalArgumentException if it holds anything else
   */
  public static GrainSample of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<GrainCell> cells = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        cells.add(cell(in));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a measure of grain of " + bytes.length + " bytes", e);
    }
    return new GrainSample(cells);
  }

  private static GrainCell cell(ByteBuffer in) {
    int channel = in.get();
    int bin = in.get();
    int blocks = in.getShort();
    float light = in.getFloat();
    float share = in.getFloat();
    float[] covariance = new float[GrainCell.COVARIANCES];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = in.getFloat();
    }
    float[] together = {in.getFloat(), in.getFloat(), in.getFloat()};
    GrainCell cell = new GrainCell(channel, bin, blocks, light, share, covariance, together);
    if (!cell.isSound()) {
      throw new IllegalArgumentException("a measure of grain that cannot be");
    }
    return cell;
  }
}
