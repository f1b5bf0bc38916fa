package org.likeness.ofx.effect;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.BootTable;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostException;
import org.likeness.ofx.host.HostThreads;
import org.likeness.ofx.host.OfxHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the boot library enters Java. Nothing is thrown out of here: an error becomes a status and
 * a line in the log.
 */
public final class NativeEntry {
  private static final Logger LOG = LoggerFactory.getLogger(NativeEntry.class);
  private static final ConcurrentHashMap<Long, OfxHost> HOSTS = new ConcurrentHashMap<>();
  private static volatile @Nullable Map<String, Entry> effects;

  /** What a host called, as the boot library numbers it. */
  private static final int EFFECT = 0;

  private static final int OVERLAY = 1;
  private static final int INTERPOLATE = 2;

  /** The actions of one effect and of its overlay. */
  private record Entry(EffectActions actions, OverlayActions overlay) {
    static Entry of(ImageEffect effect) {
      Instances instances = new Instances();
      return new Entry(new EffectActions(effect, instances), new OverlayActions(effect, instances));
    }
  }

  private NativeEntry() {}

  /**
   * Called once, before any action.
   *
   * @param shims address of the boot library's function table
   * @param resources the bundle's Contents/Resources
   * @param joined whether the virtual machine was there before, with properties of its own
   */
  public static void start(long shims, String resources, boolean joined) {
    ClassLoader own = NativeEntry.class.getClassLoader();
    Thread.currentThread().setContextClassLoader(own);
    if (joined) {
      // JNA of another class loader holds its library; ours unpacks a copy of its own from the jar.
      System.setProperty("jna.nounpack", "false");
      // The other owner cannot know these; what it has set itself stays.
      setIfAbsent("jna.platform.library.path", "/");
      setIfAbsent("jdk.lang.processReaperUseDefaultStackSize", "true");
      setIfAbsent("likeness.native.path", resources + "/native");
      setIfAbsent("likeness.models.dir", resources + "/models");
    }
    setIfAbsent("likeness.resources", resources);
    BootTable.bind(shims);
    use(
        ServiceLoader.load(ImageEffect.class, own).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /** Takes these effects instead of those that are installed, for tests. */
  static void use(List<ImageEffect> all) {
    effects =
        all.stream()
            .collect(
                Collectors.toUnmodifiableMap(e -> e.descriptor().id(), Entry::of, (a, b) -> a));
  }

  private static void setIfAbsent(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /**
   * One action of the host, on the host's thread.
   *
   * @param target 0 for the effect, 1 for its overlay, 2 for the interpolation of a custom
   *     parameter
   * @param host address of the OfxHost struct
   * @param id address of the effect's id
   * @param action address of the action's name
   * @param handle the host's handle of the instance, of the interact or of the set of parameters
   * @param inArgs handle of a property set, or 0
   * @param outArgs handle of a property set, or 0
   * @return one of {@link OfxStatus}
   */
  public static int perform(
      int target, long host, long id, long action, long handle, long inArgs, long outArgs) {
    try {
      Thread.currentThread().setContextClassLoader(NativeEntry.class.getClassLoader());
      Map<String, Entry> all = effects;
      String name = CStrings.readOwn(id);
      String verb = CStrings.readOwn(action);
      Entry entry = all == null ? null : all.get(name);
      if (entry == null) {
        LOG.error("no effect {} in the bundle's jars", name);
        return OfxStatus.FAILED;
      }
      OfxHost known = host(host, verb);
      return switch (target) {
        case EFFECT -> entry.actions().perform(known, verb, handle, inArgs, outArgs);
        case OVERLAY -> entry.overlay().perform(known, verb, handle, inArgs);
        case INTERPOLATE -> entry.actions().interpolate(known.set(inArgs), known.set(outArgs));
        default -> OfxStatus.REPLY_DEFAULT;
      };
    } catch (HostException e) {
      LOG.error("{}", e.getMessage(), e);
      return e.status();
    } catch (Throwable t) {
      return failed(t);
    }
  }

  /** The host of an address; looked at anew with each new node, as another may be there by then. */
  private static OfxHost host(long address, String verb) {
    OfxHost known = HOSTS.get(address);
    if (known == null || (verb.equals("OfxActionCreateInstance") && !known.isAt(address))) {
      known = new OfxHost(address);
      HOSTS.put(address, known);
      LOG.info(
          "host {} ({}), OFX {}.{}, with the suites {}",
          known.traits().nameAndVersion(),
          known.traits().label(),
          known.traits().apiMajor(),
          known.traits().apiMinor(),
          known.suiteNames());
    }
    return known;
  }

  /**
   * A thread of the host's multi-thread suite arrives to do its share of a task.
   *
   * @param index number of the thread
   * @param count how many there are
   * @param task the task's number
   */
  public static void spawned(int index, int count, long task) {
    try {
      Thread.currentThread().setContextClassLoader(NativeEntry.class.getClassLoader());
      HostThreads.spawned(task);
    } catch (Throwable t) {
      failed(t);
    }
  }

  private static int failed(Throwable t) {
    try {
      LOG.error("an action failed", t);
    } catch (Throwable second) {
      // Nothing may get out to C, not even an error of the log.
      return OfxStatus.ERR_FATAL;
    }
    return OfxStatus.FAILED;
  }
}
