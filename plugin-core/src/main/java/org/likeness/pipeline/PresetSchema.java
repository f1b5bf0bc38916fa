package org.likeness.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Schema (draft 2020-12) of a preset's file, made of the settings' own ranges. */
public final class PresetSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PresetSchema() {}

  /** The document. */
  public static String text() {
    ObjectNode preset = object();
    preset.putArray("required").add("name").add("settings");
    ObjectNode fields = preset.putObject("properties");
    fields.putObject("name").put("type", "string").put("pattern", "^" + PresetFile.NAME + "$");
    fields.putObject("label").put("type", "string");
    fields.putObject("hint").put("type", "string");
    fields.set("settings", settings());
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "A preset of Likeness").setAll(object());
    root.putArray("required").add("formatVersion").add("presets");
    ObjectNode top = root.putObject("properties");
    top.putObject("formatVersion").put("const", PresetFile.FORMAT_VERSION);
    top.putObject("presets")
        .put("type", "array")
        .put("minItems", 1)
        .put("maxItems", 1)
        .set("items", preset);
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode settings() {
    ObjectNode settings = object().put("minProperties", 1);
    ObjectNode values = settings.putObject("properties");
    for (ParamSpec p : Presets.MAY_SET) {
      ObjectNode v = values.putObject(p.name()).put("description", p.hint());
      switch (p.type()) {
        case CHOICE -> {
          ArrayNode choices = v.putArray("enum");
          p.choices().forEach(choices::add);
        }
        case DOUBLE -> v.put("type", "number").put("minimum", p.min()).put("maximum", p.max());
        case BOOLEAN -> v.put("type", "boolean");
        case STRING, FILE, OUTPUT_FILE -> v.put("type", "string");
      }
    }
    return settings;
  }

  private static ObjectNode object() {
    return JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
  }
}
