package com.vpsie.autoscaler.vpsie;

import com.fasterxml.jackson.databind.JsonNode;
import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.metrics.Unmeasured;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * One look at VPSie with the Secret's credentials, outside of any container: for a check on the command line. Reads
 * only; nothing is repeated. Used once, by one thread.
 */
public final class VpsieProbe {
    private static final InstantSource CLOCK = Clock.systemUTC();
    private static final String CALLER = new UserAgent("check").value();

    private final Settings settings;

    /** What was seen; the text is safe to show. */
    public record Seen(boolean ok, String text) {}

    public VpsieProbe(Settings settings) {
        this.settings = settings;
    }

    /** Whether the decoded data of the Secret keeps the rules for its keys. */
    public Seen secret(Map<String, String> data) {
        VpsieCredentialsHolder holder = holder(data);
        return holder.problem()
                .map(problem -> new Seen(false, problem))
                .orElseGet(() -> new Seen(true, String.valueOf(holder.get().orElse(null))));
    }

    /** Logs in where that is needed and lists the clusters; at most two requests of 15 s each. */
    public Seen access(Map<String, String> data) {
        AtMostOnceExchange exchange = new AtMostOnceExchange(VpsieLimits.withStartBudget(Duration.ofSeconds(2)), CLOCK);
        AccessSource source = new AccessSource(
                holder(data),
                settings.vpsieUrl(),
                ApiDialect.of(settings.vpsieDialect()),
                new Login(exchange, CLOCK, new Unmeasured(), CALLER),
                CLOCK);
        try {
            Access access = source.current();
            URI list = URI.create(access.base() + "/k8s/cluster/all");
            HttpUriRequestBase request = new HttpGet(list);
            request.setHeader("User-Agent", CALLER);
            request.setHeader("Accept", "application/json");
            request.setHeader(access.dialect().authHeader(), access.dialect().authValue(access.token()));
            Verdict verdict = AnswerParser.judge(exchange.send(request, () -> {}));
            if (verdict instanceof Verdict.Failure failure) {
                return new Seen(false, list + ": " + failure.code() + ", " + access.redact(failure.message()));
            }
            JsonNode clusters = ((Verdict.Success) verdict).root().path("data");
            return new Seen(true, access.base() + " lists " + clusters.size() + " cluster(s)");
        } catch (VpsieException e) {
            return new Seen(false, String.valueOf(e.getMessage()));
        } catch (AtMostOnceExchange.Broken e) {
            return new Seen(false, e.text());
        }
    }

    private VpsieCredentialsHolder holder(Map<String, String> data) {
        VpsieCredentialsHolder holder =
                new VpsieCredentialsHolder(settings.vpsieSecret(), settings.vpsieAllowHttp(), changed -> {});
        holder.accept(data);
        return holder;
    }
}
