package org.likeness.train.net;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Parts of a network that a training leaves as they are, bit for bit. A part is the beginning of
 * its parameters' names up to a dot or a number: {@code encoder}, {@code inter}, {@code decoder}
 * (all of them), {@code decoder1}, {@code encoder.down0}.
 *
 * @param parts names
 */
public record Freeze(List<String> parts) {
  /** Everything is trained. */
  public static final Freeze NOTHING = new Freeze(List.of());

  /** Copies the list. */
  public Freeze {
    parts = List.copyOf(parts);
  }

  /** Whether a parameter belongs to one of the parts. */
  public boolean holds(String name) {
    return parts.stream().anyMatch(part -> belongs(name, part));
  }

  /**
   * The parameters that are trained.
   *
   * @throws IllegalArgumentException if a part has no parameter, or none is left to train
   */
  public List<ParameterSet.Spec> trained(ParameterSet set) {
    for (String part : parts) {
      if (set.specs().stream().noneMatch(spec -> belongs(spec.name(), part))) {
        TreeSet<String> known = new TreeSet<>();
        set.specs().forEach(spec -> known.add(spec.name().replaceFirst("\\..*", "")));
        throw new IllegalArgumentException(
            "the network has no part " + part + " to freeze; it has " + String.join(", ", known));
      }
    }
    List<ParameterSet.Spec> out = new ArrayList<>();
    for (ParameterSet.Spec spec : set.specs()) {
      if (!holds(spec.name())) {
        out.add(spec);
      }
    }
    if (out.isEmpty()) {
      throw new IllegalArgumentException("every part of the network is frozen: nothing to train");
    }
    return out;
  }

  private static boolean belongs(String name, String part) {
    if (!name.startsWith(part)) {
      return false;
    }
    String rest = name.substring(part.length());
    return rest.matches("[0-9]*(\\..*)?") && (rest.isEmpty() || !endsInDigit(part) || !digit(rest));
  }

  private static boolean endsInDigit(String part) {
    return !part.isEmpty() && Character.isDigit(part.charAt(part.length() - 1));
  }

  private static boolean digit(String rest) {
    return Character.isDigit(rest.charAt(0));
  }
}
