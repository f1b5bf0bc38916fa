package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.Weights;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.ModelFile;
import org.likeness.pipeline.TestModels;

class ModelToneCommandTest {
  @TempDir Path dir;

  private Cli tone(Path model, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "model";
    args[1] = "tone";
    args[2] = model.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return Cli.run(args);
  }

  private Path model() throws IOException {
    return TestModels.write(dir.resolve("m.onnx"), TestModels.RIGHTS);
  }

  private static List<Float> toneOf(Path model) {
    return ModelFile.readManifest(model).tone("tint");
  }

  @Test
  void theToneOfAPictureIsPutIntoTheModelAndNothingElse() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null
        && !Files.isDirectory(folder.resolve("shared/data/actors/faces/ana/img"))) {
      folder = folder.getParent();
    }
    Assumptions.assumeTrue(folder != null, "the CG actors are not beside this checkout");
    Weights.store();
    Path model = model();
    byte[] before = Files.readAllBytes(model);
    Path out = dir.resolve("toned.onnx");
    Path picture = folder.resolve("shared/data/actors/faces/ana/img/0001.jpg");

    Cli cli =
        tone(
            model,
            "--identity",
            "tint",
            "--performer",
            "negative",
            "--plate",
            picture.toString(),
            "--out",
            out.toString());

    assertThat(cli.err()).isEmpty();
    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("skin of tint over that of negative").contains("of 1 faces");
    assertThat(model).hasBinaryContent(before);
    assertThat(toneOf(model)).isEmpty();
    // The model paints tint as 1, 0.6 and 0.3 of the picture.
    List<Float> tone = toneOf(out);
    assertThat(tone).hasSize(3);
    assertThat(tone.get(0)).isGreaterThan(tone.get(1));
    assertThat(tone.get(1)).isGreaterThan(tone.get(2));
  }

  @Test
  void aPlateWithoutAFaceLeavesTheModelAsItWas() throws IOException {
    Weights.store();
    Path model = model();
    byte[] before = Files.readAllBytes(model);
    Path grey = dir.resolve("grey.png");
    PictureIo.writePng(grey, Plane.filled(PixelRect.ofSize(64, 48), 0.4f));
    Cli cli = tone(model, "--identity", "tint", "--performer", "negative", "--plate", "" + grey);
    assertThat(cli.code()).isNotZero();
    assertThat(cli.err()).contains("grey.png").contains("no face from the front in 1 frames");
    assertThat(model).hasBinaryContent(before);
  }

  @Test
  void whoPerformsMustBeKnownAndAnother() throws IOException {
    Path model = model();
    Cli unknown = tone(model, "--identity", "tint", "--plate", "p.####.exr");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("--performer").contains("negative, tint");
    Cli same = tone(model, "--identity", "tint", "--performer", "tint", "--plate", "p.####.exr");
    assertThat(same.code()).isEqualTo(ExitCode.USAGE);
    assertThat(same.err()).contains("the performer is tint as well");
  }
}
