package org.likeness.train.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.data.Augmentation;
import org.likeness.train.data.Batch;
import org.likeness.train.data.SampleMaker;
import org.likeness.train.data.TrainingFace;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.net.SwapNet;

/**
 * A picture of how the training stands. A row for each chosen face: the crop, the same identity
 * made again, and for each other identity its face and the matte.
 */
public final class Preview {
  private static final int ROWS = 4;
  private final List<Batch> crops = new ArrayList<>();
  private final int size;
  private final int first;

  /**
   * Chooses some faces of every identity, spread over yaw.
   *
   * @param sets of the identities
   * @param first the network's number of the first of them
   */
  public Preview(List<TrainingSet> sets, int first) {
    this.first = first;
    size = sets.get(0).resolution();
    for (int i = 0; i < sets.size(); i++) {
      List<TrainingFace> faces = new ArrayList<>(sets.get(i).faces());
      faces.sort(Comparator.comparingDouble(TrainingFace::yaw));
      List<TrainingFace> chosen = new ArrayList<>();
      int rows = Math.min(ROWS, faces.size());
      for (int r = 0; r < rows; r++) {
        chosen.add(faces.get((int) ((r + 0.5) * faces.size() / rows)));
      }
      Batch all = Batch.allocate(rows, size);
      for (int r = 0; r < rows; r++) {
        TrainingFace face = chosen.get(r);
        Batch single = new SampleMaker(sets.get(i).only(face), i, 0).make(0, 1, Augmentation.NONE);
        System.arraycopy(
            single.input(), 0, all.input(), r * single.input().length, single.input().length);
      }
      crops.add(all);
    }
  }

  /** Writes the picture under a temporary name and renames it. */
  public void write(Trainer trainer, Path file) throws IOException {
    int identities = crops.size();
    int columns = 2 + 2 * (identities - 1);
    int rows = crops.stream().mapToInt(Batch::count).sum();
    PixelRect rect = PixelRect.ofSize(columns * size, rows * size);
    float[][] rgb = new float[3][(int) rect.area()];
    int row = 0;
    for (int i = 0; i < identities; i++) {
      Batch batch = crops.get(i);
      paint(rgb, columns, row, 0, batch.input(), batch.count());
      paint(rgb, columns, row, 1, shown(trainer, batch, i).face(), batch.count());
      int column = 2;
      for (int j = 0; j < identities; j++) {
        if (j != i) {
          SwapNet.Output<float[]> swap = shown(trainer, batch, j);
          paint(rgb, columns, row, column, swap.face(), batch.count());
          paint(rgb, columns, row, column + 1, grey(swap.matte(), batch.count()), batch.count());
          column += 2;
        }
      }
      row += batch.count();
    }
    Frame frame =
        Frame.opaque(new Plane(rect, rgb[0]), new Plane(rect, rgb[1]), new Plane(rect, rgb[2]));
    PictureIo.writePng(file, frame);
  }

  private SwapNet.Output<float[]> shown(Trainer trainer, Batch batch, int identity) {
    return trainer.show(batch.input(), batch.count(), first + identity);
  }

  private float[] grey(float[] matte, int count) {
    int plane = size * size;
    float[] out = new float[3 * matte.length];
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < 3; c++) {
        System.arraycopy(matte, n * plane, out, (3 * n + c) * plane, plane);
      }
    }
    return out;
  }

  private void paint(float[][] rgb, int columns, int row, int column, float[] from, int count) {
    int plane = size * size;
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < size; y++) {
          int to = (((row + n) * size + y) * columns + column) * size;
          System.arraycopy(from, (3 * n + c) * plane + y * size, rgb[c], to, size);
        }
      }
    }
  }
}
