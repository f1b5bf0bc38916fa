package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionsTest {
  @TempDir Path dir;

  @Test
  void aPointGoesWhereItIsPutAndTheSkinAroundFollows() {
    ShotAnalysis a = shot();
    FaceObservation before = at(a, 0, 10);
    double x = before.landmarks().x(4) + 6;
    double y = before.landmarks().y(4) - 3;
    ShotAnalysis b =
        edited(
            a,
            "{'do':'points','track':0,'fade':0,'keys':[{'frame':10,'to':{'mesh:4':["
                + x
                + ","
                + y
                + "]}}]}");
    FaceObservation after = at(b, 0, 10);
    assertThat(after.landmarks().x(4)).isCloseTo((float) x, within(0.002f));
    assertThat(after.landmarks().y(4)).isCloseTo((float) y, within(0.002f));
    assertThat(after.flags()).contains(FaceObservation.Flag.MANUAL);
    // A neighbour follows in part, the other end of the face hardly.
    assertThat(moved(before, after, 1)).isBetween(2.0, 6.7);
    assertThat(moved(before, after, 10)).isLessThan(0.2);
    for (int f : new int[] {9, 11, 1, 40}) {
      assertThat(at(b, 0, f)).as("frame %d", f).isSameAs(b.computed().get(0).at(f).orElseThrow());
    }
  }

  @Test
  void changesSpreadBetweenKeysAndDieAwayOutside() {
    ShotAnalysis b =
        edited(
            shot(),
            "{'do':'move','track':0,'fade':3,'keys':["
                + "{'frame':10,'by':[8,0]},{'frame':20,'by':[0,4]}]}");
    ShotAnalysis a = shot();
    assertThat(dx(a, b, 10)).isCloseTo(8, within(0.01));
    assertThat(dx(a, b, 15)).isCloseTo(4, within(0.01));
    assertThat(dx(a, b, 20)).isCloseTo(0, within(0.01));
    assertThat(dx(a, b, 9)).isBetween(6.0, 7.9);
    assertThat(dx(a, b, 7)).isBetween(0.1, 2.0);
    assertThat(dx(a, b, 6)).isZero();
    ShotAnalysis c =
        edited(shot(), "{'do':'move','track':0,'keys':[{'frame':20,'scale':1.1,'turn':10}]}");
    FaceObservation turned = at(c, 0, 20);
    FaceObservation before = at(a, 0, 20);
    double[] up = between(turned, 152, 10);
    double[] was = between(before, 152, 10);
    assertThat(Math.hypot(up[0], up[1]) / Math.hypot(was[0], was[1])).isCloseTo(1.1, within(0.001));
    // Counter-clockwise in a picture whose y goes down.
    double angle = Math.atan2(-up[1], up[0]) - Math.atan2(-was[1], was[0]);
    assertThat(Math.toDegrees(angle)).isCloseTo(10, within(0.05));
    assertThat(turned.pose().roll()).isCloseTo(before.pose().roll() + 10, within(0.01f));
    assertThat(turned.detail().size()).isCloseTo(before.detail().size() * 1.1f, within(0.01f));
  }

  @Test
  void twoPulledPointsBothArrive() {
    ShotAnalysis a = shot();
    FaceObservation o = at(a, 0, 12);
    ShotAnalysis b =
        edited(
            a,
            "{'do':'points','track':0,'radius':0.3,'keys':[{'frame':12,"
                + "'by':{'mesh:4':[5,0],'mesh:1':[-5,1],'point:30':[1,1],'iris:left':[0,2]}}]}");
    FaceObservation p = at(b, 0, 12);
    assertThat(p.landmarks().x(4) - o.landmarks().x(4)).isCloseTo(5, within(0.01f));
    assertThat(p.landmarks().x(1) - o.landmarks().x(1)).isCloseTo(-5, within(0.01f));
    assertThat(p.detail().points().y(30) - o.detail().points().y(30)).isCloseTo(1, within(0.01f));
    assertThat(p.detail().iris()[1] - o.detail().iris()[1]).isCloseTo(2, within(0.01f));
    assertThat(p.detail().iris()[2]).isEqualTo(o.detail().iris()[2]);
  }

  @Test
  void tracksAreSplitJoinedNamedAndDeleted() {
    ShotAnalysis b =
        edited(
            shot(),
            "{'do':'split','track':0,'frame':21},"
                + "{'do':'name','track':2,'name':'late anna'},"
                + "{'do':'identity','track':2,'identity':'anna'},"
                + "{'do':'delete','track':1,'from':21}, {'do':'join','track':1,'with':2}");
    assertThat(b.tracks().stream().map(ShotAnalysis.Track::id)).containsExactly(0, 1);
    ShotAnalysis.Track joined = b.tracks().get(1);
    assertThat(joined.observations()).hasSize(40);
    assertThat(joined.observations()).allMatch(o -> o.trackId() == 1);
    assertThat(joined.at(30).orElseThrow().landmarks().x(0)).isLessThan(400);
    assertThat(b.tracks().get(0).observations()).hasSize(20);
    ShotAnalysis named = edited(shot(), "{'do':'name','track':1,'name':'bo'}");
    assertThat(named.tracks().get(1).name()).isEqualTo("bo");
    assertThat(edited(shot(), "{'do':'delete','track':0}").tracks()).hasSize(1);
  }

  @Test
  void correctionsAreStoredBesideWhatWasFoundAndReadBack() throws IOException {
    ShotAnalysis b =
        edited(
            shot(),
            "{'do':'move','track':0,'keys':[{'frame':10,'by':[8,0]}]},"
                + "{'do':'points','track':1,'keys':[{'frame':3,'to':{'mesh:4':[500,300]}}]},"
                + "{'do':'split','track':0,'frame':21,'as':7},{'do':'name','track':7,'name':'x'},"
                + "{'do':'delete','track':1,'from':30,'to':33}");
    Path file = dir.resolve("shot.analysis");
    b.write(file);
    ShotAnalysis c = ShotAnalysis.read(file);
    assertThat(c.corrections()).isEqualTo(b.corrections());
    assertThat(AnalysisCodec.encode(c)).isEqualTo(AnalysisCodec.encode(b));
    assertThat(c.toJson()).isEqualTo(b.toJson());
    assertThat(AnalysisCodec.encode(c.with(Corrections.NONE)))
        .isEqualTo(AnalysisCodec.encode(shot()));
    assertThat(c.problems()).isEmpty();
    assertThat(c.corrections().withoutLast(4).size()).isEqualTo(1);
  }

  @Test
  void aNewAnalysisKeepsThemByPlace() {
    ShotAnalysis b =
        edited(
            shot(),
            "{'do':'name','track':0,'name':'anna'},"
                + "{'do':'points','track':0,'keys':[{'frame':10,'to':{'mesh:4':[205,300]}}]},"
                + "{'do':'delete','track':1}");
    // The same two faces, numbered the other way round, and found a little elsewhere.
    ShotAnalysis anew =
        analysis(List.of(track(0, 601, 40), track(1, 201.5, 40))).with(b.corrections());
    assertThat(anew.problems()).isEmpty();
    assertThat(anew.tracks()).hasSize(1);
    assertThat(anew.tracks().get(0).name()).isEqualTo("anna");
    assertThat(at(anew, 1, 10).landmarks().x(4)).isCloseTo(205f, within(0.002f));
    ShotAnalysis gone = analysis(List.of(track(0, 601, 40))).with(b.corrections());
    assertThat(gone.problems()).hasSize(2);
    assertThat(gone.problems().get(0))
        .startsWith("correction 1 (name): there is no face near ")
        .contains("in frame");
    assertThat(gone.tracks()).isEmpty();
    assertThat(gone.corrections()).isEqualTo(b.corrections());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'do':'split','track':5,'frame':3} | there is no track 5; there are 0, 1
          {'do':'split','track':0,'frame':1} | cannot be split at frame 1
          {'do':'split','track':0,'frame':9,'as':1} | there is a track 1 already
          {'do':'join','track':0,'with':1} | both there in frame 1 and 39 more
          {'do':'join','track':0,'with':0} | cannot be joined with itself
          {'do':'delete','track':0,'from':90} | has no face from frame 90
          {'do':'move','track':0,'keys':[{'frame':77}]} | track 0 has no face in frame 77
          {'do':'move','track':0,'keys':[]} | "keys" must be a list of at least one
          {'do':'move','track':0,'keys':[{'frame':1},{'frame':1}]} | two keys at frame 1
          {'do':'move','track':0,'keys':[{'frame':1,'scale':0}]} | "scale" is 0; it must be
          {'do':'points','track':0,'keys':[{'frame':1}]} | moves no point
          {'do':'points','track':0,'keys':[{'frame':1,'to':{'nose':[1,2]}}]} | no point "nose"
          {'do':'points','track':0,'keys':[{'frame':1,'to':{'mesh:468':[1,2]}}]} | mesh:0 to mesh:467
          {'do':'points','track':0,'keys':[{'frame':1,'to':{'mesh:1':[1]}}]} | it must be [x, y]
          {'do':'points','track':0,'keys':[{'frame':1,'to':{'mesh:1':[1,1e99]}}]} | it must be a number
          {'do':'points','track':0,'keys':[{'frame':1,'too':{}}]} | it has no "too"
          {'do':'dance','track':0} | it can be points, move, split
          {'do':'name','track':0} | "name" is missing
          {'do':'name','track':'0','name':'x'} | must be a whole number
          {'do':'name','track':0,'name':'a\\nb'} | one line
          {'track':0} | "do" is missing
          7 | must be an object
          """)
  void whatDoesNotFitIsRefusedWithASentence(String json, String sentence) {
    assertThatThrownBy(() -> edited(shot(), json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("correction 1")
        .hasMessageContaining(sentence);
  }

  @Test
  void whatIsNoListOfCorrectionsIsRefused() {
    for (String bad : List.of("{", "[]", "null", "{\"corrections\": 3}", "\"x\"", "{} {}", "{}")) {
      assertThatThrownBy(() -> Corrections.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("corrections");
    }
    assertThat(Corrections.parse(" ")).isEqualTo(Corrections.NONE);
  }

  private static ShotAnalysis edited(ShotAnalysis a, String corrections) {
    String json = "{\"corrections\": [" + corrections.replace('\'', '"') + "]}";
    return a.with(a.corrections().then(Corrections.parse(json), a));
  }

  private static ShotAnalysis shot() {
    return analysis(List.of(track(0, 200, 40), track(1, 600, 40)));
  }

  private static ShotAnalysis analysis(List<ShotAnalysis.Track> tracks) {
    return new ShotAnalysis(Map.of(), "", IntStream.rangeClosed(1, 40).boxed().toList(), tracks);
  }

  private static ShotAnalysis.Track track(int id, double x, int frames) {
    List<FaceObservation> list = new ArrayList<>();
    for (int f = 1; f <= frames; f++) {
      FaceObservation o = TrackTest.face(id, f, x, 300, 120);
      float[] xy = new float[2 * FacePoints.CLASSIC];
      for (int i = 0; i < FacePoints.CLASSIC; i++) {
        xy[2 * i] = o.landmarks().x(i);
        xy[2 * i + 1] = o.landmarks().y(i);
      }
      FacePoints points =
          new FacePoints(xy, new float[FacePoints.CLASSIC], new float[FacePoints.CLASSIC]);
      float[] iris = {xy[0], xy[1], 4, xy[60], xy[61], 4};
      list.add(
          o.withDetail(
              new FaceDetail(
                  points,
                  FacePoints.NONE,
                  iris,
                  new float[0],
                  new float[0],
                  0.5f,
                  130f,
                  new float[0])));
    }
    return new ShotAnalysis.Track(id, list);
  }

  private static FaceObservation at(ShotAnalysis a, int track, int frame) {
    return a.tracks().stream()
        .filter(t -> t.id() == track)
        .findFirst()
        .orElseThrow()
        .at(frame)
        .orElseThrow();
  }

  private static double dx(ShotAnalysis a, ShotAnalysis b, int frame) {
    return FaceBox.of(at(b, 0, frame).landmarks()).centreX()
        - FaceBox.of(at(a, 0, frame).landmarks()).centreX();
  }

  private static double moved(FaceObservation a, FaceObservation b, int point) {
    return Math.hypot(
        b.landmarks().x(point) - a.landmarks().x(point),
        b.landmarks().y(point) - a.landmarks().y(point));
  }

  private static double[] between(FaceObservation o, int from, int to) {
    return new double[] {
      o.landmarks().x(to) - o.landmarks().x(from), o.landmarks().y(to) - o.landmarks().y(from)
    };
  }
}
