package org.likeness.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.ofx.host.HostTraits;

/**
 * What is known of hosts by name stands in one place. The constants of the planes' extension begin
 * with {@code NatronOfx}: they say what a host can do, whoever it is.
 */
class HostNamesTest {
  private static final Pattern NAME =
      Pattern.compile(
          "\"[^\"\\n]*(thefoundry\\.nuke|DaVinci|(?<!HostIs)Natron(?!Ofx)|blackmagic|\\bMLT\\b)[^\"\\n]*\"");

  private static final Set<String> PLACES = Set.of("HostTraits.java");

  @Test
  void noOtherCodeNamesAHost() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.isDirectory(root.resolve("ofx-bridge/src/main/java"))) {
      root = root.getParent();
    }
    assertThat(root).as("a folder above with ofx-bridge/src/main/java").isNotNull();
    Set<String> found = new TreeSet<>();
    int looked = 0;
    for (String place :
        List.of("ofx-bridge/src/main/java", "plugin-core/src/main/java", "native/boot")) {
      try (var files = Files.walk(root.resolve(place))) {
        for (Path f : files.filter(p -> p.toString().matches(".*\\.(java|c|h)")).toList()) {
          looked++;
          if (NAME.matcher(Files.readString(f)).find()) {
            found.add(f.getFileName().toString());
          }
        }
      }
    }
    assertThat(looked).isGreaterThan(200);
    assertThat(found).isEqualTo(PLACES);
  }

  @ParameterizedTest
  @CsvSource({
    "uk.co.thefoundry.nuke,NUKE,true",
    "uk.co.thefoundry.nukex,NUKE,true",
    "DaVinciResolve,RESOLVE,false",
    "DaVinciResolveLite,RESOLVE,false",
    "fr.inria.Natron,NATRON,true",
    "MLT,MLT,true",
    "org.likeness.Host,OTHER,true",
    "'',OTHER,true"
  })
  void hostsAreKnownByTheBeginningOfTheirNames(
      String name, HostTraits.Kind kind, boolean secondMessages) {
    HostTraits t = new HostTraits(name, 1, 4);
    assertThat(t.kind()).isEqualTo(kind);
    assertThat(t.messageSuite2IsSound()).isEqualTo(secondMessages);
    assertThat(t.nameAndVersion()).isNotBlank();
  }
}
