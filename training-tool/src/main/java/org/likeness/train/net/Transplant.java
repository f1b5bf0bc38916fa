package org.likeness.train.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes parameters of one network into another by name. */
public final class Transplant {
  private static final Pattern OWN = Pattern.compile("(decoder|own|refiner)([0-9]+)(\\..*)");

  private Transplant() {}

  /**
   * Takes over what identities share.
   *
   * @param to changed
   * @throws IllegalArgumentException if the other network lacks a shared parameter, or has it in
   *     another shape
   */
  public static void shared(ParameterSet fromSet, float[] from, ParameterSet toSet, float[] to) {
    List<String> wrong = new ArrayList<>();
    for (ParameterSet.Spec spec : toSet.specs()) {
      if (OWN.matcher(spec.name()).matches()) {
        continue;
      }
      ParameterSet.Spec other = fromSet.find(spec.name());
      if (other == null || !Arrays.equals(other.shape(), spec.shape())) {
        wrong.add(
            spec.name()
                + " "
                + Arrays.toString(spec.shape())
                + (other == null ? " is missing there" : " is " + Arrays.toString(other.shape())));
      } else {
        System.arraycopy(from, other.offset(), to, spec.offset(), spec.count());
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          "the networks' shared parts differ in "
              + wrong.size()
              + " parameters, for instance "
              + wrong.get(0));
    }
  }

  /**
   * Gives an identity the mean of others' own parts.
   *
   * @param sources identities of the network they come from; one is a copy
   * @param identity of the network they go to
   * @param to changed
   * @return whether there was such a part
   */
  public static boolean own(
      ParameterSet fromSet,
      float[] from,
      List<Integer> sources,
      ParameterSet toSet,
      float[] to,
      int identity) {
    boolean found = false;
    for (ParameterSet.Spec spec : toSet.specs()) {
      Matcher own = OWN.matcher(spec.name());
      if (!own.matches() || Integer.parseInt(own.group(2)) != identity) {
        continue;
      }
      double[] sum = new double[spec.count()];
      for (int source : sources) {
        ParameterSet.Spec other = fromSet.find(own.group(1) + source + own.group(3));
        if (other == null || !Arrays.equals(other.shape(), spec.shape())) {
          throw new IllegalArgumentException(
              "the networks' decoders differ, for instance in " + spec.name());
        }
        for (int i = 0; i < sum.length; i++) {
          sum[i] += from[other.offset() + i];
        }
      }
      for (int i = 0; i < sum.length; i++) {
        to[spec.offset() + i] = (float) (sum[i] / sources.size());
      }
      found = true;
    }
    return found;
  }
}
