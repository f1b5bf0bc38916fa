package org.likeness.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;

/**
 * An attribute of an ONNX node.
 *
 * @param proto its serialised form
 */
public record Attr(AttributeProto proto) {
  /** A whole number. */
  public static Attr of(String name, long value) {
    return new Attr(start(name, AttributeProto.AttributeType.INT).setI(value).build());
  }

  /** A float. */
  public static Attr of(String name, float value) {
    return new Attr(start(name, AttributeProto.AttributeType.FLOAT).setF(value).build());
  }

  /** A string. */
  public static Attr of(String name, String value) {
    return new Attr(
        start(name, AttributeProto.AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(value))
            .build());
  }

  /** Whole numbers. */
  public static Attr ints(String name, long... values) {
    AttributeProto.Builder b = start(name, AttributeProto.AttributeType.INTS);
    for (long v : values) {
      b.addInts(v);
    }
    return new Attr(b.build());
  }

  private static AttributeProto.Builder start(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }
}
