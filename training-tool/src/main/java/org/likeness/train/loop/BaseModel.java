package org.likeness.train.loop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.likeness.image.HalfFloat;
import org.likeness.model.SwapModel;
import org.likeness.train.net.NetConfig;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.Transplant;

/**
 * A network that further trainings begin from: what all identities share, and one decoder that is
 * the mean of those it was trained with. As a file {@code *.likenessbase} in half precision: {@code
 * LKNSBAS1}, int32 lengths of the JSON and of the rest, the JSON, then deflated the low bytes of
 * all numbers and after them the high bytes; little-endian.
 *
 * @param header what it is
 * @param weights of the network for one identity
 */
public record BaseModel(Header header, float[] weights) {
  /** Ending of a base's file. */
  public static final String SUFFIX = ".likenessbase";

  private static final byte[] MAGIC = "LKNSBAS1".getBytes(StandardCharsets.US_ASCII);

  /**
   * What the numbers belong to.
   *
   * @param name for the lineage of what is trained from it
   * @param net sizes
   * @param identities whom it was trained with
   * @param iterations of its training
   * @param images how many faces it was trained on
   * @param lineage what it was itself trained from, oldest first
   */
  public record Header(
      String name,
      NetConfig net,
      List<TrainedIdentity> identities,
      long iterations,
      int images,
      List<String> lineage) {}

  /** The base that a training has become: its averaged weights. */
  public static BaseModel of(Checkpoint from, String name) {
    Checkpoint.Header h = from.header();
    SwapNet net = NetRegistry.create(h.config().net());
    ParameterSet all = ParameterSet.of(net, h.identities().size());
    ParameterSet one = ParameterSet.of(net, 1);
    float[] weights = new float[one.total()];
    Transplant.shared(all, from.average(), one, weights);
    List<Integer> everybody = IntStream.range(0, h.identities().size()).boxed().toList();
    Transplant.own(all, from.average(), everybody, one, weights, 0);
    return new BaseModel(
        new Header(name, h.config().net(), h.identities(), h.iteration(), h.images(), h.lineage()),
        weights);
  }

  /**
   * Reads a base's file, or makes one of the newest checkpoint of a model's folder.
   *
   * @throws IOException with a sentence
   */
  public static BaseModel read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      Path name = file.toAbsolutePath().normalize().getFileName();
      return of(Checkpoint.newest(file), name == null ? "base" : name.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          file + ": no such file; a base is a *" + SUFFIX + " or a folder of likeness train");
    }
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new IOException(file + ": not a base that likeness export --base has written");
      }
      byte[] json = new byte[length(in, file)];
      byte[] packed = new byte[length(in, file)];
      in.get(json).get(packed);
      ObjectNode tree = Settings.parse(new String(json, StandardCharsets.UTF_8), file.toString());
      Header header = Settings.read(tree, Header.class, file.toString());
      int count = ParameterSet.of(NetRegistry.create(header.net()), 1).total();
      return new BaseModel(header, unpack(packed, count, file));
    } catch (BufferUnderflowException e) {
      throw new IOException(file + ": the base is damaged or cut short", e);
    }
  }

  private static int length(ByteBuffer in, Path file) throws IOException {
    int length = in.getInt();
    if (length < 2 || length > in.capacity()) {
      throw new IOException(file + ": the base is damaged or cut short");
    }
    return length;
  }

  /** The content of its file; the same base gives the same bytes. */
  public byte[] toBytes() {
    try {
      byte[] json = Settings.JSON.writeValueAsBytes(header);
      byte[] packed = pack(weights);
      ByteBuffer out =
          ByteBuffer.allocate(MAGIC.length + 8 + json.length + packed.length)
              .order(ByteOrder.LITTLE_ENDIAN);
      return out.put(MAGIC).putInt(json.length).putInt(packed.length).put(json).put(packed).array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a model's papers name it. */
  public String reference() {
    return header.name() + " sha256:" + SwapModel.sha256(toBytes());
  }

  /** The papers of what is trained from it: its own, then itself. */
  public List<String> lineage() {
    List<String> out = new ArrayList<>(header.lineage());
    out.add(reference());
    return out;
  }

  /**
   * The two bytes apart: those with sign and exponent are alike and pack well. The fraction is
   * rounded to the eight bits that trainings in bfloat16 compute with.
   */
  private static byte[] pack(float[] weights) throws IOException {
    byte[] planes = new byte[2 * weights.length];
    for (int i = 0; i < weights.length; i++) {
      int half = (HalfFloat.fromFloat(weights[i]) + 2) & ~3; // eight bits of the fraction
      planes[i] = (byte) half;
      planes[weights.length + i] = (byte) (half >> 8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(planes);
    }
    return out.toByteArray();
  }

  private static float[] unpack(byte[] packed, int count, Path file) throws IOException {
    byte[] planes;
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      planes = in.readNBytes(2 * count + 1);
    } catch (IOException e) {
      throw new IOException(file + ": the base is damaged", e);
    }
    if (planes.length != 2 * count) {
      throw new IOException(
          file + ": the base is damaged: it should hold " + count + " numbers and does not");
    }
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = HalfFloat.toFloat((short) ((planes[count + i] << 8) | (planes[i] & 255)));
    }
    return out;
  }
}
