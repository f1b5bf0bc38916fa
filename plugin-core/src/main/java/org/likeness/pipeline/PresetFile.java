package org.likeness.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of a preset by the form of {@link PresetSchema}. What the schema refuses is
 * refused here, with a sentence that names the file, what was found and what is allowed.
 */
final class PresetFile {
  /** Version of the document. */
  static final int FORMAT_VERSION = 1;

  /** What a name may be. */
  static final String NAME = "[a-z][a-z0-9-]{0,39}";

  private static final List<String> TOP = List.of("formatVersion", "presets");
  private static final List<String> FIELDS = List.of("name", "label", "hint", "settings");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private PresetFile() {}

  /**
   * A file that holds one preset.
   *
   * @throws IOException with a sentence, if it cannot be read or is no preset
   */
  static Preset read(Path file) throws IOException {
    try {
      return parse(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such preset file", e);
    }
  }

  /**
   * The same of bytes.
   *
   * @param text JSON in UTF-8
   * @param file what sentences call it
   */
  static Preset parse(byte[] text, String file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where = at == null ? "" : " (line " + at.getLineNr() + ")";
      throw new IOException(file + ": not JSON: " + e.getOriginalMessage() + where, e);
    }
    if (!root.isObject()) {
      throw new IOException(file + ": holds no JSON object");
    }
    int version = root.path("formatVersion").asInt(-1);
    if (version != FORMAT_VERSION || !root.get("formatVersion").isInt()) {
      throw new IOException(
          file
              + ": formatVersion is "
              + (root.has("formatVersion") ? root.get("formatVersion") : "missing")
              + "; this Likeness reads "
              + FORMAT_VERSION);
    }
    only(root, TOP, file);
    JsonNode presets = root.path("presets");
    if (presets.size() != 1 || !presets.isArray()) {
      throw new IOException(
          file + ": \"presets\" holds " + presets.size() + " presets; it must hold one");
    }
    return preset(presets.get(0), file);
  }

  private static Preset preset(JsonNode n, String file) throws IOException {
    only(n, FIELDS, file);
    String name = text(n, "name", "", file);
    if (!name.matches(NAME)) {
      throw new IOException(
          file
              + ": a preset's name is \""
              + name
              + "\"; it begins with a small letter, and small letters, digits and - may follow, 40"
              + " in all");
    }
    String mine = file + ": preset \"" + name + "\": ";
    JsonNode given = n.path("settings");
    if (!given.isObject()) {
      throw new IOException(mine + "settings must be an object of names and values");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonNode> e : given.properties()) {
        settings.put(e.getKey(), value(Presets.maySet(e.getKey()), e.getValue()));
      }
      return new Preset(name, text(n, "label", name, file), text(n, "hint", "", file), settings);
    } catch (IllegalArgumentException e) {
      throw new IOException(mine + e.getMessage(), e);
    }
  }

  /** The value as text, if it is of the knob's kind: a number in quotes is a slip, too. */
  private static String value(ParamSpec p, JsonNode v) {
    boolean right =
        switch (p.type()) {
          case DOUBLE -> v.isNumber();
          case BOOLEAN -> v.isBoolean();
          case STRING, CHOICE, FILE, OUTPUT_FILE -> v.isTextual();
        };
    if (!right) {
      String wanted =
          switch (p.type()) {
            case DOUBLE -> "a number " + p.min() + " to " + p.max() + ", without quotes";
            case BOOLEAN -> "true or false, without quotes";
            case CHOICE -> "one of " + String.join(", ", p.choices()) + ", in quotes";
            case STRING, FILE, OUTPUT_FILE -> "a text in quotes";
          };
      throw new IllegalArgumentException(p.name() + " is " + v + "; it must be " + wanted);
    }
    return v.asText();
  }

  private static String text(JsonNode n, String field, String other, String file)
      throws IOException {
    JsonNode v = n.path(field);
    if (v.isMissingNode()) {
      return other;
    }
    if (!v.isTextual()) {
      throw new IOException(file + ": \"" + field + "\" is " + v + "; it must be a text in quotes");
    }
    return v.asText();
  }

  private static void only(JsonNode n, List<String> known, String file) throws IOException {
    for (Map.Entry<String, JsonNode> e : n.properties()) {
      if (!known.contains(e.getKey())) {
        throw new IOException(
            file
                + ": there is no \""
                + e.getKey()
                + "\"; there can be "
                + String.join(", ", known));
      }
    }
  }
}
