package org.likeness.ofx.effect;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.likeness.ofx.host.HostClip;
import org.likeness.ofx.host.HostCurve;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostImage;
import org.likeness.ofx.host.HostMemory;
import org.likeness.ofx.host.HostMutex;
import org.likeness.ofx.host.HostParam;
import org.likeness.ofx.host.HostProgress;
import org.likeness.ofx.host.HostTexture;
import org.likeness.ofx.host.OverlayCanvas;
import org.likeness.ofx.host.PixelDepth;
import org.likeness.ofx.host.RectD;
import org.likeness.ofx.host.RectI;
import org.likeness.ofx.host.TimeRange;

/** Asks a host everything that the bridge lets it ask. What comes back does not matter to it. */
final class CuriousEffect implements ImageEffect {
  static final String ID = "org.likeness.test.Curious";

  private static final EffectDescriptor DESCRIPTOR =
      new EffectDescriptor(
          ID,
          1,
          0,
          "Curious",
          "Tests",
          "",
          List.of(EffectDescriptor.FILTER),
          List.of(ClipDescriptor.any("Source"), ClipDescriptor.any("Output")),
          List.of(ParamDescriptor.number("amount", "Amount", "", 0, 0, 1, "")),
          EffectDescriptor.FULLY_SAFE);

  @Override
  public EffectDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void created(HostEffect node) {
    node.context();
    node.host().suiteNames();
    node.paramSetProperties().getInt("OfxPropParamSetNeedsSyncing", 0, 0);
    node.properties().getStrings("OfxImageEffectPropSupportedContexts");
  }

  @Override
  public Optional<Identity> identityAtTime(RenderArgs args) {
    params(args.instance(), args.time());
    return args.time() > 0 ? Optional.of(new Identity("Source", args.time())) : Optional.empty();
  }

  @Override
  public Optional<RectD> regionOfDefinition(HostEffect node, double time) {
    return Optional.ofNullable(node.clip("Source").regionOfDefinition(time));
  }

  @Override
  public Optional<RectD> regionOfInterest(HostEffect node, double time, String clip, RectD r) {
    return Optional.of(r);
  }

  @Override
  public Map<String, List<TimeRange>> framesNeeded(HostEffect node, double time) {
    return node.clip("Source").frameRange().map(r -> Map.of("Source", List.of(r))).orElse(Map.of());
  }

  @Override
  public Optional<TimeRange> timeDomain(HostEffect node) {
    return node.timeLine().bounds();
  }

  @Override
  public Optional<String> outputColourspace(HostEffect node, List<String> preferred) {
    return preferred.stream().findFirst();
  }

  @Override
  public ClipPreferences clipPreferences(HostEffect node) {
    HostClip clip = node.clip("Source");
    clip.frameRate();
    clip.pixelAspect();
    return clip.components()
        .map(c -> ClipPreferences.NONE.with("Output", c).with("Source", clip.depth()))
        .orElse(ClipPreferences.NONE);
  }

  @Override
  public void render(RenderArgs args) {
    HostEffect node = args.instance();
    args.field();
    args.view();
    args.draft();
    args.sequential();
    params(node, args.time());
    try (HostImage in = node.clip("Source").image(args.time());
        HostImage out = node.clip("Output").image(args.time())) {
      if (in == null || out == null || node.aborted()) {
        return;
      }
      in.pixelAspect();
      in.premultiplication();
      in.uniqueId();
      in.filePath();
      in.colourspace();
      RectI part = in.bounds().intersect(new RectI(-40, -40, 40, 40));
      int width = part.width();
      float[][] planes = new float[4][width * part.height()];
      in.readPlanes(part, planes, 0, width);
      out.writePlanes(part, planes, (part.height() - 1) * width, -width);
      in.copyTo(out, part);
    }
    HostTexture texture = node.clip("Source").texture(args.time(), PixelDepth.FLOAT);
    if (texture != null) {
      texture.index();
      texture.bounds();
      texture.close();
    }
    node.host().flushOpenGl();
    node.host().compileOpenCl("kernel", true);
    node.planes().views();
    node.planes().of(node.clip("Source"));
    HostImage plane = node.planes().image(node.clip("Source"), args.time(), 0, "Backward.Motion");
    if (plane != null) {
      plane.close();
    }
  }

