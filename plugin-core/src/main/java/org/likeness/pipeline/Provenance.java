package org.likeness.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.likeness.exr.ExrAttribute;
import org.likeness.model.RightsRecord;

/**
 * Where a picture comes from, as it is written into every output: {@code likeness/...} string
 * attributes. File names only, never a machine's folders.
 *
 * @param fields names without {@code likeness/} and their values, in order of writing
 */
public record Provenance(Map<String, String> fields) {
  /** Before every name. */
  public static final String PREFIX = "likeness/";

  /** Name of the hash of everything that a frame was made from. */
  public static final String INPUTS = "inputsSha256";

  /** The term for pictures that were put together with what a trained model made. */
  public static final String DIGITAL_SOURCE_TYPE =
      "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";

  private static final String ANALYSIS = "analysisSha256";
  private static final String CORRECTIONS = "corrections";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies, keeping the order. */
  public Provenance {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * What all frames of a render have in common.
   *
   * @param host the program that renders: name and version of the OFX host, or {@code
   *     likeness-swap}
   */
  public static Provenance of(FramePipeline pipeline, SwapSettings settings, String host) {
    Map<String, String> f = new LinkedHashMap<>();
    f.put("software", Software.NAME + " " + Software.VERSION);
    List<FramePipeline> each = pipeline.faces();
    f.put("model", all(each, p -> p.manifest().name()));
    f.put("modelSha256", all(each, FramePipeline::modelSha256));
    f.put("identity", all(each, p -> p.identity().id()));
    f.put("rights", all(each, p -> p.rights().state().name().toLowerCase(java.util.Locale.ROOT)));
    f.put("consentId", all(each, p -> of(p, RightsRecord::consentId)));
    f.put("consentScope", all(each, p -> of(p, RightsRecord::scope)));
    f.put("consentExpires", all(each, p -> of(p, RightsRecord::expires)));
    if (!pipeline.refinerSha256().isEmpty()) {
      f.put("refinerSha256", pipeline.refinerSha256());
    }
    if (!pipeline.matteSha256().isEmpty()) {
      f.put("matteModelSha256", pipeline.matteSha256());
    }
    f.put(ANALYSIS, pipeline.analysisSha256());
    if (!settings.corrections().isBlank()) {
      f.put(CORRECTIONS, settings.corrections());
    }
    f.put("settings", settingsJson(settings));
    f.put("host", host);
    f.put("digitalSourceType", DIGITAL_SOURCE_TYPE);
    return new Provenance(f);
  }

  /** What is said of each face, nothing twice. */
  private static String all(List<FramePipeline> each, Function<FramePipeline, String> of) {
    return each.stream().map(of).distinct().collect(Collectors.joining(", "));
  }

  @SuppressWarnings("NullAway") // JSON may leave any field of a record out
  private static String of(FramePipeline p, Function<RightsRecord, @Nullable String> field) {
    RightsRecord rights = p.manifest().rights();
    String s = rights == null ? null : field.apply(rights);
    return s == null ? "" : s;
  }

  /** The settings as JSON, paths shortened to file names. */
  public static String settingsJson(SwapSettings s) {
    Map<String, String> m = s.toMap();
    m.remove(LayerParams.WRITE_LAYERS.name());
    m.remove(SwapParams.CORRECTIONS.name());
    for (ParamSpec p :
        List.of(SwapParams.MODEL, SwapParams.ANALYSIS, MatteParams.NET, FaceParams.REFINER)) {
      m.computeIfPresent(p.name(), (k, v) -> fileName(v));
    }
    m.computeIfPresent(SwapParams.FACE.name(), (k, v) -> FaceList.named(v));
    m.computeIfPresent(FaceParams.FACES.name(), (k, v) -> FaceList.listed(v));
    try {
      return JSON.writeValueAsString(m);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }

  private static String fileName(String path) {
    return path.isEmpty() ? "" : String.valueOf(Path.of(path).getFileName());
  }

  /**
   * Fingerprint of all that decides a frame's pixels and header: software, model, identity, rights,
   * settings, plate, and what the analysis with its corrections says of this very frame.
   *
   * @param plateSha256 of the plate's file
   * @param faceSha256 see {@link FramePipeline#faceSha256}
   */
  public String inputsHash(String plateFile, String plateSha256, String faceSha256) {
    StringBuilder all = new StringBuilder();
    fields.forEach(
        (k, v) -> {
          if (!k.equals(ANALYSIS) && !k.equals(CORRECTIONS)) {
            all.append(k).append('=').append(v).append('\n');
          }
        });
    all.append(faceSha256).append('\n');
    return Sha256.of(all.append(plateFile).append('\n').append(plateSha256).toString());
  }

  /** The same, with the plate's file name. */
  public Provenance withPlate(String plateFile) {
    return with("plate", plateFile);
  }

  /** The same, with the fingerprint of {@link #inputsHash}. */
  public Provenance withInputs(String hash) {
    return with(INPUTS, hash);
  }

  private Provenance with(String name, String value) {
    Map<String, String> f = new LinkedHashMap<>(fields);
    f.put(name, value);
    return new Provenance(f);
  }

  /** As OpenEXR attributes. */
  public List<ExrAttribute> attributes() {
    List<ExrAttribute> list = new ArrayList<>();
    fields.forEach((k, v) -> list.add(ExrAttribute.string(PREFIX + k, v)));
    return list;
  }
}
