package org.likeness.pipeline.matte;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the parts of a matte are combined: {@code learned * hull * (1 - occlusion)}. Numbers, parts
 * by name, {@code + - *}, brackets, {@code min(a, b)}, {@code max(a, b)}, {@code clamp(a)}, {@code
 * not(a)} = 1 - a, {@code screen(a, b)} = 1 - (1 - a)(1 - b). The result is clamped to 0..1.
 */
public final class MatteExpression {
  /** Parts by name. */
  public static final List<String> PARTS =
      List.of("hull", "learned", "occlusion", "face", "hair", "occluder");

  private static final Map<String, Integer> FUNCTIONS =
      Map.of("min", 2, "max", 2, "clamp", 1, "not", 1, "screen", 2);
  private static final int DEEPEST = 100;

  /** A step over whole planes. */
  private interface Node {
    float[] of(Map<String, float[]> parts, int count);
  }

  private final String text;
  private final Set<String> used;
  private final Node root;

  private MatteExpression(String text, Set<String> used, Node root) {
    this.text = text;
    this.used = used;
    this.root = root;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with the place and what is allowed there
   */
  public static MatteExpression parse(String text) {
    Parser p = new Parser(text);
    Node root = p.sum(0);
    if (p.next() != 0) {
      throw p.wrong("an operator (+ - *) or the end");
    }
    return new MatteExpression(text, p.used, root);
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** The parts that it needs. */
  public Set<String> used() {
    return used;
  }

  /**
   * Works it out.
   *
   * @param parts a plane of {@code count} numbers for each name of {@link #used}; only read
   * @return new, 0..1; what is not a number becomes 0
   */
  public float[] of(Map<String, float[]> parts, int count) {
    float[] out = root.of(parts, count).clone();
    for (int i = 0; i < count; i++) {
      out[i] = out[i] > 0f ? Math.min(out[i], 1f) : 0f;
    }
    return out;
  }

  private static final class Parser {
    private final String text;
    private final Set<String> used = new TreeSet<>();
    private int at;

    Parser(String text) {
      this.text = text;
    }

    /** The next character that is no blank, 0 at the end. */
    char next() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    IllegalArgumentException wrong(String wanted) {
      String found =
          next() == 0 ? "the end" : "\"" + text.charAt(at) + "\" at character " + (at + 1);
      return new IllegalArgumentException(
          "matteExpression \"" + text + "\": found " + found + " where " + wanted + " is needed");
    }

    Node sum(int depth) {
      Node left = product(depth);
      while (next() == '+' || next() == '-') {
        boolean plus = text.charAt(at++) == '+';
        left = two(left, product(depth), plus ? (a, b) -> a + b : (a, b) -> a - b);
      }
      return left;
    }

    private Node product(int depth) {
      Node left = factor(depth);
      while (next() == '*') {
        at++;
        left = two(left, factor(depth), (a, b) -> a * b);
      }
      return left;
    }

    private Node factor(int depth) {
      if (depth > DEEPEST) {
        throw new IllegalArgumentException(
            "matteExpression: it is nested more than " + DEEPEST + " times");
      }
      char c = next();
      if (c == '-') {
        at++;
        return two(number(0), factor(depth + 1), (a, b) -> a - b);
      }
      if (c == '(') {
        at++;
        Node inside = sum(depth + 1);
        expect(')');
        return inside;
      }
      if (c >= '0' && c <= '9' || c == '.') {
        return literal();
      }
      if (Character.isLetter(c)) {
        return named(depth);
      }
      throw wrong("a number, a part (" + String.join(", ", PARTS) + ") or a bracket");
    }

    private void expect(char c) {
      if (next() != c) {
        throw wrong("\"" + c + "\"");
      }
      at++;
    }

    private Node literal() {
      int from = at;
      while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
        at++;
      }
      try {
        return number(Float.parseFloat(text.substring(from, at)));
      } catch (NumberFormatException e) {
        at = from;
        throw wrong("a number such as 0.5");
      }
    }

    private Node named(int depth) {
      int from = at;
      while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
      String name = text.substring(from, at).toLowerCase(Locale.ROOT);
      Integer count = FUNCTIONS.get(name);
      if (count == null) {
        if (!PARTS.contains(name)) {
          throw new IllegalArgumentException(
              "matteExpression \""
                  + text
                  + "\": there is no part \""
                  + name
                  + "\"; parts are "
                  + String.join(", ", PARTS)
                  + ", functions "
                  + String.join(", ", new TreeSet<>(FUNCTIONS.keySet())));
        }
        used.add(name);
        return (parts, n) -> Objects.requireNonNull(parts.get(name), name);
      }
      expect('(');
      List<Node> arguments = new ArrayList<>();
      arguments.add(sum(depth + 1));
      while (arguments.size() < count) {
        expect(',');
        arguments.add(sum(depth + 1));
      }
      expect(')');
      return function(name, arguments);
    }
  }

  private static Node function(String name, List<Node> arguments) {
    Node a = arguments.get(0);
    return switch (name) {
      case "min" -> two(a, arguments.get(1), Math::min);
      case "max" -> two(a, arguments.get(1), Math::max);
      case "screen" -> two(a, arguments.get(1), (x, y) -> 1 - (1 - x) * (1 - y));
      case "not" -> two(number(1), a, (x, y) -> x - y);
      default -> two(a, number(0), (x, y) -> Math.min(1f, Math.max(y, x)));
    };
  }

  private interface Two {
    float of(float a, float b);
  }

  private static Node two(Node a, Node b, Two operation) {
    return (parts, n) -> {
      float[] x = a.of(parts, n);
      float[] y = b.of(parts, n);
      float[] out = new float[n];
      for (int i = 0; i < n; i++) {
        out[i] = operation.of(x[i], y[i]);
      }
      return out;
    };
  }

  private static Node number(float v) {
    return (parts, n) -> {
      float[] out = new float[n];
      java.util.Arrays.fill(out, v);
      return out;
    };
  }
}
