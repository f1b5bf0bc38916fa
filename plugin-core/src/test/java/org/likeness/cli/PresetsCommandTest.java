package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.pipeline.Preset;
import org.likeness.pipeline.PresetSchema;
import org.likeness.pipeline.Presets;

class PresetsCommandTest {
  @TempDir Path dir;

  @BeforeEach
  void useTheFolder() {
    System.setProperty(Presets.PROPERTY, dir.toString());
  }

  @AfterEach
  void forgetIt() {
    System.clearProperty(Presets.PROPERTY);
  }

  private Path write(String name, String settings) throws IOException {
    return Files.writeString(
        dir.resolve(name + ".json"),
        "{\"formatVersion\": 1, \"presets\": [{\"name\": \"%s\", \"hint\": \"Mine.\", \"settings\": %s}]}"
            .formatted(name, settings));
  }

  @Test
  void theListHoldsOursAndTheStudios() throws IOException {
    Path night = write("night", "{\"grain\": 0.5}");
    Cli list = Cli.run("presets");
    assertThat(list.code()).isZero();
    for (Preset p : Presets.ALL) {
      assertThat(list.out()).contains(p.name() + ": " + p.hint() + "\n");
    }
    assertThat(list.out()).endsWith("night: Mine. (" + night + ")\n    grain=0.5\n");
  }

  /** A wrong file does not hide the others. */
  @Test
  void aWrongFileOfTheStudioIsNamed() throws IOException {
    write("dawn", "{\"grain\": 0.5}");
    Path wrong = write("night", "{\"grain\": 9}");
    Cli list = Cli.run("presets");
    assertThat(list.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(list.out()).contains("dawn: Mine.");
    assertThat(list.err())
        .contains(wrong + ": preset \"night\": grain is 9; it must lie within 0.0 to 2.0");
  }

  @Test
  void oneIsShownWhole() throws IOException {
    write("night", "{\"grain\": 0.5, \"output\": \"comp\"}");
    Cli one = Cli.run("presets", "night", "tight");
    assertThat(one.code()).isZero();
    assertThat(one.out())
        .startsWith("night (night): Mine.\n")
        .contains("  * grain=0.5\n")
        .contains("  * output=comp\n")
        .contains("    matteBlur=0.5\n")
        .contains("tight (Tight face): ")
        .contains("  * matteBlur=3.0\n");
    assertThat(one.out().lines().filter(l -> l.contains("="))).hasSize(2 * Presets.LOOK.size() + 1);
    Cli none = Cli.run("presets", "mauve");
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("there is no preset \"mauve\"; there are default, ");
    Cli gone = Cli.run("presets", dir + "/gone.json");
    assertThat(gone.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(gone.err()).contains("gone.json: no such preset file");
  }

  @Test
  void theSchemaIsPrinted() {
    assertThat(Cli.run("presets", "--schema").out()).isEqualTo(PresetSchema.text());
  }
}
