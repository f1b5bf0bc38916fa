package org.likeness.train.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a network for a number of identities: name, shape and place of each in one flat
 * float array. The order is that of first use, so it is the same in every run.
 */
public final class ParameterSet {
  /**
   * One parameter.
   *
   * @param name for instance {@code decoder0.up0.weight}
   * @param shape lengths of the axes
   * @param offset place of the first number in the flat array
   * @param fanIn number of inputs that one output sums
   * @param shuffled whether a pixel shuffle follows
   */
  public record Spec(String name, long[] shape, int offset, int fanIn, boolean shuffled) {
    /** How many numbers it holds. */
    public int count() {
      long n = 1;
      for (long s : shape) {
        n *= s;
      }
      return Math.toIntExact(n);
    }

    /** Whether it is a bias. */
    public boolean isBias() {
      return shape.length == 1;
    }
  }

  private final Map<String, Spec> byName = new LinkedHashMap<>();
  private int total;

  private ParameterSet() {}

  /**
   * The parameters of a network for {@code identities} identities. Those for fewer identities are
   * the beginning of those for more.
   */
  public static ParameterSet of(SwapNet net, int identities) {
    return of(
        collector -> {
          net.forms().forEach(form -> form.encode(collector, 0));
          for (int i = 0; i < identities; i++) {
            for (SwapNet form : net.forms()) {
              form.decode(collector, 0, i);
            }
          }
        });
  }

  /** The parameters that a network asks for when it is run on the given back end. */
  public static ParameterSet of(Consumer<Ops<Integer>> network) {
    ParameterSet set = new ParameterSet();
    network.accept(set.new Collector());
    return set;
  }

  /** All of them in order. */
  public List<Spec> specs() {
    return new ArrayList<>(byName.values());
  }

  /** One by name. */
  public Spec spec(String name) {
    return Objects.requireNonNull(byName.get(name), () -> "no parameter " + name);
  }

  /** One by name, or null. */
  @Nullable Spec find(String name) {
    return byName.get(name);
  }

  /** How many numbers in all. */
  public int total() {
    return total;
  }

  private void register(String name, int fanIn, boolean shuffled, long... shape) {
    Spec known = byName.get(name);
    if (known != null) {
      if (!Arrays.equals(known.shape(), shape) || known.shuffled() != shuffled) {
        throw new IllegalStateException("two different parameters are named " + name);
      }
      return; // a layer that is used twice
    }
    Spec spec = new Spec(name, shape, total, fanIn, shuffled);
    byName.put(name, spec);
    total = Math.addExact(total, spec.count());
  }

  /** Notes the parameters and computes nothing. */
  private final class Collector implements Ops<Integer> {
    @Override
    public Integer conv(Integer x, String name, int in, int out, int kernel, int stride) {
      int fanIn = in * kernel * kernel;
      register(name + ".weight", fanIn, false, out, in, kernel, kernel);
      register(name + ".bias", fanIn, false, out);
      return x;
    }

    @Override
    public Integer convToShuffle(Integer x, String name, int in, int out) {
      register(name + ".weight", in * 9, true, out, in, 3, 3);
      register(name + ".bias", in * 9, true, out);
      return x;
    }

    @Override
    public Integer dense(Integer x, String name, int in, int out) {
      register(name + ".weight", in, false, out, in);
      register(name + ".bias", in, false, out);
      return x;
    }

    @Override
    public Integer leaky(Integer x) {
      return x;
    }

    @Override
    public Integer shuffle(Integer x) {
      return x;
    }

    @Override
    public Integer flatten(Integer x) {
      return x;
    }

    @Override
    public Integer volume(Integer x, int c, int h, int w) {
      return x;
    }

    @Override
    public Integer add(Integer a, Integer b) {
      return a;
    }

    @Override
    public Integer multiply(Integer a, Integer b) {
      return a;
    }

    @Override
    public Integer scale(Integer x, double by) {
      return x;
    }

    @Override
    public Integer concat(Integer a, Integer b) {
      return a;
    }

    @Override
    public Integer larger(Integer x) {
      return x;
    }

    @Override
    public Integer smaller(Integer x) {
      return x;
    }

    @Override
    public Integer clip(Integer x, double least, double most) {
      return x;
    }

    @Override
    public Integer constant(String name, float[] values, long... shape) {
      return 0;
    }

    @Override
    public Integer control(String id) {
      return 0;
    }

    @Override
    public Integer sigmoid(Integer x) {
      return x;
    }

    @Override
    public Integer channels(Integer x, int from, int count) {
      return x;
    }

    @Override
    public Integer places(Integer x, int count, int side) {
      return x;
    }
  }
}
