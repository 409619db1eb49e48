package com.vpsie.autoscaler.sandbox.kube.apply;

import java.util.Optional;

/** Types of which nothing is known but what stands there: lists are atomic. */
enum Deduced implements FieldType {
    /** Each member of an object has an owner of its own. */
    GRANULAR,
    /** Objects are atomic, too: what an atomic list holds. */
    ATOMIC;

    @Override
    public boolean allows(Form form) {
        return true;
    }

    @Override
    public boolean atomicMap() {
        return this == ATOMIC;
    }

    @Override
    public boolean atomicList() {
        return true;
    }

    @Override
    public FieldType items() {
        return ATOMIC;
    }

    @Override
    public Optional<FieldType> others() {
        return Optional.of(this);
    }
}
