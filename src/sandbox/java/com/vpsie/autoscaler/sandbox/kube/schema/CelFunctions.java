package com.vpsie.autoscaler.sandbox.kube.schema;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions that Kubernetes adds to CEL: of lists ({@code isSorted}, {@code sum}, {@code min}, {@code max},
 * {@code indexOf}, {@code lastIndexOf}), of texts ({@code find}, {@code findAll}) and of quantities. Those of addresses,
 * URLs and versions are not there.
 */
final class CelFunctions {
    private static final CelType ANY = TypeParamType.create("T");
    private static final CelType LIST = ListType.create(ANY);
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType TEXTS = ListType.create(TEXT);
    private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");

    static final List<CelFunctionDecl> DECLARATIONS = List.of(
            member("isSorted", "list_is_sorted", SimpleType.BOOL, LIST),
            member("sum", "list_sum", ANY, LIST),
            member("min", "list_min", ANY, LIST),
            member("max", "list_max", ANY, LIST),
            declaration(
                    "indexOf", CelOverloadDecl.newMemberOverload("list_index_of", SimpleType.INT, List.of(LIST, ANY))),
            declaration(
                    "lastIndexOf",
                    CelOverloadDecl.newMemberOverload("list_last_index_of", SimpleType.INT, List.of(LIST, ANY))),
            member("find", "text_find", TEXT, TEXT, TEXT),
            declaration(
                    "findAll",
                    CelOverloadDecl.newMemberOverload("text_find_all", TEXTS, List.of(TEXT, TEXT)),
                    CelOverloadDecl.newMemberOverload("text_find_some", TEXTS, List.of(TEXT, TEXT, SimpleType.INT))),
            declaration("quantity", CelOverloadDecl.newGlobalOverload("text_quantity", QUANTITY, List.of(TEXT))),
            declaration("isQuantity", CelOverloadDecl.newGlobalOverload("is_quantity", SimpleType.BOOL, List.of(TEXT))),
            member("isLessThan", "quantity_less", SimpleType.BOOL, QUANTITY, QUANTITY),
            member("isGreaterThan", "quantity_greater", SimpleType.BOOL, QUANTITY, QUANTITY),
            member("compareTo", "quantity_compare", SimpleType.INT, QUANTITY, QUANTITY),
            member("sign", "quantity_sign", SimpleType.INT, QUANTITY));

    static final List<CelFunctionBinding> BINDINGS = List.of(
            CelFunctionBinding.from("list_is_sorted", List.class, CelFunctions::isSorted),
            CelFunctionBinding.from("list_sum", List.class, CelFunctions::sum),
            CelFunctionBinding.from("list_min", List.class, list -> extreme(list, -1)),
            CelFunctionBinding.from("list_max", List.class, list -> extreme(list, 1)),
            CelFunctionBinding.from(
                    "list_index_of", List.class, Object.class, (list, item) -> (long) list.indexOf(item)),
            CelFunctionBinding.from(
                    "list_last_index_of", List.class, Object.class, (list, item) -> (long) list.lastIndexOf(item)),
            CelFunctionBinding.from("text_find", String.class, String.class, CelFunctions::find),
            CelFunctionBinding.from(
                    "text_find_all", String.class, String.class, (text, regex) -> findAll(text, regex, -1)),
            CelFunctionBinding.from(
                    "text_find_some",
                    List.of(String.class, String.class, Long.class),
                    given -> findAll((String) given[0], (String) given[1], (Long) given[2])),
            CelFunctionBinding.from("text_quantity", String.class, Quantity::parse),
            CelFunctionBinding.from("is_quantity", String.class, Quantity::isOne),
            CelFunctionBinding.from("quantity_less", Quantity.class, Quantity.class, (a, b) -> a.compareTo(b) < 0),
            CelFunctionBinding.from("quantity_greater", Quantity.class, Quantity.class, (a, b) -> a.compareTo(b) > 0),
            CelFunctionBinding.from(
                    "quantity_compare", Quantity.class, Quantity.class, (a, b) -> (long) a.compareTo(b)),
            CelFunctionBinding.from("quantity_sign", Quantity.class, a -> (long) a.amount.signum()));

    private CelFunctions() {}

    private static CelFunctionDecl member(String name, String id, CelType result, CelType... of) {
        return declaration(name, CelOverloadDecl.newMemberOverload(id, result, List.of(of)));
    }

    private static CelFunctionDecl declaration(String name, CelOverloadDecl... overloads) {
        return CelFunctionDecl.newFunctionDeclaration(name, overloads);
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object a, Object b) {
        return ((Comparable<Object>) a).compareTo(b);
    }

    private static boolean isSorted(List<?> list) {
        for (int i = 1; i < list.size(); i++) {
            if (compare(list.get(i - 1), list.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object sum(List<?> list) {
        if (list.stream().anyMatch(Double.class::isInstance)) {
            return list.stream()
                    .mapToDouble(item -> ((Number) item).doubleValue())
                    .sum();
        }
        return list.stream().mapToLong(item -> ((Number) item).longValue()).sum();
    }

    private static Object extreme(List<?> list, int sign) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException((sign < 0 ? "min" : "max") + " called on empty list");
        }
        Object best = list.get(0);
        for (Object item : list) {
            best = compare(item, best) * sign > 0 ? item : best;
        }
        return best;
    }

    private static String find(String text, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        return matcher.find() ? matcher.group() : "";
    }

    private static List<String> findAll(String text, String regex, long most) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        List<String> found = new ArrayList<>();
        while ((most < 0 || found.size() < most) && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    /** An amount such as {@code 500m}, {@code 1Gi} or {@code 2e3}. */
    private record Quantity(BigDecimal amount) implements Comparable<Quantity> {
        private static final java.util.regex.Pattern FORM = java.util.regex.Pattern.compile(
                "([+-]?(?:\\d+\\.?\\d*|\\.\\d+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?");
        private static final String SMALL = "num";
        private static final String LARGE = "kMGTPE";

        static boolean isOne(String text) {
            return FORM.matcher(text).matches();
        }

        static Quantity parse(String text) {
            java.util.regex.Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException("quantities must match the regular expression of quantities");
            }
            BigDecimal number = new BigDecimal(form.group(1));
            String unit = form.group(2) == null ? "" : form.group(2);
            if (unit.endsWith("i")) {
                int power = "KMGTPE".indexOf(unit.charAt(0)) + 1;
                return new Quantity(number.multiply(BigDecimal.valueOf(1024).pow(power)));
            }
            if (unit.length() > 1) {
                return new Quantity(number.scaleByPowerOfTen(Integer.parseInt(unit.substring(1))));
            }
            int small = unit.isEmpty() ? -1 : SMALL.indexOf(unit);
            int large = unit.isEmpty() ? -1 : LARGE.indexOf(unit);
            return new Quantity(
                    number.scaleByPowerOfTen(small >= 0 ? 3 * (small - 3) : large >= 0 ? 3 * (large + 1) : 0));
        }

        @Override
        public int compareTo(Quantity other) {
            return amount.compareTo(other.amount);
        }
    }
}
