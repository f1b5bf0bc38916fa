package org.likeness.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The studio's rules, a JSON file: {@code {"requireRights": true}} refuses a render that would be
 * marked. It is the file named by system property {@code likeness.policy} or environment variable
 * {@code LIKENESS_POLICY}, else {@code ${XDG_CONFIG_HOME:-~/.config}/likeness/policy.json}; without
 * a file nothing is refused. A file that cannot be understood refuses everything: a rule must not
 * be lost by a slip.
 *
 * @param file where it was read, or null
 * @param requireRights whether a model without valid rights is refused
 */
public record StudioPolicy(@Nullable Path file, boolean requireRights) {
  /** System property with the file's path. */
  public static final String PROPERTY = "likeness.policy";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Finds and reads the policy.
   *
   * @throws PolicyException if there is a file that cannot be read or understood
   */
  public static StudioPolicy load() {
    String named = System.getProperty(PROPERTY);
    if (named == null || named.isEmpty()) {
      named = System.getenv("LIKENESS_POLICY");
    }
    if (named != null && !named.isEmpty()) {
      return read(Path.of(named));
    }
    String config = System.getenv("XDG_CONFIG_HOME");
    Path folder =
        config == null || config.isEmpty()
            ? Path.of(System.getProperty("user.home", "."), ".config")
            : Path.of(config);
    Path file = folder.resolve("likeness").resolve("policy.json");
    return Files.exists(file) ? read(file) : new StudioPolicy(null, false);
  }

  /** Reads one file. */
  static StudioPolicy read(Path file) {
    JsonNode tree;
    try {
      tree = JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new PolicyException(
          "the studio's policy "
              + file
              + " cannot be read, so nothing may be rendered ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + ")");
    }
    if (tree == null || !tree.isObject()) {
      throw new PolicyException("the studio's policy " + file + " is not a JSON object");
    }
    boolean requireRights = false;
    Iterator<String> names = tree.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!name.equals("requireRights") || !tree.get(name).isBoolean()) {
        throw new PolicyException(
            "the studio's policy "
                + file
                + " has \""
                + name
                + "\": "
                + tree.get(name)
                + "; this version knows \"requireRights\": true or false");
      }
      requireRights = tree.get(name).booleanValue();
    }
    return new StudioPolicy(file, requireRights);
  }

  /**
   * Lets a render pass or not.
   *
   * @throws PolicyException if it may not be made
   */
  public void check(RightsStatus rights) {
    if (requireRights && rights.marked()) {
      throw new PolicyException(
          "refused by the studio's policy "
              + file
              + " (requireRights): "
              + rights.reason().replace(": the face is marked", ""));
    }
  }
}
