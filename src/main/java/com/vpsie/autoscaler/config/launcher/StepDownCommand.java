package com.vpsie.autoscaler.config.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * {@code vpsie-autoscaler step-down}, for a preStop hook: the replica on this machine gives up leadership in order and for good. A
 * replica that is not there, or does not lead, is nothing to fail a hook for; an answer that is neither is.
 */
final class StepDownCommand {
    private static final int CONNECT_MILLIS = 2_000;
    /** The drain is bounded by 20 s, the release by one request. */
    private static final int ANSWER_MILLIS = 30_000;

    private StepDownCommand() {}

    /** Returns the exit code. */
    static int run(String address, PrintStream out, PrintStream err) {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) URI.create("http://" + address + "/leadership/step-down?for-good=true")
                            .toURL()
                            .openConnection();
            request.setRequestMethod("POST");
            request.setConnectTimeout(CONNECT_MILLIS);
            request.setReadTimeout(ANSWER_MILLIS);
            request.setFixedLengthStreamingMode(0);
            request.setDoOutput(true);
            request.getOutputStream().close();
            int status = request.getResponseCode();
            if (status / 100 == 2) {
                out.println("leadership given up, or not held");
                return 0;
            }
            err.println("Error: " + address + " answered " + status + " to step-down");
            return 1;
        } catch (java.net.ConnectException e) {
            out.println("no replica listens on " + address + ": nothing to give up");
            return 0;
        } catch (IOException e) {
            err.println("Error: step-down at " + address + " failed: " + e.getMessage());
            return 1;
        }
    }
}
