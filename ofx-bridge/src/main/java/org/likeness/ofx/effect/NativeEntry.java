package org.likeness.ofx.effect;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.VariadicShims;
import org.likeness.ofx.host.HostException;
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
  private static volatile @Nullable Map<String, EffectActions> effects;

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
      setIfAbsent("likeness.native.path", resources + "/native");
      setIfAbsent("likeness.models.dir", resources + "/models");
    }
    setIfAbsent("likeness.resources", resources);
    VariadicShims.bind(shims);
    effects =
        ServiceLoader.load(ImageEffect.class, own).stream()
            .map(ServiceLoader.Provider::get)
            .collect(
                Collectors.toUnmodifiableMap(
                    e -> e.descriptor().id(), Function.identity(), (a, b) -> a))
            .entrySet()
            .stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, e -> new EffectActions(e.getValue())));
  }

  private static void setIfAbsent(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /**
   * One action of the host, on the host's thread.
   *
   * @param host address of the OfxHost struct
   * @param id address of the effect's id
   * @param action address of the action's name
   * @param handle the host's handle of the instance
   * @param inArgs handle of a property set, or 0
   * @param outArgs handle of a property set, or 0
   * @return one of {@link OfxStatus}
   */
  public static int perform(
      long host, long id, long action, long handle, long inArgs, long outArgs) {
    try {
      Thread.currentThread().setContextClassLoader(NativeEntry.class.getClassLoader());
      Map<String, EffectActions> all = effects;
      String name = CStrings.read(id);
      String verb = CStrings.read(action);
      EffectActions actions = all == null || name == null ? null : all.get(name);
      if (actions == null || verb == null) {
        LOG.error("no effect {} in the bundle's jars", name);
        return OfxStatus.FAILED;
      }
      OfxHost known = HOSTS.get(host);
      if (known == null) {
        known = new OfxHost(host);
        HOSTS.put(host, known);
        LOG.info(
            "host {} {}.{}",
            known.traits().name(),
            known.traits().apiMajor(),
            known.traits().apiMinor());
      }
      return actions.perform(known, verb, handle, inArgs, outArgs);
    } catch (HostException e) {
      LOG.error("{}", e.getMessage(), e);
      return e.status();
    } catch (Throwable t) {
      return failed(t);
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
