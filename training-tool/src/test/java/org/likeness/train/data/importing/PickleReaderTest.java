package org.likeness.train.data.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Python itself writes. */
class PickleReaderTest {
  private static final String DATA =
      "{'t': 'a\\u00e9\\n', 'n': None, 'yes': True, 'no': False, 'i': -7, 'big': 2**80, 'mid': 2**40,"
          + " 'f': 1.5, 'b': b'\\x00\\xff', 'list': [1, (2, 3, 4, 5), []], 'd': {'x': {}},"
          + " 'same': [shared, shared], 3: 'three', 'set': {9}}";

  @TempDir Path folder;

  private byte[] python(String code) throws Exception {
    Path out = folder.resolve("out.bin");
    Python.run("import pickle, sys\n" + code, out.toString());
    return Files.readAllBytes(out);
  }

  @Test
  void dataOfEveryProtocolIsRead() throws Exception {
    for (int protocol = 0; protocol <= 5; protocol++) {
      byte[] bytes =
          python(
              "shared = ['s']\nopen(sys.argv[1], 'wb').write(pickle.dumps("
                  + DATA
                  + ", "
                  + protocol
                  + "))");
      if (protocol < 4) {
        // Sets are made by a call in older protocols, which is not among the known ones.
        assertThatThrownBy(() -> PickleReader.read(bytes, "x")).hasMessageContaining("set");
        continue;
      }
      Map<?, ?> read = (Map<?, ?>) PickleReader.read(bytes, "x");
      assertThat(read).isNotNull();
      assertThat(read.get("t")).isEqualTo("aé\n");
      assertThat(read.containsKey("n")).isTrue();
      assertThat(read.get("n")).isNull();
      assertThat(read.get("yes")).isEqualTo(true);
      assertThat(read.get("no")).isEqualTo(false);
      assertThat(read.get("i")).isEqualTo(-7L);
      assertThat(String.valueOf(read.get("big"))).isEqualTo("1208925819614629174706176");
      assertThat(read.get("mid")).isEqualTo(1L << 40);
      assertThat(read.get("f")).isEqualTo(1.5);
      assertThat((byte[]) read.get("b")).containsExactly(0, 255);
      assertThat(read.get("list")).isEqualTo(List.of(1L, List.of(2L, 3L, 4L, 5L), List.of()));
      assertThat(read.get("d")).isEqualTo(Map.of("x", Map.of()));
      assertThat(read.get("same")).isEqualTo(List.of(List.of("s"), List.of("s")));
      assertThat(read.get("3")).isEqualTo("three");
    }
  }

  @Test
  void arraysOfNumpyAreRead() throws Exception {
    Python.needs("numpy");
    for (int protocol = 2; protocol <= 5; protocol++) {
      byte[] bytes =
          python(
              "import numpy as n\nopen(sys.argv[1], 'wb').write(pickle.dumps([n.array([[1.5, 2], [3,"
                  + " -4]], n.float32), n.array([[1, 2, 3], [4, 5, 6]], '>f8'),"
                  + " n.asfortranarray(n.array([[1, 2, 3], [4, 5, 6]], n.int32)), n.float64(0.25),"
                  + " n.array([200, 1], n.uint8), n.int64(5)], "
                  + protocol
                  + "))");
      List<?> read = (List<?>) PickleReader.read(bytes, "x");
      assertThat(((NumpyArray) read.get(0)).values()).containsExactly(1.5, 2, 3, -4);
      assertThat(((NumpyArray) read.get(0)).shape()).containsExactly(2, 2);
      assertThat(((NumpyArray) read.get(1)).values()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(((NumpyArray) read.get(2)).values()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(read.get(3)).isEqualTo(0.25);
      assertThat(((NumpyArray) read.get(4)).values()).containsExactly(200, 1);
      assertThat(read.get(5)).isEqualTo(5.0);
    }
  }

  @Test
  void whatWouldRunSomethingIsRefusedAndDoesNot() throws Exception {
    Path proof = folder.resolve("proof");
    String[] attacks = {
      "class A:\n  def __reduce__(s):\n    import os\n    return (os.system, ('touch PROOF',))\no=A()",
      "class A:\n  def __reduce__(s):\n    return (eval, ('open(\"PROOF\",\"w\")',))\no=[1, A()]",
      "import types\no=types.SimpleNamespace(a=1)",
      "import fractions\no=fractions.Fraction(1, 2)"
    };
    for (String attack : attacks) {
      for (int protocol = 0; protocol <= 5; protocol++) {
        byte[] bytes =
            python(
                attack.replace("PROOF", proof.toString())
                    + "\nopen(sys.argv[1], 'wb').write(pickle.dumps(o, "
                    + protocol
                    + "))");
        assertThatThrownBy(() -> PickleReader.read(bytes, "face.jpg"))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("face.jpg")
            .hasMessageContaining("refused");
      }
    }
    assertThat(proof).doesNotExist();
    byte[] global = "cnumpy\nload\n(S'x'\ntR.".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> PickleReader.read(global, "x")).hasMessageContaining("numpy.load");
  }

  @Test
  void damagedOnesGiveASentence() throws Exception {
    byte[] whole =
        python("shared = ['s']\nopen(sys.argv[1], 'wb').write(pickle.dumps(" + DATA + ", 4))");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PickleReader.read(cut, "x")).isInstanceOf(IOException.class);
    }
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bent = whole.clone();
      for (int k = 0; k <= i % 3; k++) {
        bent[random.nextInt(bent.length)] = (byte) random.nextInt();
      }
      try {
        PickleReader.read(bent, "x");
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(5_000);
  }
}
