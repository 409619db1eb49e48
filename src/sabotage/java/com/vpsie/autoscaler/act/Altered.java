package com.vpsie.autoscaler.act;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** {@link Objects} of which single methods do something else. Stateless. */
final class Altered {
    private Altered() {}

    /** What happens in place of a call; {@code real} is what would have happened. */
    interface Alteration {
        Object instead(Method method, Object[] arguments, Real real) throws Throwable;
    }

    /** The call as it was meant. */
    interface Real {
        Object call() throws Throwable;
    }

    static Objects objects(Objects real, Alteration alteration) {
        return (Objects) Proxy.newProxyInstance(
                Objects.class.getClassLoader(),
                new Class<?>[] {Objects.class},
                (proxy, method, arguments) -> alteration.instead(method, arguments, () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
