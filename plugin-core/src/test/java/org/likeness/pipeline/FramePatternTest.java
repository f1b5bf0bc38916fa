package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramePatternTest {
  @TempDir Path dir;

  @Property
  void nameAndNumberAreInverse(
      @ForAll @IntRange(min = -9999, max = 99_999_999) int frame,
      @ForAll @IntRange(min = 1, max = 8) int digits) {
    for (String placeholder : new String[] {"#".repeat(digits), "%0" + digits + "d"}) {
      FramePattern p = FramePattern.parse("a/b_v2." + placeholder + ".exr");
      assertThat(p.isSequence()).isTrue();
      assertThat(p.frameOf(p.name(frame))).isEqualTo(OptionalInt.of(frame));
    }
  }

  @Test
  void padsAndPlaces() {
    assertThat(FramePattern.parse("x/plate.####.exr").path(7))
        .isEqualTo(Path.of("x/plate.0007.exr"));
    assertThat(FramePattern.parse("plate.%04d.exr").name(12345)).isEqualTo("plate.12345.exr");
    assertThat(FramePattern.parse("plate.%d.exr").name(7)).isEqualTo("plate.7.exr");
    assertThat(FramePattern.parse("plate.%04d.exr").fileName()).isEqualTo("plate.####.exr");
  }

  @Test
  void otherFilesAreNotFrames() {
    FramePattern p = FramePattern.parse("plate.####.exr");
    assertThat(p.frameOf("plate.007.exr")).isEmpty();
    assertThat(p.frameOf("plate.0007.exr.bak")).isEmpty();
    assertThat(p.frameOf("plate.00007.exr")).isEmpty();
    assertThat(p.frameOf("plate..exr")).isEmpty();
    assertThat(p.frameOf("plate.00a7.exr")).isEmpty();
  }

  @Test
  void findsWhatIsThere() throws IOException {
    for (String name : new String[] {"p.0003.exr", "p.0001.exr", "p.x.exr", "q.0002.exr"}) {
      Files.createFile(dir.resolve(name));
    }
    assertThat(FramePattern.parse(dir + "/p.####.exr").existing()).containsExactly(1, 3);
    assertThat(FramePattern.parse(dir + "/p.0003.exr").existing()).containsExactly(3);
    assertThatThrownBy(() -> FramePattern.parse(dir + "/none.####.exr").existing())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no frame of this sequence");
    assertThatThrownBy(() -> FramePattern.parse(dir + "/none/p.####.exr").existing())
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesWhatIsAmbiguous() {
    assertThatThrownBy(() -> FramePattern.parse("a.##.b.##.exr"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two places");
    assertThatThrownBy(() -> FramePattern.parse("shot.####/plate.exr"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("folder");
    assertThatThrownBy(() -> FramePattern.parse("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSingleFileTakesItsOwnNumber() {
    assertThat(FramePattern.parse("plate.0012.exr").singleFrame()).isEqualTo(12);
    assertThat(FramePattern.parse("plate_v3.exr").singleFrame()).isEqualTo(3);
    assertThat(FramePattern.parse("plate.exr").singleFrame()).isEqualTo(1);
    assertThat(FramePattern.parse("take.mp4").singleFrame()).isEqualTo(1);
  }
}
