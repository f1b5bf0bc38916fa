package org.likeness.ofx;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.likeness.ofx.effect.NativeEntry;

/**
 * The bridge stands alone: {@code abi ← host ← effect}, JNA, and nothing of Likeness. Every rule
 * counts what it looked at.
 */
class ArchitectureTest {
  private static final String ROOT = "org.likeness.ofx.";

  /** This module's own classes, wherever the others of the class path lie. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(NativeEntry.class.getProtectionDomain().getCodeSource().getLocation());

  private static final Map<String, Set<String>> MAY_USE =
      Map.of("abi", Set.of(), "host", Set.of("abi"), "effect", Set.of("abi", "host"));

  private static final List<String> LIBRARIES =
      List.of("java.", "org.slf4j.", "org.jspecify.", "com.sun.jna.", ROOT);

  @Test
  void packagesImportOnlyInwards() {
    Map<String, Long> seen =
        CLASSES.stream()
            .collect(Collectors.groupingBy(ArchitectureTest::room, Collectors.counting()));
    assertThat(seen.keySet()).isEqualTo(MAY_USE.keySet());
    assertThat(seen.values()).allSatisfy(n -> assertThat(n).isGreaterThanOrEqualTo(8));
    assertThat(CLASSES)
        .flatExtracting(JavaClass::getDirectDependenciesFromSelf)
        .filteredOn(d -> d.getTargetClass().getPackageName().startsWith("org.likeness"))
        .filteredOn(d -> !allowed(d))
        .extracting(Dependency::getDescription)
        .isEmpty();
  }

  private static boolean allowed(Dependency d) {
    if (!d.getTargetClass().getPackageName().startsWith(ROOT)) {
      return false;
    }
    String from = room(d.getOriginClass());
    String to = room(d.getTargetClass());
    return from.equals(to) || MAY_USE.getOrDefault(from, Set.of()).contains(to);
  }

  @Test
  void onlyTheseLibraries() {
    Set<String> strangers = new TreeSet<>();
    Set<String> used = new HashSet<>();
    for (JavaClass c : CLASSES) {
      for (Dependency d : c.getDirectDependenciesFromSelf()) {
        JavaClass target = d.getTargetClass().getBaseComponentType();
        String name = target.getName();
        LIBRARIES.stream().filter(name::startsWith).forEach(used::add);
        if (!target.isPrimitive() && LIBRARIES.stream().noneMatch(name::startsWith)) {
          strangers.add(d.getDescription());
        }
        if (name.startsWith("java.awt.")) {
          strangers.add(d.getDescription());
        }
      }
    }
    assertThat(strangers).isEmpty();
    assertThat(used).containsExactlyInAnyOrderElementsOf(LIBRARIES);
  }

  @Test
  void jnaIsUsedInOnePackage() {
    Set<String> outside = new TreeSet<>();
    int inside = 0;
    for (JavaClass c : CLASSES) {
      boolean jna =
          c.getDirectDependenciesFromSelf().stream()
              .anyMatch(
                  d ->
                      d.getTargetClass()
                          .getBaseComponentType()
                          .getName()
                          .startsWith("com.sun.jna."));
      if (jna && room(c).equals("abi")) {
        inside++;
      } else if (jna) {
        outside.add(c.getName());
      }
    }
    assertThat(inside).isGreaterThanOrEqualTo(5);
    assertThat(outside).isEmpty();
  }

  /** Inside a host nothing is printed and nothing ends the process. */
  @Test
  void nothingPrintsOrExits() {
    Set<String> wrong = new TreeSet<>();
    int calls = 0;
    for (JavaClass c : CLASSES) {
      for (var access : c.getAccessesFromSelf()) {
        calls++;
        String name = access.getTarget().getFullName();
        if (name.equals("java.lang.System.out")
            || name.equals("java.lang.System.err")
            || name.startsWith("java.lang.System.exit(")
            || name.startsWith("java.lang.Runtime.exit(")
            || name.startsWith("java.lang.Runtime.halt(")) {
          wrong.add(access.getDescription());
        }
      }
    }
    assertThat(calls).isGreaterThan(200);
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
