package com.vpsie.autoscaler.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a command line the way Go's flag libraries do: {@code --x=v}, {@code --x v}, {@code -x=v}, {@code --bool},
 * {@code --bool=false}; the last of a repeated flag counts; {@code --} ends the flags. Values are not looked at here.
 */
public final class FlagParser {
    /** The words that may stand in the place of {@code run}. */
    public static final List<String> COMMANDS = List.of("run", "check", "step-down", "help", "version");

    private final Map<Flag, String> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private String shortcut = "";

    private FlagParser() {}

    /**
     * A command line that was read.
     *
     * @param command one of {@link #COMMANDS}
     * @param values what was given, by flag
     * @param problems unknown flags or words, flags without value; one message each, empty when all is well
     */
    public record CommandLine(String command, Map<Flag, String> values, List<String> problems) {}

    /** Reads the arguments; never throws. */
    public static CommandLine parse(List<String> arguments) {
        return new FlagParser().read(arguments);
    }

    private CommandLine read(List<String> arguments) {
        int at = 0;
        while (at < arguments.size()) {
            String argument = arguments.get(at);
            if (argument.equals("--")) {
                words.addAll(arguments.subList(at + 1, arguments.size()));
                break;
            }
            if (!argument.startsWith("-") || argument.equals("-")) {
                words.add(argument);
                at++;
            } else {
                at += flag(argument, at + 1 < arguments.size() ? Optional.of(arguments.get(at + 1)) : Optional.empty());
            }
        }
        return new CommandLine(command(), Map.copyOf(values), List.copyOf(problems));
    }

    /** Takes one flag; returns how many arguments it used. */
    private int flag(String argument, Optional<String> next) {
        String body = argument.substring(argument.startsWith("--") ? 2 : 1);
        int equals = body.indexOf('=');
        String name = equals < 0 ? body : body.substring(0, equals);
        if (name.equals("help") || name.equals("h") || name.equals("version")) {
            shortcut = name.equals("version") ? "version" : "help";
            return 1;
        }
        Optional<Flag> known = Flags.named(name);
        if (known.isEmpty()) {
            problems.add("unknown flag --" + name + "; did you mean --"
                    + Flags.nearest(name).name() + "?");
            // what follows is most likely its value: one mistake, one message
            return equals < 0 && next.filter(word -> !word.startsWith("-")).isPresent() ? 2 : 1;
        }
        Flag flag = known.get();
        if (equals >= 0) {
            values.put(flag, body.substring(equals + 1));
            return 1;
        }
        if (flag.kind() == Flag.Kind.BOOL) {
            values.put(flag, "true");
            return 1;
        }
        if (next.isEmpty()) {
            problems.add("flag --" + name + " needs a value: --" + name + "=…");
            return 1;
        }
        values.put(flag, next.get());
        return 2;
    }

    private String command() {
        if (!shortcut.isEmpty()) {
            return shortcut;
        }
        if (words.isEmpty()) {
            return "run";
        }
        String first = words.get(0);
        if (!COMMANDS.contains(first)) {
            problems.add("unknown command \"" + first + "\"; the commands are " + String.join(", ", COMMANDS)
                    + (first.equals("true") || first.equals("false")
                            ? "; a boolean flag takes its value as --flag=" + first
                            : ""));
            return "run";
        }
        words.stream().skip(1).forEach(word -> problems.add("unexpected argument \"" + word + "\" after " + first));
        return first;
    }
}
