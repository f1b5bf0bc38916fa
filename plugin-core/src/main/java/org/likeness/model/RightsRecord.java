package org.likeness.model;

import org.jspecify.annotations.Nullable;

/**
 * Who allowed the use of an identity, for what and until when. Stored as {@code rights} in the
 * model's manifest.
 *
 * @param consentId the studio's own number of the consent
 * @param holder who gave it
 * @param scope project, shots, dates, in words
 * @param expires last day of use, ISO-8601 date; null = no end
 * @param contact whom to ask
 */
public record RightsRecord(
    String consentId, String holder, String scope, @Nullable String expires, String contact) {}
