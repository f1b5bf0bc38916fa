package org.likeness.train.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.likeness.model.ModelControl;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelManifest;
import org.likeness.model.RightsRecord;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.data.InputGain;
import org.likeness.train.direction.Directions;
import org.likeness.train.direction.SteeredNet;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.Performer;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.net.Growth;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.SwapNet;

/**
 * A trained network as a swap model: an ONNX graph of the averaged weights with a face and a matte
 * for each identity, and the manifest in its metadata. Any batch size; float32 at both ends.
 */
public final class ModelExport {
  /** Name of the input. */
  public static final String INPUT = "plate";

  /** Factors on an identity's own crops, in the manifest's training. */
  private static final String INPUT_GAIN = "inputGain";

  /** Name of the input that chooses an identity. */
  public static final String SELECTOR = "identity";

  /**
   * What to write.
   *
   * @param name of the model
   * @param identities ids of those to take along, in this order; empty = all
   * @param precision of the stored weights
   * @param licence SPDX id or a sentence
   * @param rights consent, or null
   * @param selector whether one pair of outputs serves all identities, and an input chooses whose
   *     decoder runs, instead of a pair for each; with one identity it says nothing
   */
  public record Request(
      String name,
      List<String> identities,
      OnnxGraph.Precision precision,
      String licence,
      @Nullable RightsRecord rights,
      boolean selector) {
    /** A request for outputs of each identity's own. */
    public Request(
        String name,
        List<String> identities,
        OnnxGraph.Precision precision,
        String licence,
        @Nullable RightsRecord rights) {
      this(name, identities, precision, licence, rights, false);
    }
  }

  private ModelExport() {}

  /**
   * What crops of somebody are multiplied by before a model sees them, so that they look as the
   * performer's do whom it was trained for: none for the performer and for strangers.
   *
   * @param id of the identity that is seen in the crops
   */
  public static InputGain gain(ModelManifest manifest, String id) {
    return manifest.training().get("identities") instanceof Map<?, ?> all
            && all.get(id) instanceof Map<?, ?> one
            && one.get(INPUT_GAIN) instanceof List<?> of
            && of.size() == 3
            && of.get(0) instanceof Number r
            && of.get(1) instanceof Number g
            && of.get(2) instanceof Number b
        ? new InputGain(r.floatValue(), g.floatValue(), b.floatValue())
        : InputGain.NONE;
  }

  /**
   * The file's content; the same checkpoint and request give the same bytes.
   *
   * @throws IllegalArgumentException if an identity is not in the checkpoint
   */
  public static byte[] onnx(Checkpoint from, Request request) {
    return onnx(from, request, Map.of(), Directions.NONE);
  }

  /**
   * The same with what a judgement said of this checkpoint.
   *
   * @param validation figures by name, for the manifest
   */
  public static byte[] onnx(Checkpoint from, Request request, Map<String, Object> validation) {
    return onnx(from, request, validation, Directions.NONE);
  }

  /**
   * The same with what a judgement said of this checkpoint, and a control for each direction of the
   * network's code.
   *
   * @param validation figures by name, for the manifest
   * @param directions found in this training
   */
  public static byte[] onnx(
      Checkpoint from, Request request, Map<String, Object> validation, Directions directions) {
    Checkpoint.Header header = from.header();
    SwapNet whole = NetRegistry.create(header.config().net());
    ParameterSet set = ParameterSet.of(whole, header.identities().size());
    // A network that is still growing is written as large as it is now.
    Growth growth = header.config().growthAt(whole, header.iteration());
    SwapNet net = SteeredNet.of(whole.at(growth), directions);
    int size = growth.resolution();
    OnnxGraph graph = new OnnxGraph(request.name());
    OnnxOps ops = new OnnxOps(graph, set, from.average(), request.precision());
    String shared = net.encode(ops, graph.input(INPUT, -1, 3, size, size));
    List<Integer> chosen = chosen(header.identities(), request.identities());
    String selector = request.selector() && chosen.size() > 1 ? graph.selector(SELECTOR) : null;
    List<ModelManifest.Identity> identities = new ArrayList<>();
    List<Supplier<List<String>>> ways = new ArrayList<>();
    for (int index : chosen) {
      TrainedIdentity who = header.identities().get(index);
      Supplier<List<String>> way =
          () -> {
            SwapNet.Output<String> made = net.decode(ops, shared, index);
            return List.of(made.face(), made.matte());
          };
      String face = selector == null ? "face_" + who.id() : "face";
      String matte = selector == null ? "matte_" + who.id() : "matte";
      if (selector == null) {
        List<String> made = way.get();
        graph.node("Identity", List.of(made.get(0)), face);
        graph.node("Identity", List.of(made.get(1)), matte);
        outputs(graph, face, matte, size);
      }
      Integer select = selector == null ? null : ways.size();
      ways.add(way);
      identities.add(new ModelManifest.Identity(who.id(), who.displayName(), face, matte, select));
    }
    if (selector != null) {
      ops.ahead("decoder."); // a decoder of all identities is needed in every branch
      graph.choose(selector, ways, List.of("face", "matte"));
      outputs(graph, "face", "matte", size);
    }
    graph.metadata(
        ModelManifest.METADATA_KEY,
        ModelFile.toJson(
            manifest(
                header, request, identities, set, size, controls(net, ops), selector, validation)));
    return graph.toBytes();
  }

