package com.vpsie.autoscaler.vpsie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vpsie.autoscaler.config.Settings.SecretName;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
    private final List<CredentialsChanged> events = new ArrayList<>();
    private final VpsieCredentialsHolder holder =
            new VpsieCredentialsHolder(new SecretName("kube-system", "vpsie-secret"), false, events::add);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                | has neither key token nor the keys clientId and clientSecret; its keys are: none
            apiKey=s3cret,password=s3cret     | has neither key token nor the keys clientId and clientSecret; its keys are: apiKey, password
            token=                            | key token is empty: it must hold VPSie's API token
            clientId=s3cret                   | key clientSecret is missing or empty: clientId and clientSecret are needed together
            clientSecret=s3cret               | key clientId is missing or empty: clientId and clientSecret are needed together
            token=s3cret s3cret               | key token has a blank, a control character or a letter outside ASCII inside
            token=s3cret,url=api.vpsie.com    | key url must be https://host[:port][/path], not 'api.vpsie.com'
            token=s3cret,url=http://a.b       | key url must be https, not 'http://a.b' (--vpsie-allow-http permits plain http for tests)
            token=x,url=https://u:s3cret@a.b  | key url must not carry a user or password
            token=x,url=https://a.b?q=1       | key url must have no query and no fragment
            token=x,url=https://a b           | key url is not a URL
            """)
    void aWrongSecretIsOneMessageThatNamesItAndShowsNoValue(String keys, String rule) {
        holder.accept(data(keys));

        assertThat(holder.get()).isEmpty();
        assertThat(holder.problem()).contains("Secret kube-system/vpsie-secret: " + rule);
        assertThat(holder.problem().orElseThrow()).doesNotContain("s3cret");
        assertThat(events).isEmpty();
    }

    @Test
    void beforeTheFirstReadingAndAfterADeletionThereIsAReason() {
        assertThat(holder.problem()).contains("Secret kube-system/vpsie-secret: not read yet");
        holder.accept(Map.of("token", "t"));
        assertThat(holder.problem()).isEmpty();
        holder.missing("does not exist");
        assertThat(holder.get()).isEmpty();
        assertThat(holder.problem()).contains("Secret kube-system/vpsie-secret: does not exist");
    }

    @Test
    void theTokenWinsOverThePairAndLosesItsNewline() {
        holder.accept(Map.of("token", "t\n", "clientId", "i", "clientSecret", "s", "url", "https://api.vpsie.com/v2"));
        assertThat(holder.get())
                .contains(new VpsieCredentials.Token("t", Optional.of(URI.create("https://api.vpsie.com/v2"))));
    }

    @Test
    void anEmptyTokenBesideAPairIsNoToken() {
        holder.accept(Map.of("token", "", "clientId", "i", "clientSecret", "s"));
        assertThat(holder.get()).contains(new VpsieCredentials.ClientPair("i", "s", Optional.empty()));
    }

    @Test
    void onlyOtherCredentialsAreAnEvent() {
        holder.accept(Map.of("token", "one"));
        holder.accept(Map.of("token", "one", "datacenterId", "dc"));
        holder.accept(Map.of("token", "two"));
        assertThat(events).hasSize(2);
    }

    @Test
    void nothingPrintsASecret() {
        assertThat(new VpsieCredentials.Token("s3cret", Optional.empty()).toString())
                .doesNotContain("s3cret");
        assertThat(new VpsieCredentials.ClientPair("s3cret", "s3cret", Optional.empty()).toString())
                .doesNotContain("s3cret");
        assertThat(new Access(URI.create("https://a"), ApiDialect.V2, "s3cret").toString())
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.vpsie.com,            V2,      https://api.vpsie.com/v2",
        "https://api.vpsie.com/,           V2,      https://api.vpsie.com/v2",
        "https://api.vpsie.com/v2,         V2,      https://api.vpsie.com/v2",
        "https://api.vpsie.com/v2/,        V2,      https://api.vpsie.com/v2",
        "https://api.vpsie.com/apps/v2,    V2,      https://api.vpsie.com/v2",
        "https://api.vpsie.com,            APPS_V2, https://api.vpsie.com/apps/v2",
        "https://api.vpsie.com/v2,         APPS_V2, https://api.vpsie.com/apps/v2",
        "https://api.vpsie.com/apps/v2,    APPS_V2, https://api.vpsie.com/apps/v2",
        "https://proxy:8443/vpsie/v2,      V2,      https://proxy:8443/vpsie/v2",
        "https://proxy/vpsie,              APPS_V2, https://proxy/vpsie/apps/v2",
    })
    void theAddressMayComeWithOrWithoutABasePath(URI given, ApiDialect dialect, URI base) {
        assertThat(BaseUrl.of(given, dialect)).isEqualTo(base);
    }

    @Test
    void plainHttpNeedsPermission() {
        assertThat(BaseUrl.checked("http://127.0.0.1:1", true)).isEqualTo(URI.create("http://127.0.0.1:1"));
        assertThatThrownBy(() -> BaseUrl.checked("ftp://a", true)).hasMessageContaining("must be https://");
    }

    private static Map<String, String> data(String keys) {
        return Arrays.stream(keys.split(","))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
