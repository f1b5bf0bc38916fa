package org.likeness.helpers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Nuke script: commands in the manner of Tcl (words bare, in quotes or in braces), and the
 * stack by which nodes find their inputs. A node takes as many nodes from the top as it has inputs,
 * the first input being the topmost, and becomes the topmost itself.
 */
public final class NukeScriptReader {
  /** A node; inputs may be null where nothing is connected. */
  public record Node(String type, Map<String, String> knobs, List<@Nullable Node> inputs) {
    public String name() {
      return knobs.getOrDefault("name", "");
    }

    /** Names of what is connected, from the first input on. */
    public List<String> inputNames() {
      return inputs.stream().map(n -> n == null ? "" : n.name()).toList();
    }

    @Override
    public String toString() {
      return type + " " + name();
    }
  }

  /** What stands for the node that was selected when the script is pasted. */
  static final Node SELECTED = new Node("Selected", Map.of("name", "the selected node"), List.of());

  private final String text;
  private int at;

  /** Every node by name, in order. */
  public final Map<String, Node> nodes = new LinkedHashMap<>();

  /** Channels of each layer that is declared. */
  final Map<String, List<String>> layers = new LinkedHashMap<>();

  private NukeScriptReader(String text) {
    this.text = text;
  }

  public static NukeScriptReader of(String text) {
    NukeScriptReader r = new NukeScriptReader(text);
    r.run();
    return r;
  }

  private void run() {
    Deque<Node> stack = new ArrayDeque<>();
    // The empty name is what push 0 pushes; a deque holds no null.
    Node nothing = new Node("", Map.of(), List.of());
    Map<String, Node> variables = new HashMap<>();
    stack.push(SELECTED);
    for (List<String> c : commands(text)) {
      String first = c.get(0);
      switch (first) {
        case "set" -> {
          want(c.size() == 3 && c.get(2).equals("[stack 0]"), "set NAME [stack 0], not " + c);
          want(!stack.isEmpty(), c + ": the stack is empty");
          variables.put(c.get(1), stack.peek());
        }
        case "push" -> {
          String what = c.get(1);
          Node n = what.equals("0") ? nothing : variables.get(what.substring(1));
          want(n != null && (n == nothing || what.startsWith("$")), c + " names nothing");
          stack.push(n);
        }
        case "version" ->
            want(c.get(1).matches("\\d+\\.\\d+") && c.get(2).matches("v\\d+"), "" + c);
        case "add_layer" -> {
          List<String> words = new ArrayList<>(commands(c.get(1)).get(0));
          layers.put(words.remove(0), words);
        }
        default -> {
          want(c.size() == 2 && first.matches("[A-Z]\\w*"), "a node, not " + c);
          Node n = node(first, c.get(1), stack, nothing);
          want(nodes.put(n.name(), n) == null, "two nodes are called " + n.name());
          stack.push(n);
        }
      }
    }
  }

  private static Node node(String type, String body, Deque<Node> stack, Node nothing) {
    Map<String, String> knobs = new LinkedHashMap<>();
    for (List<String> knob : commands(body)) {
      want(knob.size() == 2, type + ": a knob has a name and one value, not " + knob);
      want(knobs.put(knob.get(0), knob.get(1)) == null, type + " has " + knob.get(0) + " twice");
    }
    // "1+1" is one input and a mask.
    int wanted = 0;
    for (String n : knobs.getOrDefault("inputs", "1").split("\\+")) {
      wanted += Integer.parseInt(n);
    }
    List<@Nullable Node> inputs = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      want(!stack.isEmpty(), type + " wants " + wanted + " inputs, the stack is empty");
      Node in = stack.pop();
      inputs.add(in == nothing ? null : in);
    }
    return new Node(type, knobs, Collections.unmodifiableList(inputs));
  }

  /** Splits a script, or what stands in braces, into commands of words. */
  static List<List<String>> commands(String text) {
    NukeScriptReader r = new NukeScriptReader(text);
    List<List<String>> out = new ArrayList<>();
    List<String> words = new ArrayList<>();
    while (r.at < text.length()) {
      char c = text.charAt(r.at);
      if (c == '\n' || c == ';') {
        if (!words.isEmpty()) {
          out.add(words);
          words = new ArrayList<>();
        }
        r.at++;
      } else if (c == ' ' || c == '\t') {
        r.at++;
      } else {
        words.add(r.word());
      }
    }
    if (!words.isEmpty()) {
      out.add(words);
    }
    return out;
  }

  private String word() {
    char c = text.charAt(at);
    if (c == '{') {
      return enclosed('{', '}').substring(1);
    }
    if (c == '[') {
      return enclosed('[', ']') + "]";
    }
    StringBuilder b = new StringBuilder();
    boolean quoted = c == '"';
    at += quoted ? 1 : 0;
    while (at < text.length()) {
      c = text.charAt(at++);
      if (c == '\\') {
        b.append(text.charAt(at++));
      } else if (quoted ? c == '"' : Character.isWhitespace(c)) {
        at -= quoted ? 0 : 1;
        return b.toString();
      } else {
        want(quoted || "{}[]\"".indexOf(c) < 0, "'" + c + "' inside a word at " + at);
        b.append(c);
      }
    }
    want(!quoted, "a quote that does not end");
    return b.toString();
  }

  /** From an opening to its closing bracket, the latter left out. */
  private String enclosed(char open, char close) {
    int from = at;
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      depth += c == open ? 1 : c == close ? -1 : 0;
      if (depth == 0) {
        return text.substring(from, at - 1);
      }
    }
    throw new IllegalArgumentException("a " + open + " that does not end");
  }

  private static void want(boolean right, String what) {
    if (!right) {
      throw new IllegalArgumentException(what);
    }
  }
}
