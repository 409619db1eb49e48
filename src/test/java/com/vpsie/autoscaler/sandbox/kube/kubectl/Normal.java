package com.vpsie.autoscaler.sandbox.kube.kubectl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** kubectl's output without what differs from run to run: times, ages, uids, versions, ports, column widths. */
final class Normal {
    private static final Map<Pattern, String> RULES = new LinkedHashMap<>();

    static {
        rule("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UID");
        rule("(resourceVersion\"?: ?\"?)\\d+", "$1VERSION");
        rule("(Resource Version: +)\\d+", "$1VERSION");
        rule("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME");
        rule("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}", "TIME");
        rule("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ [+-]\\d{4}", "TIME");
        rule("/tmp/(LIVE|MERGED)-\\d+/", "/tmp/$1/");
        rule("made-[a-z0-9]{5}", "made-RANDOM");
        rule("eyJ[\\w.-]+", "TOKEN");
        rule("https?://(127\\.0\\.0\\.1|localhost):\\d+", "SERVER");
        rule("127\\.0\\.0\\.1:\\d+", "SERVER");
        rule("/tmp/kubectl-edit-\\S+", "FILE");
        // what the client library says of its own watches
        rule("(?m)^[IWE]\\d{4} .*\n", "");
        rule("(?<=[ (])(\\d+[dhms])+(?=[ )\\n]|$)", "AGE");
        rule("(?<=\\S)[ \\t]{2,}", " ");
        rule("(?m)[ \\t]+$", "");
    }

    private Normal() {}

    private static void rule(String pattern, String replacement) {
        RULES.put(Pattern.compile(pattern), replacement);
    }

    static String of(String text) {
        String result = text;
        for (Map.Entry<Pattern, String> rule : RULES.entrySet()) {
            result = rule.getKey().matcher(result).replaceAll(rule.getValue());
        }
        return result;
    }
}
