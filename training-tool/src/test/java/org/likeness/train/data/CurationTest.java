package org.likeness.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.data.Curation.Action;
import org.likeness.train.data.Curation.Step;

class CurationTest {
  @TempDir Path folder;

  private Step step(Action action, String... files) {
    return new Step(action, "", List.of(files));
  }

  @Test
  void theLastDecisionCountsAndCanBeTakenBack() throws IOException {
    Faceset drawn = DrawnFaceset.draw(folder, "a", 4, 0.5f);
    String one = drawn.faces().get(1).file();
    String two = drawn.faces().get(2).file();
    Curation.edit(folder, c -> c.then(step(Action.REJECT, one, two)));
    Curation.edit(folder, c -> c.then(step(Action.KEEP, one)));
    assertThat(Curation.read(folder).decided())
        .containsEntry(one, Action.KEEP)
        .containsEntry(two, Action.REJECT);
    // A training leaves the rejected one out; nothing is gone.
    assertThat(Faceset.read(folder).faces()).hasSize(3).noneMatch(f -> f.file().equals(two));
    assertThat(Faceset.readAll(folder).faces()).hasSize(4);
    assertThat(folder.resolve(two)).isRegularFile();
    Curation.edit(folder, Curation::undo);
    assertThat(Faceset.read(folder).faces()).hasSize(2);
    Curation.edit(folder, Curation::undo);
    assertThat(Faceset.read(folder).faces()).hasSize(4);
    Curation.edit(folder, Curation::undo);
    assertThat(Curation.read(folder).undone()).hasSize(2);
    Curation.edit(folder, Curation::redo);
    assertThat(Curation.read(folder).decided()).containsEntry(one, Action.REJECT);
    Curation.edit(folder, c -> c.then(step(Action.CLEAR, one)));
    assertThat(Curation.read(folder).decided()).doesNotContainKey(one).containsKey(two);
    assertThat(Curation.read(folder).undone()).isEmpty();
  }

  @Test
  void decisionsMadeAtOnceAllCount() throws Exception {
    DrawnFaceset.draw(folder, "a", 2, 0.5f);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Curation>> jobs = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String file = "f" + i;
        Callable<Curation> job =
            () -> Curation.edit(folder, c -> c.then(step(Action.REJECT, file)));
        jobs.add(pool.submit(job));
      }
      for (Future<Curation> job : jobs) {
        job.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(Curation.read(folder).decided()).hasSize(24);
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.writeString(folder.resolve(Curation.FILE), "{");
    assertThatThrownBy(() -> Curation.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("curation.json");
    Files.writeString(folder.resolve(Curation.FILE), "{\"curationVersion\":7}");
    assertThatThrownBy(() -> Curation.read(folder)).hasMessageContaining("version 7");
  }
}
