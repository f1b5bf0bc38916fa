package org.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.likeness.cli.ExitCode;
import org.likeness.cli.Likeness;
import org.likeness.pipeline.ParamSpec;
import org.likeness.pipeline.Preset;
import org.likeness.pipeline.Presets;
import org.likeness.pipeline.SwapParams;

/** The guide says what the code does. */
class GuideTest {
  private static final Path GUIDE = guide();

  private static Path guide() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("docs/guide"))) {
      at = at.getParent();
    }
    return at == null ? Path.of("docs/guide") : at.resolve("docs/guide");
  }

  /** The failure's message holds the table to paste. */
  @Test
  void theTableOfParametersIsTheCodes() throws IOException {
    StringBuilder table = new StringBuilder("<!-- table of parameters -->\n");
    table.append("| name | label | values | default | what it does |\n|---|---|---|---|---|\n");
    for (ParamSpec p : SwapParams.ALL) {
      String values =
          switch (p.type()) {
            case STRING -> "text";
            case FILE -> "file";
            case OUTPUT_FILE -> "file pattern";
            case CHOICE ->
                p.choices().stream().map(GuideTest::code).collect(Collectors.joining(" "));
            case BOOLEAN -> "`true` `false`";
            case DOUBLE -> number(p.min()) + " to " + number(p.max());
          };
      String otherwise =
          p.type() == ParamSpec.Type.DOUBLE ? number(p.defaultNumber()) : p.defaultValue();
      table
          .append("| ")
          .append(
              String.join(
                  " | ",
                  code(p.name()),
                  p.label(),
                  values,
                  otherwise.isEmpty() ? "–" : code(otherwise),
                  p.hint()))
          .append(" |\n");
    }
    table.append("<!-- end -->");
    assertThat(Files.readString(GUIDE.resolve("parameters.md"))).contains(table);
  }

  /** Each preset is named there; those for a kind of shot are shown by a picture. */
  @Test
  void everyPresetIsExplained() throws IOException {
    String page = Files.readString(GUIDE.resolve("presets.md"));
    for (Preset p : Presets.ALL) {
      assertThat(page).contains(code(p.name()));
    }
    List<String> pictures =
        Pattern.compile("\\.\\./pictures/(preset-[a-z-]+\\.jpg)")
            .matcher(page)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(pictures).hasSizeGreaterThanOrEqualTo(6);
    for (String picture : pictures) {
      Presets.byName(picture.substring("preset-".length(), picture.length() - ".jpg".length()));
      assertThat(GUIDE.resolveSibling("pictures").resolve(picture)).isNotEmptyFile();
    }
  }

  @Test
  void everyExitCodeIsExplained() throws IllegalAccessException, IOException {
    List<String> lines = Files.readAllLines(GUIDE.resolve("farm.md"));
    int seen = 0;
    for (var f : ExitCode.class.getFields()) {
      if (Modifier.isStatic(f.getModifiers()) && f.getType() == int.class) {
        String row = "| " + f.getInt(null) + " | ";
        assertThat(lines).as(f.getName()).anyMatch(l -> l.startsWith(row));
        seen++;
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(6);
  }

  /** Every command of plugin-core that the guide shows exists, with the options shown. */
  @Test
  void theCommandsOfTheGuideExist() throws IOException {
    var line = Likeness.commandLine();
    TreeSet<String> checked = new TreeSet<>();
    for (Path page : pages()) {
      for (String command : commands(Files.readString(page))) {
        List<String> words = Arrays.asList(command.trim().split("\\s+"));
        var at = line.getSubcommands().get(words.get(0));
        if (at == null) {
          // Of the launcher, or of another module, whose own tests know it.
          assertThat(
                  List.of(
                      "package",
                      "test",
                      "extract",
                      "train",
                      "export",
                      "host-render",
                      "validate",
                      "faceset",
                      "coverage",
                      "directions",
                      "samples",
                      "train-page",
                      "matte"))
              .as(page + ": likeness " + command)
              .contains(words.get(0));
          continue;
        }
        if (words.size() > 1 && at.getSubcommands().containsKey(words.get(1))) {
          at = at.getSubcommands().get(words.get(1));
        }
        for (String w : words) {
          if (w.startsWith("--")) {
            String option = w.replaceFirst("=.*", "");
            assertThat(at.getCommandSpec().optionsMap().keySet())
                .as(page + ": likeness " + command)
                .contains(option);
          }
        }
        checked.add(words.get(0));
      }
    }
    assertThat(checked).contains("analyse", "swap", "model", "doctor", "weights", "presets");
  }

  private static List<Path> pages() throws IOException {
    try (var files = Files.list(GUIDE)) {
      return files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** What follows the word likeness in code lines and code spans, up to a comment or the end. */
  private static List<String> commands(String page) {
    String joined = page.replaceAll("\\\\\\n\\s*", " ");
    return Pattern.compile("(?m)(?:^    (?:\\S*/)?|`(?:\\./|bin/)?)likeness ([a-z-]+[^`\\n]*)")
        .matcher(joined)
        .results()
        // A # inside of a word stands for a frame's number.
        .map(m -> m.group(1).replaceAll("\\s#.*", ""))
        .toList();
  }

  private static String code(String s) {
    return "`" + s + "`";
  }

  private static String number(double v) {
    return v == Math.rint(v)
        ? String.format(Locale.ROOT, "%.0f", v)
        : String.format(Locale.ROOT, "%s", v);
  }
}
