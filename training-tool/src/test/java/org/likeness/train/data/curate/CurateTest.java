package org.likeness.train.data.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.IdentityVectors;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;

/** Sorts and groups on faces whose differences were put there on purpose. */
class CurateTest {
  private static final int SIDE = DrawnFaceset.SIZE;

  @TempDir Path folder;

  /** A face of a set: what differs. */
  private record Kind(
      float yaw,
      float pitch,
      float size,
      float gain,
      float red,
      int soft,
      int swept,
      int who,
      int others,
      float open,
      float lightX) {}

  private static final Kind PLAIN = new Kind(0, 0, 200, 1, 0, 0, 0, 0, 0, 0, 0);

  private CuratedSet make(Kind... kinds) throws IOException {
    List<FaceRecord> faces = new ArrayList<>();
    Faceset drawn = DrawnFaceset.draw(folder, "a", kinds.length, 0.5f);
    for (int i = 0; i < kinds.length; i++) {
      Kind k = kinds[i];
      FaceRecord f = drawn.faces().get(i);
      Frame noise = noise(k);
      PictureIo.writePng(folder.resolve(f.file()), noise);
      float[] expression = new float[34];
      expression[org.likeness.face.ExpressionUnits.NAMES.indexOf("mouth-open")] = k.open();
      float[] light = new float[12];
      for (int c = 0; c < 3; c++) {
        light[4 * c] = 0.5f;
        light[4 * c + 1] = 0.5f * k.lightX();
      }
      faces.add(
          new FaceRecord(
              f.file(),
              f.matte(),
              "v" + i % 2 + ".mp4#" + i,
              "hull",
              f.landmarks(),
              k.yaw(),
              k.pitch(),
              0,
              1,
              k.size(),
              1,
              f.plateToCrop(),
              true,
              null,
              null,
              null,
              new float[136],
              expression,
              light,
              vector(k.who(), i),
              0.5f,
              k.others(),
              null));
    }
    new Faceset(folder, DrawnFaceset.header("a", "whole-face-v2"), faces).writeIndex();
    return CuratedSet.open(folder, i -> {});
  }

  /** A person's vector with a little of its own for each picture. */
  private static float[] vector(int who, int picture) {
    Random person = new Random(77L + who);
    Random own = new Random(1000L + picture);
    float[] v = new float[128];
    for (int i = 0; i < v.length; i++) {
      v[i] = (float) (person.nextGaussian() + 0.3 * own.nextGaussian());
    }
    return IdentityVectors.unit(v);
  }

  private static Frame noise(Kind k) {
    PixelRect rect = PixelRect.ofSize(SIDE, SIDE);
    Random random = new Random(3);
    float[] v = new float[SIDE * SIDE];
    for (int i = 0; i < v.length; i++) {
      v[i] = 0.2f + 0.4f * random.nextFloat();
    }
    v = box(v, k.soft() + k.swept(), 1);
    v = box(v, k.soft(), SIDE);
    Plane[] planes = new Plane[3];
    for (int c = 0; c < 3; c++) {
      planes[c] = Plane.zeros(rect);
      for (int i = 0; i < v.length; i++) {
        planes[c].data()[i] = Math.min(1, v[i] * k.gain() + (c == 0 ? k.red() : 0));
      }
    }
    return Frame.opaque(planes[0], planes[1], planes[2]);
  }

