package org.likeness.ofx.effect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that a host is told of an effect before there is an instance. Hosts cache it under the
 * version: a change of anything here needs a new minor version.
 *
 * @param id unique id, in the manner of a domain name
 * @param major version: projects of another major version are not compatible
 * @param minor version
 * @param label what the artist reads
 * @param group menu
 * @param description what it does
 * @param contexts OfxImageEffectContextFilter and so on
 * @param clips the inputs and {@code Output}, the same in every context
 * @param params the parameters in order, the same in every context
 * @param threadSafety OfxImageEffectRenderFullySafe and so on
 */
public record EffectDescriptor(
    String id,
    int major,
    int minor,
    String label,
    String group,
    String description,
    List<String> contexts,
    List<ClipDescriptor> clips,
    List<ParamDescriptor> params,
    String threadSafety) {
  /** One input, one output. */
  public static final String FILTER = "OfxImageEffectContextFilter";

  /** Any inputs. */
  public static final String GENERAL = "OfxImageEffectContextGeneral";

  /** Several instances and several frames of one instance at once. */
  public static final String FULLY_SAFE = "OfxImageEffectRenderFullySafe";

  /** Copies and checks that names are unique: a host's panel stays empty where they are not. */
  public EffectDescriptor {
    contexts = List.copyOf(contexts);
    clips = List.copyOf(clips);
    params = List.copyOf(params);
    Set<String> names = new HashSet<>();
    for (ParamDescriptor p : params) {
      if (!names.add(p.name())) {
        throw new IllegalArgumentException("two parameters are called " + p.name());
      }
    }
    Set<String> clipNames = new HashSet<>();
    for (ClipDescriptor c : clips) {
      if (!clipNames.add(c.name())) {
        throw new IllegalArgumentException("two clips are called " + c.name());
      }
    }
    if (!clipNames.contains("Output")) {
      throw new IllegalArgumentException("an effect needs the clip Output");
    }
  }
}
