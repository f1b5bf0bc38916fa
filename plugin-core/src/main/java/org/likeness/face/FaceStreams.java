package org.likeness.face;

import java.io.IOException;

/**
 * The streams that observations are written to: one for each part of a face, since each packs best
 * among its own kind, and one for what tells them apart.
 */
final class FaceStreams {
  private static final int COUNT = FaceInts.Part.values().length;

  private FaceStreams() {}

  /** To write. */
  static final class Sink {
    final ByteSink control = new ByteSink();
    private final ByteSink[] fine = new ByteSink[COUNT];
    private final ByteSink coarse = new ByteSink();

    Sink() {
      for (int i = 0; i < COUNT; i++) {
        fine[i] = new ByteSink();
      }
    }

    /** A number near 0: its lower eight bits, zigzag, lie apart from the rest. */
    void number(FaceInts.Part p, int v) {
      int z = (v << 1) ^ (v >> 31);
      fine[p.ordinal()].octet(z & 0xff);
      coarse.unsigned(z >>> 8);
    }

    void pack(ByteSink out) {
      AnalysisFile.pack(control.bytes(), out);
      AnalysisFile.pack(coarse.bytes(), out);
      for (ByteSink f : fine) {
        AnalysisFile.pack(f.bytes(), out);
      }
    }
  }

  /** To read. */
  static final class Feed {
    final ByteFeed control;
    private final ByteFeed coarse;
    private final ByteFeed[] fine = new ByteFeed[COUNT];

    Feed(ByteFeed in) throws IOException {
      control = AnalysisFile.unpack(in);
      coarse = AnalysisFile.unpack(in);
      for (int i = 0; i < COUNT; i++) {
        fine[i] = AnalysisFile.unpack(in);
      }
    }

    /** A count of numbers of a part. */
    int count(FaceInts.Part p) throws IOException {
      int n = control.unsigned();
      fine[p.ordinal()].check(n);
      return n;
    }

    int number(FaceInts.Part p) throws IOException {
      int z = coarse.unsigned() << 8 | fine[p.ordinal()].octet();
      return (z >>> 1) ^ -(z & 1);
    }

    void end() throws IOException {
      control.end();
      coarse.end();
      for (ByteFeed f : fine) {
        f.end();
      }
    }
  }
}