  private static float[] box(float[] v, int radius, int step) {
    float[] out = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      float sum = 0;
      for (int d = -radius; d <= radius; d++) {
        sum += v[Math.floorMod(i + d * step, v.length)];
      }
      out[i] = sum / (2 * radius + 1);
    }
    return out;
  }

  private static List<Integer> sorted(CuratedSet set, String by, boolean down) {
    return FaceOrder.sort(set, set.in("all"), by, down).faces();
  }

  @Test
  void blurAndMotionBlurAreToldApart() throws IOException {
    Kind soft = new Kind(0, 0, 200, 1, 0, 3, 0, 0, 0, 0, 0);
    Kind swept = new Kind(0, 0, 200, 1, 0, 0, 6, 0, 0, 0, 0);
    CuratedSet set = make(swept, PLAIN, soft);
    assertThat(sorted(set, "motion-blur", false).get(2)).isZero();
    assertThat(sorted(set, "blur", false).get(0)).isEqualTo(1);
    double[] motion = FaceKey.values("motion-blur", set);
    assertThat(motion[0]).isGreaterThan(3 * Math.max(motion[1], motion[2]));
    double[] blur = FaceKey.values("blur", set);
    assertThat(blur[2]).isGreaterThan(2 * blur[1]);
  }

  @Test
  void numbersSortUpAndDownAndUnknownOnesComeLast() throws IOException {
    CuratedSet set =
        make(
            new Kind(40, -5, 90, 1.2f, 0, 0, 0, 0, 0, 0.9f, 0.4f),
            new Kind(-60, 20, 300, 0.6f, 0, 0, 0, 0, 2, 0, -0.4f),
            new Kind(5, 1, 200, 1f, 0.3f, 0, 0, 0, 0, 0.2f, 0));
    assertThat(sorted(set, "yaw", false)).containsExactly(1, 2, 0);
    assertThat(sorted(set, "yaw", true)).containsExactly(0, 2, 1);
    assertThat(sorted(set, "pitch", false)).containsExactly(0, 2, 1);
    assertThat(sorted(set, "size", true)).containsExactly(1, 2, 0);
    assertThat(sorted(set, "brightness", false).get(0)).isEqualTo(1);
    assertThat(sorted(set, "saturation", true).get(0)).isEqualTo(2);
    assertThat(sorted(set, "expression", true)).containsExactly(0, 2, 1);
    assertThat(sorted(set, "unit:mouth-open", false)).containsExactly(1, 2, 0);
    assertThat(sorted(set, "light", false)).containsExactly(1, 2, 0);
    assertThat(sorted(set, "faces", true).get(0)).isEqualTo(1);
    assertThat(FaceKey.values("hue", set)[2]).isCloseTo(0, within(10.0));
    // A picture that cannot be read has no blur: last, whichever way.
    Files.writeString(folder.resolve(set.faces().get(1).file()), "no picture");
    CuratedSet broken = CuratedSet.open(folder, i -> {});
    assertThat(broken.measured().broken()).hasSize(1).allMatch(b -> b.contains("not a picture"));
    assertThat(sorted(broken, "blur", false).get(2)).isEqualTo(1);
    assertThat(sorted(broken, "blur", true).get(2)).isEqualTo(1);
    assertThat(sorted(broken, "similar", false).get(2)).isEqualTo(1);
    assertThatThrownBy(() -> sorted(set, "beauty", false))
        .hasMessageContaining("no key \"beauty\"")
        .hasMessageContaining("motion-blur");
  }

  @Test
  void likeColoursFollowEachOtherAndTheOddOneIsFirst() throws IOException {
    Kind dark = new Kind(0, 0, 200, 0.5f, 0, 0, 0, 0, 0, 0, 0);
    Kind red = new Kind(0, 0, 200, 1, 0.4f, 0, 0, 0, 0, 0, 0);
    CuratedSet set = make(PLAIN, dark, PLAIN, red, dark, PLAIN);
    assertThat(sorted(set, "dissimilar", false).get(0)).isEqualTo(3);
    List<Integer> chain = sorted(set, "similar", false);
    assertThat(chain.subList(0, 3)).containsExactlyInAnyOrder(0, 2, 5);
    assertThat(Math.abs(chain.indexOf(1) - chain.indexOf(4))).isEqualTo(1);
  }

  @Test
  void peopleAreClusteredAndTheOddFaceIsFarthest() throws IOException {
    Kind other = new Kind(0, 0, 200, 1, 0, 0, 0, 1, 0, 0, 0);
    CuratedSet set = make(PLAIN, other, PLAIN, other, PLAIN, PLAIN);
    Map<String, List<Integer>> people = FaceGroups.group(set, set.in("all"), "identity");
    assertThat(people).containsOnlyKeys("person 1", "person 2");
    assertThat(people.get("person 1")).containsExactly(0, 2, 4, 5);
    assertThat(people.get("person 2")).containsExactly(1, 3);
    assertThat(FaceFilter.select(set, set.in("all"), "identity!=person 1")).containsExactly(1, 3);
    double[] centre = FaceKey.values("centre", set);
    assertThat(centre[0]).isBetween(0.0, 0.35);
  }

  @Test
  void groupsOfEveryKind() throws IOException {
    CuratedSet set =
        make(
            new Kind(40, -5, 90, 1, 0, 0, 0, 0, 0, 0.9f, 0.6f),
            new Kind(-2, 3, 300, 1, 0, 0, 0, 0, 1, 0, -0.6f),
            new Kind(3, -3, 200, 1, 0, 0, 0, 0, 0, 0.1f, 0));
    List<Integer> all = set.in("all");
    assertThat(FaceGroups.group(set, all, "yaw").get("yaw -7.5 to 7.5")).containsExactly(1, 2);
    assertThat(FaceGroups.group(set, all, "pose").get("yaw 45 pitch 0")).containsExactly(0);
    assertThat(FaceGroups.group(set, all, "expression").get("mouth open")).containsExactly(0);
    assertThat(FaceGroups.group(set, all, "light"))
        .containsOnlyKeys("even", "from left", "from right");
    assertThat(FaceGroups.group(set, all, "one-face").get("more faces")).containsExactly(1);
    assertThat(FaceGroups.group(set, all, "source").get("v0.mp4")).containsExactly(0, 2);
    assertThat(FaceGroups.group(set, all, "size")).hasSize(3);
    for (String by : FaceGroups.KINDS) {
      assertThat(FaceGroups.group(set, all, by).values().stream().mapToInt(List::size).sum())
          .as(by)
          .isEqualTo(3);
    }
    for (String by : FaceKey.ids()) {
      assertThat(FaceGroups.group(set, all, by).values().stream().mapToInt(List::size).sum())
          .as(by)
          .isEqualTo(3);
    }
    assertThat(FaceFilter.select(set, all, "yaw>-10, yaw<=3,faces=0")).containsExactly(2);
    assertThatThrownBy(() -> FaceFilter.select(set, all, "yaw ~ 3"))
        .hasMessageContaining("no comparison");
    assertThatThrownBy(() -> FaceFilter.select(set, all, "yaw>wide"))
        .hasMessageContaining("wide is no number");
  }

  @Test
  void theBestAreTakenFromAllPosesInTurn() throws IOException {
    Kind soft = new Kind(0, 0, 200, 1, 0, 3, 0, 0, 0, 0, 0);
    Kind side = new Kind(60, 0, 200, 1, 0, 4, 0, 0, 0, 0, 0);
    Kind crowd = new Kind(0, 0, 200, 1, 0, 0, 0, 0, 1, 0, 0);
    CuratedSet set = make(soft, PLAIN, side, crowd);
    assertThat(PoseBins.best(set, set.in("all"), 1)).containsExactly(1);
    assertThat(PoseBins.best(set, set.in("all"), 2)).containsExactly(1, 2);
    assertThat(PoseBins.best(set, set.in("all"), 3)).containsExactly(0, 1, 2);
    assertThat(PoseBins.best(set, set.in("all"), 9)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void measuresAreKeptAndTakenAnewWhenACropChanges() throws IOException {
    CuratedSet set = make(PLAIN, PLAIN);
    Path cache = folder.resolve(MeasuredFaces.CACHE);
    byte[] before = Files.readAllBytes(cache);
    CuratedSet.open(folder, i -> {});
    assertThat(Files.readAllBytes(cache)).isEqualTo(before);
    Kind dark = new Kind(0, 0, 200, 0.3f, 0, 0, 0, 0, 0, 0, 0);
    PictureIo.writePng(folder.resolve(set.faces().get(1).file()), noise(dark));
    double[] brightness = FaceKey.values("brightness", CuratedSet.open(folder, i -> {}));
    assertThat(brightness[1]).isLessThan(0.5 * brightness[0]);
  }
}
