package org.likeness.pipeline.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.exr.ExrAttribute;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class CryptomatteTest {
  private static final PixelRect RECT = new PixelRect(-3, 2, 5, 8);

  /** Published results of the hash and of the step to a float. */
  @ParameterizedTest
  @CsvSource({
    "'',0",
    "hello,248bfa47",
    "'hello, world',149bbb7f",
    "The quick brown fox jumps over the lazy dog,2e4ff723"
  })
  void theHashIsMurmurs(String text, String hex) {
    int hash = MurmurHash3.hash32(text.getBytes(StandardCharsets.UTF_8), 0);
    assertThat(hash).isEqualTo(new BigInteger(hex, 16).intValue());
  }

  @ParameterizedTest
  @CsvSource({
    "hello,6.0705627102400005616e-17",
    "cube,-4.08461912519e+15",
    "sphere,2.79018604383e+15",
    "plane,3.66557617593e-11",
    "равнина,-1.3192631212399999468e-25",
    "mädchen,6.2361298211599995797e+25"
  })
  void idsAreThoseOfThePublishedReaders(String name, double id) {
    assertThat(Cryptomatte.id(name)).isEqualTo((float) id);
  }

  @Test
  void everyIdIsAnOrdinaryNumber() {
    int mended = 0;
    for (int i = 0; i < 20_000; i++) {
      String name = "face" + i;
      float id = Cryptomatte.id(name);
      assertThat(Float.isFinite(id)).isTrue();
      assertThat(Math.abs(id)).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
      mended +=
          Cryptomatte.bits(name) == MurmurHash3.hash32(name.getBytes(StandardCharsets.UTF_8), 0)
              ? 0
              : 1;
    }
    assertThat(mended).as("some hashes needed it").isBetween(50, 400);
  }

  private static Plane ramp(double from, double step) {
    Plane p = Plane.zeros(RECT);
    for (int i = 0; i < p.data().length; i++) {
      p.data()[i] = (float) Math.min(1, Math.max(0, from + step * i));
    }
    return p;
  }

  /** As a reader does it: the sum of the coverages whose id is the name's. */
  private static float[] matteOf(Plane[] planes, float id) {
    float[] out = new float[planes[0].data().length];
    for (int rank = 0; rank < planes.length / 2; rank++) {
      for (int i = 0; i < out.length; i++) {
        if (planes[2 * rank].data()[i] == id) {
          out[i] += planes[2 * rank + 1].data()[i];
        }
      }
    }
    return out;
  }

  @Test
  void coveragesComeBackByName() {
    Plane near = ramp(0, 0.02);
    Plane far = ramp(1, -0.01);
    Plane[] planes =
        Cryptomatte.planes(
            List.of(new Cryptomatte.Entry("ana", near), new Cryptomatte.Entry("ben", far)), RECT);
    float[] ana = matteOf(planes, Cryptomatte.id("ana"));
    float[] ben = matteOf(planes, Cryptomatte.id("ben"));
    for (int i = 0; i < ana.length; i++) {
      assertThat(ana[i]).isEqualTo(near.data()[i]);
      // What is behind shows where there is room.
      assertThat(ben[i]).isCloseTo(Math.min(far.data()[i], 1 - near.data()[i]), within(1e-6f));
      assertThat(ana[i] + ben[i]).isLessThanOrEqualTo(1f);
      for (int rank = 1; rank < Cryptomatte.RANKS; rank++) {
        assertThat(planes[2 * rank + 1].data()[i])
            .isLessThanOrEqualTo(planes[2 * rank - 1].data()[i]);
      }
    }
  }

  @Test
  void oneNameIsOneIdAndFiveAreCutToFour() {
    Plane fifth = Plane.filled(RECT, 0.2f);
    List<Cryptomatte.Entry> five =
        List.of("a", "b", "c", "d", "e").stream()
            .map(n -> new Cryptomatte.Entry(n, fifth))
            .toList();
    Plane[] planes = Cryptomatte.planes(five, RECT);
    float sum = 0;
    for (int rank = 0; rank < Cryptomatte.RANKS; rank++) {
      sum += planes[2 * rank + 1].data()[0];
    }
    assertThat(sum).isCloseTo(0.8f, within(1e-5f));
    Plane[] twice =
        Cryptomatte.planes(
            List.of(new Cryptomatte.Entry("a", fifth), new Cryptomatte.Entry("a", fifth)), RECT);
    assertThat(twice[1].data()[0]).isEqualTo(0.4f);
    assertThat(twice[2].data()[0]).isZero();
  }

  @Test
  void theHeaderNamesLayerAndFaces() {
    List<ExrAttribute> list =
        Cryptomatte.attributes("cryptoFace", List.of("ben", "ana", "the \"b\\double\"", "ana"));
    String key = "cryptomatte/" + Cryptomatte.hex("cryptoFace").substring(0, 7) + "/";
    assertThat(list.stream().map(ExrAttribute::name))
        .containsExactly(key + "name", key + "hash", key + "conversion", key + "manifest");
    assertThat(list.stream().map(a -> (String) a.value()).toList().subList(0, 3))
        .containsExactly("cryptoFace", "MurmurHash3_32", "uint32_to_float32");
    assertThat((String) list.get(3).value())
        .isEqualTo(
            "{\"ana\":\"%s\",\"ben\":\"%s\",\"the \\\"b\\\\double\\\"\":\"%s\"}"
                .formatted(
                    Cryptomatte.hex("ana"),
                    Cryptomatte.hex("ben"),
                    Cryptomatte.hex("the \"b\\double\"")));
  }
}
