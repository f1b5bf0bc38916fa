package org.likeness.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.likeness.model.onnx.Attr;
import org.likeness.model.onnx.OnnxGraph;

/**
 * A swap model as a DFM, which DeepFaceLive and FaceFusion play: ONNX of operator set 12, {@code
 * in_face:0} [N,R,R,3] in B, G, R, display values 0..1; out come, in this order, {@code
 * out_face_mask:0} (the plate's face), {@code out_celeb_face:0} and {@code out_celeb_face_mask:0}
 * (the identity's). A control called {@code morph} becomes {@code morph_value:0}; others stay at
 * their initial values. Where the model's crop is not the players', the graph resamples both ways;
 * outside the model's crop the plate stays and the masks are 0.
 */
public final class DfmWriter {
  /** Key of the origin's manifest in the file's metadata; players do not look at it. */
  public static final String ORIGIN_KEY = "likeness.dfm.from";

  static final int OPSET = 12;
  static final String INPUT = "in_face:0";
  static final String MORPH = "morph_value:0";
  static final String PLATE_MASK = "out_face_mask:0";
  static final String FACE = "out_celeb_face:0";
  static final String MASK = "out_celeb_face_mask:0";

  /** The control that players know. */
  public static final String MORPH_ID = "morph";

  /** Players and trainers of this format use whole blocks of this many pixels. */
  private static final int BLOCK = 16;

  /** What an operator of set 17 means in set 12 as well, as the project's own graphs use it. */
  private static final Set<String> SAME =
      Set.of(
          "Abs",
          "Add",
          "AveragePool",
          "Cast",
          "Clip",
          "Concat",
          "Constant",
          "Conv",
          "ConvTranspose",
          "DepthToSpace",
          "Div",
          "Exp",
          "Expand",
          "Flatten",
          "Gather",
          "Gemm",
          "GlobalAveragePool",
          "Identity",
          "If",
          "LeakyRelu",
          "Less",
          "Log",
          "MatMul",
          "Max",
          "MaxPool",
          "Min",
          "Mul",
          "Neg",
          "PRelu",
          "Pad",
          "Pow",
          "Reciprocal",
          "ReduceMean",
          "Relu",
          "Reshape",
          "Resize",
          "Sigmoid",
          "Slice",
          "Sqrt",
          "Sub",
          "Tanh",
          "Tile",
          "Transpose");

  /**
   * How the players' crop lies to the model's.
   *
   * @param scale side of the players' crop over the model's; 1 for the same crop
   * @param right middle of the players' crop less the model's, in sides of the model's
   * @param down the same, downwards
   */
  public record Placing(double scale, double right, double down) {
    /** The model was made in the players' crop. */
    public static final Placing SAME = new Placing(1, 0, 0);
  }

  private DfmWriter() {}

  /**
   * The file's content; the same model and choice give the same bytes.
   *
   * @param onnx a swap model
   * @param name what to call it in messages
   * @param identityId whose face goes in; null for a model with one identity
   * @param plateId whose matte tells the plate's face; null: the identity's own
   * @throws ModelException if the model cannot be said in this format
   */
  public static byte[] write(
      byte[] onnx,
      String name,
      @Nullable String identityId,
      @Nullable String plateId,
      Placing placing) {
    ModelProto proto = ModelFile.parse(onnx, name);
    ModelManifest m = ModelFile.manifest(proto, name);
    ManifestCheck.check(m, name);
    ModelManifest.Identity who = SwapModel.choose(m, identityId, name);
    ModelManifest.Identity plate = plateId == null ? who : SwapModel.choose(m, plateId, name);
    ManifestCheck.graph(proto, m, who, name);
    if (m.premultiplied()) {
      throw new ModelException(name, "gives premultiplied colour, which a DFM has no word for");
    }
    if (m.selector() != null && who.select() != null) {
      proto = GraphPruner.fix(proto, m.selector(), who.select());
      plate = who; // one pass through such a graph shows one identity
    }
    ModelProto net =
        GraphPruner.keep(
            proto,
            List.copyOf(new LinkedHashSet<>(List.of(who.face(), who.matte(), plate.matte()))));
    requireOld(net.getGraph(), name);
    return new Graph(m, placing).write(net, who, plate);
  }

  private static void requireOld(GraphProto graph, String name) {
    for (NodeProto n : graph.getNodeList()) {
      if (!n.getDomain().isEmpty() || !SAME.contains(n.getOpType())) {
        throw new ModelException(
            name,
            "uses the operator "
                + n.getOpType()
                + ", which a DFM (operator set "
                + OPSET
                + ") does not know in this form");
      }
      n.getAttributeList().forEach(a -> requireOld(a.getG(), name));
    }
  }

