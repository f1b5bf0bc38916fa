package org.likeness.model;

import java.util.List;
import java.util.Map;

/** An ONNX network ready to run on the processor, with one thread a call. Thread-safe. */
public final class OnnxSession implements AutoCloseable {
  /**
   * A named input or output.
   *
   * @param name name in the graph
   * @param shape dimensions, -1 where free
   */
  public record Port(String name, long[] shape) {}

  private OnnxSession() {}

  /**
   * Makes a session.
   *
   * @param onnx a serialised ONNX model
   * @param name what to call it in messages (a file name)
   * @throws ModelException if the bytes are no ONNX model or ONNX Runtime refuses them
   */
  public static OnnxSession open(byte[] onnx, String name) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Inputs in the graph's order. */
  public List<Port> inputs() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Outputs in the graph's order. */
  public List<Port> outputs() {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Runs the network.
   *
   * @param inputs one tensor for each input's name
   * @return one tensor for each output's name
   * @throws ModelException if an input is missing or of the wrong shape, or the run fails
   */
  public Map<String, FloatTensor> run(Map<String, FloatTensor> inputs) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void close() {}
}
