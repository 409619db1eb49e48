package com.vpsie.autoscaler.leader.core.search;

import com.vpsie.autoscaler.leader.core.ClockReading;
import com.vpsie.autoscaler.leader.core.Effect;
import com.vpsie.autoscaler.leader.core.ElectionRules;
import com.vpsie.autoscaler.leader.core.ElectorCore;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an {@link ElectorCore} knows, read out of it field by field and written back: by it a search tells
 * states apart, and returns to them. A field of a kind that this class cannot keep is an error, never left out in
 * silence. What is left out is named here, and {@link Subject} shows in every step that it decides nothing.
 */
final class CoreMemory {
    /** Set anew in every step before they are read. */
    private static final Set<String> SCRATCH =
            Set.of("Desk.now", "Desk.effects", "Desk.settled", "Requests.due", "Alarm.now", "Alarm.next");

    /** Read by reports and by what people see, and by no decision. */
    private static final Set<String> FOR_PEOPLE =
            Set.of("Desk.problem", "Desk.contactAt", "Desk.leader", "Desk.lastHolder", "Desk.handoff", "Desk.freeFrom");

    /** Zero before every step: the bound of requests, which only ever puts one off, is lifted. */
    private static final String SPENT = "RateBudget.count";

    /** Without meaning while nothing is spent. */
    private static final String SPENDINGS = "RateBudget.last";

    private static final Set<Class<?>> PLAIN =
            Set.of(Boolean.class, Integer.class, Long.class, String.class, Optional.class, OptionalLong.class);

    private record Variable(Object owner, Field field) {}

    private final List<Variable> variables = new ArrayList<>();
    private final List<Variable> leftOut = new ArrayList<>();
    private final List<Variable> spent = new ArrayList<>();
    private final List<Map<Object, Object>> maps = new ArrayList<>();

    CoreMemory(ElectorCore core) {
        walk(core, new ArrayList<>());
    }

    /**
     * What the core knows now; equal for cores that will decide alike ever after. Maps are compared without regard to the
     * order of their entries, by which the core forgets the oldest of 256 marks: no search comes near that many.
     */
    List<@Nullable Object> read() {
        List<@Nullable Object> values = new ArrayList<>(variables.size() + maps.size());
        for (Variable variable : variables) {
            Object value = get(variable.owner(), variable.field());
            if (!isPlain(value)) {
                throw new IllegalStateException("cannot keep what is in " + variable.field());
            }
            values.add(value);
        }
        maps.forEach(map -> values.add(new LinkedHashMap<>(map)));
        return values;
    }

    /** One of the numbers that were {@link #read()}, by class and name of its field. */
    long number(List<@Nullable Object> values, String field) {
        for (int at = 0; at < variables.size(); at++) {
            if (nameOf(variables.get(at).field()).equals(field) && values.get(at) instanceof Long number) {
                return number;
            }
        }
        throw new IllegalArgumentException("no number " + field);
    }

    /**
     * Makes the core know what was {@link #read()} from it before.
     *
     * @param otherwise which of two contents everything gets that is left out
     */
    void write(List<@Nullable Object> values, boolean otherwise) {
        spent.forEach(count -> set(count, 0));
        leftOut.forEach(variable -> fill(variable, otherwise));
        int at = 0;
        for (Variable variable : variables) {
            set(variable, values.get(at++));
        }
        for (Map<Object, Object> map : maps) {
            map.clear();
            if (values.get(at++) instanceof Map<?, ?> kept) {
                map.putAll(kept);
            }
        }
    }

    private void walk(Object owner, List<Object> met) {
        if (met.stream().anyMatch(known -> known == owner)) {
            return;
        }
        met.add(owner);
        for (Field field : owner.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            field.setAccessible(true);
            String name = nameOf(field);
            if (SCRATCH.contains(name) || FOR_PEOPLE.contains(name) || name.equals(SPENDINGS)) {
                leftOut.add(new Variable(owner, field));
            } else if (Modifier.isFinal(field.getModifiers())) {
                part(name, get(owner, field), met);
            } else if (name.equals(SPENT)) {
                spent.add(new Variable(owner, field));
            } else {
                variables.add(new Variable(owner, field));
            }
        }
    }

    /** What a final field refers to. */
    @SuppressWarnings("unchecked")
    private void part(String name, @Nullable Object value, List<Object> met) {
        boolean fixed = value instanceof ElectionRules || isPlain(value);
        if (value instanceof Map<?, ?> map) {
            maps.add((Map<Object, Object>) map);
        } else if (!fixed && value != null && value.getClass().getPackage() == ElectorCore.class.getPackage()) {
            walk(value, met);
        } else if (!fixed) {
            throw new IllegalStateException("cannot keep what is in " + name);
        }
    }

    private static void fill(Variable variable, boolean otherwise) {
        Object value = get(variable.owner(), variable.field());
        long number = otherwise ? Long.MAX_VALUE / 4 : Long.MIN_VALUE / 4;
        if (value instanceof long[] times) {
            Arrays.fill(times, number);
        } else if (value instanceof Boolean) {
            set(variable, otherwise);
        } else if (value instanceof Long) {
            set(variable, number);
        } else if (value instanceof String) {
            set(variable, otherwise ? "somebody" : "");
        } else if (value instanceof Enum<?> constant) {
            Object[] all = constant.getDeclaringClass().getEnumConstants();
            set(variable, all[otherwise ? all.length - 1 : 0]);
        } else if (value instanceof ClockReading) {
            set(variable, new ClockReading(number, number, number));
        } else if (value instanceof List) {
            set(variable, new ArrayList<>(otherwise ? List.of(new Effect.Stopped()) : List.of()));
        } else {
            throw new IllegalStateException("no two contents for " + variable.field());
        }
    }

    private static String nameOf(Field field) {
        return field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }

    private static boolean isPlain(@Nullable Object value) {
        return value == null || value instanceof Record || value instanceof Enum || PLAIN.contains(value.getClass());
    }

    private static @Nullable Object get(Object owner, Field field) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void set(Variable variable, @Nullable Object value) {
        try {
            variable.field().set(variable.owner(), value);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
