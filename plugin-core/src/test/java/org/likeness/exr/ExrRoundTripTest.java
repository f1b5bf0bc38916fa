package org.likeness.exr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.likeness.image.HalfFloat;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** What is written comes back: any window, channel set, lossless compression and attribute set. */
class ExrRoundTripTest {
  private static final List<String> NAMES =
      List.of("R", "G", "B", "A", "comp.R", "matte.A", "stmap.u", "stmap.v", "ids.id", "Z");

  @Provide
  Arbitrary<PixelRect> windows() {
    Arbitrary<Integer> origin = Arbitraries.integers().between(-5000, 5000);
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 70);
    return Combinators.combine(origin, origin, size, size)
        .as((x, y, w, h) -> new PixelRect(x, y, x + w, y + h));
  }

  @Provide
  Arbitrary<ExrCompression> lossless() {
    return Arbitraries.of(
        ExrCompression.NONE,
        ExrCompression.RLE,
        ExrCompression.ZIPS,
        ExrCompression.ZIP,
        ExrCompression.PIZ);
  }

  @Provide
  Arbitrary<List<ExrAttribute>> attributes() {
    Arbitrary<String> name =
        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(200).map(s -> "likeness/" + s);
    return Combinators.combine(name, values())
        .as((n, v) -> new ExrAttribute(n, v.type(), v.value()))
        .list()
        .ofMaxSize(12)
        .map(
            list -> {
              Map<String, ExrAttribute> byName = new LinkedHashMap<>();
              list.forEach(a -> byName.put(a.name(), a));
              return new ArrayList<>(byName.values());
            });
  }

  private static Arbitrary<ExrAttribute> values() {
    Arbitrary<Float> f = Arbitraries.floats();
    Arbitrary<Integer> i = Arbitraries.integers();
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .ofMaxLength(300)
            .filter(ExrRoundTripTest::sound)
            .map(v -> of("string", v)),
        i.map(v -> of("int", v)),
        f.map(v -> of("float", v)),
        Arbitraries.doubles().map(v -> of("double", v)),
        f.array(float[].class).ofSize(2).map(v -> of("v2f", v)),
        f.array(float[].class).ofSize(3).map(v -> of("v3f", v)),
        f.array(float[].class).ofSize(4).map(v -> of("box2f", v)),
        f.array(float[].class).ofSize(8).map(v -> of("chromaticities", v)),
        f.array(float[].class).ofSize(9).map(v -> of("m33f", v)),
        f.array(float[].class).ofSize(16).map(v -> of("m44f", v)),
        i.array(int[].class).ofSize(2).map(v -> of("v2i", v)),
        i.array(int[].class).ofSize(3).map(v -> of("v3i", v)),
        i.array(int[].class).ofSize(4).map(v -> of("box2i", v)),
        i.array(int[].class).ofSize(2).map(v -> of("rational", v)),
        Combinators.combine(i, i).as((a, b) -> of("timecode", new TimeCode(a, b))),
        Arbitraries.doubles().array(double[].class).ofSize(16).map(v -> of("m44d", v)),
        Arbitraries.strings()
            .alpha()
            .ofMaxLength(20)
            .list()
            .ofMaxSize(5)
            .map(v -> of("stringvector", v)),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(99).map(v -> of("studio_own_type", v)));
  }

  private static ExrAttribute of(String type, Object value) {
    return new ExrAttribute("x", type, value);
  }

  /** Without lone surrogates, which UTF-8 cannot hold. */
  private static boolean sound(String s) {
    return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(s);
  }

  @Property(tries = 150)
  void comesBackBitForBit(
      @ForAll("windows") PixelRect data,
      @ForAll("windows") PixelRect display,
      @ForAll("lossless") ExrCompression compression,
      @ForAll("attributes") List<ExrAttribute> attributes,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    List<ExrChannel> channels = new ArrayList<>();
    for (String name : NAMES) {
      if (channels.isEmpty() || random.nextBoolean()) {
        ExrChannel.Type type = ExrChannel.Type.values()[random.nextInt(3)];
        channels.add(new ExrChannel(name, type, samples(data, type, random)));
      }
    }
    ExrPart part = new ExrPart("", data, display, 1 + random.nextInt(3) / 2f, channels, attributes);
    Path folder = Files.createTempDirectory("likeness-exr");
    Path file = folder.resolve("out.exr");
    try {
      ExrWriter.write(file, List.of(part), compression, 1 + random.nextInt(3));
      ExrPart back = ExrReader.read(file).get(0);
      assertThat(back.dataWindow()).isEqualTo(data);
      assertThat(back.displayWindow()).isEqualTo(display);
      assertThat(back.pixelAspect()).isEqualTo(part.pixelAspect());
      assertThat(back.channels()).hasSameSizeAs(channels);
      for (ExrChannel c : channels) {
        ExrChannel b = back.channel(c.name()).orElseThrow();
        assertThat(b.type()).isEqualTo(c.type());
        assertThat(bits(b.plane())).as(c.name()).isEqualTo(bits(c.plane()));
      }
      assertThat(back.attributes()).containsAll(attributes);
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).containsExactly(file);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  /** Values that the type can hold, among them denormals, infinities and (floats) NaN. */
  private static Plane samples(PixelRect rect, ExrChannel.Type type, Random random) {
    Plane p = Plane.zeros(rect);
    for (int i = 0; i < p.data().length; i++) {
      p.data()[i] =
          switch (type) {
            case HALF -> HalfFloat.toFloat((short) random.nextInt());
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case UINT -> random.nextInt(1 << 24);
          };
    }
    return p;
  }

  /** Bits with the signalling mark of NaNs set: moving a float through a register may set it. */
  private static int[] bits(Plane p) {
    int[] b = new int[p.data().length];
    for (int i = 0; i < b.length; i++) {
      float v = p.data()[i];
      b[i] = Float.floatToRawIntBits(v) | (Float.isNaN(v) ? 0x0040_0000 : 0);
    }
    return b;
  }
}
