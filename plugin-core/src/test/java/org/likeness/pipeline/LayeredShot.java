package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.exr.TimeCode;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.ShotRisk;
import org.likeness.image.Plane;

/** A shot of two faces over four frames, one of them without any, that is rendered into files. */
abstract class LayeredShot {
  @TempDir static Path dir;
  private static Path model;
  private static Path analysis;

  static final List<ExrAttribute> PLATE =
      List.of(
          ExrAttribute.timeCode("timeCode", TimeCode.of(10, 20, 30, 12, false)),
          ExrAttribute.rational("framesPerSecond", 24000, 1001),
          ExrAttribute.chromaticities(0.64f, 0.33f, 0.3f, 0.6f, 0.15f, 0.06f, 0.3127f, 0.329f),
          ExrAttribute.string("nuke/node_hash", "8d1fae70e5"),
          ExrAttribute.string("cryptomatte/0123456/name", "ofThePlate"),
          ExrAttribute.string("camera", "A"));

  @BeforeAll
  static void make() throws IOException {
    model = TestModels.write(dir.resolve("test.onnx"), TestModels.RIGHTS);
    List<FaceObservation> first = new ArrayList<>();
    List<FaceObservation> second = new ArrayList<>();
    for (int f : new int[] {1, 2, 4}) {
      first.add(TestPlates.track().at(f).orElseThrow());
      second.add(other(f));
    }
    analysis = dir.resolve("shot.analysis");
    new ShotAnalysis(
            Map.of(),
            "",
            List.of(1, 2, 3, 4),
            List.of(new ShotAnalysis.Track(0, "ana", "", first), new ShotAnalysis.Track(1, second)))
        .with(new ShotRisk("negative", Map.of(0, Map.of(1, 0.25, 2, 0.75, 4, 0.5))))
        .write(analysis);
  }

  static FaceObservation other(int frame) {
    FaceObservation o = TestPlates.face(frame, 165, 70, 30);
    return new FaceObservation(1, frame, 1f, o.landmarks(), o.pose(), o.flags());
  }

  static SwapSettings settings(String... more) {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("model", model.toString());
    m.put("identity", "negative");
    m.put("analysis", analysis.toString());
    m.put("face", "id:0");
    for (int i = 0; i < more.length; i += 2) {
      m.put(more[i], more[i + 1]);
    }
    return SwapSettings.of(m);
  }

  static FrameResult render(int frame, SwapSettings s) {
    try (FramePipeline p = FramePipeline.open(s)) {
      return p.render(TestPlates.plate(frame), frame, s);
    }
  }

  static Path write(int frame, SwapSettings s) throws IOException {
    Path file = Files.createTempFile(dir, "l", ".exr");
    try (FramePipeline p = FramePipeline.open(s)) {
      new LayerWriter(s)
          .write(
              file,
              p.render(TestPlates.plate(frame), frame, s),
              s.output(),
              PLATE,
              Provenance.of(p, s, "test").withPlate("plate.exr"));
    }
    return file;
  }

  static Plane plane(List<ExrPart> parts, String channel) {
    return parts.stream()
        .flatMap(p -> p.channel(channel).stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + channel))
        .plane();
  }

  static List<String> channels(List<ExrPart> parts) {
    return parts.stream().flatMap(p -> p.channels().stream()).map(ExrChannel::name).toList();
  }
}
