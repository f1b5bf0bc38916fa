package org.likeness.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.model.onnx.Attr;
import org.likeness.model.onnx.OnnxGraph;

/**
 * A foreign network wrapped into a swap model: its graph as it is, with layouts turned around it.
 */
public final class ModelImport {
  private static final String INPUT = "likeness/plate";
  private static final String FACE = "likeness/face";
  private static final String MATTE = "likeness/matte";

  /** Where an artist's morph starts: DeepFaceLive's own. */
  private static final double MORPH = 0.75;

  /** Which of a DFM's masks becomes the matte. */
  public enum DfmMatte {
    /** That of the identity's face. */
    IDENTITY,
    /** That of the plate's face. */
    PLATE,
    /** The lesser of the two. */
    BOTH
  }

  /**
   * What the imported model is called.
   *
   * @param name of the model
   * @param id of its identity, {@code [a-z0-9-]+}
   * @param displayName of its identity
   * @param licence SPDX id or a sentence
   */
  public record Naming(String name, String id, String displayName, String licence) {}

  private ModelImport() {}

  /**
   * A DFM as a swap model. Its crop is {@code dfl-whole-face}. A rights record that Likeness wrote
   * into it is kept; others have none, so that renders are marked until one is attached.
   *
   * @param dfm the file's content
   * @param file what to call it in messages
   * @param coverage side of the crop over the height of the template's face
   * @throws ModelException if it is no DFM
   */
  public static byte[] dfm(
      byte[] dfm, String file, Naming naming, DfmMatte matte, double coverage) {
    ModelProto proto = ModelFile.parse(dfm, file);
    List<String> in = names(OnnxSession.inputsOf(proto.getGraph()));
    List<String> out = names(OnnxSession.outputsOf(proto.getGraph()));
    if (!in.contains(DfmWriter.INPUT)
        || !out.containsAll(List.of(DfmWriter.PLATE_MASK, DfmWriter.FACE, DfmWriter.MASK))) {
      throw new ModelException(
          file,
          "is no DFM: it has inputs "
              + in
              + " and outputs "
              + out
              + ", a DFM has "
              + DfmWriter.INPUT
              + " and "
              + DfmWriter.FACE
              + " with two masks");
    }
    List<ModelControl> controls =
        in.contains(DfmWriter.MORPH)
            ? List.of(new ModelControl(DfmWriter.MORPH_ID, "Morph", DfmWriter.MORPH, 0, 1, MORPH))
            : List.of();
    String mask = matte == DfmMatte.PLATE ? DfmWriter.PLATE_MASK : DfmWriter.MASK;
    ImportDescriptor how =
        new ImportDescriptor(
            ImportDescriptor.SWAP,
            ImportDescriptor.Tensor.of(DfmWriter.INPUT, "NHWC", "BGR"),
            ImportDescriptor.Tensor.of(DfmWriter.FACE, "NHWC", "BGR"),
            ImportDescriptor.Tensor.of(mask, "NHWC", "RGB"),
            "dfl-whole-face",
            coverage,
            "srgb-display-v1",
            controls);
    String second = matte == DfmMatte.BOTH ? DfmWriter.PLATE_MASK : null;
    return wrap(proto, dfm, file, naming, how, second, "dfm", origin(proto));
  }

  /**
   * A network with a descriptor as a swap model, without a rights record.
   *
   * @throws ModelException if the network has not the tensors that the descriptor names
   */
  public static byte[] described(byte[] onnx, String file, Naming naming, ImportDescriptor how) {
    ModelProto proto = ModelFile.parse(onnx, file);
    return wrap(proto, onnx, file, naming, how, null, "imported", null);
  }

