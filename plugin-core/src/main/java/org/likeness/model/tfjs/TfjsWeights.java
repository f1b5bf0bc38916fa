package org.likeness.model.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.likeness.model.ModelException;
import org.likeness.model.onnx.Half;

/** The constants of a TensorFlow.js model: one after another in a binary file, little-endian. */
final class TfjsWeights {
  private final Map<String, Tensor> tensors = new HashMap<>();
  private final String name;

  /**
   * A constant.
   *
   * @param shape dimensions
   * @param dtype float16, float32, int32 or uint8
   * @param step with uint8: a number is {@code step * byte + zero}
   * @param zero with uint8: what byte 0 means
   * @param data its bytes
   */
  record Tensor(int[] shape, String dtype, double step, double zero, ByteBuffer data) {
    float[] floats() {
      ByteBuffer b = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      float[] out = new float[count(shape)];
      for (int i = 0; i < out.length; i++) {
        out[i] =
            switch (dtype) {
              case "float16" -> Half.toFloat(b.getShort());
              case "uint8" -> (float) (step * (b.get() & 0xff) + zero);
              default -> b.getFloat();
            };
      }
      return out;
    }

    int[] ints() {
      int[] out = new int[count(shape)];
      data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(out);
      return out;
    }
  }

  TfjsWeights(JsonNode manifest, byte[] bin, String name) {
    this.name = name;
    ByteBuffer all = ByteBuffer.wrap(bin);
    for (JsonNode group : manifest) {
      for (JsonNode w : group.path("weights")) {
        String stored = w.path("dtype").asText();
        JsonNode q = w.path("quantization");
        if (w.has("quantization")) {
          stored = q.path("dtype").asText();
        }
        int[] shape = new int[w.path("shape").size()];
        for (int i = 0; i < shape.length; i++) {
          shape[i] = w.path("shape").get(i).asInt();
        }
        int bytes = Math.multiplyExact(width(stored), count(shape));
        if (bytes > all.remaining()) {
          throw new ModelException(name, "its weights file is cut short");
        }
        tensors.put(
            w.path("name").asText(),
            new Tensor(
                shape,
                stored,
                q.path("scale").asDouble(),
                q.path("min").asDouble(),
                all.slice(all.position(), bytes)));
        all.position(all.position() + bytes);
      }
    }
  }

  Tensor get(String key) {
    Tensor t = tensors.get(key);
    if (t == null) {
      throw new ModelException(name, "needs '" + key + "' to be a constant, which it is not");
    }
    return t;
  }

  private int width(String dtype) {
    return switch (dtype) {
      case "float16" -> 2;
      case "float32", "int32" -> 4;
      case "uint8" -> 1;
      default -> throw new ModelException(name, "has weights of type " + dtype);
    };
  }

  private static int count(int[] shape) {
    int n = 1;
    for (int d : shape) {
      n = Math.multiplyExact(n, d);
    }
    return n;
  }
}
