package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Heavy things that several pipelines use at once: each is loaded once, counted by its users, and
 * closed when nobody uses it and newer ones have taken its place. A load that fails is not
 * remembered. Thread-safe; two different things load at the same time, the same one only once.
 *
 * @param <K> what it is, with {@code equals}
 * @param <V> the thing
 */
final class SharedCache<K, V extends AutoCloseable> {
  /** Loads a thing. */
  interface Loader<V> {
    V load();
  }

  /** A user's hold on a thing; close it once. */
  final class Lease implements AutoCloseable {
    private final K key;
    private final Entry<V> entry;
    private final V value;
    private boolean closed;

    private Lease(K key, Entry<V> entry, V value) {
      this.key = key;
      this.entry = entry;
      this.value = value;
    }

    V value() {
      return value;
    }

    @Override
    public void close() {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      release(key, entry);
    }
  }

  private static final class Entry<V> {
    private @Nullable V value;
    private int users;
  }

  private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final int keepIdle;

  /**
   * An empty cache.
   *
   * @param keepIdle how many unused things stay loaded
   */
  SharedCache(int keepIdle) {
    this.keepIdle = keepIdle;
  }

  Lease acquire(K key, Loader<V> loader) {
    Entry<V> entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(key, k -> new Entry<>());
      entry.users++;
    }
    boolean loaded = false;
    try {
      synchronized (entry) {
        V value = entry.value;
        if (value == null) {
          value = loader.load();
          entry.value = value;
        }
        loaded = true;
        return new Lease(key, entry, value);
      }
    } finally {
      if (!loaded) {
        release(key, entry);
      }
    }
  }

  private void release(K key, Entry<V> entry) {
    List<V> toClose = new ArrayList<>();
    synchronized (entries) {
      entry.users--;
      if (entry.users == 0 && entry.value == null) {
        entries.remove(key, entry);
      }
      long idle = entries.values().stream().filter(e -> e.users == 0).count();
      Iterator<Entry<V>> eldestFirst = entries.values().iterator();
      while (idle > keepIdle && eldestFirst.hasNext()) {
        Entry<V> e = eldestFirst.next();
        if (e.users == 0) {
          eldestFirst.remove();
          idle--;
          if (e.value != null) {
            toClose.add(e.value);
          }
        }
      }
    }
    for (V v : toClose) {
      try {
        v.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing an unused model failed: " + e.getMessage(), e);
      }
    }
  }
}
