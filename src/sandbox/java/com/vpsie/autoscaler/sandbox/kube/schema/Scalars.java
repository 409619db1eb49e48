package com.vpsie.autoscaler.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError;
import com.vpsie.autoscaler.sandbox.kube.api.FieldError.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/** The keywords of one schema about the type of a value, and about texts and numbers. */
final class Scalars {
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Schema schema;
    private final FieldPath path;
    private final List<FieldError> errors;

    /** @param errors takes what is found */
    Scalars(Schema schema, FieldPath path, List<FieldError> errors) {
        this.schema = schema;
        this.path = path;
        this.errors = errors;
    }

    void type(JsonNode value) {
        String type = schema.type();
        String actual = typeOf(value);
        if (schema.intOrString() && type.isEmpty()) {
            if (!actual.equals("integer") && !actual.equals("string")) {
                wrongType("integer,string", actual);
            }
        } else if (!type.isEmpty() && !actual.equals(type) && !(type.equals("number") && actual.equals("integer"))) {
            wrongType(type, actual);
        }
    }

    private void wrongType(String wanted, String actual) {
        errors.add(path.error(
                Type.TYPE_INVALID,
                "\"" + actual + "\": " + path + " in body must be of type " + wanted + ": \"" + actual + "\""));
    }

    /** A number without fraction is an integer, however it is written. */
    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "object";
            case ARRAY -> "array";
            case STRING, BINARY -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> isWhole(value) ? "integer" : "number";
            case NULL, MISSING -> "null";
        };
    }

    private static boolean isWhole(JsonNode number) {
        return number.isIntegralNumber() || number.doubleValue() == Math.rint(number.doubleValue());
    }

    void value(JsonNode value) {
        if (value.isTextual()) {
            text(value.asText());
        } else if (value.isNumber()) {
            number(value);
        }
    }

    private void text(String text) {
        int length = text.codePointCount(0, text.length());
        long most = bound("maxLength", Long.MAX_VALUE);
        long least = bound("minLength", 0);
        if (length > most) {
            errors.add(path.error(Type.TOO_LONG, "may not be more than " + most + " bytes"));
        } else if (length < least) {
            invalid(Texts.quote(text), "should be at least " + least + " chars long");
        } else if (schema.pattern().isPresent()
                && !schema.pattern().get().matcher(text).find()) {
            invalid(Texts.quote(text), "should match '" + schema.pattern().get().pattern() + "'");
        }
        if (!Formats.matches(schema.format(), text)) {
            errors.add(path.error(
                    Type.TYPE_INVALID,
                    Texts.quote(text) + ": " + path + " in body must be of type " + schema.format() + ": "
                            + Texts.quote(text)));
        }
    }

    private long bound(String keyword, long absent) {
        return schema.bound(keyword).map(JsonNode::asLong).orElse(absent);
    }

    private void invalid(String value, String text) {
        errors.add(path.error(Type.INVALID, value + ": " + path + " in body " + text));
    }

    private void number(JsonNode value) {
        BigDecimal number = value.decimalValue();
        schema.bound("multipleOf")
                .filter(factor -> number.remainder(factor.decimalValue()).signum() != 0)
                .ifPresent(factor -> invalid(value.toString(), "should be a multiple of " + plain(factor)));
        schema.bound("maximum").ifPresent(bound -> {
            int sign = number.compareTo(comparable(value, bound));
            boolean exclusive = schema.raw().path("exclusiveMaximum").asBoolean();
            if (sign > 0 || exclusive && sign == 0) {
                String text = exclusive ? "less than " : "less than or equal to ";
                invalid(
                        value.toString(),
                        "should be " + text + comparable(value, bound).toPlainString());
            }
        });
        schema.bound("minimum").ifPresent(bound -> {
            int sign = number.compareTo(comparable(value, bound));
            boolean exclusive = schema.raw().path("exclusiveMinimum").asBoolean();
            if (sign < 0 || exclusive && sign == 0) {
                String text = exclusive ? "greater than " : "greater than or equal to ";
                invalid(
                        value.toString(),
                        "should be " + text + comparable(value, bound).toPlainString());
            }
        });
        if (schema.type().equals("integer")) {
            range(value);
        }
    }

    /** A whole number is compared with the whole part of the bound. */
    private static BigDecimal comparable(JsonNode value, JsonNode bound) {
        return new BigDecimal(
                value.isIntegralNumber() ? bound.decimalValue().toBigInteger().toString() : plain(bound));
    }

    private static String plain(JsonNode number) {
        return new BigDecimal(number.asText()).stripTrailingZeros().toPlainString();
    }

    private void range(JsonNode value) {
        boolean fits =
                isWhole(value) && value.decimalValue().toBigInteger().abs().compareTo(LARGEST) <= 0;
        String format = schema.format();
        if (isWhole(value) && !fits && format.equals("int64")) {
            errors.add(path.error(
                    Type.TYPE_INVALID, "\"float64\": " + path + " in body must be of type int64: \"float64\""));
        }
        if (!fits || format.equals("int32") && !value.canConvertToInt()) {
            String text = format.isEmpty() ? "(default format)" : "with format " + format;
            errors.add(new FieldError(
                    Type.INVALID,
                    FieldPath.NONE,
                    "\"\": Checked value must be of type integer " + text + " in " + path));
        }
    }

    void oneOfValues(JsonNode value) {
        List<JsonNode> allowed = schema.enumValues();
        if (!allowed.isEmpty() && allowed.stream().noneMatch(one -> same(one, value))) {
            String values = allowed.stream()
                    .map(one -> one.isTextual() ? one.asText() : one.toString())
                    .map(Texts::quote)
                    .collect(Collectors.joining(", "));
            errors.add(path.error(Type.NOT_SUPPORTED, value + ": supported values: " + values));
        }
    }

    private static boolean same(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b);
    }
}
