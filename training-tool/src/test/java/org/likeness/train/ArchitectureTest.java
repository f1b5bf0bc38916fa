package org.likeness.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.likeness.train.net.NetConfig;

/**
 * The trainer's rooms, {@code data ← net ← loss ← loop ← direction ← validate ← export ← rendered ←
 * landmark ← matte ← page ← cli}, and what it may take from the core. Every rule counts what it
 * looked at.
 */
class ArchitectureTest {
  private static final String ROOT = "org.likeness.train.";

  /** This module's own classes, wherever the others of the class path lie. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(NetConfig.class.getProtectionDomain().getCodeSource().getLocation());

  /** Inside first: a room may use those before it. */
  private static final List<String> ORDER =
      List.of(
          "data",
          "net",
          "loss",
          "loop",
          "direction",
          "validate",
          "export",
          "rendered",
          "landmark",
          "matte",
          "page",
          "cli");

  private static final Map<String, Integer> AT_LEAST =
      Map.of(
          "data",
          8,
          "net",
          6,
          "loss",
          6,
          "loop",
          4,
          "export",
          1,
          "rendered",
          8,
          "landmark",
          8,
          "cli",
          4);

  /**
   * A native library and the rooms that use it: libtorch is where the mathematics is, so that a
   * faceset or a command can be read without it; only facesets are made of films. JavaCPP's own
   * pointers go with both.
   */
  private static final Map<String, Set<String>> NATIVE =
      Map.of(
          "org.bytedeco.pytorch.",
              Set.of("net", "loss", "loop", "direction", "rendered", "landmark", "matte"),
          "org.bytedeco.openblas.", Set.of("net"),
          "org.bytedeco.ffmpeg.", Set.of("data"),
          "org.bytedeco.javacpp.",
              Set.of("data", "net", "loss", "loop", "direction", "rendered", "landmark", "matte"));

  private static final List<String> NEVER =
      List.of("ai.djl.", "ai.onnxruntime.", "com.sun.jna.", "org.opencv.", "java.awt.");

  @Test
  void roomsUseOnlyThoseBeforeThem() {
    List<String> wrong = new ArrayList<>();
    AT_LEAST.forEach(
        (room, n) ->
            assertThat(CLASSES.stream().filter(c -> room(c).equals(room)).count())
                .as("classes of " + room)
                .isGreaterThanOrEqualTo(n));
    for (JavaClass c : CLASSES) {
      assertThat(ORDER).as(c.getName()).contains(room(c));
      for (Dependency d : c.getDirectDependenciesFromSelf()) {
        JavaClass to = d.getTargetClass().getBaseComponentType();
        if (to.getPackageName().startsWith(ROOT)
            && ORDER.indexOf(room(to)) > ORDER.indexOf(room(c))) {
          wrong.add(d.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** The trainer runs on machines without a host; the command line's frame is for commands only. */
  @Test
  void theCoreIsUsedWithoutHostAndOnlyCommandsUseItsCommandLine() {
    List<String> wrong = new ArrayList<>();
    Set<String> used = new TreeSet<>();
    for (JavaClass c : CLASSES) {
      for (Dependency d : c.getDirectDependenciesFromSelf()) {
        String to = d.getTargetClass().getBaseComponentType().getPackageName();
        if (!to.startsWith("org.likeness.") || to.startsWith(ROOT)) {
          continue;
        }
        String core = to.substring("org.likeness.".length()).split("\\.", 2)[0];
        used.add(core);
        if (core.equals("ofx")
            || core.equals("effect")
            || (core.equals("cli") && !room(c).equals("cli"))) {
          wrong.add(d.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(used).contains("cli", "face", "image", "model");
  }

  @Test
  void nativeLibrariesStayInTheirRooms() {
    Map<String, Set<String>> found = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (JavaClass c : CLASSES) {
      for (Dependency d : c.getDirectDependenciesFromSelf()) {
        String to = d.getTargetClass().getBaseComponentType().getName();
        if (to.startsWith("org.bytedeco.")) {
          String library = to.substring(0, to.indexOf('.', "org.bytedeco.".length()) + 1);
          found.computeIfAbsent(library, k -> new TreeSet<>()).add(room(c));
        }
        if (NEVER.stream().anyMatch(to::startsWith)) {
          wrong.add(d.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
    // Equal, not contained: a permission that is no longer needed must go.
    assertThat(found).isEqualTo(NATIVE);
  }

  /** One ends the process: a training that was told to stop, and whose step does not return. */
  @Test
  void onlyCommandsPrintAndNothingExits() {
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (JavaClass c : CLASSES) {
      for (var access : c.getAccessesFromSelf()) {
        calls++;
        String name = access.getTarget().getFullName();
        boolean prints = name.equals("java.lang.System.out") || name.equals("java.lang.System.err");
        boolean ends =
            name.startsWith("java.lang.System.exit(")
                || name.startsWith("java.lang.Runtime.exit(")
                || name.startsWith("java.lang.Runtime.halt(");
        if ((ends && !c.getSimpleName().equals("StopSignals"))
            || (prints && !room(c).equals("cli"))) {
          wrong.add(access.getDescription());
        }
      }
    }
    assertThat(calls).isGreaterThan(500);
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(CLASSES)
        .hasSizeGreaterThanOrEqualTo(25)
        .allSatisfy(
            c ->
                assertThat(c.getPackage().isAnnotatedWith(NullMarked.class))
                    .as(c.getName())
                    .isTrue());
  }

  private static String room(JavaClass c) {
    String name = c.getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.", 2)[0] : name;
  }
}
