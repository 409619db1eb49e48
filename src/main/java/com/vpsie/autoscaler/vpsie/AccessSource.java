package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.vpsie.VpsieCredentials.ClientPair;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Where the next request goes and with which token, always from the credentials in force. A client pair is logged in on
 * demand and anew 5 min before its token ends (half its life for shorter ones).
 *
 * <p>Thread-safe. Logins are single-flight: one thread logs in, without holding a lock; the others use the token that is
 * still good, or wait for that login. A failed login is not tried again for {@link #QUIET_AFTER_FAILURE}.
 */
final class AccessSource {
    private static final Duration AHEAD = Duration.ofMinutes(5);
    static final Duration QUIET_AFTER_FAILURE = Duration.ofSeconds(5);

    private final VpsieCredentialsHolder holder;
    private final Optional<URI> override;
    private final ApiDialect dialect;
    private final Login login;
    private final InstantSource clock;

    private final Object lock = new Object();
    private @Nullable Session session;
    private @Nullable Flight flight;
    private @Nullable Failed failed;

    private record Account(URI base, ClientPair pair) {}

    private record Session(Account account, Login.Issued token) {}

    private record Flight(Account account, CompletableFuture<Session> landing) {}

    private record Failed(Account account, Instant until, VpsieException why) {}

    /** @param override the address that beats the Secret's */
    AccessSource(
            VpsieCredentialsHolder holder,
            Optional<URI> override,
            ApiDialect dialect,
            Login login,
            InstantSource clock) {
        this.holder = holder;
        this.override = override;
        this.dialect = dialect;
        this.login = login;
        this.clock = clock;
    }

    ApiDialect dialect() {
        return dialect;
    }

    /** @throws VpsieException {@code NO_CREDENTIALS} with the Secret's problem, or why the login failed */
    Access current() throws VpsieException {
        return access("");
    }

    /**
     * After a 401: another access than the rejected one, from one new login shared by all who ask, or from a Secret that
     * was rotated meanwhile. Empty when there is none, as for a fixed token.
     */
    Optional<Access> renewed(Access rejected) throws VpsieException {
        Access now = access(rejected.token());
        return now.equals(rejected) ? Optional.empty() : Optional.of(now);
    }

    private Access access(String rejected) throws VpsieException {
        VpsieCredentials credentials = holder.get().orElse(null);
        if (credentials == null) {
            throw new VpsieException(
                    VpsieErrorCode.NO_CREDENTIALS, holder.problem().orElse("no VPSie credentials"));
        }
        URI base = BaseUrl.of(override.or(credentials::url).orElse(BaseUrl.PUBLIC_API), dialect);
        String token = credentials instanceof ClientPair pair
                ? bearer(new Account(base, pair), rejected)
                : ((VpsieCredentials.Token) credentials).token();
        return new Access(base, dialect, token);
    }

    private String bearer(Account account, String rejected) throws VpsieException {
        Session good;
        Flight under;
        boolean pilot = false;
        synchronized (lock) {
            good = usable(account, rejected);
            under = flight != null && flight.account().equals(account) ? flight : null;
            if (good != null && (under != null || clock.instant().isBefore(renewAt(good.token())) || quiet(account))) {
                return good.token().token();
            }
            if (under == null) {
                if (failed != null && quiet(account)) {
                    throw failed.why();
                }
                under = new Flight(account, new CompletableFuture<>());
                flight = under;
                pilot = true;
            }
        }
        if (pilot) {
            fly(under);
        }
        try {
            return under.landing().get().token().token();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpsieException(VpsieErrorCode.CONNECTION, "interrupted while waiting for the login");
        } catch (ExecutionException e) {
            if (good != null) {
                return good.token().token(); // renewing ahead of time failed, the old one still works
            }
            throw e.getCause() instanceof VpsieException why
                    ? why
                    : new VpsieException(VpsieErrorCode.CONNECTION, "login at VPSie: " + e.getCause());
        }
    }

    /** Logs in on this thread and lands the flight in every case, so that nobody waits for ever. */
    private void fly(Flight mine) {
        try {
            Session fresh = new Session(
                    mine.account(),
                    login.login(mine.account().base(), mine.account().pair()));
            land(mine, fresh, null);
            mine.landing().complete(fresh);
        } catch (VpsieException e) {
            land(mine, null, new Failed(mine.account(), clock.instant().plus(QUIET_AFTER_FAILURE), e));
            mine.landing().completeExceptionally(e);
        } catch (RuntimeException e) {
            land(mine, null, null);
            mine.landing().completeExceptionally(e);
        }
    }

    private void land(Flight mine, @Nullable Session fresh, @Nullable Failed failure) {
        synchronized (lock) {
            if (flight == mine) {
                flight = null;
            }
            session = fresh == null ? session : fresh;
            failed = failure;
        }
    }

    private boolean quiet(Account account) {
        return failed != null
                && failed.account().equals(account)
                && clock.instant().isBefore(failed.until());
    }

    private @Nullable Session usable(Account account, String rejected) {
        Session now = session;
        boolean usable = now != null
                && now.account().equals(account)
                && !now.token().token().equals(rejected)
                && clock.instant().isBefore(now.token().expires());
        return usable ? now : null;
    }

    private static Instant renewAt(Login.Issued token) {
        Duration half = Duration.between(token.issued(), token.expires()).dividedBy(2);
        return token.expires().minus(half.compareTo(AHEAD) < 0 ? half : AHEAD);
    }
}
