package org.likeness.train.loop;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.train.data.SkinTone;

/**
 * An identity of a training.
 *
 * @param id {@code [a-z0-9-]+}
 * @param displayName for people
 * @param images how many faces
 * @param template id of the crop template
 * @param coverage side of the model's crop over the height of the template's face
 * @param encoding name of the colour encoding
 * @param synthetic whether every picture is rendered or generated
 * @param licences the different licences of the pictures
 * @param consentId number of the consent, or null where the faceset has none
 * @param tone colour of the face in the mean, or null where nobody asked for it
 * @param shape of jaw and brows, as a manifest holds it, or null where the pictures do not show it
 */
public record TrainedIdentity(
    String id,
    String displayName,
    int images,
    String template,
    double coverage,
    String encoding,
    boolean synthetic,
    List<String> licences,
    @Nullable String consentId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SkinTone tone,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Float> shape) {
  /** An identity whose tone and shape nobody asked for. */
  public TrainedIdentity(
      String id,
      String displayName,
      int images,
      String template,
      double coverage,
      String encoding,
      boolean synthetic,
      List<String> licences,
      @Nullable String consentId) {
    this(
        id,
        displayName,
        images,
        template,
        coverage,
        encoding,
        synthetic,
        licences,
        consentId,
        null,
        null);
  }

  /** The same with a tone. */
  public TrainedIdentity with(SkinTone other) {
    return looking(other, shape);
  }

  /** The same with a shape, or null. */
  public TrainedIdentity withShape(@Nullable List<Float> other) {
    return looking(tone, other);
  }

  private TrainedIdentity looking(@Nullable SkinTone otherTone, @Nullable List<Float> otherShape) {
    return new TrainedIdentity(
        id,
        displayName,
        images,
        template,
        coverage,
        encoding,
        synthetic,
        licences,
        consentId,
        otherTone,
        otherShape);
  }
}
