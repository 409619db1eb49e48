package com.vpsie.autoscaler.vpsie;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.vpsie.ReadRequest.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The reading half. Every page is followed, and a list that VPSie counts longer than what its pages hold is an error:
 * a short list would make machines look gone. Thread-safe.
 */
final class RestVpsieReader implements VpsieReader {
    private static final int MOST_PAGES = 1000;

    private final Source source;

    /** Where pages come from. */
    interface Source {
        JsonNode read(ReadRequest request) throws VpsieException;
    }

    RestVpsieReader(Source source) {
        this.source = source;
    }

    @Override
    public List<VpsieMachine> machines(String clusterId) throws VpsieException {
        return all(
                new ReadRequest(Kind.CLUSTER, clusterId, 1),
                page -> Listings.machines(page, clusterId),
                machine -> machine.identifier() + "/" + machine.hostname());
    }

    @Override
    public List<VpsieGroup> groups(String clusterId) throws VpsieException {
        return all(new ReadRequest(Kind.GROUPS, clusterId, 1), Listings::groups, VpsieGroup::id);
    }

    @Override
    public List<VpsieOffer> offers(String datacenterId) throws VpsieException {
        return all(new ReadRequest(Kind.OFFERS, datacenterId, 1), Listings::offers, VpsieOffer::id);
    }

    private interface PageReader<T> {
        List<T> read(JsonNode page) throws VpsieException;
    }

    private <T> List<T> all(ReadRequest first, PageReader<T> reader, Function<T, Object> key) throws VpsieException {
        Map<Object, T> found = new LinkedHashMap<>();
        ReadRequest request = first;
        long entries = 0;
        while (true) {
            JsonNode page = source.read(request);
            Pages pages = Pages.of(page);
            entries += pages.entries();
            reader.read(page).forEach(item -> found.putIfAbsent(key.apply(item), item));
            pages.requireNumber(request);
            if (pages.isLast(request, entries)) {
                pages.requireComplete(request, entries);
                return List.copyOf(new ArrayList<>(found.values()));
            }
            if (request.page() >= MOST_PAGES) {
                throw new VpsieException(VpsieErrorCode.UNREADABLE, request.name() + ": more pages than can be");
            }
            request = request.next();
        }
    }
}
