package org.likeness.train.loss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.likeness.model.ModelException;
import org.likeness.model.onnx.OnnxProgram;
import org.likeness.train.net.TorchRuntime;

/**
 * A network that is not trained, computed with libtorch from its ONNX graph, so that what it says
 * of a picture can be differentiated by the picture. The numbers are those of the ONNX session. It
 * knows the operators of the networks that look at faces: Add, AveragePool, Conv, Flatten,
 * GlobalAveragePool, MatMul, MaxPool, Mul, Pad, Relu.
 */
public final class TorchFrozenNet implements AutoCloseable {
  private final OnnxProgram program;
  private final String name;
  private final Map<String, Tensor> constants = new HashMap<>();

  /**
   * @param program one input
   * @param name for messages
   */
  public TorchFrozenNet(OnnxProgram program, String name) {
    this.program = program;
    this.name = name;
    for (Map.Entry<String, OnnxProgram.Constant> e : program.constants().entrySet()) {
      if (e.getValue().floats().length > 0) {
        Tensor tensor = TorchRuntime.tensor(e.getValue().floats(), e.getValue().shape());
        // The tensor outlives the scope that may be open here.
        tensor.retainReference();
        constants.put(e.getKey(), tensor);
      }
    }
  }

  /**
   * Runs the network as far as it is needed.
   *
   * @param input float32, in the graph's shape; belongs to the caller
   * @param wanted names of values of the graph
   * @return the wanted values in that order, of the open scope
   * @throws ModelException if the graph has no such value or an operator that is not known here
   */
  public List<Tensor> run(Tensor input, List<String> wanted) {
    Map<String, Tensor> values = new HashMap<>();
    values.put(program.inputs().get(0), input);
    for (OnnxProgram.Step step : program.steps()) {
      if (values.keySet().containsAll(wanted)) {
        break;
      }
      values.put(step.output(), compute(step, values));
    }
    List<Tensor> out = new ArrayList<>();
    for (String one : wanted) {
      Tensor value = values.get(one);
      if (value == null) {
        throw new ModelException(name, "has no value '" + one + "'");
      }
      out.add(value);
    }
    return out;
  }

  private Tensor compute(OnnxProgram.Step step, Map<String, Tensor> values) {
    Tensor x = value(step.inputs().get(0), values);
    return switch (step.op()) {
      case "Add" -> x.add(value(step.inputs().get(1), values));
      case "Mul" -> x.mul(value(step.inputs().get(1), values));
      case "MatMul" -> torch.matmul(x, value(step.inputs().get(1), values));
      case "Relu" -> torch.relu(x);
      case "Flatten" -> x.flatten(1, -1);
      case "GlobalAveragePool" -> torch.adaptive_avg_pool2d(x, 1, 1);
      case "Conv" ->
          torch.conv2d(
              x,
              value(step.inputs().get(1), values),
              new TensorOptional(value(step.inputs().get(2), values)),
              ints(step, "strides", 1, 1),
              begin(step),
              ints(step, "dilations", 1, 1),
              1);
      case "MaxPool" ->
          torch.max_pool2d(
              x, ints(step, "kernel_shape"), ints(step, "strides"), begin(step), ones(), false);
      case "AveragePool" ->
          torch.avg_pool2d(
              x,
              ints(step, "kernel_shape"),
              ints(step, "strides"),
              begin(step),
              false,
              false,
              new LongOptional());
      case "Pad" -> torch.constant_pad_nd(x, pads(step), new Scalar(0.0));
      default ->
          throw new ModelException(
              name, "uses the operator " + step.op() + ", which is not known to the trainer");
    };
  }

  private Tensor value(String which, Map<String, Tensor> values) {
    Tensor made = values.get(which);
    return made != null
        ? made
        : Objects.requireNonNull(constants.get(which), () -> name + ": no value " + which);
  }

  private static long[] ints(OnnxProgram.Step step, String key, long... otherwise) {
    return step.ints().getOrDefault(key, otherwise);
  }

  private static long[] ones() {
    return new long[] {1, 1};
  }

  /** The padding, which must be the same at both ends. */
  private long[] begin(OnnxProgram.Step step) {
    long[] pads = ints(step, "pads", 0, 0, 0, 0);
    if (pads[0] != pads[2] || pads[1] != pads[3]) {
      throw new ModelException(
          name, step.output() + " is padded unevenly, which is not known here");
    }
    return new long[] {pads[0], pads[1]};
  }

  /** ONNX lists all beginnings, then all ends; libtorch begins with the last axis, in pairs. */
  private long[] pads(OnnxProgram.Step step) {
    OnnxProgram.Constant given =
        Objects.requireNonNull(program.constants().get(step.inputs().get(1)));
    long[] onnx = given.longs();
    int axes = onnx.length / 2;
    long[] out = new long[onnx.length];
    for (int axis = 0; axis < axes; axis++) {
      out[2 * (axes - 1 - axis)] = onnx[axis];
      out[2 * (axes - 1 - axis) + 1] = onnx[axes + axis];
    }
    return out;
  }

  @Override
  public void close() {
    constants.values().forEach(Tensor::releaseReference);
    constants.clear();
  }
}
