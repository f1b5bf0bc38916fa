package org.likeness.train.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch of a training with its own emphasis: factors on the configuration's numbers.
 *
 * @param name for people, such as {@code warp} or {@code detail}
 * @param until share of all iterations at which it ends
 * @param rate factor on the learning rate
 * @param augmentation factors by the names of the augmentation's settings; 0 switches off
 * @param loss factors by the names of the loss's weights
 */
public record Stage(
    String name,
    double until,
    double rate,
    Map<String, Double> augmentation,
    Map<String, Double> loss) {
  /** Copies the maps and checks the ranges. */
  public Stage {
    Schedule.check("the stages' until", until, 0, 1);
    Schedule.check("the stages' rate", rate, 0, 1000);
    augmentation = new TreeMap<>(augmentation);
    loss = new TreeMap<>(loss);
  }

  /** A stage that changes nothing but how much inputs are bent. */
  static Stage warp(String name, double until, double factor) {
    return new Stage(name, until, 1, factor == 1 ? Map.of() : Map.of("warp", factor), Map.of());
  }

  /** Fills in "no change" where a document says nothing. */
  static void complete(ObjectNode stage) {
    if (!stage.has("name")) {
      stage.put("name", "");
    }
    if (!stage.has("rate")) {
      stage.put("rate", 1);
    }
    for (String map : List.of("augmentation", "loss")) {
      if (!stage.has(map)) {
        stage.putObject(map);
      }
    }
  }

  /**
   * Checks that stages follow each other to the end.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static void checkOrder(List<Stage> stages) {
    double before = 0;
    for (Stage stage : stages) {
      if (stage.until() <= before) {
        throw new IllegalArgumentException(
            "stages: \""
                + stage.name()
                + "\" ends at "
                + stage.until()
                + ", which must be after "
                + before
                + ", where it begins");
      }
      before = stage.until();
    }
    if (before != 1) {
      throw new IllegalArgumentException(
          "stages: the last one ends at " + before + ": it must end at 1");
    }
  }

  /**
   * Numbers multiplied by factors.
   *
   * @param of a record of numbers
   * @param factors by name
   * @param what begins the sentence of a refusal
   * @throws IllegalArgumentException if a name is unknown or no number, or a product out of range
   */
  static <T extends Record> T scale(T of, Class<T> kind, Map<String, Double> factors, String what) {
    if (factors.isEmpty()) {
      return of;
    }
    ObjectNode tree = Settings.JSON.valueToTree(of);
    factors.forEach(
        (name, factor) -> {
          JsonNode value = tree.get(name);
          if (value == null || !value.isNumber()) {
            List<String> known = new ArrayList<>();
            tree.fields()
                .forEachRemaining(
                    e -> {
                      if (e.getValue().isNumber()) {
                        known.add(e.getKey());
                      }
                    });
            throw new IllegalArgumentException(
                what
                    + ": there is no number "
                    + name
                    + " to multiply; known here: "
                    + String.join(", ", known));
          }
          tree.put(name, value.doubleValue() * factor);
        });
    try {
      return Settings.read(tree, kind, what);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
