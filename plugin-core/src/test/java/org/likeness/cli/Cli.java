package org.likeness.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * Runs a command in this process, as {@code main} would.
 *
 * @param code exit code
 * @param out what went to standard output through picocli's writer
 * @param err the same for standard error
 */
record Cli(int code, String out, String err) {
  static Cli run(String... args) {
    CommandLine line = Likeness.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute(args);
    return new Cli(code, out.toString(), err.toString());
  }
}
