package org.likeness.train.data.coverage;

import java.nio.file.Path;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.traits.FaceTraits;

/**
 * A picture of the identity.
 *
 * @param faceset its folder
 * @param record its index line
 * @param traits pose, expression, light
 */
public record IdentityFace(Path faceset, FaceRecord record, FaceTraits traits) {}
