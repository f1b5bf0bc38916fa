package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrWriter;
import org.likeness.face.Lens;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class PlateLensTest {
  private static final PixelRect WINDOW = PixelRect.ofSize(8, 4);
  private static final ExrAttribute NOMINAL = ExrAttribute.ofFloat("nominalFocalLength", 50);
  private static final ExrAttribute OVERALL =
      new ExrAttribute("sensorOverallDimensions", "v2f", new float[] {25, 14});

  @TempDir Path dir;

  private static ExrPart part(float aspect, ExrAttribute... attributes) {
    return new ExrPart(
        "",
        WINDOW,
        WINDOW,
        aspect,
        List.of(new ExrChannel("Y", ExrChannel.Type.HALF, Plane.filled(WINDOW, 0.5f))),
        List.of(attributes));
  }

  @Test
  void theFocalLengthIsTakenOverTheSensorsWidth() {
    assertThat(PlateLens.of(part(1, NOMINAL, OVERALL)).focal()).isCloseTo(2, within(1e-6));
    assertThat(PlateLens.of(part(1, NOMINAL, OVERALL)).from()).contains("nominalFocalLength");
  }

  @Test
  void whatIsMoreExactGoesBefore() {
    ExrPart all =
        part(
            1,
            NOMINAL,
            OVERALL,
            ExrAttribute.ofFloat("pinholeFocalLength", 51),
            ExrAttribute.ofFloat("sensorPhotositePitch", 5),
            new ExrAttribute("sensorAcquisitionRectangle", "box2i", new int[] {100, 0, 3499, 99}));
    // 3400 photosites of 5 microns are 17 mm.
    assertThat(PlateLens.of(all).focal()).isCloseTo(3, within(1e-6));
    assertThat(PlateLens.of(all).from()).contains("pinholeFocalLength").contains("17.00 mm");
  }

  @Test
  void whatTellsNoLensIsAssumed() {
    List<ExrPart> none = new ArrayList<>();
    none.add(part(1));
    none.add(part(1, NOMINAL));
    none.add(part(1, OVERALL));
    none.add(part(2, NOMINAL, OVERALL));
    none.add(part(1, OVERALL, ExrAttribute.ofFloat("nominalFocalLength", 0)));
    none.add(part(1, OVERALL, ExrAttribute.string("nominalFocalLength", "50")));
    for (ExrPart p : none) {
      assertThat(PlateLens.of(p)).isEqualTo(Lens.ASSUMED);
    }
  }

  @Test
  void aPlatesFirstFrameTellsIt() throws IOException {
    ExrWriter.write(
        dir.resolve("p.0001.exr"), List.of(part(1, NOMINAL, OVERALL)), ExrCompression.ZIP, 1);
    FramePattern pattern = FramePattern.parse(dir.resolve("p.####.exr").toString());
    PlateSource source = new PlateSource(pattern, List.of(1), "lin_rec709");
    assertThat(source.lens().focal()).isCloseTo(2, within(1e-6));
    assertThat(Lens.of(AnalyseJob.settings("lin_rec709", source.lens(), 1)))
        .isEqualTo(source.lens());
  }
}
