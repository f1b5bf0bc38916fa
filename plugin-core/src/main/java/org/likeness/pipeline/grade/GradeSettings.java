package org.likeness.pipeline.grade;

import org.likeness.colour.MatchMode;

/**
 * The knobs of colour and finish.
 *
 * @param mode how colours are matched
 * @param strength of the match, 0..1
 * @param region where colours are measured
 * @param smooth standard deviation in frames over which the plate's colours are steadied, 0 for
 *     none
 * @param light how much of the plate's low-frequency light the face takes, 0..1
 * @param lightSize how coarse that light is, percent of the face's height
 * @param seam how far the face takes the plate's colours towards the forehead's edge, 0..1
 * @param seamWidth from that edge to where the face has its own, percent of the face's height
 * @param detail how much of the plate's fine detail the face takes, 0..1
 * @param detailSize how fine, percent of the face's height
 * @param sharpness how far the face takes the plate's sharpness, 0..1
 * @param grain how much of the plate's grain the face takes: 1 as much as the plate has, 0..2
 * @param shutter degrees of the shutter by which the face is blurred along its motion; 0 not
 */
public record GradeSettings(
    MatchMode mode,
    double strength,
    MatchRegion region,
    double smooth,
    double light,
    double lightSize,
    double seam,
    double seamWidth,
    double detail,
    double detailSize,
    double sharpness,
    double grain,
    double shutter) {
  /** Whether colours are to be matched at all. */
  public boolean matches() {
    return mode != MatchMode.NONE && strength > 0;
  }
}