  /** The graph around the network. */
  private static final class Graph {
    private final ModelManifest m;
    private final Placing placing;
    private final OnnxGraph g;
    private final int side;
    private final boolean resampled;
    private final boolean film;

    Graph(ModelManifest m, Placing placing) {
      this.m = m;
      this.placing = placing;
      g = new OnnxGraph(m.name(), OPSET);
      resampled = !placing.equals(Placing.SAME);
      side =
          resampled
              ? BLOCK * (int) Math.max(1, Math.round(m.size() * placing.scale() / BLOCK))
              : m.size();
      film = !m.encoding().equals("srgb-display-v1");
    }

    byte[] write(ModelProto net, ModelManifest.Identity who, ModelManifest.Identity plate) {
      g.input(INPUT, -1, side, side, 3);
      g.constant("dfm/bgr", new long[] {3}, new long[] {2, 1, 0});
      g.constant("dfm/zero", new long[0], new float[] {0});
      g.constant("dfm/one", new long[0], new float[] {1});
      String planes =
          g.node("Transpose", List.of(INPUT), "dfm/planes", Attr.ints("perm", 0, 3, 1, 2));
      String rgb = g.node("Gather", List.of(planes, "dfm/bgr"), "dfm/rgb", Attr.of("axis", 1L));
      DfmColour colour = new DfmColour(g);
      String x = rgb;
      if (resampled) {
        double k = 1 / placing.scale();
        // Seen from the players' crop, the model's is smaller and lies the other way.
        x =
            CropResample.nodes(
                g, x, "dfm/in", m.size(), side, k, -placing.right() * k, -placing.down() * k);
        x = clip(x);
      }
      g.node("Identity", List.of(film ? colour.toFilm(x) : x), m.input());
      for (ModelControl c : m.controls()) {
        if (c.id().equals(MORPH_ID)) {
          g.input(MORPH, 1);
          g.node("Identity", List.of(MORPH), c.input());
        } else {
          g.constant(c.input(), new long[] {1}, new float[] {(float) c.initial()});
        }
      }
      g.include(net);
      mask(plate.matte(), PLATE_MASK, "dfm/plate_mask");
      String face = clip(who.face());
      face = film ? colour.toDisplay(face) : face;
      if (resampled) {
        face = clip(out(face));
        // The plate where the model does not see.
        String ours = g.node("Mul", List.of(face, inside()), "dfm/ours");
        String rest = g.node("Sub", List.of("dfm/one", inside()), "dfm/outside");
        String theirs = g.node("Mul", List.of(rgb, rest), "dfm/theirs");
        face = g.node("Add", List.of(ours, theirs), "dfm/face");
      }
      String bgr = g.node("Gather", List.of(face, "dfm/bgr"), "dfm/face_bgr", Attr.of("axis", 1L));
      g.node("Transpose", List.of(bgr), FACE, Attr.ints("perm", 0, 2, 3, 1));
      mask(who.matte(), MASK, "dfm/mask");
      g.output(PLATE_MASK, -1, side, side, 1);
      g.output(FACE, -1, side, side, 3);
      g.output(MASK, -1, side, side, 1);
      g.metadata(ORIGIN_KEY, ModelFile.toJson(m));
      return g.toBytes();
    }

    private void mask(String matte, String name, String value) {
      String x = g.node("Clip", List.of(matte, "dfm/zero", "dfm/one"), value + "/clip");
      if (resampled) {
        x = g.node("Mul", List.of(out(x), inside()), value + "/inside");
        x = g.node("Clip", List.of(x, "dfm/zero", "dfm/one"), value + "/clip2");
      }
      g.node("Transpose", List.of(x), name, Attr.ints("perm", 0, 2, 3, 1));
    }

    private String out(String x) {
      return CropResample.nodes(
          g, x, "dfm/out", side, m.size(), placing.scale(), placing.right(), placing.down());
    }

    private String clip(String x) {
      return g.node("Clip", List.of(x, "dfm/zero", "dfm/one"), x + "/clip");
    }

    /** 1 inside the model's crop, falling to 0 within two pixels of its edge. */
    private String inside() {
      String name = "dfm/inside";
      if (!g.has(name)) {
        float[] x = ramp(placing.right());
        float[] y = ramp(placing.down());
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
          values[i] = y[i / side] * x[i % side];
        }
        g.constant(name, new long[] {1, 1, side, side}, values);
      }
      return name;
    }

    private float[] ramp(double shift) {
      float[] out = new float[side];
      for (int i = 0; i < side; i++) {
        double at = CropResample.place(i, side, placing.scale(), shift) * m.size();
        out[i] = (float) Math.max(0, Math.min(1, Math.min(at, m.size() - at) / 2));
      }
      return out;
    }
  }
}
