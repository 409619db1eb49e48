# The node autoscaler on Open Liberty. From a clean checkout:
#
#   docker build -t vpsie-autoscaler .
#
# On a machine that has built it already (./mvnw -Pimage), without Maven in the build:
#
#   docker build -t vpsie-autoscaler --build-arg PREBUILT=true --build-arg BUILD_IMAGE=$base --build-arg BASE_IMAGE=$base .
#
# BASE_IMAGE may be any image with a Java 17 runtime and a POSIX shell: the server with just the features in use comes
# from this build, not from the base.
ARG BASE_IMAGE=icr.io/appcafe/open-liberty:26.0.0.3-kernel-slim-java17-openj9-ubi-minimal
ARG BUILD_IMAGE=docker.io/library/eclipse-temurin:17-jdk

FROM ${BUILD_IMAGE} AS build
ARG PREBUILT=false
USER 0
WORKDIR /src
COPY . .
RUN if [ "$PREBUILT" != true ]; then ./mvnw -B -q -Pimage; fi \
    && [ -d target/image ] || { echo "PREBUILT=true needs ./mvnw -Pimage first: there is no target/image" >&2; exit 1; } \
    # group 0 may do what the user may: OpenShift runs containers as any user of group 0
    && chmod -R g=u target/image \
    # one time for all files: a layer whose content is the same is then the same layer, and nobody pulls it again
    && stamp=$(sed -nE 's#.*<project.build.outputTimestamp>(.*)</project.build.outputTimestamp>.*#\1#p' pom.xml) \
    && find target/image -exec touch --no-dereference --date="$stamp" {} +

FROM ${BASE_IMAGE}
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="vpsie-autoscaler" \
      org.opencontainers.image.description="Kubernetes node autoscaler for VPSie" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
ENV WLP_OUTPUT_DIR=/opt/ol/wlp/output \
    LOG_DIR=/opt/ol/wlp/output/logs \
    VPSIE_AUTOSCALER_PRIMED=/opt/ol/primed

USER 0
# seldom changed, first: runtime, libraries, application
COPY --from=build --chown=1001:0 /src/target/image/runtime/ /opt/ol/
COPY --from=build --chown=1001:0 /src/target/image/libraries/ /opt/ol/
COPY --from=build --chown=1001:0 /src/target/image/application/ /opt/ol/
RUN ln -sf /opt/ol/bin/vpsie-autoscaler /usr/local/bin/vpsie-autoscaler \
    && ln -sfn /opt/ol/licenses /licenses \
    && mkdir -p "$WLP_OUTPUT_DIR" "$VPSIE_AUTOSCALER_PRIMED" \
    && chown 1001:0 "$WLP_OUTPUT_DIR" "$VPSIE_AUTOSCALER_PRIMED" && chmod 775 "$WLP_OUTPUT_DIR" "$VPSIE_AUTOSCALER_PRIMED"

USER 1001
# A first start leaves what later starts need not work out again: resolved features, annotations. It is kept apart from the
# output directory, over which an emptyDir is mounted, and the launcher copies it there.
ARG PRIME=true
RUN if [ "$PRIME" = true ]; then \
      /opt/ol/wlp/bin/server start defaultServer && /opt/ol/wlp/bin/server stop defaultServer \
      && grep -q CWWKZ0001I "$LOG_DIR/messages.log" \
      && cp -a "$WLP_OUTPUT_DIR/defaultServer/workarea" "$VPSIE_AUTOSCALER_PRIMED/" \
      && chmod -R g=u "$VPSIE_AUTOSCALER_PRIMED/workarea" \
      && rm -rf "$WLP_OUTPUT_DIR"/* "$WLP_OUTPUT_DIR"/.[!.]* ; fi

EXPOSE 8080 8081
ENTRYPOINT ["vpsie-autoscaler"]
