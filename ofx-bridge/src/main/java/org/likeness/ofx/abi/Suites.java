package org.likeness.ofx.abi;

/**
 * All suites of one host, fetched once. Those that it lacks are here as well: each of their
 * functions answers {@link OfxStatus#ERR_MISSING_HOST_FEATURE}.
 */
public record Suites(
    PropertySuite property,
    ImageEffectSuite effect,
    ParameterSuite parameter,
    MessageSuite message,
    ProgressSuite progress,
    TimeLineSuite timeLine,
    MemorySuite memory,
    MultiThreadSuite multiThread,
    InteractSuite interact,
    DrawSuite draw,
    ParametricSuite parametric,
    PlaneSuite plane,
    OpenGlRenderSuite openGl,
    OpenClProgramSuite openCl,
    DialogSuite dialog) {
  private static final String PLANES = "uk.co.thefoundry.FnOfxImageEffectPlaneSuite";

  /**
   * Fetches.
   *
   * @param secondMessages whether version 2 of the message suite may be used
   */
  public static Suites of(HostTable h, boolean secondMessages) {
    return new Suites(
        new PropertySuite(h.suite("OfxPropertySuite", 1)),
        new ImageEffectSuite(h.suite("OfxImageEffectSuite", 1)),
        new ParameterSuite(h.suite("OfxParameterSuite", 1)),
        new MessageSuite(
            h.suite("OfxMessageSuite", 1), secondMessages ? h.suite("OfxMessageSuite", 2) : 0),
        new ProgressSuite(h.suite("OfxProgressSuite", 1), h.suite("OfxProgressSuite", 2)),
        new TimeLineSuite(h.suite("OfxTimeLineSuite", 1)),
        new MemorySuite(h.suite("OfxMemorySuite", 1)),
        new MultiThreadSuite(h.suite("OfxMultiThreadSuite", 1)),
        new InteractSuite(h.suite("OfxInteractSuite", 1)),
        new DrawSuite(h.suite("OfxDrawSuite", 1)),
        new ParametricSuite(h.suite("OfxParametricParameterSuite", 1)),
        new PlaneSuite(h.suite(PLANES, 1), h.suite(PLANES, 2)),
        new OpenGlRenderSuite(h.suite("OfxImageEffectOpenGLRenderSuite", 1)),
        new OpenClProgramSuite(h.suite("OfxOpenCLProgramSuite", 1)),
        new DialogSuite(h.suite("OfxDialogSuite", 1)));
  }
}
