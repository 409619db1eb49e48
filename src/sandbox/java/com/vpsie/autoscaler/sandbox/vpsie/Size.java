package com.vpsie.autoscaler.sandbox.vpsie;

import java.math.BigDecimal;

/**
 * A machine size on offer.
 *
 * @param id VPSie's box size, {@code kubeSizeID} of a NodeGroup
 * @param cpu cores
 * @param ramMb memory in MB
 * @param diskGb disk in GB
 * @param monthly USD a month
 * @param hourly USD an hour, what the invoice is made of
 */
public record Size(long id, String name, int cpu, int ramMb, int diskGb, BigDecimal monthly, BigDecimal hourly) {
    /** A size with its prices as decimal numbers in text. */
    public static Size of(long id, String name, int cpu, int ramMb, int diskGb, String monthly, String hourly) {
        return new Size(id, name, cpu, ramMb, diskGb, new BigDecimal(monthly), new BigDecimal(hourly));
    }
}
