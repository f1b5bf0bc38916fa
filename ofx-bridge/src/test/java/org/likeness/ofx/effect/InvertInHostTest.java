package org.likeness.ofx.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.ofx.effect.TestBundle.Answer;

/** The whole bridge, from a host's process through the boot library into Java and back. */
final class InvertInHostTest {
  private static final int X0 = -3;
  private static final int Y0 = 5;
  private static final int WIDTH = 37;
  private static final int HEIGHT = 23;

  @TempDir static Path folder;
  private static TestBundle bundle;

  @BeforeAll
  static void makeBundle() throws IOException {
    Path built = TestBundle.nativeFolder();
    assumeTrue(built != null, "the native part was not built");
    bundle = TestBundle.make(folder, built);
    Random random = new Random(7);
    for (int f = 1; f <= 6; f++) {
      float[] rgba = new float[4 * WIDTH * HEIGHT];
      for (int i = 0; i < rgba.length; i++) {
        rgba[i] = random.nextInt(4096) / 1024f - 1;
      }
      new TinyExr(X0, Y0, WIDTH, HEIGHT, rgba).write(plate(f), 40, 30);
    }
  }

  private static Path plate(int frame) {
    return folder.resolve(String.format("plate.%04d.exr", frame));
  }

  private static List<String> arguments(String out, String... more) {
    boolean trick = List.of(more).stream().anyMatch(m -> m.matches("(trick|note)=.*"));
    List<String> args =
        new ArrayList<>(
            List.of(
                "--effect",
                trick ? TrickEffect.ID : InvertEffect.ID,
                "--in",
                "Source=" + folder.resolve("plate.####.exr"),
                "--out",
                folder.resolve(out).toString(),
                "--compression",
                "none"));
    args.addAll(List.of(more));
    return args;
  }

  private static Answer render(String out, String... more) throws Exception {
    return bundle.host(arguments(out, more).toArray(new String[0]));
  }

  private static void assertInverted(String out, float amount) throws IOException {
    for (int f = 1; f <= 6; f++) {
      TinyExr result = TinyExr.read(folder.resolve(String.format(out, f)));
      assertThat(result.x0()).isEqualTo(X0);
      assertThat(result.y0()).isEqualTo(Y0);
      assertThat(result.width()).isEqualTo(WIDTH);
      assertThat(result.height()).isEqualTo(HEIGHT);
      Random random = new Random(7);
      for (int skip = 0; skip < (f - 1) * 4 * WIDTH * HEIGHT; skip++) {
        random.nextInt(4096);
      }
      for (int i = 0; i < result.rgba().length; i++) {
        float plate = random.nextInt(4096) / 1024f - 1;
        // Sums of these steps may need more bits than a half has: its rounding is allowed.
        float expected = i % 4 == 3 ? plate : amount - plate;
        assertThat(result.rgba()[i])
            .isCloseTo(expected, org.assertj.core.data.Offset.offset(0.001f));
      }
    }
  }

  @Test
  void invertsEveryFrameInPlace() throws Exception {
    Answer a = render("a.%04d.exr");
    assertThat(a.code()).as(a.text()).isZero();
    assertInverted("a.%04d.exr", 1);
  }

  @Test
  void honoursParametersRowsPaddingAndThreads() throws Exception {
    Answer a =
        render(
            "b.%04d.exr",
            "--set",
            "amount=0.25",
            "--negative-row-bytes",
            "--row-padding",
            "20",
            "--threads",
            "4");
    assertThat(a.code()).as(a.text()).isZero();
    assertInverted("b.%04d.exr", 0.25f);
  }

  @Test
  void identityCopiesTheInput() throws Exception {
    Answer a = render("i.%04d.exr", "--set", "amount=0");
    assertThat(a.code()).as(a.text()).isZero();
    assertThat(a.text()).contains("frame 1 identity of Source");
    TinyExr same = TinyExr.read(folder.resolve("i.0001.exr"));
    assertThat(same.rgba()[0]).isEqualTo(new Random(7).nextInt(4096) / 1024f - 1);
  }

