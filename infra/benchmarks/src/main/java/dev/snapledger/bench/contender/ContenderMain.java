package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.ChildProcess;
import dev.snapledger.bench.process.Fields;
import dev.snapledger.bench.process.Questions;
import java.io.PrintStream;

/** Main program of a child: one contender, driven line by line until standard input ends. */
final class ContenderMain {
  private ContenderMain() {}

  @SuppressWarnings("CatchAndPrintStackTrace") // Standard error is this process's log.
  public static void main(String[] arguments) {
    PrintStream answers = System.out;
    System.setOut(System.err); // Whatever else prints must not look like an answer.
    int code = 0;
    try (Contender contender = Role.valueOf(arguments[0]).open(Fields.parse(arguments[1]))) {
      answer(answers, ChildProcess.DONE + "ready=true");
      serve(contender, answers);
    } catch (Exception e) {
      e.printStackTrace();
      answer(answers, ChildProcess.FAILED + String.valueOf(e).replaceAll("\\s+", " "));
      code = 1;
    }
    System.exit(code); // Threads of libraries may be left.
  }

  private static void serve(Contender contender, PrintStream answers) throws Exception {
    Questions questions = Questions.read(System.in, () -> Runtime.getRuntime().halt(1));
    for (String line = questions.next(); line != null; line = questions.next()) {
      int blank = line.indexOf(' ');
      String verb = blank < 0 ? line : line.substring(0, blank);
      Fields request = Fields.parse(line.substring(verb.length()));
      answer(answers, ChildProcess.DONE + contender.run(verb, request));
    }
  }

  private static void answer(PrintStream answers, String line) {
    answers.println(line);
    answers.flush();
  }
}
