package com.vpsie.autoscaler.sandbox.kube.schema;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.OptionalType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;

/**
 * The language of rules: the standard one with numbers of unlike types compared, texts, optional values, sets, and lists
 * that are equal in any order where their schema says so. The two halves are made when a first definition has rules
 * (about half a second) and kept. Safe for any thread.
 */
final class CelEngine {
    static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

    private CelEngine() {}

    private static final class Compiling {
        static final CelCompiler BASE = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.sets(OPTIONS))
                .addLibraries(CelExtensions.comprehensions())
                .addFunctionDeclarations(CelFunctions.DECLARATIONS)
                .build();
    }

    private static final class Running {
        static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .excludeFunctions(StandardFunction.EQUALS, StandardFunction.NOT_EQUALS)
                        .build())
                .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.sets(OPTIONS))
                .addLibraries(CelExtensions.comprehensions())
                .addFunctionBindings(
                        CelFunctionBinding.from("equals", Object.class, Object.class, CelEquality::equal),
                        CelFunctionBinding.from(
                                "not_equals", Object.class, Object.class, (a, b) -> !CelEquality.equal(a, b)))
                .addFunctionBindings(CelFunctions.BINDINGS)
                .build();
    }

    /** Compiles rules on values of one type, with {@code oldSelf} as it is or as an optional value. */
    static CelCompiler compiler(CelTypeProvider types, CelType self, boolean optionalOldSelf) {
        return Compiling.BASE
                .toCompilerBuilder()
                .setTypeProvider(types)
                .addVar("self", self)
                .addVar("oldSelf", optionalOldSelf ? OptionalType.create(self) : self)
                .build();
    }

    /** @throws IllegalStateException for an expression that was not compiled here */
    static CelRuntime.Program program(CelAbstractSyntaxTree expression) {
        try {
            return Running.RUNTIME.createProgram(expression);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("a checked expression without a program", e);
        }
    }
}
