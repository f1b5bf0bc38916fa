package org.likeness.ofx.abi;

/** OfxOpenCLProgramSuite 1: results as {@link OfxStatus}. */
public final class OpenClProgramSuite extends Suite {
  /** From the address of the host's struct. */
  public OpenClProgramSuite(long struct) {
    super(struct, 1);
  }

  /** Compiles a program's text; the result is a {@code cl_program}. */
  public int compileProgram(long source, boolean optional, long result) {
    return Calls.pip(fn(0), source, optional ? 1 : 0, result);
  }
}
