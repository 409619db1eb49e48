package com.vpsie.autoscaler.vpsie;

import com.vpsie.autoscaler.config.Settings;
import com.vpsie.autoscaler.config.Settings.SecretName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The credentials in force on this replica. Whoever watches the Secret calls {@link #accept} or {@link #missing} on
 * every change; the client asks {@link #get} for each request, so a rotation takes effect with the next one.
 *
 * <p>What the Secret says now is what counts: a Secret that became wrong stops the client with a clear message instead of
 * going on with a token that somebody meant to withdraw. Threading: every method from any thread; the last caller wins.
 */
@ApplicationScoped
public class VpsieCredentialsHolder {
    private static final Logger LOG = Logger.getLogger(VpsieCredentialsHolder.class.getName());

    private final CredentialRules rules;
    private final Consumer<CredentialsChanged> changed;
    private volatile State state;

    private record State(@Nullable VpsieCredentials credentials, String problem) {}

    /** For the client proxy only: such an instance knows no Secret and is never called. */
    protected VpsieCredentialsHolder() {
        this(new SecretName("", ""), false, event -> {});
    }

    @Inject
    VpsieCredentialsHolder(Settings settings, Event<CredentialsChanged> event) {
        this(settings.vpsieSecret(), settings.vpsieAllowHttp(), event::fire);
    }

    /** @param changed called on the accepting thread, after the new credentials are in force */
    public VpsieCredentialsHolder(SecretName secret, boolean allowHttp, Consumer<CredentialsChanged> changed) {
        this.rules = new CredentialRules(secret, allowHttp);
        this.changed = changed;
        this.state = new State(null, rules.message("not read yet"));
    }

    /** Takes the Secret's decoded data; a Secret that breaks a rule becomes the {@link #problem}. */
    public void accept(Map<String, String> decodedSecretData) {
        try {
            VpsieCredentials now = rules.read(decodedSecretData);
            State before = swap(new State(now, ""));
            if (!now.equals(before.credentials())) {
                LOG.log(Level.INFO, "VPSie credentials in force: {0}", now);
                changed.accept(new CredentialsChanged(now));
            }
        } catch (CredentialRules.Broken e) {
            refuse(e.text());
        }
    }

    /** The Secret is not there or cannot be read; {@code why} completes "Secret namespace/name: …". */
    public void missing(String why) {
        refuse(rules.message(why));
    }

    /** What to use for the next request; empty while there is a {@link #problem}. */
    public Optional<VpsieCredentials> get() {
        return Optional.ofNullable(state.credentials());
    }

    /** The one message for people why there are no credentials; empty when there are. */
    public Optional<String> problem() {
        State now = state;
        return now.credentials() == null ? Optional.of(now.problem()) : Optional.empty();
    }

    private synchronized State swap(State next) {
        State before = state;
        state = next;
        return before;
    }

    private void refuse(String problem) {
        State before = swap(new State(null, problem));
        if (!problem.equals(before.problem())) {
            LOG.log(Level.SEVERE, "{0}", problem);
        }
    }
}
