package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tracks from made-up observations. An observation's detector score tells the test who it is. */
class TrackBuilderTest {
  private static final float[] ANA = person(1);
  private static final float[] BEN = person(2);
  private static final float[] CAT = person(3);

  private final List<Integer> numbers = new ArrayList<>();
  private final List<List<FaceObservation>> frames = new ArrayList<>();
  private final Random random = new Random(5);

  @Test
  void twoFacesThatCrossKeepTheirTracksByMotionAlone() {
    for (int f = 1; f <= 21; f++) {
      frame(f, unknown(1, f, 100 + 20.0 * f, 300, 120), unknown(2, f, 520 - 20.0 * f, 380, 100));
    }
    assertPure(2, 0);
  }

  @Test
  void aFaceElsewhereOrMuchLaterIsAnotherTrackIfNothingElseIsKnown() {
    frame(1, unknown(1, 1, 100, 100, 80));
    frame(2, unknown(1, 2, 900, 100, 80));
    frame(40, unknown(1, 40, 900, 100, 80));
    assertThat(tracks()).hasSize(3);
  }

  @Test
  void whoPassesBehindComesBackAsHimself() {
    for (int f = 1; f <= 40; f++) {
      FaceObservation front = seen(1, ANA, f, 100 + 10.0 * f, 300, 140);
      FaceObservation behind = seen(2, BEN, f, 500 - 10.0 * f, 300, 110);
      boolean hidden = f >= 15 && f <= 27;
      frame(f, hidden ? List.of(front) : List.of(front, behind));
    }
    assertPure(2, 0);
  }

  @Test
  void twoWhoTurnRoundWhileTheyAreHiddenAreToldByTheirFaces() {
    // Both go behind something, change places there and come out where the other went in.
    for (int f = 1; f <= 40; f++) {
      boolean hidden = f >= 18 && f <= 23;
      boolean swapped = f > 23;
      if (hidden) {
        frame(f);
      } else {
        frame(
            f,
            seen(1, ANA, f, swapped ? 420 : 300, 300, 120),
            seen(2, BEN, f, swapped ? 300 : 420, 300, 120));
      }
    }
    assertPure(2, 0);
  }

  @Test
  void whoLeavesAndComesBackElsewhereKeepsHisNumber() {
    for (int f = 1; f <= 120; f++) {
      List<FaceObservation> faces = new ArrayList<>();
      faces.add(seen(1, ANA, f, 700, 300, 150));
      if (f <= 30) {
        faces.add(seen(2, BEN, f, 200 - 6.0 * f, 300, 100));
      } else if (f >= 90) {
        faces.add(seen(2, BEN, f, 1500 - 6.0 * (f - 90), 350, 80));
      }
      frame(f, faces);
    }
    assertPure(2, 0);
  }

  @Test
  void overACutFacesKeepTheirNumbersWhereverTheyAre() {
    for (int f = 1; f <= 20; f++) {
      frame(f, seen(1, ANA, f, 200, 300, 120), seen(2, BEN, f, 600, 300, 120));
    }
    for (int f = 21; f <= 40; f++) {
      // The reverse angle: places are swapped exactly, and a third person is there.
      frame(
          f,
          seen(1, ANA, f, 600, 300, 120),
          seen(2, BEN, f, 200, 300, 120),
          seen(3, CAT, f, 900, 200, 60));
    }
    assertPure(3, 0, 21);
  }

  @Test
  void aCutThatNobodyNoticedDoesNotMakeOnePersonOfTwo() {
    for (int f = 1; f <= 40; f++) {
      frame(f, f <= 20 ? seen(1, ANA, f, 300, 300, 120) : seen(2, BEN, f, 305, 296, 124));
    }
    assertPure(2, 0);
  }

  @Test
  void aFaceThatTurnsAwayIsStillTheSame() {
    // Seen from the side nobody looks like himself: the vector walks off and comes back.
    for (int f = 1; f <= 60; f++) {
      double away = Math.sin(Math.PI * f / 60);
      float[] vector = mixed(ANA, CAT, (float) (0.8 * away));
      frame(f, seen(1, vector, f, 300 + 4.0 * f, 300, 120, (float) (85 * away)));
    }
    assertPure(1, 0);
  }

  @Test
  void theOrderOfFacesWithinAFrameDoesNotMatter() {
    List<List<List<String>>> results = new ArrayList<>();
    for (int turn = 0; turn < 3; turn++) {
      numbers.clear();
      frames.clear();
      random.setSeed(5);
      for (int f = 1; f <= 30; f++) {
        List<FaceObservation> faces =
            new ArrayList<>(
                List.of(
                    seen(1, ANA, f, 100 + 12.0 * f, 300, 120),
                    seen(2, BEN, f, 480 - 12.0 * f, 320, 100),
                    seen(3, CAT, f, 300, 100 + 12.0 * f, 90)));
        Collections.rotate(faces, turn * f);
        frame(f, faces);
      }
      results.add(
          tracks().stream()
              .map(t -> t.stream().map(o -> o.frame() + ":" + who(o)).toList())
              .toList());
    }
    assertThat(results.get(1)).isEqualTo(results.get(0));
    assertThat(results.get(2)).isEqualTo(results.get(0));
    assertThat(results.get(0)).hasSize(3);
  }

  @Test
  void numbersGoByFirstFrameThenBySize() {
    frame(1, seen(1, ANA, 1, 100, 100, 50), seen(2, BEN, 1, 500, 100, 90));
    frame(2, seen(1, ANA, 2, 100, 100, 50), seen(3, CAT, 2, 900, 100, 200));
    List<List<FaceObservation>> tracks = tracks();
    assertThat(tracks.stream().map(t -> who(t.get(0)))).containsExactly(2, 1, 3);
  }

