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
      // A look replaces the one before it only if each sets the same knobs.
      assertThat(p.look().keySet()).isEqualTo(Presets.ALL.get(0).look().keySet());
      assertThat(p.look().keySet())
          .containsExactlyInAnyOrderElementsOf(Presets.LOOK.stream().map(ParamSpec::name).toList());
    }
    assertThat(Presets.ALL.stream().map(Preset::look)).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNotNamedStandsAtItsDefault() {
    Preset p = new Preset("mine", "Mine", "", Map.of("grain", "1", "output", "comp"));
    assertThat(p.look()).containsEntry("grain", "1.0").containsEntry("output", "comp");
    assertThat(p.look()).containsEntry("matteBlur", SwapParams.MATTE_BLUR.defaultValue());
    assertThat(p.look()).doesNotContainKeys("layers", "model", "face", "analysis", "matteModel");
    assertThat(SwapSettings.of(p.look())).isEqualTo(SwapSettings.of(p.settings()));
  }

  /** A shot's own affairs stay out, whatever is added to the knobs. */
  @Test
  void noPresetTouchesAShot() {
    assertThat(Presets.MAY_SET.stream().map(ParamSpec::name))
        .doesNotContain(
            "model",
            "identity",
            "controls",
            "analysis",
            "corrections",
            "face",
            "matteModel",
            "useMatte",
            "useHoldout",
            "guideChannel",
            "plateColourSpace",
            "ocioSpace",
            "ocioConfig",
            "writeLayers")
        .contains("matteErodeTop", "partMouth", "grain", "matchMode", "matteExpression");
  }

  /** Each preset is a file, and the menu names them all. */
  @Test
  void theMenuNamesEveryFile() throws IOException {
    try (var files = Files.list(swapFolder())) {
      assertThat(
              files
                  .map(f -> String.valueOf(f.getFileName()))
                  .filter(f -> f.endsWith(".json") && !f.equals("schema.json")))
          .containsExactlyInAnyOrderElementsOf(
              Presets.ALL.stream().map(p -> p.name() + ".json").toList());
    }
    // Projects store the place in the menu: what was there first keeps it.
    assertThat(Presets.ALL.stream().map(Preset::name))
        .startsWith("default", "soft-edge", "tight", "wide", "half-match", "own-colours");
  }

  /** The failure's message holds the text to paste. */
  @Test
  void theSchemaInTheRepositoryIsTheCodes() throws IOException {
    assertThat(Files.readString(swapFolder().resolve("schema.json")))
        .isEqualTo(PresetSchema.text());
  }

  private static Path swapFolder() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("presets/swap/schema.json"))) {
      at = at.getParent();
    }
    assertThat(at).as("a folder above with presets/swap/schema.json").isNotNull();
    return at.resolve("presets/swap");
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
    Preset p = PresetFile.read(file("\"matteBlur\": 2.5, \"output\": \"comp\""));
    assertThat(p.label()).isEqualTo("mine");
    assertThat(p.settings()).isEqualTo(Map.of("matteBlur", "2.5", "output", "comp"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"matteBlur\": 99|matteBlur is 99; it must lie within 0.0 to 20.0",
        "\"output\": \"film\"|output is \"film\"; it can be face",
        "\"matteBlur\": \"2\"|matteBlur is \"2\"; it must be a number 0.0 to 20.0, without quotes",
        "\"partMouth\": \"off\"|partMouth is \"off\"; it must be true or false, without quotes",
        "\"output\": 1|output is 1; it must be one of face, comp,",
        "\"matteExpression\": 1|matteExpression is 1; it must be a text in quotes",
        "\"matteBlurr\": 1|\"matteBlurr\" cannot be set by a preset; it can set ",
        "\"model\": \"x.onnx\"|\"model\" cannot be set by a preset; it can set ",
        "|sets nothing"
      })
  void aWrongSettingIsASentence(String settings, String sentence) throws IOException {
    Path file = file(settings == null ? "" : settings);
    assertThatThrownBy(() -> PresetFile.read(file))
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
        "[]|holds no JSON object",
        "{\"formatVersion\": \"1\"}|formatVersion is \"1\"; this Likeness reads 1",
        "{\"formatVersion\": 1}|holds 0 presets; it must hold one",
        "{\"formatVersion\": 1, \"preset\": []}|there is no \"preset\"; there can be formatVersion",
        "{\"formatVersion\": 1, \"presets\": []} x|not JSON",
        "{\"formatVersion\": 1, \"formatVersion\": 1}|not JSON: Duplicate field",
        "{\"formatVersion\": 1, \"presets\": [{\"name\": \"a\", \"hints\": 1}]}|there is no"
            + " \"hints\"",
        "{\"formatVersion\": 1, \"presets\": [{\"name\": 1}]}|must be a text in quotes",
        "{\"formatVersion\": 1, \"presets\": [{\"name\": \"a\"}]}|settings must be an object",
        "{\"formatVersion\": 1, \"presets\": [{\"name\": \"A b\"}]}|small letters, digits and -"
      })
  void aWrongFileIsASentence(String text, String sentence) throws IOException {
    Path file = Files.writeString(dir.resolve("w.json"), text);
    assertThatThrownBy(() -> PresetFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("w.json")
        .hasMessageContaining(sentence);
    assertThatThrownBy(() -> PresetFile.read(dir.resolve("gone.json")))
        .hasMessageContaining("no such preset file");
  }

  @Test
  void aStudiosFolderIsSearchedByName() throws IOException {
    Path mine = file("\"grain\": 0.5");
    Files.move(mine, dir.resolve("mine.json"));
    Files.writeString(dir.resolve("notes.txt"), "not a preset");
    System.setProperty(Presets.PROPERTY, dir.toString());
    try {
      assertThat(Presets.studio()).containsOnlyKeys("mine");
      assertThat(Presets.of("mine").settings()).isEqualTo(Map.of("grain", "0.5"));
      assertThat(Presets.of("tight")).isEqualTo(Presets.byName("tight"));
      assertThatThrownBy(() -> Presets.of("night"))
          .hasMessageContaining("there is no preset \"night\"; there are default, ")
          .hasMessageContaining(", mine, or name a .json file");
      Path other = Files.copy(dir.resolve("mine.json"), dir.resolve("other.json"));
      assertThatThrownBy(() -> Presets.of("other"))
          .hasMessage(other + ": the preset in it is called \"mine\"; name both the same");
      Path taken =
          Files.writeString(
              dir.resolve("tight.json"), Files.readString(swapFolder().resolve("tight.json")));
      assertThatThrownBy(() -> Presets.studio(taken))
          .hasMessageContaining("a preset \"tight\" comes along already; choose another name");
      System.setProperty(Presets.PROPERTY, dir.resolve("gone").toString());
      assertThatThrownBy(() -> Presets.of("mine"))
          .hasMessageContaining("gone: this folder of presets, which LIKENESS_PRESETS names");
    } finally {
      System.clearProperty(Presets.PROPERTY);
    }
  }
}
