package org.likeness.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a foreign network's tensors mean, so that it can be wrapped into a swap model.
 *
 * @param role {@code swap} or {@code refiner}
 * @param input the plate's crop
 * @param face the identity's colours; of a refiner the larger picture
 * @param matte the identity's coverage, or null for a network without: all of the crop, soft at its
 *     edge
 * @param template id of the crop template
 * @param coverage side of the crop over the height of the template's face
 * @param encoding name of the colour encoding of the crop, before range, mean and deviation
 * @param controls further inputs [1] that an artist may turn
 * @param factor of a refiner: how many times larger its picture is
 */
public record ImportDescriptor(
    String role,
    Tensor input,
    Tensor face,
    @Nullable Tensor matte,
    String template,
    double coverage,
    String encoding,
    List<ModelControl> controls,
    int factor) {
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);

  /** A network that swaps faces. */
  public static final String SWAP = "swap";

  /** One that makes a swapped face larger. */
  public static final String REFINER = RefinerManifest.ROLE;

  /**
   * One tensor. A value v of 0..1 is there as {@code (min + v (max - min) - mean) / std}.
   *
   * @param name in the graph
   * @param layout {@code NCHW} or {@code NHWC}
   * @param colours {@code RGB} or {@code BGR}; of a matte it says nothing
   * @param range the least and the greatest value, 0 and 1 if left out
   * @param mean one number a channel in the network's order, 0 if left out
   * @param std one number a channel in the network's order, 1 if left out
   */
  public record Tensor(
      String name, String layout, String colours, double[] range, double[] mean, double[] std) {
    /** Fills in what was left out, and checks the rest. */
    @SuppressWarnings("unused") // JSON may leave any field out, whatever the declaration says
    public Tensor {
      layout = layout == null ? "NCHW" : layout;
      colours = colours == null ? "RGB" : colours;
      range = range == null ? new double[] {0, 1} : range;
      mean = mean == null ? new double[] {0, 0, 0} : mean;
      std = std == null ? new double[] {1, 1, 1} : std;
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException("a tensor has no name");
      }
      require(layout.equals("NCHW") || layout.equals("NHWC"), name, "layout", "NCHW or NHWC");
      require(colours.equals("RGB") || colours.equals("BGR"), name, "colours", "RGB or BGR");
      require(range.length == 2 && range[0] < range[1], name, "range", "two numbers that rise");
      require(mean.length == 3, name, "mean", "three numbers");
      boolean deviates = std.length == 3 && std[0] > 0 && std[1] > 0 && std[2] > 0;
      require(deviates, name, "std", "three numbers above 0");
    }

    private static void require(boolean ok, String name, String field, String allowed) {
      if (!ok) {
        throw new IllegalArgumentException(field + " of " + name + " must be " + allowed);
      }
    }

    /** A tensor of values 0..1. */
    public static Tensor of(String name, String layout, String colours) {
      return new Tensor(
          name,
          layout,
          colours,
          new double[] {0, 1},
          new double[] {0, 0, 0},
          new double[] {1, 1, 1});
    }
  }

  /** A network that swaps faces. */
  public ImportDescriptor(
      String role,
      Tensor input,
      Tensor face,
      @Nullable Tensor matte,
      String template,
      double coverage,
      String encoding,
      List<ModelControl> controls) {
    this(role, input, face, matte, template, coverage, encoding, controls, 0);
  }

  /** Checks that all is there. */
  @SuppressWarnings("unused") // JSON may leave any field out, whatever the declaration says
  public ImportDescriptor {
    if (!SWAP.equals(role) && !REFINER.equals(role)) {
      throw new IllegalArgumentException(
          "role is \"" + role + "\"; the roles that can be imported are: " + SWAP + ", " + REFINER);
    }
    if (REFINER.equals(role)) {
      if (input == null || face == null || encoding == null) {
        throw new IllegalArgumentException("input, face and encoding must be given");
      }
      if (factor < 1 || factor > RefinerManifest.MOST) {
        throw new IllegalArgumentException(
            "factor is " + factor + "; it must be 1 to " + RefinerManifest.MOST);
      }
    } else {
      if (input == null || face == null || template == null || encoding == null) {
        throw new IllegalArgumentException("input, face, template and encoding must be given");
      }
      if (!(coverage > 0.1 && coverage < 10)) {
        throw new IllegalArgumentException("coverage is " + coverage + "; it must be 0.1 to 10");
      }
    }
    controls = controls == null ? List.of() : List.copyOf(controls);
  }

  /**
   * Reads the JSON document of a descriptor.
   *
   * @throws ModelException with what is wrong
   */
  public static ImportDescriptor parse(String json, String name) {
    try {
      return JSON.readValue(json, ImportDescriptor.class);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause();
      throw new ModelException(
          name,
          "is no descriptor of a network: "
              + (cause instanceof IllegalArgumentException
                  ? cause.getMessage()
                  : e.getOriginalMessage()),
          e);
    }
  }
}
