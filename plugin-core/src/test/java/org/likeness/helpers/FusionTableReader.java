package org.likeness.helpers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a Fusion setting: a Lua table whose values are numbers, texts, true, false and tables, a
 * table maybe with a type before it ({@code Merge { … }}) or {@code ordered()}.
 */
final class FusionTableReader {
  /**
   * A table.
   *
   * @param type what stands before it, empty for none
   * @param fields values under a name
   * @param items values without one
   */
  record Table(String type, Map<String, Object> fields, List<Object> items) {
    Table table(String name) {
      if (fields.get(name) instanceof Table t) {
        return t;
      }
      throw new IllegalArgumentException(type + " has no table " + name + ": " + fields.keySet());
    }

    Object value(String name) {
      Object v = fields.get(name);
      if (v == null) {
        throw new IllegalArgumentException(type + " has no " + name + ": " + fields.keySet());
      }
      return v;
    }
  }

  private final String text;
  private int at;

  private FusionTableReader(String text) {
    this.text = text;
  }

  static Table of(String text) {
    FusionTableReader r = new FusionTableReader(text);
    Object v = r.value();
    r.blank();
    r.want(r.at == text.length(), "nothing after the table");
    return (Table) v;
  }

  private Object value() {
    blank();
    char c = peek();
    if (c == '{') {
      return table("");
    }
    if (c == '"') {
      return quoted();
    }
    if (c == '-' || Character.isDigit(c)) {
      int from = at;
      while ("+-.eE".indexOf(peek()) >= 0 || Character.isDigit(peek())) {
        at++;
      }
      return Double.valueOf(text.substring(from, at));
    }
    String word = word();
    if (word.equals("true") || word.equals("false")) {
      return Boolean.valueOf(word);
    }
    blank();
    if (word.equals("ordered")) {
      expect('(');
      blank();
      expect(')');
      blank();
    }
    want(peek() == '{', "a table after " + word);
    return table(word);
  }

  private Table table(String type) {
    expect('{');
    Map<String, Object> fields = new LinkedHashMap<>();
    List<Object> items = new ArrayList<>();
    while (true) {
      blank();
      if (peek() == '}') {
        at++;
        return new Table(type, fields, items);
      }
      String key = key();
      if (key.isEmpty()) {
        items.add(value());
      } else {
        want(fields.put(key, value()) == null, "one " + key + " only");
      }
      blank();
      want(peek() == ',' || peek() == '}', "a comma or the table's end");
      at += peek() == ',' ? 1 : 0;
    }
  }

  /** The name before an equals sign, which is passed; empty, and nothing passed, without one. */
  private String key() {
    int from = at;
    String key = "";
    if (peek() == '[') {
      at++;
      key = quoted();
      expect(']');
    } else if (Character.isLetter(peek())) {
      key = word();
    }
    blank();
    if (!key.isEmpty() && peek() == '=') {
      at++;
      return key;
    }
    at = from;
    return "";
  }

  private String word() {
    int from = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '.') {
      at++;
    }
    want(at > from, "a word");
    return text.substring(from, at);
  }

  private String quoted() {
    expect('"');
    int end = text.indexOf('"', at);
    want(end >= 0 && text.substring(at, end).indexOf('\\') < 0, "a text that ends, without \\");
    String s = text.substring(at, end);
    at = end + 1;
    return s;
  }

  private void blank() {
    while (Character.isWhitespace(peek())) {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void expect(char c) {
    want(peek() == c, "'" + c + "'");
    at++;
  }

  private void want(boolean right, String what) {
    if (!right) {
      long line = text.substring(0, Math.min(at, text.length())).lines().count();
      throw new IllegalArgumentException("line " + line + ": expected " + what);
    }
  }
}