  private static void params(HostEffect node, double time) {
    HostParam p = node.param("amount");
    p.intAt(time, 1);
    p.intsAt(time, 1, 2, 3);
    p.booleanAt(time, true);
    p.doubleAt(time, 1);
    p.doublesAt(time, 1, 2, 3, 4);
    p.derivativeAt(time, 0);
    p.integral(time, time + 1, 0);
    p.stringAt(time, "");
    p.bytesAt(time);
    for (int i = 0; i < Math.min(4, p.keys().count()); i++) {
      p.keys().time(i);
    }
    p.keys().indexOf(time, -1);
    HostCurve curve = p.curve(0);
    curve.valueAt(time, 0.5, 0);
    for (int i = 0; i < Math.min(4, curve.points(time)); i++) {
      curve.point(time, i);
    }
  }

  @Override
  public void changed(HostEffect node, String what, String reason, double time) {
    node.edit(what, () -> write(node.param("amount"), node.param("other"), reason, time));
    node.say(HostEffect.Severity.WARNING, what);
    node.say(HostEffect.Severity.MESSAGE, reason);
    node.clearMessage();
    node.ask("really?", false);
    node.requestDialog();
    node.notifyRedrawPending();
    node.timeLine().now(0);
    node.timeLine().goTo(time);
    try (HostProgress bar = node.progress(what)) {
      for (int i = 0; i < 3 && bar.update(i / 3.0); i++) {
        node.aborted();
      }
    }
    work(node);
  }

  private static void write(HostParam p, HostParam other, String reason, double time) {
    p.set(1);
    p.set(1, 2, 3);
    p.set(0.5);
    p.set(0.5, 1, 2, 3);
    p.setString(reason);
    p.setBytes(new byte[] {1, 2, 3});
    p.enable(true);
    p.show(true);
    p.keys().set(time, 1, 2, 3);
    p.keys().set(time, 1.0, 2.0, 3.0, 4.0);
    p.keys().set(time, reason);
    p.keys().delete(time);
    p.keys().copyFrom(other, 1, null);
    p.keys().copyFrom(other, 1, TimeRange.at(1));
    p.keys().deleteAll();
    p.curve(1).add(time, new HostCurve.Point(0, 1), true);
    p.curve(1).set(time, 0, new HostCurve.Point(0, 1), false);
    p.curve(1).delete(0);
    p.curve(1).deleteAll();
  }

  private static void work(HostEffect node) {
    int[] sum = new int[8];
    node.host().threads().run(8, i -> sum[i] = i);
    if (sum[7] != 7) {
      throw new AssertionError("a share of the work was not done");
    }
    node.host().threads().index();
    try (HostMutex mutex = node.host().threads().mutex()) {
      mutex.lock();
      mutex.unlock();
      if (mutex.tryLock()) {
        mutex.unlock();
      }
    }
    try (HostMemory memory = node.memory(100);
        HostMemory images = node.imageMemory(100)) {
      fill(memory.bytes());
      fill(images.bytes());
    }
  }

  private static void fill(ByteBuffer bytes) {
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) i);
    }
  }

  @Override
  public String interpolate(
      String param, String from, String to, double t1, double t2, double time, double amount) {
    return amount < 0.5 ? from : to;
  }

  @Override
  public Optional<OverlayInteract> overlay() {
    return Optional.of(OVERLAY);
  }

  private static final OverlayInteract OVERLAY =
      new OverlayInteract() {
        @Override
        public boolean draw(OverlayArgs args, OverlayCanvas canvas) {
          canvas.colour(1, 0, 0, 1);
          canvas.lineWidth(2);
          canvas.stipple(OverlayCanvas.Stipple.DASH);
          canvas.lines(0, 0, 1, 1);
          canvas.rectangle(0, 0, args.pixelX(), args.pixelY());
          canvas.ellipse(0, 0, 1, 1);
          canvas.text(0, 0, 10, "ID 7");
          args.interact().redraw();
          return canvas.visible();
        }

        @Override
        public boolean penDown(OverlayArgs args) {
          args.instance().param("amount").set((int) args.penX());
          return args.penPressure() > args.penY();
        }

        @Override
        public boolean keyDown(OverlayArgs args) {
          return args.key() == args.keyText().length();
        }
      };
}
