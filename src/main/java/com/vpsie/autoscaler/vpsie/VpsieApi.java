package com.vpsie.autoscaler.vpsie;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * VPSie's reading endpoints for MicroProfile Rest Client; only this package calls it. Answers come raw, whatever their
 * status. The proxy is bound to one base URL and is thread-safe. A header or query parameter that is null is not sent.
 */
public interface VpsieApi extends AutoCloseable {
    /** Who asks. The dialect decides which of the two auth headers is filled. */
    @GET
    @Path("/k8s/cluster/byId/{cluster}")
    @Produces("application/json")
    Response cluster(
            @HeaderParam("Authorization") @Nullable String bearer,
            @HeaderParam("Vpsie-Auth") @Nullable String vpsieAuth,
            @HeaderParam("User-Agent") String userAgent,
            @PathParam("cluster") String clusterId,
            @QueryParam("page") @Nullable Integer page);

    /** Node groups of a cluster, deleted ones among them. */
    @GET
    @Path("/k8s/node/groups/byClusterId/{cluster}")
    @Produces("application/json")
    Response groups(
            @HeaderParam("Authorization") @Nullable String bearer,
            @HeaderParam("Vpsie-Auth") @Nullable String vpsieAuth,
            @HeaderParam("User-Agent") String userAgent,
            @PathParam("cluster") String clusterId,
            @QueryParam("page") @Nullable Integer page);

    /** Sizes on offer: a POST by VPSie's design, changing nothing. */
    @POST
    @Path("/k8s/offers")
    @jakarta.ws.rs.Consumes("application/json")
    @Produces("application/json")
    Response offers(
            @HeaderParam("Authorization") @Nullable String bearer,
            @HeaderParam("Vpsie-Auth") @Nullable String vpsieAuth,
            @HeaderParam("User-Agent") String userAgent,
            @QueryParam("page") @Nullable Integer page,
            String body);

    @Override
    void close();
}
