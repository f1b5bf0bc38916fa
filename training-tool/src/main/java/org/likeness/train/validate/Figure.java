package org.likeness.train.validate;

/** What is measured. Never one of them alone. */
public enum Figure {
  /** Under the matte of what it is compared with, encoded colours. */
  PSNR("psnr", "PSNR", "dB", true, 1, "inside the face, encoded colours"),
  /** In the box of that matte. */
  SSIM("ssim", "SSIM", "", true, 3, "structural similarity in the face's box"),
  /** {@link org.likeness.model.FaceFeatures}. */
  PERCEPTUAL(
      "perceptual",
      "Perceptual distance",
      "",
      false,
      3,
      "features of dlib's face recognition net at four depths; 0 is the same picture"),
  /** Cosine to the mean vector of the identity's own crops. */
  IDENTITY(
      "identity",
      "Identity",
      "",
      true,
      3,
      "likeness to the identity by the product's own embedder (dlib's net), not by an outside judge"),
  /** Identity less the likeness to the performer. */
  MARGIN(
      "identityMargin",
      "Identity margin",
      "",
      true,
      3,
      "identity less the likeness to the performer, by the same embedder; above 0 it is the"
          + " identity's face"),
  /** Mean of yaw, pitch and roll. */
  POSE("pose", "Pose error", "\u00b0", false, 2, "mean of yaw, pitch, roll against the plate's"),
  /** Mean distance of the 68 points over the face's height. */
  LANDMARKS(
      "landmarks",
      "Point error",
      "%",
      false,
      2,
      "68 points against the plate's, of the face's height"),
  /** Of the model's matte with the true one. */
  IOU("matteIoU", "Matte IoU", "", true, 3, "the model's matte against the true one"),
  /** 1 where a face is found in what was made. */
  FOUND("found", "Face found", "", true, 2, "share of pictures in which a face is found at all");

  private final String id;
  private final String label;
  private final String unit;
  private final boolean more;
  private final int digits;
  private final String hint;

  Figure(String id, String label, String unit, boolean more, int digits, String hint) {
    this.id = id;
    this.label = label;
    this.unit = unit;
    this.more = more;
    this.digits = digits;
    this.hint = hint;
  }

  /** Spelling in JSON. */
  public String id() {
    return id;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** Unit, or empty. */
  public String unit() {
    return unit;
  }

  /** Whether more is better. */
  public boolean more() {
    return more;
  }

  /** Digits behind the point. */
  public int digits() {
    return digits;
  }

  /** What it is, in words. */
  public String hint() {
    return hint;
  }
}