  @Test
  void everyTenthFrameIsFollowedToo() {
    for (int f = 1000; f <= 1300; f += 10) {
      frame(f, seen(1, ANA, f, f - 900.0, 300, 120), seen(2, BEN, f, 1500.0 - f, 300, 120));
    }
    assertPure(2, 0);
  }

  @Test
  void theBestAssignmentIsFoundWhereTheBestPairMisleads() {
    double[][] gain = {{0.9, 0.8}, {0.85, 0.1}};
    assertThat(Assignment.best(gain, 2)).containsExactly(1, 0);
    assertThat(Assignment.best(new double[][] {{0, 0.3, 0}}, 3)).containsExactly(1);
    assertThat(Assignment.best(new double[][] {{0.2}, {0.3}, {0}}, 1)).containsExactly(-1, 0, -1);
    assertThat(Assignment.best(new double[0][0], 2)).isEmpty();
    assertThat(Assignment.best(new double[][] {{}, {}}, 0)).containsExactly(-1, -1);
  }

  @Test
  void theAssignmentIsAsGoodAsTheBestOfAll() {
    for (int round = 0; round < 200; round++) {
      int rows = 1 + random.nextInt(5);
      int columns = 1 + random.nextInt(5);
      double[][] gain = new double[rows][columns];
      for (double[] row : gain) {
        for (int c = 0; c < columns; c++) {
          row[c] = random.nextInt(3) == 0 ? 0 : random.nextDouble();
        }
      }
      int[] chosen = Assignment.best(gain, columns);
      double sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += chosen[r] < 0 ? 0 : gain[r][chosen[r]];
      }
      assertThat(sum).isGreaterThanOrEqualTo(most(gain, 0, 0, columns) - 1e-12);
    }
  }

  private static double most(double[][] gain, int row, int taken, int columns) {
    if (row == gain.length) {
      return 0;
    }
    double best = most(gain, row + 1, taken, columns);
    for (int c = 0; c < columns; c++) {
      if ((taken & 1 << c) == 0) {
        best = Math.max(best, gain[row][c] + most(gain, row + 1, taken | 1 << c, columns));
      }
    }
    return best;
  }

  private void assertPure(int people, int strays, Integer... cuts) {
    List<List<FaceObservation>> tracks = tracks(cuts);
    for (List<FaceObservation> t : tracks) {
      assertThat(t.stream().map(TrackBuilderTest::who).distinct())
          .as("people in the track that begins at frame " + t.get(0).frame())
          .hasSize(1);
      assertThat(t).isSortedAccordingTo(Comparator.comparingInt(FaceObservation::frame));
    }
    assertThat(tracks).hasSize(people + strays);
    assertThat(tracks.stream().mapToInt(List::size).sum())
        .isEqualTo(frames.stream().mapToInt(List::size).sum());
  }

  private List<List<FaceObservation>> tracks(Integer... cuts) {
    return TrackBuilder.build(numbers, frames, List.of(cuts));
  }

  private void frame(int number, FaceObservation... faces) {
    frame(number, List.of(faces));
  }

  private void frame(int number, List<FaceObservation> faces) {
    numbers.add(number);
    frames.add(List.copyOf(faces));
  }

  private static int who(FaceObservation o) {
    return Math.round(o.score() * 100);
  }

  private static FaceObservation unknown(int who, int frame, double x, double y, double size) {
    FaceObservation o = TrackTest.face(0, frame, x, y, size);
    return new FaceObservation(
        0, frame, who / 100f, o.landmarks(), o.pose(), o.flags(), FaceDetail.NONE);
  }

  private FaceObservation seen(int who, float[] vector, int frame, double x, double y, double s) {
    return seen(who, vector, frame, x, y, s, 0);
  }

  private FaceObservation seen(
      int who, float[] vector, int frame, double x, double y, double size, float yaw) {
    FaceObservation o = TrackTest.face(0, frame, x, y, size);
    return new FaceObservation(
        0,
        frame,
        who / 100f,
        o.landmarks(),
        new HeadPose(yaw, 0, 0),
        EnumSet.noneOf(FaceObservation.Flag.class),
        FaceDetail.NONE.withIdentity(noisy(vector)));
  }

  /**
   * A made-up identity, as the net spreads them: people share a large common part, so that the
   * cosine of two of them is 0.86, and of two pictures of one 0.96.
   */
  static float[] person(int seed) {
    Random r = new Random(seed);
    float[] centre = IdentityVectors.unit(IdentityVectors.centre());
    float[] own = new float[FaceDetail.IDENTITY];
    double along = 0;
    for (int i = 0; i < own.length; i++) {
      own[i] = (float) r.nextGaussian();
      along += own[i] * centre[i];
    }
    for (int i = 0; i < own.length; i++) {
      own[i] -= (float) (along * centre[i]);
    }
    own = IdentityVectors.unit(own);
    for (int i = 0; i < own.length; i++) {
      own[i] = 0.927f * centre[i] + 0.374f * own[i];
    }
    return IdentityVectors.unit(own);
  }

  private float[] noisy(float[] v) {
    float[] out = v.clone();
    double sigma = 0.2 / Math.sqrt(FaceDetail.IDENTITY);
    for (int i = 0; i < out.length; i++) {
      out[i] += (float) (sigma * random.nextGaussian());
    }
    return IdentityVectors.unit(out);
  }

  private static float[] mixed(float[] a, float[] b, float share) {
    float[] out = new float[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (1 - share) * a[i] + share * b[i];
    }
    return IdentityVectors.unit(out);
  }
}
