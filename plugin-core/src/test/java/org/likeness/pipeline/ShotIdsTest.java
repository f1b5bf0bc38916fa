package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.Weights;

/**
 * Ids on shots of CG actors who cross, turn and are covered: one for each person, never another.
 */
class ShotIdsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({"two, 24, 2", "occlude, 32, 1", "turn, 48, 1"})
  void oneIdAPersonAllTheWay(String shot, int frames, int people) throws IOException {
    Weights.store();
    Path folder = actors().resolve("shots").resolve(shot);
    List<Integer> numbers = IntStream.rangeClosed(1, frames).boxed().toList();
    PlateSource plate =
        new PlateSource(
            FramePattern.parse(folder.resolve("plate/plate.####.exr").toString()),
            numbers,
            "lin_rec709");
    ShotAnalysis analysis = AnalyseJob.run(plate, "lin_rec709", 2, f -> {});
    Map<String, TreeSet<Integer>> ids = new TreeMap<>();
    int seen = 0;
    for (int f : numbers) {
      JsonNode faces =
          JSON.readTree(folder.resolve(String.format(Locale.ROOT, "meta/%04d.json", f)).toFile())
              .path("faces");
      for (ShotAnalysis.Track t : analysis.tracks()) {
        FaceObservation o = t.at(f).orElse(null);
        if (o != null && !o.flags().contains(FaceObservation.Flag.INTERPOLATED)) {
          ids.computeIfAbsent(nearest(faces, o), k -> new TreeSet<>()).add(t.id());
          seen++;
        }
      }
    }
    assertThat(ids).as("ids by person").hasSize(people);
    assertThat(ids.values()).as("ids by person: " + ids).allMatch(s -> s.size() == 1);
    assertThat(analysis.tracks()).hasSize(people);
    assertThat(seen).as("faces seen").isGreaterThan(9 * frames * people / 10);
  }

  /** Who of the truth lies where the face was seen: by the 51 inner points. */
  private static String nearest(JsonNode faces, FaceObservation o) {
    float[] points = ClassicPoints.of(o.landmarks());
    String best = "nobody";
    double least = 40; // pixels: a face in these shots is about 150 wide
    for (JsonNode face : faces) {
      double sum = 0;
      for (int i = 17; i < 68; i++) {
        JsonNode p = face.path("landmarks68").get(i);
        sum +=
            Math.hypot(
                p.get(0).asDouble() - points[2 * i], p.get(1).asDouble() - points[2 * i + 1]);
      }
      if (sum / 51 < least) {
        least = sum / 51;
        best = face.path("identity").asText();
      }
    }
    return best;
  }

  private static Path actors() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path actors = p.resolve("shared/data/actors");
      if (Files.isDirectory(actors)) {
        return actors;
      }
    }
    Assumptions.abort("the CG actors (shared/data/actors) are not beside this checkout");
    throw new IllegalStateException();
  }
}
