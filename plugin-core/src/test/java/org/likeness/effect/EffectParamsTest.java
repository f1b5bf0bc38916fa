package org.likeness.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.likeness.ofx.effect.ParamDescriptor;
import org.likeness.ofx.effect.ParamDescriptor.Kind;
import org.likeness.pipeline.ParamSpec;
import org.likeness.pipeline.Presets;
import org.likeness.pipeline.SwapParams;

/** The node's panel. */
class EffectParamsTest {
  private static final List<ParamDescriptor> ALL = EffectParams.descriptors();

  @Test
  void everyKnobIsThereAndStandsInAGroupThatStandsBeforeIt() {
    Map<String, Integer> place = new HashMap<>();
    for (int i = 0; i < ALL.size(); i++) {
      ParamDescriptor p = ALL.get(i);
      assertThat(place.put(p.name(), i)).as(p.name()).isNull();
      if (p.kind() != Kind.GROUP && p.kind() != Kind.PAGE) {
        assertThat(place).as("group of " + p.name()).containsKey(p.group());
        // Members stand together: panels are built as a stack of groups.
        String before = ALL.get(i - 1).kind() == Kind.GROUP ? p.group() : ALL.get(i - 1).group();
        assertThat(before).as(p.name()).isEqualTo(p.group());
      }
    }
    for (ParamSpec p : SwapParams.ALL) {
      assertThat(place).containsKey(p.name());
      assertThat(SwapParams.PAGES).contains(p.page());
    }
    assertThat(ALL.stream().filter(p -> p.kind() == Kind.GROUP).map(ParamDescriptor::label))
        .containsExactlyElementsOf(SwapParams.PAGES);
  }

  @Test
  void thePageListsAllInOrder() {
    ParamDescriptor page = ALL.get(ALL.size() - 1);
    assertThat(page.kind()).isEqualTo(Kind.PAGE);
    assertThat(page.choices())
        .containsExactlyElementsOf(
            ALL.subList(0, ALL.size() - 1).stream().map(ParamDescriptor::name).toList());
  }

  @Test
  void everyHintIsASentence() {
    for (ParamDescriptor p : ALL) {
      if (p.kind() != Kind.GROUP && p.kind() != Kind.PAGE) {
        assertThat(p.hint()).as(p.name()).endsWith(".").hasSizeGreaterThan(30);
        assertThat(p.label()).as(p.name()).isNotBlank().hasSizeLessThan(24);
      }
    }
  }

  @Test
  void theMenuHasTheDefaultsFirstAndAnEntryForNone() {
    ParamDescriptor menu =
        ALL.stream().filter(p -> p.name().equals(EffectParams.PRESET)).findFirst().orElseThrow();
    assertThat(menu.choices()).hasSize(Presets.ALL.size() + 1);
    assertThat(menu.choices().get((int) menu.defaultNumber()))
        .isEqualTo(Presets.byName("default").label());
    Presets.ALL.forEach(p -> assertThat(menu.hint()).contains(p.hint()));
  }

  /** The failure's message holds the table to paste. */
  @Test
  void theGuidesTableIsTheCodes() throws IOException {
    StringBuilder table = new StringBuilder("<!-- table of node parameters -->\n");
    table.append("| name | label | what it does |\n|---|---|---|\n");
    for (ParamDescriptor p : EffectParams.nodeOnly()) {
      table.append("| `%s` | %s | %s |%n".formatted(p.name(), p.label(), p.hint()));
    }
    table.append("<!-- end -->");
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("docs/guide/node.md"))) {
      at = at.getParent();
    }
    assertThat(at).isNotNull();
    assertThat(Files.readString(at.resolve("docs/guide/node.md"))).contains(table);
  }
}
