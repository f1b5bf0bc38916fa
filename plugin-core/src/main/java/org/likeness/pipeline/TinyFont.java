package org.likeness.pipeline;

/**
 * Capitals, digits and a few signs of 5 x 7 cells, so that marks and captions need no font system:
 * a host's process should not have to start one.
 */
final class TinyFont {
  /** Cells across a letter. */
  static final int WIDTH = 5;

  /** Cells down a letter. */
  static final int HEIGHT = 7;

  /** Cells from one letter to the next. */
  static final int ADVANCE = 6;

  /** By character: 35 bits, rows from the top, the leftmost cell in each row's highest bit. */
  private static final long[] GLYPHS = new long[128];

  static {
    put('A', 0x3a31fc631L);
    put('B', 0x7a31f463eL);
    put('C', 0x3a308422eL);
    put('D', 0x7a318c63eL);
    put('E', 0x7e10f421fL);
    put('F', 0x7e10f4210L);
    put('G', 0x3a30bc62eL);
    put('H', 0x4631fc631L);
    put('I', 0x38842108eL);
    put('J', 0x1c4210a4cL);
    put('K', 0x4654c5251L);
    put('L', 0x42108421fL);
    put('M', 0x4775ac631L);
    put('N', 0x47359c631L);
    put('O', 0x3a318c62eL);
    put('P', 0x7a31f4210L);
    put('Q', 0x3a318d64dL);
    put('R', 0x7a31f5251L);
    put('S', 0x3e107043eL);
    put('T', 0x7c8421084L);
    put('U', 0x46318c62eL);
    put('V', 0x46318c544L);
    put('W', 0x4631ad771L);
    put('X', 0x462a22a31L);
    put('Y', 0x462a21084L);
    put('Z', 0x7c222221fL);
    put('0', 0x3a75ad72eL);
    put('1', 0x11842108eL);
    put('2', 0x3a213221fL);
    put('3', 0x78217043eL);
    put('4', 0x08ca97c42L);
    put('5', 0x7e1e0862eL);
    put('6', 0x1910f462eL);
    put('7', 0x7c2222108L);
    put('8', 0x3a317462eL);
    put('9', 0x3a317844cL);
    put('-', 0x0000f8000L);
    put('.', 0x00000018cL);
    put('%', 0x632222263L);
  }

  private TinyFont() {}

  /** Whether the cell (x, y) of a letter is drawn; characters without a glyph are blank. */
  static boolean lit(char c, int x, int y) {
    return c < GLYPHS.length && (GLYPHS[c] >>> ((HEIGHT - 1 - y) * WIDTH + WIDTH - 1 - x) & 1) != 0;
  }

  private static void put(char c, long bits) {
    GLYPHS[c] = bits;
  }
}
