package org.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.likeness.cli.Likeness;

/**
 * The arrows between the rooms of this module. Every rule counts what it looked at: a rule over no
 * class at all would pass and say nothing.
 */
class ArchitectureTest {
  private static final String ROOT = "org.likeness.";

  /** This module's own classes, wherever the others of the class path lie. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(Likeness.class.getProtectionDomain().getCodeSource().getLocation());

  /**
   * A room and the rooms that it may import.
   *
   * @param name package below {@code org.likeness}, with everything below it that is no own room
   * @param atLeast number of classes that the rule must have seen
   * @param mayUse other rooms
   */
  record Room(String name, int atLeast, Set<String> mayUse) {}

  static final List<Room> ROOMS =
      List.of(
          new Room("file", 2, Set.of()),
          new Room("image", 6, Set.of()),
          new Room("image.opencv", 2, Set.of("file", "image")),
          new Room("image.pixels", 5, Set.of("file", "image")),
          new Room("colour", 5, Set.of("file", "image")),
          new Room("exr", 6, Set.of("file", "image", "colour")),
          new Room("model", 10, Set.of("image")),
          // The detector looks at a display picture: the film encoding of colour, and nothing else.
          new Room("face", 12, Set.of("file", "image", "image.pixels", "colour", "model")),
          new Room(
              "pipeline",
              15,
              Set.of("file", "image", "image.opencv", "colour", "exr", "model", "face")),
          new Room(
              "effect", 1, Set.of("image", "colour", "exr", "model", "face", "pipeline", "ofx")),
          new Room(
              "cli",
              8,
              Set.of(
                  "file", "image", "image.opencv", "colour", "exr", "model", "face", "pipeline")));

  /**
   * A library and the rooms that may import it.
   *
   * @param prefix start of its packages' names
   * @param rooms rooms, each of which must really use it
   */
  record Library(String prefix, Set<String> rooms) {}

  static final List<Library> LIBRARIES =
      List.of(
          new Library("ai.djl.", Set.of("model")),
          new Library("ai.onnxruntime.", Set.of()),
          new Library("ai.onnx.proto.", Set.of("model")),
          new Library("com.google.protobuf.", Set.of("model")),
          new Library("org.opencv.", Set.of("image.opencv")),
          new Library("nu.pattern.", Set.of("image.opencv")),
          new Library("com.sun.jna.", Set.of("colour", "exr", "image.pixels")),
          new Library("picocli.", Set.of("cli")),
          new Library("me.tongfei.", Set.of("cli")),
          new Library("org.bytedeco.", Set.of()),
          // A host may have no display, and AWT starts threads of its own in the host's process.
          new Library("java.awt.", Set.of()),
          new Library("javax.swing.", Set.of()));

  /** Who may end the process, and why. */
  private static final Map<String, String> ENDERS =
      Map.of("org.likeness.cli.Likeness", "main hands the exit code on");

  static List<Room> rooms() {
    return ROOMS;
  }

  static List<Library> libraries() {
    return LIBRARIES;
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomImportsOnlyTheRoomsThatItMay(Room room) {
    List<JavaClass> inside = classesOf(room.name());
    assertThat(inside).as("classes of " + room.name()).hasSizeGreaterThanOrEqualTo(room.atLeast());
    List<String> wrong = new ArrayList<>();
    for (JavaClass c : inside) {
      c.getDirectDependenciesFromSelf().stream()
          .filter(d -> d.getTargetClass().getPackageName().startsWith(ROOT))
          .filter(
              d -> {
                String other = roomOf(d.getTargetClass());
                return !other.equals(room.name()) && !room.mayUse().contains(other);
              })
          .forEach(d -> wrong.add(d.getDescription()));
    }
    assertThat(wrong).as(room.name() + " may import only " + room.mayUse()).isEmpty();
  }

  @Test
  void everyClassIsInARoom() {
    Set<String> known = ROOMS.stream().map(Room::name).collect(Collectors.toSet());
    Set<String> strangers = new TreeSet<>();
    CLASSES.forEach(
        c -> {
          if (!known.contains(roomOf(c))) {
            strangers.add(c.getName());
          }
        });
    assertThat(CLASSES.size()).isGreaterThan(80);
    assertThat(strangers).as("classes in a package that has no rule").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryStaysInItsRooms(Library library) {
    Set<String> users = new TreeSet<>();
    List<String> wrong = new ArrayList<>();
    for (JavaClass c : CLASSES) {
      c.getDirectDependenciesFromSelf().stream()
          .filter(
              d -> d.getTargetClass().getBaseComponentType().getName().startsWith(library.prefix()))
          .forEach(
              d -> {
                users.add(roomOf(c));
                if (!library.rooms().contains(roomOf(c))) {
                  wrong.add(d.getDescription());
                }
              });
    }
    assertThat(wrong).as(library.prefix() + " belongs to " + library.rooms()).isEmpty();
    assertThat(users).as("rooms that use " + library.prefix()).isEqualTo(library.rooms());
  }

  /** A command's output is for people and farms; a library that prints disturbs a host. */
  @Test
  void onlyTheCommandLinePrints() {
    List<String> wrong = new ArrayList<>();
    int uses = 0;
    for (JavaClass c : CLASSES) {
      for (var access : c.getFieldAccessesFromSelf()) {
        String field = access.getTarget().getFullName();
        if (field.equals("java.lang.System.out") || field.equals("java.lang.System.err")) {
          uses++;
          if (!roomOf(c).equals("cli")) {
            wrong.add(access.getDescription());
          }
        }
      }
    }
    assertThat(uses).as("uses seen at all").isPositive();
    assertThat(wrong).isEmpty();
  }

  /** {@code System.exit} in a library would end the artist's session. */
  @Test
  void onlyTheseEndTheProcess() {
    Set<String> callers = new TreeSet<>();
    for (JavaClass c : CLASSES) {
      for (var call : c.getMethodCallsFromSelf()) {
        String method = call.getTarget().getFullName();
        if (method.startsWith("java.lang.System.exit(")
            || method.startsWith("java.lang.Runtime.exit(")
            || method.startsWith("java.lang.Runtime.halt(")) {
          callers.add(c.getName());
        }
      }
    }
    // Equal, not contained: an exception that is no longer needed must go.
    assertThat(callers).isEqualTo(ENDERS.keySet());
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages = new java.util.HashSet<>();
    CLASSES.forEach(c -> packages.add(c.getPackage()));
    assertThat(packages).hasSizeGreaterThanOrEqualTo(10);
    assertThat(packages)
        .allSatisfy(p -> assertThat(p.isAnnotatedWith(NullMarked.class)).as(p.getName()).isTrue());
  }

  @Test
  void roomsHaveNoCircles() {
    SlicesRuleDefinition.slices()
        .matching("org.likeness.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  private static List<JavaClass> classesOf(String room) {
    return CLASSES.stream().filter(c -> roomOf(c).equals(room)).toList();
  }

  /** The room of a class: the longest known one that its package is, or is below. */
  private static String roomOf(JavaClass c) {
    String name = c.getPackageName().replaceFirst("^org\\.likeness\\.?", "");
    if (name.equals("image.opencv") || name.equals("image.pixels")) {
      return name;
    }
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
