package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command makes of the figures; a script gives them instead of the native program. */
class BenchBridgeCommandTest {
  private static final String NATIVES = "likeness.native.path";

  @TempDir Path dir;
  private String before = "";

  @BeforeEach
  void useTheScript() {
    before = System.getProperty(NATIVES, "");
    System.setProperty(NATIVES, dir.toString());
  }

  @AfterEach
  void putBack() {
    if (before.isEmpty()) {
      System.clearProperty(NATIVES);
    } else {
      System.setProperty(NATIVES, before);
    }
  }

  private Cli bench(String scan, String pass, String... more) throws IOException {
    Path program = dir.resolve("likeness-bench");
    Files.writeString(
        program,
        "#!/bin/sh\ncase $2 in\n"
            + ("scan) " + scan + " ;;\n")
            + "first) echo first_ms 900 ;;\n"
            + ("pass) " + pass + " ;;\n")
            + "action) printf 'action_us 60\\naction_99_us 75\\n' ;;\n"
            + "memory) printf 'memory_growth_percent 2.5\\nmemory_end_mib 99\\n' ;;\n"
            + "esac\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    String[] arguments = new String[4 + more.length];
    arguments[0] = "bench";
    arguments[1] = "bridge";
    arguments[2] = "--bundle";
    arguments[3] = dir.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Cli.run(arguments);
  }

  private static final String SCAN = "printf 'scan_ms 0.5\\njava 0\\n'";
  private static final String PASS = "printf 'pass_ratio 1.3\\npass_copy_ms 10\\n'";

  @Test
  void figuresOnTheirLimitsAreKept() throws IOException {
    Cli cli = bench(SCAN, PASS);
    assertThat(cli.err()).isEmpty();
    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("1.30 x  limit 1.30 x", "60 us", "every limit is kept");
  }

  @Test
  void aMissedLimitIsNamedAndEndsWithOne() throws IOException {
    Cli cli = bench(SCAN, "echo pass_ratio 1.31");
    assertThat(cli.code()).isEqualTo(ExitCode.INTERNAL);
    assertThat(cli.out()).contains("1.31 x  limit 1.30 x  MISSED", "missed: 3840x2160");
  }

  @Test
  void aVirtualMachineAtTheScanIsAMiss() throws IOException {
    Cli cli = bench("printf 'scan_ms 0.5\\njava 1\\n'", PASS);
    assertThat(cli.code()).isEqualTo(ExitCode.INTERNAL);
    assertThat(cli.out()).contains("missed: Java VMs that the scan started");
  }

  @Test
  void growthIsMeasuredWhenItIsAskedFor() throws IOException {
    Cli cli = bench(SCAN, PASS, "--memory");
    assertThat(cli.code()).isEqualTo(ExitCode.INTERNAL);
    assertThat(cli.out()).contains("2.50 %  limit 2 %  MISSED");
  }

  @Test
  void aFigureThatIsNotThereIsNoPass() throws IOException {
    Cli cli = bench("true", PASS);
    assertThat(cli.code()).isEqualTo(ExitCode.INTERNAL);
    assertThat(cli.out()).contains("not measured");
  }

  @Test
  void aBundleThatCannotBeUsedEndsWithItsOwnCode() throws IOException {
    Cli cli = bench("echo no such bundle >&2; exit 3", PASS);
    assertThat(cli.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("likeness-bench scan ended with code 3");
  }
}
