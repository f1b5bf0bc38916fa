package org.likeness.ofx.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.OfxStatus;

/**
 * A host that answers any property with any status, any count and any value: nothing that it does
 * ends the process, keeps it for ever, or gets an exception out of the entry.
 */
class MadHostTest {
  private static final List<String> ACTIONS =
      List.of(
          "OfxImageEffectActionRender",
          "OfxImageEffectActionIsIdentity",
          "OfxImageEffectActionGetRegionOfDefinition",
          "OfxImageEffectActionGetRegionsOfInterest",
          "OfxImageEffectActionGetFramesNeeded",
          "OfxImageEffectActionGetClipPreferences",
          "OfxImageEffectActionGetTimeDomain",
          "OfxImageEffectActionGetOutputColourspace",
          "OfxImageEffectActionBeginSequenceRender",
          "OfxImageEffectActionEndSequenceRender",
          "OfxActionBeginInstanceChanged",
          "OfxActionInstanceChanged",
          "OfxActionEndInstanceChanged",
          "OfxActionBeginInstanceEdit",
          "OfxActionEndInstanceEdit",
          "OfxActionSyncPrivateData",
          "OfxActionPurgeCaches",
          "OfxActionDialog",
          "OfxActionOpenGLContextAttached",
          "kOfxActionOpenGLContextDetached",
          "OfxActionOfNoStandard",
          "");

  private static final List<String> OVERLAY_ACTIONS =
      List.of(
          "OfxActionCreateInstance",
          "OfxInteractActionDraw",
          "OfxInteractActionPenMotion",
          "OfxInteractActionPenDown",
          "OfxInteractActionPenUp",
          "OfxInteractActionKeyDown",
          "OfxInteractActionKeyUp",
          "OfxInteractActionKeyRepeat",
          "OfxInteractActionGainFocus",
          "OfxInteractActionLoseFocus",
          "OfxActionDestroyInstance");

  /** A long property has 4096 values at most, each of which is drawn a few times. */
  private static final long MOST_DRAWN = 2_000_000;

  private static final AtomicLong RENDERED = new AtomicLong();
  private static final AtomicLong RUNS = new AtomicLong();
  private static @Nullable FakeHost fake;

  @BeforeContainer
  static void load() {
    fake = FakeHost.load();
    assumeTrue(fake != null, "the native part was not built");
    NativeEntry.use(List.of(new CuriousEffect()));
  }

  @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
  void nothingThatAHostAnswersDoesHarm(@ForAll long seed, @ForAll @IntRange(max = 100) int sound) {
    FakeHost host = fake;
    assertThat(host).isNotNull();
    long address = host.begin(seed, sound);
    assertThat(address).as("no place for the fake host's pixels").isNotZero();
    Random random = new Random(seed);
    List<Integer> answers = new ArrayList<>();
    long node = 1L + random.nextInt(64);
    answers.add(host.perform(0, address, "OfxActionCreateInstance", node));
    for (int i = 0; i < 12; i++) {
      long handle = random.nextInt(8) == 0 ? host.handle() : node;
      int status = host.perform(0, address, pick(random, ACTIONS), handle);
      answers.add(status);
      answers.add(host.perform(1, address, pick(random, OVERLAY_ACTIONS), host.handle()));
    }
    int render = host.perform(0, address, "OfxImageEffectActionRender", node);
    if (render == OfxStatus.OK) {
      RENDERED.incrementAndGet();
    }
    answers.add(host.perform(2, address, "interpolate", host.handle()));
    answers.add(host.perform(random.nextInt(), address, "OfxActionCreateInstance", node));
    answers.add(host.perform(0, address, "OfxActionDestroyInstance", node));
    RUNS.incrementAndGet();
    assertThat(host.calls()).isLessThan(MOST_DRAWN);
    // A status that the standard has; ERR_FATAL would be an error that got past everything.
    assertThat(answers)
        .allSatisfy(
            s ->
                assertThat(s)
                    .isIn(
                        OfxStatus.OK,
                        OfxStatus.FAILED,
                        OfxStatus.ERR_MISSING_HOST_FEATURE,
                        OfxStatus.ERR_MEMORY,
                        OfxStatus.ERR_IMAGE_FORMAT,
                        OfxStatus.REPLY_DEFAULT));
  }

  /** The runs must get far enough to mean anything. */
  @AfterContainer
  static void someRendersWereWhole() {
    if (RUNS.get() >= 10_000) {
      assertThat(RENDERED.get()).isGreaterThan(500);
    }
  }

  private static String pick(Random random, List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
