package org.likeness.model.tfjs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.likeness.model.ModelException;
import org.likeness.model.onnx.Attr;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.model.tflite.Layout;

/**
 * dlib's face recognition network ({@code dlib_face_recognition_resnet_model_v1}), of which the
 * published weights hold no graph. It is built anew by dlib's definition ({@code
 * dnn_face_recognition_ex.cpp}): a convolution of 7 by 7, a maximum of 3 by 3, fourteen residual
 * blocks of two convolutions of 3 by 3, the mean over the picture, 128 sums. Convolutions of stride
 * 2 have no padding; where a block halves the picture its short cut is a mean of 2 by 2, and what
 * is smaller of the two, in rows, columns or channels, is filled up with zeros at its end. The
 * per-channel scale after each convolution is folded into it.
 */
public final class DlibResnet {
  /** Side of the aligned chip that it looks at. */
  public static final int SIZE = 150;

  /** Numbers that come out. */
  public static final int LENGTH = 128;

  /** dlib's input layer: (value - mean) / 256 for values 0..255. */
  private static final float[] MEAN = {122.782f, 117.001f, 104.298f};

  private final TfjsWeights weights;
  private final OnnxGraph graph = new OnnxGraph("dlib-face-recognition");
  private final String name;
  private int side;
  private int channels;

  private DlibResnet(JsonNode manifest, byte[] bin, String name) {
    this.weights = new TfjsWeights(manifest, bin, name);
    this.name = name;
  }

  /**
   * The network: {@code input} [N, 3, 150, 150], RGB 0..1, to {@code identity} [N, 128], not
   * normalised.
   *
   * @param manifest the list of its tensors, JSON
   * @param bin their numbers
   * @param name for messages
   * @throws ModelException if the two are not those of this network
   */
  public static byte[] toOnnx(byte[] manifest, byte[] bin, String name) {
    try {
      return new DlibResnet(new ObjectMapper().readTree(manifest), bin, name).build();
    } catch (JsonProcessingException e) {
      throw new ModelException(name, "has a list of tensors that is not JSON", e);
    } catch (IOException e) {
      throw new ModelException(name, "cannot be read: " + e.getMessage(), e);
    }
  }

  private byte[] build() {
    String x = graph.input("input", -1, 3, SIZE, SIZE);
    x = normalised(x);
    side = SIZE;
    channels = 3;
    x = relu(convolve(x, "conv32_down", 7, 2, 32));
    x = graph.node("MaxPool", List.of(x), "pool", window(3));
    side = (side - 3) / 2 + 1;
    x = blocks(x, 32, 0, 3);
    x = blocks(x, 64, 1, 3);
    x = blocks(x, 128, 1, 2);
    x = blocks(x, 256, 1, 2);
    x = half(x, "conv256_down_out", 256);
    x = graph.node("GlobalAveragePool", List.of(x), "mean");
    x = graph.node("Flatten", List.of(x), "flat");
    float[] fc = tensor("fc", 256, LENGTH);
    String w = graph.constant("fc", new long[] {256, LENGTH}, fc);
    graph.node("MatMul", List.of(x, w), "identity");
    graph.output("identity", -1, LENGTH);
    return graph.toBytes();
  }

  private String normalised(String x) {
    float[] shift = new float[3];
    for (int c = 0; c < 3; c++) {
      shift[c] = -MEAN[c] / 256f;
    }
    String scale = graph.constant("input/scale", new long[] {1}, new float[] {255f / 256f});
    String minus = graph.constant("input/shift", new long[] {3, 1, 1}, shift);
    String scaled = graph.node("Mul", List.of(x, scale), "input/scaled");
    return graph.node("Add", List.of(scaled, minus), "input/normal");
  }

  private String blocks(String x, int width, int halving, int plain) {
    String y = halving == 1 ? half(x, "conv" + width + "_down", width) : x;
    for (int i = 1; i <= plain; i++) {
      String key = "conv" + width + "_" + i;
      String a = relu(convolve(y, key + "/conv1", 3, 1, width));
      String b = convolve(a, key + "/conv2", 3, 1, width);
      y = relu(graph.node("Add", List.of(b, y), key));
    }
    return y;
  }

  /** A block that halves the picture. */
  private String half(String x, String key, int width) {
    int before = channels;
    int pooledSide = (side - 2) / 2 + 1;
    String pooled = graph.node("AveragePool", List.of(x), key + "/short", window(2));
    String y = relu(convolve(x, key + "/conv1", 3, 2, width));
    y = convolve(y, key + "/conv2", 3, 1, width);
    y = pad(y, key + "/size", 0, pooledSide - side);
    pooled = pad(pooled, key + "/width", width - before, 0);
    side = pooledSide;
    return relu(graph.node("Add", List.of(pooled, y), key));
  }

  private String pad(String x, String as, int moreChannels, int more) {
    if (moreChannels == 0 && more == 0) {
      return x;
    }
    String pads =
        graph.constant(
            as + "/pads", new long[] {8}, new long[] {0, 0, 0, 0, 0, moreChannels, more, more});
    return graph.node("Pad", List.of(x, pads), as);
  }

  private String convolve(String x, String key, int size, int stride, int width) {
    float[] filters = tensor(key + "/conv/filters", size, size, channels, width);
    float[] bias = tensor(key + "/conv/bias", width);
    float[] scale = tensor(key + "/scale/weights", width);
    float[] shift = tensor(key + "/scale/biases", width);
    float[] w = Layout.permute(filters, new int[] {size, size, channels, width}, 3, 2, 0, 1);
    int each = w.length / width;
    for (int i = 0; i < w.length; i++) {
      w[i] *= scale[i / each];
    }
    for (int i = 0; i < width; i++) {
      bias[i] = bias[i] * scale[i] + shift[i];
    }
    long border = stride == 1 ? size / 2 : 0;
    String weight = graph.constant(key + "/w", new long[] {width, channels, size, size}, w);
    String b = graph.constant(key + "/b", new long[] {width}, bias);
    side = (int) (side + 2 * border - size) / stride + 1;
    channels = width;
    return graph.node(
        "Conv",
        List.of(x, weight, b),
        key + "/conv",
        Attr.ints("kernel_shape", size, size),
        Attr.ints("strides", stride, stride),
        Attr.ints("pads", border, border, border, border));
  }

  private String relu(String x) {
    return graph.node("Relu", List.of(x), x + "/relu");
  }

  private static Attr[] window(int size) {
    return new Attr[] {Attr.ints("kernel_shape", size, size), Attr.ints("strides", 2, 2)};
  }

  private float[] tensor(String key, int... shape) {
    TfjsWeights.Tensor t = weights.get(key);
    if (!Arrays.equals(t.shape(), shape)) {
      throw new ModelException(
          name,
          "has '"
              + key
              + "' of shape "
              + Arrays.toString(t.shape())
              + ", not "
              + Arrays.toString(shape));
    }
    return t.floats();
  }
}
