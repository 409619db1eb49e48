package com.vpsie.autoscaler.vpsie;

import java.math.BigDecimal;

/** A size on offer; prices in USD. */
public record VpsieOffer(
        long id, String name, int cpu, int ramMb, int diskGb, BigDecimal monthlyPrice, BigDecimal hourlyPrice) {}
