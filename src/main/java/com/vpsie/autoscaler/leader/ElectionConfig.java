package com.vpsie.autoscaler.leader;

import com.vpsie.autoscaler.leader.core.Checked;
import com.vpsie.autoscaler.leader.core.ElectionSettings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;

/** Reads {@code leader-election.*} from MicroProfile Config. Stateless. */
@Dependent
public class ElectionConfig {
    private final Config config;

    @Inject
    ElectionConfig(Config config) {
        this.config = config;
    }

    /** The settings, or every rule they break. Reads the sources anew. */
    public Checked<ElectionSettings> read() {
        return ElectionSettings.read(name -> config.getOptionalValue(name, String.class));
    }
}
