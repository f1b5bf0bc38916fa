package org.likeness.ofx.effect;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostException;
import org.likeness.ofx.host.HostImage;

/**
 * Passes the plate, and misbehaves as it is asked to, so that the bridge's answers can be tested.
 */
public final class TrickEffect implements ImageEffect {
  static final String ID = "org.likeness.test.Trick";

  private static final EffectDescriptor DESCRIPTOR =
      new EffectDescriptor(
          ID,
          1,
          2,
          "Trick\ttab",
          "Tests",
          "Misbehaves.\nA second line with a \\ in it.",
          List.of(EffectDescriptor.FILTER, EffectDescriptor.GENERAL),
          List.of(
              ClipDescriptor.rgba("Source"),
              new ClipDescriptor(
                  "Extra", List.of("OfxImageComponentRGBA", "OfxImageComponentAlpha"), true, false),
              ClipDescriptor.rgba("Output")),
          List.of(
              ParamDescriptor.choice(
                  "trick",
                  "Trick",
                  "How it misbehaves.",
                  0,
                  List.of(
                      "none",
                      "throw",
                      "overflow",
                      "memory",
                      "nullcheck",
                      "status",
                      "exit",
                      "keep",
                      "process"),
                  "B"),
              ParamDescriptor.text(
                  "note", "Note", "Said on the node.", ParamDescriptor.Kind.TEXT, "", "B")),
          EffectDescriptor.FULLY_SAFE);

  private volatile @Nullable HostImage kept;

  @Override
  public EffectDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void render(RenderArgs args) {
    HostEffect node = args.instance();
    int trick = node.param("trick").intAt(args.time(), 0);
    trick(trick);
    readKept();
    String note = node.param("note").stringAt(args.time(), "");
    if (!note.isEmpty()) {
      node.say(HostEffect.Severity.WARNING, note);
    }
    try (HostImage in = node.clip("Source").image(args.time());
        HostImage out = node.clip("Output").image(args.time())) {
      if (in == null || out == null) {
        throw new HostException(OfxStatus.FAILED, "no picture at frame " + (int) args.time());
      }
      in.copyTo(out, args.window());
      if (trick == 7) {
        kept = in;
      }
    }
  }

  /** An image of an action before: its pixels are gone, and asking for them is an error of ours. */
  private void readKept() {
    HostImage old = kept;
    if (old == null) {
      return;
    }
    kept = null;
    try {
      old.readPlanes(old.bounds(), new float[4][old.bounds().width()], 0, old.bounds().width());
    } catch (IllegalStateException e) {
      return;
    }
    throw new IllegalStateException("an image was read after it was given back");
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
      case 8 -> child();
      default -> {}
    }
  }

  /** Runs a program and waits for its end. */
  private static void child() {
    try {
      Process process = new ProcessBuilder("true").start();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the end of a child process was never told");
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
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
