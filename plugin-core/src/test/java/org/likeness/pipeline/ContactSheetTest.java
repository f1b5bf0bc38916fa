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

  /** Half the columns, each twice as wide: the sheet is that of the plate in square pixels. */
  @Test
  void anAnamorphicPlateIsShownAsItIsLookedAt() {
    Frame square = sheet(80, 1f);
    Frame narrow = sheet(40, 2f);
    assertThat(narrow.dataWindow()).isEqualTo(square.dataWindow());
    assertThat(narrow.r().data()).containsExactly(square.r().data());
    assertThat(narrow.g().data()).containsExactly(square.g().data());
    assertThat(narrow.b().data()).containsExactly(square.b().data());
  }

  /** A plate of 80 by 40 to the eye, in stripes; a face over its middle. */
  private static Frame sheet(int columns, float aspect) {
    int wide = 80 / columns;
    PixelRect display = PixelRect.ofSize(columns, 40);
    PixelRect window = new PixelRect(20 / wide, 10, 60 / wide, 30);
    Plane stripes = Plane.zeros(display);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < columns; x++) {
        stripes.data()[stripes.index(x, y)] = (x * wide / 4 + y / 4) % 2 * 0.5f;
      }
    }
    Frame plate = new Frame(display, display, aspect, stripes, stripes, stripes, null);
    Plane half = Plane.filled(window, 0.5f);
    List<ExrChannel> channels =
        List.of("R", "G", "B", "A", "comp.R", "comp.G", "comp.B", "matte.A").stream()
            .map(name -> ExrChannel.half(name, half))
            .toList();
    ExrPart layers = new ExrPart("", window, display, aspect, channels, List.of());
    return ContactSheet.draw(List.of(new ContactSheet.Row(7, plate, layers)), 20);
  }
}
