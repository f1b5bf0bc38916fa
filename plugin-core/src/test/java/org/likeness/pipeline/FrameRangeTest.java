package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRangeTest {
  @Test
  void readsRangesStepsAndLists() {
    assertThat(FrameRange.parse("1001-1005").frames())
        .containsExactly(1001, 1002, 1003, 1004, 1005);
    assertThat(FrameRange.parse("1-10x4").frames()).containsExactly(1, 5, 9);
    assertThat(FrameRange.parse("7, 3,5-6,5").frames()).containsExactly(3, 5, 6, 7);
    assertThat(FrameRange.parse("-3--1").frames()).containsExactly(-3, -2, -1);
    assertThat(FrameRange.parse("-1-1").frames()).containsExactly(-1, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "1-", "5-1", "1-10x0", "1,,2", "1-2-3", "1x2", "99999999999", "1.5"})
  void saysWhatCannotBeRead(String text) {
    assertThatThrownBy(() -> FrameRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1001-1100x2");
  }

  @Test
  void refusesSlipsOfTheKeyboard() {
    assertThatThrownBy(() -> FrameRange.parse("1-999999999"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than");
  }

  @Property
  void whatIsWrittenIsReadBack(
      @ForAll @NotEmpty @Size(max = 40) List<@IntRange(min = -200, max = 200) Integer> frames) {
    FrameRange r = new FrameRange(frames);
    assertThat(FrameRange.parse(r.toString())).isEqualTo(r);
    assertThat(r.frames()).isEqualTo(List.copyOf(new TreeSet<>(frames)));
  }

  @Property
  void stepsKeepTheirDistance(
      @ForAll @IntRange(min = -5000, max = 5000) int first,
      @ForAll @IntRange(max = 500) int length,
      @ForAll @IntRange(min = 1, max = 50) int step) {
    List<Integer> f = FrameRange.parse(first + "-" + (first + length) + "x" + step).frames();
    assertThat(f).hasSize(length / step + 1).startsWith(first);
    for (int i = 1; i < f.size(); i++) {
      assertThat(f.get(i) - f.get(i - 1)).isEqualTo(step);
    }
  }
}
