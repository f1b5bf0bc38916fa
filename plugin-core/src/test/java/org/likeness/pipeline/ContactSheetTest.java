package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class ContactSheetTest {
  /** A grey plate, a red face over its middle quarter, wholly opaque. */
  @Test
  void showsPlateFaceMatteAndComp() {
    PixelRect display = PixelRect.ofSize(80, 40);
    PixelRect window = new PixelRect(20, 10, 60, 30);
    Frame plate =
        Frame.opaque(
            Plane.filled(display, 0.2f), Plane.filled(display, 0.2f), Plane.filled(display, 0.2f));
    Plane one = Plane.filled(window, 1f);
    Plane zero = Plane.zeros(window);
    ExrPart layers =
        new ExrPart(
            "",
            window,
            display,
            1f,
            List.of(
                ExrChannel.half("R", one),
                ExrChannel.half("G", zero),
                ExrChannel.half("B", zero),
                ExrChannel.half("A", one),
                ExrChannel.half("comp.R", one),
                ExrChannel.half("comp.G", zero),
                ExrChannel.half("comp.B", zero),
                ExrChannel.half("matte.A", one)),
            List.of());
    Frame sheet = ContactSheet.draw(List.of(new ContactSheet.Row(7, plate, layers)), 40);

    int middle = 20 + 10;
    float grey = sheet.g().get(4 + 30, middle);
    assertThat(grey).isBetween(0.48f, 0.49f); // 0.2 linear in sRGB: 0.4845
    assertThat(sheet.r().get(48 + 20, middle)).isGreaterThan(0.9f);
    assertThat(sheet.g().get(48 + 20, middle)).isZero();
    assertThat(sheet.r().get(92 + 20, middle)).isEqualTo(1f);
    assertThat(sheet.r().get(92 + 2, middle)).isZero();
    assertThat(sheet.g().get(136 + 20, middle)).isZero();
    // Around the face the comp is the plate.
    assertThat(sheet.g().get(136 + 2, middle)).isEqualTo(grey);
  }
}
