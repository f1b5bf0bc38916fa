package org.likeness.pipeline.matte;

/**
 * A length for each side of an upright face.
 *
 * @param top towards the forehead
 * @param bottom towards the chin
 * @param left image left of the upright face
 * @param right image right of the upright face
 */
public record Sides(double top, double bottom, double left, double right) {
  /** No length anywhere. */
  public static final Sides NONE = new Sides(0, 0, 0, 0);

  /** The same for all sides. */
  public static Sides all(double v) {
    return new Sides(v, v, v, v);
  }

  /** Each side's length and this one. */
  public Sides plus(double v) {
    return new Sides(top + v, bottom + v, left + v, right + v);
  }

  /** Each side's length times this. */
  public Sides times(double v) {
    return new Sides(top * v, bottom * v, left * v, right * v);
  }

  /** What of the lengths is over 0. */
  public Sides positive() {
    return new Sides(Math.max(0, top), Math.max(0, bottom), Math.max(0, left), Math.max(0, right));
  }

  /** The longest. */
  public double largest() {
    return Math.max(Math.max(top, bottom), Math.max(left, right));
  }

  /** Whether all are the same. */
  public boolean even() {
    return top == bottom && top == left && top == right;
  }
}
