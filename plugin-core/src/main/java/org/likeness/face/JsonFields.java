package org.likeness.face;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A JSON object whose fields are asked for one by one; what nobody asked for is refused. */
final class JsonFields {
  private final JsonNode node;
  private final TreeSet<String> left = new TreeSet<>();

  JsonFields(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("it must be an object in braces, not " + node);
    }
    this.node = node;
    node.fieldNames().forEachRemaining(left::add);
  }

  List<String> names() {
    return List.copyOf(left);
  }

  boolean has(String name) {
    return node.has(name);
  }

  private JsonNode get(String name) {
    left.remove(name);
    JsonNode n = node.get(name);
    if (n == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return n;
  }

  String text(String name) {
    JsonNode n = get(name);
    if (!n.isTextual()) {
      throw new IllegalArgumentException("\"" + name + "\" is " + n + "; it must be a text");
    }
    return n.textValue();
  }

  /** A text that other programs may show: one line of at most 100 characters. */
  String label(String name) {
    String s = text(name);
    if (s.length() > 100 || s.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" must be one line of at most 100 characters");
    }
    return s;
  }

  int whole(String name, int otherwise, int least, int most) {
    return has(name) ? whole(name, least, most) : otherwise;
  }

  int whole(String name, int least, int most) {
    JsonNode n = get(name);
    if (!n.isIntegralNumber()
        || !n.canConvertToInt()
        || n.intValue() < least
        || n.intValue() > most) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is " + n + "; it must be a whole number from " + least + " to " + most);
    }
    return n.intValue();
  }

  double number(String name, double otherwise, double least, double most) {
    return has(name) ? number(name, least, most) : otherwise;
  }

  double number(String name, double least, double most) {
    return number(get(name), "\"" + name + "\"", least, most);
  }

  private static double number(JsonNode n, String what, double least, double most) {
    double v = n.isNumber() ? n.doubleValue() : Double.NaN;
    if (!(v >= least && v <= most)) {
      throw new IllegalArgumentException(
          what + " is " + n + "; it must be a number from " + least + " to " + most);
    }
    return v;
  }

  double[] pair(String name, double most) {
    JsonNode n = get(name);
    if (!n.isArray() || n.size() != 2) {
      throw new IllegalArgumentException("\"" + name + "\" is " + n + "; it must be [x, y]");
    }
    return new double[] {
      number(n.get(0), "\"" + name + "\"", -most, most),
      number(n.get(1), "\"" + name + "\"", -most, most)
    };
  }

  @Nullable JsonFields object(String name) {
    return has(name) ? new JsonFields(get(name)) : null;
  }

  /** A list of objects that is not empty. */
  List<JsonFields> list(String name) {
    JsonNode n = get(name);
    if (!n.isArray() || n.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" must be a list of at least one, in brackets");
    }
    List<JsonFields> out = new ArrayList<>();
    n.forEach(e -> out.add(new JsonFields(e)));
    return out;
  }

  void end() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "it has no \"" + left.first() + "\"; see likeness analysis edit --help");
    }
  }
}
