package org.likeness.train.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
    @Nullable String consentId) {}
