package org.likeness.train.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.likeness.train.net.ParameterSet;

/**
 * Further devices that take their parts of each iteration at the same time, a thread each. What
 * they give is added up in their order, so that the result does not depend on who is ready first.
 */
final class Replicas implements AutoCloseable {
  private final List<Replica> replicas = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * @param devices the further ones
   * @param trained the parameters whose gradient is wanted
   */
  Replicas(
      List<String> devices, ParameterSet set, float[] weights, List<ParameterSet.Spec> trained) {
    for (String device : devices) {
      replicas.add(new Replica(device, set, weights, trained));
    }
    threads =
        Executors.newFixedThreadPool(
            Math.max(1, devices.size()),
            job -> {
              Thread thread = new Thread(job, "replica");
              thread.setDaemon(true);
              return thread;
            });
  }

  int count() {
    return replicas.size();
  }

  /**
   * Begins.
   *
   * @param work one for each
   * @param weights not to be changed until {@link #finish}
   */
  List<Future<double[]>> begin(List<Replica.Work> work, float[] weights) {
    List<Future<double[]>> jobs = new ArrayList<>();
    for (int i = 0; i < replicas.size(); i++) {
      Replica replica = replicas.get(i);
      Replica.Work own = work.get(i);
      jobs.add(threads.submit(() -> replica.run(own, weights)));
    }
    return jobs;
  }

  /** Waits for all and adds what they give. */
  void finish(List<Future<double[]>> jobs, double[] sums, Learner to) {
    try {
      for (int i = 0; i < jobs.size(); i++) {
        double[] own = jobs.get(i).get();
        for (int k = 0; k < sums.length; k++) {
          sums[k] += own[k];
        }
        to.add(replicas.get(i).gradient());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while other devices compute", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException r
          ? r
          : new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    replicas.forEach(Replica::close);
  }
}
