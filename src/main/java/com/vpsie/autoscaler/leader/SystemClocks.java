package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.Clocks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The three clocks of this machine. Any thread; a reading takes microseconds. */
final class SystemClocks implements Clocks {
    private static final long NANOS_PER_HUNDREDTH = 10_000_000L;

    private final Path uptime;
    private final boolean bootKnown;

    /** @param uptime {@code /proc/uptime}; where it cannot be read there are two witnesses */
    SystemClocks(Path uptime) {
        this.uptime = uptime;
        this.bootKnown = Files.isReadable(uptime) && boot() != ClockReading.NO_BOOT;
    }

    @Override
    public ClockReading read() {
        long monotonic = System.nanoTime();
        long wall = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return new ClockReading(monotonic, wall, bootKnown ? boot() : ClockReading.NO_BOOT);
    }

    private long boot() {
        try (FileChannel channel = FileChannel.open(uptime, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(64);
            int length = Math.max(0, channel.read(buffer));
            String text = new String(buffer.array(), 0, length, StandardCharsets.US_ASCII);
            String hundredths = text.substring(0, text.indexOf(' ')).replace(".", "");
            return Long.parseLong(hundredths) * NANOS_PER_HUNDREDTH;
        } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException unreadable) {
            return ClockReading.NO_BOOT; // one witness less is allowed for, see ClockReading
        }
    }
}
