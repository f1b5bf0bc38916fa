package org.likeness.model;

/**
 * A package of the npm registry, pinned.
 *
 * @param name with scope
 * @param version exact
 * @param sha512 of its tarball, base64, as npm prints it after {@code sha512-}
 * @param licence SPDX id of the weights used
 */
public record NpmPackage(String name, String version, String sha512, String licence) {
  /** Full- and short-range face detectors. */
  public static final NpmPackage FACE_DETECTION =
      new NpmPackage(
          "@mediapipe/face_detection",
          "0.4.1657300184",
          "k5aYtTf7av7GwD3C9T4LJB/okHK/uJwFQSOmJ9OHZMlwg7SdYVMolRgDlA962OU7fIBKsrOA7f7BzD2gpzcAKw==",
          "Apache-2.0");

  /** The 468-point mesh. */
  public static final NpmPackage FACE_MESH =
      new NpmPackage(
          "@mediapipe/face_mesh",
          "0.4.1657299874",
          "Jdza+77HjDH4SQ6/DAYmnKUYdh2fU1GbhuGqXZbkK5rnJKpZLZe5KQeJmwUq9dmkYkCPSq4oe9vmcuveRPpwag==",
          "Apache-2.0");

  /** Person against background. */
  public static final NpmPackage SELFIE_SEGMENTATION =
      new NpmPackage(
          "@mediapipe/selfie_segmentation",
          "0.1.1675465747",
          "IxYxNhwE5VwOm52L1yoFWYLP7q9Pd+NJjzOC5tlepfvEGaY3o9hslhUrx9BgseqdfZtKSDtd/4NfCSMjNzQalA==",
          "Apache-2.0");

  /**
   * dlib's face recognition net, uint8; its author put the weights in the public domain, the
   * package is MIT.
   */
  public static final NpmPackage FACE_API =
      new NpmPackage(
          "@vladmandic/face-api",
          "1.7.15",
          "WDMmK3CfNLo8jylWqMoQgf4nIst3M0fzx1dnac96wv/dvMTN4DxC/Pq1DGtduDk1lktCamQ3MIDXFnvrdHTXDw==",
          "MIT");

  /** An independent conversion of the same mesh; used by tests only. */
  public static final NpmPackage HUMAN =
      new NpmPackage(
          "@vladmandic/human",
          "3.3.6",
          "Nr5mPfq1gQ+uKeXY5uM3Fj8UxvF5CEh2s6txM5wRThqaW0mF9huooOuZSrT8hhGho0hGaXLFdAwfD/2+teCv6A==",
          "MIT AND Apache-2.0");

  /** {@code name@version}. */
  public String spec() {
    return name + "@" + version;
  }
}