  /**
   * A network with a descriptor as a refiner.
   *
   * @throws ModelException if the network has not the tensors that the descriptor names
   */
  public static byte[] refiner(byte[] onnx, String file, Naming naming, ImportDescriptor how) {
    ModelProto proto = ModelFile.parse(onnx, file);
    int size = refinedSide(proto, how.input(), file);
    String out = how.face().name();
    List<String> has = names(OnnxSession.inputsOf(proto.getGraph()));
    if (!has.equals(List.of(how.input().name()))) {
      throw new ModelException(file, "has inputs " + has + "; described is " + how.input().name());
    }
    if (!names(OnnxSession.outputsOf(proto.getGraph())).contains(out)) {
      throw new ModelException(
          file,
          "has no output '" + out + "'; it has " + names(OnnxSession.outputsOf(proto.getGraph())));
    }
    OnnxGraph g = new OnnxGraph(naming.name());
    g.operatorsOf(proto);
    int in = size == 0 ? -1 : size;
    g.input(INPUT, 1, 3, in, in);
    g.constant("likeness/bgr", new long[] {3}, new long[] {2, 1, 0});
    Turn turn = new Turn(g);
    turn.in(INPUT, how.input());
    g.include(GraphPruner.keep(proto, List.of(out)));
    turn.out(how.face(), FACE, true);
    long made = size == 0 ? -1 : (long) size * how.factor();
    g.output(FACE, 1, 3, made, made);
    g.metadata(
        RefinerManifest.METADATA_KEY,
        ModelFile.toJson(
            new RefinerManifest(
                RefinerManifest.FORMAT_VERSION,
                RefinerManifest.ROLE,
                naming.name(),
                INPUT,
                FACE,
                size,
                how.factor(),
                how.encoding(),
                naming.licence())));
    return g.toBytes();
  }

  /** Side of a refiner's input; 0 where it takes any. */
  private static int refinedSide(ModelProto proto, ImportDescriptor.Tensor t, String file) {
    for (OnnxSession.Port p : OnnxSession.inputsOf(proto.getGraph())) {
      int at = t.layout().equals("NCHW") ? 2 : 1;
      long[] s = p.shape();
      if (p.name().equals(t.name()) && s.length == 4 && s[at] == -1 && s[at + 1] == -1) {
        return 0;
      }
    }
    return side(proto, t, file);
  }

  private static @Nullable RightsRecord origin(ModelProto proto) {
    for (var e : proto.getMetadataPropsList()) {
      if (e.getKey().equals(DfmWriter.ORIGIN_KEY)) {
        return ModelFile.fromJson(e.getValue(), DfmWriter.ORIGIN_KEY).rights();
      }
    }
    return null;
  }

