package com.vpsie.autoscaler.sandbox.kube.kubectl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the script and what must come of it on every API.
 *
 * @param name a sentence about what the user gets
 * @param command kubectl's arguments; those with blanks in single quotes
 * @param input what kubectl reads, empty for nothing
 * @param editor the command {@code kubectl edit} opens the file with
 * @param exit kubectl's exit code
 * @param wanted texts that must be in the output or among the errors
 * @param during for a command that goes on by itself: the one that is run when it has printed something; it is ended when
 *     all wanted texts are there
 * @param unlike why the rest of the output need not be the same on both, empty when it must
 */
record Step(
        String name,
        String command,
        String input,
        String editor,
        int exit,
        List<String> wanted,
        String during,
        String unlike) {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    static Step of(String name, String command) {
        return new Step(name, command, "", "", 0, List.of(), "", "");
    }

    Step input(String text) {
        return new Step(name, command, text, editor, exit, wanted, during, unlike);
    }

    Step editor(String edit) {
        return new Step(name, command, input, edit, exit, wanted, during, unlike);
    }

    Step prints(String... texts) {
        return new Step(name, command, input, editor, exit, List.of(texts), during, unlike);
    }

    Step fails(String... texts) {
        return new Step(name, command, input, editor, 1, List.of(texts), during, unlike);
    }

    Step during(String other) {
        return new Step(name, command, input, editor, exit, wanted, other, unlike);
    }

    /** Exit code and wanted texts must be the same on both, the rest need not. */
    Step mayDiffer(String why) {
        return new Step(name, command, input, editor, exit, wanted, during, why);
    }

    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command); word.find(); ) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }
}
