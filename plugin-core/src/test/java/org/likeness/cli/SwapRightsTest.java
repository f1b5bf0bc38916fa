package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.pipeline.StudioPolicy;

/** What rights a model has, and what a studio asks of them. */
class SwapRightsTest extends SwapShot {
  @Test
  void rightsAreAttachedByACommandAndTheMarkGoes() throws IOException {
    model(null);
    Cli marked = swap("marked.####.exr", "--frames", "1");
    assertThat(marked.code()).isZero();
    assertThat(marked.err()).contains("no rights record");
    String onnx = dir + "/test.onnx";
    assertThat(Cli.run("model", "show", onnx).out()).contains("no rights record");

    Cli r = rights("2999-01-01", "c@example.org");
    assertThat(r.code()).as(r.err()).isZero();
    JsonNode shown = new ObjectMapper().readTree(Cli.run("model", "show", onnx, "--json").out());
    assertThat(shown.path("rightsState").asText()).isEqualTo("valid");
    assertThat(shown.path("manifest").path("rights").path("consentId").asText()).isEqualTo("C-9");

    Cli clean = swap("clean.####.exr", "--frames", "1");
    assertThat(clean.err()).doesNotContain("rights");
    ExrPart a = ExrReader.read(dir.resolve("marked.0001.exr")).get(0);
    ExrPart b = ExrReader.read(dir.resolve("clean.0001.exr")).get(0);
    assertThat(a.channel("matte.A").orElseThrow().plane().data())
        .isEqualTo(b.channel("matte.A").orElseThrow().plane().data());
    assertThat(a.channel("R").orElseThrow().plane().data())
        .isNotEqualTo(b.channel("R").orElseThrow().plane().data());
    assertThat(attribute(a, "likeness/rights")).isEqualTo("missing");
    assertThat(attribute(b, "likeness/rights")).isEqualTo("valid");

    assertThat(rights("tomorrow", "c").code()).isEqualTo(ExitCode.USAGE);
  }

  private Cli rights(String expires, String contact) {
    return Cli.run(
        "model",
        "rights",
        dir + "/test.onnx",
        "--consent-id",
        "C-9",
        "--holder",
        "H",
        "--scope",
        "S",
        "--expires",
        expires,
        "--contact",
        contact);
  }

  @Test
  void aStudiosPolicyRefuses() throws IOException {
    model(null);
    Path policy = Files.writeString(dir.resolve("policy.json"), "{\"requireRights\": true}");
    System.setProperty(StudioPolicy.PROPERTY, policy.toString());
    try {
      Cli r = swap("swap.####.exr");
      assertThat(r.code()).isEqualTo(ExitCode.REFUSED);
      assertThat(r.err()).contains("requireRights");
      assertThat(dir.resolve("swap.0001.exr")).doesNotExist();
    } finally {
      System.clearProperty(StudioPolicy.PROPERTY);
    }
  }

  @Test
  void aFileThatIsNoModelIsRefused() throws IOException {
    Files.writeString(dir.resolve("text.onnx"), "hello");
    Cli r = Cli.run("model", "show", dir + "/text.onnx");
    assertThat(r.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(r.err()).contains("text.onnx");
  }
}
