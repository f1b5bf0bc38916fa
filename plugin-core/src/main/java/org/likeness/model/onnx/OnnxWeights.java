package org.likeness.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.likeness.model.ModelException;

/** The weights of a network that {@link OnnxGraph} has written, so that a training goes on. */
public final class OnnxWeights {
  private static final String HALF = "/half";

  /**
   * One weight.
   *
   * @param shape lengths of the axes
   * @param values its numbers
   */
  public record Weight(long[] shape, float[] values) {}

  private OnnxWeights() {}

  /**
   * Reads them, of fp16 or fp32, by the names under which they were written.
   *
   * @param name of the file, for messages
   * @throws ModelException if it is no ONNX model
   */
  public static Map<String, Weight> read(byte[] onnx, String name) {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(name, "is no ONNX model", e);
    }
    Map<String, Weight> out = new LinkedHashMap<>();
    for (TensorProto t : model.getGraph().getInitializerList()) {
      ByteBuffer raw = t.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      long[] shape = t.getDimsList().stream().mapToLong(Long::longValue).toArray();
      if (t.getDataType() == TensorProto.DataType.FLOAT_VALUE) {
        float[] values = new float[raw.remaining() / 4];
        raw.asFloatBuffer().get(values);
        out.put(t.getName(), new Weight(shape, values));
      } else if (t.getDataType() == TensorProto.DataType.FLOAT16_VALUE
          && t.getName().endsWith(HALF)) {
        float[] values = new float[raw.remaining() / 2];
        for (int i = 0; i < values.length; i++) {
          values[i] = Half.toFloat(raw.getShort(2 * i));
        }
        String plain = t.getName().substring(0, t.getName().length() - HALF.length());
        out.put(plain, new Weight(shape, values));
      }
    }
    return out;
  }
}
