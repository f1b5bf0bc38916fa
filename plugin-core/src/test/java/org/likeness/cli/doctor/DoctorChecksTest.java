package org.likeness.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.likeness.cli.doctor.Finding.State.FAIL;
import static org.likeness.cli.doctor.Finding.State.OK;
import static org.likeness.cli.doctor.Finding.State.WARN;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.pipeline.Presets;

class DoctorChecksTest {
  @TempDir Path folder;

  @Test
  void aProcessorWithoutFastInstructionsIsNamed() {
    Finding old = MachineChecks.cpu("model name\t: Old 1\nflags\t\t: fpu sse2 avx\n");
    assertThat(old.state()).isEqualTo(WARN);
    assertThat(old.found()).startsWith("Old 1, ");
    assertThat(old.advice()).contains("without avx2, fma");
    assertThat(MachineChecks.cpu("flags\t\t: avx avx2 fma avx512f\n").state()).isEqualTo(OK);
  }

  @Test
  void littleFreeMemoryIsAWarning() {
    String text = "MemTotal:       %d kB\nMemFree:  5 kB\nMemAvailable:   %d kB\n";
    assertThat(MachineChecks.memory(text.formatted(8 << 20, 4 << 20)))
        .isEqualTo(Finding.ok("memory", "8.0 GiB, 4.0 GiB free"));
    assertThat(MachineChecks.memory(text.formatted(8 << 20, 1 << 20)).state()).isEqualTo(WARN);
  }

  @Test
  void aLibraryThatDoesNotLoadIsAFailureWithItsReason() {
    Finding f =
        Finding.of(
            "openexr",
            "do this",
            () -> {
              throw new ExceptionInInitializerError(
                  new UnsatisfiedLinkError("libx.so:\n  not there"));
            });
    assertThat(f).isEqualTo(Finding.fail("openexr", "libx.so:; not there", "do this"));
  }

  @Test
  void aFolderThatCannotBeMadeFails() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(InstallChecks.writable("cache", file.resolve("below")).state()).isEqualTo(FAIL);
    assertThat(InstallChecks.writable("cache", folder.resolve("a/b")).state()).isEqualTo(OK);
  }

  @Test
  void theBundleIsLookedForWhereHostsLook() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    String path = one + ":" + two;
    assertThat(InstallChecks.bundle(path, folder.resolve("usr")).state()).isEqualTo(WARN);
    put(one, "Linux-x86-64/Likeness.ofx");
    Finding broken = InstallChecks.bundle(path, folder.resolve("usr"));
    assertThat(broken.state()).isEqualTo(FAIL);
    assertThat(broken.found()).contains("libjvm.so");
    put(one, "Resources/runtime/lib/server/libjvm.so");
    assertThat(InstallChecks.bundle(path, folder.resolve("usr")).state()).isEqualTo(OK);
    assertThat(InstallChecks.bundle(null, one).state()).isEqualTo(OK);
    put(two, "Linux-x86-64/Likeness.ofx");
    assertThat(InstallChecks.bundle(path, folder.resolve("usr")).found()).contains("more than one");
  }

  @Test
  void nukesMenuIsLookedForInItsPath() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("nuke"));
    assertThat(InstallChecks.nukeMenu(null, folder).found())
        .isEqualTo(
            "not in NUKE_PATH; Nuke shows it with NUKE_PATH=" + folder.resolve("presets/nuke"));
    String path = folder.resolve("other") + File.pathSeparator + mine;
    assertThat(InstallChecks.nukeMenu(path, folder).found()).startsWith("not in NUKE_PATH");
    Files.createDirectories(mine.resolve("python"));
    Files.writeString(mine.resolve("python/likeness_nuke.py"), "");
    assertThat(InstallChecks.nukeMenu(path, folder).state()).isEqualTo(WARN);
    Files.writeString(mine.resolve("menu.py"), "");
    assertThat(InstallChecks.nukeMenu(path, folder)).isEqualTo(Finding.ok("nuke menu", "" + mine));
  }

  @Test
  void aWrongPresetOfTheStudioIsNamed() throws IOException {
    System.setProperty(Presets.PROPERTY, folder.toString());
    try {
      assertThat(InstallChecks.presets().found()).endsWith(", 0 of the studio's own");
      Files.writeString(folder.resolve("night.json"), "{}");
      assertThat(InstallChecks.presets().state()).isEqualTo(WARN);
      assertThat(InstallChecks.presets().found()).contains("night.json: formatVersion is missing");
    } finally {
      System.clearProperty(Presets.PROPERTY);
    }
  }

  private static void put(Path plugins, String file) throws IOException {
    Path f = plugins.resolve("Likeness.ofx.bundle/Contents").resolve(file);
    Files.createDirectories(f.getParent());
    Files.writeString(f, "");
  }
}
