package com.vpsie.autoscaler.sandbox.kube.kinds;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts such as {@code 500m} and {@code 1Gi} in the one form that the API server gives back: no fraction, the largest
 * suffix that needs none, at most nine decimals; the family of suffixes (thousands, 1024s, exponents) stays as given.
 */
public final class Quantities {
    private static final Pattern FORM =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d+)");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final Map<Integer, String> DECIMAL =
            Map.of(-9, "n", -6, "u", -3, "m", 0, "", 3, "k", 6, "M", 9, "G", 12, "T", 15, "P", 18, "E");
    private static final BigInteger STEP = BigInteger.valueOf(1024);
    private static final int FINEST = 9;

    private Quantities() {}

    /** Empty when the text is no quantity. */
    public static Optional<String> canonical(String text) {
        if (isPlain(text)) {
            return Optional.of(text);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(form.group(1));
        String suffix = form.group(2);
        if (suffix.endsWith("i")) {
            return Optional.of(binary(number.multiply(new BigDecimal(STEP.pow(BINARY.indexOf(suffix))))));
        }
        boolean exponent = suffix.length() > 1;
        int power = exponent ? Integer.parseInt(suffix.substring(1).replace("+", "")) : powerOf(suffix);
        return Optional.of(decimal(number.scaleByPowerOfTen(power), exponent));
    }

    /** The common case, at no cost: a small whole number that is in its form already. */
    private static boolean isPlain(String text) {
        if (text.isEmpty() || text.length() > 3 || text.charAt(0) == '0' && text.length() > 1) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int powerOf(String suffix) {
        return DECIMAL.entrySet().stream()
                .filter(one -> one.getValue().equals(suffix))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Below 1024, and with a fraction, the thousands are used instead. */
    private static String binary(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        if (value.abs().compareTo(new BigDecimal(STEP)) < 0 || plain.scale() > 0) {
            return decimal(value, false);
        }
        BigInteger rest = plain.toBigIntegerExact();
        int steps = 0;
        while (steps < BINARY.size() - 1 && rest.mod(STEP).signum() == 0) {
            rest = rest.divide(STEP);
            steps++;
        }
        return rest + BINARY.get(steps);
    }

    private static String decimal(BigDecimal value, boolean exponent) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = value.setScale(Math.min(Math.max(value.scale(), 0), FINEST), RoundingMode.UP)
                .stripTrailingZeros();
        int power = Math.min(18, Math.floorDiv(-rounded.scale(), 3) * 3);
        String digits = rounded.scaleByPowerOfTen(-power).toBigIntegerExact().toString();
        if (exponent) {
            return power == 0 ? digits : digits + "e" + power;
        }
        return digits + DECIMAL.get(power);
    }
}
