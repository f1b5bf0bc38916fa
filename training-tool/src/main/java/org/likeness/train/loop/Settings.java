package org.likeness.train.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Settings of trainings as JSON: read, laid over each other, checked; refusals are sentences. */
public final class Settings {
  /** Strict: nothing is rounded, guessed or passed over. */
  public static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

  private Settings() {}

  /**
   * Reads a file of settings.
   *
   * @throws IOException if there is none, or it is not a JSON object
   */
  public static ObjectNode parse(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file");
    }
    return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
  }

  /** Reads settings from a text; {@code where} begins the sentence of a refusal. */
  public static ObjectNode parse(String text, String where) throws IOException {
    try {
      if (JSON.readTree(text) instanceof ObjectNode tree) {
        return tree;
      }
      throw new IOException(where + ": not JSON with settings: {\"name\": value, ...} is needed");
    } catch (JsonProcessingException e) {
      throw new IOException(where + ": not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Puts the keys of a document over those of another; lists are replaced whole. */
  public static void lay(ObjectNode into, JsonNode from) {
    from.fields()
        .forEachRemaining(
            entry -> {
              if (into.get(entry.getKey()) instanceof ObjectNode deeper
                  && entry.getValue().isObject()) {
                lay(deeper, entry.getValue());
              } else {
                into.set(entry.getKey(), entry.getValue());
              }
            });
  }

  /**
   * Makes settings of a document.
   *
   * @param where begins the sentence of a refusal: a file, or "the options"
   * @throws IOException with a sentence: an unknown key, a value of the wrong kind or out of range
   */
  public static <T> T read(JsonNode tree, Class<T> kind, String where) throws IOException {
    try {
      return JSON.treeToValue(tree, kind);
    } catch (UnrecognizedPropertyException e) {
      throw new IOException(
          where
              + ": there is no setting "
              + path(e)
              + "; known here: "
              + new TreeSet<>(e.getKnownPropertyIds())
                  .stream().map(Object::toString).collect(Collectors.joining(", ")),
          e);
    } catch (JsonMappingException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IllegalArgumentException || cause instanceof NullPointerException) {
        throw new IOException(
            where
                + ": "
                + (cause instanceof NullPointerException
                    ? path(e) + " is not complete"
                    : cause.getMessage()),
            e);
      }
      String wanted =
          e instanceof MismatchedInputException m && m.getTargetType() != null
              ? ": " + wanted(m.getTargetType()) + " is needed"
              : ": " + e.getOriginalMessage();
      throw new IOException(where + ": " + path(e) + " is " + value(tree, e) + wanted, e);
    } catch (JsonProcessingException e) {
      throw new IOException(where + ": " + e.getOriginalMessage(), e);
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder out = new StringBuilder();
    for (JsonMappingException.Reference r : e.getPath()) {
      if (r.getFieldName() != null) {
        out.append(out.isEmpty() ? "" : ".").append(r.getFieldName());
      } else {
        out.append('[').append(r.getIndex()).append(']');
      }
    }
    return out.isEmpty() ? "the document" : out.toString();
  }

  private static String value(JsonNode tree, JsonMappingException e) {
    JsonNode at = tree;
    for (JsonMappingException.Reference r : e.getPath()) {
      at = r.getFieldName() != null ? at.path(r.getFieldName()) : at.path(r.getIndex());
    }
    return at.isMissingNode() ? "missing" : at.toString();
  }

  private static String wanted(Class<?> kind) {
    if (kind == int.class || kind == long.class || kind == Integer.class || kind == Long.class) {
      return "a whole number";
    }
    if (kind == double.class || kind == Double.class) {
      return "a number";
    }
    if (kind == boolean.class) {
      return "true or false";
    }
    if (kind.isEnum()) {
      return "one of " + java.util.Arrays.toString(kind.getEnumConstants());
    }
    return List.class.isAssignableFrom(kind) ? "a list, [...]," : "{...}";
  }
}
