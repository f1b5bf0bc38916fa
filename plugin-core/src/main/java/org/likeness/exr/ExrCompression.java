package org.likeness.exr;

/** How pixels are packed, in the file format's own order. */
public enum ExrCompression {
  /** Not at all. */
  NONE,
  /** Run lengths. */
  RLE,
  /** Zlib, one row at a time: what Nuke reads fastest. */
  ZIPS,
  /** Zlib, 16 rows at a time. */
  ZIP,
  /** Wavelets, good on grain. */
  PIZ,
  /** 24-bit floats, lossy on FLOAT channels only. */
  PXR24,
  /** Fixed-rate blocks, lossy on HALF channels. */
  B44,
  /** As B44, flat areas smaller. */
  B44A,
  /** Cosine blocks of 32 rows, lossy on channels R, G, B, Y, RY, BY. */
  DWAA,
  /** As DWAA, 256 rows. */
  DWAB
}
