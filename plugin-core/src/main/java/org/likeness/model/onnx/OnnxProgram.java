package org.likeness.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.likeness.model.ModelException;

/**
 * An ONNX graph as plain numbers, for a computation other than ONNX Runtime's: one that can be
 * differentiated. Constants are float32 or int64, stored raw.
 *
 * @param inputs names of the inputs that are no constants
 * @param outputs names of the outputs
 * @param constants by name
 * @param steps in the order of computation
 */
public record OnnxProgram(
    List<String> inputs, List<String> outputs, Map<String, Constant> constants, List<Step> steps) {
  /**
   * Fixed numbers.
   *
   * @param shape lengths of the axes
   * @param floats the numbers, empty if they are whole ones
   * @param longs the numbers, empty if they are floats
   */
  public record Constant(long[] shape, float[] floats, long[] longs) {}

  /**
   * One operation.
   *
   * @param op ONNX operator
   * @param inputs names
   * @param output name of its first output
   * @param ints its attributes that are whole numbers, or lists of them, by name
   */
  public record Step(String op, List<String> inputs, String output, Map<String, long[]> ints) {}

  /** Copies the lists and maps. */
  public OnnxProgram {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    constants = Map.copyOf(constants);
    steps = List.copyOf(steps);
  }

  /**
   * Reads a model.
   *
   * @param onnx a serialised ONNX model
   * @param name for messages
   * @throws ModelException if it is none, or a constant is of another kind
   */
  public static OnnxProgram read(byte[] onnx, String name) {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(name, "is no ONNX model", e);
    }
    Map<String, Constant> constants = new LinkedHashMap<>();
    for (TensorProto t : model.getGraph().getInitializerList()) {
      constants.put(t.getName(), constant(t, name));
    }
    List<String> inputs = new ArrayList<>();
    model
        .getGraph()
        .getInputList()
        .forEach(
            v -> {
              if (!constants.containsKey(v.getName())) {
                inputs.add(v.getName());
              }
            });
    List<String> outputs = new ArrayList<>();
    model.getGraph().getOutputList().forEach(v -> outputs.add(v.getName()));
    List<Step> steps = new ArrayList<>();
    for (NodeProto n : model.getGraph().getNodeList()) {
      Map<String, long[]> ints = new LinkedHashMap<>();
      for (AttributeProto a : n.getAttributeList()) {
        if (a.getType() == AttributeProto.AttributeType.INTS) {
          ints.put(a.getName(), a.getIntsList().stream().mapToLong(Long::longValue).toArray());
        } else if (a.getType() == AttributeProto.AttributeType.INT) {
          ints.put(a.getName(), new long[] {a.getI()});
        }
      }
      steps.add(new Step(n.getOpType(), List.copyOf(n.getInputList()), n.getOutput(0), ints));
    }
    return new OnnxProgram(inputs, outputs, constants, steps);
  }

  private static Constant constant(TensorProto t, String name) {
    long[] shape = t.getDimsList().stream().mapToLong(Long::longValue).toArray();
    ByteBuffer raw = t.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (t.getDataType() == TensorProto.DataType.FLOAT_VALUE) {
      float[] out = new float[raw.remaining() / 4];
      raw.asFloatBuffer().get(out);
      return new Constant(shape, out, new long[0]);
    }
    if (t.getDataType() == TensorProto.DataType.INT64_VALUE) {
      long[] out = new long[raw.remaining() / 8];
      raw.asLongBuffer().get(out);
      return new Constant(shape, new float[0], out);
    }
    throw new ModelException(
        name, "its constant " + t.getName() + " is neither float32 nor int64: write it as fp32");
  }
}
