package org.likeness.ofx.effect;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostException;
import org.likeness.ofx.host.HostImage;
import org.likeness.ofx.host.RectI;

/**
 * The smallest effect that uses everything: colour becomes {@code amount - colour}; {@code trick}
 * asks it to misbehave, so that the bridge's answers to that can be tested.
 */
public final class InvertEffect implements ImageEffect {
  static final String ID = "org.likeness.test.Invert";

  private static final EffectDescriptor DESCRIPTOR =
      new EffectDescriptor(
          ID,
          1,
          2,
          "Invert\ttab",
          "Tests",
          "Turns colour round.\nA second line with a \\ in it.",
          List.of(EffectDescriptor.FILTER, EffectDescriptor.GENERAL),
          List.of(
              ClipDescriptor.rgba("Source"),
              new ClipDescriptor(
                  "Extra", List.of("OfxImageComponentRGBA", "OfxImageComponentAlpha"), true, false),
              ClipDescriptor.rgba("Output")),
          List.of(
              ParamDescriptor.number("amount", "Amount", "Colour is taken off it.", 1, -4, 4, "A"),
              ParamDescriptor.choice(
                  "trick",
                  "Trick",
                  "How it misbehaves.",
                  0,
                  List.of("none", "throw", "overflow", "memory", "nullcheck", "status", "exit"),
                  "B"),
              ParamDescriptor.text(
                  "note", "Note", "Said on the node.", ParamDescriptor.Kind.TEXT, "", "B")),
          EffectDescriptor.FULLY_SAFE);

  @Override
  public EffectDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Optional<String> identity(RenderArgs args) {
    double amount = args.instance().param("amount").doubleAt(args.time(), 1);
    return amount == 0 ? Optional.of("Source") : Optional.empty();
  }

  @Override
  public void render(RenderArgs args) {
    HostEffect node = args.instance();
    trick(node.param("trick").intAt(args.time(), 0));
    String note = node.param("note").stringAt(args.time(), "");
    if (!note.isEmpty()) {
      node.say(HostEffect.Severity.WARNING, note);
    }
    float amount = (float) node.param("amount").doubleAt(args.time(), 1);
    try (HostImage in = node.clip("Source").image(args.time());
        HostImage out = node.clip("Output").image(args.time())) {
      if (in == null || out == null) {
        throw new HostException(OfxStatus.FAILED, "no picture at frame " + (int) args.time());
      }
      invert(in, out, args.window(), amount);
    }
  }

  private static void invert(HostImage in, HostImage out, RectI window, float amount) {
    for (int y = window.y1(); y < window.y2(); y++) {
      FloatBuffer to = out.row(y);
      FloatBuffer from =
          y >= in.bounds().y1() && y < in.bounds().y2() ? in.row(y) : FloatBuffer.allocate(0);
      for (int x = window.x1(); x < window.x2(); x++) {
        int at = 4 * (x - out.bounds().x1());
        int src = 4 * (x - in.bounds().x1());
        boolean inside = src >= 0 && src + 3 < from.limit();
        for (int c = 0; c < 3; c++) {
          to.put(at + c, inside ? amount - from.get(src + c) : 0);
        }
        to.put(at + 3, inside ? from.get(src + 3) : 0);
      }
    }
  }

  private static void trick(int which) {
    switch (which) {
      case 1 -> throw new IllegalStateException("thrown on purpose");
      case 2 -> overflow(1);
      case 3 -> {
        long[][] much = new long[1 << 20][];
        for (int i = 0; i < much.length; i++) {
          much[i] = new long[1 << 24];
        }
      }
      case 4 -> nullChecks();
      case 5 -> throw new HostException(OfxStatus.ERR_FORMAT, "a status on purpose");
      case 6 -> System.exit(7);
      default -> {}
    }
  }

  @SuppressWarnings("InfiniteRecursion") // the stack is meant to overflow
  private static int overflow(int depth) {
    return overflow(depth + 1) + depth;
  }

  /** Enough of them that the compiled code relies on the fault instead of a test. */
  private static void nullChecks() {
    int caught = 0;
    for (int i = 0; i < 200_000; i++) {
      try {
        caught += length(i % 1000 == 999 ? null : "four");
      } catch (NullPointerException e) {
        caught++;
      }
    }
    if (caught != 4 * 199_800 + 200) {
      throw new IllegalStateException("caught " + caught);
    }
  }

  @SuppressWarnings("NullAway")
  private static int length(@Nullable String text) {
    return text.length();
  }
}
