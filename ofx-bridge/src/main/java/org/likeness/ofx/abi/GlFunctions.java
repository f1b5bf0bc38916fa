package org.likeness.ofx.abi;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The few functions of OpenGL 1 with which hosts of before the draw suite have overlays drawn, in
 * the context that the host made current. The library is the one that the host loaded; where there
 * is none nothing is drawn.
 */
public final class GlFunctions {
  public static final int LINES = 1;
  public static final int LINE_LOOP = 2;
  public static final int LINE_STRIP = 3;
  public static final int TRIANGLE_FAN = 6;
  public static final int LINE_STIPPLE = 0x0B24;
  public static final int BLEND = 0x0BE2;
  private static final int ALL_ATTRIBUTES = 0x000F_FFFF;
  private static final int SRC_ALPHA = 0x0302;
  private static final int ONE_MINUS_SRC_ALPHA = 0x0303;

  /** Of the functions, this one tells whether a context is current: it then answers a text. */
  private static final int VERSION = 0x1F02;

  private static final @Nullable GlFunctions INSTANCE = load();

  private final Map<String, Function> functions = new HashMap<>();

  private GlFunctions(NativeLibrary library) {
    for (String name :
        new String[] {
          "glBegin", "glEnd", "glVertex2d", "glColor4f", "glLineWidth", "glLineStipple",
          "glEnable", "glDisable", "glPushAttrib", "glPopAttrib", "glBlendFunc", "glGetString"
        }) {
      functions.put(name, library.getFunction(name));
    }
  }

  private static @Nullable GlFunctions load() {
    Map<String, Object> options = new HashMap<>();
    options.put(Library.OPTION_OPEN_FLAGS, 2); // now, and not published
    for (String name : new String[] {"libGL.so.1", "libOpenGL.so.0", "GL"}) {
      try {
        return new GlFunctions(NativeLibrary.getInstance(name, options));
      } catch (UnsatisfiedLinkError e) {
        // The next name.
      }
    }
    return null;
  }

  /** The functions, if there is a library and the host made a context current; else null. */
  public static @Nullable GlFunctions current() {
    GlFunctions gl = INSTANCE;
    return gl != null && gl.function("glGetString").invokeLong(new Object[] {VERSION}) != 0
        ? gl
        : null;
  }

  private Function function(String name) {
    Function f = functions.get(name);
    if (f == null) {
      throw new IllegalStateException("not among the functions: " + name);
    }
    return f;
  }

  private void call(String name, Object... args) {
    function(name).invokeVoid(args);
  }

  public void colour(float red, float green, float blue, float alpha) {
    call("glColor4f", red, green, blue, alpha);
  }

  public void lineWidth(float width) {
    call("glLineWidth", width);
  }

  /** Breaks lines by 16 bits, or not at all with 0. */
  public void stipple(int pattern) {
    if (pattern == 0) {
      call("glDisable", LINE_STIPPLE);
    } else {
      call("glEnable", LINE_STIPPLE);
      call("glLineStipple", 2, (short) pattern);
    }
  }

  /** Keeps the host's settings, to be followed by {@link #restore}, and has alpha blend. */
  public void save() {
    call("glPushAttrib", ALL_ATTRIBUTES);
    call("glEnable", BLEND);
    call("glBlendFunc", SRC_ALPHA, ONE_MINUS_SRC_ALPHA);
  }

  /** Brings back what {@link #save} kept. */
  public void restore() {
    call("glPopAttrib");
  }

  /** Draws points, pairs of x and y, as one of the kinds above. */
  public void draw(int kind, double... points) {
    call("glBegin", kind);
    for (int i = 0; i + 1 < points.length; i += 2) {
      call("glVertex2d", points[i], points[i + 1]);
    }
    call("glEnd");
  }
}