  private static byte[] wrap(
      ModelProto proto,
      byte[] bytes,
      String file,
      Naming naming,
      ImportDescriptor how,
      @Nullable String secondMatte,
      String arch,
      @Nullable RightsRecord rights) {
    int size = side(proto, how.input(), file);
    List<String> outs = names(OnnxSession.outputsOf(proto.getGraph()));
    List<String> needed = new ArrayList<>(List.of(how.face().name()));
    if (how.matte() != null) {
      needed.add(how.matte().name());
    }
    if (secondMatte != null) {
      needed.add(secondMatte);
    }
    for (String n : needed) {
      if (!outs.contains(n)) {
        throw new ModelException(file, "has no output '" + n + "'; it has " + outs);
      }
    }
    OnnxGraph g = new OnnxGraph(naming.name());
    g.operatorsOf(proto);
    g.input(INPUT, 1, 3, size, size);
    g.constant("likeness/bgr", new long[] {3}, new long[] {2, 1, 0});
    Turn turn = new Turn(g);
    turn.in(INPUT, how.input());
    List<String> fed = new ArrayList<>(List.of(how.input().name()));
    List<ModelControl> controls = new ArrayList<>();
    for (ModelControl c : how.controls()) {
      g.input("likeness/" + c.id(), 1);
      g.node("Identity", List.of("likeness/" + c.id()), c.input());
      fed.add(c.input());
      controls.add(
          new ModelControl(c.id(), c.label(), "likeness/" + c.id(), c.min(), c.max(), c.initial()));
    }
    List<String> has = names(OnnxSession.inputsOf(proto.getGraph()));
    if (!fed.containsAll(has) || !has.containsAll(fed)) {
      throw new ModelException(file, "has inputs " + has + "; described are " + fed);
    }
    g.include(GraphPruner.keep(proto, needed));
    turn.out(how.face(), FACE, true);
    if (how.matte() == null) {
      g.constant("likeness/all", new long[] {1, 1, size, size}, softSquare(size));
      g.node("Identity", List.of("likeness/all"), MATTE);
    } else if (secondMatte == null) {
      turn.out(how.matte(), MATTE, false);
    } else {
      turn.out(how.matte(), MATTE + "1", false);
      turn.out(
          ImportDescriptor.Tensor.of(secondMatte, how.matte().layout(), "RGB"), MATTE + "2", false);
      g.node("Min", List.of(MATTE + "1", MATTE + "2"), MATTE);
    }
    g.output(FACE, 1, 3, size, size);
    g.output(MATTE, 1, 1, size, size);
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("importedFrom", arch.equals("dfm") ? "DFM" : "ONNX");
    training.put("importedSha256", SwapModel.sha256(bytes));
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.versionFor(controls, null),
            naming.name(),
            arch,
            "",
            List.of("sha256:" + SwapModel.sha256(bytes)),
            List.of(new ModelManifest.Identity(naming.id(), naming.displayName(), FACE, MATTE)),
            INPUT,
            size,
            how.template(),
            how.coverage(),
            how.encoding(),
            false,
            training,
            naming.licence(),
            rights,
            controls,
            null);
    g.metadata(ModelManifest.METADATA_KEY, ModelFile.toJson(manifest));
    return g.toBytes();
  }

  private static int side(ModelProto proto, ImportDescriptor.Tensor t, String file) {
    for (OnnxSession.Port p : OnnxSession.inputsOf(proto.getGraph())) {
      if (p.name().equals(t.name())) {
        long[] s = p.shape();
        int at = t.layout().equals("NCHW") ? 2 : 1;
        int c = t.layout().equals("NCHW") ? 1 : 3;
        if (s.length == 4 && s[at] > 0 && s[at] == s[at + 1] && s[c] == 3) {
          return (int) s[at];
        }
        throw new ModelException(
            file,
            "input '"
                + t.name()
                + "' is "
                + Arrays.toString(s)
                + "; as "
                + t.layout()
                + " it needs three channels and a square of fixed size");
      }
    }
    throw new ModelException(
        file,
        "has no input '" + t.name() + "'; it has " + names(OnnxSession.inputsOf(proto.getGraph())));
  }

  private static float[] softSquare(int size) {
    float[] out = new float[size * size];
    float edge = size / 16f;
    for (int i = 0; i < out.length; i++) {
      float x = Math.min(i % size + 0.5f, size - i % size - 0.5f);
      float y = Math.min(i / size + 0.5f, size - i / size - 0.5f);
      out[i] = Math.min(1, x / edge) * Math.min(1, y / edge);
    }
    return out;
  }

  private static List<String> names(List<OnnxSession.Port> ports) {
    return ports.stream().map(OnnxSession.Port::name).toList();
  }

  /** Layout, order of colours and range, on the way in and on the way out. */
  private static final class Turn {
    private final OnnxGraph g;

    Turn(OnnxGraph g) {
      this.g = g;
    }

    void in(String from, ImportDescriptor.Tensor to) {
      String x = from;
      if (to.colours().equals("BGR")) {
        x = g.node("Gather", List.of(x, "likeness/bgr"), "likeness/in/bgr", Attr.of("axis", 1L));
      }
      float[] gain = new float[3];
      float[] add = new float[3];
      boolean plain = true;
      for (int c = 0; c < 3; c++) {
        gain[c] = (float) ((to.range()[1] - to.range()[0]) / to.std()[c]);
        add[c] = (float) ((to.range()[0] - to.mean()[c]) / to.std()[c]);
        plain &= gain[c] == 1 && add[c] == 0;
      }
      x = plain ? x : scaled(x, "likeness/in", gain, add);
      if (to.layout().equals("NHWC")) {
        g.node("Transpose", List.of(x), to.name(), Attr.ints("perm", 0, 2, 3, 1));
      } else {
        g.node("Identity", List.of(x), to.name());
      }
    }

    void out(ImportDescriptor.Tensor from, String to, boolean colour) {
      String x = from.name();
      if (from.layout().equals("NHWC")) {
        x = g.node("Transpose", List.of(x), to + "/planes", Attr.ints("perm", 0, 3, 1, 2));
      }
      int channels = colour ? 3 : 1;
      float[] gain = new float[channels];
      float[] add = new float[channels];
      boolean plain = true;
      for (int c = 0; c < channels; c++) {
        double span = from.range()[1] - from.range()[0];
        gain[c] = (float) (from.std()[c] / span);
        add[c] = (float) ((from.mean()[c] - from.range()[0]) / span);
        plain &= gain[c] == 1 && add[c] == 0;
      }
      x = plain ? x : scaled(x, to, gain, add);
      if (colour && from.colours().equals("BGR")) {
        g.node("Gather", List.of(x, "likeness/bgr"), to, Attr.of("axis", 1L));
      } else {
        g.node("Identity", List.of(x), to);
      }
    }

    private String scaled(String x, String name, float[] gain, float[] add) {
      g.constant(name + "/gain", new long[] {1, gain.length, 1, 1}, gain);
      g.constant(name + "/add", new long[] {1, add.length, 1, 1}, add);
      String y = g.node("Mul", List.of(x, name + "/gain"), name + "/scaled");
      return g.node("Add", List.of(y, name + "/add"), name + "/shifted");
    }
  }
}
