package org.likeness.model;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX network ready to run on the processor, with one thread a call: parallelism is across
 * frames, so that a result does not depend on the number of threads. Thread-safe; several threads
 * may run one session at once. All inputs and outputs are float32.
 *
 * <p>ONNX Runtime's two libraries are unpacked to a temporary folder unless system property {@code
 * onnxruntime.native.path} names a folder that holds {@code libonnxruntime.so} and {@code
 * libonnxruntime4j_jni.so}.
 */
public final class OnnxSession implements AutoCloseable {
  /**
   * A named input or output.
   *
   * @param name name in the graph
   * @param shape dimensions, -1 where free
   */
  public record Port(String name, long[] shape) {}

  /** Sees every run of every network of the process. */
  public interface Tap {
    /** A network is about to run. Called from the thread that runs it. */
    void runs(OnnxSession net, Map<String, FloatTensor> in);
  }

  private static volatile @Nullable Tap tap;

  private final String name;
  private final Model model;
  private final List<Port> inputs;
  private final List<Port> outputs;

  private OnnxSession(String name, Model model, List<Port> inputs, List<Port> outputs) {
    this.name = name;
    this.model = model;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Makes a session.
   *
   * @param onnx a serialised ONNX model
   * @param name what to call it in messages (a file name)
   * @throws ModelException if the bytes are no ONNX model or ONNX Runtime refuses them
   */
  public static OnnxSession open(byte[] onnx, String name) {
    ModelProto proto = ModelFile.parse(onnx, name);
    List<Port> in = inputsOf(proto.getGraph());
    List<Port> out = outputsOf(proto.getGraph());
    Model model = Djl.engine().newModel(name, null);
    try {
      model.load(
          new ByteArrayInputStream(onnx),
          Map.of("interOpNumThreads", "1", "intraOpNumThreads", "1"));
      // DJL makes an empty folder for it that it removes when Java ends; in a host Java never does.
      Files.deleteIfExists(model.getModelPath());
      return new OnnxSession(name, model, in, out);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ModelException(name, "ONNX Runtime refuses it: " + cause.getMessage(), e);
    }
  }

  /** For measuring: lets somebody see all runs from now on; null: nobody. */
  public static void tap(@Nullable Tap newTap) {
    tap = newTap;
  }

  /** Inputs in the graph's order. */
  public List<Port> inputs() {
    return inputs;
  }

  /** Outputs in the graph's order. */
  public List<Port> outputs() {
    return outputs;
  }

  /**
   * Runs the network.
   *
   * @param in one tensor for each input's name
   * @return one tensor for each output's name, in the graph's order; they belong to the caller
   * @throws ModelException if an input is missing or of the wrong shape, or the run fails
   */
  public Map<String, FloatTensor> run(Map<String, FloatTensor> in) {
    Tap seen = tap;
    if (seen != null) {
      seen.runs(this, in);
    }
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList list = new NDList();
      for (Port p : inputs) {
        FloatTensor t = in.get(p.name());
        if (t == null) {
          throw new ModelException(name, "needs an input '" + p.name() + "'");
        }
        check(p, t);
        list.add(
            manager.create(t.data().duplicate().rewind(), new Shape(t.shape()), DataType.FLOAT32));
      }
      try (NDList result =
          model.getBlock().forward(new ParameterStore(manager, false), list, false)) {
        Map<String, FloatTensor> out = new LinkedHashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
          NDArray a = result.get(i);
          FloatBuffer data = a.toByteBuffer().asFloatBuffer();
          out.put(outputs.get(i).name(), new FloatTensor(a.getShape().getShape(), data));
        }
        return out;
      }
    } catch (ModelException e) {
      throw e;
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ModelException(name, "the network failed: " + cause.getMessage(), e);
    }
  }

  private void check(Port p, FloatTensor t) {
    boolean same = p.shape().length == t.shape().length;
    for (int i = 0; same && i < p.shape().length; i++) {
      same = p.shape()[i] < 0 || p.shape()[i] == t.shape()[i];
    }
    if (!same) {
      throw new ModelException(
          name,
          "input '"
              + p.name()
              + "' is "
              + Arrays.toString(p.shape())
              + " (-1: free), but was given "
              + Arrays.toString(t.shape()));
    }
  }

  /** Frees the network's memory. Calls that are under way must have ended. */
  @Override
  public void close() {
    model.close();
  }

  /** A graph's inputs that are no weights. */
  static List<Port> inputsOf(GraphProto graph) {
    Set<String> constants = new HashSet<>();
    graph.getInitializerList().forEach(t -> constants.add(t.getName()));
    return graph.getInputList().stream()
        .filter(v -> !constants.contains(v.getName()))
        .map(OnnxSession::port)
        .toList();
  }

  static List<Port> outputsOf(GraphProto graph) {
    return graph.getOutputList().stream().map(OnnxSession::port).toList();
  }

  private static Port port(ValueInfoProto v) {
    TensorShapeProto s = v.getType().getTensorType().getShape();
    long[] dims = new long[s.getDimCount()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = s.getDim(i).hasDimValue() ? s.getDim(i).getDimValue() : -1;
    }
    return new Port(v.getName(), dims);
  }

  /** The engine, told to stay off the network before DJL's first class is loaded. */
  private static final class Djl {
    static {
      System.setProperty("OPT_OUT_TRACKING", "true");
      System.setProperty("ai.djl.offline", "true");
    }

    static Engine engine() {
      return Engine.getEngine("OnnxRuntime");
    }
  }
}
