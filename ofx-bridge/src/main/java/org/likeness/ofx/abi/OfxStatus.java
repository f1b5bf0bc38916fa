package org.likeness.ofx.abi;

/** The standard's status codes. */
public final class OfxStatus {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int ERR_FATAL = 2;
  public static final int ERR_UNKNOWN = 3;
  public static final int ERR_MISSING_HOST_FEATURE = 4;
  public static final int ERR_UNSUPPORTED = 5;
  public static final int ERR_EXISTS = 6;
  public static final int ERR_FORMAT = 7;
  public static final int ERR_MEMORY = 8;
  public static final int ERR_BAD_HANDLE = 9;
  public static final int ERR_BAD_INDEX = 10;
  public static final int ERR_VALUE = 11;
  public static final int REPLY_YES = 12;
  public static final int REPLY_NO = 13;
  public static final int REPLY_DEFAULT = 14;
  public static final int ERR_IMAGE_FORMAT = 1000;
  public static final int GPU_OUT_OF_MEMORY = 1001;
  public static final int GPU_RENDER_FAILED = 1002;

  private OfxStatus() {}
}