  /** Those that the identities' graphs have asked for. */
  private static List<ModelControl> controls(SwapNet net, OnnxOps ops) {
    return net.controls().stream()
        .filter(c -> ops.hasControl(c.id()))
        .map(
            c ->
                new ModelControl(
                    c.id(), c.label(), OnnxOps.input(c.id()), c.min(), c.max(), c.initial()))
        .toList();
  }

  private static void outputs(OnnxGraph graph, String face, String matte, int size) {
    graph.output(face, -1, 3, size, size);
    graph.output(matte, -1, 1, size, size);
  }

  private static List<Integer> chosen(List<TrainedIdentity> trained, List<String> asked) {
    List<Integer> out = new ArrayList<>();
    if (asked.isEmpty()) {
      for (int i = 0; i < trained.size(); i++) {
        out.add(i);
      }
      return out;
    }
    List<String> ids = trained.stream().map(TrainedIdentity::id).toList();
    for (String id : asked) {
      int index = ids.indexOf(id);
      if (index < 0) {
        throw new IllegalArgumentException(
            "the model has no identity " + id + "; it has " + String.join(", ", ids));
      }
      if (!out.contains(index)) {
        out.add(index);
      }
    }
    return out;
  }

  private static ModelManifest manifest(
      Checkpoint.Header header,
      Request request,
      List<ModelManifest.Identity> identities,
      ParameterSet set,
      int size,
      List<ModelControl> controls,
      @Nullable String selector,
      Map<String, Object> validation) {
    TrainedIdentity first = header.identities().get(0);
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("iterations", header.iteration());
    training.put("minutes", Math.round(header.seconds() / 6) / 10.0);
    training.put("images", header.images());
    Map<String, Object> faces = new LinkedHashMap<>();
    for (TrainedIdentity who : header.identities()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("images", who.images());
      one.put("synthetic", who.synthetic());
      one.put("licences", who.licences());
      if (who.consentId() != null) {
        one.put("consentId", who.consentId());
      }
      InputGain gain = Performer.gain(header.config().performer(), header.identities(), who.id());
      if (!gain.equals(InputGain.NONE)) {
        one.put(INPUT_GAIN, List.of(gain.r(), gain.g(), gain.b()));
      }
      if (who.shape() != null) {
        one.put(ModelManifest.SHAPE, who.shape());
      }
      faces.put(who.id(), one);
    }
    if (header.config().performer() != null) {
      training.put("performer", header.config().performer());
    }
    training.put("identities", faces);
    training.put("parameters", set.total());
    training.put("batch", header.config().batch());
    training.put("loss", Math.round(header.loss() * 1e4) / 1e4);
    training.put("precision", request.precision().name().toLowerCase(java.util.Locale.ROOT));
    if (!validation.isEmpty()) {
      training.put("validation", validation);
    }
    return new ModelManifest(
        ModelManifest.versionFor(controls, selector),
        request.name(),
        header.config().net().arch(),
        header.config().sha256(),
        header.lineage(),
        identities,
        INPUT,
        size,
        first.template(),
        first.coverage(),
        first.encoding(),
        false,
        training,
        request.licence(),
        request.rights(),
        controls,
        selector);
  }
}
