/**
 * Image effects for OFX hosts, written in Java. This is the side that an author of an effect sees;
 * what follows is how to make one.
 *
 * <h2>1. Describe</h2>
 *
 * An effect is a class that implements {@link org.likeness.ofx.effect.ImageEffect}, has a public
 * constructor without arguments, and is named in {@code
 * META-INF/services/org.likeness.ofx.effect.ImageEffect}. Its {@link
 * org.likeness.ofx.effect.EffectDescriptor} says everything that a host is told before there is a
 * node:
 *
 * <pre>{@code
 * public final class Gain implements ImageEffect {
 *   private static final EffectDescriptor DESCRIPTOR =
 *       new EffectDescriptor(
 *           "org.example.Gain", 1, 0, "Gain", "Colour", "Multiplies colour.",
 *           List.of(EffectDescriptor.FILTER, EffectDescriptor.GENERAL),
 *           List.of(ClipDescriptor.any("Source"), ClipDescriptor.any("Output")),
 *           List.of(ParamDescriptor.number("gain", "Gain", "Times this.", 1, 0, 8, "")),
 *           EffectDescriptor.FULLY_SAFE,
 *           EffectFeatures.PLAIN.withDepths(PixelDepth.FLOAT, PixelDepth.BYTE));
 *
 *   public EffectDescriptor descriptor() {
 *     return DESCRIPTOR;
 *   }
 * }</pre>
 *
 * Hosts keep what they were told under the version: with every change of the descriptor the minor
 * version grows. Whatever the descriptors have no word for is said with a {@link
 * org.likeness.ofx.effect.PropertyValue}.
 *
 * <h2>2. Render</h2>
 *
 * <pre>{@code
 *   public void render(RenderArgs args) {
 *     HostEffect node = args.instance();
 *     float gain = (float) node.param("gain").doubleAt(args.time(), 1);
 *     try (HostImage in = node.clip("Source").image(args.time());
 *         HostImage out = node.clip("Output").image(args.time())) {
 *       if (in == null || out == null) {
 *         throw new HostException(OfxStatus.FAILED, "no picture at this frame");
 *       }
 *       RectI w = args.window();
 *       float[][] rgba = new float[4][w.width() * w.height()];
 *       in.readPlanes(w, rgba, 0, w.width());
 *       // ... work on rgba[0] to rgba[2], rows from the bottom ...
 *       out.writePlanes(w, rgba, 0, w.width());
 *     }
 *   }</pre>
 *
 * Images belong to the host and end with the action, so they are closed where they were opened. Rows
 * may lie backwards or apart, bounds may be any, a clip that claims to be connected may have no
 * image, samples may have four depths: {@link org.likeness.ofx.host.HostImage} takes care of that.
 * Asking for a value that the host does not have gives the value named in the question.
 *
 * <h2>3. Rules</h2>
 *
 * <ul>
 *   <li>There is one object an effect and process; several threads call it at once. A node is a
 *       {@link org.likeness.ofx.host.HostEffect}; hosts make and drop it at will, so nothing that a
 *       render needs is kept with it.
 *   <li>Parameters are written in {@link org.likeness.ofx.effect.ImageEffect#changed} and on events
 *       of the overlay, never in a render or a new node.
 *   <li>Whatever a method throws becomes a sentence on the node, a failed action and a stack in the
 *       log. Nothing gets out to the host.
 *   <li>Nothing calls {@code System.exit}, and nothing is printed: the process is the host's.
 *   <li>A long render asks {@link org.likeness.ofx.host.HostEffect#aborted} now and then, from the
 *       thread that the host called.
 * </ul>
 *
 * <h2>4. Bundle</h2>
 *
 * A bundle is a folder that hosts find on {@code OFX_PLUGIN_PATH}:
 *
 * <pre>
 * Gain.ofx.bundle/Contents/Linux-x86-64/Gain.ofx    the boot library, under any name
 *                         Resources/effects.table   java org.likeness.ofx.effect.EffectTable FILE
 *                         Resources/lib/*.jar       the effect, this bridge, JNA, slf4j, JSpecify
 *                         Resources/runtime/        a Java runtime of 17 or later, as jlink makes it
 *                         Resources/java.options    options for it, one a line; may be absent
 * </pre>
 *
 * The boot library answers a host's scan from {@code effects.table}; Java starts with the first node.
 * It goes on when a host unloads it, joins a Java that another plugin has started, and survives what
 * hosts do with signals, stacks and threads.
 *
 * <p>The tests of this module have a whole effect, {@code InvertEffect}, and run it in a host's
 * process.
 */
@NullMarked
package org.likeness.ofx.effect;

import org.jspecify.annotations.NullMarked;
