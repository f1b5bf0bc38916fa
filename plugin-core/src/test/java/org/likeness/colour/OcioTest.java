package org.likeness.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.file.NativeFile;

/** OpenColorIO against the built-in spaces; where its shim was not built, nothing to see. */
class OcioTest {
  /** OpenColorIO's own transforms of the same published curves and primaries. */
  private static final String CONFIG =
      """
      ocio_profile_version: 2
      roles:
        aces_interchange: ACES2065-1
        scene_linear: cg
        default: ACES2065-1
      colorspaces:
        - !<ColorSpace>
          name: ACES2065-1
        - !<ColorSpace>
          name: cg
          aliases: [house linear]
          to_scene_reference: !<BuiltinTransform> {style: ACEScg_to_ACES2065-1}
        - !<ColorSpace>
          name: cct
          to_scene_reference: !<BuiltinTransform> {style: ACEScct_to_ACES2065-1}
        - !<ColorSpace>
          name: alexa
          to_scene_reference: !<BuiltinTransform> {style: ARRI_ALEXA-LOGC-EI800-AWG_to_ACES2065-1}
        - !<ColorSpace>
          name: sony
          to_scene_reference: !<BuiltinTransform> {style: SONY_SLOG3-SGAMUT3_to_ACES2065-1}
        - !<ColorSpace>
          name: sony cine
          to_scene_reference: !<BuiltinTransform> {style: SONY_SLOG3-SGAMUT3.CINE_to_ACES2065-1}
        - !<ColorSpace>
          name: cut
          from_scene_reference: !<RangeTransform> {min_in_value: 0, min_out_value: 0, max_in_value: 1, max_out_value: 1}
      """;

  @TempDir Path dir;
  private Path config = Path.of("");

  @BeforeEach
  void write() throws IOException {
    Assumptions.assumeTrue(
        NativeFile.OCIO.find().isPresent(), "the OpenColorIO shim was not built here");
    config = Files.writeString(dir.resolve("config.ocio"), CONFIG);
  }

  private ColourSpace space(String name) {
    return ColourSpace.byName(ColourSpace.ocioName(name, config.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "ACES2065-1, aces2065-1", "cg, acescg", "scene_linear, acescg", "house linear, acescg",
    "cct, acescct", "alexa, logc3-ei800", "sony, slog3-sgamut3", "sony cine, slog3-sgamut3cine"
  })
  void theBuiltInSpacesAreOpenColorIos(String name, String builtIn) {
    ColourSpace a = space(name);
    ColourSpace b = ColourSpace.byName(builtIn);
    assertThat(a.isLinear()).isEqualTo(b.isLinear());
    assertThat(RoundTrip.error(a)).isLessThan(RoundTrip.WHOLE);
    for (double light = 0.002; light < 20; light *= 1.3) {
      float[][] x = colour(light);
      float[][] y = colour(light);
      a.fromLinearRec709(x[0], x[1], x[2]);
      b.fromLinearRec709(y[0], y[1], y[2]);
      for (int c = 0; c < 3; c++) {
        // To ACES white OpenColorIO adapts the cameras' spaces by CAT02, ours are by Bradford.
        float near = builtIn.startsWith("aces") ? 1e-5f : 4e-3f;
        assertThat(x[c][0]).isCloseTo(y[c][0], within(near * Math.max(1f, Math.abs(y[c][0]))));
      }
    }
  }

  private static float[][] colour(double light) {
    return new float[][] {{(float) light}, {(float) (0.6 * light)}, {(float) (0.3 * light)}};
  }

  @Test
  void aSpaceThatCutsLightOffIsNoticed() {
    assertThat(RoundTrip.error(space("cut"))).isGreaterThan(0.5);
    assertThat(space("cut").isLinear()).isFalse();
  }

  @Test
  void whatIsNotFiniteStaysAndDoesNotReachItsNeighbours() {
    float[] r = {Float.NaN, 0.5f};
    float[] g = {0.5f, Float.NEGATIVE_INFINITY};
    float[] b = {0.5f, 0.5f};
    space("cg").fromLinearRec709(r, g, b);
    assertThat(r[0]).isNaN();
    assertThat(g[1]).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(g[0] + b[0] + r[1] + b[1]).isFinite();
  }

  @Test
  void theSameBitsOnAnyNumberOfThreads() throws Exception {
    ColourSpace s = space("alexa");
    float[][] alone = ramp();
    s.toLinearRec709(alone[0], alone[1], alone[2]);
    ExecutorService four = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[][]>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        all.add(
            four.submit(
                () -> {
                  float[][] v = ramp();
                  space("alexa").toLinearRec709(v[0], v[1], v[2]);
                  return v;
                }));
      }
      for (Future<float[][]> f : all) {
        assertThat(f.get()[1]).isEqualTo(alone[1]);
      }
    } finally {
      four.shutdownNow();
    }
  }

  private static float[][] ramp() {
    float[][] v = new float[3][5000];
    for (int i = 0; i < 5000; i++) {
      v[0][i] = i / 5000f;
      v[1][i] = 1 - i / 5000f;
      v[2][i] = i % 71 / 71f;
    }
    return v;
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    assertThatThrownBy(() -> space("p3"))
        .hasMessageContaining("\"p3\"")
        .hasMessageContaining("alexa");
    assertThatThrownBy(() -> ColourSpace.byName("ocio:cg@" + dir.resolve("none.ocio")))
        .hasMessageContaining("none.ocio");
    Path broken = Files.writeString(dir.resolve("broken.ocio"), "colorspaces: [");
    assertThatThrownBy(() -> ColourSpace.byName("ocio:cg@" + broken))
        .hasMessageContaining("broken.ocio");
    Path bare =
        Files.writeString(
            dir.resolve("bare.ocio"),
            "ocio_profile_version: 2\nroles: {default: x}\n"
                + "colorspaces:\n  - !<ColorSpace> {name: x}\n");
    assertThatThrownBy(() -> ColourSpace.byName("ocio:x@" + bare))
        .hasMessageContaining("aces_interchange");
  }
}
