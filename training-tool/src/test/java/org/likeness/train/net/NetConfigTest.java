package org.likeness.train.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetConfigTest {
  @Test
  void theSizesOfOlderRunsMeanWhatTheyMeant() throws Exception {
    String old =
        """
        {"arch": "df", "resolution": 128, "encoder": [32, 64, 128, 192], "code": 128, "inter": 192,
         "interUp": 192, "decoder": [128, 64], "residuals": 1}
        """;
    NetConfig read = new ObjectMapper().readValue(old, NetConfig.class);
    assertThat(read).isEqualTo(NetRegistry.config("df", NetSize.small, 0));
    ParameterSet set = ParameterSet.of(NetRegistry.create(read), 2);
    assertThat(set.total()).isEqualTo(7_886_240);
    assertThat(set.specs().get(0).name()).isEqualTo("encoder.down0.weight");
    assertThat(set.specs().stream().map(ParameterSet.Spec::name))
        .contains("inter.code.weight", "inter.volume.bias", "inter.up.weight")
        .contains("decoder0.up0.weight", "decoder1.res0.b.bias")
        .last()
        .isEqualTo("decoder1.out.bias");
  }

  @Test
  void everySizeOfEveryFamilyIsANetworkAtItsResolutionAndAtOthers() {
    for (String arch : NetRegistry.names()) {
      assertThat(NetRegistry.about(arch)).isNotBlank();
      int before = 0;
      for (NetSize size : NetSize.values()) {
        SwapNet net = NetRegistry.create(NetRegistry.config(arch, size, 0));
        int total = ParameterSet.of(net, 2).total();
        assertThat(total).as(arch + " " + size).isGreaterThan(before);
        assertThat(net.config().smallest()).isBetween(6, 15);
        before = total;
      }
      for (int side : new int[] {32, 64, 96, 160, 192, 256, 320, 384, 512, 768, 1024}) {
        SwapNet net = NetRegistry.create(NetRegistry.config(arch, NetSize.small, side));
        assertThat(ParameterSet.of(net, 1).total()).isLessThan(20_000_000);
      }
    }
  }

  @Test
  void fewerIdentitiesAreTheBeginningOfMore() {
    for (String arch : NetRegistry.names()) {
      SwapNet net = NetRegistry.create(NetRegistry.config(arch, NetSize.tiny, 0));
      List<ParameterSet.Spec> two = ParameterSet.of(net, 2).specs();
      List<ParameterSet.Spec> three = ParameterSet.of(net, 3).specs();
      assertThat(three).hasSizeGreaterThan(two.size());
      for (int i = 0; i < two.size(); i++) {
        assertThat(three.get(i).name()).isEqualTo(two.get(i).name());
        assertThat(three.get(i).offset()).isEqualTo(two.get(i).offset());
      }
    }
  }

  @Test
  void whatCannotBeIsRefusedWithASentence() {
    assertThatThrownBy(() -> NetRegistry.config("dfx", NetSize.small, 128))
        .hasMessageContaining("no network family dfx")
        .hasMessageContaining("df, liae, amp, comb");
    assertThatThrownBy(() -> NetRegistry.config("df", NetSize.small, 100))
        .hasMessageContaining("resolution is 100")
        .hasMessageContaining("1024");
    NetConfig odd = new NetConfig("comb", 96, List.of(8, 8, 8, 8, 8, 8), 8, 8, 8, List.of(8), 0);
    assertThatThrownBy(() -> NetRegistry.create(odd)).hasMessageContaining("6 widths");
    NetConfig few = new NetConfig("liae", 96, List.of(8, 8, 8, 8), 8, 8, 8, List.of(8), 0);
    assertThatThrownBy(() -> NetRegistry.create(few)).hasMessageContaining("must have 2");
  }

  @Test
  void partsAreFrozenByName() {
    ParameterSet set =
        ParameterSet.of(NetRegistry.create(NetRegistry.config("df", NetSize.tiny, 0)), 12);
    Freeze freeze = new Freeze(List.of("encoder", "decoder1"), 0);
    assertThat(freeze.holds("encoder.down0.weight")).isTrue();
    assertThat(freeze.holds("decoder1.up0.bias")).isTrue();
    assertThat(freeze.holds("decoder11.up0.bias")).isFalse();
    assertThat(freeze.holds("inter.code.bias")).isFalse();
    assertThat(new Freeze(List.of("decoder"), 0).holds("decoder11.up0.bias")).isTrue();
    assertThat(new Freeze(List.of(), 2).holds("own1.code.bias")).isTrue();
    assertThat(new Freeze(List.of(), 2).holds("decoder2.up0.bias")).isFalse();
    assertThat(freeze.trained(set)).noneMatch(s -> s.name().startsWith("encoder"));
    assertThatThrownBy(() -> new Freeze(List.of("head"), 0).trained(set))
        .hasMessageContaining("no part head")
        .hasMessageContaining("inter");
    assertThatThrownBy(() -> new Freeze(List.of("encoder", "inter", "decoder"), 0).trained(set))
        .hasMessageContaining("nothing to train");
  }
}
