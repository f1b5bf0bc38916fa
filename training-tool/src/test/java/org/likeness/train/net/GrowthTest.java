package org.likeness.train.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.likeness.train.TinyNets;

class GrowthTest {
  @Test
  void allSizesAreMetInOrderAndEachIsFadedIn() {
    SwapNet net = NetRegistry.create(NetRegistry.config("comb", NetSize.small, 1024));
    GrowthConfig config = new GrowthConfig(64, 0.8, 0.5, 0.9);
    List<Integer> sides = new ArrayList<>();
    double before = 1;
    for (int i = 0; i < 1000; i++) {
      Growth growth = config.at(net, i, 1000);
      assertThat(growth.fade()).isBetween(0.0, 1.0);
      if (sides.isEmpty() || sides.get(sides.size() - 1) != growth.resolution()) {
        assertThat(growth.fade()).isEqualTo(sides.isEmpty() ? 1 : 0, within(0.02));
        assertThat(before).isEqualTo(1);
        sides.add(growth.resolution());
      }
      before = growth.fade();
      assertThat(growth.refined()).isEqualTo(i >= 900);
    }
    assertThat(sides).containsExactly(64, 128, 256, 512, 1024);
    assertThat(GrowthConfig.NONE.at(net, 0, 1000)).isEqualTo(Growth.full(1024));
    SwapNet small = NetRegistry.create(NetRegistry.config("comb", NetSize.tiny, 96));
    assertThat(GrowthConfig.DEFAULT.at(small, 0, 1000).resolution()).isEqualTo(48);
    SwapNet df = NetRegistry.create(NetRegistry.config("df", NetSize.tiny, 96));
    assertThat(GrowthConfig.DEFAULT.at(df, 0, 1000).resolution()).isEqualTo(96);
  }

  @Test
  void aNewLevelBeginsAsTheOneBeforeEnlarged() {
    TorchRuntime.start(1);
    SwapNet net = NetRegistry.create(TinyNets.config("comb", true, 0));
    ParameterSet set = ParameterSet.of(net, 2);
    try (TorchParameters parameters = new TorchParameters(set, Initialiser.initialise(set, 5));
        NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      TorchOps ops = new TorchOps(parameters);
      torch.manual_seed(1);
      Tensor crops = torch.rand(2, 3, 64, 64);
      Tensor lower = face(net.at(new Growth(32, 1, true)), ops, ops.smaller(crops));
      Tensor begun = face(net.at(new Growth(64, 0, true)), ops, crops);
      Tensor grown = face(net.at(new Growth(64, 1, true)), ops, crops);
      assertThat(difference(begun, ops.larger(lower))).isLessThan(1e-6);
      assertThat(difference(grown, begun)).isGreaterThan(1e-3);
      Tensor nearly = face(net.at(new Growth(64, 1e-4, true)), ops, crops);
      assertThat(difference(nearly, begun)).isLessThan(1e-3);
    }
  }

  private static Tensor face(SwapNet net, TorchOps ops, Tensor crops) {
    return net.decode(ops, net.encode(ops, crops), 1).face();
  }

  private static double difference(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_float();
  }
}
