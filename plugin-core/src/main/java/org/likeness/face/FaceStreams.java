package org.likeness.face;

import java.io.IOException;

/**
 * The streams that observations are written to: one for each part of a face, since each packs best
 * among its own kind, and one for what tells them apart.
 */
final class FaceStreams {
  private static final int COUNT = FaceInts.Part.values().length;

  private FaceStreams() {}

  private static int count(boolean tones) {
    return tones ? COUNT : FaceInts.Part.TONE.ordinal();
  }

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

    /** The streams, the last of them only where {@link AnalysisCodec#TONES} are written. */
    void pack(ByteSink out, boolean tones) {
      AnalysisFile.pack(control.bytes(), out);
      AnalysisFile.pack(coarse.bytes(), out);
      for (int i = 0; i < count(tones); i++) {
        AnalysisFile.pack(fine[i].bytes(), out);
      }
    }
  }

  /** To read. */
  static final class Feed {
    final ByteFeed control;
    private final ByteFeed coarse;
    private final ByteFeed[] fine = new ByteFeed[COUNT];

    private final int parts;

    Feed(ByteFeed in, boolean tones) throws IOException {
      control = AnalysisFile.unpack(in);
      coarse = AnalysisFile.unpack(in);
      parts = FaceStreams.count(tones);
      for (int i = 0; i < COUNT; i++) {
        fine[i] = i < parts ? AnalysisFile.unpack(in) : new ByteFeed(new byte[0]);
      }
    }

    /** How many parts there are streams of. */
    int parts() {
      return parts;
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
