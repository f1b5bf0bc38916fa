package org.likeness.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.TinyTraining;

class SampleMakerTest {
  private static final Augmentation NONE = Augmentation.NONE;
  @TempDir Path folder;

  @Test
  void aSampleDependsOnSeedIterationAndPlaceAlone() throws Exception {
    TrainingSet set = TinyTraining.sets(folder).get(0);
    Batch a = new SampleMaker(set, 0, 5).make(100, 3, Augmentation.DEFAULT);
    SampleMaker used = new SampleMaker(set, 0, 5);
    used.make(3, 2, Augmentation.DEFAULT);
    Batch b = used.make(100, 3, Augmentation.DEFAULT);
    assertThat(b.input()).isEqualTo(a.input());
    assertThat(b.label()).isEqualTo(a.label());
    assertThat(b.matte()).isEqualTo(a.matte());
    assertThat(used.make(101, 3, Augmentation.DEFAULT).label()).isNotEqualTo(a.label());
    assertThat(new SampleMaker(set, 0, 6).make(100, 3, Augmentation.DEFAULT).label())
        .isNotEqualTo(a.label());
  }

  @Test
  void theInputIsBentTheLabelIsNot() throws Exception {
    TrainingSet set = TinyTraining.sets(folder).get(0);
    Augmentation bent = NONE.withWarp(0.05);
    Batch straight = new SampleMaker(set, 0, 5).make(7, 2, NONE);
    Batch warped = new SampleMaker(set, 0, 5).make(7, 2, bent);
    assertThat(straight.input()).isEqualTo(straight.label());
    assertThat(warped.label()).isEqualTo(straight.label());
    assertThat(warped.input()).isNotEqualTo(warped.label());
  }

  @Test
  void withoutVariationTheCropIsTheMiddleOfTheStoredOne() throws Exception {
    TrainingSet set = TinyTraining.sets(folder).get(0);
    TrainingFace face = set.faces().get(0);
    TrainingSet one = new TrainingSet(set.header(), 32, set.faces().subList(0, 1), set.yawBins());
    Batch batch = new SampleMaker(one, 0, 5).make(0, 1, NONE);
    int margin = (face.side() - 32) / 2;
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        int from = (y + margin) * face.side() + x + margin;
        assertThat(batch.label()[y * 32 + x])
            .isCloseTo((face.rgb()[0][from] & 255) / 255f, within(1e-6f));
        assertThat(batch.matte()[y * 32 + x])
            .isCloseTo((face.matte()[from] & 255) / 255f, within(1e-6f));
      }
    }
  }

  @Test
  void aSmallerSampleIsTheLargeOneSeenFromFarther() throws Exception {
    TrainingSet set = TinyTraining.sets(folder).get(0);
    SampleMaker maker = new SampleMaker(set, 0, 5);
    Batch large = maker.make(3, 2, Augmentation.DEFAULT.withoutWarp());
    Batch small = maker.make(3, 2, Augmentation.DEFAULT.withoutWarp(), 16);
    assertThat(small.size()).isEqualTo(16);
    double[] difference = new double[2];
    for (int i = 0; i < small.label().length; i++) {
      int x = 2 * (i % 16);
      int y = 2 * (i / 16 % 16);
      int plane = i / 256;
      float[] l = large.label();
      int at = plane * 1024 + y * 32 + x;
      float mean = (l[at] + l[at + 1] + l[at + 32] + l[at + 33]) / 4;
      difference[0] += Math.abs(small.label()[i] - mean) / small.label().length;
      difference[1] += Math.abs(small.label()[i] - l[(at + 165) % l.length]) / l.length * 4;
    }
    assertThat(difference[0]).isLessThan(0.02);
    assertThat(difference[1]).isGreaterThan(2 * difference[0]);
    assertThat(maker.make(3, 2, Augmentation.DEFAULT).label())
        .isEqualTo(new SampleMaker(set, 0, 5).make(3, 2, Augmentation.DEFAULT).label());
    assertThatThrownBy(() -> maker.make(3, 2, NONE, 12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 pixels");
  }

  @Test
  void aMirroredSampleIsTheMirrorImage() throws Exception {
    TrainingSet set = TinyTraining.sets(folder).get(0);
    TrainingSet one = new TrainingSet(set.header(), 32, set.faces().subList(0, 1), set.yawBins());
    Augmentation flip = Augmentation.of(0, 0, 0, 0, 0, 0, 0, true, 0);
    float[] straight = new SampleMaker(one, 0, 5).make(0, 1, NONE).matte();
    int mirrored = 0;
    for (int it = 0; it < 40; it++) {
      float[] matte = new SampleMaker(one, 0, 5).make(it, 1, flip).matte();
      boolean same = true;
      boolean mirror = true;
      for (int i = 0; i < matte.length; i++) {
        same &= Math.abs(matte[i] - straight[i]) < 1e-5;
        mirror &= Math.abs(matte[i] - straight[i / 32 * 32 + 31 - i % 32]) < 1e-5;
      }
      assertThat(same || mirror).isTrue();
      mirrored += mirror ? 1 : 0;
    }
    assertThat(mirrored).isBetween(8, 32);
  }

  @Test
  void randomNumbersAreUniformAndNormal() {
    double sum = 0;
    double squares = 0;
    double uniform = 0;
    for (int i = 0; i < 20_000; i++) {
      CounterRandom random = new CounterRandom(1, i, 2);
      double u = random.uniform();
      assertThat(u).isBetween(0.0, 1.0);
      uniform += u;
      double n = random.normal();
      sum += n;
      squares += n * n;
    }
    assertThat(uniform / 20_000).isCloseTo(0.5, within(0.01));
    assertThat(sum / 20_000).isCloseTo(0, within(0.03));
    assertThat(squares / 20_000).isCloseTo(1, within(0.05));
  }
}
