package com.vpsie.autoscaler.sandbox.replica;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Leaves no process behind, even when this JVM is killed with SIGKILL: a small shell holds the other end of a pipe,
 * and the kernel closes ours whatever happens to us. At that it stops what was last reported to be running: SIGTERM,
 * and SIGKILL 10 s later; files that only make sense while we run are removed. Every descendant of this JVM is reported twice a second, so a process that is not known yet
 * when we die is at most half a second old.
 *
 * <p>Thread-safe. After {@link #close()} the shell has nothing to stop and ends.
 */
public final class ProcessGuard implements AutoCloseable {
    /** Reads lists of process ids, one list a line; the last one counts. Signals of the terminal are not for it. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=
            while read -r line; do pids=$line; done
            rm -f "$@"
            [ -n "$pids" ] || exit 0
            kill -TERM $pids 2>/dev/null
            seconds=0
            while [ $seconds -lt 10 ]; do
              alive=
              for p in $pids; do kill -0 "$p" 2>/dev/null && alive="$alive $p"; done
              [ -n "$alive" ] || exit 0
              sleep 1
              seconds=$((seconds + 1))
            done
            kill -KILL $alive 2>/dev/null
            """;

    private final Process shell;
    private final OutputStream pipe;
    private final ScheduledExecutorService reporter;
    private List<Long> reported = List.of();
    private boolean closed;

    private ProcessGuard(Process shell) {
        this.shell = shell;
        this.pipe = shell.getOutputStream();
        this.reporter = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "process-guard");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts the shell and the reports.
     *
     * @param files removed when this JVM ends, whether they exist or not
     */
    public static ProcessGuard start(Path... files) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "process-guard"));
        Stream.of(files).map(Path::toString).forEach(command::add);
        try {
            ProcessGuard guard = new ProcessGuard(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
            guard.reporter.scheduleWithFixedDelay(guard::report, 0, 500, TimeUnit.MILLISECONDS);
            return guard;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reports the processes that run now; called by itself twice a second. */
    public synchronized void report() {
        if (closed) {
            return;
        }
        List<Long> running = ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != shell.pid())
                .sorted()
                .toList();
        if (running.equals(reported)) {
            return;
        }
        String line = String.join(" ", running.stream().map(String::valueOf).toList());
        try {
            pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
            reported = running;
        } catch (IOException e) {
            closed = true; // the shell is gone: nothing to guard with, and the sandbox goes on without
        }
    }

    @Override
    public void close() {
        reporter.shutdownNow();
        report();
        synchronized (this) {
            closed = true;
            try {
                pipe.close();
            } catch (IOException e) {
                shell.destroyForcibly();
            }
        }
    }
}
