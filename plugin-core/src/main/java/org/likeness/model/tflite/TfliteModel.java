package org.likeness.model.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.likeness.model.ModelException;
import org.likeness.model.onnx.Half;

/**
 * The content of a TensorFlow Lite file with one subgraph: field numbers as in TensorFlow's {@code
 * schema.fbs}, version 3.
 *
 * @param tensors by index
 * @param operators in the order of computation
 * @param inputs indices of tensors
 * @param outputs indices of tensors
 */
record TfliteModel(List<Tensor> tensors, List<Operator> operators, int[] inputs, int[] outputs) {
  static final int FLOAT32 = 0;
  static final int FLOAT16 = 1;
  static final int INT32 = 2;

  /**
   * A value.
   *
   * @param data little-endian numbers of a constant; empty for a computed value
   */
  record Tensor(String name, int[] shape, int type, byte[] data) {
    boolean constant() {
      return data.length > 0;
    }

    /** A constant's numbers, half widened to single. */
    float[] floats() {
      ByteBuffer b = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      float[] out = new float[data.length / (type == FLOAT16 ? 2 : 4)];
      for (int i = 0; i < out.length; i++) {
        out[i] = type == FLOAT16 ? Half.toFloat(b.getShort()) : b.getFloat();
      }
      return out;
    }

    /** A constant's numbers. */
    int[] ints() {
      int[] out = new int[data.length / 4];
      ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(out);
      return out;
    }
  }

  /**
   * A computation.
   *
   * @param code builtin operator number
   * @param custom name of a custom operator, or ""
   * @param options its builtin options; only asked for where the operator has some
   * @param customOptions raw options of a custom operator
   */
  record Operator(
      int code,
      String custom,
      int[] inputs,
      int[] outputs,
      FlatBuffer.Table options,
      byte[] customOptions) {}

  /**
   * Reads a file's content.
   *
   * @throws ModelException if it is none
   */
  static TfliteModel parse(byte[] file, String name) {
    try {
      FlatBuffer fb = new FlatBuffer(file);
      if (!fb.identifier().equals("TFL3")) {
        throw new ModelException(name, "is not a TensorFlow Lite model (no 'TFL3' at byte 4)");
      }
      return parse(fb.root(), name);
    } catch (IndexOutOfBoundsException e) {
      throw new ModelException(name, "is a damaged TensorFlow Lite model", e);
    }
  }

  private static TfliteModel parse(FlatBuffer.Table root, String name) {
    FlatBuffer.Table[] codes = root.tables(1);
    FlatBuffer.Table[] graphs = root.tables(2);
    FlatBuffer.Table[] buffers = root.tables(4);
    if (graphs.length != 1) {
      throw new ModelException(name, "has " + graphs.length + " subgraphs; only 1 is supported");
    }
    FlatBuffer.Table graph = graphs[0];
    List<Tensor> tensors = new ArrayList<>();
    for (FlatBuffer.Table t : graph.tables(0)) {
      tensors.add(new Tensor(t.string(3), t.ints(0), t.int8(1, 0), buffers[t.int32(2, 0)].data(0)));
    }
    List<Operator> operators = new ArrayList<>();
    for (FlatBuffer.Table o : graph.tables(3)) {
      FlatBuffer.Table code = codes[o.int32(0, 0)];
      // Codes over 127 are only in the wide field, older files have only the narrow one.
      int builtin = Math.max(code.int8(0, 0), code.int32(3, 0));
      operators.add(
          new Operator(
              builtin,
              code.has(1) ? code.string(1) : "",
              o.ints(1),
              o.ints(2),
              o.has(4) ? o.table(4) : o,
              o.data(5)));
    }
    return new TfliteModel(tensors, operators, graph.ints(1), graph.ints(2));
  }
}
