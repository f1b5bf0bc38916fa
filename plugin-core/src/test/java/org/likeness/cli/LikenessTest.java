package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.likeness.model.ModelException;
import org.likeness.pipeline.PolicyException;
import picocli.CommandLine;

class LikenessTest {
  @Test
  void everyCommandHasAHelpTextThatFitsATerminal() {
    for (CommandLine c : Likeness.commandLine().getSubcommands().values()) {
      String help = c.getUsageMessage();
      assertThat(help).as(c.getCommandName()).startsWith("Usage: likeness " + c.getCommandName());
      assertThat(help.lines().mapToInt(String::length).max().orElse(0))
          .as(help)
          .isLessThanOrEqualTo(100);
      assertThat(c.getCommandSpec().usageMessage().description()).isNotEmpty();
    }
  }

  @Test
  void noHelpTextNamesADefaultTwiceOrOneThatIsNothing() {
    everyOne(Likeness.commandLine());
  }

  private static void everyOne(CommandLine line) {
    assertThat(line.getUsageMessage().lines()).noneMatch(l -> l.strip().equals("Default:"));
    assertThat(line.getUsageMessage().lines()).noneMatch(l -> l.strip().equals("Default: []"));
    // An option with what stands about it begins with a dash after spaces.
    for (String option : line.getUsageMessage().split("\\n(?= +-)", -1)) {
      assertThat(option.split("Default:", -1)).as(option).hasSizeLessThanOrEqualTo(2);
    }
    line.getSubcommands().values().forEach(LikenessTest::everyOne);
  }

  @Test
  void theCoreCommandsAreFound() {
    assertThat(Likeness.commandLine().getSubcommands()).containsKeys("swap", "model");
  }

  @Test
  void wrongUseIsTwoAndOneLine() {
    for (String[] args :
        new String[][] {
          {"nonsense"}, {"swap"}, {"swap", "--threads", "x", "p.exr", "--out", "o.exr"}, {"model"}
        }) {
      Cli r = Cli.run(args);
      assertThat(r.code()).isEqualTo(ExitCode.USAGE);
      assertThat(r.err().strip().lines()).hasSize(1);
    }
    assertThat(Cli.run("swap", "--help").code()).isZero();
    assertThat(Cli.run("--version").out()).startsWith("likeness 0");
  }

  @Test
  void failuresHaveTheirCodes() {
    assertThat(Failures.code(new CliException(75, "x"))).isEqualTo(75);
    assertThat(Failures.code(new PolicyException("x"))).isEqualTo(5);
    assertThat(Failures.code(new IOException("x"))).isEqualTo(3);
    assertThat(Failures.code(new ModelException("m", "x"))).isEqualTo(3);
    assertThat(Failures.code(new UncheckedIOException(new IOException("x")))).isEqualTo(3);
    assertThat(Failures.code(new IllegalStateException("x"))).isEqualTo(1);
    assertThat(Failures.code(new OutOfMemoryError())).isEqualTo(75);
  }

  @Test
  void bareFileErrorsBecomeSentences() {
    assertThat(Failures.sentence(new NoSuchFileException("a.exr")))
        .isEqualTo("a.exr: no such file or folder");
    assertThat(Failures.sentence(new IOException("one\n  two"))).isEqualTo("one two");
    assertThat(Failures.sentence(new IllegalStateException("x"))).contains("log file");
  }
}
