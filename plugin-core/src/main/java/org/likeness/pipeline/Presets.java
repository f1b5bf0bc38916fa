package org.likeness.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Presets: those that come along, which the node's menu shows, and files of a studio's own. */
public final class Presets {
  /** Version of the document. */
  public static final int FORMAT_VERSION = 1;

  private static final List<ParamSpec> BESIDE_THE_MATTE =
      List.of(
          SwapParams.OUTPUT_CHOICE,
          SwapParams.MATTE_ERODE,
          SwapParams.MATTE_BLUR,
          SwapParams.COLOUR_MATCH,
          SwapParams.MATCH_MODE,
          SwapParams.MATCH_REGION,
          SwapParams.MATCH_SMOOTH,
          SwapParams.PLATE_LIGHT,
          SwapParams.PLATE_LIGHT_SIZE,
          SwapParams.PLATE_DETAIL,
          SwapParams.PLATE_DETAIL_SIZE,
          SwapParams.SHARPNESS_MATCH,
          SwapParams.GRAIN,
          SwapParams.SHUTTER_ANGLE,
          SwapParams.MIX,
          LayerParams.LAYERS,
          LayerParams.LAYER_FILE,
          LayerParams.LAYER_COMPRESSION);

  /** What a preset may set: the look, never a shot's files, faces or spaces. */
  public static final List<ParamSpec> MAY_SET = MatteParams.withLook(BESIDE_THE_MATTE);

  private static final String RESOURCE = "presets.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Those that come along, in the order of the menu. */
  public static final List<Preset> ALL = installed();

  private Presets() {}

  private static List<Preset> installed() {
    try (InputStream in = Presets.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + RESOURCE);
      }
      return parse(JSON.readTree(in), RESOURCE);
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " in the jar: " + e.getMessage(), e);
    }
  }

  /**
   * One that comes along.
   *
   * @throws IllegalArgumentException with the names that there are
   */
  public static Preset byName(String name) {
    return ALL.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no preset \""
                        + name
                        + "\"; there are "
                        + ALL.stream().map(Preset::name).collect(Collectors.joining(", "))
                        + ", or name a .json file"));
  }

  /**
   * A file that holds one preset, spelled as those that come along.
   *
   * @throws IOException with a sentence, if it cannot be read or is no preset
   */
  public static Preset read(Path file) throws IOException {
    List<Preset> list;
    try {
      list = parse(JSON.readTree(Files.readAllBytes(file)), file.toString());
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such preset file", e);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not JSON: " + e.getOriginalMessage(), e);
    }
    if (list.size() != 1) {
      throw new IOException(file + ": holds " + list.size() + " presets; it must hold one");
    }
    return list.get(0);
  }

  static List<Preset> parse(JsonNode document, String file) throws IOException {
    int version = document.path("formatVersion").asInt(-1);
    if (version != FORMAT_VERSION) {
      throw new IOException(
          file
              + ": formatVersion is "
              + (document.has("formatVersion") ? document.get("formatVersion") : "missing")
              + "; this Likeness reads "
              + FORMAT_VERSION);
    }
    List<Preset> list = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode n : document.path("presets")) {
      Preset p = preset(n, file);
      if (!names.add(p.name())) {
        throw new IOException(file + ": two presets are called \"" + p.name() + "\"");
      }
      list.add(p);
    }
    return List.copyOf(list);
  }

  private static Preset preset(JsonNode n, String file) throws IOException {
    String name = n.path("name").asText("");
    if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
      throw new IOException(
          file + ": a preset's name is \"" + name + "\"; small letters, digits and - are allowed");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    n.path("settings").properties().forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
    try {
      return new Preset(name, n.path("label").asText(name), n.path("hint").asText(""), settings);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": preset \"" + name + "\": " + e.getMessage(), e);
    }
  }

  static String names(List<ParamSpec> specs) {
    return specs.stream().map(ParamSpec::name).collect(Collectors.joining(", "));
  }

  /** JSON Schema (draft 2020-12) of the document, made of the settings' own ranges. */
  public static String schema() {
    ObjectNode settings = object().put("additionalProperties", false).put("minProperties", 1);
    ObjectNode values = settings.putObject("properties");
    for (ParamSpec p : MAY_SET) {
      ObjectNode v = values.putObject(p.name()).put("description", p.hint());
      if (p.type() == ParamSpec.Type.CHOICE) {
        ArrayNode choices = v.putArray("enum");
        p.choices().forEach(choices::add);
      } else if (p.type() == ParamSpec.Type.STRING) {
        v.put("type", "string");
      } else {
        v.put("type", "number").put("minimum", p.min()).put("maximum", p.max());
      }
    }
    ObjectNode preset = object().put("additionalProperties", false);
    preset.putArray("required").add("name").add("settings");
    ObjectNode fields = preset.putObject("properties");
    fields.putObject("name").put("type", "string").put("pattern", "^[a-z][a-z0-9-]{0,39}$");
    fields.putObject("label").put("type", "string");
    fields.putObject("hint").put("type", "string");
    fields.set("settings", settings);
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Presets of Likeness").setAll(object().put("additionalProperties", false));
    root.putArray("required").add("formatVersion").add("presets");
    ObjectNode top = root.putObject("properties");
    top.putObject("formatVersion").put("const", FORMAT_VERSION);
    top.putObject("presets").put("type", "array").set("items", preset);
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode object() {
    return JSON.createObjectNode().put("type", "object");
  }
}
