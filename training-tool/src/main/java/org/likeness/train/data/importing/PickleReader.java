package org.likeness.train.data.importing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Python's serialised objects (pickle, protocols 0 to 5) as far as they are data: None, truth
 * values, numbers, texts, bytes, lists, tuples, dictionaries, sets, and arrays of numpy. A pickle
 * is a program that may name any function; here the few names that make an array are recognised by
 * their spelling and built by this class, and anything else is refused. The opcodes are those of
 * Python's module {@code pickletools}.
 *
 * <p>What comes out: null, Boolean, Long, BigInteger, Double, String, byte[], List, Map, and {@link
 * NumpyArray}.
 */
public final class PickleReader {
  private static final int DEEPEST = 100_000;
  private static final Object MARK = new Object();

  private final ByteBuffer in;
  private final String what;
  private final PickleObjects objects;
  private final List<@Nullable Object> stack = new ArrayList<>();
  private final Map<Integer, @Nullable Object> memo = new HashMap<>();

  private PickleReader(byte[] bytes, String what) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.what = what;
    objects = new PickleObjects(what);
  }

  /**
   * Reads one object.
   *
   * @param what it is part of, for messages
   * @throws IOException with a sentence, if it is cut short or holds more than plain data
   */
  public static @Nullable Object read(byte[] bytes, String what) throws IOException {
    PickleReader reader = new PickleReader(bytes, what);
    try {
      return PickleObjects.plain(reader.run());
    } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException e) {
      throw reader.bad("it is cut short", e);
    } catch (ClassCastException
        | IllegalArgumentException
        | ArithmeticException
        | NullPointerException e) {
      throw reader.bad("its parts do not fit together", e);
    }
  }

  private IOException bad(String why, @Nullable Exception e) {
    return new IOException(what + ": its description (a Python pickle) cannot be read: " + why, e);
  }

  private @Nullable Object run() throws IOException {
    while (true) {
      int op = in.get() & 255;
      if (stack.size() > DEEPEST) {
        throw bad("it is too deep", null);
      }
      switch (op) {
        case 0x80 -> {
          int protocol = in.get() & 255;
          if (protocol > 5) {
            throw bad("it is of protocol " + protocol + "; known are 0 to 5", null);
          }
        }
        case 0x95 -> in.getLong(); // FRAME
        case '.' -> {
          return pop();
        }
        case '(' -> push(MARK);
        case '0' -> pop();
        case '1' -> popMark();
        case '2' -> push(peek());
        case 'N' -> push(null);
        case 0x88 -> push(true);
        case 0x89 -> push(false);
        case 'J' -> push((long) in.getInt());
        case 'K' -> push((long) (in.get() & 255));
        case 'M' -> push((long) (in.getShort() & 0xffff));
        case 'I' -> push(integerLine());
        case 'L' -> push(number(line().replaceFirst("L$", "")));
        case 0x8a -> push(longOf(bytes(in.get() & 255)));
        case 0x8b -> push(longOf(bytes(in.getInt())));
        case 'G' -> {
          push(in.order(ByteOrder.BIG_ENDIAN).getDouble());
          in.order(ByteOrder.LITTLE_ENDIAN);
        }
        case 'F' -> push(Double.parseDouble(line()));
        case 'S' -> push(quoted(line()));
        case 'V' -> push(unescaped(line()));
        case 'X' -> push(text(bytes(in.getInt())));
        case 0x8c -> push(text(bytes(in.get() & 255)));
        case 0x8d -> push(text(bytes(size())));
        case 'T' -> push(bytes(in.getInt()));
        case 'U' -> push(bytes(in.get() & 255));
        case 'B' -> push(bytes(in.getInt()));
        case 'C' -> push(bytes(in.get() & 255));
        case 0x8e, 0x96 -> push(bytes(size()));
        case ']' -> push(new ArrayList<Object>());
        case '}' -> push(new LinkedHashMap<Object, Object>());
        case ')' -> push(new ArrayList<Object>());
        case 0x8f -> push(new ArrayList<Object>()); // EMPTY_SET
        case 'l', 't', 0x91 -> push(popMark());
        case 'd' -> {
          Map<Object, Object> map = new LinkedHashMap<>();
          PickleObjects.put(map, popMark());
          push(map);
        }
        case 0x85 -> push(lastOf(1));
        case 0x86 -> push(lastOf(2));
        case 0x87 -> push(lastOf(3));
        case 'a' -> {
          Object item = PickleObjects.plain(pop());
          PickleObjects.list(peek()).add(item);
        }
        case 'e', 0x90 -> {
          List<@Nullable Object> items = popMark();
          PickleObjects.list(peek()).addAll(items);
        }
        case 's' -> {
          Object value = pop();
          Object key = pop();
          PickleObjects.put(PickleObjects.map(peek()), java.util.Arrays.asList(key, value));
        }
        case 'u' -> {
          List<@Nullable Object> items = popMark();
          PickleObjects.put(PickleObjects.map(peek()), items);
        }
        case 'p' -> memo.put(Integer.parseInt(line()), peek());
        case 'q' -> memo.put(in.get() & 255, peek());
        case 'r' -> memo.put(in.getInt(), peek());
        case 0x94 -> memo.put(memo.size(), peek());
        case 'g' -> push(remembered(Integer.parseInt(line())));
        case 'h' -> push(remembered(in.get() & 255));
        case 'j' -> push(remembered(in.getInt()));
        case 'c' -> {
          String module = line();
          push(objects.name(module, line()));
        }
        case 0x93 -> {
          Object name = pop();
          push(objects.name(String.valueOf(pop()), String.valueOf(name)));
        }
        case 'R', 0x81 -> {
          Object args = pop();
          push(objects.made(pop(), PickleObjects.list(args)));
        }
        case 'b' -> {
          Object state = pop();
          objects.build(peek(), state);
        }
        case 0x97 -> throw objects.refused("a buffer outside of the file");
        default -> throw objects.refused("the operation 0x" + Integer.toHexString(op));
      }
    }
  }

  private void push(@Nullable Object o) {
    stack.add(o);
  }

  private @Nullable Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private @Nullable Object peek() {
    return stack.get(stack.size() - 1);
  }

  private @Nullable Object remembered(int at) throws IOException {
    if (!memo.containsKey(at)) {
      throw bad("it recalls what was never kept", null);
    }
    return memo.get(at);
  }

  private List<@Nullable Object> popMark() {
    List<@Nullable Object> items = new ArrayList<>();
    Object o = pop();
    while (o != MARK) {
      items.add(PickleObjects.plain(o));
      o = pop();
    }
    Collections.reverse(items);
    return items;
  }

  private List<@Nullable Object> lastOf(int n) {
    List<@Nullable Object> items = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      items.add(PickleObjects.plain(pop()));
    }
    Collections.reverse(items);
    return items;
  }

  private byte[] bytes(int count) throws IOException {
    if (count < 0 || count > in.remaining()) {
      throw bad("it is cut short", null);
    }
    byte[] out = new byte[count];
    in.get(out);
    return out;
  }

  private int size() throws IOException {
    long size = in.getLong();
    if (size < 0 || size > in.remaining()) {
      throw bad("it is cut short", null);
    }
    return (int) size;
  }

  private String line() {
    StringBuilder s = new StringBuilder();
    for (int c = in.get(); c != '\n'; c = in.get()) {
      s.append((char) (c & 255));
    }
    return s.toString();
  }

  private Object integerLine() {
    String text = line();
    return text.equals("01") ? Boolean.TRUE : text.equals("00") ? Boolean.FALSE : number(text);
  }

  private static Object number(String text) {
    BigInteger n = new BigInteger(text.strip());
    return n.bitLength() < 64 ? (Object) n.longValue() : n;
  }

  private static Object longOf(byte[] littleEndian) {
    if (littleEndian.length == 0) {
      return 0L;
    }
    byte[] big = new byte[littleEndian.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = littleEndian[big.length - 1 - i];
    }
    BigInteger n = new BigInteger(big);
    return n.bitLength() < 64 ? (Object) n.longValue() : n;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static String quoted(String line) {
    return line.length() >= 2 ? unescaped(line.substring(1, line.length() - 1)) : line;
  }

  private static String unescaped(String s) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '\\' && i + 5 < s.length() && s.charAt(i + 1) == 'u') {
        out.append((char) Integer.parseInt(s.substring(i + 2, i + 6), 16));
        i += 5;
      } else if (c == '\\' && i + 3 < s.length() && s.charAt(i + 1) == 'x') {
        out.append((char) Integer.parseInt(s.substring(i + 2, i + 4), 16));
        i += 3;
      } else if (c == '\\' && i + 1 < s.length()) {
        char next = s.charAt(++i);
        out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
