package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Layer;

/** Rendered frames as files: every layer, in one part and in several. */
class LayerFilesTest extends LayeredShot {
  @Test
  void theWholeTableIsThereInOnePartAndInSeveralAlsoWithoutAFace() throws IOException {
    List<String> wanted = new ArrayList<>();
    for (Layer l : Layer.values()) {
      wanted.addAll(l.channels());
    }
    for (int frame : new int[] {1, 3}) {
      List<ExrPart> one = ExrReader.read(write(frame, settings()));
      List<ExrPart> many = ExrReader.read(write(frame, settings("layerFile", "multi")));
      assertThat(one).hasSize(1);
      assertThat(channels(one)).containsExactlyInAnyOrderElementsOf(wanted);
      assertThat(many.stream().map(ExrPart::name))
          .containsExactly(
              "rgba",
              "comp",
              "raw",
              "matte",
              "hull",
              "learned",
              "occlusion",
              "edge",
              "stmap",
              "facemotion",
              "risk",
              "cryptoFace");
      assertThat(channels(many)).containsExactlyInAnyOrderElementsOf(wanted);
      for (ExrPart p : many) {
        assertThat(p.attributes()).containsAll(PLATE.subList(0, 4)).contains(PLATE.get(5));
        assertThat(p.attributes()).doesNotContain(PLATE.get(4));
        assertThat(p.attribute("likeness/modelSha256")).isPresent();
        for (ExrChannel c : p.channels()) {
          assertThat(c.type())
              .as(c.name())
              .isEqualTo(
                  p.name().equals("rgba") ? ExrChannel.Type.HALF : Layer.byId(p.name()).type());
        }
      }
      for (String c : wanted) {
        // The same pixels where both have some.
        Plane a = plane(one, c);
        Plane b = plane(many, c);
        PixelRect both = a.rect().intersect(b.rect());
        assertThat(a.crop(both).data()).as(c).isEqualTo(b.crop(both).data());
        assertThat(frame == 3 || both.area() > 100).as(c).isTrue();
      }
    }
  }

  @Test
  void windowsAreTightAndHoldAllThatANewBalanceNeeds() throws IOException {
    SwapSettings s = settings("matteErode", "8");
    FrameResult r = render(1, s);
    List<ExrPart> one = ExrReader.read(write(1, s));
    List<ExrPart> many =
        ExrReader.read(write(1, settings("matteErode", "8", "layerFile", "multi")));
    Map<String, PixelRect> windows =
        many.stream().collect(Collectors.toMap(ExrPart::name, ExrPart::dataWindow));
    assertThat(windows.get("rgba")).isEqualTo(r.window());
    assertThat(windows.get("matte")).isEqualTo(r.window());
    PixelRect wide = one.get(0).dataWindow();
    assertThat(windows.get("raw")).isEqualTo(wide);
    assertThat(wide.area()).isGreaterThan(r.window().area());
    assertThat(wide).isEqualTo(r.window().union(windows.get("hull")).union(windows.get("learned")));
    for (String part : List.of("matte", "hull", "learned")) {
      Plane p = plane(many, part + ".A");
      assertThat(Compositor.bounds(p)).as(part).isEqualTo(p.rect());
    }
    // The other face lies beyond, and its ids have room in a part of their own.
    assertThat(windows.get("cryptoFace").x1()).isGreaterThan(wide.x1());
    // The model's face goes on where the final matte is 0 and the model's own is not.
    Plane raw = plane(one, "raw.G");
    Plane learned = plane(one, "learned.A");
    Plane matte = plane(one, "matte.A");
    int kept = 0;
    for (int i = 0; i < raw.data().length; i++) {
      if (matte.data()[i] == 0 && learned.data()[i] > 0.5f) {
        assertThat(raw.data()[i]).isNotZero();
        kept++;
      }
    }
    assertThat(kept).isGreaterThan(50);
  }

  @Test
  void theMainPictureIsWhatWasAskedFor() throws IOException {
    List<ExrPart> face = ExrReader.read(write(1, settings()));
    List<ExrPart> bare = ExrReader.read(write(1, settings("output", "unpremultiplied")));
    List<ExrPart> comp = ExrReader.read(write(1, settings("output", "comp")));
    Plane a = plane(bare, "A");
    int under = 0;
    for (int i = 0; i < a.data().length; i++) {
      float c = plane(bare, "R").data()[i];
      assertThat(plane(face, "R").data()[i]).isCloseTo(c * a.data()[i], within(2e-3f));
      under += a.data()[i] == 0 && c != 0 ? 1 : 0;
    }
    assertThat(under).as("colour where the matte is 0").isGreaterThan(20);
    assertThat(comp.get(0).dataWindow()).isEqualTo(TestPlates.plate(1).dataWindow());
    assertThat(plane(comp, "R").data()).isEqualTo(plane(comp, "comp.R").data());
    List<ExrPart> places = ExrReader.read(write(1, settings("output", "stmap")));
    assertThat(places.get(0).channel("R").orElseThrow().type()).isEqualTo(ExrChannel.Type.FLOAT);
    assertThat(plane(places, "G").data()).isEqualTo(plane(places, "stmap.v").data());
  }

  @ParameterizedTest
  @EnumSource(OutputChoice.class)
  void everyOutputIsAPictureWithAlphaAndEmptyWithoutAFace(OutputChoice output) {
    SwapSettings s = settings("output", output.id());
    Frame f = render(1, s).output(output);
    assertThat(f.a()).isNotNull();
    assertThat(f.dataWindow().area()).isGreaterThan(100);
    float most = 0;
    for (float v : f.r().data()) {
      most = Math.max(most, Math.abs(v));
    }
    assertThat(most > 0 || output == OutputChoice.CRYPTO01).isTrue();
    boolean whole = output == OutputChoice.COMP || output == OutputChoice.DEBUG;
    boolean ids = output.layer() == Layer.CRYPTO;
    Frame none = render(3, s).output(output);
    assertThat(none.dataWindow().isEmpty()).isEqualTo(!whole || ids);
  }

  /** The same numbers that a combination with it would take, whatever this one takes. */
  @ParameterizedTest
  @ValueSource(strings = {"learned", "hull", "learned*(1-occlusion)"})
  void whatStandsBeforeTheFaceIsThereWhateverTheMatteIsMadeOf(String combine) throws IOException {
    SwapSettings s = settings("matteCombine", "expression", "matteExpression", combine);
    Plane layer = plane(ExrReader.read(write(1, s)), "occlusion.A");
    SwapSettings alone = settings("matteCombine", "expression", "matteExpression", "occlusion");
    FrameResult of = render(1, alone.with(SwapParams.MATTE_BLUR, "0"));
    double sum = 0;
    int same = 0;
    for (int y = layer.rect().y0(); y < layer.rect().y1(); y++) {
      for (int x = layer.rect().x0(); x < layer.rect().x1(); x++) {
        float v = layer.get(x, y);
        assertThat(v).isBetween(0f, 1f);
        sum += v;
        float m = of.matte().get(x, y);
        if (m > 0 && m < 1 && Math.abs(x - 92) < 15 && Math.abs(y - 60) < 15) {
          assertThat(v).isCloseTo(m, within(1e-3f)); // stored as half
          same++;
        }
      }
    }
    assertThat(sum).isGreaterThan(1);
    assertThat(same).isGreaterThan(50);
    for (float v : plane(ExrReader.read(write(3, s)), "occlusion.A").data()) {
      assertThat(v).isZero();
    }
  }

  /** Reads ids as compositing programs do: from the header's name, by sums of coverages. */
}
