package org.likeness.pipeline.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That every step is there and takes time; how much is for the bench itself to say. */
class FinishBenchTest {
  @Test
  void everyStepIsMeasuredAgainstTheBlur() {
    List<FinishBench.Figure> figures = FinishBench.measure(320, 240);
    assertThat(figures.stream().map(FinishBench.Figure::what))
        .contains("motion blur, 12 pixels", "plate detail", "grain, put on", "a whole finish")
        .doesNotHaveDuplicates();
    double blur = figures.get(0).milliseconds();
    assertThat(figures)
        .allSatisfy(
            f -> {
              assertThat(f.milliseconds()).as(f.what()).isPositive();
              assertThat(f.kept()).isEqualTo(f.ratio() <= f.limit());
            });
    assertThat(figures.subList(1, figures.size()))
        .allSatisfy(f -> assertThat(f.ratio()).isEqualTo(f.milliseconds() / blur));
  }

  @Test
  void aPlateTooSmallIsRefused() {
    assertThatThrownBy(() -> FinishBench.measure(100, 2160))
        .hasMessageContaining("100x2160")
        .isInstanceOf(IllegalArgumentException.class);
  }
}
