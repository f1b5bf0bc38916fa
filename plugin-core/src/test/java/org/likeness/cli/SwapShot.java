package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrWriter;
import org.likeness.exr.TimeCode;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Frame;
import org.likeness.model.RightsRecord;
import org.likeness.pipeline.Sha256;
import org.likeness.pipeline.TestModels;
import org.likeness.pipeline.TestPlates;

/** A shot of six small plates with an analysis and a model, and the command that renders it. */
abstract class SwapShot {
  static final int FRAMES = 6;

  @TempDir Path dir;

  @BeforeEach
  final void writeShot() throws IOException {
    List<FaceObservation> seen = new ArrayList<>();
    List<Integer> frames = new ArrayList<>();
    for (int f = 1; f <= FRAMES; f++) {
      Frame p = TestPlates.plate(f);
      ExrWriter.write(
          plate(f),
          List.of(
              new ExrPart(
                  "",
                  p.dataWindow(),
                  p.displayWindow(),
                  1f,
                  List.of(
                      ExrChannel.half("R", p.r()),
                      ExrChannel.half("G", p.g()),
                      ExrChannel.half("B", p.b())),
                  List.of(
                      ExrAttribute.timeCode("timeCode", TimeCode.of(1, 2, 3, f, false)),
                      ExrAttribute.rational("framesPerSecond", 24, 1),
                      ExrAttribute.string("nuke/node_hash", "abc"),
                      ExrAttribute.string("cameraMake", "none")))),
          ExrCompression.ZIP,
          1);
      TestPlates.track().at(f).ifPresent(seen::add);
      frames.add(f);
    }
    new ShotAnalysis(Map.of(), "", frames, List.of(new ShotAnalysis.Track(0, seen)))
        .write(dir.resolve("shot.analysis"));
    model(TestModels.RIGHTS);
  }

  final Path plate(int frame) {
    return dir.resolve(String.format("plate.%04d.exr", frame));
  }

  final Path model(@Nullable RightsRecord rights) throws IOException {
    return TestModels.write(dir.resolve("test.onnx"), rights);
  }

  final Cli swap(String out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "swap",
                dir + "/plate.####.exr",
                "--model",
                dir + "/test.onnx",
                "--identity",
                "negative",
                "--analysis",
                dir + "/shot.analysis",
                "--out",
                dir + "/" + out));
    args.addAll(Arrays.asList(more));
    return Cli.run(args.toArray(String[]::new));
  }

  final Map<String, String> hashes(String prefix) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> list = Files.list(dir)) {
      for (Path p : list.filter(q -> q.getFileName().toString().startsWith(prefix)).toList()) {
        all.put(p.getFileName().toString().replaceFirst(prefix, ""), Sha256.of(p));
      }
    }
    return all;
  }

  static String attribute(ExrPart p, String name) {
    return String.valueOf(p.attribute(name).map(ExrAttribute::value).orElse("missing"));
  }
}
