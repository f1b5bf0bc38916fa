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
 * @param features what it can do
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
    String threadSafety,
    EffectFeatures features) {
  /** One input, one output. */
  public static final String FILTER = "OfxImageEffectContextFilter";

  /** Any inputs. */
  public static final String GENERAL = "OfxImageEffectContextGeneral";

  /** No input. */
  public static final String GENERATOR = "OfxImageEffectContextGenerator";

  /** Two inputs, one becoming the other. */
  public static final String TRANSITION = "OfxImageEffectContextTransition";

  /** One input and a brush. */
  public static final String PAINT = "OfxImageEffectContextPaint";

  /** One input at other times. */
  public static final String RETIMER = "OfxImageEffectContextRetimer";

  /** One render at a time in the whole process. */
  public static final String UNSAFE = "OfxImageEffectRenderUnsafe";

  /** Several instances at once, one frame each. */
  public static final String INSTANCE_SAFE = "OfxImageEffectRenderInstanceSafe";

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
    for (ParamDescriptor p : params) {
      for (String child : p.kind() == ParamDescriptor.Kind.PAGE ? p.choices() : List.<String>of()) {
        if (!names.contains(child) && !child.startsWith("OfxParamPageSkip")) {
          throw new IllegalArgumentException(
              "page " + p.name() + " lists " + child + ", which is no parameter");
        }
      }
    }
  }

  /** With nothing but the plainest features. */
  public EffectDescriptor(
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
    this(
        id,
        major,
        minor,
        label,
        group,
        description,
        contexts,
        clips,
        params,
        threadSafety,
        EffectFeatures.PLAIN);
  }
}
