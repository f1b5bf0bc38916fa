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
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.likeness.train.net.NetConfig;

/**
 * The trainer's rooms, {@code data ← net ← loss ← loop ← export ← cli}, and what it may take from
 * the core. Every rule counts what it looked at.
 */
class ArchitectureTest {
  private static final String ROOT = "org.likeness.train.";

  /** This module's own classes, wherever the others of the class path lie. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(NetConfig.class.getProtectionDomain().getCodeSource().getLocation());

  /** Inside first: a room may use those before it. */
  private static final List<String> ORDER = List.of("data", "net", "loss", "loop", "export", "cli");

  private static final Map<String, Integer> AT_LEAST =
      Map.of("data", 8, "net", 6, "loss", 2, "loop", 4, "export", 1, "cli", 3);

  /** libtorch stays where the mathematics is; a faceset or a command can be read without it. */
  private static final Set<String> TORCH = Set.of("net", "loss", "loop");

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
  void torchStaysInItsRooms() {
    Set<String> rooms = new TreeSet<>();
    List<String> wrong = new ArrayList<>();
    for (JavaClass c : CLASSES) {
      for (Dependency d : c.getDirectDependenciesFromSelf()) {
        String to = d.getTargetClass().getBaseComponentType().getName();
        if (to.startsWith("org.bytedeco.")) {
          rooms.add(room(c));
          if (!TORCH.contains(room(c))) {
            wrong.add(d.getDescription());
          }
        }
        if (to.startsWith("ai.djl.")
            || to.startsWith("com.sun.jna.")
            || to.startsWith("java.awt.")) {
          wrong.add(d.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rooms).isEqualTo(new TreeSet<>(TORCH));
  }

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
        if (ends || (prints && !room(c).equals("cli"))) {
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
