package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetsTest {
  @TempDir Path dir;

  @Test
  void theFirstIsTheDefaultsAndEachIsReadByTheSettings() {
    assertThat(Presets.ALL).hasSizeGreaterThan(3);
    assertThat(SwapSettings.of(Presets.ALL.get(0).settings())).isEqualTo(SwapSettings.defaults());
    for (Preset p : Presets.ALL) {
      assertThat(SwapSettings.of(p.settings())).isNotNull();
      assertThat(p.label()).isNotBlank();
      assertThat(p.hint()).endsWith(".");
      // A look replaces the one before it only if each names the same knobs.
      assertThat(p.settings().keySet()).isEqualTo(Presets.ALL.get(0).settings().keySet());
    }
    assertThat(Presets.ALL.stream().map(Preset::settings)).doesNotHaveDuplicates();
  }

  /** The failure's message holds the text to paste. */
  @Test
  void theSchemaInTheRepositoryIsTheCodes() throws IOException {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("presets/swap/schema.json"))) {
      at = at.getParent();
    }
    assertThat(at).as("a folder above with presets/swap/schema.json").isNotNull();
    assertThat(Files.readString(at.resolve("presets/swap/schema.json")))
        .isEqualTo(Presets.schema());
  }

  private Path file(String settings) throws IOException {
    return Files.writeString(
        dir.resolve("p.json"),
        "{\"formatVersion\": 1, \"presets\": [{\"name\": \"mine\", \"settings\": {"
            + settings
            + "}}]}");
  }

  @Test
  void aFileOfAStudiosOwn() throws IOException {
    Preset p = Presets.read(file("\"matteBlur\": 2.5, \"output\": \"comp\""));
    assertThat(p.label()).isEqualTo("mine");
    assertThat(p.settings()).isEqualTo(Map.of("matteBlur", "2.5", "output", "comp"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"matteBlur\": 99|matteBlur is 99; it must lie within 0.0 to 20.0",
        "\"output\": \"film\"|output is \"film\"; it can be face",
        "\"model\": \"x.onnx\"|\"model\" cannot be set by a preset; it can set output",
        "|sets nothing"
      })
  void aWrongSettingIsASentence(String settings, String sentence) throws IOException {
    Path file = file(settings == null ? "" : settings);
    assertThatThrownBy(() -> Presets.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": preset \"mine\": ")
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json|: not JSON",
        "{}|formatVersion is missing; this Likeness reads 1",
        "{\"formatVersion\": 2}|formatVersion is 2; this Likeness reads 1",
        "{\"formatVersion\": 1}|holds 0 presets; it must hold one",
        "{\"formatVersion\": 1, \"presets\": [{\"name\": \"A b\"}]}|small letters, digits and -"
      })
  void aWrongFileIsASentence(String text, String sentence) throws IOException {
    Path file = Files.writeString(dir.resolve("w.json"), text);
    assertThatThrownBy(() -> Presets.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("w.json")
        .hasMessageContaining(sentence);
    assertThatThrownBy(() -> Presets.read(dir.resolve("gone.json")))
        .hasMessageContaining("no such preset file");
  }
}
