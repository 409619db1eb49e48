package com.vpsie.autoscaler.config.launcher;

import com.vpsie.autoscaler.config.FlagParser;
import com.vpsie.autoscaler.config.FlagParser.CommandLine;
import com.vpsie.autoscaler.config.Flags;
import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.config.Validation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The small main behind {@code liberty/bin/vpsie-autoscaler}: reads and checks the command line before any server
 * starts, and answers {@code help} and {@code version}. For {@code run} it prints a {@link LaunchPlan}; the script
 * starts the server by it. It needs nothing but the JDK, unless a kubeconfig is to be read or {@code check} is asked
 * for, so it answers in about a second.
 */
public final class LauncherMain {
    private static final int REFUSED = 1;
    private static final int USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    LauncherMain(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** Ends the process with 0, 1 (refused value, failed check) or 2 (unknown flag or command). */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = new LauncherMain(out, err, System.getenv()).run(Arrays.asList(arguments));
        out.flush();
        // a process of its own, before there is a server: this is how the shell learns the outcome
        System.exit(code);
    }

    /** Does what {@code main} does, but returns the exit code. */
    int run(List<String> arguments) {
        CommandLine line = FlagParser.parse(arguments);
        if (!line.problems().isEmpty()) {
            line.problems().forEach(problem -> err.println("Error: " + problem));
            err.println("See vpsie-autoscaler --help.");
            return USAGE;
        }
        if (line.command().equals("help")) {
            out.print(Help.text());
            return 0;
        }
        if (line.command().equals("version")) {
            out.println(Version.ofThisBuild().describe(System.getProperty("wlp.directory", "")));
            return 0;
        }
        CommandLineSource source = new CommandLineSource(line.values(), environment);
        Validation.Result result = Validation.check(source);
        if (result instanceof Validation.Result.Invalid invalid) {
            invalid.problems().forEach(problem -> err.println("Error: " + problem));
            return REFUSED;
        }
        return withSettings(line.command(), (Validation.Result.Valid) result, source);
    }

    private int withSettings(String command, Validation.Result.Valid valid, CommandLineSource source) {
        Settings settings = valid.settings();
        if (command.equals("step-down")) {
            boolean told = source.find(Flags.MANAGEMENT_ADDR).isPresent();
            String running = System.getProperty("running.management", "");
            String address = told || running.isEmpty() ? LaunchPlan.local(settings.management()) : running;
            return StepDownCommand.run(address, out, err);
        }
        List<String> problems = KubeconfigRules.problems(settings, environment);
        if (command.equals("check")) {
            return CheckCommand.run(settings, valid.warnings(), problems, source, out);
        }
        if (!problems.isEmpty()) {
            problems.forEach(problem -> err.println("Error: " + problem));
            return REFUSED;
        }
        LaunchPlan.of(settings, source).forEach(out::println);
        return 0;
    }
}
