package org.likeness.train.net;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts of a network that a training leaves as they are, bit for bit. A part is the beginning of
 * its parameters' names up to a dot or a number: {@code encoder}, {@code inter}, {@code decoder}
 * (all of them), {@code decoder1}, {@code encoder.down0}.
 *
 * @param parts names
 * @param identities how many identities, counted from the first, are finished: their own parts are
 *     frozen and the training has no samples of them
 */
public record Freeze(List<String> parts, int identities) {
  /** Everything is trained. */
  public static final Freeze NOTHING = new Freeze(List.of(), 0);

  /** Parts of which each identity has its own. */
  private static final Pattern OWN = Pattern.compile("(?:decoder|own|refiner)([0-9]+)\\..*");

  /** Copies the list. */
  @SuppressWarnings("unused") // JSON may leave the list out, whatever the declaration says
  public Freeze {
    parts = parts == null ? List.of() : List.copyOf(parts);
    if (identities < 0) {
      throw new IllegalArgumentException("freeze.identities is " + identities + ": at least 0");
    }
  }

  /** Whether a parameter stays as it is. */
  public boolean holds(String name) {
    Matcher own = OWN.matcher(name);
    return (own.matches() && Integer.parseInt(own.group(1)) < identities)
        || parts.stream().anyMatch(part -> belongs(name, part));
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
    if (part.isEmpty() || !name.startsWith(part)) {
      return false;
    }
    String rest = name.substring(part.length());
    boolean numbered = Character.isDigit(part.charAt(part.length() - 1));
    return rest.matches(numbered ? "(\\..*)?" : "[0-9]*(\\..*)?");
  }
}
