package org.likeness.ofx.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostMemory;
import org.likeness.ofx.host.HostMutex;
import org.likeness.ofx.host.HostProgress;
import org.likeness.ofx.host.OverlayCanvas;

/** Uses every suite of a sound host when its button is pressed, and says what came of it. */
public final class SuitesEffect implements ImageEffect {
  static final String ID = "org.likeness.test.Suites";

  private static final EffectDescriptor DESCRIPTOR =
      new EffectDescriptor(
          ID,
          1,
          0,
          "Suites",
          "Tests",
          "",
          List.of(EffectDescriptor.FILTER),
          List.of(ClipDescriptor.rgba("Source"), ClipDescriptor.rgba("Output")),
          List.of(
              ParamDescriptor.button("probe", "Probe", "Uses every suite.", ""),
              ParamDescriptor.integer("int", "Int", "", 3, -100, 100, ""),
              ParamDescriptor.number("double", "Double", "", 0.5, -100, 100, ""),
              ParamDescriptor.numbers(
                  "point",
                  "Point",
                  "",
                  ParamDescriptor.Kind.DOUBLE_2D,
                  List.of(1.0, 2.0),
                  -100,
                  100,
                  ""),
              ParamDescriptor.numbers(
                  "colour",
                  "Colour",
                  "",
                  ParamDescriptor.Kind.RGBA,
                  List.of(0.0, 0.25, 0.5, 1.0),
                  0,
                  1,
                  ""),
              ParamDescriptor.flag("bool", "Bool", "", false, ""),
              ParamDescriptor.choice("choice", "Choice", "", 0, List.of("a", "b"), ""),
              ParamDescriptor.text("text", "Text", "", ParamDescriptor.Kind.TEXT, "was", "")),
          EffectDescriptor.FULLY_SAFE,
          EffectFeatures.PLAIN.withOverlay());

  @Override
  public EffectDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void render(RenderArgs args) {
    try (var in = args.instance().clip("Source").image(args.time());
        var out = args.instance().clip("Output").image(args.time())) {
      if (in != null && out != null) {
        in.copyTo(out, args.window());
      }
    }
  }

  @Override
  public void changed(HostEffect node, String what, String reason, double time) {
    if (what.equals("probe")) {
      List<String> said = new ArrayList<>();
      params(node, time, said);
      threads(node, said);
      memory(node, said);
      try (HostProgress bar = node.progress("probing")) {
        said.add("progress " + bar.update(0.25) + " " + bar.update(7) + " " + bar.cancelled());
      }
      said.add("time line " + Double.isFinite(node.timeLine().now(Double.NaN)));
      said.add("bounds " + node.timeLine().bounds().isPresent());
      said.add("missing " + node.param("no such thing").set(1));
      node.say(HostEffect.Severity.MESSAGE, String.join("; ", said));
    }
  }

  private static void params(HostEffect node, double t, List<String> said) {
    boolean was =
        node.param("int").intAt(t, 0) == 3
            && node.param("double").doubleAt(t, 0) == 0.5
            && Arrays.equals(node.param("point").doublesAt(t, 0, 0), new double[] {1, 2})
            && node.param("text").stringAt(t, "").equals("was");
    List<Boolean> set = new ArrayList<>();
    node.edit(
        "probe",
        () -> {
          set.add(node.param("int").set(-7));
          set.add(node.param("double").set(2.25));
          set.add(node.param("point").set(3.0, -4.0));
          set.add(node.param("colour").set(0.125, 0.25, 0.5, 0.75));
          set.add(node.param("bool").set(1));
          set.add(node.param("choice").set(1));
          set.add(node.param("text").setString("100% é"));
        });
    boolean is =
        node.param("int").intAt(t, 0) == -7
            && node.param("double").doubleAt(t, 0) == 2.25
            && Arrays.equals(node.param("point").doublesAt(t, 0, 0), new double[] {3, -4})
            && Arrays.equals(
                node.param("colour").doublesAt(t, 0, 0, 0, 0),
                new double[] {0.125, 0.25, 0.5, 0.75})
            && node.param("bool").booleanAt(t, false)
            && node.param("choice").intAt(t, 0) == 1
            && node.param("text").stringAt(t, "").equals("100% é");
    said.add("params " + was + " " + !set.contains(false) + " " + is);
  }

  private static void threads(HostEffect node, List<String> said) {
    Thread caller = Thread.currentThread();
    AtomicInteger elsewhere = new AtomicInteger();
    AtomicInteger nested = new AtomicInteger();
    int[] square = new int[64];
    node.host()
        .threads()
        .run(
            square.length,
            i -> {
              square[i] = i * i;
              if (Thread.currentThread() != caller) {
                elsewhere.incrementAndGet();
                // Where a host has no threads of threads, the work is done in place.
                node.host().threads().run(2, k -> nested.incrementAndGet());
              }
            });
    boolean all = square[63] == 63 * 63 && Arrays.stream(square).sum() == 85344;
    said.add("threads " + all + " " + (elsewhere.get() > 0 && nested.get() == 2 * elsewhere.get()));
    String thrown = "nothing";
    try {
      node.host()
          .threads()
          .run(
              4,
              i -> {
                throw new IllegalStateException("on purpose");
              });
    } catch (IllegalStateException e) {
      thrown = String.valueOf(e.getMessage());
    }
    said.add("thrown " + thrown);
    try (HostMutex mutex = node.host().threads().mutex()) {
      mutex.lock();
      mutex.unlock();
      said.add("mutex " + mutex.tryLock());
      mutex.unlock();
    }
  }

  private static void memory(HostEffect node, List<String> said) {
    try (HostMemory plain = node.memory(1000);
        HostMemory images = node.imageMemory(1000)) {
      plain.bytes().putInt(996, 42);
      images.bytes().putInt(996, 43);
      said.add("memory " + plain.bytes().getInt(996) + " " + images.bytes().getInt(996));
    }
  }

  @Override
  public Optional<OverlayInteract> overlay() {
    return Optional.of(
        new OverlayInteract() {
          @Override
          public boolean draw(OverlayArgs args, OverlayCanvas canvas) {
            canvas.colour(1, 0, 0, 1);
            canvas.rectangle(2, 3, 12, 9);
            return canvas.visible();
          }
        });
  }
}