  @Test
  void describesItselfWithoutJava() throws Exception {
    Answer scan = bundle.host("--scan", "50");
    assertThat(scan.code()).as(scan.text()).isZero();
    assertThat(scan.text()).contains("scanned 50 times, without a Java VM");
    Answer list = bundle.host("--list");
    assertThat(list.text())
        .contains("effect org.likeness.test.Invert 1.2")
        .contains("label Invert")
        .contains("effect org.likeness.test.Trick 1.2")
        .contains("label Trick\ttab")
        .contains("clip Matte optional")
        .contains("context OfxImageEffectContextFilter")
        .contains("context OfxImageEffectContextGeneral")
        .contains("clip Extra optional OfxImageComponentRGBA OfxImageComponentAlpha")
        .contains("OfxParamTypeDouble amount \"Amount\" default 1 range -4 4 display 0 2")
        .contains("none* throw overflow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "overflow", "memory", "status"})
  void anErrorIsASentenceAndAFailedRender(String trick) throws Exception {
    Answer a = render("e.%04d.exr", "--set", "trick=" + trick, "--frames", "1-2");
    assertThat(a.code()).as(a.text()).isEqualTo(3);
    assertThat(a.text()).contains("node error: ").contains("2 of 2 frames failed");
    assertThat(folder.resolve("e.0001.exr")).doesNotExist();
    if (trick.equals("memory")) {
      assertThat(a.text()).contains("not enough memory for Java");
    }
  }

  @Test
  void aCrashHandlerSetLateDoesNotTakeTheVmsFaults() throws Exception {
    Answer a = render("l.%04d.exr", "--set", "trick=nullcheck", "--late-crash-handler");
    assertThat(a.code()).as(a.text()).isZero();
    assertThat(a.text()).contains("frame 6 done").doesNotContain("crash handler was called");
  }

  @Test
  void theMainThreadKeepsItsStack() throws Exception {
    Answer a = render("m.%04d.exr", "--use-main-stack", "6");
    assertThat(a.code()).as(a.text()).isZero();
  }

  @Test
  void aVirtualMachineThatIsThereIsJoined() throws Exception {
    Path built = TestBundle.nativeFolder();
    assumeTrue(built != null, "the native part was not built");
    TestBundle other = TestBundle.make(Files.createDirectory(folder.resolve("other")), built);
    Answer a = render("j.%04d.exr", "--first-bundle", other.root().toString());
    assertThat(a.code()).as(a.text()).isZero();
    assertThat(a.text()).contains("first org.likeness.test.Invert: status 0");
    assertInverted("j.%04d.exr", 1);
    assertThat(Files.readString(folder.resolve("log/ofx-boot.log")))
        .contains("joined the Java VM that is in this process already");
  }

  @Test
  void anExitInJavaDoesNotEndTheHost() throws Exception {
    // The thread that asked for it is lost, so only the log can tell, and the process must be
    // alive.
    Process p = bundle.start(arguments("x.%04d.exr", "--set", "trick=exit", "--frames", "1"));
    try {
      Path log = folder.resolve("log/ofx-boot.log");
      long end = System.nanoTime() + 300_000_000_000L;
      while (System.nanoTime() < end
          && !(Files.exists(log) && Files.readString(log).contains("(code 7); the thread is"))) {
        Thread.sleep(100);
      }
      assertThat(Files.readString(log)).contains("asked for the end of the process (code 7)");
      assertThat(p.isAlive()).isTrue();
    } finally {
      p.destroyForcibly().waitFor();
    }
  }

  @Test
  void smallThreadsAreServedByACourier() throws Exception {
    // The host's own output clip is bound to its thread, so the courier's call is refused cleanly.
    Answer a = render("s.%04d.exr", "--thread-stack", "160");
    assertThat(a.code()).as(a.text()).isIn(0, 3);
    assertThat(a.text()).doesNotContain("SIGSEGV");
  }

  @Test
  void everySuiteAnswersAndTheOverlayIsDrawn() throws Exception {
    List<String> args = arguments("q.%04d.exr", "--frames", "1", "--press", "probe");
    args.set(1, SuitesEffect.ID);
    args.addAll(List.of("--overlay", folder.resolve("q.png").toString()));
    Answer a = bundle.host(args.toArray(new String[0]));
    assertThat(a.code()).as(a.text()).isZero();
    assertThat(a.text())
        .contains(
            "params true true true; threads true true; thrown on purpose; mutex true;"
                + " memory 42 43; progress true true false; time line true; bounds true;"
                + " missing false");
    assertThat(folder.resolve("q.png")).isNotEmptyFile();
  }

  @Test
  void messagesStandOnTheNodeOnce() throws Exception {
    Answer a = render("n.%04d.exr", "--set", "note=100% sure");
    assertThat(a.code()).as(a.text()).isZero();
    assertThat(a.text().split("node warning: 100% sure", -1)).hasSize(2);
  }

  @Test
  void aMissingPlateFrameIsASentence() throws Exception {
    Answer a = render("p.%04d.exr", "--frames", "6-7");
    assertThat(a.code()).as(a.text()).isEqualTo(4);
    assertThat(a.text()).contains("plate.0007.exr cannot be read").contains("frame 6 done");
  }

  @Test
  void aMissingRuntimeIsASentence() throws Exception {
    Path runtime = bundle.resources().resolve("runtime");
    Path aside = bundle.resources().resolve("aside");
    Files.move(runtime, aside);
    try {
      Answer a = render("r.%04d.exr");
      assertThat(a.code()).as(a.text()).isEqualTo(3);
      assertThat(a.text())
          .contains("node error: Likeness cannot run here: its Java runtime is not complete")
          .contains("lib/modules is missing");
      assertThat(bundle.host("--list").text()).contains("effect org.likeness.test.Invert 1.2");
    } finally {
      Files.move(aside, runtime);
    }
  }
}
