package com.vpsie.autoscaler.sandbox.kube.protobuf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The fields of one message in the wire format of Protocol Buffers, one after the other. Of one thread. See
 * <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>.
 */
final class Wire {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 64;

    private final ByteBuffer rest;
    private int field;
    private long number;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    Wire(ByteBuffer message) {
        this.rest = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Goes on to the next field.
     *
     * @return false after the last
     * @throws IllegalArgumentException when this is no message
     */
    boolean next() {
        if (!rest.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        switch ((int) tag & 7) {
            case VARINT -> number = varint();
            case FIXED64 -> {
                need(Long.BYTES);
                number = rest.getLong();
            }
            case FIXED32 -> {
                need(Integer.BYTES);
                number = rest.getInt();
            }
            case BYTES -> bytes = cut(varint());
            default -> throw new IllegalArgumentException("unknown wire type " + (tag & 7));
        }
        return true;
    }

    private ByteBuffer cut(long length) {
        need(length);
        ByteBuffer part = rest.slice(rest.position(), (int) length);
        rest.position(rest.position() + (int) length);
        return part;
    }

    private void need(long length) {
        if (length < 0 || length > rest.remaining()) {
            throw new IllegalArgumentException("the message ends too early");
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < LONGEST_VARINT; shift += 7) {
            need(1);
            byte next = rest.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }

    int field() {
        return field;
    }

    long number() {
        return number;
    }

    double real() {
        return Double.longBitsToDouble(number);
    }

    String text() {
        return StandardCharsets.UTF_8.decode(bytes.slice()).toString();
    }

    byte[] bytes() {
        byte[] copy = new byte[bytes.remaining()];
        bytes.slice().get(copy);
        return copy;
    }

    Wire message() {
        return new Wire(bytes);
    }
}
