package org.likeness.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.likeness.model.tfjs.DlibResnet;

/**
 * How different two pictures of a face look to dlib's face recognition network: at four depths the
 * features of every place are brought to length 1 over their channels, and the squares of their
 * differences are averaged (after R. Zhang et al., "The unreasonable effectiveness of deep features
 * as a perceptual metric", 2018, without learnt weights). Thread-safe.
 */
public final class FaceFeatures implements AutoCloseable {
  /** Sums at the end of the blocks of 32, 64, 128 and 256 channels. */
  private static final List<String> DEPTHS =
      List.of("conv32_3", "conv64_3", "conv128_2", "conv256_2");

  private final OnnxSession net;

  private FaceFeatures(OnnxSession net) {
    this.net = net;
  }

  /**
   * Loads the network.
   *
   * @throws ModelException if the weights cannot be had
   */
  public static FaceFeatures open(WeightStore weights) {
    String name = FaceNetwork.IDENTITY.fileName();
    ModelProto proto = ModelFile.parse(FaceNetwork.IDENTITY.onnx(weights), name);
    GraphProto.Builder graph = proto.getGraph().toBuilder().clearOutput();
    for (String depth : DEPTHS) {
      graph.addOutput(
          ValueInfoProto.newBuilder()
              .setName(depth)
              .setType(
                  TypeProto.newBuilder()
                      .setTensorType(
                          TypeProto.Tensor.newBuilder()
                              .setElemType(TensorProto.DataType.FLOAT_VALUE))));
    }
    byte[] onnx = GraphPruner.keep(proto.toBuilder().setGraph(graph).build(), DEPTHS).toByteArray();
    return new FaceFeatures(OnnxSession.open(onnx, name));
  }

  /**
   * The features of a picture.
   *
   * @param rgb planes of {@link DlibResnet#SIZE} squared, display-encoded 0..1
   */
  public List<FloatTensor> of(float[] rgb) {
    int n = DlibResnet.SIZE;
    Map<String, FloatTensor> out = net.run(Map.of("input", FloatTensor.of(rgb, 1, 3, n, n)));
    return new ArrayList<>(out.values());
  }

  /** Their distance: 0 for one picture, about 1 for two that have nothing in common. */
  public static double distance(List<FloatTensor> a, List<FloatTensor> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += layer(a.get(i), b.get(i)) / a.size();
    }
    return sum;
  }

  private static double layer(FloatTensor a, FloatTensor b) {
    int channels = (int) a.shape()[1];
    int places = (int) (a.shape()[2] * a.shape()[3]);
    float[] x = a.toArray();
    float[] y = b.toArray();
    double sum = 0;
    for (int p = 0; p < places; p++) {
      double xx = 0;
      double yy = 0;
      double xy = 0;
      for (int c = 0; c < channels; c++) {
        double u = Math.max(0, x[c * places + p]); // what follows is rectified
        double v = Math.max(0, y[c * places + p]);
        xx += u * u;
        yy += v * v;
        xy += u * v;
      }
      // |u/|u| - v/|v||^2 = 2 - 2 cos; halved, so that strangers are 1
      sum += xx + yy < 1e-12 ? 0 : 1 - xy / Math.sqrt(Math.max(1e-12, xx * yy));
    }
    return sum / places;
  }

  @Override
  public void close() {
    net.close();
  }
}
